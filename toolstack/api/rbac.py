"""Who may call what: roles, permissions, and the static ``role`` objects that show them.

A permission is the name of a message in lower case.  Roles are totally ordered, so a check is a comparison;
the objects exist because clients list them.
"""

from __future__ import annotations

import hashlib
import uuid as uuids
from functools import cache
from typing import TYPE_CHECKING

from immutables import Map

from toolstack.api.endpoint import ENDPOINTS
from toolstack.datamodel import errors
from toolstack.datamodel.catalog import MESSAGES, Resolved
from toolstack.datamodel.model import Ref, Role, role_names
from toolstack.datamodel.role import RbacRole
from toolstack.db.snapshot import Row, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.api.sessions import Identity

CLIENT_CERT = "client-cert"
"""The internal role of sessions that presented a client certificate."""

_POOL_ADMIN_UUID = "0165f154-ba3e-034e-6b27-5d271af109ba"
_EXTRA = {"task.destroy/any": Role.POOL_OPERATOR}
"""Permissions that belong to no message of their own: to destroy, cancel or change the tasks of others."""


def keyed(message: Resolved, key: str) -> str:
    """Return the declared key pattern that a map key falls under, or the empty string."""
    for pattern in message.map_key_roles:
        if pattern == key or (pattern.endswith("*") and key.startswith(pattern[:-1])):
            return pattern
    return ""


def holds(identity: Identity, role: Role, *, client_cert: bool = False) -> bool:
    """Whether a session includes a role; local root, pool and local sessions include all of them."""
    if identity.superuser:
        return True
    if identity.client_cert:
        return client_cert or role <= Role.READ_ONLY
    return identity.role is not None and identity.role >= role


def authorise(identity: Identity, message: Resolved, key: str | None = None) -> None:
    """Check that a session may call a message.

    Args:
        identity: who calls.
        message: what is called.
        key: the map key that it adds or removes, if it does.

    Raises:
        RBAC_PERMISSION_DENIED: with the permission and the roles that hold it.
    """
    if identity.superuser:
        return
    role, permission = message.role, message.wire.lower()
    if key is not None and (pattern := keyed(message, key)):
        role, permission = message.map_key_roles[pattern], f"{permission}/key:{pattern}".lower()
    if not holds(identity, role, client_cert=message.client_cert):
        raise denied(permission, role, client_cert=message.client_cert)


def require(identity: Identity, permission: str) -> None:
    """Check a permission that belongs to no message, such as ``task.destroy/any``."""
    role = _EXTRA[permission]
    if not holds(identity, role):
        raise denied(permission, role)


def authorise_http(identity: Identity, name: str) -> None:
    """Check that a session may use an endpoint of HTTP; raises RBAC_PERMISSION_DENIED.

    ``name`` is that of the table, such as ``get_host_backup``.
    """
    endpoint = ENDPOINTS[name]
    if not holds(identity, endpoint.role, client_cert=endpoint.client_cert):
        raise denied(endpoint.permission, endpoint.role, client_cert=endpoint.client_cert)


def denied(permission: str, role: Role, *, client_cert: bool = False) -> Exception:
    """Return the error for a permission that a session lacks."""
    names = ", ".join(role_names(role, client_cert=client_cert)) or "none but local root"
    return errors.RBAC_PERMISSION_DENIED(permission, f"The session lacks this permission. Roles that have it: {names}")


@cache
def permissions(role: Role, *, client_cert: bool = False) -> tuple[str, ...]:
    """Return the names of all permissions of a role, sorted; ``client_cert`` for the role of that name."""
    return tuple(
        sorted(
            name.lower()
            for name, least, certificate in _permissions()
            if (certificate or least <= Role.READ_ONLY if client_cert else least <= role)
        )
    )


def _permissions() -> Iterator[tuple[str, Role, bool]]:
    """Yield (name in its original case, smallest role, whether client-cert has it)."""
    for message in MESSAGES.values():
        if message.needs_session:
            yield message.wire, message.role, message.client_cert
            for pattern, role in message.map_key_roles.items():
                yield f"{message.wire}/key:{pattern}", role, False
    for name, role in _EXTRA.items():
        yield name, role, False
    for endpoint in ENDPOINTS.values():
        yield endpoint.permission, endpoint.role, endpoint.client_cert


def _uuid(name: str) -> str:
    if name == Role.POOL_ADMIN.wire:
        return _POOL_ADMIN_UUID
    return str(uuids.UUID(bytes=hashlib.md5(name.encode(), usedforsecurity=False).digest()))


def _row(name: str, label: str, subroles: tuple[Ref[RbacRole], ...], doc: str, *, is_internal: bool) -> Row[RbacRole]:
    uuid = _uuid(name)
    record = RbacRole(uuid=uuid, name_label=label, name_description=doc, subroles=subroles, is_internal=is_internal)
    return Row(Ref(f"OpaqueRef:{uuid}"), record, 0, 0)


_DOC = {
    Role.POOL_ADMIN: "May do everything",
    Role.POOL_OPERATOR: "May do everything but manage users and their roles",
    Role.VM_POWER_ADMIN: "May do everything with VMs, and set limits and scheduling",
    Role.VM_ADMIN: "May make, change and remove VMs",
    Role.VM_OPERATOR: "May use VMs and start and stop them",
    Role.READ_ONLY: "May look at everything",
}


def assignable(ref: str) -> Role | None:
    """Return the role of an object that subjects may be given, or None when it is none of them."""
    return _assignable().get(ref)


@cache
def _assignable() -> dict[str, Role]:
    return {f"OpaqueRef:{_uuid(role.wire)}": role for role in _DOC}


@cache
def roles() -> Snapshot:
    """Return the role objects, which are no rows of the database, as a snapshot of their own."""
    known = list(_permissions())
    rows = {name: _row(name, name.lower(), (), "", is_internal=True) for name, _, _ in known}
    for role, doc in _DOC.items():
        subroles = tuple(rows[name].ref for name, least, _ in known if least <= role)
        rows[role.wire] = _row(role.wire, role.wire, subroles, doc, is_internal=False)
    subroles = tuple(rows[name].ref for name, least, cert in known if cert or least <= Role.READ_ONLY)
    rows[CLIENT_CERT] = _row(CLIENT_CERT, CLIENT_CERT, subroles, "Known by a client certificate", is_internal=True)
    snapshot = Snapshot()
    snapshot.tables["role"] = Map({row.ref: row for row in rows.values()})
    snapshot.uuids["role"] = Map({row.record.uuid: row.ref for row in rows.values()})
    return snapshot
