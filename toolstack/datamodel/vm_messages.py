"""What can be asked of a virtual machine."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import EMPTY_MAP, MapOf, Ref, Role, Secret, SetOf, message
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import UpdateStatus

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.blob import Blob
    from toolstack.datamodel.data_source import DataSource
    from toolstack.datamodel.enums import DomainType
    from toolstack.datamodel.gpu_group import GpuGroup
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.session import Session
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vdi import Vdi
    from toolstack.datamodel.vgpu import Vgpu
    from toolstack.datamodel.vif import Vif
    from toolstack.datamodel.vm_appliance import VmAppliance
    from toolstack.datamodel.vm_enums import OnCrashBehaviour, VmOperations, VmSecurebootReadiness, VmUefiMode
    from toolstack.datamodel.vm_group import VmGroup
    from toolstack.datamodel.vmpp import Vmpp
    from toolstack.datamodel.vmss import Vmss


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="orlando",
    errors=(errors.VM_BAD_POWER_STATE, errors.SR_FULL, errors.OPERATION_NOT_ALLOWED),
)
def snapshot(vm: Ref[Vm], new_name: str, ignore_vdis: SetOf[Ref[Vdi]] = ()) -> Ref[Vm]:
    """Take a snapshot of the VM's disks and return it.

    Args:
        vm: the VM.
        new_name: the snapshot's label.
        ignore_vdis: disks to leave out.
    """


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    history=(("published", "orlando"), ("deprecated", "quebec"), ("removed", "quebec")),
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.SR_FULL,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_SNAPSHOT_WITH_QUIESCE_FAILED,
        errors.VM_SNAPSHOT_WITH_QUIESCE_TIMEOUT,
        errors.VM_SNAPSHOT_WITH_QUIESCE_PLUGIN_DEOS_NOT_RESPOND,
        errors.VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED,
    ),
)
def snapshot_with_quiesce(vm: Ref[Vm], new_name: str) -> Ref[Vm]:
    """Was for a snapshot at a moment when the guest holds still."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    since="rio",
    errors=(errors.VM_BAD_POWER_STATE, errors.SR_FULL, errors.OPERATION_NOT_ALLOWED, errors.LICENCE_RESTRICTION),
)
def clone(vm: Ref[Vm], new_name: str) -> Ref[Vm]:
    """Make a new VM whose disks share what they have in common with this one's, and return it."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    history=(("published", "rio"), ("extended", "cowley")),
    errors=(errors.VM_BAD_POWER_STATE, errors.SR_FULL, errors.OPERATION_NOT_ALLOWED, errors.LICENCE_RESTRICTION),
)
def copy(vm: Ref[Vm], new_name: str, sr: Ref[Sr]) -> Ref[Vm]:
    """Make a new VM with full copies of the disks, and return it.

    Args:
        vm: the VM.
        new_name: the copy's label.
        sr: where the disks go; null for where they are.
    """


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="midnight-ride",
    errors=(errors.VM_BAD_POWER_STATE, errors.OPERATION_NOT_ALLOWED, errors.SR_FULL, errors.VM_REVERT_FAILED),
)
def revert(snapshot: Ref[Vm]) -> None:
    """Put a VM back into the state of a snapshot."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="midnight-ride",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.SR_FULL,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_CHECKPOINT_SUSPEND_FAILED,
        errors.VM_CHECKPOINT_RESUME_FAILED,
    ),
)
def checkpoint(vm: Ref[Vm], new_name: str) -> Ref[Vm]:
    """Take a snapshot of the VM's disks and memory and return it."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    since="rio",
    errors=(errors.VM_BAD_POWER_STATE, errors.SR_FULL, errors.OPERATION_NOT_ALLOWED, errors.LICENCE_RESTRICTION),
)
def provision(vm: Ref[Vm]) -> None:
    """Make the disks that a template asks for. The VM is then none any more."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.VM_HVM_REQUIRED,
        errors.VM_IS_TEMPLATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.BOOTLOADER_FAILED,
        errors.UNKNOWN_BOOTLOADER,
        errors.NO_HOSTS_AVAILABLE,
        errors.LICENCE_RESTRICTION,
    ),
)
def start(vm: Ref[Vm], start_paused: bool, force: bool) -> None:
    """Start the VM on a host of the server's choice.

    Args:
        vm: the VM.
        start_paused: whether to stop before the first instruction.
        force: whether to start it although a check advises against it.
    """


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.VM_IS_TEMPLATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.BOOTLOADER_FAILED,
        errors.UNKNOWN_BOOTLOADER,
    ),
    client_cert=True,
)
def start_on(vm: Ref[Vm], host: Ref[Host], start_paused: bool, force: bool) -> None:
    """Start the VM on this host."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
)
def pause(vm: Ref[Vm]) -> None:
    """Stop the VM's CPUs; everything stays in memory."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(errors.VM_BAD_POWER_STATE, errors.OPERATION_NOT_ALLOWED, errors.VM_IS_TEMPLATE),
)
def unpause(vm: Ref[Vm]) -> None:
    """Let the VM's CPUs run again."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
)
def clean_shutdown(vm: Ref[Vm]) -> None:
    """Ask the guest to shut down, and wait until it has."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="clearwater",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
    client_cert=True,
)
def shutdown(vm: Ref[Vm]) -> None:
    """Ask the guest to shut down, and switch it off if it does not."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
)
def clean_reboot(vm: Ref[Vm]) -> None:
    """Ask the guest to reboot, and wait until it has."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
)
def hard_shutdown(vm: Ref[Vm]) -> None:
    """Switch the VM off."""


