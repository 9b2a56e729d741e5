"""The compose file is one Docker Compose accepts, with the services, health checks and volumes it promises."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SECRETS = ("POSTGRES_PASSWORD", "OBJECTS_SECRET", "UPLIFT_SECRET_KEY", "UPLIFT_SERVICE_KEY")


def compose_config(**secrets: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | secrets
    command = ["docker-compose", "--file", str(ROOT / "docker-compose.yml"), "config"]
    try:
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("docker-compose is not installed (Debian package docker-compose)")


@pytest.fixture(scope="module")
def config() -> dict[str, dict[str, dict[str, object]]]:
    result = compose_config(**dict.fromkeys(SECRETS, "x" * 40))
    assert result.returncode == 0, result.stderr
    loaded: dict[str, dict[str, dict[str, object]]] = yaml.safe_load(result.stdout)
    return loaded


def test_every_promised_service_is_there(config: dict[str, dict[str, dict[str, object]]]) -> None:
    promised = {"api", "worker-fast", "worker-slow", "sweeper", "redis", "postgres", "objects", "migrate"}
    assert set(config["services"]) == promised


def test_every_lasting_service_has_a_health_check(config: dict[str, dict[str, dict[str, object]]]) -> None:
    lasting = {name: service for name, service in config["services"].items() if name != "migrate"}
    assert [name for name, service in lasting.items() if "healthcheck" not in service] == []


def test_every_store_keeps_its_data_in_a_named_volume(config: dict[str, dict[str, dict[str, object]]]) -> None:
    assert set(config["volumes"]) == {"redis-data", "postgres-data", "objects-data"}
    assert all(config["services"][name].get("volumes") for name in ("redis", "postgres", "objects"))


def test_a_missing_secret_is_refused_by_name() -> None:
    result = compose_config(POSTGRES_PASSWORD="x")
    assert result.returncode != 0
    assert "UPLIFT_SECRET_KEY" in result.stderr or "OBJECTS_SECRET" in result.stderr
