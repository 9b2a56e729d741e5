"""Draw the truck driver's evidence again: seeded, invented, the same bytes every time.

Usage: python examples/make_truck_driver.py [FOLDER]   (default examples/truck-driver)
"""

import json
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.specimens import contract as contracts  # noqa: E402 - the repository root must be on the path first
from bench.specimens import invoice as invoices  # noqa: E402
from bench.specimens.haulage_contract import haulage_contract  # noqa: E402
from bench.specimens.parties import HAULIER, SHIPPER  # noqa: E402

AS_OF = date(2026, 11, 20)
PLATE = "浙A8K623"
PAYLOAD_T = "32.00"
CONTRACT_NUMBER = "LJJC-YS-2026-0918"
ROUTE = ("浙江省杭州市钱塘区", "江苏省苏州市相城区")
CARGO = "加气混凝土砌块"
# number, issue day, net amount in yuan, tonnes, period carried
INVOICES = (
    ("26332000000312847095", date(2026, 9, 28), "141000", "1762.5", "2026年09月20日至2026年09月27日"),
    ("26332000000365119842", date(2026, 10, 26), "148000", "1850", "2026年09月28日至2026年10月25日"),
    ("26332000000418530276", date(2026, 11, 18), "152000", "1900", "2026年10月26日至2026年11月17日"),
)


def contract() -> bytes:
    """Twelve months of haulage at 150,000 yuan a month."""
    return contracts.draw(
        haulage_contract(
            number=CONTRACT_NUMBER, shipper=SHIPPER, carrier=HAULIER, signed=date(2026, 9, 18),
            start=date(2026, 9, 20), end=date(2027, 9, 19), amount=Decimal(1_800_000), plate=PLATE,
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
        price="80.00",
    )
    freight = invoices.Freight(vehicle="公路运输", plate=PLATE, start=ROUTE[0], end=ROUTE[1], cargo=CARGO)
    return invoices.draw(
        invoices.Invoice(
            number=number, day=day, seller=HAULIER, buyer=SHIPPER, goods=(line,), drawer=HAULIER.person, freight=freight,
            remark=f"合同编号：{CONTRACT_NUMBER}\n运输期间：{period}",
        )
    ).pdf()  # fmt: skip


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
    return drawn


def main() -> None:
    """Write every file and say how large it is."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / "truck-driver"
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in evidence().items():
        data = draw()
        (folder / name).write_bytes(data)
        print(f"{name:28} {len(data):>9,} bytes")


if __name__ == "__main__":
    main()
