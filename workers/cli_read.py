"""`uplift read` and `uplift score`: no server, one machine, the JSON others build on."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import scoring
from scoring import Policy
from uplift.door_json import extraction_to_door, recommendation_to_door, rejection_to_door
from uplift.errors import InvalidInput
from uplift.packages import papers_in
from uplift.profile_json import ProfileJson, parse_profile
from uplift.settings import Settings
from uplift.types import Check, EvidenceItem, Extraction
from workers import local, printing
from workers.boxes import draw_boxes
from workers.reader import Reader, ReaderOptions, options_from

Json = dict[str, Any]  # Any: JSON of a door

Files = Annotated[
    list[Path], typer.Argument(help="Files or folders; a zip is opened. Folders skip JSON and hidden files.")
]
AsOf = Annotated[
    str, typer.Option("--as-of", help="Day to score for, YYYY-MM-DD. Default: the profile's as_of, else today.")
]


def read(
    files: Files,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
    boxes: Annotated[
        Path | None, typer.Option("--boxes", help="Folder for a PNG of each page with every field in its box.")
    ] = None,
    pages: Annotated[
        str, typer.Option("--pages", help="Pages to read, such as 6-12. Default: the first ones, by the settings.")
    ] = "",
) -> None:
    """Read evidence files: kind, fields, authenticity. Exit status 1 only when every file was rejected."""
    settings = Settings()
    policy = policy_of(settings, datetime.now(UTC).date())
    paths = local.files_under(files)
    read_any = False
    with Reader(with_pages(options_from(settings), pages)) as reader:
        for reading in with_progress(local.read_all(reader, paths, settings), len(paths)):
            line = to_door(reading, policy)
            read_any = read_any or reading.error is None
            if boxes is not None and reading.result is not None:
                draw_boxes(reading.result, boxes, Path(reading.name).name)
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n" if jsonl else in_words(line))
            sys.stdout.flush()
    if not read_any:
        raise typer.Exit(1)


def score(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Folder with one merchant's evidence.")],
    profile: Annotated[
        Path, typer.Option("--profile", exists=True, dir_okay=False, help="The merchant's profile.json.")
    ],
    as_of: AsOf = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of tables.")] = False,
) -> None:
    """Read a folder and recommend a limit from it."""
    settings = Settings()
    given = load_profile(profile)
    day = parse_day(as_of) or given.as_of or datetime.now(UTC).date()
    paths = [path for path in local.files_under([folder]) if path.resolve() != profile.resolve()]
    with Reader(options_from(settings)) as reader:
        readings = list(with_progress(local.read_all(reader, paths, settings), len(paths)))
    items = named_in(folder, local.evidence_items(readings))
    proposal = scoring.recommend(given.to_profile(), items, policy_of(settings, day), day)
    outcome = recommendation_to_door(proposal, {item.file_id: item.name for item in items})
    if as_json:
        sys.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2) + "\n")
    else:
        printing.print_outcome(printing.console(), outcome)


def named_in(folder: Path, items: Sequence[EvidenceItem]) -> tuple[EvidenceItem, ...]:
    """The same items with names relative to the folder."""
    prefix = f"{folder}/".replace("//", "/")
    return tuple(replace(item, name=item.name.removeprefix(prefix)) for item in items)


def load_profile(path: Path) -> ProfileJson:
    """Read profile.json. Raises InvalidInput with the wrong key named."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InvalidInput(f"{path} is not JSON ({error}). Correct it and try again.") from error
    if not isinstance(data, dict):
        raise InvalidInput(f"{path} must hold one JSON object. See examples/truck-driver/profile.json.")
    return parse_profile(data)


def with_pages(options: ReaderOptions, text: str) -> ReaderOptions:
    """The options with the page range of the command line; unchanged when it was left out. Raises InvalidInput."""
    if not text:
        return options
    first, _, last = text.partition("-")
    try:
        numbers = int(first), int(last or first)
    except ValueError:
        numbers = 0, 0
    if not 1 <= numbers[0] <= numbers[1]:
        raise InvalidInput(f"{text} is no range of pages. Write it as 6 or 6-12; the first page is 1.")
    return replace(options, first_page=numbers[0] - 1, eager_pages=numbers[1] - numbers[0] + 1)


def parse_day(text: str) -> date | None:
    """A day given on the command line; None when it was left out. Raises InvalidInput."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidInput(f"{text} is not a date. Write it as YYYY-MM-DD, for example 2026-11-20.") from error


def policy_of(settings: Settings, day: date) -> Policy:
    """The policy that the settings name, else the newest one in force on that day."""
    return scoring.current_policy(day, Path(settings.policy) if settings.policy else None)


def to_door(reading: local.Reading, policy: Policy) -> Json:
    """One line of `uplift read --jsonl`."""
    if reading.result is None:
        assert reading.error is not None
        return rejection_to_door(
            reading.error,
            file=reading.name,
            sha256=reading.sha256,
            media_type=reading.media_type,
            seconds=reading.seconds,
        )
    papers = [_weighed(paper, policy) for paper in papers_in(reading.result.extraction)]
    return extraction_to_door(
        papers,
        file=reading.name,
        sha256=reading.sha256 or "",
        media_type=reading.media_type or "",
        seconds=reading.result.seconds,
        cpu_seconds=reading.result.cpu_seconds,
    )


def _weighed(paper: Extraction, policy: Policy) -> tuple[Extraction, float, tuple[Check, ...]]:
    probability, checks = scoring.weigh(paper.kind, paper.checks, policy)
    return paper, round(probability, 4), checks


def in_words(line: Json) -> str:
    """The same line for people."""
    if line["error"]:
        return f"{line['file']}: rejected ({line['error']['code']}). {line['error']['message']}\n"
    papers = [line, *line["further"]]
    shown = (paper_in_words(paper, number if len(papers) > 1 else 0) for number, paper in enumerate(papers, 1))
    return f"{line['file']}: {''.join(shown)}{''.join(f'    ! {warning}{chr(10)}' for warning in line['warnings'])}"


def paper_in_words(paper: Json, number: int) -> str:
    """One paper of the file; `number` 0 when it is the only one."""
    likely = paper["authenticity"]["probability"]
    where = f"paper {number} on pages {', '.join(str(page + 1) for page in paper['on_pages'])}: " if number else ""
    head = f"{where}{paper['kind']} ({paper['kind_confidence']:.2f}), authenticity {likely}"
    fields = "".join(f"\n    {name}: {_in_words(field)}" for name, field in paper["fields"].items())
    return f"{head}{fields}\n"


def _in_words(field: Json) -> str:
    repaired = f"  (repaired: {field['repair']})" if field["repair"] else ""
    return f"{_short(field['value'])}{repaired}"


def _short(value: object) -> str:
    return f"{len(value)} rows" if isinstance(value, list) else str(value)


def with_progress(readings: Iterator[local.Reading], total: int) -> Iterator[local.Reading]:
    """Show a bar on stderr while the readings pass, when stderr is a terminal."""
    if not sys.stderr.isatty():
        yield from readings
        return
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        for reading in readings:
            bar.update(task, advance=0 if "!" in reading.name else 1, description=Path(reading.name).name)
            yield reading
