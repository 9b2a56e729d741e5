"""Reviewers, their sessions and failed log-ins. A session's token is kept only as its sha256."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from uplift.db import database_now
from uplift.errors import Conflict, InvalidInput, NotFound
from uplift.ids import new_id
from uplift.records import Session, User
from uplift.tables import login_failures, sessions, users

ROLES = ("reviewer", "senior", "fraud", "admin")


def add_user(conn: Connection, email: str, password_hash: str, role: str) -> User:
    """Store a new account. Raises InvalidInput for an unknown role and Conflict when the address is taken."""
    if role not in ROLES:
        raise InvalidInput(f"{role} is no role. Use one of {', '.join(ROLES)}.")
    user_id = new_id()
    values = {"email": _folded(email), "password_hash": password_hash, "role": role, "active": True}
    try:
        with conn.begin_nested():
            conn.execute(insert(users).values(id=user_id, created_at=database_now(conn), **values))
    except IntegrityError as error:
        raise Conflict(f"{email} has an account already. Use another address, or change that account.") from error
    return user(conn, user_id)


def user(conn: Connection, user_id: str) -> User:
    """The account with this id. Raises NotFound."""
    row = conn.execute(select(users).where(users.c.id == user_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such user.")
    return _user(row)


def user_by_email(conn: Connection, email: str) -> User | None:
    """The account with this address (letter case does not matter), or None."""
    row = conn.execute(select(users).where(users.c.email == _folded(email))).one_or_none()
    return None if row is None else _user(row)


def set_password(conn: Connection, user_id: str, password_hash: str) -> None:
    """Replace the password's hash and end all sessions of the account."""
    conn.execute(update(users).where(users.c.id == user_id).values(password_hash=password_hash))
    conn.execute(delete(sessions).where(sessions.c.user_id == user_id))


def set_active(conn: Connection, user_id: str, active: bool) -> None:
    """Let the account in, or shut it out and end all its sessions."""
    conn.execute(update(users).where(users.c.id == user_id).values(active=active))
    if not active:
        conn.execute(delete(sessions).where(sessions.c.user_id == user_id))


def open_session(conn: Connection, user_id: str, session_s: float) -> tuple[str, Session]:
    """Log the user in; return the token for the cookie (it cannot be shown again) and the session."""
    token = secrets.token_urlsafe(32)
    expires_at = database_now(conn) + timedelta(seconds=session_s)
    session = Session(user=user(conn, user_id), csrf=secrets.token_urlsafe(32), expires_at=expires_at)
    values = {"user_id": user_id, "csrf": session.csrf, "expires_at": expires_at}
    conn.execute(insert(sessions).values(token_hash=_token_hash(token), **values))
    return token, session


def session_of(conn: Connection, token: str) -> Session | None:
    """The session of this token while it holds and its account is active, or None."""
    row = conn.execute(
        select(users, sessions.c.csrf, sessions.c.expires_at)
        .join(sessions, sessions.c.user_id == users.c.id)
        .where(sessions.c.token_hash == _token_hash(token), sessions.c.expires_at > database_now(conn), users.c.active)
    ).one_or_none()
    return None if row is None else Session(user=_user(row), csrf=row.csrf, expires_at=row.expires_at)


def close_session(conn: Connection, token: str) -> None:
    """Log out; expired sessions of everybody are cleared on the way."""
    conn.execute(
        delete(sessions).where(
            (sessions.c.token_hash == _token_hash(token)) | (sessions.c.expires_at <= database_now(conn))
        )
    )


def record_login_failure(conn: Connection, email: str, address: str) -> None:
    """Remember one failed log-in by account and network address."""
    values = {"email": _folded(email), "address": address, "at": database_now(conn)}
    conn.execute(insert(login_failures).values(id=new_id(), **values))


def recent_login_failures(conn: Connection, email: str, address: str, minutes: float = 15.0) -> int:
    """Failed log-ins of this account from this address within the last `minutes`."""
    since = database_now(conn) - timedelta(minutes=minutes)
    query = select(func.count()).where(
        login_failures.c.email == _folded(email), login_failures.c.address == address, login_failures.c.at > since
    )
    return conn.execute(query).scalar_one()


def _folded(email: str) -> str:
    return email.strip().lower()


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(**{name: row._mapping[name] for name in User.__slots__})
