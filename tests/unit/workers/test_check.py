import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift.errors import InvalidInput
from uplift.types import EvidenceKind, Extraction, Field, Money, TableRow, TextSource
from workers.check.compare import Outcome, outcomes, same
from workers.check.figures import Checked, calibration, confusion, macro_f1, percentile
from workers.check.report import in_markdown, misses, write_section
from workers.check.truth import Truth, find_truths


def field(name, value, confidence=0.9):
    return Field(name=name, raw=str(value), value=value, confidence=confidence, source=TextSource.OCR)


def extraction(*fields, kind=EvidenceKind.VAT_INVOICE):
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
    )


def truth(tmp_path, **fields):
    return Truth(path=tmp_path, kinds=frozenset({"vat_invoice"}), condition="photo", group="a", fields=fields)


def checked(kind, expected, condition="clean", outcomes=(), **rest):
    given = {"pages": 1, "seconds": 1.0, "cpu_seconds": 0.5, "peak_bytes": 1 << 20, "kind_confidence": 0.9} | rest
    return Checked(
        file="f", expected=frozenset(expected), kind=kind, condition=condition, group="", outcomes=outcomes, **given
    )


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("236500.00", Money.of("236500")),
        ("9.00", Money.of(9, currency="MYR")),
        ("2018-12-25", date(2018, 12, 25)),
        ("25/12/2018", date(2018, 12, 25)),
        ("12 MAR 2018", date(2018, 3, 12)),
        ("03/28/2018", date(2018, 3, 28)),
        ("20210304", date(2021, 3, 4)),
        ("0.13", Decimal("0.130")),
        ("true", True),
        ("苏州禾润（集团）有限公司", "苏州禾润(集团)有限公司"),
        ("04183375", "04183375"),
    ],
)
def test_one_value_written_in_two_ways_is_the_same(expected, value):
    assert same(expected, value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("236500.00", Money.of("23650.00")),
        ("2018-12-25", date(2018, 12, 5)),
        ("04183375", "4183375"),
        ("true", False),
        ("26322000000518820431", "26322000000518820432"),
        ("苏州禾润有限公司", "苏州禾润"),
        ("x", None),
    ],
)
def test_another_value_is_not(expected, value):
    assert not same(expected, value)


def test_a_name_may_carry_more_in_a_real_truth_but_not_in_a_specimen():
    assert same("ACME Ltd, 12 High Street", "ACME Ltd.", names="within")
    assert same("ACME, Ltd", "ACME LTD.", names="letters")
    assert not same("ACME Ltd, 12 High Street", "ACME Ltd.", names="letters")
    assert not same("ACME, Ltd", "ACME LTD.")
    assert not same("AC", "ACME", names="within")


def test_a_file_of_the_wrong_kind_has_nothing_read(tmp_path):
    asked = truth(tmp_path, total_amount="5.00")
    [right] = outcomes(asked, extraction(field("total_amount", Money.of(5))))
    [wrong] = outcomes(asked, extraction(field("total_amount", Money.of(5)), kind=EvidenceKind.TILL_RECEIPT))
    [rejected] = outcomes(asked, None)
    assert (right.right, wrong.right, rejected.right) == (True, False, False)
    assert wrong.read is None


def test_rows_are_matched_by_their_cells_whatever_their_order(tmp_path):
    def row(day, amount):
        return TableRow(cells=(field("date", day), field("credit", Money.of(amount))))

    asked = truth(tmp_path, rows=[{"date": "2026-01-01", "credit": "5.00"}, {"date": "2026-01-02", "credit": "7.00"}])
    read = extraction(field("rows", (row(date(2026, 1, 2), 7), row(date(2026, 1, 1), 6))))
    results = [(one.name, one.right, one.cell) for one in outcomes(asked, read)]
    assert results == [
        ("rows.date", True, True), ("rows.credit", False, True), ("rows.date", True, True), ("rows.credit", True, True),
    ]  # fmt: skip


def test_macro_f1_counts_every_true_kind_alike():
    files = [checked("a", "a") for _ in range(9)] + [checked("a", "b"), checked("b", "b")]
    score, table = macro_f1(files)
    assert table["a"] == (0.9, 1.0, pytest.approx(18 / 19), 9)
    assert table["b"] == (1.0, 0.5, pytest.approx(2 / 3), 2)
    assert score == pytest.approx((18 / 19 + 2 / 3) / 2)
    assert confusion(files) == {("b", "a"): 1}


def test_a_kind_that_may_be_either_counts_for_the_one_read():
    assert macro_f1([checked("b", "ab"), checked("a", "ab")])[0] == 1.0


def test_calibration_error_is_the_gap_between_confidence_and_truth():
    assert calibration([(0.75, True), (0.75, False)])[0] == pytest.approx(0.25)
    assert calibration([(1.0, True)] * 5)[0] == 0.0
    assert calibration([])[0] == 0.0


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 1))
def test_a_percentile_is_one_of_the_values(values, share):
    assert percentile(values, share) in values


def test_the_median_of_two_is_the_lower():
    assert percentile([1.0, 9.0], 0.5) == 1.0


def test_the_report_names_required_fields_and_every_miss():
    outcome = Outcome(name="total_amount", expected="5.00", read="6.00", right=False, confidence=0.7)
    files = [checked("vat_invoice", ["vat_invoice"], "photo", (outcome,)), checked("unknown", ["vat_invoice"])]
    text = in_markdown(files, {"vat_invoice": ("total_amount",)})
    assert "| vat_invoice | **total_amount** | – | 0/1 |" in text
    assert "1/2 0.500 files right" in text
    assert list(misses(files)) == [
        "f: total_amount is '5.00', read '6.00' (0.70)",
        "f: kind is vat_invoice, read unknown (0.90)",
    ]


def test_a_section_is_replaced_and_the_rest_of_the_page_stays(tmp_path):
    page = tmp_path / "quality.md"
    page.write_text("# Quality\n\nKept.\n")
    write_section(page, "set", "first \\1")
    write_section(page, "other", "second")
    write_section(page, "set", "third")
    text = page.read_text()
    assert "Kept." in text
    assert "first" not in text
    assert text.index("third") < text.index("second")


def test_truths_are_found_beside_specimens_and_real_documents(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    expected = {"kind": "waybill", "condition": "scan", "dpi": 72, "fields": {"cargo": {"value": "煤", "places": []}}}
    (tmp_path / "a.pdf.expected.json").write_text(json.dumps(expected))
    (tmp_path / "stray.pdf").write_bytes(b"%PDF")
    receipts = tmp_path / "receipt_en"
    receipts.mkdir()
    (receipts / "r.jpg").write_bytes(b"x")
    (receipts / "r.gt.json").write_text(json.dumps({"fields": {"company": "A &amp; B", "total": "9.00"}}))
    specimen, real = find_truths(tmp_path)
    assert (specimen.condition, specimen.kinds, specimen.fields) == ("scan", {"waybill"}, {"cargo": "煤"})
    assert (real.kinds, real.fields) == ({"till_receipt"}, {"merchant_name": "A & B", "total_amount": "9.00"})
    assert len(find_truths(tmp_path, sample=1)) == 2


def test_a_folder_without_truths_is_a_clear_error(tmp_path):
    with pytest.raises(InvalidInput, match="truth"):
        find_truths(tmp_path)
    with pytest.raises(InvalidInput, match="no folder"):
        find_truths(tmp_path / "absent")


def test_a_rejected_file_counts_against_its_kind():
    file = replace(checked("(rejected)", ["waybill"]), note="damaged")
    assert macro_f1([file])[0] == 0.0
    assert "damaged" in next(misses([file]))
