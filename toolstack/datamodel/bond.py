"""Bond: several NICs of a host used as one."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    NO_REF,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    message,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif


@wire_enum("bond_mode")
class BondMode(WireEnum):
    """How the traffic is spread over the members."""

    BALANCE_SLB = "balance-slb"
    """By source MAC address, rebalanced now and then; needs nothing of the switch."""
    ACTIVE_BACKUP = "active-backup"
    """One member works, the others stand by."""
    LACP = "lacp"
    """As negotiated with the switch (802.3ad)."""


class Bond(Record, name="Bond", lifecycle=Lifecycle((("published", "miami"),)), write_role=Role.POOL_OPERATOR):
    """Several NICs of one host joined for bandwidth or redundancy.

    Its own PIF, the master, takes the place of the members.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    master: Ref[Pif] = static_ro("The PIF that the bond is used through.", since="miami", default=NO_REF)
    slaves: Reverse[Pif] = reverse("PIF.bond_slave_of", "The PIFs of the members.", since="miami")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    primary_slave: Ref[Pif] = dynamic_ro(
        "The member whose MAC address and IP configuration the master took over, and to which they return.",
        since="boston",
        default=NULL,
    )
    mode: BondMode = dynamic_ro("How the traffic is spread.", since="boston", default=BondMode.BALANCE_SLB)
    properties: MapOf[str, str] = dynamic_ro(
        "Settings of the mode, with their defaults filled in. For lacp: ``hashing_algorithm``, ``lacp-time``, ``lacp-aggregation-key``, ``lacp-fallback-ab``.",
        since="tampa",
        default=EMPTY_MAP,
    )
    links_up: int = dynamic_ro("How many members have a link.", since="tampa", default=0)
    auto_update_mac: bool = dynamic_ro(
        "Whether the master's MAC address follows that of the primary member.", since="quebec", default=True
    )


@message(Bond, role=Role.POOL_OPERATOR, since="miami")
def create(
    network: Ref[Network],
    members: SetOf[Ref[Pif]],
    MAC: str,
    mode: BondMode = BondMode.BALANCE_SLB,
    properties: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Bond]:
    """Join interfaces into a bond, move everything that they carried to it, and return it.

    VLANs, tunnels, VIFs, the IPv4 configuration and the management interface move from the members to the
    master. The connection to the host may break meanwhile although the call succeeds.

    Args:
        network: a network on which the host has no PIF yet.
        members: NICs of one host, at most one of them with an IP configuration.
        MAC: empty to take and follow that of the primary member.
        mode: how to spread the traffic.
        properties: settings of the mode.
    """


@message(Bond, role=Role.POOL_OPERATOR, since="miami")
def destroy(self: Ref[Bond]) -> None:
    """Dissolve a bond; what it carried moves to the primary member."""


@message(Bond, role=Role.POOL_OPERATOR, since="boston")
def set_mode(self: Ref[Bond], value: BondMode) -> None:
    """Change how the traffic is spread; properties that the new mode does not know are dropped."""


@message(Bond, role=Role.POOL_OPERATOR, since="tampa")
def set_property(self: Ref[Bond], name: str, value: str) -> None:
    """Set one of the properties of the bond's mode; INVALID_VALUE for an unknown name or value."""
