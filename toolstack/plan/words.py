"""Settings of a host network in words, for operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.plan.hostnet import Value

_LABELS = {
    "owner": "made for",
    "parent": "parent",
    "tag": "tag",
    "mac": "MAC",
    "fail_mode": "fail mode",
    "disable_in_band": "no in-band control",
    "igmp_snooping": "IGMP snooping",
    "network_uuids": "networks",
    "network_uuid": "network",
    "nics": "NICs",
    "mode": "mode",
    "settings": "settings",
    "external_ids": "external ids",
    "mtu": "MTU",
    "carrier": "carrier",
    "locking": "locking",
    "ipv4_allowed": "allowed IPv4",
    "ipv6_allowed": "allowed IPv6",
    "rate_kbytes": "rate limit in kB/s",
    "trunks": "trunks",
    "ipv4_mode": "IPv4 mode",
    "ipv4": "IPv4 addresses",
    "ipv6_mode": "IPv6 mode",
    "ipv6": "IPv6 addresses",
    "accept_gateway": "gateway from there",
    "accept_dns": "DNS from there",
    "ethtool": "ethtool settings",
    "bridge": "bridge",
    "target": "target",
}

_TOLD = {"name", "owner", "bridge", "parent", "tag", "nics", "mode", "network_uuids", "network_uuid", "external_ids"}
"""What the description of a new thing need not repeat."""


def listed(items: Iterable[object]) -> str:
    """Return the items separated by commas."""
    return ", ".join(str(item) for item in items)


def worded(value: object) -> str:
    """Return the value of one setting in words."""
    if value is None:
        return "unset"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " ".join(f"{item[0]}={item[1]}" if isinstance(item, tuple) else str(item) for item in value) or "none"
    return str(value) or "unset"


def settings(value: Value) -> str:
    """Return the settings of a new thing that differ from the defaults, in parentheses; empty without any."""
    defaults = dict(zip(value.__struct_fields__[::-1], value.__struct_defaults__[::-1], strict=False))
    told = [
        f"{_LABELS[key]} {worded(getattr(value, key))}"
        for key in value.__struct_fields__
        if key not in _TOLD and getattr(value, key) != defaults.get(key)
    ]
    return f" ({listed(told)})" if told else ""


def altered(was: Value, now: Value) -> str:
    """Return the settings that differ, each as ``MTU 1500 -> 9000``."""
    return listed(
        f"{_LABELS[key]} {worded(getattr(was, key))} -> {worded(getattr(now, key))}"
        for key in now.__struct_fields__
        if getattr(was, key) != getattr(now, key)
    )
