"""The `uplift` command. Each command is a thin door; the work is in the modules beside it."""

import sys

import typer
from rich.console import Console
from rich.text import Text

from uplift import log
from uplift.errors import UpliftError
from workers import cli_admin, cli_check, cli_demo, cli_read, cli_reprocess, cli_stack

ENVIRONMENT = """\
Environment: DATABASE_URL, REDIS_URL, BLOB_URL (none set: everything in UPLIFT_HOME), UPLIFT_SECRET_KEY,
UPLIFT_SERVICE_KEY, UPLIFT_HOST, UPLIFT_PORT, UPLIFT_OCR_ENGINE, UPLIFT_POLICY, and every other setting as UPLIFT_NAME.
"""


def build() -> typer.Typer:
    """Put the commands together."""
    app = typer.Typer(
        name="uplift",
        help="Self-submitted evidence in, an explained credit-limit increase out.",
        epilog=ENVIRONMENT,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for command in (
        cli_read.read,
        cli_read.score,
        cli_check.check,
        cli_stack.up,
        cli_demo.demo,
        cli_stack.migrate,
        cli_stack.sweep,
    ):
        app.command(epilog=ENVIRONMENT)(command)
    app.command(epilog=ENVIRONMENT)(cli_reprocess.reprocess)
    app.add_typer(cli_admin.merchants_app(), name="merchants")
    app.add_typer(cli_admin.users_app(), name="users")
    app.add_typer(cli_admin.audit_app(), name="audit")
    return app


def main() -> None:
    """Run the command line; an expected error is one sentence on stderr and its own exit status."""
    log.configure("WARNING")
    try:
        build()()
    except UpliftError as error:
        Console(stderr=True, soft_wrap=True).print(Text.assemble(("error", "bold red"), f" ({error.code}): {error}"))
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
