"""To be described."""

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
    """To be described."""

    RESTARTHVM = "restartHVM"
    RESTARTPV = "restartPV"
    RESTARTHOST = "restartHost"
    RESTARTXAPI = "restartXAPI"


class PoolPatch(
    Record,
    name="pool_patch",
    lifecycle=Lifecycle(
        (
            ("published", "miami"),
            ("deprecated", "ely"),
        )
    ),
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
    version: str = static_ro("To be described.", since="miami", default="")
    size: int = dynamic_ro("To be described.", since="miami", default=0)
    pool_applied: bool = dynamic_ro("To be described.", since="miami", default=False)
    host_patches: Reverse[HostPatch] = reverse("host_patch.pool_patch", "To be described.", since="miami")
    after_apply_guidance: SetOf[AfterApplyGuidance] = dynamic_ro("To be described.", since="miami", default=())
    pool_update: Ref[PoolUpdate] = static_ro("To be described.", since="ely", default=NULL)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    filename: str = internal("To be described.")


@message(
    PoolPatch,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "miami"),
        ("deprecated", "ely"),
    ),
)
def apply(self: Ref[PoolPatch], host: Ref[Host]) -> str:
    """To be described."""


@message(
    PoolPatch,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "miami"),
        ("deprecated", "ely"),
    ),
)
def pool_apply(self: Ref[PoolPatch]) -> None:
    """To be described."""


@message(
    PoolPatch,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "miami"),
        ("deprecated", "ely"),
    ),
)
def precheck(self: Ref[PoolPatch], host: Ref[Host]) -> str:
    """To be described."""


@message(
    PoolPatch,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "miami"),
        ("deprecated", "ely"),
    ),
)
def clean(self: Ref[PoolPatch]) -> None:
    """To be described."""


@message(
    PoolPatch,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "tampa"),
        ("deprecated", "ely"),
    ),
)
def pool_clean(self: Ref[PoolPatch]) -> None:
    """To be described."""


@message(
    PoolPatch,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "miami"),
        ("deprecated", "ely"),
    ),
)
def destroy(self: Ref[PoolPatch]) -> None:
    """To be described."""


@message(
    PoolPatch,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "tampa"),
        ("deprecated", "ely"),
    ),
)
def clean_on_host(self: Ref[PoolPatch], host: Ref[Host]) -> None:
    """To be described."""
