"""subject: a user or group that may log in."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    SetOf,
    dynamic_ro,
    message,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.role import RbacRole


class Subject(
    Record,
    name="subject",
    lifecycle=Lifecycle((("published", "george"),)),
    create_required=(),
    create_optional=("subject_identifier", "other_config"),
):
    """A user or group of the directory that may log in, with roles."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    subject_identifier: str = static_ro("Its identifier in the directory.", since="george", default="")
    other_config: MapOf[str, str] = static_ro(
        "What the directory knows about it, and keys of clients.", since="george", default=EMPTY_MAP
    )
    roles: SetOf[Ref[RbacRole]] = dynamic_ro(
        "Its roles.",
        since="midnight-ride",
        default=("OpaqueRef:0165f154-ba3e-034e-6b27-5d271af109ba",),
        ignore_foreign_key=True,
        relation="subject.roles",
    )


@message(Subject, role=Role.POOL_ADMIN, since="midnight-ride", asynchronous=False)
def add_to_roles(self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """Give the subject a role."""


@message(Subject, role=Role.POOL_ADMIN, since="midnight-ride", asynchronous=False)
def remove_from_roles(self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """Take a role from the subject."""


@message(Subject, role=Role.READ_ONLY, since="midnight-ride", asynchronous=False)
def get_permissions_name_label(self: Ref[Subject]) -> SetOf[str]:
    """Return the names of all that the subject may do."""
