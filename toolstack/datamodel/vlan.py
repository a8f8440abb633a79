"""VLAN: a tag on a PIF, and the PIF that carries the untagged side."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    NO_REF,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    dynamic_ro,
    message,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif


class Vlan(
    Record,
    name="VLAN",
    lifecycle=Lifecycle((("published", "miami"),)),
    write_role=Role.POOL_OPERATOR,
    unique=(("tagged_PIF", "tag"),),
):
    """An 802.1Q tag on a physical interface or bond; its untagged PIF is what networks are attached to."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    tagged_PIF: Ref[Pif] = static_ro("The interface whose traffic carries the tag.", since="miami", default=NO_REF)
    untagged_PIF: Ref[Pif] = dynamic_ro(
        "The interface that sees the traffic without the tag.", since="miami", default=NO_REF
    )
    tag: int = static_ro("The tag, 0 (native) to 4094.", since="miami", default=-1)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)


@message(Vlan, role=Role.POOL_OPERATOR, since="inverness", hidden=True)
def pool_introduce(tagged_PIF: Ref[Pif], untagged_PIF: Ref[Pif], tag: int, other_config: MapOf[str, str]) -> Ref[Vlan]:
    """Make a VLAN record between two existing PIFs without touching the host, for a host that joins the pool."""


@message(Vlan, role=Role.POOL_OPERATOR, since="miami")
def create(tagged_PIF: Ref[Pif], tag: int, network: Ref[Network]) -> Ref[Vlan]:
    """Put a tag on an interface, attach its untagged side to a network, and plug it.

    The host may not have a PIF on the network yet. If plugging fails, the VLAN stays, detached.
    """


@message(Vlan, role=Role.POOL_OPERATOR, since="miami")
def destroy(self: Ref[Vlan]) -> None:
    """Unplug the untagged PIF and remove it together with the tag."""
