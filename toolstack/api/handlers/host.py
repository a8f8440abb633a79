"""What a host says about itself and lets be done to it, its network apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toolstack.api.registry import handles
from toolstack.datamodel import errors
from toolstack.datamodel import host_messages as host
from toolstack.datamodel.catalog import MESSAGES
from toolstack.datamodel.host import Host
from toolstack.datamodel.pif import Pif
from toolstack.rules import host_service

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Ref, SetOf


@handles(host.list_methods)
async def list_methods(_call: Call) -> SetOf[str]:
    """Return the name of every message."""
    return tuple(MESSAGES)


@handles(host.get_servertime)
async def get_servertime(call: Call, host: Ref[Host]) -> datetime:
    """Return the host's clock in universal time."""
    _check_local(call, host)
    return datetime.now(UTC)


@handles(host.get_server_localtime)
async def get_server_localtime(call: Call, host: Ref[Host]) -> datetime:
    """Return the host's clock in its own time zone."""
    _check_local(call, host)
    return datetime.now(UTC).astimezone()


@handles(host.get_management_interface)
async def get_management_interface(call: Call, host: Ref[Host]) -> Ref[Pif]:
    """Return the PIF that carries the management traffic; raises HOST_HAS_NO_MANAGEMENT_IP when none does."""
    call.snapshot.get(Host, host)
    for ref in call.snapshot.reverse(Host, "PIFs", host):
        if call.snapshot.get(Pif, ref).management:
            return ref
    raise errors.HOST_HAS_NO_MANAGEMENT_IP()


@handles(host.is_in_emergency_mode)
async def is_in_emergency_mode(call: Call) -> bool:
    """Tell whether the host cannot reach its coordinator and answers little else."""
    return call.services.membership.emergency is not None


@handles(host.disable)
async def disable(call: Call, host: Ref[Host], auto_enable: bool = True) -> None:  # noqa: FBT001, FBT002 - as declared
    """Have no VM start on the host, until it boots or, without ``auto_enable``, until it is enabled."""
    await call.change(host_service.disable, host, auto_enable=auto_enable)


@handles(host.enable)
async def enable(call: Call, host: Ref[Host]) -> None:
    """Let VMs start on the host again."""
    await call.change(host_service.enable, host)


@handles(host.local_assert_healthy)
async def local_assert_healthy(_call: Call) -> None:
    """Succeed: whoever gets an answer from here talks to a host that works."""


def _check_local(call: Call, host: Ref[Host]) -> None:
    """A clock can only be read here."""
    call.snapshot.get(Host, host)
    if host != call.services.local_host:
        raise errors.HOST_OFFLINE(host)
