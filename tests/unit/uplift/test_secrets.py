import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import SecretStr

from uplift.errors import InvalidInput
from uplift.secrets import load_or_make
from uplift.settings import Settings


def test_embedded_secrets_are_made_once_and_readable_only_by_their_owner(tmp_path):
    settings = Settings(home=tmp_path / "home")
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: load_or_make(settings), range(16)))
    assert len(made) == 1
    assert stat.S_IMODE((tmp_path / "home" / "secrets.json").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secrets.json"]


def test_two_homes_have_different_secrets_and_none_shows_in_a_log(tmp_path):
    one, other = (load_or_make(Settings(home=tmp_path / name)) for name in ("a", "b"))
    assert one.secret_key != other.secret_key
    assert one.service_key != other.service_key
    assert one.secret_key not in repr(one)
    assert one.service_key not in repr(one)


def test_settings_win_over_the_file(tmp_path):
    given = Settings(home=tmp_path, service_key=SecretStr("us_given"), secret_key=SecretStr("given"))
    load_or_make(Settings(home=tmp_path))
    secrets = load_or_make(given)
    assert (secrets.secret_key, secrets.service_key) == ("given", "us_given")


def test_a_scaled_deployment_uses_only_its_settings_and_makes_no_file(tmp_path):
    settings = Settings(home=tmp_path / "home", blob_url=str(tmp_path), secret_key=SecretStr("k"))
    assert load_or_make(settings).service_key == ""
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"secret_key": "x"'])
def test_a_damaged_file_is_an_error_and_never_replaced(tmp_path, damage):
    (tmp_path / "secrets.json").write_text(damage)
    with pytest.raises(InvalidInput, match="backup"):
        load_or_make(Settings(home=tmp_path))
    assert (tmp_path / "secrets.json").read_text() == damage
