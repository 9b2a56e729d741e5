"""Reads the real files with ground truth and prints kind and per-field accuracy.

    python -m bench.real_files [--data ../shared/data/dev] [--photos N] [--pages-only] [--true-lines] [--json]

Codes, dates and amounts count as right only when exactly equal; names when they agree after dropping case, spaces and
punctuation and one contains the other (ground truths carry addresses or customer numbers in the name). Merchants and
addresses of receipts must be equal after dropping these; `strict` counts values equal to the last character.
`--photos N` adds N photos a class, evenly picked; the shipped network has seen them, so that is an upper bound.
`--true-lines` reads the receipts from the text lines of their ground truth instead of by OCR: what the rules alone
reach.
`--pages-only` throws the attached XML away and reads the printed page, which is what a scan would leave us.
"""

import argparse
import dataclasses
import html
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from extractors.page import Document, Page, TextLine
from extractors.pages import open_document
from extractors.reading import Engines, ReadLimits, extract, load_engines
from ingest.media import identify
from uplift.errors import UpliftError
from uplift.types import Box, EvidenceKind, Extraction, FieldValue, TextSource

NAMES = {"seller_name", "buyer_name", "party_a_name", "party_b_name", "name"}
GROUND_TRUTH_NAMES = {
    "grand_total": "total_amount", "tax_total": "tax_amount", "seller": "seller_name", "buyer": "buyer_name",
    "amount": "total_amount", "amount_untaxed": "net_amount", "date": "issue_date", "partner_name": "seller_name",
    "InvoiceCode": "invoice_code", "InvoiceNo": "invoice_number", "IssueDate": "issue_date",
    "InvoiceCheckCode": "check_code", "BuyerName": "buyer_name", "BuyerTaxID": "buyer_id", "SellerName": "seller_name",
    "SellerTaxID": "seller_id", "TaxExclusiveTotalAmount": "net_amount", "TaxTotalAmount": "tax_amount",
    "TaxInclusiveTotalAmount": "total_amount", "tax": "tax_amount", "total": "total_amount",
    "buyer_tax_id": "buyer_id", "seller_tax_id": "seller_id", "total_cn": "total_in_capitals",
    "invoice_code": "invoice_code", "invoice_number": "invoice_number", "issue_date": "issue_date",
    "seller_name": "seller_name", "buyer_name": "buyer_name",
    "company": "merchant_name", "address": "merchant_address",
}  # fmt: skip
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CHINESE_AMOUNT_IS_NET = {"amount": "net_amount"}
FOLDERS = {
    "invoice_cn": EvidenceKind.VAT_INVOICE,
    "invoice_cn_ofd": EvidenceKind.VAT_INVOICE,
    "invoice_pdf_foreign": EvidenceKind.VAT_INVOICE,
    "other_ofd": EvidenceKind.UNKNOWN,
    "receipt_en": EvidenceKind.TILL_RECEIPT,
    "ocr_text_cn": EvidenceKind.UNKNOWN,
}

PHOTOS = {
    "truck": EvidenceKind.TRUCK_PHOTO,
    "van_or_car": EvidenceKind.VEHICLE_PHOTO,
    "engineering_machinery": EvidenceKind.MACHINERY_PHOTO,
    "shelf_goods": EvidenceKind.SHELF_PHOTO,
    "farmland_or_livestock": EvidenceKind.FARM_PHOTO,
    "storefront": EvidenceKind.STOREFRONT_PHOTO,
    "other": EvidenceKind.UNKNOWN,
    "document": EvidenceKind.UNKNOWN,
}


def expected_fields(path: Path) -> dict[str, str]:
    """Ground truth of one file under the catalogue's names, as text."""
    truth = path.with_suffix(".gt.json")
    folder = path.parent.name
    if not truth.exists() or folder not in ("invoice_cn", "invoice_cn_ofd", "invoice_pdf_foreign", "receipt_en"):
        return {}
    fields = json.loads(truth.read_text("utf-8"))["fields"]
    fields = fields[0] if isinstance(fields, list) else fields
    names = GROUND_TRUTH_NAMES | (CHINESE_AMOUNT_IS_NET if folder == "invoice_cn" else {})
    truths = ((names[key], html.unescape(str(value)).strip()) for key, value in fields.items() if key in names)
    found = {name: value for name, value in truths if value}
    if folder == "receipt_en":
        found["issue_date"] = iso(found["issue_date"])
        found["total_amount"] = re.sub("[^0-9.]", "", found["total_amount"])
    return found


def iso(printed: str) -> str:
    """A receipt's date as printed (``25/12/2018``, ``12-01-19``, ``28 MAR 18``: day first) as ISO."""
    day, month, year = re.split(r"[^0-9A-Za-z]+", printed.strip())[:3]
    if len(day) == 4:
        day, year = year, day
    number = MONTHS.index(month[:3].lower()) + 1 if month.isalpha() else int(month)
    if number > len(MONTHS):  # the few that put the month first
        number, day = int(day), month
    return date(int(year) if len(year) == 4 else 2000 + int(year), number, int(day)).isoformat()


