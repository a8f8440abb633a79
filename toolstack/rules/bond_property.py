"""Properties of bonds: which there are, and what they are when nothing is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.bond import BondMode

if TYPE_CHECKING:
    from toolstack.datamodel.model import MapOf

_VALUES = {
    "hashing_algorithm": re.compile("src_mac|tcpudp_ports"),
    "lacp-time": re.compile("fast|slow"),
    "lacp-aggregation-key": re.compile(r"-?[0-9]+"),
    "lacp-fallback-ab": re.compile("true|false"),
}
"""What LACP bonds know; the other modes have no properties."""

_DEFAULTS = {"hashing_algorithm": "tcpudp_ports", "lacp-time": "slow", "lacp-fallback-ab": "true"}


def is_valid(mode: BondMode, name: str, value: str) -> bool:
    """Return whether a bond of this mode can have the property."""
    return mode is BondMode.LACP and name in _VALUES and _VALUES[name].fullmatch(value) is not None


def check(mode: BondMode, properties: MapOf[str, str]) -> None:
    """Raise INVALID_VALUE for the first property that a bond of this mode cannot have."""
    for name, value in properties.items():
        if not is_valid(mode, name, value):
            raise errors.INVALID_VALUE("properties", f"{name} = {value}")


def complete(mode: BondMode, properties: MapOf[str, str]) -> dict[str, str]:
    """Return those properties that go with the mode, with defaults for what is missing."""
    defaults = _DEFAULTS if mode is BondMode.LACP else {}
    return {**defaults, **{name: value for name, value in properties.items() if is_valid(mode, name, value)}}
