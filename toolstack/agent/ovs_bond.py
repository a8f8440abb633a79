"""Bond settings as OVSDB columns, and back.

The names of the settings are those of :mod:`toolstack.plan.bonds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from toolstack.plan.hostnet import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.agent.ovs_row import Interface, Port
    from toolstack.plan.hostnet import Pairs, Uplink

LACP: Final = "lacp"
_OF_PORT: Final = {
    "miimon": "bond-miimon-interval",
    "rebalance-interval": "bond-rebalance-interval",
    "lacp-time": "lacp-time",
    "lacp-fallback-ab": "lacp-fallback-ab",
}
"""Setting -> key in the port's other_config."""
_OF_MEMBER: Final = ("lacp-aggregation-key", "lacp-actor-key")
"""Keys in other_config of every member, named as the setting."""
_DETECT: Final = "bond-detect-mode"
_HASHED: Final = {"src_mac": "balance-slb", "tcpudp_ports": "balance-tcp"}


class BondColumns(NamedTuple):
    """What a bond is in the database.  A plain NIC is all defaults."""

    bond_mode: str | None = None
    lacp: str | None = None
    updelay: int = 0
    downdelay: int = 0
    port_config: Pairs = ()
    """Keys of the port's other_config."""
    member_config: Pairs = ()
    """Keys of every member's other_config."""


def is_port_key(key: str) -> bool:
    """Return whether a key of a port's other_config is a bond setting."""
    return key.startswith("bond-") or key in _OF_PORT.values()


def is_member_key(key: str) -> bool:
    """Return whether a key of a member's other_config is a bond setting."""
    return key in _OF_MEMBER


def to_columns(uplink: Uplink) -> BondColumns:
    """Return the columns that make a bond what it should be."""
    if not uplink.mode:
        return BondColumns()
    settings = dict(uplink.settings)
    hashing = settings.pop("hashing-algorithm", "")
    updelay, downdelay = (int(settings.pop(key, "0")) for key in ("updelay", "downdelay"))
    member: dict[str, str] = {key: settings.pop(key) for key in _OF_MEMBER if key in settings}
    port: dict[str, str] = {}
    if "use_carrier" in settings:
        port[_DETECT] = "miimon" if settings.pop("use_carrier") == "0" else "carrier"
    for key, value in settings.items():
        port[_OF_PORT.get(key, f"bond-{key}")] = value
    if uplink.mode == LACP:
        mode, lacp = _HASHED.get(hashing, "balance-tcp"), "active"
    else:
        mode, lacp = uplink.mode, "off"
    return BondColumns(mode, lacp, updelay, downdelay, pairs(port), pairs(member))


def columns_of(port: Port, members: Iterable[Interface]) -> BondColumns:
    """Return the columns that a port and its members have now.

    A key that not all members have alike counts as absent, so that it is set again.
    """
    configs = [{key: value for key, value in member.other_config.items() if is_member_key(key)} for member in members]
    common = configs[0] if configs and all(config == configs[0] for config in configs) else {}
    return BondColumns(
        port.bond_mode,
        port.lacp,
        port.bond_updelay,
        port.bond_downdelay,
        pairs({key: value for key, value in port.other_config.items() if is_port_key(key)}),
        pairs(common),
    )


def from_columns(columns: BondColumns) -> tuple[str, Pairs]:
    """Return mode and settings of a bond."""
    settings = dict(columns.member_config)
    known = {column: name for name, column in _OF_PORT.items()}
    for key, value in columns.port_config:
        if key == _DETECT:
            settings["use_carrier"] = "0" if value == "miimon" else "1"
        else:
            settings[known.get(key, key.removeprefix("bond-"))] = value
    if columns.updelay:
        settings["updelay"] = str(columns.updelay)
    if columns.downdelay:
        settings["downdelay"] = str(columns.downdelay)
    if columns.lacp in ("active", "passive"):
        settings["hashing-algorithm"] = "src_mac" if columns.bond_mode == "balance-slb" else "tcpudp_ports"
        return LACP, pairs(settings)
    return columns.bond_mode or "active-backup", pairs(settings)


def normal(uplink: Uplink) -> Uplink:
    """Return an uplink as it will be seen once it is there: NICs in order, settings without doubles."""
    nics = tuple(sorted(uplink.nics))
    if not uplink.mode:
        return msgspec.structs.replace(uplink, nics=nics, mac="", settings=())
    mode, settings = from_columns(to_columns(uplink))
    return msgspec.structs.replace(uplink, nics=nics, mac=uplink.mac.lower(), mode=mode, settings=settings)
