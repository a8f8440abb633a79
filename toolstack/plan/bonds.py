"""Bonds: their hardware address, mode and settings in canonical form.

``Uplink.mode`` is one of ``MODES``.  ``Uplink.settings`` holds the names below, which are those of the XenAPI and
of ``bond-*`` keys, each only when it means something, so that equal bonds have equal settings:

* ``miimon``, ``rebalance-interval``, and unless 0 ``updelay`` and ``downdelay``: milliseconds, decimal;
* ``use_carrier``: ``1`` to detect failures by carrier, ``0`` by miimon;
* ``hashing-algorithm``: ``tcpudp_ports`` or ``src_mac``; always there with lacp, never otherwise;
* ``lacp-time``, ``lacp-fallback-ab``: as the XenAPI has them, for the whole bond;
* ``lacp-aggregation-key``, ``lacp-actor-key``: for each of its NICs;
* any other name came from a ``bond-<name>`` key of the PIF and is passed on under that key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.bond import BondMode
from toolstack.datamodel.pif import Pif
from toolstack.plan.hostnet import Pairs, Uplink, pairs

if TYPE_CHECKING:
    from toolstack.plan.reader import Reader
    from toolstack.plan.topology import BondMaster

MODES = ("balance-slb", "active-backup", "lacp")
NUMBERS = ("miimon", "updelay", "downdelay", "use_carrier", "rebalance-interval")
"""Settings that have to be non-negative integers; others are dropped."""
HASHINGS = ("tcpudp_ports", "src_mac")

_DELAYS = ("updelay", "downdelay")
_OVERRIDE = "bond-"
_DETECTION = {"miimon": "100", "downdelay": "200", "updelay": "31000", "use_carrier": "1"}
_REBALANCE = "1800000"


def bond_mac(reader: Reader, top: BondMaster) -> str:
    """Return the hardware address of a bond: its primary NIC's while it follows that, else its own."""
    primary = reader.find(Pif, top.bond.primary_slave)
    follows = top.bond.auto_update_mac and primary is not None
    return (primary.MAC if follows and primary is not None else top.pif.MAC).lower()


def bond_uplink(reader: Reader, top: BondMaster, bridge: str) -> Uplink | None:
    """Return how a bond's NICs are joined to its bridge; None without any NIC.

    A single NIC, as pools with unlike hosts have them, is joined as a plain port.
    """
    owner = f"PIF:{top.pif.uuid}"
    nics = tuple(sorted({pif.device for _, pif in top.members}))
    if len(nics) > 1:
        mode, settings = bond_settings(top)
        name, mac = top.pif.device, bond_mac(reader, top)
        return Uplink(name=name, owner=owner, bridge=bridge, nics=nics, mac=mac, mode=mode, settings=settings)
    return Uplink(name=nics[0], owner=owner, bridge=bridge, nics=nics) if nics else None


def bond_settings(top: BondMaster) -> tuple[str, Pairs]:
    """Return mode and settings of a bond, after the overrides in its PIF's other_config."""
    overrides = {
        key.removeprefix(_OVERRIDE): value
        for key, value in top.pif.other_config.items()
        if key.startswith(_OVERRIDE) and key != _OVERRIDE
    }
    mode = overrides.pop("mode", "")
    if mode not in MODES:
        mode = str(top.bond.mode)
    settings = dict(_DETECTION)
    settings["hashing-algorithm"] = top.bond.properties.get("hashing_algorithm", "")
    if mode == BondMode.LACP.value:
        names = ("lacp-time", "lacp-aggregation-key", "lacp-fallback-ab")
        settings |= {name: top.bond.properties[name] for name in names if top.bond.properties.get(name)}
    else:
        settings["rebalance-interval"] = _REBALANCE
    return mode, pairs(_canonical(mode, settings | overrides))


def _canonical(mode: str, settings: dict[str, str]) -> dict[str, str]:
    result = {key: value for key, value in settings.items() if value and key not in NUMBERS}
    result.pop("hashing-algorithm", None)
    if mode == BondMode.LACP.value:
        hashing = settings.get("hashing-algorithm", "")
        result["hashing-algorithm"] = hashing if hashing in HASHINGS else HASHINGS[0]
    for key in NUMBERS:
        value = settings.get(key, "")
        if value.isascii() and value.isdecimal():
            result[key] = str(min(int(value), 1)) if key == "use_carrier" else str(int(value))
    return {key: value for key, value in result.items() if key not in _DELAYS or value != "0"}
