"""Questions to the directory; without one they answer AUTH_IS_DISABLED."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api import directory
from toolstack.api.registry import handles
from toolstack.datamodel import auth, errors
from toolstack.datamodel import host_messages as host
from toolstack.datamodel import pool_messages as pool
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import EMPTY_MAP
from toolstack.datamodel.pool import Pool

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref, SetOf


@handles(auth.get_subject_identifier)
async def get_subject_identifier(call: Call, subject_name: str) -> str:
    """Return the directory's identifier of a user or group; raises SUBJECT_CANNOT_BE_RESOLVED."""
    try:
        return await directory.current(call.services).identifier(subject_name)
    except directory.DirectoryError as error:
        raise errors.SUBJECT_CANNOT_BE_RESOLVED() from error


@handles(auth.get_subject_information_from_identifier)
async def get_subject_information_from_identifier(call: Call, subject_identifier: str) -> MapOf[str, str]:
    """Return what the directory knows about a user or group; raises SUBJECT_CANNOT_BE_RESOLVED."""
    try:
        return dict(await directory.current(call.services).information(subject_identifier))
    except directory.DirectoryError as error:
        raise errors.SUBJECT_CANNOT_BE_RESOLVED() from error


@handles(auth.get_group_membership)
async def get_group_membership(call: Call, subject_identifier: str) -> SetOf[str]:
    """Return the identifiers of the groups that a user is in; raises SUBJECT_CANNOT_BE_RESOLVED."""
    try:
        return tuple(await directory.current(call.services).groups(subject_identifier))
    except directory.DirectoryError as error:
        raise errors.SUBJECT_CANNOT_BE_RESOLVED() from error


@handles(host.enable_external_auth)
async def enable_external_auth(
    call: Call, host: Ref[Host], config: MapOf[str, str], service_name: str, auth_type: str
) -> None:
    """Refuse: no kind of directory comes with the server."""
    del config, service_name
    call.snapshot.get(Host, host)
    raise errors.AUTH_UNKNOWN_TYPE(auth_type)


@handles(host.disable_external_auth)
async def disable_external_auth(
    call: Call,
    host: Ref[Host],
    config: MapOf[str, str] = EMPTY_MAP,
    force: bool = False,  # noqa: FBT001, FBT002 - as declared
) -> None:
    """Succeed: the host has joined no directory."""
    del config, force
    call.snapshot.get(Host, host)


@handles(pool.enable_external_auth)
async def pool_enable_external_auth(
    call: Call, pool: Ref[Pool], config: MapOf[str, str], service_name: str, auth_type: str
) -> None:
    """Refuse: no kind of directory comes with the server."""
    del config, service_name
    call.snapshot.get(Pool, pool)
    raise errors.AUTH_UNKNOWN_TYPE(auth_type)


@handles(pool.disable_external_auth)
async def pool_disable_external_auth(call: Call, pool: Ref[Pool], config: MapOf[str, str] = EMPTY_MAP) -> None:
    """Succeed: no host has joined a directory."""
    del config
    call.snapshot.get(Pool, pool)


@handles(pool.detect_nonhomogeneous_external_auth)
async def detect_nonhomogeneous_external_auth(call: Call, pool: Ref[Pool]) -> None:
    """Succeed: all hosts are alike in having no directory."""
    call.snapshot.get(Pool, pool)
