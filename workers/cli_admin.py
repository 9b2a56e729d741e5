"""`uplift merchants`, `users` and `audit`: small acts of whoever runs the house."""

import getpass
import sys
from pathlib import Path
from typing import Annotated

import typer
from pwdlib import PasswordHash

from ingest.third_party import import_merchants
from uplift.db import make_engine, reading, transaction
from uplift.errors import InvalidInput
from uplift.secrets import load_or_make
from uplift.settings import Settings
from uplift.store import events, users
from workers.cli_stack import say

MIN_PASSWORD = 12  # characters
CLI = "cli"  # actor in the audit log


def merchants_app() -> typer.Typer:
    """`uplift merchants …`."""
    app = typer.Typer(help="Merchants and what third parties know of them.", no_args_is_help=True)
    app.callback()(lambda: None)
    app.command("import")(import_file)
    return app


def users_app() -> typer.Typer:
    """`uplift users …`."""
    app = typer.Typer(help="Reviewers' accounts.", no_args_is_help=True)
    app.callback()(lambda: None)
    app.command("add")(add)
    return app


def audit_app() -> typer.Typer:
    """`uplift audit …`."""
    app = typer.Typer(help="The hash-chained log of every act.", no_args_is_help=True)
    app.callback()(lambda: None)
    app.command("verify")(verify)
    return app


def add(
    email: Annotated[str, typer.Argument(help="The reviewer's e-mail address.")],
    role: Annotated[str, typer.Option(help="One of: reviewer, senior, fraud, admin.")],
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from stdin.")] = False,
) -> None:
    """Add a reviewer's account. [env: DATABASE_URL, UPLIFT_HOME]."""
    settings = Settings()
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked_twice()
    if len(password) < MIN_PASSWORD:
        raise InvalidInput(f"The password has {len(password)} characters. Use at least {MIN_PASSWORD}.")
    if "@" not in email:
        raise InvalidInput(f"{email} is not an e-mail address. Write it as name@example.com.")
    hashed = PasswordHash.recommended().hash(password)
    engine = make_engine(settings.resolved_database_url)
    key = load_or_make(settings).secret_key.encode()
    with transaction(engine) as conn:
        added = users.add_user(conn, email, hashed, role)
        events.append_event(conn, CLI, "user_added", f"user:{added.id}", {"role": role}, key)
    say(f"added {added.email} as {added.role}")


def verify() -> None:
    """Check the whole chain of the audit log; exit status 1 when a line was changed, moved or removed."""
    settings = Settings()
    engine = make_engine(settings.resolved_database_url)
    with reading(engine) as conn:
        count = events.verify_chain(conn, load_or_make(settings).secret_key.encode())
        number, head = events.chain_head(conn)
    say(f"the audit log is whole: {count} lines; newest line {number} has hash {head}")


def import_file(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV or JSON of merchant profiles.")],
) -> None:
    """Bring in merchants and their third-party profiles. Exit status 1 when any row was refused."""
    settings = Settings()
    engine = make_engine(settings.resolved_database_url)
    report = import_merchants(engine, path)
    say(f"{report.added} added, {report.updated} updated, {len(report.refused)} refused")
    for refusal in report.refused:
        say(f"  {refusal}")
    if report.refused:
        raise typer.Exit(1)


def _asked_twice() -> str:
    first, second = getpass.getpass("Password: "), getpass.getpass("Again: ")
    if first != second:
        raise InvalidInput("The two passwords differ. Try again.")
    return first
