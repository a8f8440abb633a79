"""Who is logged in.

A session is a row of the ``session`` table, which does not outlive the server, and an :class:`Identity` in
memory, which every call looks up: that has to cost next to nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid as uuids
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import uniform
from time import monotonic
from typing import TYPE_CHECKING, Protocol

import structlog

from toolstack.api import rbac
from toolstack.api.throttle import Guard
from toolstack.datamodel import errors
from toolstack.datamodel.model import NULL, Ref, Role, Secret
from toolstack.datamodel.session import Session
from toolstack.datamodel.task import Task, TaskStatusType

if TYPE_CHECKING:
    from toolstack.api.call import Services
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.subject import Subject
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction
    from toolstack.wire.incoming import Hangup

log = structlog.get_logger(__name__)

REFRESH = timedelta(seconds=600)
"""How stale ``last_active`` of a session in use may be."""
ROOT = "root"
CONFIRM_SECONDS, CONFIRM_SPREAD = 1800.0, 600.0
"""After how long the directory is asked again about one of its users, and over which time that is spread."""


class PasswordNotChangedError(Exception):
    """The account's password could not be changed; the text says why and may be shown."""


class Authenticator(Protocol):
    """Checks a name and a password against the accounts of this machine."""

    async def authenticate(self, user: str, password: str) -> bool:
        """Whether the password is right and the account may use the toolstack; never raises for a wrong one."""

    async def change_password(self, user: str, password: str) -> None:
        """Give an account a new password; raises PasswordNotChangedError."""


class NobodyAuthenticator:
    """Knows no account: only root on the Unix socket and pool members get in."""

    async def authenticate(self, user: str, password: str) -> bool:
        """Refuse."""
        del user, password
        return False

    async def change_password(self, user: str, password: str) -> None:
        """Refuse."""
        del password
        msg = f"there is no account {user}"
        raise PasswordNotChangedError(msg)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How many sessions there may be, and for how long."""

    idle: timedelta = timedelta(days=1)
    """A session whose tasks are complete ends when it was not used for so long."""
    per_originator: int = 500
    """Root's sessions of one named originator."""
    per_user: int = 500
    """Sessions of one user other than root."""
    anonymous: int = 400
    """Root's sessions without originator."""
    pool: int = 400
    """Sessions of pool members."""


