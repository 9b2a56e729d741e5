"""`uplift up`, `migrate` and `sweep`: running the house."""

import os
import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from uplift.db import upgrade
from uplift.settings import Settings
from workers import embedded, pipeline, reader
from workers import sweep as sweeper

Home = Annotated[Path | None, typer.Option("--home", help="Folder of the embedded mode. [env: UPLIFT_HOME]")]
Port = Annotated[int | None, typer.Option("--port", help="TCP port of the API; 0 picks a free one. [env: UPLIFT_PORT]")]


def up(home: Home = None, port: Port = None) -> None:
    """Serve on this machine until Ctrl-C: queue, workers, sweeper and API. Needs no configuration."""
    settings = settings_with(home, port)
    first_user = embedded.prepare(settings)
    stop = stop_on_signals()
    with embedded.only_one(settings.home):
        chosen = embedded.free_port(settings.host, settings.port)
        say(f"reader isolation: {', '.join(reader.probe_isolation(reader.options_from(settings)))}")
        with embedded.Stack(settings, chosen, say) as stack:
            _announce(settings, chosen, first_user)
            stack.watch(stop)
            say("stopping")


def migrate() -> None:
    """Bring the database to the newest migration. [env: DATABASE_URL]."""
    settings = Settings()
    if not settings.database_url:
        settings.home.mkdir(parents=True, exist_ok=True)
    upgrade(settings.resolved_database_url)
    say("the database is at the newest migration")


def sweep(
    every: Annotated[float, typer.Option("--every", min=0.0, help="Seconds between sweeps; 0 sweeps once.")] = 0.0,
) -> None:
    """Send hints for due files and submissions: expired leases, lost or never-sent hints.

    Environment: DATABASE_URL, REDIS_URL, UPLIFT_HOME.
    """
    deps = pipeline.open_deps(Settings())
    try:
        if every:
            sweeper.sweep_for_ever(deps, every, stop_on_signals(), lambda _: None)
        else:
            report = sweeper.sweep_once(deps)
            say(f"hinted at {report.files} files and {report.submissions} submissions")
    finally:
        deps.close()


def settings_with(home: Path | None, port: int | None) -> Settings:
    """Settings from the environment, with what the command line names on top."""
    if home is not None:
        os.environ["UPLIFT_HOME"] = str(home)
    if port is not None:
        os.environ["UPLIFT_PORT"] = str(port)
    return Settings()


def stop_on_signals() -> threading.Event:
    """An event that Ctrl-C or a termination signal sets."""
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: stop.set())
    return stop


def say(text: str) -> None:
    """One line on stdout, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _announce(settings: Settings, port: int, first_user: tuple[str, str] | None) -> None:
    address = f"http://{settings.host}:{port}"
    say(f"merchants  {address}/merchant/")
    say(f"dashboard  {address}/dashboard/")
    say(f"OpenAPI    {address}/openapi.json")
    if first_user is not None:
        say(f"log in as  {first_user[0]}  password {first_user[1]}   (shown this once)")
    say(f"logs       {settings.home.resolve() / 'logs'}")
    say("ready; Ctrl-C ends it")
