"""VTPM: the TPM of a VM."""

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
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    message,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.secret import StoredSecret
    from toolstack.datamodel.vm import Vm


@wire_enum("persistence_backend")
class PersistenceBackend(WireEnum):
    """Where a TPM keeps its state."""

    XAPI = "xapi"


@wire_enum("vtpm_operations")
class VtpmOperations(WireEnum):
    """What can be done to a TPM."""

    DESTROY = "destroy"


class Vtpm(Record, name="VTPM", lifecycle=Lifecycle((("prototyped", "22.26.0"),))):
    """A virtual trusted platform module."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    allowed_operations: SetOf[VtpmOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, VtpmOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    VM: Ref[Vm] = static_ro("The VM that it belongs to.", since="rio")
    backend: Ref[Vm] = dynamic_ro("The VM that runs it; null for the VM's host.", since="rio", default=NULL)
    persistence_backend: PersistenceBackend = dynamic_ro(
        "Where it keeps its state.", history=(("prototyped", "22.26.0"),), default=PersistenceBackend.XAPI
    )
    is_unique: bool = static_ro(
        "Whether it may have no copy, so that the VM cannot be cloned with it.",
        history=(("prototyped", "22.26.0"),),
        default=False,
    )
    is_protected: bool = dynamic_ro(
        "Whether its state is protected from the administrator.", history=(("prototyped", "22.26.0"),), default=False
    )
    contents: Ref[StoredSecret] = internal("Its state.")


@message(Vtpm, role=Role.VM_ADMIN, history=(("prototyped", "22.26.0"),))
def create(vM: Ref[Vm], is_unique: bool) -> Ref[Vtpm]:
    """Give a VM a TPM and return it."""


@message(Vtpm, role=Role.VM_ADMIN, history=(("prototyped", "22.26.0"),))
def destroy(self: Ref[Vtpm]) -> None:
    """Take the TPM from its VM, with all that it keeps."""


@message(Vtpm, role=Role.LOCAL_ROOT, history=(("prototyped", "22.26.0"),), hidden=True, secret=True)
def get_contents(self: Ref[Vtpm]) -> str:
    """Return the TPM's state."""


@message(Vtpm, role=Role.LOCAL_ROOT, history=(("prototyped", "22.26.0"),), hidden=True, secret=True)
def set_contents(self: Ref[Vtpm], contents: str) -> None:
    """Store the TPM's state."""
