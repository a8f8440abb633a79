"""DHCP for IPv4: a client for each device that asks for it, none of which anybody waits for.

What a server grants is put on the device with the lifetime it was granted for, and with routes of the kernel's own
mark for DHCP, so that it is neither taken for ours nor outlives its lease.  A lease is remembered on disk: an agent
that starts asks for the same address again, and the old one stays in use meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import structlog
from pyroute2.dhcp.client import AsyncDHCPClient, ClientConfig, randomized_increasing_backoff
from pyroute2.dhcp.fsm import State
from pyroute2.dhcp.hooks import Hook, Trigger
from pyroute2.dhcp.leases import Lease, MissingOptionError

from toolstack.agent import lease_file

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

log = structlog.get_logger(__name__)

PATIENCE: Final = 10.0
"""Seconds without an answer after which that is reported; the client goes on asking."""
RETRY: Final = 2.0
"""Seconds after which a client that failed, as when its device went down, begins anew."""
_FOREVER: Final = 0xFFFFFFFE


class Asked(NamedTuple):
    """What a device asks for."""

    owner: str
    gateway: bool
    """Whether the server decides on the host's default route."""
    dns: bool
    """Whether the server decides on the host's resolver."""


@dataclass(frozen=True)
class Granted:
    """What a server has granted."""

    address: str
    """With prefix length."""
    seconds: int
    """For how long, from now."""
    gateway: str = ""
    servers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    server: str = ""
    """Address of the DHCP server."""


@dataclass
class _Client:
    asked: Asked
    granted: Granted | None = None
    silent: bool = False
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


