"""Running programs of others on a host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.api.plugin import Programs
from toolstack.api.registry import handles, overrides
from toolstack.datamodel import errors
from toolstack.datamodel import host_messages as host
from toolstack.datamodel import pool_messages as pool
from toolstack.datamodel.host import Host
from toolstack.datamodel.pool import Pool

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref


@handles(host.call_plugin)
async def call_plugin(call: Call, host: Ref[Host], plugin: str, fn: str, args: MapOf[str, str]) -> str:
    """Run a function of a plugin; raises XENAPI_MISSING_PLUGIN, XENAPI_PLUGIN_FAILURE or what it answers."""
    _check_local(call, host)
    return await Programs(call.services.settings).plugin(plugin, fn, call.session, args)


@overrides(host.call_extension.wire)
async def call_extension(call: Call, host: Ref[Host], method: str) -> Any:
    """Run an extension that takes nothing but the session; raises MESSAGE_METHOD_UNKNOWN when there is none."""
    _check_local(call, host)
    return await Programs(call.services.settings).extension(method, [call.session])


@handles(host.has_extension)
async def has_extension(call: Call, host: Ref[Host], name: str) -> bool:
    """Tell whether the host has an extension of this name."""
    _check_local(call, host)
    return Programs(call.services.settings).has_extension(name)


@handles(pool.has_extension)
async def pool_has_extension(call: Call, self: Ref[Pool], name: str) -> bool:
    """Tell whether every host has an extension of this name; of other hosts than this one it is not known."""
    call.snapshot.get(Pool, self)
    return call.snapshot.count(Host) == 1 and Programs(call.services.settings).has_extension(name)


def _check_local(call: Call, host: Ref[Host]) -> None:
    call.snapshot.get(Host, host)
    if host != call.services.local_host:
        raise errors.HOST_OFFLINE(host)
