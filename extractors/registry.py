"""Every kind that is read, one line a kind. A kind that is not here is `unknown` to the reader."""

from collections.abc import Mapping

from extractors import vat_invoice
from extractors.extractor import Extractor
from uplift.types import EvidenceKind

EXTRACTORS: Mapping[EvidenceKind, Extractor] = {
    EvidenceKind.VAT_INVOICE: vat_invoice.EXTRACTOR,
}
