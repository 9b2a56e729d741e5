"""Recommendations a second on one core, for the truck driver's seven files, read once: `python -m bench.decisions`."""

import hashlib
import json
import time
from pathlib import Path

from extractors.reading import load_engines, read_file
from ingest.media import identify
from scoring import current_policy, recommend
from uplift.profile_json import parse_profile
from uplift.types import EvidenceItem

FOLDER = Path(__file__).parents[1] / "examples" / "truck-driver"
RUNS = 2000


def items() -> list[EvidenceItem]:
    """The folder's files as scoring sees them."""
    engines = load_engines()
    found = []
    for path in sorted(path for path in FOLDER.iterdir() if path.suffix != ".json"):
        data = path.read_bytes()
        extraction = read_file(data, identify(data), engines).extraction
        sha256 = hashlib.sha256(data).hexdigest()
        found.append(EvidenceItem(file_id=path.name, name=path.name, sha256=sha256, extraction=extraction))
    return found


def main() -> None:
    """Warm up, then time."""
    given = parse_profile(json.loads((FOLDER / "profile.json").read_text("utf-8")))
    assert given.as_of is not None
    profile, evidence, policy = given.to_profile(), items(), current_policy(given.as_of)
    for _ in range(200):
        recommend(profile, evidence, policy, given.as_of)
    started = time.process_time()
    for _ in range(RUNS):
        recommend(profile, evidence, policy, given.as_of)
    print(f"{RUNS / (time.process_time() - started):.0f} recommendations a second")


if __name__ == "__main__":
    main()
