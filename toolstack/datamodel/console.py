"""console: a console of a VM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, Ref, Role, WireEnum, dynamic_ro, internal, rw, wire_enum

if TYPE_CHECKING:
    from toolstack.datamodel.vm import Vm


@wire_enum("console_protocol")
class ConsoleProtocol(WireEnum):
    """How to speak to a console."""

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
    """A way to see and use a VM's screen or terminal."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    protocol: ConsoleProtocol = dynamic_ro("How to speak to it.", since="rio")
    location: str = dynamic_ro("Its address; follows the address of the host.", since="rio")
    VM: Ref[Vm] = dynamic_ro("The VM that it belongs to.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="rio")
    port: int = internal("Its port on the host.")