@dataclass(slots=True, eq=False)
class Identity:
    """Who calls, as far as checks need to know.

    ``superuser`` sessions skip all role checks: local root, accounts of this machine, pool members and local
    sessions.
    """

    ref: Ref[Session]
    user: str
    superuser: bool
    role: Role | None = None
    client_cert: bool = False
    pool: bool = False
    local: bool = False
    """A session that is in no database, for emergencies."""
    originator: str = ""
    sid: str = ""
    """The subject's identifier; empty for accounts of this machine."""
    subject: Ref[Subject] = NULL
    """The subject whose roles count."""
    confirm_at: float = 0.0
    """When the directory is to be asked again, by ``time.monotonic``; only for its users."""
    last_active: datetime = field(default_factory=lambda: datetime.now(UTC))
    stored_active: datetime = field(default_factory=lambda: datetime.now(UTC))
    """The ``last_active`` of the row."""
    ended: bool = False
    _callbacks: dict[object, Callable[[], None]] = field(default_factory=dict)

    @property
    def trackid(self) -> str:
        """Names the session in logs: a hash, since the reference itself is all that a thief needs."""
        return f"trackid={hashlib.sha256(self.ref.encode()).hexdigest()[:32]}"

    def confirmed(self) -> None:
        """Note that the directory has confirmed who this is; the next question is spread over some minutes."""
        self.confirm_at = monotonic() + uniform(CONFIRM_SECONDS, CONFIRM_SECONDS + CONFIRM_SPREAD)  # noqa: S311 - no secret

    def on_end(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when the session ends, at once if it has; returns what unsubscribes."""
        if self.ended:
            callback()
            return lambda: None
        key = object()
        self._callbacks[key] = callback

        def unsubscribe() -> None:
            self._callbacks.pop(key, None)

        return unsubscribe

    def end(self) -> None:
        """Mark the session as over and tell those who wait under it."""
        self.ended = True
        callbacks, self._callbacks = self._callbacks, {}
        for callback in callbacks.values():
            callback()


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(
        self, services: Services, authenticator: Authenticator | None = None, limits: SessionLimits | None = None
    ) -> None:
        self._services = services
        self._authenticator = authenticator or NobodyAuthenticator()
        self._limits = limits or SessionLimits()
        self._identities: dict[str, Identity] = {}
        self._guard = Guard(self._authenticator)
        self.pool_secrets: tuple[Secret, ...] = ()
        """The secrets that members show; two are valid while a new one is being spread."""

    def find(self, ref: str) -> Identity:
        """Return whose session a reference is; raises SESSION_INVALID when it is none, or over."""
        found = self._identities.get(ref)
        if found is None:
            raise errors.SESSION_INVALID(ref)
        found.last_active = datetime.now(UTC)
        return found

    def is_stale(self, identity: Identity) -> bool:
        """Whether the row's ``last_active`` needs :meth:`refresh`."""
        return identity.last_active - identity.stored_active > REFRESH and not identity.local

    async def refresh(self, identity: Identity) -> None:
        """Write ``last_active`` into the row."""
        identity.stored_active = identity.last_active
        await self._services.store.change(_set_active, identity.ref, identity.last_active)

    async def password(self, user: str, password: str, address: str, hangup: Hangup | None = None) -> None:
        """Check a password; repeated failures of one caller are answered ever later.

        Raises:
            SESSION_AUTHENTICATION_FAILED: with the user's name and a text that tells nothing.
        """
        if not await self._guard.check(user, password, address, hangup):
            log.warning("login failed", user=user, address=address)
            raise errors.SESSION_AUTHENTICATION_FAILED(user, "Authentication failure")

    async def change_password(self, user: str, old: str, new: str) -> None:
        """Change the password of an account of this machine.

        Raises:
            SESSION_AUTHENTICATION_FAILED: the old password is wrong.
            CHANGE_PASSWORD_REJECTED: the accounts cannot be changed from here, or do not take the new password.
        """
        await self.password(user, old, "")
        try:
            await self._authenticator.change_password(user, new)
        except PasswordNotChangedError as error:
            raise errors.CHANGE_PASSWORD_REJECTED(str(error)) from error
        log.info("password changed", user=user)

    def pool_secret(self, secret: Secret, caller: str) -> None:
        """Check a pool secret; raises SESSION_AUTHENTICATION_FAILED."""
        given = secret.encode()
        if not any(hmac.compare_digest(given, known.encode()) for known in self.pool_secrets):
            log.warning("pool login failed", host=caller)
            raise errors.SESSION_AUTHENTICATION_FAILED(caller, "The pool secret is wrong")

    async def open(
        self,
        user: str,
        *,
        originator: str = "",
        pool: bool = False,
        role: Role | None = None,
        client_cert: bool = False,
        parent: Ref[Session] = NULL,
        sid: str = "",
        subject: Ref[Subject] = NULL,
    ) -> Identity:
        """Open a session for somebody whose identity has been established.

        Without a role and without a client certificate it is a superuser's.
        """
        superuser = role is None and not client_cert
        identity = Identity(
            ref=Ref(f"OpaqueRef:{uuids.uuid4()}"),
            user=user,
            superuser=superuser,
            role=role,
            client_cert=client_cert,
            pool=pool,
            originator=originator,
            sid=sid,
            subject=subject,
        )
        identity.confirmed()
        await self._services.store.change(_insert, identity, self._services.local_host, parent)
        self._identities[identity.ref] = identity
        log.info("session opened", user=user, session=identity.trackid, originator=originator)
        await self._enforce_limits(identity)
        return identity

    def open_local(self, user: str) -> Identity:
        """Open a session that needs no database; it never expires."""
        ref: Ref[Session] = Ref(f"OpaqueRef:{uuids.uuid4()}")
        identity = Identity(ref=ref, user=user, superuser=True, local=True)
        self._identities[ref] = identity
        log.info("local session opened", user=user, session=identity.trackid)
        return identity

    async def close(self, *closing: Identity, reason: str) -> None:
        """End sessions; calls that wait under them fail with SESSION_INVALID."""
        rows = [identity.ref for identity in closing if not identity.local]
        for identity in closing:
            self._identities.pop(identity.ref, None)
            identity.end()
            log.info("session closed", session=identity.trackid, reason=reason)
        if rows:
            await self._services.store.change(_delete, rows)

    def all(self) -> Iterator[Identity]:
        """Yield every open session."""
        return iter(tuple(self._identities.values()))

    def unconfirmed(self) -> list[Identity]:
        """Return the sessions of the directory's users about whom it is time to ask it again."""
        now = monotonic()
        return [each for each in self._identities.values() if each.sid and each.confirm_at <= now]

    async def collect(self, now: datetime | None = None) -> None:
        """End the sessions that were idle for too long, and the oldest of groups that grew too big."""
        now = now or datetime.now(UTC)
        snapshot = self._services.store.snapshot
        disposable = self._disposable(snapshot)
        idle = [each for each in disposable if now - each.last_active > self._limits.idle]
        if idle:
            await self.close(*idle, reason="idle")
        excess = self._excess(each for each in disposable if not each.ended)
        if excess:
            await self.close(*excess, reason="too many sessions")

    async def _enforce_limits(self, newest: Identity) -> None:
        if len(self._identities) <= min(self._limits.anonymous, self._limits.pool, self._limits.per_user):
            return
        group = self._group(newest)
        same = [each for each in self._identities.values() if each is not newest and self._group(each) == group]
        if len(same) >= self._limit(group):
            excess = self._excess([*self._disposable(self._services.store.snapshot)], spare=newest)
            await self.close(*excess, reason="too many sessions")

    def _disposable(self, snapshot: Snapshot) -> list[Identity]:
        return [
            each
            for each in self._identities.values()
            if not each.local and not any(_busy(snapshot, ref) for ref in _line(snapshot, each.ref))
        ]

    def _excess(self, disposable: Iterable[Identity], spare: Identity | None = None) -> list[Identity]:
        groups: dict[tuple[str, str], list[Identity]] = {}
        for each in disposable:
            groups.setdefault(self._group(each), []).append(each)
        found: list[Identity] = []
        for group, members in groups.items():
            surplus = len(members) - self._limit(group)
            if surplus > 0:
                members.sort(key=lambda each: each.last_active)
                found += [each for each in members if each is not spare][:surplus]
        return found

    @staticmethod
    def _group(identity: Identity) -> tuple[str, str]:
        if identity.pool:
            return "pool", ""
        if identity.user not in ("", ROOT):
            return "user", identity.user
        return ("originator", identity.originator) if identity.originator else ("anonymous", "")

    def _limit(self, group: tuple[str, str]) -> int:
        limits = self._limits
        return {
            "pool": limits.pool,
            "user": limits.per_user,
            "originator": limits.per_originator,
            "anonymous": limits.anonymous,
        }[group[0]]


def _line(snapshot: Snapshot, ref: Ref[Session]) -> Iterator[Ref[Session]]:
    """Yield a session and its ancestors."""
    seen: set[str] = set()
    while ref not in seen and (found := snapshot.find(Session, ref)) is not None:
        seen.add(ref)
        yield ref
        ref = found.parent


def _busy(snapshot: Snapshot, ref: Ref[Session]) -> bool:
    tasks: Iterable[Ref[Task]] = snapshot.reverse(Session, "tasks", ref)
    return any(snapshot.get(Task, task).status is TaskStatusType.PENDING for task in tasks)


def _insert(tx: Transaction, identity: Identity, host: Ref[Host], parent: Ref[Session]) -> None:
    now = identity.last_active
    record = Session(
        this_host=host,
        this_user=NULL,
        last_active=now,
        validation_time=now,
        pool=identity.pool,
        is_local_superuser=identity.superuser,
        subject=identity.subject,
        auth_user_sid=identity.sid,
        auth_user_name=identity.user,
        parent=parent,
        originator=identity.originator,
        client_certificate=identity.client_cert,
        rbac_permissions=_permissions(identity),
    )
    tx.insert(record, identity.ref)


def _permissions(identity: Identity) -> tuple[str, ...]:
    if identity.superuser:
        return ()
    return rbac.permissions(identity.role or Role.READ_ONLY, client_cert=identity.client_cert)


def _set_active(tx: Transaction, ref: Ref[Session], when: datetime) -> None:
    if tx.find(Session, ref) is not None:
        tx.update(Session, ref, last_active=when)


def _delete(tx: Transaction, refs: list[Ref[Session]]) -> None:
    for ref in refs:
        if tx.find(Session, ref) is not None:
            tx.delete(Session, ref)
