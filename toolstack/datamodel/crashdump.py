"""crashdump: what a crashed VM left."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Ref, Role, dynamic_ro, message, rw, static_ro

if TYPE_CHECKING:
    from toolstack.datamodel.vdi import Vdi
    from toolstack.datamodel.vm import Vm


class Crashdump(
    Record,
    name="crashdump",
    lifecycle=Lifecycle((("published", "rio"), ("deprecated", "inverness"))),
    write_role=Role.POOL_OPERATOR,
):
    """What a VM left when it crashed."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    VM: Ref[Vm] = static_ro("The VM that crashed.", since="rio")
    VDI: Ref[Vdi] = static_ro("The disk that it is on.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)


@message(Crashdump, role=Role.POOL_OPERATOR, since="rio")
def destroy(self: Ref[Crashdump]) -> None:
    """Remove the crash dump with its disk."""
