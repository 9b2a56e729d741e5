"""The truth beside each file: ``FILE.expected.json`` of specimens, ``NAME.gt.json`` of real documents."""

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

import yaml

from uplift.errors import InvalidInput

Rows: TypeAlias = Sequence[Mapping[str, str]]
# exact: as a specimen says; letters: but for punctuation, as people copy a paper by hand; within: the truth may also
# carry more than the name, such as an address or a customer number
Names: TypeAlias = Literal["exact", "letters", "within"]
REAL = "real"  # condition of documents that no one drew
_SKIPPED = (".json", ".md", ".txt", ".docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One file and what a perfect reader would answer."""

    path: Path
    kinds: frozenset[str]  # any of these is right; empty when nothing is known of the kind
    condition: str  # clean, scan, photo, screen, data, real
    group: str  # the specimen's layout or the real file's folder
    fields: Mapping[str, "str | Rows"] = field(default_factory=dict)
    names: "Names" = "exact"


def find_truths(folder: Path, sample: int | None = None) -> list[Truth]:
    """Every file under the folder of which something is known, in order; `sample` keeps so many of each folder.

    Raises:
        InvalidInput: no such folder, or nothing in it with a truth beside it.
    """
    if not folder.is_dir():
        raise InvalidInput(f"There is no folder {folder}. Draw one with: python -m bench.specimens --out {folder}")
    found: list[Truth] = []
    for inner in sorted({path.parent for path in folder.rglob("*") if path.is_file()}):
        here = list(_in_folder(inner))
        found += here[:: max(1, len(here) // sample)][:sample] if sample else here
    if not found:
        raise InvalidInput(f"No file in {folder} has its truth beside it (FILE.expected.json or NAME.gt.json).")
    return found


def _in_folder(folder: Path) -> Iterator[Truth]:
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.suffix in _SKIPPED:
            continue
        expected = path.with_name(f"{path.name}.expected.json")
        if expected.exists():
            yield _specimen(path, _json(expected))
        elif folder.name in _sources()["kinds"]:
            yield _real(path)


def _specimen(path: Path, truth: dict[str, Any]) -> Truth:
    return Truth(
        path=path,
        kinds=frozenset({truth["kind"]}),
        condition=truth.get("condition", "golden"),
        group=truth.get("layout", truth["kind"]),
        fields={name: value["value"] for name, value in truth["fields"].items()},
    )


def _real(path: Path) -> Truth:
    folder = path.parent.name
    beside = path.with_suffix(".gt.json")
    names = _sources()["names"] | _sources()["names_in"].get(folder, {})
    known = _json(beside).get("fields", {}) if beside.exists() and "unknown" not in _sources()["kinds"][folder] else {}
    flat = known[0] if isinstance(known, list) and known else known
    values = {names[key]: html.unescape(str(value)).strip() for key, value in dict(flat).items() if key in names}
    return Truth(
        path=path,
        kinds=frozenset(_sources()["kinds"][folder]),
        condition=REAL,
        group=folder,
        fields={name: value for name, value in values.items() if value},
        names="within" if folder in _sources()["names_within"] else "letters",
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InvalidInput(f"{path} is not JSON ({error}). Correct it or take the file out.") from error
    return loaded


@cache
def _sources() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "sources.yaml").read_text("utf-8"))
    return loaded
