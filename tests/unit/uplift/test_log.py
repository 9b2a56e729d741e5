import json

import pytest
import structlog

from uplift import log
from uplift.ids import new_id


@pytest.mark.parametrize(
    "private",
    [
        "11010519491231002X",
        "92330100MA2XYZ1234",
        "91330100799655058B",
        "13800138000",
        "6222021234567890123",
        "upl_0123456789abcdefghijklmnopqrstuvwxyz",
        "Bearer s3cr3t-t0ken",
        "postgresql://uplift:hunter2@db:5432/uplift",
    ],
)
def test_private_numbers_and_keys_never_reach_a_log_line(private, capsys):
    log.configure()
    structlog.get_logger().warning(f"read {private} there", reason=f"姓名：张三，号码：{private}。")
    printed = capsys.readouterr().err
    secret = private.rsplit(" ", 1)[-1].replace("postgresql://", "").split("@")[0]
    assert secret not in printed
    assert log.BLOT in printed


def test_a_traceback_is_blotted_too(capsys):
    log.configure()
    try:
        int("11010519491231002X")
    except ValueError:
        structlog.get_logger().exception("failed")
    assert "11010519491231002X" not in capsys.readouterr().err


def test_identifiers_stay_readable(capsys):
    log.configure()
    file_id, sha256 = new_id(), "0" * 64
    structlog.get_logger().info("read", file_id=file_id, sha256=sha256, seconds=1.25)
    line = json.loads(capsys.readouterr().err)
    assert (line["file_id"], line["sha256"], line["seconds"]) == (file_id, sha256, 1.25)
    assert (line["event"], line["level"]) == ("read", "info")
