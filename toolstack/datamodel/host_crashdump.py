"""host_crashdump: what a crashed host left."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
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


class HostCrashdump(
    Record, name="host_crashdump", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.POOL_OPERATOR
):
    """What a host left when it crashed."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    host: Ref[Host] = static_ro("The host that crashed.", since="rio")
    timestamp: datetime = dynamic_ro("When it crashed.", since="rio")
    size: int = dynamic_ro("The size in bytes.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    filename: str = internal("The file on the host.")


@message(HostCrashdump, role=Role.POOL_OPERATOR, since="rio")
def destroy(self: Ref[HostCrashdump]) -> None:
    """Remove the crash dump and its file."""


@message(HostCrashdump, role=Role.POOL_OPERATOR, since="rio")
def upload(self: Ref[HostCrashdump], url: str, options: MapOf[str, str]) -> None:
    """Send the crash dump to a server."""
