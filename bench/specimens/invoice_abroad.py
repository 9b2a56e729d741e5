"""Invoices from abroad: an English one by a small firm, and a German one with two rates and a letterhead."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bench.specimens.drawn import Drawn
from bench.specimens.invoice import Goods
from bench.specimens.numbers import cents, grouped
from bench.specimens.sheet import Sheet
from bench.specimens.world import TODAY, World

GREY, BLUE = "#5a5f66", "#1d3f72"
ENGLISH_FIRMS = (
    "Harrow Lane Tools Ltd",
    "Brightwater Catering Supplies Ltd",
    "Pennine Garage Parts Limited",
    "Northgate Textiles LLP",
)
ENGLISH_BUYERS = ("Riverside Bakery", "Oak & Sons Builders Ltd", "The Copper Kettle", "Fenwick Farm Shop")
GERMAN_FIRMS = (
    "Kessler Maschinenbau GmbH",
    "Lindenhof Feinkost GmbH & Co. KG",
    "Brandt Werkzeughandel e.K.",
    "Nordlicht Verpackung GmbH",
)
GERMAN_BUYERS = ("Bäckerei Sommerfeld", "Autohaus Grün GmbH", "Hotel Seeblick", "Tischlerei Albers")
ENGLISH_WARES = (
    ("Cordless drill 18V", 84, 129),
    ("Flour, strong white 16 kg", 11, 19),
    ("Brake pads, front set", 28, 61),
    ("Cotton twill, per metre", 6, 14),
    ("Steel shelving bay", 95, 180),
)
GERMAN_WARES = (
    ("Kugellager 6205-2RS", 4, 12),
    ("Faltkarton 400x300", 1, 3),
    ("Rapsöl 10 l", 18, 32),
    ("Akkuschrauber 18 V", 99, 189),
    ("Olivenöl extra vergine 5 l", 38, 64),
)


@dataclass(frozen=True, kw_only=True)
class Abroad:
    """One invoice of another country."""

    seller: str
    buyer: str
    number: str
    day: date
    goods: tuple[Goods, ...]
    seller_id: str
    seller_address: str
    buyer_address: str

    @property
    def net(self) -> Decimal:
        """Sum before tax."""
        return sum((line.net for line in self.goods), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """Tax, rounded a rate at a time as such invoices do."""
        return sum((cents(net * rate) for rate, net in self.by_rate().items()), Decimal(0))

    def by_rate(self) -> dict[Decimal, Decimal]:
        """Net amounts by rate."""
        sums: dict[Decimal, Decimal] = {}
        for line in self.goods:
            sums[line.rate] = sums.get(line.rate, Decimal(0)) + line.net
        return sums


def _goods(world: World, wares, rates: tuple[str, ...]) -> tuple[Goods, ...]:
    lines = []
    for place, (name, low, high) in enumerate(world.rng.sample(wares, world.rng.randint(2, 4))):
        price = Decimal(str(world.rng.uniform(low, high))).quantize(Decimal("0.01"))
        many = world.rng.randint(1, 40)
        rate = Decimal(rates[place % len(rates)])
        lines.append(Goods(name=name, quantity=str(many), price=str(price), net=price * many, rate=rate))
    return tuple(lines)


def _truth(paper: Abroad, goods: bool = True) -> dict[str, object]:
    rates = paper.by_rate()
    values: dict[str, object] = {
        "invoice_number": paper.number, "issue_date": paper.day.isoformat(), "seller_name": paper.seller,
        "buyer_name": paper.buyer, "seller_id": paper.seller_id, "net_amount": f"{paper.net:.2f}",
        "tax_amount": f"{paper.tax:.2f}", "total_amount": f"{paper.net + paper.tax:.2f}",
    }  # fmt: skip
    if len(rates) == 1:
        values["tax_rate"] = f"{next(iter(rates)):f}"
    if goods:
        values["goods"] = [
            {"name": line.name, "quantity": line.quantity, "unit_price": line.price, "net": f"{line.net:.2f}"}
            for line in paper.goods
        ]
    return values


def english(world: World) -> Drawn:
    """A one-page invoice in pounds."""
    day = TODAY - timedelta(days=world.rng.randint(5, 500))
    towns = world.rng.sample(
        ("12 High Street, Leeds LS1 4AP", "Unit 5, Mill Lane, Stockport SK4 2BE", "88 Quay Road, Bristol BS1 6DA"), 2
    )
    paper = Abroad(
        seller=world.pick(ENGLISH_FIRMS), buyer=world.pick(ENGLISH_BUYERS), number=f"INV-{world.digits(5)}", day=day,
        goods=_goods(world, ENGLISH_WARES, ("0.2",)), seller_id=f"GB{world.digits(9)}", seller_address=towns[0],
        buyer_address=towns[1],
    )  # fmt: skip
    sheet = Sheet(width=210, height=297, day=day, title="Invoice")
    sheet.text(20, 28, paper.seller, size=16, face="hei", colour=BLUE, mark="seller_name")
    sheet.text(20, 34, paper.seller_address, size=8.5, face="hei", colour=GREY)
    end = sheet.text(20, 39, "VAT Reg No: ", size=8.5, face="hei", colour=GREY)
    sheet.text(end, 39, paper.seller_id, size=8.5, face="hei", colour=GREY, mark="seller_id")
    sheet.text(190, 30, "INVOICE", size=24, face="hei", align="right", colour=BLUE)
    sheet.text(20, 58, "Bill To", size=9, face="hei", colour=GREY)
    sheet.text(20, 64, paper.buyer, size=11, face="hei", mark="buyer_name")
    sheet.text(20, 69.5, paper.buyer_address, size=9, face="hei")
    due = day + timedelta(days=30)
    rows = (
        ("Invoice No", paper.number, "invoice_number"),
        ("Invoice Date", f"{day.day} {day:%B %Y}", "issue_date"),
        ("Due Date", f"{due.day} {due:%B %Y}", ""),
    )
    for index, (label, words, name) in enumerate(rows):
        value = day.isoformat() if name == "issue_date" else words
        sheet.text(128, 58 + index * 6, label, size=9, face="hei", colour=GREY)
        sheet.text(
            190, 58 + index * 6, words, size=9.5, face="hei", align="right", mark=(name, value) if name else None
        )
    y = _table(sheet, paper, 92, ("Description", "Qty", "Unit Price", "Amount"), lambda value: f"£{grouped(value)}")
    for label, value, name in (
        ("Subtotal", paper.net, "net_amount"),
        ("VAT (20%)", paper.tax, "tax_amount"),
        ("Total", paper.net + paper.tax, "total_amount"),
    ):
        sheet.text(132, y, label, size=10, face="hei")
        sheet.text(190, y, f"£{grouped(value)}", size=10, face="hei", align="right", mark=(name, f"{value:.2f}"))
        y += 7
    sheet.text(
        20, 262, "Payment terms: 30 days. Sort code 20-00-00, account 00012345.", size=8, face="hei", colour=GREY
    )
    return Drawn(sheet=sheet, fields=_truth(paper))


def _table(sheet: Sheet, paper: Abroad, y: float, heads: tuple[str, ...], shown) -> float:
    places = ((20, "left"), (122, "right"), (155, "right"), (190, "right"))
    sheet.box(18, y - 6, 192, y + 2.5, colour=None, fill="#e8edf4")
    for words, (x, align) in zip(heads, places, strict=True):
        sheet.text(x, y - 0.6, words, size=9.5, face="hei", align=align)
    for line in paper.goods:
        y += 8
        cells = (line.name, line.quantity, shown(Decimal(line.price)), shown(line.net))
        for words, (x, align) in zip(cells, places, strict=True):
            sheet.text(x, y, words, size=9.5, face="hei", align=align)
    sheet.line(18, y + 4, 192, y + 4, colour=GREY)
    return y + 12


def german(world: World) -> Drawn:
    """A Rechnung in euros with both German rates."""
    day = TODAY - timedelta(days=world.rng.randint(5, 500))
    paper = Abroad(
        seller=world.pick(GERMAN_FIRMS), buyer=world.pick(GERMAN_BUYERS),
        number=f"RE-{day.year}-{world.digits(4)}", day=day,
        goods=_goods(world, GERMAN_WARES, world.pick((("0.19",), ("0.19", "0.07")))), seller_id=f"DE{world.digits(9)}",
        seller_address="Hafenstraße 14 · 28195 Bremen", buyer_address="Am Markt 3",
    )  # fmt: skip
    sheet = Sheet(width=210, height=297, day=day, title="Rechnung")
    sheet.text(25, 24, paper.seller, size=15, face="song", bold=0.2, mark="seller_name")
    sheet.text(25, 47, f"{paper.seller} · {paper.seller_address}", size=6.5, face="song", colour=GREY)
    for index, words in enumerate((paper.buyer, paper.buyer_address, "27568 Bremerhaven")):
        sheet.text(25, 56 + index * 5.4, words, size=10.5, face="song", mark="buyer_name" if not index else None)
    german_day = f"{day:%d.%m.%Y}"
    rows = (
        ("Rechnungsnummer:", paper.number, "invoice_number"),
        ("Rechnungsdatum:", german_day, "issue_date"),
        ("Kundennummer:", world.digits(5), ""),
    )
    for index, (label, words, name) in enumerate(rows):
        value = day.isoformat() if name == "issue_date" else words
        sheet.text(130, 56 + index * 5.6, label, size=9.5, face="song")
        sheet.text(166, 56 + index * 5.6, words, size=9.5, face="song", mark=(name, value) if name else None)
    sheet.text(25, 92, "Rechnung", size=17, face="song", bold=0.3)
    y = _table(sheet, paper, 108, ("Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis"), _euros)
    rows = [("Summe netto", paper.net, "net_amount")]
    rates = paper.by_rate()
    for rate, net in rates.items():
        on = f" auf {_euros(net)}" if len(rates) > 1 else ""
        words = f"zzgl. {rate * 100:.0f} % MwSt.{on}"
        rows.append((words, cents(net * rate), "tax_amount" if len(rates) == 1 else ""))
    rows.append(("Rechnungsbetrag", paper.net + paper.tax, "total_amount"))
    for label, value, name in rows:
        sheet.text(112, y, label, size=10, face="song")
        mark = (name, f"{value:.2f}") if name else None
        sheet.text(190, y, f"{_euros(value)} €", size=10, face="song", align="right", mark=mark)
        y += 6.4
    sheet.text(
        25,
        y + 8,
        "Zahlbar innerhalb von 14 Tagen ohne Abzug. Lieferdatum entspricht Rechnungsdatum.",
        size=9,
        face="song",
    )
    end = sheet.text(
        25, 280, f"{paper.seller} · {paper.seller_address} · USt-IdNr. ", size=7.5, face="song", colour=GREY
    )
    sheet.text(end, 280, paper.seller_id, size=7.5, face="song", colour=GREY, mark="seller_id")
    return Drawn(sheet=sheet, fields=_truth(paper))


def _euros(value: Decimal) -> str:
    return grouped(value).replace(",", " ").replace(".", ",").replace(" ", ".")
