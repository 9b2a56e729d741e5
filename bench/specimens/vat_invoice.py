"""VAT invoices in every form a merchant may hold: paper, roll, electronic, toll, 数电, freight, abroad."""

import io
from datetime import date, timedelta

from pypdfium2 import PdfDocument

from bench.specimens import invoice, invoice_abroad, invoice_classic, invoice_roll
from bench.specimens.drawn import Drawn
from bench.specimens.invoice_classic import TOLL_COLUMNS, Style
from bench.specimens.invoice_seal import oval_seal
from bench.specimens.invoice_story import ClassicInvoice, classic, digital, goods_of, truth
from bench.specimens.invoice_xml import attached_xml, digital_xml
from bench.specimens.ofd import ofd_invoice
from bench.specimens.sheet import Sheet
from bench.specimens.specimen import Specimen
from bench.specimens.world import World

OLD = ("购货单位", "销货单位")
SIDES = (
    "浙江",
    "江苏",
    "山东",
    "河南",
    "广东",
    "四川",
    "湖北",
    "湖南",
    "河北",
    "安徽",
    "福建",
    "辽宁",
    "陕西",
    "黑龙江",
)


def _province(invoice_: ClassicInvoice) -> str:
    return next((side for side in SIDES if invoice_.seller.address.startswith(side)), "浙江")


def _paper(world: World, kind: str, style: Style, first: date, last: date) -> Drawn:
    """A form of three copies, filled in by a dot-matrix printer and stamped."""
    one = classic(world, "", {"专用": "01", "普通": "04"}[kind], first, last, digits=world.pick((10, 10, 12)))
    one = ClassicInvoice(**{**vars(one), "title": f"{_province(one)}增值税{kind}发票"})
    sheet = invoice_classic.draw(one, style, world.seed)
    _stamp(sheet, one, world)
    return Drawn(sheet=sheet, fields=truth(one))


def _stamp(sheet: Sheet, one: ClassicInvoice, world: World) -> None:
    seal = oval_seal(one.seller.name, one.seller.uscc, world.seed)
    sheet.picture(seal, world.rng.uniform(182, 208), world.rng.uniform(118, 127), 40, turn=world.rng.uniform(-9, 9))


def _special(world: World) -> Drawn:
    """增值税专用发票, third copy, since 2014."""
    style = Style(ink="#2b2b52", drift=1.3, copy="第三联：发票联 购买方记账凭证")
    return _paper(world, "专用", style, date(2016, 5, 1), date(2021, 12, 1))


def _special_old(world: World) -> Drawn:
    """增值税专用发票 as it was before: 购货单位 and 销货单位, printed in green on the second copy."""
    style = Style(
        colour="#2f6b46", buyer=OLD[0], seller=OLD[1], ink="#1d1d1d", drift=1.6, copy="第二联：抵扣联 购货方扣税凭证",
        face="hei",
    )  # fmt: skip
    return _paper(world, "专用", style, date(2011, 1, 1), date(2016, 4, 1))


def _ordinary(world: World) -> Drawn:
    """增值税普通发票 on paper."""
    style = Style(colour="#9a3f2c", ink="#30303c", drift=1.1, copy="第二联：发票联 购买方记账凭证")
    return _paper(world, "普通", style, date(2017, 7, 1), date(2022, 6, 1))


def _electronic(world: World) -> Drawn:
    """增值税电子普通发票, 2016 to 2022."""
    one = classic(world, "", "10", date(2016, 1, 1), date(2022, 12, 1), digits=12)
    one = ClassicInvoice(**{**vars(one), "title": f"{_province(one)}增值税电子普通发票"})
    sheet = invoice_classic.draw(one, Style(electronic=True), world.seed)
    _stamp(sheet, one, world)
    return Drawn(sheet=sheet, fields=truth(one))


def _toll(world: World) -> Drawn:
    """通行费 electronic invoice: the columns of travel in place of quantity and price."""
    plate, net = world.plate(), world.amount(40, 3200)
    one = classic(world, "", "14", date(2018, 3, 1), date(2023, 6, 1), digits=12, goods=(_toll_line(net),))
    one = ClassicInvoice(**{**vars(one), "title": f"{_province(one)}增值税电子普通发票", "remark": ""})
    last = one.day - timedelta(days=world.rng.randint(1, 20))
    ride = (plate, "货车", f"{last - timedelta(days=world.rng.randint(0, 9)):%Y%m%d}", f"{last:%Y%m%d}")
    sheet = invoice_classic.draw(one, Style(electronic=True, toll=ride, columns=TOLL_COLUMNS), world.seed)
    return Drawn(sheet=sheet, fields=truth(one) | {"plate_number": plate})


def _toll_line(net):
    return invoice.Goods(name="*经营租赁*通行费", net=net, rate=invoice.Decimal("0.03"))


def _roll(world: World) -> Drawn:
    """增值税普通发票(卷票): prints neither net amount nor tax in words."""
    day = date(2019, 6, 1)
    goods = goods_of(world, day, world.rng.randint(1, 3))
    one = classic(world, "增值税普通发票(卷票)", "04", day, date(2023, 1, 1), digits=12, goods=goods)
    # the net amount stands in the QR code, and with it the tax
    fields = {name: value for name, value in truth(one).items() if name not in ("goods", "remark", "tax_rate")}
    return Drawn(sheet=invoice_roll.draw(one, world.seed), fields=fields)


def _digital(title: str, qr_kind: str, *, freight: bool = False):
    def draw(world: World) -> Drawn:
        one = digital(world, title, qr_kind, freight=freight)
        return Drawn(sheet=invoice.draw(one), fields=truth(one))

    return draw


def _ofd(world: World) -> Specimen:
    one = digital(world, "电子发票（普通发票）", "32")
    return Specimen(name="x.ofd", kind="vat_invoice", data=ofd_invoice(one)[0], fields=truth(one))


def _xml(world: World) -> Specimen:
    one = digital(world, "电子发票（增值税专用发票）", "31")
    return Specimen(name="x.xml", kind="vat_invoice", data=digital_xml(one), fields=truth(one))


def _with_xml(world: World) -> Specimen:
    """A PDF that carries its invoice as attached XML, as some platforms hand them out."""
    one = digital(world, "电子发票（普通发票）", "32")
    return Specimen(
        name="x.pdf", kind="vat_invoice", data=attached(invoice.draw(one).pdf(), attached_xml(one)), fields=truth(one)
    )


def attached(pdf: bytes, xml: bytes, name: str = "original_invoice.xml") -> bytes:
    """The PDF with one more file inside it."""
    out = io.BytesIO()
    with PdfDocument(pdf) as document:
        document.new_attachment(name).set_data(xml)
        document.save(out)
    return out.getvalue()


LAYOUTS = {
    "paper-special": _special,
    "paper-special-old": _special_old,
    "paper-ordinary": _ordinary,
    "electronic": _electronic,
    "toll": _toll,
    "roll": _roll,
    "digital": _digital("电子发票（普通发票）", "32"),
    "digital-special": _digital("电子发票（增值税专用发票）", "31"),
    "digital-freight": _digital("电子发票（增值税专用发票）", "31", freight=True),
    "english": invoice_abroad.english,
    "german": invoice_abroad.german,
}
DATA = {"ofd": _ofd, "xml": _xml, "pdf-with-xml": _with_xml}
