"""Every kind that can be drawn, one line a kind."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from bench.specimens.drawn import KindSpecimens

NAMES = (
    "sale_contract",
    "haulage_contract",
    "service_contract",
    "lease_contract",
    "vat_invoice",
    "till_receipt",
    "delivery_note",
    "waybill",
    "purchase_order",
    "settlement_statement",
    "business_licence",
    "trade_permit",
    "road_transport_permit",
    "vehicle_licence",
    "driving_licence",
    "vehicle_registration_certificate",
    "bank_statement",
    "wallet_statement",
    "tax_payment_proof",
    "social_insurance_slip",
    "utility_bill",
    "rent_receipt",
    "equipment_purchase_proof",
    "land_transfer_contract",
    "agricultural_insurance_policy",
    "order_screenshot",
    "unknown",
)


class _Kinds(Mapping[str, KindSpecimens]):
    """Loads a kind's module from a package when it is asked for."""

    def __init__(self, package: str, kinds: Sequence[str]) -> None:
        self.package, self.kinds = package, kinds

    def __getitem__(self, kind: str) -> KindSpecimens:
        """The kind's layouts."""
        module = import_module(f"{self.package}.{kind}")
        return KindSpecimens(kind=kind, layouts=module.LAYOUTS, data=getattr(module, "DATA", {}))

    def __iter__(self) -> Iterator[str]:
        """In catalogue order."""
        return iter(self.kinds)

    def __len__(self) -> int:
        """How many."""
        return len(self.kinds)


def unseen() -> Mapping[str, KindSpecimens]:
    """The kinds of which a layout was drawn without sight of the extractors."""
    present = {module.name for module in iter_modules([str(Path(__file__).parent / "unseen")])}
    return _Kinds("bench.specimens.unseen", tuple(kind for kind in NAMES if kind in present))


KINDS: Mapping[str, KindSpecimens] = _Kinds("bench.specimens", NAMES)
