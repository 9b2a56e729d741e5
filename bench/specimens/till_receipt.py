"""Till receipts: two Malaysian rolls and an American one; the Chinese layouts are in `till_receipt_cn`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.numbers import cents
from bench.specimens.roll import Cell, Roll, words
from bench.specimens.till_receipt_cn import LAYOUTS_CN
from bench.specimens.till_receipt_goods import Sold, clock, handed, sold, total_of, truth
from bench.specimens.world import World

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def _malaysian_head(world: World, roll: Roll) -> tuple[str, str, str]:
    """Name, address and what the shop sells, printed centred at the top."""
    name, what = world.pick(words()["shops_my"])
    lines = [world.pick(words()[key]) for key in ("streets_my", "parks_my", "towns_my")]
    address = " ".join(lines)
    roll.centre(name, size=roll.size + 1.5, bold=0.25, mark=("merchant_name", name))
    roll.centre(
        world.pick(
            (f"({world.digits(6)}-{world.pick('ADHKMPTUVW')})", f"CO. REG NO : {world.digits(6)}-{world.pick('AKTX')}")
        )
    )
    for index, line in enumerate(lines):
        roll.centre(line, mark=("merchant_address", address) if index == 0 else None)
    roll.centre(f"TEL : 03-{world.digits(4)} {world.digits(4)}")
    return name, address, what


def _my_shop(world: World) -> Drawn:
    """A Malaysian shop of the GST years: simplified tax invoice, rounding to five sen, GST summary."""
    roll, day = Roll(width=world.pick((72, 80)), size=8), _gst_day(world)
    name, address, what = _malaysian_head(world, roll)
    roll.centre(f"GST NO : 00{world.digits(10)}")
    roll.centre(world.pick(("SIMPLIFIED TAX INVOICE", "TAX INVOICE", "CASH BILL")), gap=2, bold=0.2)
    roll.pair(
        f"Receipt No : CS{world.digits(6)}", f"Date : {day:%d/%m/%Y}", gap=1.5, mark=("issue_date", day.isoformat())
    )
    roll.pair("Cashier : USER", f"Time : {clock(world)}")
    roll.rule(world.pick(("dash", "line", "=")))
    roll.heads("Item", ("Qty", 0.5), ("Price", 0.73), ("Amount", 1))
    roll.rule("dash")
    lines = sold(world, what, 1, 6)
    for line in lines:
        roll.left(line.name)
        roll.columns(Cell(text=f"9555{world.digits(9)}", at=0), Cell(text=f"{line.quantity}", at=0.5, align="right"),
                     Cell(text=f"{line.price:.2f}", at=0.73, align="right"),
                     Cell(text=f"{line.total:.2f}", at=1, align="right"))  # fmt: skip
    roll.rule("dash")
    net, paid_total, tax = _malaysian_sums(roll, lines)
    cash = handed(world, paid_total)
    roll.pair("CASH :", f"{cash:.2f}")
    roll.pair(world.pick(("CHANGE :", "Change (RM) :")), f"{cash - paid_total:.2f}")
    roll.left("GST SUMMARY", gap=2)
    roll.columns(
        Cell(text="Tax Code  %", at=0),
        Cell(text="Amount(RM)", at=0.7, align="right"),
        Cell(text="Tax(RM)", at=1, align="right"),
    )
    roll.columns(
        Cell(text="SR        6", at=0),
        Cell(text=f"{net:.2f}", at=0.7, align="right"),
        Cell(text=f"{tax:.2f}", at=1, align="right"),
    )
    roll.columns(
        Cell(text="Total :", at=0),
        Cell(text=f"{net:.2f}", at=0.7, align="right"),
        Cell(text=f"{tax:.2f}", at=1, align="right"),
    )
    roll.centre("GOODS SOLD ARE NOT RETURNABLE,", gap=2)
    roll.centre("THANK YOU. PLEASE COME AGAIN")
    return Drawn(sheet=roll.sheet(day, "Receipt"), fields=truth(name, address, day, paid_total))


def _gst_day(world: World) -> date:
    """A day of the years in which Malaysia levied GST."""
    return date(world.rng.randint(2016, 2017), world.rng.randint(1, 12), world.rng.randint(1, 28))


def _malaysian_sums(roll: Roll, lines: Sequence[Sold]) -> tuple[Decimal, Decimal, Decimal]:
    """Subtotal, GST, rounding and total; gives net, what is paid, and tax."""
    net = total_of(lines)
    tax = cents(net * Decimal("0.06"))
    exact = net + tax
    rounded = cents(exact * 20 / 20) if exact % Decimal("0.05") == 0 else (exact * 20).quantize(Decimal(1)) / 20
    rounded = rounded.quantize(Decimal("0.01"))
    quantity = sum(line.quantity for line in lines)
    roll.pair(f"Total Qty : {quantity}", "")
    roll.pair("Sub Total (Excl GST) RM", f"{net:.2f}")
    roll.pair("Total GST 6% RM", f"{tax:.2f}")
    roll.pair("Rounding Adj RM", f"{rounded - exact:.2f}")
    roll.pair("TOTAL (RM)", f"{rounded:.2f}", size=roll.size + 2, bold=0.3, mark=("total_amount", f"{rounded:.2f}"))
    return net, rounded, tax


def _bistro(world: World) -> Drawn:
    """A restaurant's bill: table, quantity before the dish, service charge, card or cash."""
    roll, day = Roll(width=72, size=8.5), _gst_day(world)
    name, address, _ = _malaysian_head(world, roll)
    roll.centre("*** GUEST CHECK ***" if world.rng.random() < 0.4 else "TAX INVOICE", gap=2)
    roll.left(f"TABLE : {world.pick('ABCDG')}{world.rng.randint(1, 30)}    PAX : {world.rng.randint(1, 8)}")
    roll.left(f"INV NO : POS01/{world.digits(8)}")
    month = f"{day:%d} {MONTHS[day.month - 1]} {day:%Y}"
    printed = world.pick((f"{day:%d-%m-%Y}", month, f"{day:%d/%m/%y}"))
    roll.left(f"{printed} {clock(world)}", mark=("issue_date", day.isoformat()))
    roll.left("CASHIER : NOR")
    roll.rule("=")
    lines = sold(world, "food", 2, 7)
    for line in lines:
        roll.columns(Cell(text=f"{line.quantity}", at=0), Cell(text=line.name, at=0.1),
                     Cell(text=f"{line.total:.2f} SR", at=1, align="right"))  # fmt: skip
    net = total_of(lines)
    service = cents(net * Decimal("0.10"))
    tax = cents((net + service) * Decimal("0.06"))
    total = ((net + service + tax) * 20).quantize(Decimal(1)) / 20
    total = total.quantize(Decimal("0.01"))
    roll.rule("dash")
    for label, value in (("SUB TOTAL", net), ("SERVICE CHARGE 10%", service), ("GST 6%", tax),
                         ("ROUNDING ADJ", total - net - service - tax)):  # fmt: skip
        roll.pair(label, f"{value:.2f}", at=0.1)
    label = world.pick(("NET TOTAL", "GRAND TOTAL", "AMOUNT DUE", "TOTAL"))
    roll.pair(label, f"RM {total:.2f}", size=11, bold=0.3, at=0.1, mark=("total_amount", f"{total:.2f}"))
    if world.rng.random() < 0.5:
        cash = handed(world, total)
        roll.pair("CASH", f"RM {cash:.2f}", at=0.1)
        roll.pair("CHANGE", f"RM {cash - total:.2f}", at=0.1)
    else:
        roll.pair("VISA", f"RM {total:.2f}", at=0.1)
        roll.left(f"CARD NO XXXXXXXXXXXX{world.digits(4)}", gap=1)
    roll.centre("Thank You. Please Come Again", gap=3)
    return Drawn(sheet=roll.sheet(day, "Receipt"), fields=truth(name, address, day, total))


