"""What a layout gives: the drawn sheet and the truth on it; and the conditions in which a merchant may hand it in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from bench.specimens.sheet import Sheet
from bench.specimens.specimen import Specimen
from bench.specimens.world import World

Rows: TypeAlias = Sequence[Mapping[str, str]]
Truth: TypeAlias = Mapping[str, "str | Rows"]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One paper before anybody scans or photographs it. Values are written as the doors write them (see catalogue)."""

    sheet: Sheet
    fields: Truth
    first_page: Truth = field(default_factory=dict)  # truth of a photo of page one where it is not all of `fields`
    screen: bool = False  # a screenshot by nature: handed in as PNG, never printed


Layout: TypeAlias = Callable[[World], Drawn]
DataForm: TypeAlias = Callable[[World], Specimen]  # OFD, XML, CSV, XLSX: files that are no picture of a page
Layouts: TypeAlias = Mapping[str, Layout]
DataForms: TypeAlias = Mapping[str, DataForm]


@dataclass(frozen=True, kw_only=True)
class KindSpecimens:
    """All ways one kind is drawn."""

    kind: str
    layouts: Layouts
    data: DataForms = field(default_factory=dict)


def named(specimen: Specimen, name: str) -> Specimen:
    """The same specimen under another name."""
    return replace(specimen, name=name)
