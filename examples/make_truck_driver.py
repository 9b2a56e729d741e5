"""Draw the truck driver's evidence again: seeded, invented, the same bytes every time.

Usage: python examples/make_truck_driver.py [FOLDER]   (default examples/truck-driver)
Needs the development tools of `make test` and Debian's fonts-arphic-ukai and fonts-arphic-uming.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.specimens.truck_driver import write  # noqa: E402 - the repository root must be on the path first

if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples" / "truck-driver")
