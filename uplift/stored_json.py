"""Versioned JSON of the domain values, as the database keeps them: exact round trips, migrated when read.

The shape is the dataclasses' own, walked by their annotations; only `Field.value`, which may be many things, carries
a tag. A change of shape raises SCHEMA_VERSION and adds one function to MIGRATIONS.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from uplift.errors import InvalidInput
from uplift.types import EvidenceItem, Extraction, Field, FieldValue, Money, Profile, Recommendation, TableRow

Json = dict[str, Any]  # Any: JSON has no closed type in Python
T = TypeVar("T")

SCHEMA_VERSION = 1
MIGRATIONS: dict[int, Callable[[Json], Json]] = {}  # version found -> body of the next version


def dump_extraction(extraction: Extraction) -> Json:
    """Return JSON-ready data of one extraction."""
    return _wrap(extraction)


def load_extraction(stored: Mapping[str, Any]) -> Extraction:
    """Read what dump_extraction wrote, in this or an older version. Raises InvalidInput on a newer one."""
    return _unwrap(Extraction, stored)


def dump_recommendation(recommendation: Recommendation) -> Json:
    """Return JSON-ready data of one recommendation."""
    return _wrap(recommendation)


def load_recommendation(stored: Mapping[str, Any]) -> Recommendation:
    """Read what dump_recommendation wrote, in this or an older version. Raises InvalidInput on a newer one."""
    return _unwrap(Recommendation, stored)


def dump_profile(profile: Profile) -> Json:
    """Return JSON-ready data of one profile."""
    return _wrap(profile)


def load_profile(stored: Mapping[str, Any]) -> Profile:
    """Read what dump_profile wrote, in this or an older version. Raises InvalidInput on a newer one."""
    return _unwrap(Profile, stored)


def dump_items(items: Sequence[EvidenceItem]) -> Json:
    """Return JSON-ready data of a sequence of evidence items."""
    return {"schema_version": SCHEMA_VERSION, "items": [_encode(item) for item in items]}


def load_items(stored: Mapping[str, Any]) -> tuple[EvidenceItem, ...]:
    """Read what dump_items wrote, in this or an older version. Raises InvalidInput on a newer one."""
    return tuple(_decode(EvidenceItem, item) for item in _migrated(stored)["items"])


def _wrap(value: object) -> Json:
    return {"schema_version": SCHEMA_VERSION, **_encode(value)}


def _unwrap(kind: type[T], stored: Mapping[str, Any]) -> T:
    value: T = _decode(kind, _migrated(stored))
    return value


def _migrated(stored: Mapping[str, Any]) -> Json:
    body = dict(stored)
    version = body.pop("schema_version")
    while version != SCHEMA_VERSION:
        if version not in MIGRATIONS:
            raise InvalidInput(
                f"Stored JSON has schema version {version}, but this program reads up to {SCHEMA_VERSION}. "
                "It was written by a newer version: run that one."
            )
        body = MIGRATIONS[version](body)
        version += 1
    return body


def _encode(value: object) -> Any:  # Any: JSON
    if isinstance(value, Field):
        others = {f.name: _encode(getattr(value, f.name)) for f in fields(value) if f.name != "value"}
        return others | {"value": _encode_value(value.value)}
    if is_dataclass(value):
        return {f.name: _encode(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_encode(item) for item in value]
    return _encode_scalar(value)


def _encode_scalar(value: object) -> str | int | float | bool | None:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"No JSON form is defined for {type(value).__name__}.")


def _encode_value(value: FieldValue) -> Any:  # Any: JSON
    if isinstance(value, Money):
        return {"money": _encode(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return {"rows": [_encode(row) for row in value]}
    return value


_VALUE_READERS: dict[str, Callable[[Any], FieldValue]] = {
    "money": lambda data: Money(**data),
    "decimal": Decimal,
    "date": date.fromisoformat,
    "rows": lambda data: tuple(_decode(TableRow, row) for row in data),
}


def _decode_value(data: Any) -> FieldValue:  # Any: JSON
    if isinstance(data, dict):
        [(tag, inner)] = data.items()
        return _VALUE_READERS[tag](inner)
    value: str | int | bool | None = data
    return value


def _decode(hint: Any, data: Any) -> Any:  # Any: walks annotations
    if data is None:
        return None
    origin = get_origin(hint)
    if origin in (types.UnionType, Union):
        return _decode(next(arg for arg in get_args(hint) if arg is not type(None)), data)
    if origin is tuple:
        return tuple(_decode(get_args(hint)[0], item) for item in data)
    if origin is Mapping:
        key_hint, value_hint = get_args(hint)
        return {_decode(key_hint, key): _decode(value_hint, item) for key, item in data.items()}
    return _decode_plain(hint, data)


def _decode_plain(kind: type, data: Any) -> Any:  # Any: walks annotations
    if is_dataclass(kind):
        return _decode_dataclass(kind, data)
    if issubclass(kind, date):
        return kind.fromisoformat(data)
    return kind(data) if issubclass(kind, StrEnum | float) else data


def _decode_dataclass(kind: type, data: Mapping[str, Any]) -> Any:  # Any: any of ours
    hints = _hints(kind)
    given = {name: _decode(hint, data[name]) for name, hint in hints.items() if name in data and name != "value"}
    return kind(**given, value=_decode_value(data["value"])) if "value" in hints else kind(**given)


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
