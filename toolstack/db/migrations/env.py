"""Run by alembic around every command.  The connection comes from ``toolstack.db.migrate``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext

from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.model import EMPTY_VALUES
from toolstack.db.schema import CODECS, metadata


def _give_defaults(
    _context: MigrationContext, _revision: str | Iterable[str | None] | Iterable[str], directives: list[Any]
) -> None:
    """Let a new field's column hold, in the rows that are there already, what the field's default is."""
    for script in directives:
        for table in script.upgrade_ops.ops:
            for operation in getattr(table, "ops", ()):
                if isinstance(operation, ops.AddColumnOp) and operation.table_name in CODECS:
                    name, key = operation.table_name, operation.column.key
                    value = CODECS[name][key].encode(EMPTY_VALUES[CLASSES[name]][key])
                    literal = sa.literal(value).compile(compile_kwargs={"literal_binds": True})
                    operation.column.server_default = sa.DefaultClause(sa.text(str(literal)))


def _run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        process_revision_directives=_give_defaults,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