@message(Vm, role=Role.POOL_OPERATOR, since="rio")
def power_state_reset(vm: Ref[Vm]) -> None:
    """Say that the VM is halted, whatever the database holds. Only for a VM that is certainly dead."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
)
def hard_reboot(vm: Ref[Vm]) -> None:
    """Switch the VM off and on."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
    client_cert=True,
)
def suspend(vm: Ref[Vm]) -> None:
    """Write the VM's memory to disk and stop it."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    history=(("published", "rio"), ("deprecated", "miami")),
    errors=(errors.VM_BAD_POWER_STATE, errors.SR_FULL, errors.OPERATION_NOT_ALLOWED, errors.LICENCE_RESTRICTION),
    hidden=True,
)
def csvm(vm: Ref[Vm]) -> Ref[Vm]:
    """Make a copy of a suspended VM, and return it."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(errors.VM_BAD_POWER_STATE, errors.OPERATION_NOT_ALLOWED, errors.VM_IS_TEMPLATE),
)
def resume(vm: Ref[Vm], start_paused: bool, force: bool) -> None:
    """Go on with a suspended VM on a host of the server's choice."""


@message(Vm, role=Role.POOL_ADMIN, since="falcon", hidden=True)
def set_is_default_template(vm: Ref[Vm], value: bool) -> None:
    """Say whether the template came with the product."""


@message(
    Vm,
    role=Role.LOCAL_ROOT,
    history=(("published", "orlando"), ("deprecated", "midnight-ride")),
    hidden=True,
    pool_internal=True,
)
def hard_reboot_internal(vm: Ref[Vm]) -> None:
    """Switch the VM off and on, for its own host."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="rio",
    errors=(errors.VM_BAD_POWER_STATE, errors.OPERATION_NOT_ALLOWED, errors.VM_IS_TEMPLATE),
    client_cert=True,
)
def resume_on(vm: Ref[Vm], host: Ref[Host], start_paused: bool, force: bool) -> None:
    """Go on with a suspended VM on this host."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.VM_IS_TEMPLATE,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_BAD_POWER_STATE,
    ),
    client_cert=True,
)
def pool_migrate(vm: Ref[Vm], host: Ref[Host], options: MapOf[str, str]) -> None:
    """Move a running VM to another host of the pool.

    Args:
        vm: the VM.
        host: where to.
        options: ``live``, ``network``, ``compress``.
    """


