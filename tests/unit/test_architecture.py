"""The rules of docs/architecture.md that a program can hold."""

import ast
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from uplift.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("uplift", "ingest", "extractors", "scoring", "workers", "api")
MAX_LINES = 400
UNIT = re.compile(
    r"\b(bytes?|pixels?|pages?|files?|seconds?|minutes?|hours?|attempts?|processes|children|child|members?)\b", re.I
)


def sources(*folders):
    """Python files that are tracked or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if name.endswith(".py") and (ROOT / name).is_file()]


def test_every_room_imports_only_what_it_may():
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "0 broken" in ran.stdout


def test_no_python_file_has_more_than_400_lines():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert lengths
    assert {str(path): length for path, length in lengths.items() if length > MAX_LINES} == {}


def test_no_file_is_a_drawer_for_anything():
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py", "manager.py", "base.py"}
    assert [str(path) for path in sources() if path.name in drawers] == []


def test_every_setting_says_what_it_is():
    assert [name for name, field in Settings.model_fields.items() if len(field.description or "") < 15] == []


def test_every_number_among_the_settings_has_a_unit():
    numbers = {n: f for n, f in Settings.model_fields.items() if f.annotation in (int, float) and n != "port"}
    named = {n for n in numbers if n.endswith(("_s", "_bytes", "_hours"))}
    assert [n for n, field in numbers.items() if n not in named and not UNIT.search(field.description)] == []


def test_sql_is_written_only_in_the_store():
    allowed = {ROOT / "uplift" / name for name in ("db.py", "tables.py")}
    wrong = []
    for path in sources(*ROOMS):
        inside = path.is_relative_to(ROOT / "uplift" / "store") or path.is_relative_to(ROOT / "uplift" / "migrations")
        if not inside and path not in allowed:
            wrong += [f"{path.relative_to(ROOT)}: {name}" for name in statements_imported(path)]
    assert wrong == []


def statements_imported(path):
    """What a file imports from SQLAlchemy beyond types to annotate with and errors to catch."""
    harmless = {"Connection", "Engine", "IntegrityError", "OperationalError", "DBAPIError", "SQLAlchemyError"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            yield from (alias.name for alias in node.names if alias.name not in harmless)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "sqlalchemy")


def test_no_marker_of_unfinished_work_is_left():
    marker = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    this = Path(__file__).resolve()
    found = [str(path) for path in sources(*ROOMS, "tests") if path != this and marker.search(path.read_text("utf-8"))]
    assert found == []


def test_every_silenced_rule_says_why():
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[a-z0-9, -]+\])?)\s*$")
    wrong = []
    for path in sources(*ROOMS):
        lines = path.read_text("utf-8").splitlines()
        wrong += [f"{path.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if bare.search(line)]
    assert wrong == []


def test_a_package_that_is_installed_carries_its_migrations():
    versions = files("uplift") / "migrations" / "versions"
    assert [entry.name for entry in versions.iterdir() if entry.name.startswith("0001")]
