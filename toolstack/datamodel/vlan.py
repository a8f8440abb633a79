"""To be described."""

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
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    tagged_PIF: Ref[Pif] = static_ro("To be described.", since="miami", default=NO_REF)
    untagged_PIF: Ref[Pif] = dynamic_ro("To be described.", since="miami", default=NO_REF)
    tag: int = static_ro("To be described.", since="miami", default=-1)
    other_config: MapOf[str, str] = rw("To be described.", since="miami", default=EMPTY_MAP)


@message(Vlan, role=Role.POOL_OPERATOR, since="inverness", hidden=True)
def pool_introduce(tagged_PIF: Ref[Pif], untagged_PIF: Ref[Pif], tag: int, other_config: MapOf[str, str]) -> Ref[Vlan]:
    """To be described."""


@message(Vlan, role=Role.POOL_OPERATOR, since="miami")
def create(tagged_PIF: Ref[Pif], tag: int, network: Ref[Network]) -> Ref[Vlan]:
    """To be described."""


@message(Vlan, role=Role.POOL_OPERATOR, since="miami")
def destroy(self: Ref[Vlan]) -> None:
    """To be described."""
