"""host_patch: an update of the former kind on a host."""

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
    internal,
    message,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pool_patch import PoolPatch


class HostPatch(
    Record,
    name="host_patch",
    lifecycle=Lifecycle((("published", "rio"), ("deprecated", "ely"))),
    write_role=Role.POOL_OPERATOR,
):
    """An update of the former kind on one host."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    version: str = static_ro("Its version.", since="rio")
    host: Ref[Host] = static_ro("The host.", since="rio")
    applied: bool = dynamic_ro("Whether it was applied.", since="rio")
    timestamp_applied: datetime = dynamic_ro("When it was applied.", since="rio")
    size: int = dynamic_ro("Its size in bytes.", since="rio")
    pool_patch: Ref[PoolPatch] = static_ro("The patch of the pool that it belongs to.", since="miami", default=NO_REF)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    filename: str = internal("Its file.")


@message(HostPatch, role=Role.POOL_OPERATOR, history=(("published", "rio"), ("deprecated", "miami")))
def destroy(self: Ref[HostPatch]) -> None:
    """Remove the patch's file from the host."""


@message(HostPatch, role=Role.POOL_OPERATOR, history=(("published", "rio"), ("deprecated", "miami")))
def apply(self: Ref[HostPatch]) -> str:
    """Apply the patch and return what it printed."""
