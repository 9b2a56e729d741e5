"""The commands as people run them: the whole truck-driver case by HTTP, and the two contracts others build on."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import psutil
import pypdfium2
import pytest
from PIL import Image

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(280), pytest.mark.xdist_group("stack")]

ROOT = Path(__file__).parents[2]
TRUCK = ROOT / "examples" / "truck-driver"
UPLIFT = [sys.executable, "-m", "workers.cli"]

LINE_KEYS = {
    *("file", "sha256", "media_type", "status", "error", "kind", "kind_confidence", "pages", "text_source", "fields"),
    *("authenticity", "seconds", "cpu_seconds"),
}
OUTCOME_KEYS = {
    *("current_limit", "base_limit", "recommended_limit", "increase", "binding", "route", "valid_until", "reasons"),
    *("contributions", "items", "policy"),
}


def run(*arguments: object, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("UPLIFT_") and not k.endswith("_URL")}
    return subprocess.run(
        [*UPLIFT, *map(str, arguments)],
        cwd=ROOT,
        env=clean | environment,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_demo_reads_the_truck_drivers_evidence_through_http_and_doubles_the_limit() -> None:
    done = run("demo", TRUCK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "limit 100,000.00 → 200,000.00" in done.stdout
    assert "dashboard  http://127.0.0.1:" in done.stdout
    assert "log in as  admin@example.com" in done.stdout
    for kind in ("haulage_contract", "vat_invoice", "business_licence", "road_transport_permit"):
        assert kind in done.stdout
    left = [
        p.cmdline() for p in psutil.process_iter(["cmdline"]) if "uplift-demo-" in " ".join(p.info["cmdline"] or [])
    ]
    assert not left
    assert not list(Path("/tmp").glob("uplift-demo-*"))


def test_a_demo_folder_without_profile_is_refused_before_anything_starts(tmp_path: Path) -> None:
    done = run("demo", tmp_path)
    assert done.returncode == 2
    assert "profile.json" in done.stderr


def test_read_gives_one_line_a_file_with_the_agreed_keys(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as bundle:
        bundle.write(TRUCK / "invoice_2026_10.pdf", "invoice.pdf")
    (tmp_path / "notes.txt").write_text("buy bread")
    shutil.copy(TRUCK / "haulage_contract.pdf", tmp_path / "contract.pdf")
    done = run("read", tmp_path, "--jsonl")
    assert done.returncode == 0, done.stderr
    lines = {Path(line["file"]).name: line for line in map(json.loads, done.stdout.splitlines())}
    assert set(lines) == {"bundle.zip!invoice.pdf", "contract.pdf", "notes.txt"}
    assert all(line.keys() >= LINE_KEYS for line in lines.values())
    invoice, contract, notes = lines["bundle.zip!invoice.pdf"], lines["contract.pdf"], lines["notes.txt"]
    assert (invoice["kind"], contract["kind"]) == ("vat_invoice", "haulage_contract")
    assert invoice["fields"]["total_amount"]["value"] == "161320.00"
    assert invoice["fields"]["issue_date"]["value"] == "2026-10-17"
    assert isinstance(invoice["fields"]["goods"]["value"], list)
    assert {"value", "raw", "confidence", "page", "box"} <= invoice["fields"]["total_amount"].keys()
    assert {"check", "family", "verdict", "llr", "detail"} == invoice["authenticity"]["checks"][0].keys()
    assert notes["status"] == "rejected"
    assert notes["error"]["code"] == "unsupported_media_type"


def test_read_draws_every_field_in_its_box(tmp_path: Path) -> None:
    done = run("read", TRUCK / "haulage_contract.pdf", "--boxes", tmp_path / "boxes")
    assert done.returncode == 0, done.stderr
    assert "total_amount: " in done.stdout
    with Image.open(tmp_path / "boxes" / "haulage_contract.pdf-1.png") as page:
        greens = sum(count for count, colour in page.getcolors(1 << 24) if colour == (27, 127, 59))
    assert greens > 500


def test_a_range_of_pages_is_read_on_demand() -> None:
    line = json.loads(run("read", TRUCK / "haulage_contract.pdf", "--pages", "2", "--jsonl").stdout)
    assert {field["page"] for field in line["fields"].values()} == {1}
    assert line["pages"] == 2
    refused = run("read", TRUCK / "haulage_contract.pdf", "--pages", "5-2")
    assert refused.returncode == 2
    assert "6-12" in refused.stderr


def test_a_package_is_read_paper_by_paper_and_each_counts_once(tmp_path: Path) -> None:
    names = ("haulage_contract.pdf", "invoice_2026_09.pdf", "invoice_2026_10.pdf")
    with pypdfium2.PdfDocument.new() as package:
        for name in names:
            with pypdfium2.PdfDocument(TRUCK / name) as paper:
                package.import_pages(paper)
        package.save(tmp_path / "package.pdf")
    shutil.copy(TRUCK / "invoice_2026_10.pdf", tmp_path / "invoice again.pdf")
    done = run("read", tmp_path / "package.pdf", "--jsonl")
    line = json.loads(done.stdout)
    papers = [line, *line["further"]]
    assert [paper["kind"] for paper in papers] == ["haulage_contract", "vat_invoice", "vat_invoice"]
    assert [page for paper in papers for page in paper["on_pages"]] == list(range(line["pages"]))
    assert papers[2]["fields"]["total_amount"]["value"] == "161320.00"
    scored = json.loads(run("score", tmp_path, "--profile", TRUCK / "profile.json", "--json").stdout)
    states = {item["file"]: item["state"] for item in scored["items"]}
    assert len(states) == 4
    assert sorted(states.values()) == ["counted", "counted", "counted", "duplicate"]
    assert "package.pdf (paper 2)" in states


def test_check_measures_files_with_a_truth_and_writes_its_section(tmp_path: Path) -> None:
    for name in ("haulage_contract-01.pdf", "vat_invoice-03.xml", "unknown-02.pdf"):
        for file in (name, f"{name}.expected.json"):
            shutil.copy(ROOT / "tests" / "data" / file, tmp_path / file)
    page = tmp_path / "quality.md"
    done = run("check", "--data", tmp_path, "--report", page, "--jobs", "1", "--misses")
    assert done.returncode == 0, done.stderr
    assert "macro-F1 **1.000** over 3 kinds" in done.stdout
    assert "| haulage_contract | **total_amount** | 1/1 |" in done.stdout
    assert "expected calibration error" in page.read_text("utf-8")


def test_read_fails_only_when_every_file_was_rejected(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("buy bread")
    assert run("read", tmp_path / "notes.txt", "--jsonl").returncode == 1
    assert run("read", tmp_path / "missing.pdf").returncode == 2


def test_score_gives_the_agreed_object_for_a_folder() -> None:
    done = run("score", TRUCK, "--profile", TRUCK / "profile.json", "--json")
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome.keys() >= OUTCOME_KEYS
    assert (outcome["current_limit"], outcome["recommended_limit"]) == ("100000.00", "200000.00")
    assert {"file", "kind", "authenticity", "state", "key", "why"} <= outcome["items"][0].keys()
    total = sum(round(float(step["amount"]) * 100) for step in outcome["contributions"])
    assert total == round((float(outcome["recommended_limit"]) - float(outcome["base_limit"])) * 100)


def test_a_profile_with_a_misspelt_key_is_refused_by_name(tmp_path: Path) -> None:
    profile = json.loads((TRUCK / "profile.json").read_text("utf-8")) | {"curent_limit": "1.00"}
    (tmp_path / "profile.json").write_text(json.dumps(profile))
    done = run("score", TRUCK, "--profile", tmp_path / "profile.json")
    assert done.returncode == 2
    assert "curent_limit" in done.stderr


def test_users_audit_and_merchants_work_on_a_fresh_home(tmp_path: Path) -> None:
    home = {"UPLIFT_HOME": str(tmp_path)}
    assert run("migrate", **home).returncode == 0
    added = run(
        "users", "add", "li@example.com", "--role", "senior", "--password-stdin", stdin="a long password\n", **home
    )
    assert added.returncode == 0, added.stderr
    again = run(
        "users", "add", "li@example.com", "--role", "senior", "--password-stdin", stdin="a long password\n", **home
    )
    assert again.returncode == 1
    assert "has an account already" in again.stderr
    imported = run("merchants", "import", TRUCK / "profile.json", **home)
    assert imported.stdout.startswith("1 added"), imported.stdout + imported.stderr
    verified = run("audit", "verify", **home)
    assert verified.returncode == 0
    assert "1 lines" in verified.stdout


def test_help_names_the_environment_variables() -> None:
    text = " ".join(run("--help").stdout.split())
    for name in ("DATABASE_URL", "REDIS_URL", "BLOB_URL", "UPLIFT_HOME", "UPLIFT_SECRET_KEY"):
        assert name in text
