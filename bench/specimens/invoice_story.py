"""What an invoice says before it is drawn: the classic paper and electronic forms, made up from a world."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.invoice import Freight, Goods, Invoice
from bench.specimens.numbers import capitals, cents, invoice_qr
from bench.specimens.world import World

CIPHER = "0123456789+-*/<>"
REFORMS = (
    (date(2018, 5, 1), ("0.17", "0.11")),
    (date(2019, 4, 1), ("0.16", "0.10")),
    (date(9999, 1, 1), ("0.13", "0.09")),
)
LOW_RATE = frozenset(("谷物加工品", "植物油", "肥料", "塑料制品", "种子"))
TRADES = ("retail", "building", "manufacturing", "agriculture", "equipment")


@dataclass(frozen=True, kw_only=True)
class ClassicInvoice(Invoice):
    """What the forms before 数电 print besides: a code, a cipher, a machine number."""

    code: str
    machine: str
    cipher: tuple[str, ...]
    check_code: str = ""  # 20 digits; printed on ordinary invoices only
    receiver: str = ""  # 收款人
    checker: str = ""  # 复核

    @property
    def qr(self) -> str:
        """The printed QR's payload: these kinds carry the net amount."""
        check = self.check_code if self.qr_kind != "01" else ""
        return invoice_qr(self.qr_kind, self.code, self.number, self.net, self.day, check)


def goods_of(world: World, day: date, count: int | None = None) -> tuple[Goods, ...]:
    """Lines of one trade with the rates of their day; prices often have the many decimals of a sum without tax."""
    high, low = next(rates for until, rates in REFORMS if day < until)
    small = Decimal("0.03") if world.rng.random() < 0.2 else None
    star = day >= date(2018, 1, 1)
    lines = []
    for line in world.goods(world.pick(TRADES), count):
        rate = small or Decimal(low if line.tax_class in LOW_RATE else high)
        price = line.price
        if world.rng.random() < 0.5:
            price = (price / (1 + rate)).quantize(Decimal("0.00000001")).normalize()
        lines.append(
            Goods(
                name=f"*{line.tax_class}*{line.name}" if star else line.name, model=line.model, unit=line.unit,
                quantity=str(line.quantity), price=f"{price:f}", net=cents(line.quantity * price), rate=rate,
            )
        )  # fmt: skip
    return tuple(lines)


def classic(world: World, title: str, qr_kind: str, first: date, last: date, *, digits: int, **more) -> ClassicInvoice:
    """One invoice of the forms that were printed between the two days; `digits` is the length of its code."""
    day = first + timedelta(days=world.rng.randrange((last - first).days))
    seller = world.firm(small=False)
    region, year = seller.uscc[2:6], f"{day.year % 100:02d}"
    tail = {"01": "130", "04": "320", "10": "11", "14": "112"}[qr_kind]
    code = f"{region}{year}{tail.rjust(4, '4')}" if digits == 10 else f"0{region}{year}00{tail.rjust(3, '1')}"
    names = dict.fromkeys(("goods",), None) | more
    return ClassicInvoice(
        number=f"{world.rng.randrange(10**8):08d}", day=day, seller=seller, buyer=world.firm(),
        goods=names.pop("goods") or goods_of(world, day), drawer=world.person(), title=title, qr_kind=qr_kind,
        code=code, machine=world.digits(12), cipher=tuple(_cipher(world) for _ in range(4)),
        check_code="" if qr_kind == "01" else world.digits(20), receiver=world.person(), checker=world.person(),
        remark=world.pick(("", "", f"订单号：DD{day:%Y%m%d}-{world.digits(3)}", f"合同编号：HT{world.digits(6)}")),
        **names,
    )  # fmt: skip


def _cipher(world: World) -> str:
    return "".join(world.pick(CIPHER) for _ in range(28))


def digital(world: World, title: str, qr_kind: str, *, freight: bool = False) -> Invoice:
    """One 数电 invoice."""
    day, seller = world.day(600), world.firm("transport" if freight else None, small=False)
    place = world.place()
    head = f"{day.year % 100:02d}{seller.uscc[2:4]}2000000"
    ride, remark = None, ""
    if freight:
        cargo = world.word("cargos")
        ride = Freight(vehicle="公路运输", plate=world.plate(), start=place.city, end=world.place().city, cargo=cargo)
        remark = f"起运地：{place.city} 到达地：{ride.end} 车种车号：{ride.plate}"
        net = cents(world.amount(1200, 38000) / Decimal("1.09"))
        goods = (Goods(name="*运输服务*国内道路货物运输服务", net=net, rate=Decimal("0.09")),)
        if world.rng.random() < 0.5:
            goods = (
                Goods(name="*运输服务*运费", unit="次", quantity="1", price=f"{net}", net=net, rate=Decimal("0.09")),
            )
    else:
        goods = goods_of(world, day)
        remark = world.pick(
            ("", f"订单号：{world.digits(10)}", f"购方开户银行:{seller.bank};银行账号:{seller.account}")
        )
    return Invoice(
        number=f"{head}{world.digits(9)}", day=day, seller=seller, buyer=world.firm(), goods=goods,
        drawer=world.person(), freight=ride, remark=remark, title=title, qr_kind=qr_kind,
    )  # fmt: skip


def truth(invoice: Invoice, *, capital: bool = True) -> dict[str, object]:
    """Every field of the catalogue that stands on the paper."""
    values: dict[str, object] = {
        "invoice_number": invoice.number, "issue_date": invoice.day.isoformat(),
        "seller_name": invoice.seller.name, "seller_id": invoice.seller.uscc,
        "buyer_name": invoice.buyer.name, "buyer_id": invoice.buyer.uscc,
        "net_amount": f"{invoice.net:.2f}", "tax_amount": f"{invoice.tax:.2f}",
        "total_amount": f"{invoice.total:.2f}", "goods": [row(line) for line in invoice.goods],
    }  # fmt: skip
    rates = {line.rate for line in invoice.goods}
    more = {
        "total_in_capitals": capitals(invoice.total) if capital else "",
        "tax_rate": f"{rates.pop():f}" if len(rates) == 1 else "",
        "remark": invoice.remark.replace("\n", ""),
        "plate_number": invoice.freight.plate if invoice.freight else "",
        "invoice_code": getattr(invoice, "code", ""),
        "check_code": getattr(invoice, "check_code", ""),
    }
    return values | {name: value for name, value in more.items() if value}


def row(line: Goods) -> Mapping[str, str]:
    """One line of goods as the catalogue writes it."""
    cells = {
        "name": line.name, "quantity": line.quantity, "unit_price": line.price, "net": f"{line.net:.2f}",
        "rate": f"{line.rate:f}", "tax": f"{line.tax:.2f}",
    }  # fmt: skip
    return {name: value for name, value in cells.items() if value}
