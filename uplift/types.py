"""Frozen domain values every room agrees on. No I/O, no clock, no framework.

Words follow the glossary in docs/glossary.md: one word, one meaning, in columns, JSON, screens and docs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from typing import Self, TypeAlias


class EvidenceKind(StrEnum):
    """What one evidence file is. `UNKNOWN` is a real answer, never forced into a kind."""

    SALE_CONTRACT = "sale_contract"
    HAULAGE_CONTRACT = "haulage_contract"
    SERVICE_CONTRACT = "service_contract"
    LEASE_CONTRACT = "lease_contract"
    VAT_INVOICE = "vat_invoice"
    TILL_RECEIPT = "till_receipt"
    DELIVERY_NOTE = "delivery_note"
    WAYBILL = "waybill"
    PURCHASE_ORDER = "purchase_order"
    SETTLEMENT_STATEMENT = "settlement_statement"
    BUSINESS_LICENCE = "business_licence"
    TRADE_PERMIT = "trade_permit"
    ROAD_TRANSPORT_PERMIT = "road_transport_permit"
    VEHICLE_LICENCE = "vehicle_licence"
    DRIVING_LICENCE = "driving_licence"
    VEHICLE_REGISTRATION_CERTIFICATE = "vehicle_registration_certificate"
    BANK_STATEMENT = "bank_statement"
    WALLET_STATEMENT = "wallet_statement"
    TAX_PAYMENT_PROOF = "tax_payment_proof"
    SOCIAL_INSURANCE_SLIP = "social_insurance_slip"
    UTILITY_BILL = "utility_bill"
    RENT_RECEIPT = "rent_receipt"
    EQUIPMENT_PURCHASE_PROOF = "equipment_purchase_proof"
    LAND_TRANSFER_CONTRACT = "land_transfer_contract"
    AGRICULTURAL_INSURANCE_POLICY = "agricultural_insurance_policy"
    ORDER_SCREENSHOT = "order_screenshot"
    STOREFRONT_PHOTO = "storefront_photo"
    TRUCK_PHOTO = "truck_photo"
    VEHICLE_PHOTO = "vehicle_photo"
    MACHINERY_PHOTO = "machinery_photo"
    SHELF_PHOTO = "shelf_photo"
    WAREHOUSE_PHOTO = "warehouse_photo"
    FARM_PHOTO = "farm_photo"
    UNKNOWN = "unknown"


class Industry(StrEnum):
    """The merchant's line of business; selects the cash-conversion days of the policy."""

    CATERING = "catering"
    RETAIL = "retail"
    SERVICES = "services"
    WHOLESALE = "wholesale"
    TRANSPORT = "transport"
    MANUFACTURING = "manufacturing"
    AGRICULTURE = "agriculture"
    BUILDING = "building"


class TextSource(StrEnum):
    """Where the words came from, most trusted first."""

    XML = "xml"
    OFD = "ofd"
    TABLE = "table"  # the cells of a CSV or workbook
    TEXT_LAYER = "text_layer"
    QR = "qr"
    OCR = "ocr"
    NONE = "none"


class Verdict(StrEnum):
    """Outcome of one authenticity check; `UNKNOWN` means it could not be run and weighs nothing."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


class ItemState(StrEnum):
    """What became of one evidence item in scoring."""

    COUNTED = "counted"
    QUARANTINED = "quarantined"  # authenticity below 0.60: worth nothing, never a penalty
    DUPLICATE = "duplicate"  # same canonical key as an item already counted
    UNREAD = "unread"  # the file could not be read
    IGNORED = "ignored"  # read, but this kind or content adds nothing (unknown, a purchase, expired)


class Binding(StrEnum):
    """Which term of the limit formula decided the recommendation."""

    CAPACITY = "capacity"
    SERVICE = "service"
    RISK = "risk"
    STEP = "step"
    PRODUCT = "product"
    FLAG = "flag"  # an open fraud flag keeps the current limit
    MINIMUM_OFFER = "minimum_offer"  # the gain is below the smallest increase worth offering
    CURRENT = "current"  # the current limit is already at or above what the formula supports


class Route(StrEnum):
    """Who must look before the recommendation takes effect."""

    AUTO = "auto"
    ONE_REVIEWER = "one_reviewer"
    FOUR_EYES = "four_eyes"
    FRAUD_DESK = "fraud_desk"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Money:
    """An exact amount: integer minor units (fen for CNY), never a float. Negative for red-letter invoices."""

    amount_minor: int
    currency: str = "CNY"

    @classmethod
    def of(cls, yuan: str | int | Decimal, currency: str = "CNY") -> Self:
        """Build from yuan, rounding half-even to the fen. Raises decimal.InvalidOperation on other text."""
        minor = (Decimal(yuan) * 100).to_integral_value(rounding=ROUND_HALF_EVEN)
        return cls(amount_minor=int(minor), currency=currency)

    @property
    def yuan(self) -> Decimal:
        """The amount in yuan, exact."""
        return Decimal(self.amount_minor) / 100

    def __str__(self) -> str:
        """Decimal string with two places, as at every door: ``"236500.00"``."""
        return f"{self.yuan:.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Left, top, right, bottom in pixels of the page raster at `dpi`; origin top-left."""

    left: float
    top: float
    right: float
    bottom: float
    dpi: int


