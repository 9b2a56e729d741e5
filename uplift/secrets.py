"""The two secrets of an installation, from settings or, when embedded, from `home`/secrets.json (mode 0600)."""

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from uplift.errors import InvalidInput
from uplift.settings import EMBEDDED_SECRET, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """Both values are kept out of `repr`, so that no log line can carry them."""

    secret_key: str = field(repr=False)  # keys the audit chain and the salted cross-merchant index
    service_key: str = field(repr=False)  # bearer key of the lender's own systems; "" = nobody may create merchants


def load_or_make(settings: Settings) -> Secrets:
    """Secrets in force. Settings win; embedded gaps are filled from a file made once, by whichever process is first.

    Raises InvalidInput when the file in `home` is damaged.
    """
    secret_key, service_key = settings.secret_key.get_secret_value(), settings.service_key.get_secret_value()
    if not settings.embedded:
        return Secrets(secret_key=secret_key, service_key=service_key)
    kept = _kept(settings.home)
    given = secret_key if secret_key != EMBEDDED_SECRET else ""
    return Secrets(secret_key=given or kept.secret_key, service_key=service_key or kept.service_key)


def _kept(home: Path) -> Secrets:
    path = home / "secrets.json"
    if not path.exists():
        _make(path)
    try:
        body = json.loads(path.read_text("utf-8"))
        return Secrets(secret_key=body["secret_key"], service_key=body["service_key"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput(
            f"{path} is damaged, so the audit chain cannot be keyed. Put the file back from a backup; "
            "a new one would make the old chain unverifiable."
        ) from error


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = {"secret_key": secrets.token_hex(32), "service_key": "us_" + secrets.token_urlsafe(32)}
    with NamedTemporaryFile("w", dir=path.parent, prefix="secrets-", suffix=".tmp", encoding="utf-8") as temporary:
        json.dump(body, temporary)  # NamedTemporaryFile opens with mode 0600
        temporary.flush()
        os.fsync(temporary.fileno())
        try:
            os.link(temporary.name, path)  # fails when another process was first; its file is the one in force
        except FileExistsError:
            return
