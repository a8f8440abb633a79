"""The SQL tables, derived from the declarations, and the few that the store needs for itself.

Every persistent class has a table of its name with one column per stored field.  Wire names are kept as
they are and always quoted: some are SQL keywords (``user``), most have upper case letters.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.sql import quoted_name

from toolstack.datamodel.catalog import CLASSES
from toolstack.db.column import Codec, codecs

REVISION = "0001"
"""The newest migration, which makes exactly these tables."""

REF, CREATED, MODIFIED = "_ref", "_created", "_modified"
"""The columns of a row's place in history; no field starts with an underscore."""

STORED: tuple[str, ...] = tuple(
    name
    for name, cls in CLASSES.items()
    # XenAPI keeps messages in files beside its database, but they outlive a restart: here they are rows.
    if (cls.info.in_database and cls.info.persistent) or name == "message"
)
"""The classes whose rows outlive a restart, by wire name."""


def _column_names(stored: tuple[str, ...]) -> dict[str, str]:
    """Give every field a column name of its own, also to a database that ignores case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in stored:
        name = key
        while name.lower() in taken:
            name += "_"
        taken.add(name.lower())
        names[key] = name
    return names


CODECS: dict[str, dict[str, Codec]] = {name: codecs(name, CLASSES[name].info.stored) for name in STORED}
"""How the fields of each class are kept."""

COLUMNS: dict[str, dict[str, str]] = {name: _column_names(CLASSES[name].info.stored) for name in STORED}
"""The column of each field, by class."""

UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    name: ((("uuid",),) if "uuid" in CLASSES[name].info.stored else ()) + CLASSES[name].info.unique for name in STORED
}
"""The groups of fields whose values occur at most once, the uuid included."""

metadata = sa.MetaData()


def _quoted(name: str) -> quoted_name:
    return quoted_name(name, quote=True)


def _table(name: str) -> sa.Table:
    columns = COLUMNS[name]
    table = sa.Table(
        _quoted(name),
        metadata,
        sa.Column(REF, sa.Text(), primary_key=True),
        sa.Column(CREATED, sa.BigInteger(), nullable=False),
        sa.Column(MODIFIED, sa.BigInteger(), nullable=False),
        *(
            sa.Column(_quoted(columns[key]), codec.sql, key=key, nullable=codec.nullable)
            for key, codec in CODECS[name].items()
        ),
    )
    for group in UNIQUE[name]:
        sa.Index(_quoted(f"{name}_{'_'.join(group)}_unique"), *(table.c[key] for key in group), unique=True)
    return table


TABLES: dict[str, sa.Table] = {name: _table(name) for name in STORED}
"""The table of every stored class."""

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text(), primary_key=True),
    sa.Column("value", sa.Text(), nullable=False),
)
"""Facts about the database: see the ``META_`` names."""

META_GENERATION = "generation"
"""A generation that no client was ever given a larger one than."""
META_LOG_FLOOR = "log_floor"
"""The change log is complete for everything after this generation."""
META_WRITER = "writer"
"""A mark of the server that opened the database last; whoever finds another one lost the database."""

change_log = sa.Table(
    "change_log",
    metadata,
    sa.Column("generation", sa.BigInteger(), primary_key=True, autoincrement=False),
    sa.Column("class", sa.Text(), primary_key=True),
    sa.Column("ref", sa.Text(), primary_key=True),
    sa.Column("operation", sa.Text(), nullable=False),
)
"""Which rows were added, modified and deleted last (``add``, ``mod``, ``del``)."""

deleted = sa.Table(
    "deleted",
    metadata,
    sa.Column("class", sa.Text(), primary_key=True),
    sa.Column("ref", sa.Text(), primary_key=True),
    sa.Column("deleted", sa.BigInteger(), primary_key=True, autoincrement=False),
    sa.Column("created", sa.BigInteger(), nullable=False),
)
"""The deletions that are remembered for clients who ask what happened since."""
