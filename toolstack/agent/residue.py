"""What is still to do after an apply, told apart by what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolstack.plan.diff import diff
from toolstack.plan.steps import PutDns, PutInterface, PutLink, PutRoute, PutVifPort, ReleaseDns

if TYPE_CHECKING:
    from collections.abc import Container

    from toolstack.plan.hostnet import HostNet
    from toolstack.plan.steps import Step

RESOLVER: Final = "resolver"


def residue(seen: HostNet, wanted: HostNet) -> dict[object, Step]:
    """Return the steps that still separate two networks, by :func:`key_of`."""
    return {key_of(step): step for step in diff(seen, wanted)}


def key_of(step: Step) -> tuple[str, object]:
    """Return the kind of a step and the name of what it is about: two steps about the same have equal keys."""
    kind = type(step).__name__
    if isinstance(step, PutDns | ReleaseDns):
        return kind, RESOLVER
    for name in step.__struct_fields__:
        value = getattr(step, name)
        if value is not None and hasattr(value, "key"):
            key = value.key
            return kind, key if isinstance(key, str) else "{} via {}".format(*key)
    raise TypeError(kind)


def reachable(step: Step, devices: Container[str]) -> bool:
    """Return whether the device that a step works on is there; those of the switch make theirs."""
    match step:
        case PutLink(link=link):
            return link.name in devices
        case PutInterface(interface=interface):
            return interface.name in devices
        case PutVifPort(port=port):
            return port.name in devices
        case PutRoute(route=route):
            return route.device in devices
        case _:
            return True
