"""Every kind that can be drawn, one line a kind."""

from collections.abc import Mapping
from importlib import import_module

from bench.specimens.drawn import KindSpecimens

MODULES: Mapping[str, str] = {
    "sale_contract": "sale_contract",
    "haulage_contract": "haulage_contract",
    "service_contract": "service_contract",
    "lease_contract": "lease_contract",
    "vat_invoice": "vat_invoice",
    "till_receipt": "till_receipt",
    "delivery_note": "delivery_note",
    "waybill": "waybill",
    "purchase_order": "purchase_order",
    "settlement_statement": "settlement_statement",
    "business_licence": "business_licence",
    "trade_permit": "trade_permit",
    "road_transport_permit": "road_transport_permit",
    "vehicle_licence": "vehicle_licence",
    "driving_licence": "driving_licence",
    "vehicle_registration_certificate": "vehicle_registration_certificate",
    "bank_statement": "bank_statement",
    "wallet_statement": "wallet_statement",
    "tax_payment_proof": "tax_payment_proof",
    "social_insurance_slip": "social_insurance_slip",
    "utility_bill": "utility_bill",
    "rent_receipt": "rent_receipt",
    "equipment_purchase_proof": "equipment_purchase_proof",
    "land_transfer_contract": "land_transfer_contract",
    "agricultural_insurance_policy": "agricultural_insurance_policy",
    "order_screenshot": "order_screenshot",
    "unknown": "unknown",
}


class _Kinds(Mapping[str, KindSpecimens]):
    """Loads a kind's module when it is asked for."""

    def __getitem__(self, kind: str) -> KindSpecimens:
        """The kind's layouts."""
        module = import_module(f"bench.specimens.{MODULES[kind]}")
        return KindSpecimens(kind=kind, layouts=module.LAYOUTS, data=getattr(module, "DATA", {}))

    def __iter__(self):
        """In catalogue order."""
        return iter(MODULES)

    def __len__(self) -> int:
        """How many."""
        return len(MODULES)


KINDS = _Kinds()
