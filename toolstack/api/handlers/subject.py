"""Who of a directory may log in, and with which roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.api import directory, rbac
from toolstack.api.records import legal_text
from toolstack.api.registry import handles, overrides
from toolstack.datamodel import errors, subject
from toolstack.datamodel.model import NULL
from toolstack.datamodel.subject import Subject
from toolstack.rules import subject as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref, SetOf
    from toolstack.datamodel.role import RbacRole


@overrides("subject.create")
async def create(call: Call, args: dict[str, Any]) -> Ref[Subject]:
    """Let a user or group of the directory log in; it has no role yet."""
    given = legal_text(args["subject_identifier"]), legal_text(args["other_config"])
    return await call.change(rules.create, *given)


@overrides("subject.destroy")
async def destroy(call: Call, self: Ref[Subject]) -> None:
    """Let a user or group log in no longer; the sessions that it stood for end."""
    await call.change(rules.destroy, self)
    await _follow(call, self)


@handles(subject.add_to_roles)
async def add_to_roles(call: Call, self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """Give the subject a role; its sessions have it at once.  Raises ROLE_NOT_FOUND and ROLE_ALREADY_EXISTS."""
    call.snapshot.get(Subject, self)
    if rbac.assignable(role) is None:
        raise errors.ROLE_NOT_FOUND()
    await call.change(rules.add_to_roles, self, role)
    await _follow(call, self)


@handles(subject.remove_from_roles)
async def remove_from_roles(call: Call, self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """Take a role from the subject, and from its sessions at once; without any role they end."""
    await call.change(rules.remove_from_roles, self, role)
    await _follow(call, self)


@handles(subject.get_permissions_name_label)
async def get_permissions_name_label(call: Call, self: Ref[Subject]) -> SetOf[str]:
    """Return the names of all that the subject may do."""
    role = directory.role_of(call.snapshot.get(Subject, self))
    return rbac.permissions(role) if role is not None else ()


async def _follow(call: Call, self: Ref[Subject]) -> None:
    """Have sessions agree with what their subjects are now."""
    concerned = [each for each in call.services.sessions.all() if each.subject in {self, NULL} or each.role is None]
    await directory.revalidate(call.services, concerned)