FieldValue: TypeAlias = "Money | date | str | int | bool | Decimal | tuple[TableRow, ...] | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One named value read from a page."""

    name: str
    raw: str  # the text as it stands on the page
    value: FieldValue  # parsed; None when the raw text gives no value
    confidence: float  # 0-1, probability of having read the value right; docs/quality.md tells the calibration error
    source: TextSource
    page: int | None = None  # 0-based; None when the value came from data with no page (XML, OFD metadata)
    box: Box | None = None
    repair: str = ""  # one sentence when the value is not what the page seemed to say: what was read, what closes


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table field such as `goods`; every cell is a Field with its own confidence and box."""

    cells: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One authenticity check of one file or one link. Only one vote per family counts (scoring/authenticity.py)."""

    check: str  # stable name, e.g. "uscc_check_digit"
    family: (
        str  # identifier, arithmetic, qr, qr_crc, signature, counterparty, cross_document, tamper, capture, duplicate
    )
    verdict: Verdict
    detail: str  # one sentence with the values compared
    llr: float | None = None  # log-likelihood ratio; None until scoring weighs it from the policy
    hard: bool = False  # a hard fail routes to the fraud desk and quarantines the item
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Fields, kind scores and checks from one file by one extractor version."""

    kind: EvidenceKind
    kind_confidence: float  # 0-1
    kind_scores: Mapping[EvidenceKind, float]
    extractor: str
    extractor_version: str
    page_count: int
    text_source: TextSource
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    quality: float  # q in 0-1: share of the required fields read, weighted by confidence; photos: kind confidence
    perceptual_hash: str | None = None  # 64-bit pHash of page 0 as 16 hex digits; None without pixels
    warnings: tuple[str, ...] = ()  # sentences for the merchant: blurred, cut off, pages beyond the cap
    pages: tuple[int, ...] = ()  # 0-based pages of the file this paper covers; empty = all of them
    further: "tuple[Extraction, ...]" = ()  # the other papers of a package, in page order; they have none themselves

    def field_named(self, name: str) -> Field | None:
        """The field called `name`, or None when it was not read."""
        return next((f for f in self.fields if f.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """One page rendered for people: a lossy WebP re-encoded from pixels, never the uploaded bytes."""

    page: int  # 0-based
    width: int  # pixels
    height: int  # pixels
    dpi: int  # the same raster the boxes refer to
    webp: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadResult:
    """What the reader hands back for one file."""

    extraction: Extraction
    page_images: tuple[PageImage, ...]
    seconds: float  # wall time of the read
    cpu_seconds: float  # CPU time of the reading process


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterparty:
    """What a register knows of a firm the merchant trades with."""

    uscc: str
    name: str
    active: bool = True
    rank: float = 0.0  # 0-1, standing in the supply chain; counterparty quality is 0.6 + 0.4 * rank
    related: bool = False  # own group: such income counts nothing
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The merchant as third parties know it (他证). Only name, industry and current limit are required."""

    merchant_id: str
    name: str
    industry: Industry
    current_limit: Money
    base_limit: Money | None = (
        None  # frozen by the first increase of a merchant without Y3, so that limits cannot climb
    )
    uscc: str | None = None
    monthly_income: Money | None = None  # Y3, yuan a month seen by third parties
    pd: float | None = None  # PD0, 0-1, one-year probability of default before self evidence
    overlap: float | None = None  # o, 0-1, share of Y3 that already contains the self-evidenced sales
    months_operating: int | None = None
    other_working_capital_debt: Money = field(default_factory=lambda: Money(amount_minor=0))
    monthly_debt_service: Money = field(default_factory=lambda: Money(amount_minor=0))
    plates: tuple[str, ...] = ()
    counterparties: tuple[Counterparty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateMatch:
    """Another stored file that shares bytes, pixels or a canonical key with this one."""

    how: str  # "sha256", "perceptual_hash" or "key"
    file_id: str
    same_merchant: bool
    distance: int = 0  # Hamming distance of the perceptual hashes; 0 for exact matches


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One file as scoring sees it. `extraction` is None when the file could not be read."""

    file_id: str
    name: str  # the merchant's own file name, for people
    sha256: str
    extraction: Extraction | None
    error: str | None = None  # why it is unread, as told to the merchant
    duplicates: tuple[DuplicateMatch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason a merchant may read; codes R01-R15 are stable for ever."""

    code: str
    text_zh: str
    text_en: str
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One bar of the waterfall. All contributions sum to recommended limit minus base limit, to the fen."""

    label: str  # stable identifier, e.g. "income:shipper-91330100799655058B"
    text_zh: str
    text_en: str
    amount: Money
    file_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOutcome:
    """What scoring made of one evidence item."""

    file_id: str
    kind: EvidenceKind
    authenticity: float | None  # a in 0-1; None when unread
    state: ItemState
    key: str | None  # canonical de-duplication key
    why: str  # one sentence
    checks: tuple[Check, ...] = ()  # weighed: every llr filled in, cross-document links included
    strength: float = 0.0  # e in 0-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The machine's proposal, with everything needed to argue about it and to replay it."""

    merchant_id: str
    as_of: date
    current_limit: Money
    base_limit: Money
    recommended_limit: Money
    increase: Money  # recommended - current, never negative
    binding: Binding
    route: Route
    route_reasons: tuple[str, ...]  # one sentence each
    valid_until: date
    reasons: tuple[Reason, ...]
    contributions: tuple[Contribution, ...]
    items: tuple[ItemOutcome, ...]
    signals: Mapping[str, float]  # every intermediate: N, Z, Y_doc, Y_self, Y, PD, L_cap, L_dscr, L_risk, ...
    policy_name: str
    policy_sha256: str