@message(Vm, role=Role.VM_POWER_ADMIN, since="tampa", hidden=True, client_cert=True)
def pool_migrate_complete(vm: Ref[Vm], host: Ref[Host]) -> None:
    """Tell that a VM has arrived on the host."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    history=(("published", "rio"), ("changed", "ely")),
    errors=(errors.OPERATION_NOT_ALLOWED, errors.LICENCE_RESTRICTION),
)
def set_VCPUs_number_live(self: Ref[Vm], nvcpu: int) -> None:
    """Change the number of virtual CPUs of a running VM."""


@message(Vm, role=Role.VM_ADMIN, since="rio")
def add_to_VCPUs_params_live(self: Ref[Vm], key: str, value: str) -> None:
    """Set a scheduling parameter of a running VM."""


@message(Vm, role=Role.VM_ADMIN, since="naples", asynchronous=False)
def set_NVRAM(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """Replace what the firmware keeps; the VM has to be halted."""


@message(Vm, role=Role.VM_ADMIN, since="naples", asynchronous=False)
def add_to_NVRAM(self: Ref[Vm], key: str, value: str) -> None:
    """Add a key to what the firmware keeps."""


@message(Vm, role=Role.VM_ADMIN, since="naples", asynchronous=False)
def remove_from_NVRAM(self: Ref[Vm], key: str) -> None:
    """Remove a key from what the firmware keeps."""


@message(Vm, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def set_ha_restart_priority(self: Ref[Vm], value: str) -> None:
    """Set whether and how high availability restarts the VM."""


@message(Vm, role=Role.POOL_OPERATOR, history=(("published", "orlando"), ("deprecated", "boston")), asynchronous=False)
def set_ha_always_run(self: Ref[Vm], value: bool) -> None:
    """Set whether high availability restarts the VM; use set_ha_restart_priority."""


@message(Vm, role=Role.READ_ONLY, since="midnight-ride")
def compute_memory_overhead(vm: Ref[Vm]) -> int:
    """Return the memory that the hypervisor needs for the VM besides its own, in bytes."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_memory_dynamic_max(self: Ref[Vm], value: int) -> None:
    """Set the most memory that it may be given while it runs."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_memory_dynamic_min(self: Ref[Vm], value: int) -> None:
    """Set the least memory that it may be left with while it runs."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride")
def set_memory_dynamic_range(self: Ref[Vm], min: int, max: int) -> None:
    """Set the memory that it may have while it runs, at once if it does."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="orlando",
    errors=(errors.HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN,),
    asynchronous=False,
)
def set_memory_static_max(self: Ref[Vm], value: int) -> None:
    """Set the most memory that it may ever have; the VM has to be halted."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_memory_static_min(self: Ref[Vm], value: int) -> None:
    """Set the least memory that it can work with."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride")
def set_memory_static_range(self: Ref[Vm], min: int, max: int) -> None:
    """Set both static limits of its memory; the VM has to be halted."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride")
def set_memory_limits(self: Ref[Vm], static_min: int, static_max: int, dynamic_min: int, dynamic_max: int) -> None:
    """Set all four limits of its memory, in bytes."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="ely")
def set_memory(self: Ref[Vm], value: int) -> None:
    """Set all limits of its memory to one value, in bytes."""


@message(Vm, role=Role.VM_POWER_ADMIN, history=(("published", "rio"), ("deprecated", "midnight-ride")))
def set_memory_target_live(self: Ref[Vm], target: int) -> None:
    """Set the memory that a running VM shall have; use set_memory_dynamic_range."""


@message(Vm, role=Role.READ_ONLY, history=(("published", "orlando"), ("deprecated", "midnight-ride")))
def wait_memory_target_live(self: Ref[Vm]) -> None:
    """Wait until a running VM has the memory that it shall have."""


@message(Vm, role=Role.READ_ONLY, history=(("published", "midnight-ride"), ("deprecated", "tampa")))
def get_cooperative(self: Ref[Vm]) -> bool:
    """Return whether the VM gives memory back when asked."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_HVM_shadow_multiplier(self: Ref[Vm], value: float) -> None:
    """Set how much more shadow memory to give; the VM has to be halted."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="rio")
def set_shadow_multiplier_live(self: Ref[Vm], multiplier: float) -> None:
    """Set how much more shadow memory to give a running VM."""


@message(Vm, role=Role.VM_ADMIN, since="midnight-ride", asynchronous=False)
def set_VCPUs_max(self: Ref[Vm], value: int) -> None:
    """Set how many virtual CPUs it may have."""


@message(Vm, role=Role.VM_ADMIN, since="midnight-ride", asynchronous=False)
def set_VCPUs_at_startup(self: Ref[Vm], value: int) -> None:
    """Set how many virtual CPUs it starts with."""


@message(Vm, role=Role.POOL_ADMIN, since="rio", errors=(errors.VM_BAD_POWER_STATE,))
def send_sysrq(vm: Ref[Vm], key: str) -> None:
    """Send a system request key to the guest."""


@message(Vm, role=Role.POOL_ADMIN, since="rio", errors=(errors.VM_BAD_POWER_STATE,))
def send_trigger(vm: Ref[Vm], trigger: str) -> None:
    """Send a trigger, such as a power button, to the guest."""


@message(Vm, role=Role.READ_ONLY, since="miami")
def maximise_memory(self: Ref[Vm], total: int, approximate: bool) -> int:
    """Return the most memory that the VM could have, given a total with all overhead."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="tampa", errors=(errors.VM_BAD_POWER_STATE, errors.LICENCE_RESTRICTION))
