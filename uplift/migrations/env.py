"""Alembic's entry: runs the versions on the connection that uplift.db.upgrade hands over, in its transaction."""

from alembic import context

from uplift.tables import metadata


def _run() -> None:
    context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
    context.run_migrations()


_run()
