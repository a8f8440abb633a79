"""The texts of a record's fields, asking for what other objects have to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel.error import ApiError
from toolstack.datamodel.types import Collection, Mapped, Reference
from toolstack.xe.computed import COMPUTED
from toolstack.xe.value import INVALID_REFERENCE, NOT_IN_DATABASE, is_null, show

if TYPE_CHECKING:
    from toolstack.datamodel.types import Type
    from toolstack.xe.api import Api
    from toolstack.xe.column import Column, Table

_GONE = {"HANDLE_INVALID", "UUID_INVALID"}
_SINGLE = {"uuid", "name_label"}
"""Fields of other objects that are asked for by themselves; for any other the whole record is."""


class View:
    """Reads records of one class.  What it asks of other objects is asked once, so make one for each command."""

    def __init__(self, api: Api, table: Table) -> None:
        self._api = api
        self._table = table
        self._known: dict[tuple[str, str, str], Any] = {}

    async def text(self, column: Column, ref: str, record: dict[str, Any]) -> str:
        """Return what is printed for a field, also when the object vanishes meanwhile."""
        try:
            return await self._text(column, ref, record)
        except ApiError as error:
            if error.code in _GONE:
                return INVALID_REFERENCE
            raise

    async def _text(self, column: Column, ref: str, record: dict[str, Any]) -> str:
        if not column.source:
            return await self._computed(column, ref, record)
        if column.through:
            return await self._through(column, record)
        value = self._direct(column, record)
        if type(value) is str and type(column.kind) is not Reference:
            return value
        return await self._show(column.kind, value, column.separator)

    async def elements(self, column: Column, ref: str, record: dict[str, Any]) -> list[str]:
        """Return the elements of a set as texts."""
        if not column.source:
            text = await self._computed(column, ref, record)
            return [each for each in text.split(column.separator) if each]
        assert isinstance(column.kind, Collection)  # noqa: S101 - nothing else has the shape of a set
        return [await self._show(column.kind.element, item) for item in self._direct(column, record)]

    async def pairs(self, column: Column, record: dict[str, Any]) -> dict[str, str]:
        """Return the pairs of a map as texts."""
        assert isinstance(column.kind, Mapped)  # noqa: S101 - nothing else has the shape of a map
        kind = column.kind
        return {
            await self._show(kind.key, key): await self._show(kind.value, value)
            for key, value in self._direct(column, record).items()
        }

    async def shown(self, columns: list[Column], ref: str, record: dict[str, Any]) -> list[tuple[str, str]]:
        """Return the (label, text) pairs of a record."""
        return [(column.label, await self.text(column, ref, record)) for column in columns]

    @staticmethod
    def _direct(column: Column, record: dict[str, Any]) -> Any:
        value = record[column.source[0]]
        return tuple(value.values()) if column.source[0] == "current_operations" else value

    async def _computed(self, column: Column, ref: str, record: dict[str, Any]) -> str:
        return await COMPUTED[self._table.cls, column.name](self._api, ref, record)

    async def _through(self, column: Column, record: dict[str, Any]) -> str:
        """Return the text of a field of the object that a record refers to."""
        other, name = record[column.source[0]], column.source[1]
        value = await self._field(column.through, other, name)
        if value is None:
            return NOT_IN_DATABASE
        text = await self._show(column.kind, value, column.separator)
        return f"{text} Mbit/s" if (column.through, name) == ("PIF_metrics", "speed") else text

    async def _show(self, kind: Type, value: Any, separator: str = "; ") -> str:
        match kind:
            case Reference(target):
                uuid = await self._field(target, value, "uuid")
                return NOT_IN_DATABASE if uuid is None else str(uuid)
            case Collection(element):
                return separator.join([await self._show(element, item) for item in value])
            case Mapped(key, content):
                return separator.join(
                    [f"{await self._show(key, k)}: {await self._show(content, v)}" for k, v in value.items()]
                )
            case _:
                return show(kind, value)

    async def _field(self, cls: str, ref: str, name: str) -> Any:
        """Return a field of another object, None when it does not exist."""
        if is_null(ref):
            return None
        single = name in _SINGLE
        key = (cls, ref, name if single else "")
        if key not in self._known:
            try:
                self._known[key] = await self._api.call(f"{cls}.get_{name if single else 'record'}", ref)
            except ApiError as error:
                if error.code not in _GONE:
                    raise
                self._known[key] = None
        found = self._known[key]
        return found if single or found is None else found[name]
