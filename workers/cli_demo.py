"""`uplift demo FOLDER`: one merchant's folder played through the real HTTP endpoint of a freshly started stack."""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from uplift.errors import DemoFailed, InvalidInput
from uplift.secrets import load_or_make
from uplift.settings import Settings
from workers import embedded, local, printing, sandbox
from workers.cli_read import load_profile

START_S = 120.0
FINISH_S = 600.0
POLL_S = 0.4
SETTLED = {"done", "failed", "dead"}

Json = dict[str, Any]  # Any: JSON of the HTTP door
Folder = Annotated[Path, typer.Argument(help="Folder with profile.json and one merchant's evidence.")]
Home = Annotated[
    Path | None, typer.Option("--home", help="Keep database and files here. Default: a fresh temporary folder.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A running stack as its client sees it."""

    address: str
    service_key: str
    first_user: tuple[str, str] | None


def demo(folder: Folder = Path("examples/truck-driver"), home: Home = None) -> None:
    """Start the stack, upload a folder through HTTP, show the recommendation; keeps serving on a terminal."""
    profile_path, evidence = checked(folder)
    profile = json.loads(profile_path.read_text("utf-8"))
    console = printing.console()
    with ExitStack() as ending:
        settings = Settings(home=home or _fresh_home(ending), port=0)
        house = ending.enter_context(running_house(settings, console))
        with httpx.Client(base_url=house.address, timeout=60, trust_env=False) as http:
            play(http, house, profile, evidence, console)
        _say_where(console, house, settings)
        if sys.stdout.isatty():
            console.print("serving until Ctrl-C")
            _wait_for_interrupt()


def checked(folder: Path) -> tuple[Path, list[Path]]:
    """The folder's profile and evidence files. Raises InvalidInput before anything is started."""
    profile = folder / "profile.json"
    if not profile.is_file():
        raise InvalidInput(f"There is no {profile}. A demo folder holds profile.json and the evidence files.")
    load_profile(profile)
    return profile, local.files_under([folder])


@contextmanager
def running_house(settings: Settings, console: Console) -> Iterator[House]:
    """A stack as a child process (`uplift up`), ended with everything in it when the block ends."""
    first_user = embedded.prepare(settings)
    port = embedded.free_port(settings.host, settings.port)
    address = f"http://{settings.host}:{port}"
    console.print(f"starting queue, workers, sweeper and API at {address} …")
    argv = [sys.executable, "-m", "workers.cli", "up", "--home", str(settings.home), "--port", str(port)]
    log = (settings.home / "up.log").open("ab")
    process = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        process_group=0,
        preexec_fn=sandbox.die_with_parent_gently,  # noqa: PLW1509 - one prctl call, no lock taken
    )
    log.close()
    try:
        _await_ready(process, address, settings.home)
        yield House(address=address, service_key=load_or_make(settings).service_key, first_user=first_user)
    finally:
        process.terminate()
        process.wait()


def play(http: httpx.Client, house: House, profile: Json, evidence: list[Path], console: Console) -> Json:
    """Merchant, submission, upload, waiting, recommendation; prints as it goes and returns the recommendation."""
    service = {"Authorization": f"Bearer {house.service_key}"}
    as_of = profile.pop("as_of", None)
    merchant = _ask(http, "POST", "/v1/merchants", service, json=profile)
    own = {"Authorization": f"Bearer {merchant['api_key']}", "X-Service-Key": house.service_key}
    submission = _ask(http, "POST", "/v1/submissions", own, json={"as_of": as_of} if as_of else {})
    path = f"/v1/submissions/{submission['id']}"
    with ExitStack() as opened:
        parts = [("files", (file.name, opened.enter_context(file.open("rb")))) for file in evidence]
        accepted = _ask(http, "POST", f"{path}/files", own, files=parts)["files"]
    for answer in accepted:
        if answer["status"] == "rejected":
            console.print(f"refused: {answer['name']}: {answer['error']['message']}", markup=False)
    console.print(f"{merchant['name']}: uploaded {len(evidence)} files over HTTP", markup=False)
    final = follow(http, path, own, console)
    outcome: Json = _ask(http, "GET", f"{path}/recommendation", service)
    printing.print_outcome(console, outcome)
    broken = [file["name"] for file in final["files"] if file["status"] != "done"]
    if broken or any(answer["status"] == "rejected" for answer in accepted):
        raise DemoFailed(f"Not every file was read: {', '.join(broken) or 'some were refused'}. See the table above.")
    return outcome


def follow(http: httpx.Client, path: str, own: Mapping[str, str], console: Console) -> Json:
    """Wait until every file has settled and the recommendation is up to date, showing how far it is."""
    deadline = time.monotonic() + FINISH_S
    seen: set[str] = set()
    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("")
        while time.monotonic() < deadline:
            status: Json = _ask(http, "GET", path, own)
            settled = [file for file in status["files"] if file["status"] in SETTLED]
            working = [file["name"] for file in status["files"] if file["status"] == "processing"]
            bar.update(task, total=len(status["files"]), completed=len(settled), description=", ".join(working))
            for file in settled:
                _tell(console, file, seen)
            if status["settled"]:
                return status
            time.sleep(POLL_S)
    raise DemoFailed(f"The files did not settle within {FINISH_S:g} s. Look into the logs in the home folder.")


def _tell(console: Console, file: Json, seen: set[str]) -> None:
    if file["id"] in seen:
        return
    seen.add(file["id"])
    why = f" - {file['error']['message']}" if file.get("error") else ""
    console.print(f"  {file['status']}  {file['name']}  {file.get('kind') or ''}{why}", markup=False, highlight=False)


def _ask(http: httpx.Client, method: str, path: str, headers: Mapping[str, str], **body: Any) -> Any:  # Any: JSON
    answer = http.request(method, path, headers=dict(headers), **body)
    if answer.is_error:
        raise DemoFailed(f"{method} {path} answered {answer.status_code}: {answer.text[:1000]}")
    return answer.json()


def _await_ready(process: subprocess.Popen[bytes], address: str, home: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        if embedded.answers(f"{address}/readyz"):
            return
        time.sleep(POLL_S)
    words = (home / "up.log").read_text("utf-8", "replace")[-2000:]
    raise DemoFailed(f"The stack did not come up. Its log ends: {words}")


def _fresh_home(ending: ExitStack) -> Path:
    home = Path(tempfile.mkdtemp(prefix="uplift-demo-"))
    ending.callback(shutil.rmtree, home, ignore_errors=True)
    return home


def _say_where(console: Console, house: House, settings: Settings) -> None:
    console.print(f"\ndashboard  {house.address}/dashboard/", highlight=False)
    if house.first_user:
        console.print(
            f"log in as  {house.first_user[0]}   password  {house.first_user[1]}", markup=False, highlight=False
        )
    else:
        console.print(f"log in with the accounts kept in {settings.home}", markup=False, highlight=False)


def _wait_for_interrupt() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            signal.pause()
    except KeyboardInterrupt:
        sys.stdout.write("\nstopping\n")