class Dhcp:
    """The clients of a host.

    Args:
        directory: where leases are remembered.
        root: the host's root directory, below which lease files for other tools are kept.
        hostname: what is told to servers; empty for nothing.
        apply: called with device, what it asks for, what it had and what it has now (None for nothing); it may fail.
        on_change: called when :attr:`silent` may be different.
    """

    def __init__(
        self,
        directory: Path,
        root: Path,
        hostname: str,
        apply: Callable[[str, Asked, Granted | None, Granted | None], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        self._directory = directory
        self._root = root
        self._hostname = hostname
        self._apply = apply
        self._on_change = on_change
        self._clients: dict[str, _Client] = {}
        self._tasks: asyncio.TaskGroup | None = None

    async def run(self) -> None:
        """Run the clients until cancelled; the leases stay."""
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            for name, client in self._clients.items():
                client.task = tasks.create_task(self._keep(name, client))
            await asyncio.Event().wait()

    def asked(self, name: str) -> Asked | None:
        """Return what a device asks for; None when it has no client."""
        client = self._clients.get(name)
        return client.asked if client else None

    @property
    def silent(self) -> tuple[str, ...]:
        """The devices that no server answers."""
        return tuple(sorted(name for name, client in self._clients.items() if client.silent))

    async def put(self, name: str, asked: Asked) -> None:
        """Have a device ask, or change what it does with the answer."""
        client = self._clients.get(name)
        if client is None:
            client = self._clients[name] = _Client(asked)
            if self._tasks is not None:
                client.task = self._tasks.create_task(self._keep(name, client))
        elif client.asked != asked:
            before, client.asked = client.asked, asked
            if client.granted is not None:
                await self._apply(name, before, client.granted, None)
                await self._apply(name, asked, None, client.granted)

    async def drop(self, name: str) -> None:
        """Give a device's lease back and forget it; what came of it goes at once."""
        client = self._clients.pop(name, None)
        if client is None:
            return
        client.stopped.set()
        granted, client.granted = client.granted, None
        if granted is not None:
            await self._apply(name, client.asked, granted, None)
        self._path(name).unlink(missing_ok=True)
        self._tell(name, None)
        self._on_change()

    # -- one client -----------------------------------------------------------------------------------

    def _path(self, name: str) -> Path:
        return self._directory / f"{name}.json"

    async def _keep(self, name: str, client: _Client) -> None:
        while not client.stopped.is_set():
            try:
                await self._ask(name, client)
            except (OSError, ValueError, LookupError) as error:
                log.info("DHCP client begins anew", device=name, reason=str(error))
            try:
                async with asyncio.timeout(RETRY):
                    await client.stopped.wait()
            except TimeoutError:
                continue

    async def _ask(self, name: str, client: _Client) -> None:
        """Run a client until it is stopped, or fails because its device does."""

        async def bound(lease: Lease) -> None:
            if not client.stopped.is_set():
                await self._grant(name, client, _granted(lease))

        async def lost(lease: Lease) -> None:  # noqa: ARG001 - as hooks are called
            if not client.stopped.is_set():
                await self._grant(name, client, None)

        config = ClientConfig(
            interface=name,
            lease_type=_lease_type(self._path(name)),
            hooks=(
                Hook(bound, {Trigger.BOUND, Trigger.RENEWED, Trigger.REBOUND}),
                Hook(lost, {Trigger.EXPIRED, Trigger.UNBOUND}),
            ),
            retransmission=lambda: randomized_increasing_backoff(1.0, 16.0),
            timeouts={State.REBOOTING: 4, State.REQUESTING: 10, State.SELECTING: 900},
            release=False,
            handle_signals=False,
            vendor_id="patchbay",
            host_name=self._hostname or None,
        )
        async with AsyncDHCPClient(config) as running:
            await running.bootstrap()
            await self._wait(client, running)
            config.release = client.stopped.is_set()

    async def _wait(self, client: _Client, running: AsyncDHCPClient) -> None:
        ended = asyncio.ensure_future(client.stopped.wait())
        workers = {ended, running._sender_task, running._receiver_task}  # noqa: SLF001 - they end when the device does
        try:
            if not await self._heard(workers, client):
                client.silent = True
                self._on_change()
            await asyncio.wait(workers, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()

    @staticmethod
    async def _heard(workers: set[Any], client: _Client) -> bool:
        done, _ = await asyncio.wait(workers, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        return bool(done) or client.granted is not None

    async def _grant(self, name: str, client: _Client, granted: Granted | None) -> None:
        was, client.granted = client.granted, granted
        client.silent = False
        log.info("DHCP lease", device=name, address=granted.address if granted else "")
        await self._apply(name, client.asked, was, granted)
        self._tell(name, granted)
        self._on_change()

    def _tell(self, name: str, granted: Granted | None) -> None:
        """Keep the file from which other tools read the lease."""
        try:
            if granted is None:
                lease_file.remove(self._root, name)
            else:
                lease_file.write(self._root, name, _as_text(name, granted))
        except OSError as error:
            log.warning("lease file not written", device=name, reason=str(error))


def _granted(lease: Lease) -> Granted:
    seconds = lease.expiration_in
    return Granted(
        address=f"{lease.ip}/{lease.prefixlen if _option(lease, 'subnet_mask') else 32}",
        seconds=_FOREVER if seconds is None else max(1, min(int(seconds), _FOREVER)),
        gateway=next(iter(_option(lease, "routers") or ()), ""),
        servers=tuple(_option(lease, "name_servers") or ()),
        domains=tuple((_text(_option(lease, "domain_name"))).split()),
        server=str(_option(lease, "server_id") or ""),
    )


def _as_text(name: str, granted: Granted) -> str:
    options = {
        "routers": granted.gateway,
        "domain-name-servers": ",".join(granted.servers),
        "domain-name": f'"{granted.domains[0]}"' if granted.domains else "",
        "dhcp-server-identifier": granted.server,
        "dhcp-lease-time": str(granted.seconds),
    }
    return lease_file.text(name, granted.address, time.time() + granted.seconds, options.items())


def _option(lease: Lease, name: str) -> Any:
    try:
        return getattr(lease, name)
    except MissingOptionError:
        return None


def _text(value: object) -> str:
    raw = value.decode(errors="replace") if isinstance(value, bytes) else str(value or "")
    return raw.rstrip("\0")


def _lease_type(path: Path) -> type[Lease]:
    class Remembered(Lease):  # type: ignore[misc]
        """A lease in a file of ours."""

        def dump(self) -> None:
            """Remember it."""
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(asdict(self)))

        @classmethod
        def load(cls, interface: str) -> Remembered | None:  # noqa: ARG003 - the path says it
            """Return what is remembered, unless it is over."""
            try:
                lease = cls(**json.loads(path.read_text()))
            except (OSError, TypeError, ValueError):
                return None
            return None if lease.expired else lease

    return Remembered
