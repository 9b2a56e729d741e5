import json
from datetime import date
from decimal import Decimal

import pytest
from domain_values import extractions, recommendations
from hypothesis import given, settings

from uplift.door_json import extraction_to_door, recommendation_to_door, rejection_to_door, value_to_door
from uplift.errors import UnreadableFile
from uplift.types import Field, Money, TableRow, TextSource

READ_KEYS = {
    *("file", "sha256", "media_type", "status", "error", "kind", "kind_confidence", "pages", "text_source"),
    *("fields", "authenticity", "warnings", "seconds", "cpu_seconds", "on_pages", "further"),
}


@settings(deadline=None, derandomize=True, max_examples=40)
@given(extractions)
def test_a_line_of_uplift_read_is_plain_json_with_all_keys(extraction):
    line = extraction_to_door(
        [(extraction, 0.9, extraction.checks), (extraction, None, ())],
        file="a.pdf",
        sha256="0" * 64,
        media_type="application/pdf",
        seconds=1.0,
        cpu_seconds=0.5,
    )
    assert set(json.loads(json.dumps(line))) == READ_KEYS
    assert line["status"] == "read"
    assert set(line["fields"]) == {field.name for field in extraction.fields}
    assert [set(paper) for paper in line["further"]] == [
        {"kind", "kind_confidence", "on_pages", "fields", "authenticity"}
    ]


def test_a_rejected_file_has_the_same_keys_and_its_reason():
    line = rejection_to_door(UnreadableFile("Too dark."), file="a", sha256=None, media_type=None)
    assert set(line) == READ_KEYS
    assert (line["status"], line["error"]) == ("rejected", {"code": "unreadable_file", "message": "Too dark."})


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Money.of("236500"), "236500.00"),
        (Money.of("-0.05"), "-0.05"),
        (date(2026, 3, 1), "2026-03-01"),
        (Decimal("0.13"), "0.13"),
        (True, True),
        (None, None),
        ("浙A12345", "浙A12345"),
    ],
)
def test_values_look_as_the_catalogue_says(value, shown):
    assert value_to_door(value) == shown


def test_a_table_is_a_list_of_objects():
    cell = Field(name="net", raw="5", value=Money.of(5), confidence=1.0, source=TextSource.XML)
    assert value_to_door((TableRow(cells=(cell,)),)) == [{"net": "5.00"}]


@settings(deadline=None, derandomize=True, max_examples=40)
@given(recommendations)
def test_a_recommendation_shows_file_names_for_ids(recommendation):
    names = {item.file_id: f"name-{number}" for number, item in enumerate(recommendation.items)}
    door = json.loads(json.dumps(recommendation_to_door(recommendation, names)))
    assert [item["file"] for item in door["items"]] == [names[item.file_id] for item in recommendation.items]
    assert door["recommended_limit"] == str(recommendation.recommended_limit)
    assert door["policy"] == {"name": recommendation.policy_name, "sha256": recommendation.policy_sha256}
