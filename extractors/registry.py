"""Every kind that is read, one line a kind. A kind that is not here is `unknown` to the reader."""

from collections.abc import Mapping

from extractors import (
    agricultural_insurance_policy,
    bank_statement,
    business_licence,
    contract,
    delivery_note,
    purchase_order,
    road_transport_permit,
    scene,
    settlement_statement,
    social_insurance_slip,
    storefront,
    tax_payment_proof,
    till_receipt,
    utility_bill,
    vat_invoice,
    vehicle,
    vehicle_licence,
    wallet_statement,
    waybill,
)
from extractors.extractor import Extractor
from uplift.types import EvidenceKind

EXTRACTORS: Mapping[EvidenceKind, Extractor] = {
    EvidenceKind.SALE_CONTRACT: contract.SALE,
    EvidenceKind.HAULAGE_CONTRACT: contract.HAULAGE,
    EvidenceKind.SERVICE_CONTRACT: contract.SERVICE,
    EvidenceKind.LEASE_CONTRACT: contract.LEASE,
    EvidenceKind.LAND_TRANSFER_CONTRACT: contract.LAND,
    EvidenceKind.VAT_INVOICE: vat_invoice.EXTRACTOR,
    EvidenceKind.TILL_RECEIPT: till_receipt.EXTRACTOR,
    EvidenceKind.BUSINESS_LICENCE: business_licence.EXTRACTOR,
    EvidenceKind.ROAD_TRANSPORT_PERMIT: road_transport_permit.EXTRACTOR,
    EvidenceKind.VEHICLE_LICENCE: vehicle_licence.EXTRACTOR,
    EvidenceKind.TAX_PAYMENT_PROOF: tax_payment_proof.EXTRACTOR,
    EvidenceKind.SOCIAL_INSURANCE_SLIP: social_insurance_slip.EXTRACTOR,
    EvidenceKind.UTILITY_BILL: utility_bill.EXTRACTOR,
    EvidenceKind.AGRICULTURAL_INSURANCE_POLICY: agricultural_insurance_policy.EXTRACTOR,
    EvidenceKind.BANK_STATEMENT: bank_statement.EXTRACTOR,
    EvidenceKind.WALLET_STATEMENT: wallet_statement.EXTRACTOR,
    EvidenceKind.DELIVERY_NOTE: delivery_note.EXTRACTOR,
    EvidenceKind.PURCHASE_ORDER: purchase_order.EXTRACTOR,
    EvidenceKind.SETTLEMENT_STATEMENT: settlement_statement.EXTRACTOR,
    EvidenceKind.WAYBILL: waybill.EXTRACTOR,
    EvidenceKind.STOREFRONT_PHOTO: storefront.EXTRACTOR,
    EvidenceKind.TRUCK_PHOTO: vehicle.TRUCK,
    EvidenceKind.VEHICLE_PHOTO: vehicle.VEHICLE,
    EvidenceKind.MACHINERY_PHOTO: scene.MACHINERY,
    EvidenceKind.SHELF_PHOTO: scene.SHELF,
    EvidenceKind.FARM_PHOTO: scene.FARM,
}
