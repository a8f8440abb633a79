"""To be described."""

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
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    subject_identifier: str = static_ro("To be described.", since="george", default="")
    other_config: MapOf[str, str] = static_ro("Free-form keys of clients.", since="george", default=EMPTY_MAP)
    roles: SetOf[Ref[RbacRole]] = dynamic_ro(
        "To be described.",
        since="midnight-ride",
        default=("OpaqueRef:0165f154-ba3e-034e-6b27-5d271af109ba",),
        ignore_foreign_key=True,
        relation="subject.roles",
    )


@message(Subject, role=Role.POOL_ADMIN, since="midnight-ride", asynchronous=False)
def add_to_roles(self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """To be described."""


@message(Subject, role=Role.POOL_ADMIN, since="midnight-ride", asynchronous=False)
def remove_from_roles(self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """To be described."""


@message(Subject, role=Role.READ_ONLY, since="midnight-ride", asynchronous=False)
def get_permissions_name_label(self: Ref[Subject]) -> SetOf[str]:
    """To be described."""