def squeeze(text: str) -> str:
    """Lower case, no spaces, no punctuation."""
    return re.sub(r"[\W_]+", "", text.casefold())


def same(name: str, expected: str, value: FieldValue) -> bool:
    """Whether a read value equals its ground truth."""
    if value is None:
        return False
    if name.endswith("_amount"):
        return round(float(expected) * 100) == round(float(str(value)) * 100)
    if name == "issue_date":
        return re.sub(r"\D", "", expected) == re.sub(r"\D", "", str(value))
    left, right = squeeze(expected), squeeze(str(value))
    return left == right or (name in NAMES and min(len(left), len(right)) > 3 and (left in right or right in left))


def from_true_lines(path: Path) -> Document:
    """A receipt as a perfect OCR would hand it over: the text lines of its ground truth."""
    lines = []
    for line in json.loads(path.with_suffix(".gt.json").read_text("utf-8"))["lines"]:
        across, down = line["box"][::2], line["box"][1::2]
        box = Box(left=min(across), top=min(down), right=max(across), bottom=max(down), dpi=72)
        lines.append(TextLine(text=line["text"], box=box, confidence=1.0))
    width, height = (int(max(getattr(line.box, side) for line in lines)) + 20 for side in ("right", "bottom"))
    page = Page(index=0, width=width, height=height, dpi=72, source=TextSource.OCR, lines=tuple(lines))
    return Document(media_type="image/jpeg", page_count=1, pages=(page,))


def read(path: Path, engines: Engines, pages_only: bool, true_lines: bool = False) -> Extraction:
    """The pipeline's own reading, with the attached data thrown away when asked."""
    if true_lines and path.parent.name == "receipt_en":
        return extract(from_true_lines(path), engines)
    data = path.read_bytes()
    document = open_document(data, identify(data), engines, ReadLimits())
    if pages_only:
        document = dataclasses.replace(document, data={}, data_rows=(), data_source=TextSource.NONE)
    return extract(document, engines)


def evidence(folder: Path, photos: int) -> Iterator[tuple[Path, EvidenceKind]]:
    """Every real document, and `photos` photos a class, with the kind each should get."""
    for name, kind in PHOTOS.items() if photos else ():
        paths = sorted((folder / "photos" / name).glob("*"))
        yield from ((path, kind) for path in paths[:: max(1, len(paths) // photos)][:photos])
    for name, kind in FOLDERS.items():
        for path in sorted((folder / "documents" / name).glob("*")):
            if path.suffix != ".json":
                yield path, kind


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counts of one run: by folder or class, by field, and a sentence for every miss."""

    kinds: dict[str, Counter[str]]
    fields: dict[str, Counter[str]]
    misses: list[str]
    seconds: float
    cpu_seconds: float


def measure(folder: Path, photos: int, pages_only: bool, true_lines: bool = False) -> Report:
    """Read everything once; return the counts."""
    engines = load_engines()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    fields: dict[str, Counter[str]] = defaultdict(Counter)
    misses: list[str] = []
    started, cpu = time.perf_counter(), time.process_time()
    for path, kind in evidence(folder, photos):
        try:
            extraction = read(path, engines, pages_only, true_lines)
        except UpliftError as error:
            kinds[path.parent.name]["unreadable"] += 1
            misses.append(f"{path.name}: {error}")
            continue
        kinds[path.parent.name]["right" if extraction.kind is kind else f"as {extraction.kind}"] += 1
        for name, expected in expected_fields(path).items():
            found = extraction.field_named(name)
            right = found is not None and same(name, expected, found.value)
            counts = fields[f"{path.parent.name}.{name}"]
            counts["right" if right else "wrong" if found else "missing"] += 1
            counts["strict"] += found is not None and str(found.value) == expected
            if not right:
                misses.append(f"{path.name}: {name} is {expected!r}, read {found.value if found else None!r}")
    return Report(
        kinds=kinds,
        fields=dict(sorted(fields.items())),
        misses=misses,
        seconds=round(time.perf_counter() - started, 1),
        cpu_seconds=round(time.process_time() - cpu, 1),
    )


def main() -> None:
    """Print one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[1] / ".." / "shared" / "data" / "dev")
    parser.add_argument("--photos", type=int, default=0, metavar="N")
    parser.add_argument("--pages-only", action="store_true")
    parser.add_argument("--true-lines", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = measure(options.data, options.photos, options.pages_only, options.true_lines)
    if options.json:
        print(json.dumps(dataclasses.asdict(report), ensure_ascii=False, indent=1))
        return
    for key, counts in (report.kinds | report.fields).items():
        total = counts.total() - counts["strict"]
        # F1 where a missing value is no answer: precision over what was read, recall over all
        f1 = 2 * counts["right"] / (2 * total - counts["missing"])
        print(f"{key:45s} {counts['right']:3d}/{total:<3d} {counts['right'] / total:.3f}  F1 {f1:.3f}  {dict(counts)}")
    print(*report.misses, sep="\n")
    print(f"{report.seconds} s, {report.cpu_seconds} CPU-s")


if __name__ == "__main__":
    main()
