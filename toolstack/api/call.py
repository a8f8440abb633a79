"""One call in progress: who calls, and what its handler may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from toolstack.api.membership import Membership
from toolstack.datamodel import errors
from toolstack.datamodel.model import NULL, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.agent.protocol import Command, HostState, Result
    from toolstack.api.directory import Directory
    from toolstack.api.events import Events
    from toolstack.api.sessions import Authenticator, Identity, Sessions
    from toolstack.api.tasks import Tasks
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.session import Session
    from toolstack.datamodel.task import Task
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.store import Store
    from toolstack.db.transaction import Transaction
    from toolstack.settings import Settings
    from toolstack.wire.incoming import Hangup, Origin

P = ParamSpec("P")
R = TypeVar("R")


class Hosts(Protocol):
    """What handlers need of the hosts' agents; implemented by ``api.reconciler``."""

    async def converge(self, host: Ref[Host], generation: int, subjects: Iterable[str]) -> None:
        """Wait until the host's network is the one wanted at this generation or a later one.

        ``subjects`` are owners ("PIF:<uuid>") that must be free of problems; raises
        AgentRefused with the first problem otherwise, AgentUnreachable when the agent does not answer.
        """

    async def request(self, host: Ref[Host], command: Command) -> Result:
        """Send a command to the host's agent; raises AgentRefused or AgentUnreachable."""

    def state(self, host: Ref[Host]) -> HostState | None:
        """Return what the host's agent reported last, or None before the first report."""


@dataclass(slots=True)
class Services:
    """What lives as long as the server.

    ``sessions``, ``tasks`` and ``events`` are made by the dispatcher.
    """

    store: Store
    hosts: Hosts
    settings: Settings
    local_host: Ref[Host] = NULL
    authenticator: Authenticator | None = None
    """Who knows the accounts of this machine; None: only root on the Unix socket gets in."""
    directory: Directory | None = None
    """Who knows the users outside this machine; None: nobody."""
    membership: Membership = field(default_factory=Membership)
    """What this host is in its pool."""
    sessions: Sessions = field(init=False)
    tasks: Tasks = field(init=False)
    events: Events = field(init=False)


@dataclass(slots=True)
class Call:
    """One call.  Handlers read ``snapshot``, write with ``change`` and wait with ``converge``."""

    services: Services
    method: str
    """Wire name without ``Async.``."""
    session: Ref[Session] = NULL
    identity: Identity | None = None
    task: Ref[Task] = NULL
    """The task that stands for the call; the key in ``current_operations``."""
    origin: Origin | None = None
    """Where the call came from; None when the server makes it by itself."""
    hangup: Hangup | None = None
    """Tells when the client has gone, where the transport can."""

    @property
    def caller(self) -> Identity:
        """Who calls; raises SESSION_INVALID for the few messages that need no session."""
        if self.identity is None:
            raise errors.SESSION_INVALID(self.session)
        return self.identity

    @property
    def snapshot(self) -> Snapshot:
        """The newest durable state of the database."""
        return self.services.store.snapshot

    async def change(self, rule: Callable[Concatenate[Transaction, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a rule in a transaction and wait until its result is durable and visible.

        Whatever the rule raises leaves the database as it was.
        """
        return await self.services.store.change(rule, *args, **kwargs)

    async def converge(self, host: Ref[Host], *subjects: str) -> None:
        """Wait until a host's network agrees with everything changed so far.

        ``subjects`` are the owners the call is about, such as ``owner(Pif, pif)``; a problem of theirs is
        raised as AgentRefused, other problems of the host are none of this call's business.
        """
        await self.services.hosts.converge(host, self.snapshot.generation, subjects)
