"""Which MTU a network's ends have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolstack.datamodel.model import MapOf
    from toolstack.datamodel.network import Network

DEFAULT = 1500
SMALLEST, LARGEST = 68, 65535
"""What IPv4 needs, and what a device can be set to at all."""


def is_mtu(value: int) -> bool:
    """Return whether a device can have this MTU."""
    return SMALLEST <= value <= LARGEST


def override(other_config: MapOf[str, str]) -> int | None:
    """Return the MTU that a PIF or VIF has in its ``other_config:mtu``; None without a usable one."""
    text = other_config.get("mtu", "")
    value = int(text) if text.isascii() and text.isdecimal() else 0
    return value if is_mtu(value) else None


def wanted_mtu(other_config: MapOf[str, str], network: Network) -> int:
    """Return the MTU of a PIF's bridge or a VIF: its own override, else the network's, else the default."""
    own = override(other_config)
    if own is not None:
        return own
    return network.MTU if is_mtu(network.MTU) else DEFAULT
