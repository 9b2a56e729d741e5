"""Merchants and their API keys. A key is shown once and kept only as its sha256 (it is 256 random bits)."""

import hashlib
import secrets
from dataclasses import replace

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from uplift.db import database_now
from uplift.errors import Conflict, NotFound
from uplift.ids import new_id
from uplift.records import Merchant
from uplift.stored_json import dump_profile, load_profile
from uplift.tables import api_keys, merchants
from uplift.types import Money, Profile

KEY_PREFIX = "upl_"  # lets secret scanners and people recognise a leaked key


def add_merchant(conn: Connection, external_id: str, profile: Profile) -> Merchant:
    """Store a new merchant. Raises Conflict when the lender's number is taken."""
    created = Merchant(
        id=new_id(),
        external_id=external_id,
        name=profile.name,
        profile=replace(profile, merchant_id=external_id),
        created_at=database_now(conn),
    )
    values = {
        "id": created.id,
        "external_id": external_id,
        "name": created.name,
        "profile": dump_profile(created.profile),
        "created_at": created.created_at,
    }
    try:
        with conn.begin_nested():
            conn.execute(insert(merchants).values(values))
    except IntegrityError as error:
        raise Conflict(f"A merchant with the number {external_id} exists already. Update that one instead.") from error
    return created


def merchant(conn: Connection, merchant_id: str) -> Merchant:
    """The merchant with this id. Raises NotFound."""
    row = conn.execute(select(merchants).where(merchants.c.id == merchant_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such merchant.")
    return _merchant(row)


def merchant_by_external_id(conn: Connection, external_id: str) -> Merchant | None:
    """The merchant with the lender's own number, or None."""
    row = conn.execute(select(merchants).where(merchants.c.external_id == external_id)).one_or_none()
    return None if row is None else _merchant(row)


def merchant_by_key(conn: Connection, api_key: str) -> Merchant | None:
    """The merchant whose unrevoked key this is, or None."""
    row = conn.execute(
        select(merchants)
        .join(api_keys, api_keys.c.merchant_id == merchants.c.id)
        .where(api_keys.c.key_hash == _key_hash(api_key), api_keys.c.revoked_at.is_(None))
    ).one_or_none()
    return None if row is None else _merchant(row)


def issue_key(conn: Connection, merchant_id: str) -> str:
    """Make a new API key for the merchant and return it; it cannot be shown again."""
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    conn.execute(
        insert(api_keys).values(key_hash=_key_hash(key), merchant_id=merchant_id, created_at=database_now(conn))
    )
    return key


def revoke_keys(conn: Connection, merchant_id: str) -> int:
    """Revoke every key of the merchant; return how many were still good."""
    revoked = conn.execute(
        update(api_keys)
        .where(api_keys.c.merchant_id == merchant_id, api_keys.c.revoked_at.is_(None))
        .values(revoked_at=database_now(conn))
    )
    return revoked.rowcount


def save_profile(conn: Connection, merchant_id: str, profile: Profile) -> None:
    """Replace what third parties know of the merchant, who keeps a frozen base limit. Raises NotFound."""
    known = merchant(conn, merchant_id)
    base = profile.base_limit or known.profile.base_limit
    kept = replace(profile, merchant_id=known.external_id, base_limit=base)
    conn.execute(
        update(merchants).where(merchants.c.id == merchant_id).values(name=kept.name, profile=dump_profile(kept))
    )


def set_current_limit(conn: Connection, merchant_id: str, limit: Money) -> None:
    """Let a decided limit take effect. Raises NotFound."""
    conn.execute(select(merchants.c.id).where(merchants.c.id == merchant_id).with_for_update())
    profile = merchant(conn, merchant_id).profile
    if profile.monthly_income is None and profile.base_limit is None:
        profile = replace(profile, base_limit=profile.current_limit)  # else each increase would raise the next step cap
    save_profile(conn, merchant_id, replace(profile, current_limit=limit))


def _key_hash(api_key: str) -> str:
    return hashlib.sha256(api_key.encode()).hexdigest()


def _merchant(row: Row[tuple[object, ...]]) -> Merchant:
    values = row._mapping
    return Merchant(
        id=values["id"],
        external_id=values["external_id"],
        name=values["name"],
        profile=load_profile(values["profile"]),
        created_at=values["created_at"],
    )