def _us_grocery(world: World) -> Drawn:
    """An American grocery receipt: month first, tax on top, card."""
    roll, day = Roll(width=80, size=8.5), world.day(600, 5)
    name, street, town = (world.pick(words()[key]) for key in ("shops_us", "streets_us", "towns_us"))
    address = f"{street} {town}"
    roll.centre(name, size=12, bold=0.3, mark=("merchant_name", name))
    roll.centre(street, mark=("merchant_address", address))
    roll.centre(town)
    roll.centre(f"({world.digits(3)}) 555-{world.rng.randint(100, 199):04d}")
    roll.left(f"ST# {world.digits(4)}  OP# {world.digits(5)}  TE# {world.digits(2)}  TR# {world.digits(5)}", gap=2)
    lines = sold(world, "us", 2, 7)
    for line in lines:
        roll.columns(Cell(text=line.name, at=0), Cell(text=f"0{world.digits(11)}", at=0.42),
                     Cell(text=f"{line.total:.2f} {world.pick('FXT')}", at=1, align="right"))  # fmt: skip
    net = total_of(lines)
    tax = cents(net * Decimal("0.0675"))
    total = net + tax
    roll.pair("SUBTOTAL", f"{net:.2f}", at=0.4, gap=1)
    roll.pair("TAX 1   6.750 %", f"{tax:.2f}", at=0.4)
    roll.pair("TOTAL", f"${total:.2f}", at=0.4, bold=0.2, mark=("total_amount", f"{total:.2f}"))
    roll.pair("VISA TEND", f"${total:.2f}", at=0.4)
    roll.pair("CHANGE DUE", "$0.00", at=0.4)
    roll.left(f"ACCOUNT # **** **** **** {world.digits(4)}", gap=1)
    roll.left(f"APPROVAL # {world.digits(6)}")
    hour = world.rng.randint(8, 21)
    printed = f"{day:%m/%d/%Y}  {(hour - 1) % 12 + 1:02d}:{world.rng.randint(0, 59):02d} {'AM' if hour < 12 else 'PM'}"
    roll.centre(printed, gap=1, mark=("issue_date", day.isoformat()))
    roll.centre(f"# ITEMS SOLD {len(lines)}")
    roll.centre("THANK YOU FOR SHOPPING WITH US")
    return Drawn(sheet=roll.sheet(day, "Receipt"), fields=truth(name, address, day, total))


LAYOUTS = {"my-shop": _my_shop, "my-bistro": _bistro, "us-grocery": _us_grocery, **LAYOUTS_CN}
