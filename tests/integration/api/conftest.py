import pytest
from desk import open_desk


@pytest.fixture
def desk(tmp_path):
    return open_desk(tmp_path / "home")
