"""A check in Markdown: the same text on the terminal and in docs/quality.md."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from workers.check.figures import (
    Checked,
    calibration,
    confusion,
    field_table,
    macro_f1,
    percentile,
    share,
)

Required = Mapping[str, tuple[str, ...]]  # kind → names of its required fields
ORDER = ("clean", "data", "scan", "photo", "screen", "golden", "real")


def in_markdown(files: Sequence[Checked], required: Required) -> str:
    """The whole report."""
    parts = (
        _kinds(files),
        _required(files, required),
        _fields(files, required),
        _calibrated(files),
        _cost(files),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def misses(files: Iterable[Checked]) -> Iterator[str]:
    """One line for every wrong kind and every wrong value."""
    for file in sorted(files, key=lambda file: file.file):
        if not file.right_kind:
            read = f"{file.kind} ({file.kind_confidence:.2f}) {file.note}"
            yield f"{file.file}: kind is {file.true_kind}, read {read}".rstrip()
            continue
        for one in file.outcomes:
            if not one.right:
                yield f"{file.file}: {one.name} is {one.expected!r}, read {one.read!r} ({one.confidence:.2f})"


def write_section(path: Path, name: str, text: str) -> None:
    """Put the text between the markers of this name in a Markdown file; new markers go to its end."""
    begin, end = f"<!-- uplift check: {name} -->", f"<!-- end of uplift check: {name} -->"
    section = f"{begin}\n\n{text.strip()}\n\n{end}"
    before = path.read_text("utf-8") if path.exists() else "# Quality, measured\n"
    held = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
    after = held.sub(lambda _: section, before) if held.search(before) else f"{before.rstrip()}\n\n{section}\n"
    path.write_text(after, encoding="utf-8")


def _conditions(files: Iterable[Checked]) -> list[str]:
    present = {file.condition for file in files}
    return [name for name in ORDER if name in present] + sorted(present - set(ORDER))


def _kinds(files: Sequence[Checked]) -> Iterator[str]:
    known = [file for file in files if file.expected]
    score, table = macro_f1(known)
    right = sum(file.right_kind for file in known)
    yield f"Kinds: macro-F1 **{score:.3f}** over {len(table)} kinds, {share(right, len(known))} files right."
    yield ""
    conditions = _conditions(known)
    yield f"| kind | n | precision | recall | F1 | {' | '.join(conditions)} | taken for |"
    yield f"|---|---|---|---|---|{'---|' * len(conditions)}---|"
    wrong = confusion(known)
    for kind, (precision, recall, f1, count) in table.items():
        by = [
            _right(file for file in known if file.true_kind == kind and file.condition == name) for name in conditions
        ]
        taken = ", ".join(f"{read} {n}" for (true, read), n in wrong.most_common() if true == kind)
        yield f"| {kind} | {count} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {' | '.join(by)} | {taken} |"


def _right(files: Iterable[Checked]) -> str:
    results = [file.right_kind for file in files]
    return f"{sum(results)}/{len(results)}" if results else "–"


def _required(files: Sequence[Checked], required: Required) -> Iterator[str]:
    conditions = _conditions(files)
    totals = dict.fromkeys(conditions, (0, 0))
    for file in files:
        names = required.get(file.true_kind, ())
        results = [one.right for one in file.outcomes if one.name in names]
        right, count = totals[file.condition]
        totals[file.condition] = (right + sum(results), count + len(results))
    yield "Required fields, exactly right (a file given a wrong kind counts as nothing read):"
    yield ""
    yield f"| {' | '.join(conditions)} |"
    yield f"|{'---|' * len(conditions)}"
    yield f"| {' | '.join(share(*totals[name]) for name in conditions)} |"


def _fields(files: Sequence[Checked], required: Required) -> Iterator[str]:
    conditions = _conditions(files)
    yield "Fields, right / all (required ones bold; `table.cell` counts cells):"
    yield ""
    yield f"| kind | field | {' | '.join(conditions)} |"
    yield f"|---|---|{'---|' * len(conditions)}"
    for (kind, name), by in sorted(field_table(files).items()):
        shown = f"**{name}**" if name in required.get(kind, ()) else name
        cells = ["{}/{}".format(*by[condition]) if condition in by else "–" for condition in conditions]
        yield f"| {kind} | {shown} | {' | '.join(cells)} |"


def _calibrated(files: Sequence[Checked]) -> Iterator[str]:
    pairs = [(one.confidence, one.right) for file in files for one in file.outcomes if one.read is not None]
    kinds = [(file.kind_confidence, file.right_kind) for file in files if file.expected]
    error, rows = calibration(pairs)
    yield (
        f"Confidence: expected calibration error **{error:.3f}** over {len(pairs)} values read, "
        f"{calibration(kinds)[0]:.3f} over {len(kinds)} kinds."
    )
    yield ""
    yield "| confidence | share right | values |"
    yield "|---|---|---|"
    for mean, right, count in rows:
        yield f"| {mean:.3f} | {right:.3f} | {count} |"


def _cost(files: Sequence[Checked]) -> Iterator[str]:
    yield f"Cost a page; peak memory of a reader {max((file.peak_bytes for file in files), default=0) / 2**20:.0f} MiB:"
    yield ""
    yield "| condition | pages | seconds p50 | p95 | CPU-s p50 | p95 |"
    yield "|---|---|---|---|---|---|"
    for name in _conditions(files):
        read = [file for file in files if file.condition == name and file.pages]
        wall = [file.seconds / file.pages for file in read]
        cpu = [file.cpu_seconds / file.pages for file in read]
        numbers = (percentile(wall, 0.5), percentile(wall, 0.95), percentile(cpu, 0.5), percentile(cpu, 0.95))
        yield f"| {name} | {sum(file.pages for file in read)} | {' | '.join(f'{number:.2f}' for number in numbers)} |"
