"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
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
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.vdi import Vdi


@wire_enum("livepatch_status")
class LivepatchStatus(WireEnum):
    """To be described."""

    OK_LIVEPATCH_COMPLETE = "ok_livepatch_complete"
    OK_LIVEPATCH_INCOMPLETE = "ok_livepatch_incomplete"
    OK = "ok"


@wire_enum("update_after_apply_guidance")
class UpdateAfterApplyGuidance(WireEnum):
    """To be described."""

    RESTARTHVM = "restartHVM"
    RESTARTPV = "restartPV"
    RESTARTHOST = "restartHost"
    RESTARTXAPI = "restartXAPI"


class PoolUpdate(
    Record,
    name="pool_update",
    lifecycle=Lifecycle((("published", "ely"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    version: str = static_ro("To be described.", since="ely", default="")
    installation_size: int = static_ro("To be described.", since="ely", default=0)
    key: str = static_ro("To be described.", since="ely", default="")
    after_apply_guidance: SetOf[UpdateAfterApplyGuidance] = static_ro("To be described.", since="ely", default=())
    vdi: Ref[Vdi] = static_ro("To be described.", since="rio")
    hosts: Reverse[Host] = reverse("host.updates", "To be described.", since="ely")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="inverness", default=EMPTY_MAP)
    enforce_homogeneity: bool = static_ro("To be described.", since="inverness", default=False)


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def introduce(vdi: Ref[Vdi]) -> Ref[PoolUpdate]:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", host_extension="pool_update.precheck")
def precheck(self: Ref[PoolUpdate], host: Ref[Host]) -> LivepatchStatus:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", host_extension="pool_update.apply")
def apply(self: Ref[PoolUpdate], host: Ref[Host]) -> None:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def pool_apply(self: Ref[PoolUpdate]) -> None:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def pool_clean(self: Ref[PoolUpdate]) -> None:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def destroy(self: Ref[PoolUpdate]) -> None:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", hidden=True)
def attach(self: Ref[PoolUpdate], use_localhost_proxy: bool = False) -> str:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", hidden=True)
def detach(self: Ref[PoolUpdate]) -> None:
    """To be described."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", hidden=True)
def resync_host(host: Ref[Host]) -> None:
    """To be described."""
