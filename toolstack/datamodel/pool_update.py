"""pool_update: an update of the hosts."""

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
    """Whether an update takes effect without a reboot."""

    OK_LIVEPATCH_COMPLETE = "ok_livepatch_complete"
    OK_LIVEPATCH_INCOMPLETE = "ok_livepatch_incomplete"
    OK = "ok"


@wire_enum("update_after_apply_guidance")
class UpdateAfterApplyGuidance(WireEnum):
    """What has to be restarted after an update."""

    RESTARTHVM = "restartHVM"
    RESTARTPV = "restartPV"
    RESTARTHOST = "restartHost"
    RESTARTXAPI = "restartXAPI"


class PoolUpdate(
    Record, name="pool_update", lifecycle=Lifecycle((("published", "ely"),)), write_role=Role.POOL_OPERATOR
):
    """An update that came as one file, and the hosts that have it."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    version: str = static_ro("Its version.", since="ely", default="")
    installation_size: int = static_ro("The space that it needs, in bytes.", since="ely", default=0)
    key: str = static_ro("The key that it is signed with.", since="ely", default="")
    after_apply_guidance: SetOf[UpdateAfterApplyGuidance] = static_ro(
        "What has to be restarted after it.", since="ely", default=()
    )
    vdi: Ref[Vdi] = static_ro("The disk that it is on, or null.", since="rio")
    hosts: Reverse[Host] = reverse("host.updates", "The hosts that have it.", since="ely")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="inverness", default=EMPTY_MAP)
    enforce_homogeneity: bool = static_ro(
        "Whether all hosts of the pool have to have it.", since="inverness", default=False
    )


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def introduce(vdi: Ref[Vdi]) -> Ref[PoolUpdate]:
    """Make the record of an update on a disk, and return it."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", host_extension="pool_update.precheck")
def precheck(self: Ref[PoolUpdate], host: Ref[Host]) -> LivepatchStatus:
    """Return whether the update can be applied to a host, and whether without a reboot."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", host_extension="pool_update.apply")
def apply(self: Ref[PoolUpdate], host: Ref[Host]) -> None:
    """Apply the update to a host."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def pool_apply(self: Ref[PoolUpdate]) -> None:
    """Apply the update to all hosts."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def pool_clean(self: Ref[PoolUpdate]) -> None:
    """Remove the update's files from all hosts."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely")
def destroy(self: Ref[PoolUpdate]) -> None:
    """Remove the update, which no host may have."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", hidden=True)
def attach(self: Ref[PoolUpdate], use_localhost_proxy: bool = False) -> str:
    """Offer the update's files to hosts, and return where."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", hidden=True)
def detach(self: Ref[PoolUpdate]) -> None:
    """Offer the update's files no more."""


@message(PoolUpdate, role=Role.POOL_OPERATOR, since="ely", hidden=True)
def resync_host(host: Ref[Host]) -> None:
    """Record which updates a host has."""
