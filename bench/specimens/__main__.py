"""Draws the specimen set: every kind in every layout and condition, each file with its truth beside it.

    python -m bench.specimens --out DIR [--seed 1] [--per-layout 2] [--kinds a,b] [--unseen] [--conditions clean,scan]

The same seed draws the same bytes. `uplift check --data DIR` reads the set and reports.
"""

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.progress import track

from bench.specimens.conditions import CONDITIONS
from bench.specimens.drawn import KindSpecimens, named
from bench.specimens.kinds import KINDS, unseen
from bench.specimens.specimen import Specimen
from bench.specimens.world import World

DATA = "data"  # the condition of OFD, XML, CSV and XLSX files


def drawn(
    kinds: Mapping[str, KindSpecimens], conditions: Sequence[str], seed: int, per_layout: int
) -> Iterator[tuple[str, str, Specimen]]:
    """Condition, layout and specimen, one after the other."""
    for kind, ways in kinds.items():
        for layout, draw in ways.layouts.items():
            for number in range(per_layout):
                story = f"{kind}-{layout}-{seed + number}"
                for condition in [name for name in CONDITIONS if name in conditions]:
                    # each condition draws the same story again: a canvas can be closed only once
                    paper, rng = draw(World(story)), random.Random(f"{story}-{condition}")
                    if paper.screen and condition == "scan":
                        continue
                    yield condition, layout, CONDITIONS[condition](paper, kind, f"{story}-{condition}", rng)
        for form, make in ways.data.items() if DATA in conditions else ():
            for number in range(per_layout):
                one = make(World(f"{kind}-{form}-{seed + number}"))
                suffix = one.name.rsplit(".", 1)[-1]
                yield DATA, form, named(one, f"{kind}-{form}-{seed + number}-{DATA}.{suffix}")


def write(folder: Path, condition: str, layout: str, one: Specimen) -> None:
    """The file and its truth."""
    (folder / one.name).write_bytes(one.data)
    (folder / f"{one.name}.expected.json").write_text(one.json(condition=condition, layout=layout), encoding="utf-8")


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-layout", type=int, default=2)
    parser.add_argument("--kinds", default="", help="all when not given")
    parser.add_argument("--unseen", action="store_true", help="the layouts drawn without sight of the extractors")
    parser.add_argument("--conditions", default=",".join((*CONDITIONS, DATA)))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    ways = unseen() if options.unseen else KINDS
    kinds = options.kinds.split(",") if options.kinds else tuple(ways)
    chosen = drawn(
        {kind: ways[kind] for kind in kinds}, options.conditions.split(","), options.seed, options.per_layout
    )
    for condition, layout, one in track(chosen, description="drawing"):
        write(options.out, condition, layout, one)


if __name__ == "__main__":
    main()
