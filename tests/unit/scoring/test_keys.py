from datetime import date

import pytest

from scoring.keys import dedup_key
from uplift.types import EvidenceKind, Extraction, Field, Money, TextSource


def extraction(kind, perceptual_hash="00ff00ff00ff00ff", **values):
    fields = tuple(
        Field(name=name, raw=str(value), value=value, confidence=0.9, source=TextSource.OCR)
        for name, value in values.items()
    )
    return Extraction(
        kind=kind,
        kind_confidence=0.9,
        kind_scores={},
        extractor="",
        extractor_version="",
        page_count=1,
        text_source=TextSource.OCR,
        fields=fields,
        checks=(),
        quality=1.0,
        perceptual_hash=perceptual_hash,
    )


STATEMENT = {
    "account_name": "顺达运输户",
    "account_last4": "4407",
    "period_start": date(2026, 1, 1),
    "period_end": date(2026, 6, 30),
}


def test_a_statement_scanned_twice_has_one_key_and_another_month_has_another():
    first = extraction(EvidenceKind.BANK_STATEMENT, "0" * 16, **STATEMENT)
    again = extraction(EvidenceKind.BANK_STATEMENT, "f" * 16, **STATEMENT)
    later = extraction(EvidenceKind.BANK_STATEMENT, "0" * 16, **STATEMENT | {"period_end": date(2026, 7, 31)})
    assert dedup_key(first) == dedup_key(again) != dedup_key(later)


@pytest.mark.parametrize("missing", sorted(STATEMENT))
def test_with_a_part_of_its_name_unread_the_pixels_tell(missing):
    rest = {name: value for name, value in STATEMENT.items() if name != missing}
    assert dedup_key(extraction(EvidenceKind.BANK_STATEMENT, **rest)) == "bank_statement:phash:00ff00ff00ff00ff"


def test_a_lease_is_named_as_other_contracts_are():
    values = {
        "party_a_name": "甲",
        "party_b_name": "乙",
        "sign_date": date(2026, 1, 1),
        "total_amount": Money.of("36000"),
    }
    key = dedup_key(extraction(EvidenceKind.LEASE_CONTRACT, **values))
    assert key.startswith("contract:")
    assert key != dedup_key(extraction(EvidenceKind.LEASE_CONTRACT, **values | {"party_b_name": "丙"}))


def test_without_name_and_pixels_there_is_no_key():
    assert dedup_key(extraction(EvidenceKind.ORDER_SCREENSHOT, None)) is None
