"""To be described."""

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
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    host: Ref[Host] = static_ro("To be described.", since="rio")
    SR: Ref[Sr] = static_ro("To be described.", since="rio")
    device_config: MapOf[str, str] = static_ro("To be described.", since="rio")
    currently_attached: bool = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)


@message(Pbd, role=Role.POOL_OPERATOR, since="rio", errors=(errors.SR_UNKNOWN_DRIVER,))
def plug(self: Ref[Pbd]) -> None:
    """To be described."""


@message(Pbd, role=Role.POOL_OPERATOR, since="rio")
def unplug(self: Ref[Pbd]) -> None:
    """To be described."""


@message(Pbd, role=Role.POOL_OPERATOR, since="miami")
def set_device_config(self: Ref[Pbd], value: MapOf[str, str]) -> None:
    """To be described."""
