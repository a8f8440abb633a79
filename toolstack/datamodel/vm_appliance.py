"""VM_appliance: VMs that start and stop together."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    message,
    reverse,
    rw,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.session import Session
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vm import Vm


@wire_enum("vm_appliance_operation")
class VmApplianceOperation(WireEnum):
    """What can be done to an appliance."""

    START = "start"
    CLEAN_SHUTDOWN = "clean_shutdown"
    HARD_SHUTDOWN = "hard_shutdown"
    SHUTDOWN = "shutdown"


class VmAppliance(
    Record,
    name="VM_appliance",
    lifecycle=Lifecycle((("published", "boston"),)),
    write_role=Role.POOL_OPERATOR,
    create_required=(),
    create_optional=("name_label", "name_description"),
):
    """VMs that start and stop together, in an order."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    allowed_operations: SetOf[VmApplianceOperation] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, VmApplianceOperation] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    VMs: Reverse[Vm] = reverse("VM.appliance", "Its VMs.", since="rio")


@message(VmAppliance, role=Role.POOL_OPERATOR, since="boston", errors=(errors.OPERATION_PARTIALLY_FAILED,))
def start(self: Ref[VmAppliance], paused: bool) -> None:
    """Start all VMs in their order; OPERATION_PARTIALLY_FAILED if some could not."""


@message(VmAppliance, role=Role.POOL_OPERATOR, since="boston", errors=(errors.OPERATION_PARTIALLY_FAILED,))
def clean_shutdown(self: Ref[VmAppliance]) -> None:
    """Ask all guests to shut down, in the reverse order."""


@message(VmAppliance, role=Role.POOL_OPERATOR, since="boston", errors=(errors.OPERATION_PARTIALLY_FAILED,))
def hard_shutdown(self: Ref[VmAppliance]) -> None:
    """Switch all VMs off, in the reverse order."""


@message(VmAppliance, role=Role.POOL_OPERATOR, since="boston", errors=(errors.OPERATION_PARTIALLY_FAILED,))
def shutdown(self: Ref[VmAppliance]) -> None:
    """Ask all guests to shut down, and switch off those that do not."""


@message(VmAppliance, role=Role.READ_ONLY, since="boston", errors=(errors.VM_REQUIRES_SR,))
def assert_can_be_recovered(self: Ref[VmAppliance], session_to: Ref[Session]) -> None:
    """Fail with the reason if the appliance could not be recovered into that pool."""


@message(VmAppliance, role=Role.READ_ONLY, since="creedence")
def get_SRs_required_for_recovery(self: Ref[VmAppliance], session_to: Ref[Session]) -> SetOf[Ref[Sr]]:
    """Return the storage that recovering the appliance would need."""


@message(VmAppliance, role=Role.READ_ONLY, since="boston", errors=(errors.VM_REQUIRES_SR,))
def recover(self: Ref[VmAppliance], session_to: Ref[Session], force: bool) -> None:
    """Take the appliance with its VMs over into the pool of another session."""
