"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, Ref, Role, WireEnum, dynamic_ro, internal, rw, wire_enum

if TYPE_CHECKING:
    from toolstack.datamodel.vm import Vm


@wire_enum("console_protocol")
class ConsoleProtocol(WireEnum):
    """To be described."""

    VT100 = "vt100"
    RFB = "rfb"
    RDP = "rdp"


class Console(
    Record,
    name="console",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.VM_ADMIN,
    create_required=("other_config",),
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    protocol: ConsoleProtocol = dynamic_ro("To be described.", since="rio")
    location: str = dynamic_ro("To be described.", since="rio")
    VM: Ref[Vm] = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="rio")
    port: int = internal("To be described.")
