"""To be described."""

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
    """To be described."""

    BALANCE_SLB = "balance-slb"
    ACTIVE_BACKUP = "active-backup"
    LACP = "lacp"


class Bond(
    Record,
    name="Bond",
    lifecycle=Lifecycle((("published", "miami"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    master: Ref[Pif] = static_ro("To be described.", since="miami", default=NO_REF)
    slaves: Reverse[Pif] = reverse("PIF.bond_slave_of", "To be described.", since="miami")
    other_config: MapOf[str, str] = rw("To be described.", since="miami", default=EMPTY_MAP)
    primary_slave: Ref[Pif] = dynamic_ro("To be described.", since="boston", default=NULL)
    mode: BondMode = dynamic_ro("To be described.", since="boston", default=BondMode.BALANCE_SLB)
    properties: MapOf[str, str] = dynamic_ro("To be described.", since="tampa", default=EMPTY_MAP)
    links_up: int = dynamic_ro("To be described.", since="tampa", default=0)
    auto_update_mac: bool = dynamic_ro("To be described.", since="quebec", default=True)


@message(Bond, role=Role.POOL_OPERATOR, since="miami")
def create(
    network: Ref[Network],
    members: SetOf[Ref[Pif]],
    MAC: str,
    mode: BondMode = BondMode.BALANCE_SLB,
    properties: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Bond]:
    """To be described."""


@message(Bond, role=Role.POOL_OPERATOR, since="miami")
def destroy(self: Ref[Bond]) -> None:
    """To be described."""


@message(Bond, role=Role.POOL_OPERATOR, since="boston")
def set_mode(self: Ref[Bond], value: BondMode) -> None:
    """To be described."""


@message(Bond, role=Role.POOL_OPERATOR, since="tampa")
def set_property(self: Ref[Bond], name: str, value: str) -> None:
    """To be described."""
