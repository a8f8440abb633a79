"""pool_patch: an update of the former kind."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
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
    internal,
    message,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.host_patch import HostPatch
    from toolstack.datamodel.pool_update import PoolUpdate


@wire_enum("after_apply_guidance")
class AfterApplyGuidance(WireEnum):
    """What has to be restarted after a patch."""

    RESTARTHVM = "restartHVM"
    RESTARTPV = "restartPV"
    RESTARTHOST = "restartHost"
    RESTARTXAPI = "restartXAPI"


class PoolPatch(
    Record,
    name="pool_patch",
    lifecycle=Lifecycle((("published", "miami"), ("deprecated", "ely"))),
    write_role=Role.POOL_OPERATOR,
):
    """An update of the kind that pool_update has taken the place of."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    version: str = static_ro("Its version.", since="miami", default="")
    size: int = dynamic_ro("Its size in bytes.", since="miami", default=0)
    pool_applied: bool = dynamic_ro("Whether all hosts have it.", since="miami", default=False)
    host_patches: Reverse[HostPatch] = reverse("host_patch.pool_patch", "On which hosts it is.", since="miami")
    after_apply_guidance: SetOf[AfterApplyGuidance] = dynamic_ro(
        "What has to be restarted after it.", since="miami", default=()
    )
    pool_update: Ref[PoolUpdate] = static_ro("The update that it stands for, or null.", since="ely", default=NULL)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    filename: str = internal("Its file.")


@message(PoolPatch, role=Role.POOL_OPERATOR, history=(("published", "miami"), ("deprecated", "ely")))
def apply(self: Ref[PoolPatch], host: Ref[Host]) -> str:
    """Apply the patch to a host and return what it printed."""


@message(PoolPatch, role=Role.POOL_OPERATOR, history=(("published", "miami"), ("deprecated", "ely")))
def pool_apply(self: Ref[PoolPatch]) -> None:
    """Apply the patch to all hosts."""


@message(PoolPatch, role=Role.POOL_OPERATOR, history=(("published", "miami"), ("deprecated", "ely")))
def precheck(self: Ref[PoolPatch], host: Ref[Host]) -> str:
    """Return whether the patch can be applied to a host."""


@message(PoolPatch, role=Role.POOL_OPERATOR, history=(("published", "miami"), ("deprecated", "ely")))
def clean(self: Ref[PoolPatch]) -> None:
    """Remove the patch's file from the coordinator."""


@message(PoolPatch, role=Role.POOL_OPERATOR, history=(("published", "tampa"), ("deprecated", "ely")))
def pool_clean(self: Ref[PoolPatch]) -> None:
    """Remove the patch's file from all hosts."""


@message(PoolPatch, role=Role.POOL_OPERATOR, history=(("published", "miami"), ("deprecated", "ely")))
def destroy(self: Ref[PoolPatch]) -> None:
    """Remove the patch, which no host may have."""


@message(PoolPatch, role=Role.POOL_OPERATOR, history=(("published", "tampa"), ("deprecated", "ely")))
def clean_on_host(self: Ref[PoolPatch], host: Ref[Host]) -> None:
    """Remove the patch's file from a host."""
