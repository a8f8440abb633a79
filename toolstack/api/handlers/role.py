"""Roles and permissions, which are the same on every installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api import rbac, records
from toolstack.api.registry import handles, overrides
from toolstack.datamodel import role
from toolstack.datamodel.role import RbacRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref, SetOf
    from toolstack.db.snapshot import Row
    from toolstack.wire.values import Shared


@handles(role.get_permissions)
async def get_permissions(_call: Call, self: Ref[RbacRole]) -> SetOf[Ref[RbacRole]]:
    """Return the permissions of a role."""
    return rbac.roles().get(RbacRole, self).subroles


@handles(role.get_permissions_name_label)
async def get_permissions_name_label(_call: Call, self: Ref[RbacRole]) -> SetOf[str]:
    """Return the names of the permissions of a role."""
    known = rbac.roles()
    return tuple(known.get(RbacRole, ref).name_label for ref in known.get(RbacRole, self).subroles)


@handles(role.get_by_permission)
async def get_by_permission(_call: Call, permission: Ref[RbacRole]) -> SetOf[Ref[RbacRole]]:
    """Return the roles that have a permission."""
    return tuple(ref for ref, found in rbac.roles().all(RbacRole) if permission in found.subroles)


@handles(role.get_by_permission_name_label)
async def get_by_permission_name_label(_call: Call, label: str) -> SetOf[Ref[RbacRole]]:
    """Return the roles that have the permission of this name."""
    known = rbac.roles()
    wanted = {ref for ref, found in known.all(RbacRole) if not found.subroles and found.name_label == label}
    return tuple(ref for ref, found in known.all(RbacRole) if not wanted.isdisjoint(found.subroles))


@overrides("role.get_all_where")
async def get_all_where(_call: Call, expr: str) -> SetOf[Ref[RbacRole]]:
    """Return roles, permissions or both."""
    return tuple(row.ref for row in _select(expr))


@overrides("role.get_all_records_where")
async def get_all_records_where(_call: Call, expr: str) -> dict[str, Shared]:
    """Return roles, permissions or both, with all their fields."""
    return records.views(rbac.roles(), _select(expr))


def _select(expr: str) -> Iterator[Row[RbacRole]]:
    """Two expressions mean something here, as in the reference; any other selects everything."""
    only = {"subroles=[]": False, "subroles<>[]": True}.get(expr)
    return (row for row in rbac.roles().rows(RbacRole) if only is None or bool(row.record.subroles) is only)
