"""VLAN: a tag on a PIF, and the PIF that carries the untagged side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, Ref, Role, dynamic_ro, message, rw, static_ro

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

    uuid: str = dynamic_ro("Unique identifier.", since="rio")
    tagged_PIF: Ref[Pif] = static_ro("The interface whose traffic carries the tag.", since="miami", default="")
    untagged_PIF: Ref[Pif] = dynamic_ro("The interface that sees the traffic without the tag.", since="miami", default="")
    tag: int = static_ro("The tag, 0 (native) to 4094.", since="miami", default=-1)
    other_config: MapOf[str, str] = rw("Free-form keys.", since="miami")


@message(Vlan, role=Role.POOL_OPERATOR, since="miami")
def create(tagged_PIF: Ref[Pif], tag: int, network: Ref[Network]) -> Ref[Vlan]:
    """Put a tag on an interface and attach its untagged side to a network, on the interface's host."""


@message(Vlan, role=Role.POOL_OPERATOR, since="miami")
def destroy(self: Ref[Vlan]) -> None:
    """Unplug the untagged PIF and remove it together with the tag."""
