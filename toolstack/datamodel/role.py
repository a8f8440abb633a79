"""role: what somebody may do."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, Record, Ref, Role, SetOf, dynamic_ro, message, static_ro


class RbacRole(Record, name="role", lifecycle=Lifecycle((("published", "midnight-ride"),)), custom_reads=True):
    """A set of permissions. Each permission is a role too, an internal one without subroles."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="midnight-ride", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.",
        since="midnight-ride",
        default="",
        db_name="name__description",
    )
    subroles: SetOf[Ref[RbacRole]] = static_ro(
        "The roles that it consists of.",
        since="midnight-ride",
        default=(),
        ignore_foreign_key=True,
        relation="role.subroles",
    )
    is_internal: bool = dynamic_ro("Whether it is a permission, or not for subjects.", since="22.5.0", default=False)


@message(RbacRole, role=Role.READ_ONLY, since="midnight-ride", asynchronous=False)
def get_permissions(self: Ref[RbacRole]) -> SetOf[Ref[RbacRole]]:
    """Return the permissions in the role."""


@message(RbacRole, role=Role.READ_ONLY, since="midnight-ride", asynchronous=False)
def get_permissions_name_label(self: Ref[RbacRole]) -> SetOf[str]:
    """Return the names of the permissions in the role."""


@message(RbacRole, role=Role.READ_ONLY, since="midnight-ride", asynchronous=False)
def get_by_permission(permission: Ref[RbacRole]) -> SetOf[Ref[RbacRole]]:
    """Return the roles that have a permission."""


@message(RbacRole, role=Role.READ_ONLY, since="midnight-ride", asynchronous=False)
def get_by_permission_name_label(label: str) -> SetOf[Ref[RbacRole]]:
    """Return the roles that have the permission with this name."""
