"""What third parties know of merchants (他证), brought in from CSV, JSON or JSON Lines.

The keys are those of profile.json; a CSV has one column a key, the ones of `third_party` flat, plates parted by spaces.
A wrong row is told with its line, column and allowed values, and does not stop the others.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from uplift.db import transaction
from uplift.errors import InvalidInput
from uplift.profile_json import ThirdPartyJson, profile_from_json
from uplift.store import merchants
from uplift.types import Profile

ROWS_PER_TRANSACTION = 200

_FACTS = frozenset(ThirdPartyJson.model_fields) - {"counterparties"}
_Row = tuple[int, Mapping[str, Any] | InvalidInput]  # line of the file (1-based), and what stands there; Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow:
    """One row of the file. Either `profile` or `error` is set."""

    line: int  # 1-based; of a JSON list the place in it
    profile: Profile | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of the rows."""

    added: int
    updated: int
    refused: tuple[str, ...]  # one sentence each, with line, column and allowed values


def import_merchants(engine: Engine, path: Path) -> ImportReport:
    """Add new merchants and update known ones by their number. Raises InvalidInput when the file itself is unusable."""
    added = updated = 0
    refused: list[str] = []
    rows = read_profiles(path)
    while batch := list(islice(rows, ROWS_PER_TRANSACTION)):
        refused += [row.error for row in batch if row.error is not None]
        with transaction(engine) as conn:
            new = [_add_or_update(conn, row.profile) for row in batch if row.profile is not None]
        added, updated = added + sum(new), updated + len(new) - sum(new)
    return ImportReport(added=added, updated=updated, refused=tuple(refused))


def _add_or_update(conn: Connection, profile: Profile) -> bool:
    known = merchants.merchant_by_external_id(conn, profile.merchant_id)
    if known is None:
        merchants.add_merchant(conn, profile.merchant_id, profile)
    else:
        merchants.save_profile(conn, known.id, profile)
    return known is None


def read_profiles(path: Path) -> Iterator[ProfileRow]:
    """Every row of a .csv, .json or .jsonl file. Raises InvalidInput when the file itself is unusable."""
    readers = {".csv": _csv_rows, ".json": _json_rows, ".jsonl": _jsonl_rows}
    if path.suffix.lower() not in readers:
        raise InvalidInput(f"{path.name} has none of the endings {', '.join(readers)}. Save it as one of these.")
    return (_profile_row(line, row) for line, row in readers[path.suffix.lower()](_text(path)))


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")  # what Excel on Chinese Windows writes
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path.name} is neither UTF-8 nor GB18030 text. Save it as UTF-8.") from error


def _profile_row(line: int, row: Mapping[str, Any] | InvalidInput) -> ProfileRow:  # Any: JSON
    if isinstance(row, InvalidInput):
        return ProfileRow(line=line, error=f"Line {line}: {row}")
    try:
        profile = profile_from_json(row)
    except InvalidInput as error:
        return ProfileRow(line=line, error=f"Line {line}: {error}")
    if not profile.merchant_id:
        return ProfileRow(line=line, error=f"Line {line}: merchant_id: required here, because rows are matched by it.")
    return ProfileRow(line=line, profile=profile)


def _csv_rows(text: str) -> Iterator[_Row]:
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    if not reader.fieldnames:
        raise InvalidInput("The CSV is empty. Its first line names the columns, such as merchant_id,name,industry.")
    try:
        for row in reader:
            yield reader.line_num, _from_csv(row)
    except csv.Error as error:
        raise InvalidInput(f"Line {reader.line_num} is no CSV: a quote is left open or misplaced. Mend it.") from error


def _from_csv(row: Mapping[str | None, Any]) -> Mapping[str, Any] | InvalidInput:  # Any: DictReader's overflow
    """Flat columns -> profile.json; empty cells are missing values."""
    if None in row:
        return InvalidInput("there are more cells than columns. Quote the cells that contain commas.")
    filled = {name.strip(): value.strip() for name, value in row.items() if name and value and value.strip()}
    facts = {name: value for name, value in filled.items() if name in _FACTS}
    body: dict[str, Any] = {name: value for name, value in filled.items() if name not in _FACTS}
    if "plates" in body:
        body["plates"] = body["plates"].replace(";", " ").replace("；", " ").split()
    return body | {"third_party": facts}


def _json_rows(text: str) -> Iterator[_Row]:
    try:
        body = json.loads(text, parse_float=Decimal)
    except ValueError as error:
        raise InvalidInput(f"The file is no JSON: {error}. Mend it there.") from error
    for place, row in enumerate(body if isinstance(body, list) else [body], start=1):
        yield place, row if isinstance(row, dict) else InvalidInput("this is no object with the keys of profile.json.")


def _jsonl_rows(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            [(_, row)] = _json_rows(line)
        except (InvalidInput, ValueError):
            row = InvalidInput("this is no JSON object. Write one object a line.")
        yield number, row
