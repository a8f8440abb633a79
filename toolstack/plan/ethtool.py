"""The ``ethtool-*`` keys of other_config."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolstack.plan.hostnet import Pairs, pairs

if TYPE_CHECKING:
    from toolstack.datamodel.model import MapOf

OFFLOADS = ("rx", "tx", "sg", "tso", "ufo", "gso", "gro", "lro")
_SWITCHES = (*OFFLOADS, "autoneg")
_STATES = {"on": "on", "true": "on", "off": "off", "false": "off"}
_PREFIX = "ethtool-"


def ethtool_settings(other_config: MapOf[str, str], defaults: MapOf[str, str]) -> Pairs:
    """Return what the keys say, on top of the defaults; keys and values that mean nothing are ignored.

    Offloads and ``autoneg`` become ``on`` or ``off``, ``speed`` a decimal number of Mbit/s, ``duplex`` ``half`` or
    ``full``, ``advertise`` a hexadecimal mask.
    """
    settings = dict(defaults)
    for key, value in other_config.items():
        if key.startswith(_PREFIX):
            name = key.removeprefix(_PREFIX)
            meant = _meaning(name, value)
            if meant:
                settings[name] = meant
    return pairs(settings)


def gro_property(properties: MapOf[str, str]) -> dict[str, str]:
    """Return the one PIF property there is, ``gro``, as a default for its settings."""
    value = properties.get("gro", "")
    return {"gro": value} if value in ("on", "off") else {}


def _meaning(name: str, value: str) -> str:
    if name in _SWITCHES:
        return _STATES.get(value, "")
    if name == "speed":
        return str(int(value)) if value.isascii() and value.isdecimal() and int(value) > 0 else ""
    if name == "duplex":
        return value if value in ("half", "full") else ""
    if name == "advertise":
        return value.lower() if re.fullmatch(r"0x[0-9a-fA-F]+", value) else ""
    return ""
