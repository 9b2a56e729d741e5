"""The specimens that lie in tests/data with their truth beside them.

Usage: python -m bench.specimens.golden [FOLDER]   (from the repository root; default tests/data)
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from bench.specimens import business_licence, contract, invoice, road_transport_permit, vehicle_licence
from bench.specimens.conditions import CONDITIONS
from bench.specimens.degrade import Camera
from bench.specimens.haulage_contract import haulage_contract
from bench.specimens.invoice_xml import digital_xml
from bench.specimens.kinds import KINDS
from bench.specimens.letter import letter, portrait
from bench.specimens.numbers import vin
from bench.specimens.ofd import ofd_invoice
from bench.specimens.parties import GROCER, HAULIER, SHIPPER, TRADER
from bench.specimens.sale_contract import sale_contract
from bench.specimens.sheet import camera_tags, jpeg
from bench.specimens.specimen import Specimen, from_pdf, from_photo
from bench.specimens.world import World
from extractors.training.scenes import render_storefront, render_truck

PLATE = "苏E5P817"
SHOP = "满仓粮油商行"
TABLE = Camera(seed=21, width=1500, tilt=0.025, shadow=0.3)


def groceries(number: str, day: date, bags: int) -> invoice.Invoice:
    """What the trader sells to the grocer: two lines, two rates."""
    price = Decimal("118.35")
    rice = invoice.Goods(
        name="*谷物加工品*大米", model="25kg", unit="袋", quantity=str(bags), price=str(price), net=bags * price,
        rate=Decimal("0.09"),
    )  # fmt: skip
    sauce = invoice.Goods(
        name="*调味品*酱油", model="1.9L", unit="箱", quantity="45", price="86.2", net=Decimal("3879.00"),
        rate=Decimal("0.13"),
    )  # fmt: skip
    return invoice.Invoice(number=number, day=day, seller=TRADER, buyer=GROCER, goods=(rice, sauce), drawer="顾雅琴",
                           remark="订单号：HR20261016-07")  # fmt: skip


def invoices() -> Iterator[Specimen]:
    """One invoice in each outside form."""
    for suffix, number, day, bags in (
        ("01.pdf", "26322000000518820431", date(2026, 10, 16), 160),
        ("02.ofd", "26322000000530117764", date(2026, 10, 29), 161),
        ("03.xml", "26322000000547730018", date(2026, 11, 11), 158),
        ("04.jpg", "26322000000551286390", date(2026, 11, 13), 155),
    ):
        paper = groceries(number, day, bags)
        truth, name = invoice.facts(paper), f"vat_invoice-{suffix}"
        if name.endswith("pdf"):
            yield from_pdf(name, "vat_invoice", invoice.draw(paper), truth)
        elif name.endswith("jpg"):
            camera = Camera(seed=17, width=1900, tilt=0.018, shadow=0.3)
            yield from_photo(name, "vat_invoice", invoice.draw(paper), truth, camera, "2026:11:14 08:41:10", 84)
        else:
            data = ofd_invoice(paper)[0] if name.endswith("ofd") else digital_xml(paper)
            yield Specimen(name=name, kind="vat_invoice", data=data, fields=truth)


def contracts() -> Iterator[Specimen]:
    """Born-digital contracts."""
    haulage = haulage_contract(
        number="HR-WL-20260801", shipper=TRADER, carrier=HAULIER, signed=date(2026, 8, 1), start=date(2026, 8, 5),
        end=date(2027, 8, 4), amount=Decimal("636000.00"), plate=PLATE, route_from="江苏省苏州市相城区",
        route_to="浙江省杭州市余杭区", cargo="袋装大米、食用油", payload_t="9.80",
    )  # fmt: skip
    sale = sale_contract(
        number="GX2026-0311", buyer=GROCER, seller=TRADER, signed=date(2026, 3, 11), start=date(2026, 3, 15),
        end=date(2027, 3, 14), place="江苏省苏州市相城区",
        goods=(("大米（25kg）", "袋", 2400, Decimal("129.00")), ("菜籽油（5L）", "桶", 900, Decimal("68.50"))),
    )  # fmt: skip
    yield from_pdf("haulage_contract-01.pdf", "haulage_contract", contract.draw(haulage), contract.facts(haulage))
    yield from_pdf("sale_contract-01.pdf", "sale_contract", contract.draw(sale), contract.facts(sale))


def cards() -> Iterator[Specimen]:
    """Photographed licences and permits."""
    firm = business_licence.Licence(
        party=SHIPPER, kind="有限责任公司（自然人投资或控股）", established=date(2018, 4, 26), issued=date(2021, 9, 7),
        scope="轻质建筑材料制造；轻质建筑材料销售；水泥制品制造；水泥制品销售；普通货物仓储服务",
        authority="杭州市钱塘区市场监督管理局", capital="贰仟万元整", capital_yuan="20000000.00",
    )  # fmt: skip
    permit = road_transport_permit.Permit(
        owner=HAULIER, number="浙交运管许可杭字330110020517号", licence_number="330110101582", plate="浙A6R350",
        plate_colour="黄色", vehicle_type="重型厢式货车", payload_t="9.80", size_mm=(9000, 2550, 3900),
        scope="道路普通货物运输", issued=date(2024, 3, 12), reviews=(date(2024, 3, 12), date(2025, 3, 10)),
        valid_until=date(2028, 3, 11), authority="杭州市余杭区交通运输局",
    )  # fmt: skip
    card = vehicle_licence.VehicleLicence(
        owner=HAULIER, plate="浙A6R350", vehicle_type="重型厢式货车", use="货运", model="江淮牌HFC5181XXYP3K2A57S2V",
        vin=vin("LJ11R4DG0N1200357"), engine="D06NA22108634", registered=date(2022, 2, 18), issued=date(2022, 2, 18),
        total_kg=18000, kerb_kg=8005, payload_kg=9800, seats=3, file_number="330113457806",
        inspection="检验有效期至2027年02月浙A(杭)", authority="浙江省杭州市公安局交通警察支队",
    )  # fmt: skip
    rows = (
        ("business_licence-01.jpg", business_licence.draw(firm), business_licence.facts(firm), 29),
        ("road_transport_permit-01.jpg", road_transport_permit.draw(permit), road_transport_permit.facts(permit), 30),
        ("vehicle_licence-01.jpg", vehicle_licence.draw(card), vehicle_licence.facts(card), 31),
    )
    for name, sheet, truth, seed in rows:
        camera = Camera(seed=seed, width=1800, tilt=0.02, shadow=0.28)
        yield from_photo(name, name.split("-")[0], sheet, truth, camera, "2026:11:02 14:20:09", 80)


def photos() -> Iterator[Specimen]:
    """Rendered scenes, and two files that are no evidence."""
    when = camera_tags("2026:11:03 10:05:40")
    truck = render_truck(np.random.default_rng(3), PLATE, size=(1200, 900), rear=False)
    shop = render_storefront(np.random.default_rng(1), SHOP, size=(1200, 900))
    for name, picture, truth in (
        ("truck_photo-01.jpg", truck, {"plate_number": PLATE}),
        ("storefront_photo-01.jpg", shop, {"sign_text": SHOP}),
        ("unknown-01.jpg", portrait(7), {}),
    ):
        yield Specimen(name=name, kind=name.split("-")[0], data=jpeg(picture, 80, when), fields=truth, dpi=72)
    yield from_pdf("unknown-02.pdf", "unknown", letter(), {})


# kind, layout or data form, condition
PAPERS = (
    ("service_contract", "job-table", "clean"),
    ("lease_contract", "shop-form", "scan"),
    ("land_transfer_contract", "short", "clean"),
    ("till_receipt", "my-shop", "scan"),
    ("till_receipt", "cn-petrol", "photo"),
    ("delivery_note", "pad", "photo"),
    ("waybill", "boxed", "photo"),
    ("purchase_order", "erp", "clean"),
    ("settlement_statement", "freight", "scan"),
    ("trade_permit", "food-wide", "photo"),
    ("driving_licence", "beside", "photo"),
    ("vehicle_registration_certificate", "spread", "scan"),
    ("bank_statement", "rural-landscape", "clean"),
    ("bank_statement", "csv-gbk", "data"),
    ("wallet_statement", "app-bill-list", "clean"),
    ("tax_payment_proof", "table", "clean"),
    ("social_insurance_slip", "notice", "scan"),
    ("utility_bill", "power-statement", "photo"),
    ("rent_receipt", "book", "photo"),
    ("equipment_purchase_proof", "dealer-slip", "photo"),
    ("agricultural_insurance_policy", "crop-form", "clean"),
    ("order_screenshot", "take-away", "clean"),
)


def papers() -> Iterator[Specimen]:
    """One or two of each other kind, as the specimen set draws them."""
    for kind, layout, condition in PAPERS:
        story, ways = f"{kind}-{layout}-golden", KINDS[kind]
        if condition == "data":
            one = ways.data[layout](World(story))
        else:
            one = CONDITIONS[condition](ways.layouts[layout](World(story)), kind, story, random.Random(story))
        yield replace(one, name=f"{kind}-{layout}-{condition}.{one.name.rsplit('.', 1)[-1]}")


def specimens() -> Iterator[Specimen]:
    """All of them."""
    yield from invoices()
    yield from contracts()
    yield from cards()
    yield from photos()
    yield from papers()


def main() -> None:
    """Write each file with its truth; a pinned ``misread`` list is dropped, for the reader has to be asked again."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data")
    folder.mkdir(parents=True, exist_ok=True)
    for one in specimens():
        (folder / one.name).write_bytes(one.data)
        (folder / f"{one.name}.expected.json").write_text(one.json(), encoding="utf-8")
        print(f"{one.name:32} {len(one.data):>9,} bytes")


if __name__ == "__main__":
    main()
