"""The database as one XML document, for backup tools that ask for ``/pool/xmldbdump``."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from toolstack.api.query import column_text
from toolstack.datamodel.catalog import CLASSES
from toolstack.server.message import Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.api.call import Services
    from toolstack.datamodel.model import Record
    from toolstack.db.snapshot import Snapshot
    from toolstack.server.message import Request

LEFT_OUT = ("session", "secret")
"""Classes whose records are all that a thief needs."""


class Dump:
    """Serves the document."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def get(self, _request: Request, _query: dict[str, str]) -> Response:
        """Answer with the newest state."""
        snapshot = self._services.store.snapshot  # which never changes, so a thread may take its time
        return Response(await asyncio.to_thread(render, snapshot), b"text/xml")


def render(snapshot: Snapshot) -> bytes:
    """Return a state of the database as XML: a table for each class, the fields of a row as attributes."""
    return "".join(_parts(snapshot)).encode()


def _parts(snapshot: Snapshot) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?><database><manifest>'
    for key, value in (("schema_major_vsn", 5), ("schema_minor_vsn", 909), ("generation_count", snapshot.generation)):
        yield f'<pair key="{key}" value="{value}"/>'
    yield "</manifest>"
    for name, cls in sorted(CLASSES.items()):
        if cls.info.in_database and name not in LEFT_OUT:
            yield f'<table name="{name}">'
            yield from _rows(snapshot, name, cls)
            yield "</table>"
    yield "</database>"


def _rows(snapshot: Snapshot, name: str, cls: type[Record]) -> Iterator[str]:
    columns = [(declared.column, column_text(cls, declared.column)) for declared in cls.info.fields.values()]
    table: dict[str, Any] = dict(snapshot.tables[name])
    for ref, row in sorted(table.items()):
        texts = "".join(f" {column}={quoteattr(text(row, snapshot))}" for column, text in columns if text is not None)
        yield f'<row ref={quoteattr(ref)} __ctime="{row.created}" __mtime="{row.modified}"{texts}/>'
