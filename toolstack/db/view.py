"""Reading a database without owning it: for command lines beside a running server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.db import migrate
from toolstack.db.connection import reading
from toolstack.db.error import StorageError
from toolstack.db.load import read_snapshot
from toolstack.db.schema import REVISION

if TYPE_CHECKING:
    from toolstack.db.snapshot import Snapshot


def view(url: str) -> Snapshot:
    """Return what a database holds now, also while a server has it open.

    Raises StorageError when there is nothing, or when it has another schema than this program.
    """
    with reading(url) as connection:
        found = migrate.revision(connection)
        if found is None:
            raise StorageError("the database is empty: the server has not been started yet")
        if found != REVISION:
            raise StorageError(f"the database has schema revision {found}, this program {REVISION}")
        return read_snapshot(connection, 0)
