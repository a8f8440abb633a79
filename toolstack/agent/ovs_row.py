"""Rows of the OVSDB tables that the agent follows, as values.

Columns that the agent neither reads nor writes are not monitored: statistics change every few seconds.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeAlias

import msgspec

Json: TypeAlias = Any
"""A value as RFC 7047 writes it in JSON."""


class OpenVSwitch(msgspec.Struct, frozen=True):
    """The single row of the root table."""

    TABLE: ClassVar[str] = "Open_vSwitch"
    uuid: str
    bridges: tuple[str, ...]
    """Row ids."""
    cur_cfg: int
    next_cfg: int
    ovs_version: str | None
    manager_options: tuple[str, ...]
    """Row ids."""
    ssl: tuple[str, ...]
    """Row ids, at most one."""
    external_ids: dict[str, str]
    other_config: dict[str, str]


class Bridge(msgspec.Struct, frozen=True):
    """A real bridge."""

    TABLE: ClassVar[str] = "Bridge"
    uuid: str
    name: str
    ports: tuple[str, ...]
    """Row ids."""
    datapath_type: str
    fail_mode: str | None
    mcast_snooping_enable: bool
    protocols: tuple[Any, ...]
    """Versions of OpenFlow that it speaks; empty for all."""
    external_ids: dict[str, str]
    other_config: dict[str, str]


class Port(msgspec.Struct, frozen=True):
    """A port: local, NIC, bond, fake bridge or guest interface."""

    TABLE: ClassVar[str] = "Port"
    uuid: str
    name: str
    interfaces: tuple[str, ...]
    """Row ids."""
    tag: int | None
    trunks: tuple[int, ...]
    fake_bridge: bool
    mac: str | None
    bond_mode: str | None
    lacp: str | None
    bond_updelay: int
    bond_downdelay: int
    bond_active_slave: str | None
    """Hardware address of the active member."""
    external_ids: dict[str, str]
    other_config: dict[str, str]


class Interface(msgspec.Struct, frozen=True):
    """A device of a port."""

    TABLE: ClassVar[str] = "Interface"
    uuid: str
    name: str
    type: str
    mac: str | None
    mac_in_use: str | None
    mtu_request: int | None
    ofport: int | None
    error: str | None
    link_state: str | None
    lacp_current: bool | None
    ingress_policing_rate: int
    """Kilobits per second."""
    ingress_policing_burst: int
    """Kilobits."""
    external_ids: dict[str, str]
    other_config: dict[str, str]


class Manager(msgspec.Struct, frozen=True):
    """Somebody who may connect to the database."""

    TABLE: ClassVar[str] = "Manager"
    uuid: str
    target: str
    external_ids: dict[str, str]


class Ssl(msgspec.Struct, frozen=True):
    """What managers are met with."""

    TABLE: ClassVar[str] = "SSL"
    uuid: str
    private_key: str
    certificate: str
    ca_cert: str
    bootstrap_ca_cert: bool


Row: TypeAlias = OpenVSwitch | Bridge | Port | Interface | Manager | Ssl

ROWS: dict[str, type[Row]] = {cls.TABLE: cls for cls in (OpenVSwitch, Bridge, Port, Interface, Manager, Ssl)}


def _plain(value: Json) -> Any:
    return value


def _optional(value: Json) -> Any:
    if isinstance(value, list):
        return value[1][0] if value[1] else None
    return value


def _members(value: Json) -> tuple[Any, ...]:
    if isinstance(value, list) and value[0] == "set":
        return tuple(sorted(value[1]))
    return (value,)


def _row_ids(value: Json) -> tuple[str, ...]:
    if value[0] == "uuid":
        return (value[1],)
    return tuple(item[1] for item in value[1])


def _mapping(value: Json) -> dict[str, str]:
    return dict(value[1])


def _parser(annotation: str) -> Any:
    if annotation.startswith("dict"):
        return _mapping
    if annotation.startswith("tuple[str"):
        return _row_ids
    if annotation.startswith("tuple"):
        return _members
    if annotation.endswith("None"):
        return _optional
    return _plain


_PARSERS: dict[str, tuple[tuple[str, Any], ...]] = {
    table: tuple((name, _parser(cls.__annotations__[name])) for name in cls.__struct_fields__ if name != "uuid")
    for table, cls in ROWS.items()
}


def columns(table: str) -> list[str]:
    """Return the names of the columns that are followed."""
    return [name for name, _ in _PARSERS[table]]


def parse(table: str, uuid: str, values: dict[str, Json]) -> Row:
    """Return a row from its columns as the database sends them.

    Raises:
        KeyError: a column is missing.
    """
    return ROWS[table](uuid, *[parser(values[name]) for name, parser in _PARSERS[table]])


def wire(value: Any) -> Json:
    """Return a column's value as the database wants it: None as the empty set, dicts as maps, tuples as sets."""
    if value is None:
        return ["set", []]
    if isinstance(value, dict):
        return ["map", [[key, value[key]] for key in sorted(value)]]
    if isinstance(value, tuple):
        return ["set", list(value)]
    return value
