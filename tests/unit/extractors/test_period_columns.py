"""Periods whose two ends stand apart."""

from extractor_papers import paper, values

from extractors import social_insurance_slip, tax_payment_proof
from extractors.period_columns import paired_periods

COLUMNS = (
    (100, 100, "税种"),
    (300, 100, "税款所属期起"),
    (500, 100, "税款所属期止"),
    (100, 140, "增值税"),
    (300, 140, "2026-01-01"),
    (500, 140, "2026-03-31"),
    (100, 180, "印花税"),
    (300, 180, "2025-10-01"),
    (500, 180, "2025-12-31"),
)


def test_two_columns_give_a_period_a_row():
    found = [piece.text for piece in paired_periods(paper(*COLUMNS))]
    assert found == ["2026-01-01至2026-03-31", "2025-10-01至2025-12-31"]
    fields = values(tax_payment_proof.EXTRACTOR.extract(paper(*COLUMNS), None))
    assert fields["tax_periods"] == "2026-01-01/2026-03-31, 2025-10-01/2025-12-31"


def test_two_labels_give_one_period():
    document = paper((100, 100, "费款所属期起：202601"), (500, 100, "费款所属期止：202606"))
    assert values(social_insurance_slip.EXTRACTOR.extract(document, None)) == {"period": "2026-01/2026-06"}


def test_a_start_without_an_end_is_no_period():
    assert not list(paired_periods(paper((300, 100, "税款所属期起"), (300, 140, "2026-01-01"))))
