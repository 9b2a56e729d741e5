"""Every kind that is read, one line a kind. A kind that is not here is `unknown` to the reader."""

from collections.abc import Mapping

from extractors import (
    business_licence,
    contract,
    road_transport_permit,
    scene,
    storefront,
    vat_invoice,
    vehicle,
    vehicle_licence,
)
from extractors.extractor import Extractor
from uplift.types import EvidenceKind

EXTRACTORS: Mapping[EvidenceKind, Extractor] = {
    EvidenceKind.SALE_CONTRACT: contract.SALE,
    EvidenceKind.HAULAGE_CONTRACT: contract.HAULAGE,
    EvidenceKind.VAT_INVOICE: vat_invoice.EXTRACTOR,
    EvidenceKind.BUSINESS_LICENCE: business_licence.EXTRACTOR,
    EvidenceKind.ROAD_TRANSPORT_PERMIT: road_transport_permit.EXTRACTOR,
    EvidenceKind.VEHICLE_LICENCE: vehicle_licence.EXTRACTOR,
    EvidenceKind.STOREFRONT_PHOTO: storefront.EXTRACTOR,
    EvidenceKind.TRUCK_PHOTO: vehicle.TRUCK,
    EvidenceKind.VEHICLE_PHOTO: vehicle.VEHICLE,
    EvidenceKind.MACHINERY_PHOTO: scene.MACHINERY,
    EvidenceKind.SHELF_PHOTO: scene.SHELF,
    EvidenceKind.FARM_PHOTO: scene.FARM,
}
