"""Bringing a database to the schema of this program: upgrade what is older, refuse what is newer.

As a program it makes a new migration: ``python -m toolstack.db.migrate "PIF.plugged added"``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from toolstack.db.error import SchemaTooNew
from toolstack.db.schema import REVISION

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def revision(connection: sa.Connection) -> str | None:
    """Return the revision of the tables in a database, or None when there are none yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    return None if found is None else str(found)


def upgrade(connection: sa.Connection, target: str = REVISION) -> None:
    """Make or upgrade the tables, all in one transaction; a crash in between leaves the old schema.

    Raises SchemaTooNew when the database has a revision that this program does not know.
    """
    with connection.begin():
        run(connection, target)


def run(connection: sa.Connection, target: str) -> None:
    """Do what :func:`upgrade` does, in the transaction that has begun."""
    found = revision(connection)
    if found == target:
        return
    # Slow to import, and needed once per release only.
    from alembic import command  # noqa: PLC0415

    config = configuration(connection)
    if found is not None and found not in known(config):
        raise SchemaTooNew(
            f"the database has schema revision {found}, but this program knows only up to {REVISION}: "
            "it was used by a newer version. Install that version again, or restore a backup."
        )
    command.upgrade(config, target)


def configuration(connection: sa.Connection | None = None) -> Config:
    """Return what alembic needs to find our migrations, and the connection to run them on."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def known(config: Config) -> list[str]:
    """Return all revisions that this program knows, newest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def new(message: str) -> Path:
    """Write a migration from the newest revision to what is declared now; returns its file.

    Look it over, and set ``schema.REVISION`` to its number.
    """
    from alembic import command  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        engine = sa.create_engine(f"sqlite:///{folder}/old.db")
        with engine.connect() as connection, connection.begin():
            config = configuration(connection)
            number = f"{len(known(config)) + 1:04}"
            if known(config):
                command.upgrade(config, "head")
            made = command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()
    if made is None or isinstance(made, list):
        raise TypeError("alembic made no migration, or several")
    return Path(made.path)


if __name__ == "__main__":
    sys.stdout.write(f"{new(' '.join(sys.argv[1:]))}\n")
