"""To be described."""

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
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    this_host: Ref[Host] = dynamic_ro("To be described.", since="rio")
    this_user: Ref[User] = dynamic_ro("To be described.", since="rio")
    last_active: datetime = dynamic_ro("To be described.", since="rio")
    pool: bool = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw("To be described.", since="miami", default=EMPTY_MAP)
    is_local_superuser: bool = dynamic_ro("To be described.", since="george", default=False)
    subject: Ref[Subject] = dynamic_ro("To be described.", since="george", default=NULL)
    validation_time: datetime = dynamic_ro("To be described.", since="george", default=EPOCH)
    auth_user_sid: str = dynamic_ro("To be described.", since="george", default="")
    auth_user_name: str = dynamic_ro("To be described.", since="midnight-ride", default="")
    rbac_permissions: SetOf[str] = static_ro("To be described.", since="midnight-ride", default=())
    tasks: Reverse[Task] = reverse("task.session", "To be described.", since="midnight-ride")
    parent: Ref[Session] = static_ro("To be described.", since="midnight-ride", default=NULL)
    originator: str = dynamic_ro("To be described.", since="clearwater", default="")
    client_certificate: bool = dynamic_ro("To be described.", since="21.2.0", default=False)


@message(
    Session,
    role=Role.READ_ONLY,
    since="rio",
    errors=(
        errors.SESSION_AUTHENTICATION_FAILED,
        errors.HOST_IS_SLAVE,
    ),
    asynchronous=False,
    needs_session=False,
    not_forwarded=True,
    secret=True,
)
def login_with_password(uname: str, pwd: str, version: str = "1.1", originator: str = "") -> Ref[Session]:
    """To be described."""


@message(Session, role=Role.READ_ONLY, since="rio", asynchronous=False)
def logout() -> None:
    """To be described."""


@message(Session, role=Role.LOCAL_ROOT, since="rio", asynchronous=False)
def change_password(old_pwd: str, new_pwd: str) -> None:
    """To be described."""


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
    """To be described."""


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
    """To be described."""


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
    """To be described."""


@message(Session, role=Role.LOCAL_ROOT, since="dundee")
def create_from_db_file(filename: str) -> Ref[Session]:
    """To be described."""


@message(Session, role=Role.POOL_ADMIN, since="miami", asynchronous=False, emergency=True, not_forwarded=True)
def local_logout() -> None:
    """To be described."""


@message(Session, role=Role.READ_ONLY, since="george")
def get_all_subject_identifiers() -> SetOf[str]:
    """To be described."""


@message(Session, role=Role.POOL_OPERATOR, since="george")
def logout_subject_identifier(subject_identifier: str) -> None:
    """To be described."""
