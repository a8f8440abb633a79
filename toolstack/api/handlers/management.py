"""Messages about the interface through which hosts are managed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from toolstack.agent.protocol import Observe
from toolstack.api import settlement
from toolstack.api.faults import AgentError
from toolstack.api.registry import handles
from toolstack.datamodel import errors, host_messages, pool_messages
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.rules import management as rules

if TYPE_CHECKING:
    from toolstack.api.call import Call

log = structlog.get_logger(__name__)


@handles(host_messages.management_reconfigure)
async def management_reconfigure(call: Call, pif: Ref[Pif]) -> None:
    """Manage a host through a PIF; taken back, with PIF_CONFIGURATION_ERROR, when the host is not found there."""
    await _move(call, pif)


@handles(host_messages.management_disable)
async def management_disable(call: Call) -> None:
    """Serve only this machine and its guests from now on; addresses stay."""
    await call.change(rules.disable, call.services.local_host)


@handles(host_messages.local_management_reconfigure)
async def local_management_reconfigure(call: Call, interface: str) -> None:
    """Manage this host through a bridge, in an emergency only: otherwise there is the call that checks.

    Raises:
        NOT_IN_EMERGENCY_MODE: the host is all right.
        INTERFACE_HAS_NO_IP: no PIF of this host has such a bridge.
    """
    if call.services.membership.emergency is None:
        raise errors.NOT_IN_EMERGENCY_MODE()
    host = call.services.local_host
    for ref in call.snapshot.reverse(Host, "PIFs", host):
        network = call.snapshot.find(Network, call.snapshot.get(Pif, ref).network)
        if network is not None and network.bridge == interface:
            await call.change(rules.set_management, host, ref)
            return
    raise errors.INTERFACE_HAS_NO_IP(interface)


@handles(host_messages.signal_networking_change)
async def signal_networking_change(call: Call) -> None:
    """Look at this host's addresses anew; what has changed is recorded before the call returns."""
    host = call.services.local_host
    try:
        await call.services.hosts.request(host, Observe())
        await call.converge(host)
    except AgentError as error:
        raise errors.CANNOT_CONTACT_HOST(host) from error


@handles(host_messages.reset_networking)
async def reset_networking(call: Call, host: Ref[Host]) -> None:
    """Forget everything about a host's network, as before its first start; networks and VIFs stay."""
    await call.change(rules.reset_networking, host)


@handles(pool_messages.management_reconfigure)
async def pool_management_reconfigure(call: Call, network: Ref[Network]) -> None:
    """Manage every host through its PIF on a network: all hosts are tried, the coordinator last.

    The first error is raised after that.  A host that cannot be reached through the new interface keeps the old one.
    """
    targets = rules.pool_targets(call.snapshot, network)
    results = await asyncio.gather(*(_move(call, pif) for pif in targets[:-1]), return_exceptions=True)
    results += await asyncio.gather(*(_move(call, pif) for pif in targets[-1:]), return_exceptions=True)
    failures = [result for result in results if isinstance(result, BaseException)]
    for failure in failures:
        log.warning("management of a host was not moved", network=network, reason=str(failure))
    unexpected = [failure for failure in failures if not isinstance(failure, ApiError)]
    if failures:
        raise (unexpected or failures)[0]


async def _move(call: Call, pif: Ref[Pif]) -> None:
    host = call.snapshot.get(Pif, pif).host
    await settlement.edit(call, host, lambda moved: moved, rules.reconfigure, pif)
