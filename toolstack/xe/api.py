"""The API as commands call it: through the dispatcher, like any client, but without encoding anything."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from toolstack.datamodel.error import ApiError
from toolstack.wire.incoming import Failure, Incoming
from toolstack.wire.values import Shared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from toolstack.wire.incoming import Dispatch, Hangup, Origin

T = TypeVar("T")

TURN = 32
"""Rows that are worked on before others get their turn."""


class Api:
    """Calls messages in one session.  Every failure is an ApiError."""

    def __init__(self, dispatcher: Dispatch, origin: Origin, hangup: Hangup | None = None) -> None:
        self._dispatcher = dispatcher
        self._hangup = hangup
        self.origin = origin
        self.session = ""
        """The reference of the session, once there is one."""
        self.trace: list[str] | None = None
        """The methods called so far, when somebody wants to know."""

    async def bare(self, method: str, *args: Any) -> Any:
        """Call a message that needs no session."""
        return plain(await self._result(method, *args))

    async def _result(self, method: str, *args: Any) -> Any:
        if self.trace is not None:
            self.trace.append(method)
        outcome = await self._dispatcher.dispatch(Incoming(method, list(args), self.origin, hangup=self._hangup))
        if isinstance(outcome, Failure):
            raise ApiError(*outcome.description)
        return outcome.value

    async def call(self, method: str, *args: Any) -> Any:
        """Call a message in the session; the result is typed, with records as dictionaries."""
        return await self.bare(method, self.session, *args)

    async def by_uuid(self, cls: str, uuid: str) -> str:
        """Return the reference of an object; raises UUID_INVALID."""
        return str(await self.call(f"{cls}.get_by_uuid", uuid))

    async def uuid(self, cls: str, ref: str) -> str:
        """Return the uuid of an object."""
        return str(await self.call(f"{cls}.get_uuid", ref))

    async def records(self, cls: str) -> dict[str, dict[str, Any]]:
        """Return every record of a class by reference."""
        found = await self._result(f"{cls}.get_all_records_where", self.session, "true")
        return {ref: plain(record) async for ref, record in gently(found.items())}


async def gently(items: Iterable[T]) -> AsyncIterator[T]:
    """Yield items, letting others run in between: a table may have thousands of rows."""
    for position, item in enumerate(items, start=1):
        yield item
        if position % TURN == 0:
            await asyncio.sleep(0)


def plain(value: Any) -> Any:
    """Return a result with its records made."""
    if type(value) is Shared:
        return plain(value.make())
    if type(value) is dict and any(type(item) in _NESTED for item in value.values()):
        return {key: plain(item) if type(item) in _NESTED else item for key, item in value.items()}
    if type(value) in {list, tuple} and any(type(item) in _NESTED for item in value):
        return [plain(item) for item in value]
    return value


_NESTED = {Shared, dict, list}
