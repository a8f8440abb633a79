"""A directory of users and groups outside this machine, such as LDAP, and logins through it.

No directory comes with the server: the messages that would join one are refused.  What implements
:class:`Directory` is put into ``Services.directory``; everything that follows from it, such as who may log in
with which rights, is here.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

import structlog

from toolstack.api import rbac
from toolstack.datamodel import errors
from toolstack.datamodel.model import Ref, Role
from toolstack.datamodel.session import Session
from toolstack.datamodel.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolstack.api.call import Services
    from toolstack.api.sessions import Identity
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

log = structlog.get_logger(__name__)

FAILURE_SECONDS = 5.0
"""How long a login that the directory refused has to wait for its answer."""


class DirectoryError(Exception):
    """The directory does not know whom it was asked about, or does not answer."""


class Directory(Protocol):
    """Where users and groups are looked up.  Every method raises DirectoryError."""

    async def authenticate(self, user: str, password: str) -> str:
        """Return the identifier of a user with this password."""

    async def identifier(self, name: str) -> str:
        """Return the identifier of a user or group."""

    async def information(self, identifier: str) -> Mapping[str, str]:
        """Return what is known about a user or group, such as ``subject-name``."""

    async def groups(self, identifier: str) -> Iterable[str]:
        """Return the identifiers of the groups that a user is in, also indirectly."""

    async def suspended(self, identifier: str) -> bool:
        """Whether the account is disabled, expired or locked."""


class Member(NamedTuple):
    """Somebody of the directory who may log in."""

    identifier: str
    subject: Ref[Subject]
    """The user's own, or that of a group."""
    role: Role | None
    """None: no subject that applies has one."""


def current(services: Services) -> Directory:
    """Return the directory in use; raises AUTH_IS_DISABLED when there is none."""
    if services.directory is None:
        raise errors.AUTH_IS_DISABLED()
    return services.directory


async def log_in(services: Services, user: str, password: str) -> Member:
    """Return who a user of the directory is.

    Raises:
        SESSION_AUTHENTICATION_FAILED: the directory does not accept the password; after a while.
        SESSION_AUTHORIZATION_FAILED: the account is suspended, or neither it nor a group of it is a subject.
        RBAC_PERMISSION_DENIED: no subject that applies has a role.
    """
    directory = current(services)
    try:
        identifier = await directory.authenticate(user, password)
    except DirectoryError as error:
        log.warning("the directory refused a login", user=user, reason=str(error))
        await asyncio.sleep(FAILURE_SECONDS)
        raise errors.SESSION_AUTHENTICATION_FAILED(user, "Authentication failure") from error
    try:
        identifiers = await _identifiers(directory, identifier)
    except DirectoryError as error:
        raise errors.SESSION_AUTHORIZATION_FAILED(user, str(error)) from error
    found = member(services.store.snapshot, identifier, identifiers)
    if found is None:
        raise errors.SESSION_AUTHORIZATION_FAILED(user, "The user is no subject of this pool")
    if found.role is None:
        raise errors.RBAC_PERMISSION_DENIED("session.login_with_password", "The subject has no role")
    return found


async def _identifiers(directory: Directory, identifier: str) -> tuple[str, ...]:
    if await directory.suspended(identifier):
        raise DirectoryError("The account is suspended")
    return (identifier, *await directory.groups(identifier))


def member(snapshot: Snapshot, identifier: str, identifiers: Iterable[str]) -> Member | None:
    """Return the subject with the greatest role among those that apply to a user, or None when there is none."""
    wanted = frozenset(identifiers)
    found = [(role_of(each), ref) for ref, each in snapshot.all(Subject) if each.subject_identifier in wanted]
    if not found:
        return None
    role, ref = max(found, key=lambda pair: pair[0] or 0)
    return Member(identifier, ref, role)


def role_of(subject: Subject) -> Role | None:
    """Return the greatest role of a subject, which includes the others; None without any."""
    return max((role for ref in subject.roles if (role := rbac.assignable(ref)) is not None), default=None)


async def revalidate(services: Services, identities: Iterable[Identity]) -> None:
    """Look anew at what sessions of the directory's users may do; those who may nothing any more end."""
    ended = []
    for identity in identities:
        if not identity.sid:
            continue
        found = await _still(services, identity)
        if found is None or found.role is None:
            ended.append(identity)
        else:
            identity.role, identity.subject = found.role, found.subject
            identity.confirmed()
            await services.store.change(_note, identity)
    if ended:
        await services.sessions.close(*ended, reason="no subject with a role stands for it any more")


async def _still(services: Services, identity: Identity) -> Member | None:
    """Return who the user of a session is now; a directory that does not answer ends the session."""
    if services.directory is None:
        return None
    try:
        identifiers = await _identifiers(services.directory, identity.sid)
    except DirectoryError as error:
        log.warning("a session could not be confirmed", session=identity.trackid, reason=str(error))
        return None
    return member(services.store.snapshot, identity.sid, identifiers)


def _note(tx: Transaction, identity: Identity) -> None:
    if tx.find(Session, identity.ref) is not None and identity.role is not None:
        tx.update(
            Session,
            identity.ref,
            subject=identity.subject,
            validation_time=datetime.now(UTC),
            rbac_permissions=rbac.permissions(identity.role),
        )
