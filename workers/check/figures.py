"""The numbers of a check: pure functions of outcomes."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workers.check.compare import Outcome

BINS = 10
MISSING = "(rejected)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file after the check."""

    file: str
    expected: frozenset[str]  # kinds, any of which is right
    kind: str  # as read; MISSING when the file was rejected
    kind_confidence: float
    condition: str
    group: str
    outcomes: tuple[Outcome, ...]
    pages: int
    seconds: float  # wall time of the read
    cpu_seconds: float
    peak_bytes: int  # resident size of the reader, highest so far
    note: str = ""  # why it was rejected

    @property
    def true_kind(self) -> str:
        """The expected kind this file counts for."""
        return self.kind if self.kind in self.expected else min(self.expected, default="")

    @property
    def right_kind(self) -> bool:
        """True when the kind is one of the expected."""
        return self.kind in self.expected


def macro_f1(files: Sequence[Checked]) -> tuple[float, Mapping[str, tuple[float, float, float, int]]]:
    """Mean F1 over the true kinds, and precision, recall, F1 and count of each."""
    true, read, both = Counter[str](), Counter[str](), Counter[str]()
    for file in files:
        true[file.true_kind] += 1
        read[file.kind] += 1
        both[file.kind] += file.right_kind
    table = {kind: _scores(both[kind], read[kind], true[kind]) for kind in sorted(true)}
    return (sum(row[2] for row in table.values()) / len(table) if table else 0.0), table


def _scores(both: int, read: int, true: int) -> tuple[float, float, float, int]:
    precision, recall = both / read if read else 0.0, both / true
    return precision, recall, 2 * both / (read + true), true


def confusion(files: Iterable[Checked]) -> Counter[tuple[str, str]]:
    """How often a kind was taken for another; right ones left out."""
    return Counter((file.true_kind, file.kind) for file in files if not file.right_kind)


def field_table(files: Iterable[Checked]) -> Mapping[tuple[str, str], Mapping[str, tuple[int, int]]]:
    """(kind, field) → condition → (right, all)."""
    table: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for file in files:
        for one in file.outcomes:
            cell = table[file.true_kind, one.name]
            right, count = cell.get(file.condition, (0, 0))
            cell[file.condition] = (right + one.right, count + 1)
    return table


def calibration(pairs: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error over ten bins of equal width, and (mean confidence, share right, count) of each."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in pairs:
        bins[min(BINS - 1, int(confidence * BINS))].append((confidence, right))
    rows = [_bin(bins[index]) for index in sorted(bins)]
    error = sum(abs(mean - share) * count for mean, share, count in rows) / len(pairs) if pairs else 0.0
    return error, rows


def _bin(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float, int]:
    count = len(pairs)
    return sum(confidence for confidence, _ in pairs) / count, sum(right for _, right in pairs) / count, count


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie; nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def share(right: int, count: int) -> str:
    """``97/100 .970``."""
    return f"{right}/{count} {right / count:.3f}" if count else "–"
