"""Starting a private PostgreSQL where no server runs but the programs are installed."""

import os
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path


class NoServer(Exception):
    """There is neither a server nor a way to start one; the message says what was missing."""


@contextmanager
def private_postgres(folder):
    """A PostgreSQL on a free loopback port with its data in `folder`; yields its address."""
    programs = _programs()
    port = _free_port()
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir()
    as_postgres = _as_postgres(folder)
    for command in (
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"],
        [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", _options(port, folder), "start"],
    ):
        subprocess.run([*as_postgres, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/"
    finally:
        stop = [programs / "pg_ctl", "-D", data, "-m", "fast", "stop"]
        subprocess.run([*as_postgres, *map(str, stop)], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise NoServer("no server answers and no initdb is installed (Debian package: postgresql)")
    return found[-1].parent


def _as_postgres(folder):
    """Root may not run PostgreSQL; the Debian package brings a user for it."""
    if os.getuid() != 0:
        return []
    for path in (folder, folder / "data"):
        shutil.chown(path, "postgres")
    for parent in folder.parents:
        if parent.owner() == "root" and parent.stat().st_mode & 0o077 == 0:
            parent.chmod(parent.stat().st_mode | 0o011)  # the temporary folders of pytest are private to root
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _options(port, folder):
    return f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
