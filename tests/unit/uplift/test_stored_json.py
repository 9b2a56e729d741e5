import json
from decimal import Decimal

import pytest
from domain_values import extractions, items, profiles, recommendations
from hypothesis import given, settings
from hypothesis import strategies as st

from uplift.errors import InvalidInput
from uplift.stored_json import (
    SCHEMA_VERSION,
    dump_extraction,
    dump_items,
    dump_profile,
    dump_recommendation,
    load_extraction,
    load_items,
    load_profile,
    load_recommendation,
)
from uplift.types import EvidenceKind, Extraction, Field, TextSource

modest = settings(deadline=None, derandomize=True, max_examples=60)


def through_text(stored):
    return json.loads(json.dumps(stored, allow_nan=False))


@modest
@given(extractions)
def test_an_extraction_comes_back_as_it_was(extraction):
    assert load_extraction(through_text(dump_extraction(extraction))) == extraction


@modest
@given(recommendations)
def test_a_recommendation_comes_back_as_it_was(recommendation):
    assert load_recommendation(through_text(dump_recommendation(recommendation))) == recommendation


@modest
@given(profiles)
def test_a_profile_comes_back_as_it_was(profile):
    assert load_profile(through_text(dump_profile(profile))) == profile


@modest
@given(st.lists(items, max_size=3).map(tuple))
def test_evidence_items_come_back_as_they_were(evidence):
    assert load_items(through_text(dump_items(evidence))) == evidence


@modest
@given(extractions)
def test_values_keep_their_python_type(extraction):
    loaded = load_extraction(through_text(dump_extraction(extraction)))
    assert [type(f.value) for f in loaded.fields] == [type(f.value) for f in extraction.fields]


def test_a_decimal_keeps_its_written_places():
    field = Field(name="rate", raw="3.0%", value=Decimal("0.030"), confidence=1.0, source=TextSource.OCR)
    extraction = load_extraction(through_text(dump_extraction(_extraction_with(field))))
    assert str(extraction.fields[0].value) == "0.030"


def test_json_of_a_newer_version_is_refused_by_name():
    stored = dump_extraction(_extraction_with()) | {"schema_version": SCHEMA_VERSION + 1}
    with pytest.raises(InvalidInput, match=f"schema version {SCHEMA_VERSION + 1}"):
        load_extraction(stored)


def _extraction_with(*fields):
    return Extraction(
        kind=EvidenceKind.VAT_INVOICE,
        kind_confidence=1.0,
        kind_scores={},
        extractor="vat_invoice",
        extractor_version="1",
        page_count=1,
        text_source=TextSource.OCR,
        fields=fields,
        checks=(),
        quality=1.0,
    )