def migrate_send(
    vm: Ref[Vm],
    dest: MapOf[str, str],
    live: bool,
    vdi_map: MapOf[Ref[Vdi], Ref[Sr]],
    vif_map: MapOf[Ref[Vif], Ref[Network]],
    options: MapOf[str, str],
    vgpu_map: MapOf[Ref[Vgpu], Ref[GpuGroup]] = EMPTY_MAP,
    vdi_format_map: MapOf[Ref[Vdi], str] = EMPTY_MAP,
) -> Ref[Vm]:
    """Move a VM to where host.migrate_receive prepared for it, and return it there.

    Args:
        vm: the VM.
        dest: what host.migrate_receive returned.
        live: whether it goes on running.
        vdi_map: where each disk goes.
        vif_map: which network each interface goes to.
        options: ``force``, ``copy``.
        vgpu_map: which GPU group each virtual GPU goes to.
        vdi_format_map: the format of each disk there.
    """


@message(Vm, role=Role.VM_POWER_ADMIN, since="tampa", errors=(errors.LICENCE_RESTRICTION,))
def assert_can_migrate(
    vm: Ref[Vm],
    dest: MapOf[str, str],
    live: bool,
    vdi_map: MapOf[Ref[Vdi], Ref[Sr]],
    vif_map: MapOf[Ref[Vif], Ref[Network]],
    options: MapOf[str, str],
    vgpu_map: MapOf[Ref[Vgpu], Ref[GpuGroup]] = EMPTY_MAP,
) -> None:
    """Fail with the reason if migrate_send would."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="inverness", hidden=True)
def assert_can_migrate_sender(
    vm: Ref[Vm],
    dest: MapOf[str, str],
    live: bool,
    vdi_map: MapOf[Ref[Vdi], Ref[Sr]],
    vif_map: MapOf[Ref[Vif], Ref[Network]],
    vgpu_map: MapOf[Ref[Vgpu], Ref[GpuGroup]],
    options: MapOf[str, str],
) -> None:
    """Check the sender's side of a migration."""


@message(Vm, role=Role.READ_ONLY, history=(("published", "rio"), ("deprecated", "inverness")), asynchronous=False)
def get_boot_record(self: Ref[Vm]) -> Vm:
    """Return the VM as it was when it last started, also while it runs."""


