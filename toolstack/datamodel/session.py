"""session: what a client holds after logging in."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    EPOCH,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    Secret,
    SetOf,
    dynamic_ro,
    message,
    reverse,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.host import Host
    from toolstack.datamodel.subject import Subject
    from toolstack.datamodel.task import Task
    from toolstack.datamodel.user import User


class Session(
    Record,
    name="session",
    lifecycle=Lifecycle((("published", "rio"),)),
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """An authenticated connection of a client.

    Its reference is the first argument of nearly every call; it is not persistent and makes no events.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    this_host: Ref[Host] = dynamic_ro("The host that the client logged in to.", since="rio")
    this_user: Ref[User] = dynamic_ro("Always null: users are no longer objects of the database.", since="rio")
    last_active: datetime = dynamic_ro(
        "When the session was last used, refreshed at most every ten minutes. Idle sessions end after a day.",
        since="rio",
    )
    pool: bool = dynamic_ro(
        "Whether another host of the pool holds it. Such a session may call internal messages and talk to members.",
        since="rio",
    )
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    is_local_superuser: bool = dynamic_ro(
        "Whether it has all rights, so that no role is checked.", since="george", default=False
    )
    subject: Ref[Subject] = dynamic_ro(
        "The directory subject whose roles apply; null for the local superuser.", since="george", default=NULL
    )
    validation_time: datetime = dynamic_ro(
        "When the directory last confirmed the subject.", since="george", default=EPOCH
    )
    auth_user_sid: str = dynamic_ro(
        "The subject's identifier in the directory; empty for local accounts.", since="george", default=""
    )
    auth_user_name: str = dynamic_ro("The name given at login.", since="midnight-ride", default="")
    rbac_permissions: SetOf[str] = static_ro(
        "The permissions that the roles amount to, lower-case message names; empty for the local superuser.",
        since="midnight-ride",
        default=(),
    )
    tasks: Reverse[Task] = reverse("task.session", "The tasks that this session started.", since="midnight-ride")
    parent: Ref[Session] = static_ro(
        "The session from which this one was made; null for a login.", since="midnight-ride", default=NULL
    )
    originator: str = dynamic_ro(
        "What the client called itself at login. Limits on the number of sessions count each originator apart.",
        since="clearwater",
        default="",
    )
    client_certificate: bool = dynamic_ro(
        "Whether a client certificate was presented instead of a password.", since="21.2.0", default=False
    )


@message(
    Session,
    role=Role.READ_ONLY,
    since="rio",
    errors=(errors.SESSION_AUTHENTICATION_FAILED, errors.HOST_IS_SLAVE),
    asynchronous=False,
    needs_session=False,
    not_forwarded=True,
    secret=True,
)
def login_with_password(uname: str, pwd: str, version: str = "1.1", originator: str = "") -> Ref[Session]:
    """Log in with a name and a password and return the session.

    A member answers HOST_IS_SLAVE with the coordinator's address. Without external authentication every account
    that PAM accepts has all rights.

    Args:
        uname: the account.
        pwd: its password, never logged.
        version: accepted for the sake of old clients, and ignored.
        originator: what the client calls itself, for limits and the audit log.
    """


@message(Session, role=Role.READ_ONLY, since="rio", asynchronous=False)
def logout() -> None:
    """End the session; calls blocked in event.from on it return SESSION_INVALID."""


@message(Session, role=Role.LOCAL_ROOT, since="rio", asynchronous=False)
def change_password(old_pwd: str, new_pwd: str) -> None:
    """Change the password of the session's own local account.

    Only the local superuser may, else USER_IS_NOT_LOCAL_SUPERUSER.
    """


@message(
    Session,
    role=Role.POOL_ADMIN,
    since="rio",
    asynchronous=False,
    hidden=True,
    needs_session=False,
    not_forwarded=True,
    secret=True,
)
def slave_login(host: Ref[Host], psecret: Secret) -> Ref[Session]:
    """Log in as a host of the pool with the pool secret and return a session with all rights.

    The host is not verified, only the secret; during a rotation two secrets are valid.
    """


@message(
    Session,
    role=Role.POOL_ADMIN,
    since="miami",
    asynchronous=False,
    hidden=True,
    needs_session=False,
    emergency=True,
    not_forwarded=True,
    secret=True,
)
def slave_local_login(psecret: Secret) -> Ref[Session]:
    """Log in to this host alone with the pool secret, for calls in emergency mode."""


@message(
    Session,
    role=Role.POOL_ADMIN,
    since="miami",
    asynchronous=False,
    needs_session=False,
    emergency=True,
    not_forwarded=True,
    secret=True,
)
def slave_local_login_with_password(uname: str, pwd: str) -> Ref[Session]:
    """Log in to this host alone with a local account, for calls in emergency mode.

    Such a session is not in the database and never expires.
    """


@message(Session, role=Role.LOCAL_ROOT, since="dundee")
def create_from_db_file(filename: str) -> Ref[Session]:
    """Open a database file and return a session whose calls read that database."""


@message(Session, role=Role.POOL_ADMIN, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def local_logout() -> None:
    """End a session of slave_local_login."""


@message(Session, role=Role.READ_ONLY, since="george")
def get_all_subject_identifiers() -> SetOf[str]:
    """Return the directory identifiers of all external users who are logged in."""


@message(Session, role=Role.POOL_OPERATOR, since="george")
def logout_subject_identifier(subject_identifier: str) -> None:
    """End all sessions of an external user except the caller's own."""
