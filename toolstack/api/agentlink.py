"""The server's end of the connection to a host's agent."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Final, Protocol

import msgspec
import structlog

from toolstack.agent.protocol import (
    MAX_FRAME,
    Applied,
    Command,
    Hello,
    HostState,
    Refused,
    Report,
    Request,
    Result,
    State,
    decode_from_agent,
    frame,
)
from toolstack.api.faults import AgentRefused, AgentUnreachable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

log = structlog.get_logger(__name__)

RETRY: Final = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Seconds between attempts to connect; the last one repeats."""
TIMEOUT: Final = 120.0
"""Seconds that a request may take, unless its sender says otherwise."""


class AgentLink:
    """A connection to an agent's Unix socket that comes back by itself.

    :meth:`run` keeps it up and must run in a task group; :meth:`request` fails at once while it is down.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._listeners: list[Callable[[HostState], None]] = []
        self.on_connection: Callable[[bool], None] | None = None
        """Called with True when the agent has answered the greeting, with False when the connection is lost."""
        self._state: HostState | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._pending: dict[int, asyncio.Future[Result]] = {}
        self._ids = itertools.count(1)
        self._changed = asyncio.Event()
        self._connected = False

    @property
    def state(self) -> HostState | None:
        """The newest state heard, also while the connection is down; None before the first."""
        return self._state

    @property
    def connected(self) -> bool:
        """Whether the agent has been greeted and the connection stands."""
        return self._connected

    def subscribe(self, callback: Callable[[HostState], None]) -> None:
        """Call back with every state that arrives: after each greeting, on reports, with replies that carry one."""
        self._listeners.append(callback)

    async def wait_connected(self) -> None:
        """Return once the agent has answered the greeting."""
        while not self._connected:
            self._changed.clear()
            await self._changed.wait()

    async def run(self) -> None:
        """Connect, listen, and connect again when the connection is lost, until cancelled."""
        attempt = 0
        while True:
            try:
                reader, writer = await asyncio.open_unix_connection(self.path, limit=MAX_FRAME)
            except OSError as error:
                if attempt == 0:
                    log.warning("agent unreachable", path=str(self.path), reason=str(error))
                await asyncio.sleep(RETRY[min(attempt, len(RETRY) - 1)])
                attempt += 1
                continue
            attempt = 0
            await self._session(reader, writer)

    async def request(self, command: Command, timeout: float = TIMEOUT) -> Result:  # noqa: ASYNC109 - one window for all
        """Send a command and return its answer.

        Raises:
            AgentUnreachable: there is no connection, it broke, or ``timeout`` seconds have passed.
            AgentRefused: the agent refused the command.
        """
        if not self._connected:
            raise AgentUnreachable(f"no connection to the agent at {self.path}")
        return await self._ask(command, timeout)

    async def _ask(self, command: Command, timeout: float) -> Result:  # noqa: ASYNC109
        writer = self._writer
        if writer is None:
            raise AgentUnreachable(f"no connection to the agent at {self.path}")
        ident = next(self._ids)
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._pending[ident] = answer
        try:
            async with asyncio.timeout(timeout):
                writer.write(frame(Request(id=ident, command=command)))
                await writer.drain()
                result = await answer
        except TimeoutError:
            raise AgentUnreachable(f"the agent did not answer within {timeout:g} s") from None
        except ConnectionError as error:
            raise AgentUnreachable("the connection to the agent broke") from error
        finally:
            self._pending.pop(ident, None)
        if isinstance(result, Refused):
            raise AgentRefused(result.code, result.text, retry=result.retry)
        return result

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Greet the agent and listen until the connection ends."""
        self._writer = writer
        try:
            async with asyncio.TaskGroup() as tasks:
                listening = tasks.create_task(self._listen(reader))
                try:
                    await self._ask(Hello(), TIMEOUT)
                except (AgentUnreachable, AgentRefused) as error:
                    log.warning("agent refused the greeting", path=str(self.path), reason=str(error))
                    listening.cancel()
                else:
                    self._set_connected(connected=True)
        finally:
            self._writer = None
            writer.close()
            if self._connected:
                self._set_connected(connected=False)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while True:
                size = int.from_bytes(await reader.readexactly(4), "big")
                if size > MAX_FRAME:
                    log.error("agent sent an oversized frame", size=size)
                    return
                message = decode_from_agent(await reader.readexactly(size))
                if isinstance(message, Report):
                    self._set_state(message.state)
                    continue
                if isinstance(message.result, (State, Applied)):
                    self._set_state(message.result.state)
                answer = self._pending.get(message.id)
                if answer is not None and not answer.done():
                    answer.set_result(message.result)
        except msgspec.DecodeError as error:
            log.error("agent sent an unreadable frame", reason=str(error))  # noqa: TRY400 - no traceback needed
        except (asyncio.IncompleteReadError, ConnectionError):
            log.info("agent closed the connection", path=str(self.path))
        finally:
            for answer in self._pending.values():
                if not answer.done():
                    answer.set_exception(AgentUnreachable("the connection to the agent broke"))

    def _set_state(self, state: HostState) -> None:
        self._state = state
        for listener in self._listeners:
            listener(state)

    def _set_connected(self, *, connected: bool) -> None:
        self._connected = connected
        self._changed.set()
        if self.on_connection is not None:
            self.on_connection(connected)


class Answerer(Protocol):
    """A host in the same process, such as ``agent.sim.SimHost``."""

    async def handle(self, command: Command) -> Result:
        """Carry out one command."""

    def subscribe(self, listener: Callable[[HostState], None]) -> Callable[[], None]:
        """Call ``listener`` with every new state; returns what ends that."""


class DirectLink:
    """A link without a socket to a host in the same process; otherwise as :class:`AgentLink`."""

    def __init__(self, host: Answerer) -> None:
        self.host = host
        self.connected = True
        """Set it to False to play an agent that cannot be reached."""
        self._listeners: list[Callable[[HostState], None]] = []
        self._state: HostState | None = None
        host.subscribe(self._set_state)

    @property
    def state(self) -> HostState | None:
        """The newest state heard; None before the first."""
        return self._state

    def subscribe(self, callback: Callable[[HostState], None]) -> None:
        """Call back with every state that arrives."""
        self._listeners.append(callback)

    async def run(self) -> None:
        """Greet the host, then wait until cancelled."""
        await self.request(Hello())
        await asyncio.get_running_loop().create_future()

    async def request(self, command: Command, timeout: float = TIMEOUT) -> Result:  # noqa: ASYNC109
        """Send a command and return its answer.

        Raises:
            AgentUnreachable: ``connected`` is False, or ``timeout`` seconds have passed.
            AgentRefused: the host refused the command.
        """
        if not self.connected:
            raise AgentUnreachable("no connection to the agent")
        try:
            async with asyncio.timeout(timeout):
                result = await self.host.handle(command)
        except TimeoutError:
            raise AgentUnreachable(f"the agent did not answer within {timeout:g} s") from None
        if isinstance(result, Refused):
            raise AgentRefused(result.code, result.text, retry=result.retry)
        if isinstance(result, (State, Applied)):
            self._set_state(result.state)
        return result

    def _set_state(self, state: HostState) -> None:
        if not self.connected:
            return
        self._state = state
        for listener in self._listeners:
            listener(state)
