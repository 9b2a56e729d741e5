"""The JSON that leaves and enters by the doors: `uplift read --jsonl`, `uplift score --json`, `profile.json`.

Amounts are decimal strings with two places, dates ISO, boxes `[left, top, right, bottom]`. Others build on these
shapes, so they change only by addition.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from uplift.errors import UpliftError
from uplift.packages import name_of
from uplift.types import Box, Check, EvidenceKind, Extraction, Field, FieldValue, Money, Recommendation, TextSource

Json = dict[str, Any]  # Any: JSON has no closed type in Python


def extraction_to_door(
    papers: Sequence[tuple[Extraction, float | None, tuple[Check, ...]]],
    *,
    file: str,
    sha256: str,
    media_type: str,
    seconds: float,
    cpu_seconds: float,
) -> Json:
    """One `uplift read --jsonl` line of a file that was read: each paper in it with its probability and weighed checks.

    The first paper's keys stand in the line itself, those of the other papers of a package under `further`.
    """
    first, *others = (_paper_to_door(*paper) for paper in papers)
    whole = papers[0][0]
    return {
        "file": file,
        "sha256": sha256,
        "media_type": media_type,
        "status": "read",
        "error": None,
        **first,
        "pages": whole.page_count,
        "text_source": whole.text_source.value,
        "warnings": list(whole.warnings),
        "further": others,
        "seconds": round(seconds, 4),
        "cpu_seconds": round(cpu_seconds, 4),
    }


def _paper_to_door(extraction: Extraction, probability: float | None, checks: tuple[Check, ...]) -> Json:
    return {
        "kind": extraction.kind.value,
        "kind_confidence": round(extraction.kind_confidence, 4),
        "on_pages": list(extraction.pages),
        "fields": {field.name: field_to_door(field) for field in extraction.fields},
        "authenticity": {"probability": probability, "checks": [check_to_door(check) for check in checks]},
    }


def rejection_to_door(
    error: UpliftError,
    *,
    file: str,
    sha256: str | None,
    media_type: str | None,
    seconds: float = 0.0,
    cpu_seconds: float = 0.0,
) -> Json:
    """One `uplift read --jsonl` line of a file that could not be read, with the same keys."""
    return {
        "file": file,
        "sha256": sha256,
        "media_type": media_type,
        "status": "rejected",
        "error": {"code": error.code, "message": str(error)},
        "kind": EvidenceKind.UNKNOWN.value,
        "kind_confidence": 0.0,
        "on_pages": [],
        "fields": {},
        "authenticity": {"probability": None, "checks": []},
        "pages": 0,
        "text_source": TextSource.NONE.value,
        "warnings": [],
        "further": [],
        "seconds": round(seconds, 4),
        "cpu_seconds": round(cpu_seconds, 4),
    }


def field_to_door(field: Field) -> Json:
    """One field as every door shows it; a table also with every cell as a field of its own under `rows`."""
    shown = {
        "value": value_to_door(field.value),
        "raw": field.raw,
        "confidence": round(field.confidence, 4),
        "source": field.source.value,
        "page": field.page,
        "box": box_to_door(field.box),
        "repair": field.repair,
    }
    if isinstance(field.value, tuple):
        shown["rows"] = [{cell.name: field_to_door(cell) for cell in row.cells} for row in field.value]
    return shown


def value_to_door(value: FieldValue) -> Any:  # Any: JSON
    """A field's value: amounts and decimals as strings, dates ISO, tables as a list of objects."""
    if isinstance(value, Money | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [{cell.name: value_to_door(cell.value) for cell in row.cells} for row in value]
    return value


def box_to_door(box: Box | None) -> list[float] | None:
    """`[left, top, right, bottom]` in pixels of the page raster."""
    return None if box is None else [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)]


def check_to_door(check: Check) -> Json:
    """One authenticity check as every door shows it."""
    return {
        "check": check.check,
        "family": check.family,
        "verdict": check.verdict.value,
        "llr": check.llr,
        "detail": check.detail,
    }


def recommendation_to_door(recommendation: Recommendation, names: Mapping[str, str]) -> Json:
    """`uplift score --json` and the recommendation endpoint; `names` maps file ids to the merchant's file names."""
    return {
        "current_limit": str(recommendation.current_limit),
        "base_limit": str(recommendation.base_limit),
        "recommended_limit": str(recommendation.recommended_limit),
        "increase": str(recommendation.increase),
        "binding": recommendation.binding.value,
        "route": recommendation.route.value,
        "valid_until": recommendation.valid_until.isoformat(),
        "reasons": [
            {"code": r.code, "text_zh": r.text_zh, "text_en": r.text_en, "amount": _amount(r.amount)}
            for r in recommendation.reasons
        ],
        "contributions": [
            {"label": c.label, "amount": str(c.amount), "files": [name_of(i, names) for i in c.file_ids]}
            for c in recommendation.contributions
        ],
        "items": [
            {
                "file": name_of(item.file_id, names),
                "kind": item.kind.value,
                "authenticity": item.authenticity,
                "state": item.state.value,
                "key": item.key,
                "why": item.why,
            }
            for item in recommendation.items
        ],
        "policy": {"name": recommendation.policy_name, "sha256": recommendation.policy_sha256},
    }


def _amount(money: Money | None) -> str | None:
    return None if money is None else str(money)
