"""The truck driver's case: a haulier with a limit of 100,000 yuan, seven pieces of evidence and a profile."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from bench.specimens import business_licence, road_transport_permit
from bench.specimens import contract as contracts
from bench.specimens import invoice as invoices
from bench.specimens.degrade import Camera, photograph
from bench.specimens.haulage_contract import haulage_contract
from bench.specimens.parties import HAULIER, SHIPPER
from bench.specimens.sheet import Sheet, camera_tags, jpeg, rasterise
from extractors.training.scenes import render_truck

AS_OF = date(2026, 11, 20)
PLATE = "浙A8K623"
PAYLOAD_T = "17.05"
CONTRACT_NUMBER = "LJJC-YS-2026-0910"
ROUTE = ("浙江省杭州市钱塘区", "安徽省合肥市肥东县")
CARGO = "加气混凝土砌块"
# number, issue day, net amount in yuan, tonnes, period carried
INVOICES = (
    ("26332000000312847095", date(2026, 9, 29), "141000", "564", "2026年09月11日至2026年09月28日"),
    ("26332000000365119842", date(2026, 10, 17), "148000", "592", "2026年09月29日至2026年10月16日"),
    ("26332000000418530276", date(2026, 11, 16), "152000", "608", "2026年10月17日至2026年11月15日"),
)


def contract() -> bytes:
    """Twelve months of haulage at 150,000 yuan a month."""
    return contracts.draw(
        haulage_contract(
            number=CONTRACT_NUMBER, shipper=SHIPPER, carrier=HAULIER, signed=date(2026, 9, 10),
            start=date(2026, 9, 11), end=date(2027, 9, 10), amount=Decimal(1_800_000), plate=PLATE,
            route_from=ROUTE[0], route_to=ROUTE[1], cargo=CARGO, payload_t=PAYLOAD_T,
        )
    ).pdf()  # fmt: skip


def invoice(number: str, day: date, net: str, tonnes: str, period: str) -> bytes:
    """One month's freight invoice from the haulier to the shipper."""
    line = invoices.Goods(
        name="*运输服务*国内道路货物运输",
        net=Decimal(net),
        rate=Decimal("0.09"),
        unit="吨",
        quantity=tonnes,
        price="250.00",
    )
    freight = invoices.Freight(vehicle="公路运输", plate=PLATE, start=ROUTE[0], end=ROUTE[1], cargo=CARGO)
    return invoices.draw(
        invoices.Invoice(
            number=number, day=day, seller=HAULIER, buyer=SHIPPER, goods=(line,), drawer=HAULIER.person,
            freight=freight,
            remark=f"合同编号：{CONTRACT_NUMBER}\n运输期间：{period}",
        )
    ).pdf()  # fmt: skip


def photo(sheet: Sheet, camera: Camera, when: str) -> bytes:
    """The paper lying on a desk, as a phone took it."""
    picture, _ = photograph(rasterise(sheet.pdf(), 220), camera)
    return jpeg(picture, 84, camera_tags(when))


def licence() -> bytes:
    """The haulier's business licence, photographed."""
    paper = business_licence.draw(
        business_licence.Licence(
            party=HAULIER, kind="个体工商户", established=date(2024, 5, 13), issued=date(2024, 5, 13),
            scope="道路货物运输（不含危险货物）；普通货物仓储服务；装卸搬运；运输货物打包服务。"
            "（依法须经批准的项目，经批准后方可开展经营活动）",
            authority="杭州市余杭区市场监督管理局",
        )
    )  # fmt: skip
    return photo(paper, Camera(seed=3, width=1900), "2026:11:20 09:12:44")


def permit() -> bytes:
    """The truck's road transport certificate, photographed."""
    paper = road_transport_permit.draw(
        road_transport_permit.Permit(
            owner=HAULIER, number="浙交运管许可杭字330110012846号", licence_number="330110101582", plate=PLATE,
            plate_colour="黄色", vehicle_type="重型仓栅式货车", payload_t=PAYLOAD_T, size_mm=(12000, 2550, 3950),
            scope="道路普通货物运输", issued=date(2025, 6, 20), reviews=(date(2025, 6, 20), date(2026, 6, 16)),
            valid_until=date(2029, 6, 19), authority="杭州市余杭区交通运输局",
        )
    )  # fmt: skip
    return photo(paper, Camera(seed=8, width=1900, tilt=0.02, desk=(96, 100, 104)), "2026:11:20 09:14:02")


def truck() -> bytes:
    """The truck from the front, rendered, with the plate that stands in every other paper."""
    picture = render_truck(np.random.default_rng(5), PLATE, size=(1600, 1200), rear=False)
    return jpeg(picture, 86, camera_tags("2026:11:20 09:16:31"))


def profile() -> bytes:
    """What third parties know of the haulier; the shipper stands in an (invented) enterprise register."""
    known = {"uscc": SHIPPER.uscc, "name": SHIPPER.name, "status": "active", "rank": "0.875", "related": False}
    facts = {
        "merchant_id": "truck-driver",
        "name": HAULIER.name,
        "uscc": HAULIER.uscc,
        "industry": "transport",
        "current_limit": "100000.00",
        "third_party": {
            "monthly_income": "44000.00",
            "pd": "0.039",
            "overlap": "0.5",
            "months_operating": 30,
            "other_working_capital_debt": "0.00",
            "monthly_debt_service": "0.00",
            "counterparties": [known | {"source": "enterprise register (invented)"}],
        },
        "plates": [PLATE],
        "as_of": AS_OF.isoformat(),
    }
    return (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode()


def evidence() -> dict[str, Callable[[], bytes]]:
    """File name -> how it is drawn."""
    drawn: dict[str, Callable[[], bytes]] = {"profile.json": profile, "haulage_contract.pdf": contract}
    for facts in INVOICES:
        drawn[f"invoice_{facts[1]:%Y_%m}.pdf"] = lambda facts=facts: invoice(*facts)
    return drawn | {"business_licence.jpg": licence, "road_transport_permit.jpg": permit, "truck_photo.jpg": truck}


def write(folder: Path) -> None:
    """Write every file and say how large it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in evidence().items():
        data = draw()
        (folder / name).write_bytes(data)
        print(f"{name:28} {len(data):>9,} bytes")
