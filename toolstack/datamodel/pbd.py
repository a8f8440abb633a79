"""PBD: how a host is connected to a storage repository."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Ref, Role, dynamic_ro, message, rw, static_ro

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.sr import Sr


class Pbd(
    Record,
    name="PBD",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
    create_required=("host", "SR", "device_config"),
    create_optional=("other_config",),
):
    """The connection of a host to a storage repository."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    host: Ref[Host] = static_ro("The host.", since="rio")
    SR: Ref[Sr] = static_ro("The storage repository.", since="rio")
    device_config: MapOf[str, str] = static_ro("Where the storage is, for the driver.", since="rio")
    currently_attached: bool = dynamic_ro("Whether the storage is connected now.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)


@message(Pbd, role=Role.POOL_OPERATOR, since="rio", errors=(errors.SR_UNKNOWN_DRIVER,))
def plug(self: Ref[Pbd]) -> None:
    """Connect the storage."""


@message(Pbd, role=Role.POOL_OPERATOR, since="rio")
def unplug(self: Ref[Pbd]) -> None:
    """Disconnect the storage; no disk may be in use."""


@message(Pbd, role=Role.POOL_OPERATOR, since="miami")
def set_device_config(self: Ref[Pbd], value: MapOf[str, str]) -> None:
    """Set where the storage is; it has to be disconnected."""
