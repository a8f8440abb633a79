"""Carrying a change of PIFs through to their host, and taking it back when the host refuses.

What the host refuses is undone, so that no call leaves something half made, and becomes
PIF_CONFIGURATION_ERROR.  When the host cannot be reached the caller gets CANNOT_CONTACT_HOST, and there are two
ways: what was *made* or *taken apart* is undone as well, since the caller would not know what to ask for next;
what was *set* on existing objects stays, and the reconciler carries it out when the host is back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from toolstack.agent.protocol import Observe, State
from toolstack.api.faults import AgentError, AgentRefused, AgentUnreachable
from toolstack.datamodel import errors
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.model import Ref
from toolstack.datamodel.pif import Pif
from toolstack.rules.undo import recorded, undo

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Change
    from toolstack.plan.hoststate import HostState

R = TypeVar("R")

log = structlog.get_logger(__name__)


def owner(db: Snapshot, pif: Ref[Pif]) -> str:
    """Return how the agent calls what belongs to a PIF."""
    return f"PIF:{db.get(Pif, pif).uuid}"


def is_live(db: Snapshot, host: Ref[Host]) -> bool:
    """Return whether a host is known to be up."""
    metrics = db.find(HostMetrics, db.get(Host, host).metrics)
    return metrics is None or metrics.live


def check_live(call: Call, host: Ref[Host]) -> None:
    """Raise HOST_OFFLINE for a host that is known to be down; HANDLE_INVALID for an unknown one."""
    if not is_live(call.snapshot, host):
        raise errors.HOST_OFFLINE(host)


async def observe(call: Call, host: Ref[Host]) -> HostState:
    """Return what a host looks like now; raises HOST_OFFLINE or CANNOT_CONTACT_HOST."""
    check_live(call, host)
    try:
        answer = await call.services.hosts.request(host, Observe())
    except AgentError as error:
        raise errors.CANNOT_CONTACT_HOST(host) from error
    if not isinstance(answer, State):
        raise errors.CANNOT_CONTACT_HOST(host)
    return answer.state


def foreign(call: Call, host: Ref[Host]) -> tuple[str, ...]:
    """Return the devices of a host that are not the toolstack's, as far as known."""
    state = call.services.hosts.state(host)
    return () if state is None else state.foreign


async def all_or_nothing(
    call: Call,
    host: Ref[Host] | Iterable[Ref[Host]],
    pifs: Callable[[R], Iterable[Ref[Pif]]],
    rule: Callable[..., R],
    *args: Any,
    **kwargs: Any,
) -> R:
    """Run a rule that makes or removes objects and see the host or hosts follow, else take it back.

    ``pifs`` tells which PIFs the result of the rule is about.  Raises HOST_OFFLINE before, and
    PIF_CONFIGURATION_ERROR or CANNOT_CONTACT_HOST after everything is as it was.
    """
    hosts = [host] if isinstance(host, str) else list(host)
    for one in hosts:
        check_live(call, one)
    result, changes = await call.change(recorded, rule, *args, **kwargs)
    try:
        await _settle(call, hosts, pifs(result))
    except ApiError:
        await _take_back(call, hosts, changes)
        raise
    return result


async def edit(
    call: Call,
    host: Ref[Host],
    pifs: Callable[[R], Iterable[Ref[Pif]]],
    rule: Callable[..., R],
    *args: Any,
    **kwargs: Any,
) -> R:
    """Run a rule that sets something of existing PIFs and see it happen on their host.

    Raises HOST_OFFLINE before anything; PIF_CONFIGURATION_ERROR after everything is as it was;
    CANNOT_CONTACT_HOST, with what was set still set.
    """
    check_live(call, host)
    result, changes = await call.change(recorded, rule, *args, **kwargs)
    try:
        await _settle(call, [host], pifs(result))
    except ApiError as error:
        if error.code != errors.CANNOT_CONTACT_HOST.code:
            await _take_back(call, [host], changes)
        raise
    return result


async def _settle(call: Call, hosts: Iterable[Ref[Host]], pifs: Iterable[Ref[Pif]]) -> None:
    """Wait until hosts agree with the records; problems of the PIFs are errors, those of others are not."""
    concerned = {ref: owner(call.snapshot, ref) for ref in pifs}
    failures: list[ApiError] = []
    async with asyncio.TaskGroup() as tasks:
        for host in hosts:
            tasks.create_task(_settle_host(call, host, concerned, failures))
    if failures:
        raise failures[0]


async def _settle_host(call: Call, host: Ref[Host], concerned: dict[Ref[Pif], str], failures: list[ApiError]) -> None:
    mine = {name: ref for ref, name in concerned.items() if call.snapshot.get(Pif, ref).host == host}
    try:
        await call.converge(host, *mine)
    except AgentRefused as refused:
        blamed = mine.get(refused.owner) or next(iter(mine.values()), None)
        if blamed is None:
            failures.append(errors.INTERNAL_ERROR(f"the host did not do it: {refused.text}"))
        else:
            failures.append(errors.PIF_CONFIGURATION_ERROR(blamed, refused.text))
    except AgentUnreachable:
        failures.append(errors.CANNOT_CONTACT_HOST(host))


async def _take_back(call: Call, hosts: Iterable[Ref[Host]], changes: tuple[Change, ...]) -> None:
    """Undo changes and have the hosts follow, as far as they can."""
    try:
        undone = await call.change(undo, changes)
    except ApiError as error:
        log.warning("a refused change could not be undone", method=call.method, error=str(error))
        return
    if not undone:
        log.warning("a refused change stays: something was built on it meanwhile", method=call.method)
        return
    for host in hosts:
        with suppress(AgentError):
            await call.converge(host)
