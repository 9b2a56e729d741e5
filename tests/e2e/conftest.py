"""The whole embedded stack, started by `uplift up` as its users start it."""

import shutil
import tempfile
from pathlib import Path

import pytest

from uplift.settings import Settings
from workers.cli_demo import running_house
from workers.printing import console

EXAMPLE = Path(__file__).parents[2] / "examples" / "truck-driver"


@pytest.fixture(scope="module")
def stack():
    """Address, service key and first administrator of a running stack.

    Each module has its own: the same evidence sent by a second merchant is, rightly, a case for the fraud desk.
    """
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed; `make test` installs it")
    home = Path(tempfile.mkdtemp(prefix="uplift-e2e-"))  # pytest's own path is too long for a socket
    try:
        with running_house(Settings(home=home, port=0), console()) as house:
            yield house
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def truck_driver():
    """Profile and evidence files of the example."""
    files = sorted(path for path in EXAMPLE.iterdir() if path.name != "profile.json")
    return EXAMPLE / "profile.json", files
