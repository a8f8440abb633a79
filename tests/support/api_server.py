"""A dispatcher on a database in memory, without any host behind it, and a client for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from toolstack.api.call import Services
from toolstack.api.dispatch import Dispatcher
from toolstack.api.faults import AgentUnreachable
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import Ref
from toolstack.datamodel.pool import Pool
from toolstack.db.store import Store
from toolstack.db.transaction import Transaction
from toolstack.settings import LimitSettings, Settings
from toolstack.wire import jsonrpc, xmlrpc
from toolstack.wire.incoming import Failure, Incoming, Origin, Outcome, Success, Transport

PASSWORD = "right"
REMOTE = Origin(Transport.TLS, address="192.0.2.7")
LOCAL_ROOT = Origin(Transport.UNIX, uid=0)


class NoHosts:
    """Every host is out of reach."""

    async def converge(self, host: Ref[Host], generation: int, subjects: Iterable[str]) -> None:
        del generation, subjects
        raise AgentUnreachable(host)

    async def request(self, host: Ref[Host], command: Any) -> Any:
        del command
        raise AgentUnreachable(host)

    def state(self, host: Ref[Host]) -> None:
        """Nothing was ever reported."""
        del host


class Accounts:
    """Knows every name, with one password."""

    async def authenticate(self, user: str, password: str) -> bool:
        return bool(user) and password == PASSWORD


class Failed(Exception):  # noqa: N818 - reads as what happened
    """The call failed; ``description`` is what the client sees."""

    def __init__(self, outcome: Failure) -> None:
        super().__init__(*outcome.description)
        self.description = list(outcome.description)
        self.early = outcome.early


@dataclass
class Client:
    """Calls the dispatcher and reads answers as a client would: from their XML."""

    dispatcher: Dispatcher
    services: Services
    session: str = ""
    host: Ref[Host] = field(default_factory=lambda: Ref(""))
    pool: Ref[Pool] = field(default_factory=lambda: Ref(""))

    async def outcome(self, method: str, *args: Any, origin: Origin = REMOTE) -> Outcome:
        return await self.dispatcher.dispatch(Incoming(method, list(args), origin))

    async def bare(self, method: str, *args: Any, origin: Origin = REMOTE) -> Any:
        """Call without a session."""
        return plain(await self.outcome(method, *args, origin=origin))

    async def call(self, method: str, *args: Any, origin: Origin = REMOTE) -> Any:
        return await self.bare(method, self.session, *args, origin=origin)

    @property
    def store(self) -> Store:
        return self.services.store


def plain(outcome: Outcome) -> Any:
    """Return the value of an outcome as a client reads it from XML; raises Failed."""
    if isinstance(outcome, Failure):
        raise Failed(outcome)
    parsed = xmlrpc.parse_response(xmlrpc.encode(outcome))
    return parsed if outcome.bare else parsed["Value"]


def plain_json(outcome: Outcome) -> Any:
    """Return the value of an outcome as a client reads it from JSON."""
    assert isinstance(outcome, Success)
    request = jsonrpc.Request(2, 1, "", [])
    return msgspec.json.decode(jsonrpc.encode(outcome, request))["result"]


def add_host(tx: Transaction) -> tuple[Ref[Host], Ref[Pool]]:
    """Put a host and its pool into the database."""
    host = tx.insert(Host(name_label="host 1", hostname="host1", address="192.0.2.1"))
    return host, tx.insert(Pool(name_label="pool", master=host))


@asynccontextmanager
async def running(
    url: str = "sqlite://", limits: dict[str, float] | None = None, **options: Any
) -> AsyncIterator[Client]:
    """Run a dispatcher with one host and its pool, and a client that is logged in."""
    store = await Store.open(url)
    try:
        host, pool = await store.change(add_host)
        services = Services(store, NoHosts(), Settings(limits=LimitSettings(**(limits or {}))), host, Accounts())
        async with Dispatcher(services, **options) as dispatcher:
            client = Client(dispatcher, services, host=host, pool=pool)
            client.session = await client.bare("session.login_with_password", "root", PASSWORD)
            yield client
    finally:
        await store.close()