@message(Vm, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_data_sources(self: Ref[Vm]) -> SetOf[DataSource]:
    """Return the measurements of the VM."""


@message(Vm, role=Role.VM_ADMIN, since="orlando", asynchronous=False)
def record_data_source(self: Ref[Vm], data_source: str) -> None:
    """Record a measurement from now on."""


@message(Vm, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def query_data_source(self: Ref[Vm], data_source: str) -> float:
    """Return the latest value of a measurement."""


@message(Vm, role=Role.VM_ADMIN, since="orlando", asynchronous=False)
def forget_data_source_archives(self: Ref[Vm], data_source: str) -> None:
    """Remove what was recorded of a measurement."""


@message(Vm, role=Role.READ_ONLY, since="rio")
def assert_operation_valid(self: Ref[Vm], op: VmOperations) -> None:
    """Fail with the reason if an operation is not allowed now."""


@message(Vm, role=Role.POOL_ADMIN, since="rio")
def update_allowed_operations(self: Ref[Vm]) -> None:
    """Work out again what is allowed."""


@message(Vm, role=Role.READ_ONLY, since="rio", asynchronous=False, current_operations=False)
def get_allowed_VBD_devices(vm: Ref[Vm]) -> SetOf[str]:
    """Return the device numbers that a new block device may have."""


@message(Vm, role=Role.READ_ONLY, since="rio", asynchronous=False, current_operations=False)
def get_allowed_VIF_devices(vm: Ref[Vm]) -> SetOf[str]:
    """Return the device numbers that a new interface may have, ``0`` to ``15`` less those in use."""


@message(Vm, role=Role.READ_ONLY, since="rio")
def get_possible_hosts(vm: Ref[Vm]) -> SetOf[Ref[Host]]:
    """Return the hosts that the VM could run on."""


@message(
    Vm,
    role=Role.READ_ONLY,
    history=(("published", "rio"), ("changed", "quebec")),
    errors=(
        errors.HOST_NOT_ENOUGH_FREE_MEMORY,
        errors.HOST_NOT_ENOUGH_PCPUS,
        errors.NETWORK_SRIOV_INSUFFICIENT_CAPACITY,
        errors.HOST_NOT_LIVE,
        errors.HOST_DISABLED,
        errors.HOST_CANNOT_ATTACH_NETWORK,
        errors.VM_HVM_REQUIRED,
        errors.VM_REQUIRES_GPU,
        errors.VM_REQUIRES_IOMMU,
        errors.VM_REQUIRES_NETWORK,
        errors.VM_REQUIRES_SR,
        errors.VM_REQUIRES_VGPU,
        errors.VM_HOST_INCOMPATIBLE_VERSION,
        errors.VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION,
        errors.INVALID_VALUE,
        errors.MEMORY_CONSTRAINT_VIOLATION,
        errors.OPERATION_NOT_ALLOWED,
        errors.VALUE_NOT_SUPPORTED,
        errors.VM_INCOMPATIBLE_WITH_THIS_HOST,
    ),
)
def assert_can_boot_here(self: Ref[Vm], host: Ref[Host]) -> None:
    """Fail with the reason if the VM could not start on a host now."""


@message(Vm, role=Role.LOCAL_ROOT, since="rio", hidden=True, pool_internal=True)
def atomic_set_resident_on(vm: Ref[Vm], host: Ref[Host]) -> None:
    """Record where the VM runs, and give up what was set aside for it."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="orlando")
def create_new_blob(vm: Ref[Vm], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """Make an empty binary object kept with the VM and return it."""


@message(Vm, role=Role.VM_OPERATOR, since="midnight-ride", hidden=True)
def s3_suspend(vm: Ref[Vm]) -> None:
    """Send the guest to sleep."""


@message(Vm, role=Role.VM_OPERATOR, since="midnight-ride", hidden=True)
def s3_resume(vm: Ref[Vm]) -> None:
    """Wake the guest up."""


@message(Vm, role=Role.READ_ONLY, since="orlando")
def assert_agile(self: Ref[Vm]) -> None:
    """Fail with the reason if the VM could not start on every host."""


@message(Vm, role=Role.POOL_OPERATOR, history=(("published", "george"), ("deprecated", "midnight-ride")), hidden=True)
def update_snapshot_metadata(
    vm: Ref[Vm], snapshot_of: Ref[Vm], snapshot_time: datetime, transportable_snapshot_id: str
) -> None:
    """Record of what a VM is a snapshot."""


@message(Vm, role=Role.READ_ONLY, since="george")
def retrieve_wlb_recommendations(vm: Ref[Vm]) -> MapOf[Ref[Host], SetOf[str]]:
    """Return how well the workload balancing server rates each host for the VM."""


@message(Vm, role=Role.VM_ADMIN, since="inverness", errors=(errors.VM_BIOS_STRINGS_ALREADY_SET, errors.INVALID_VALUE))
def set_bios_strings(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """Set what the firmware says about the machine; once only."""


@message(Vm, role=Role.VM_ADMIN, since="midnight-ride")
def copy_bios_strings(vm: Ref[Vm], host: Ref[Host]) -> None:
    """Let the firmware say what that of a host says."""


@message(
    Vm,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_protection_policy(self: Ref[Vm], value: Ref[Vmpp]) -> None:
    """Was for choosing a backup policy."""


@message(Vm, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def set_snapshot_schedule(self: Ref[Vm], value: Ref[Vmss]) -> None:
    """Choose the schedule by which it is snapshotted; null for none."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_start_delay(self: Ref[Vm], value: int) -> None:
    """Set the seconds to wait after it started before the next VM of its group starts."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_shutdown_delay(self: Ref[Vm], value: int) -> None:
    """Set the seconds to wait after it stopped before the next VM of its group stops."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_order(self: Ref[Vm], value: int) -> None:
    """Set its place in the order in which its group starts."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_suspend_VDI(self: Ref[Vm], value: Ref[Vdi]) -> None:
    """Set the disk with its memory."""


@message(Vm, role=Role.READ_ONLY, since="boston", errors=(errors.VM_IS_PART_OF_AN_APPLIANCE, errors.VM_REQUIRES_SR))
def assert_can_be_recovered(self: Ref[Vm], session_to: Ref[Session]) -> None:
    """Fail with the reason if the VM could not be recovered into that pool."""


@message(Vm, role=Role.READ_ONLY, since="creedence")
def get_SRs_required_for_recovery(self: Ref[Vm], session_to: Ref[Session]) -> SetOf[Ref[Sr]]:
    """Return the storage that recovering the VM would need."""


@message(Vm, role=Role.READ_ONLY, since="boston")
def recover(self: Ref[Vm], session_to: Ref[Session], force: bool) -> None:
    """Take the VM over into the pool of another session.

    Args:
        self: the VM, in an opened database.
        session_to: a session of the pool.
        force: whether to replace a newer one.
    """


@message(Vm, role=Role.VM_ADMIN, since="tampa")
def import_convert(type: str, username: str, password: str, sr: Ref[Sr], remote_config: MapOf[str, str]) -> None:
    """Fetch a VM from another kind of hypervisor."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_appliance(self: Ref[Vm], value: Ref[VmAppliance]) -> None:
    """Put the VM into a group that starts and stops together; null for none."""


@message(Vm, role=Role.VM_ADMIN, history=(("prototyped", "24.19.1"),), errors=(errors.OPERATION_NOT_ALLOWED,))
def set_groups(self: Ref[Vm], value: SetOf[Ref[VmGroup]]) -> None:
    """Set the groups by which it is placed; at most one."""


@message(Vm, role=Role.POOL_ADMIN, since="tampa")
def query_services(self: Ref[Vm]) -> MapOf[str, str]:
    """Return the services that a driver domain offers."""


@message(Vm, role=Role.VM_OPERATOR, since="cream")
def call_plugin(vm: Ref[Vm], plugin: str, fn: str, args: MapOf[str, str]) -> str:
    """Call a function of a plugin of the host on behalf of a VM."""


@message(Vm, role=Role.VM_OPERATOR, history=(("prototyped", "25.22.0"),))
def call_host_plugin(vm: Ref[Vm], plugin: str, fn: str, args: MapOf[str, str]) -> str:
    """Call a function of a plugin of the VM's host."""


@message(Vm, role=Role.VM_ADMIN, since="dundee")
def set_has_vendor_device(self: Ref[Vm], value: bool) -> None:
    """Choose whether it has the device by which Windows finds drivers."""


@message(Vm, role=Role.POOL_OPERATOR, since="dundee")
def import_(url: str, sr: Ref[Sr], full_restore: bool, force: bool) -> SetOf[Ref[Vm]]:
    """Fetch a VM from an address and return what was made."""


@message(Vm, role=Role.VM_ADMIN, since="rio")
def set_actions_after_crash(self: Ref[Vm], value: OnCrashBehaviour) -> None:
    """Set what to do when the guest crashes."""


@message(Vm, role=Role.VM_ADMIN, since="kolkata", asynchronous=False)
def set_domain_type(self: Ref[Vm], value: DomainType) -> None:
    """Set how the hypervisor shall run it; the VM has to be halted."""


@message(Vm, role=Role.VM_ADMIN, history=(("published", "rio"), ("deprecated", "kolkata")), asynchronous=False)
def set_HVM_boot_policy(self: Ref[Vm], value: str) -> None:
    """Set the boot policy; use set_domain_type."""


@message(Vm, role=Role.LOCAL_ROOT, since="naples", asynchronous=False, hidden=True)
def set_NVRAM_EFI_variables(self: Ref[Vm], value: str, update: UpdateStatus = UpdateStatus.UNSPECIFIED) -> None:
    """Store the guest's UEFI variables."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    history=(("prototyped", "23.30.0"),),
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.VM_IS_TEMPLATE,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_BAD_POWER_STATE,
    ),
    client_cert=True,
)
def restart_device_models(self: Ref[Vm]) -> None:
    """Replace the device model of a running VM, for an update."""


@message(Vm, role=Role.POOL_ADMIN, history=(("prototyped", "24.17.0"),))
def set_uefi_mode(self: Ref[Vm], mode: VmUefiMode) -> str:
    """Set whether the VM's UEFI checks signatures."""


@message(Vm, role=Role.POOL_ADMIN, history=(("prototyped", "24.17.0"),))
def get_secureboot_readiness(self: Ref[Vm]) -> VmSecurebootReadiness:
    """Return whether the VM could boot securely."""


@message(Vm, role=Role.VM_ADMIN, history=(("prototyped", "26.14.0"),))
def update_secureboot_certificates_on_boot(self: Ref[Vm], mark: bool) -> None:
    """Choose whether the VM gets newer secure boot certificates when it next starts."""


@message(Vm, role=Role.VM_ADMIN, since="orlando")
def set_blocked_operations(self: Ref[Vm], value: MapOf[VmOperations, str]) -> None:
    """Forbid these operations, each with a reason, and no others."""


@message(Vm, role=Role.VM_ADMIN, since="orlando")
def add_to_blocked_operations(self: Ref[Vm], key: VmOperations, value: str) -> None:
    """Forbid an operation, with a reason."""


@message(Vm, role=Role.VM_ADMIN, since="orlando")
def remove_from_blocked_operations(self: Ref[Vm], key: VmOperations) -> None:
    """Allow an operation again that was forbidden."""


@message(Vm, role=Role.VM_ADMIN, history=(("prototyped", "25.24.0"),))
def sysprep(self: Ref[Vm], unattend: Secret, timeout: float) -> None:
    """Prepare a Windows guest to be copied, with an answer file."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    since="rio",
    asynchronous=False,
    map_key_roles={
        "hvm_serial": Role.POOL_ADMIN,
        "pci": Role.POOL_ADMIN,
        "folder": Role.VM_OPERATOR,
        "XenCenter.CustomFields.*": Role.VM_OPERATOR,
    },
)
def add_to_other_config(self: Ref[Vm], key: str, value: str) -> None:
    """Add a key to other_config; an existing one is an error."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    since="rio",
    asynchronous=False,
    map_key_roles={
        "hvm_serial": Role.POOL_ADMIN,
        "pci": Role.POOL_ADMIN,
        "folder": Role.VM_OPERATOR,
        "XenCenter.CustomFields.*": Role.VM_OPERATOR,
    },
)
def remove_from_other_config(self: Ref[Vm], key: str) -> None:
    """Remove a key from other_config; a missing one is no error."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False)
def set_other_config(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """Replace other_config."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False, map_key_roles={"hvm_serial": Role.POOL_ADMIN})
def add_to_platform(self: Ref[Vm], key: str, value: str) -> None:
    """Add a setting of the virtual hardware."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False, map_key_roles={"hvm_serial": Role.POOL_ADMIN})
def remove_from_platform(self: Ref[Vm], key: str) -> None:
    """Remove a setting of the virtual hardware."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False)
def set_platform(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """Replace the settings of the virtual hardware."""
