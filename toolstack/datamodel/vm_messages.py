"""To be described."""

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
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.SR_FULL,
        errors.OPERATION_NOT_ALLOWED,
    ),
)
def snapshot(vm: Ref[Vm], new_name: str, ignore_vdis: SetOf[Ref[Vdi]] = ()) -> Ref[Vm]:
    """To be described."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    history=(
        ("published", "orlando"),
        ("deprecated", "quebec"),
        ("removed", "quebec"),
    ),
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
    """To be described."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.SR_FULL,
        errors.OPERATION_NOT_ALLOWED,
        errors.LICENCE_RESTRICTION,
    ),
)
def clone(vm: Ref[Vm], new_name: str) -> Ref[Vm]:
    """To be described."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    history=(
        ("published", "rio"),
        ("extended", "cowley"),
    ),
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.SR_FULL,
        errors.OPERATION_NOT_ALLOWED,
        errors.LICENCE_RESTRICTION,
    ),
)
def copy(vm: Ref[Vm], new_name: str, sr: Ref[Sr]) -> Ref[Vm]:
    """To be described."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="midnight-ride",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OPERATION_NOT_ALLOWED,
        errors.SR_FULL,
        errors.VM_REVERT_FAILED,
    ),
)
def revert(snapshot: Ref[Vm]) -> None:
    """To be described."""


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
    """To be described."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.SR_FULL,
        errors.OPERATION_NOT_ALLOWED,
        errors.LICENCE_RESTRICTION,
    ),
)
def provision(vm: Ref[Vm]) -> None:
    """To be described."""


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
    """To be described."""


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
    """To be described."""


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
    """To be described."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
)
def unpause(vm: Ref[Vm]) -> None:
    """To be described."""


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
    """To be described."""


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
    """To be described."""


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
    """To be described."""


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
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="rio")
def power_state_reset(vm: Ref[Vm]) -> None:
    """To be described."""


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
    """To be described."""


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
    """To be described."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    history=(
        ("published", "rio"),
        ("deprecated", "miami"),
    ),
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.SR_FULL,
        errors.OPERATION_NOT_ALLOWED,
        errors.LICENCE_RESTRICTION,
    ),
    hidden=True,
)
def csvm(vm: Ref[Vm]) -> Ref[Vm]:
    """To be described."""


@message(
    Vm,
    role=Role.VM_OPERATOR,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
)
def resume(vm: Ref[Vm], start_paused: bool, force: bool) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_ADMIN, since="falcon", hidden=True)
def set_is_default_template(vm: Ref[Vm], value: bool) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "orlando"),
        ("deprecated", "midnight-ride"),
    ),
    hidden=True,
    pool_internal=True,
)
def hard_reboot_internal(vm: Ref[Vm]) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="rio",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.OPERATION_NOT_ALLOWED,
        errors.VM_IS_TEMPLATE,
    ),
    client_cert=True,
)
def resume_on(vm: Ref[Vm], host: Ref[Host], start_paused: bool, force: bool) -> None:
    """To be described."""


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
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="tampa", hidden=True, client_cert=True)
def pool_migrate_complete(vm: Ref[Vm], host: Ref[Host]) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    history=(
        ("published", "rio"),
        ("changed", "ely"),
    ),
    errors=(
        errors.OPERATION_NOT_ALLOWED,
        errors.LICENCE_RESTRICTION,
    ),
)
def set_VCPUs_number_live(self: Ref[Vm], nvcpu: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="rio")
def add_to_VCPUs_params_live(self: Ref[Vm], key: str, value: str) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="naples", asynchronous=False)
def set_NVRAM(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="naples", asynchronous=False)
def add_to_NVRAM(self: Ref[Vm], key: str, value: str) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="naples", asynchronous=False)
def remove_from_NVRAM(self: Ref[Vm], key: str) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def set_ha_restart_priority(self: Ref[Vm], value: str) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "orlando"),
        ("deprecated", "boston"),
    ),
    asynchronous=False,
)
def set_ha_always_run(self: Ref[Vm], value: bool) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="midnight-ride")
def compute_memory_overhead(vm: Ref[Vm]) -> int:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_memory_dynamic_max(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_memory_dynamic_min(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride")
def set_memory_dynamic_range(self: Ref[Vm], min: int, max: int) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="orlando",
    errors=(errors.HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN,),
    asynchronous=False,
)
def set_memory_static_max(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_memory_static_min(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride")
def set_memory_static_range(self: Ref[Vm], min: int, max: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride")
def set_memory_limits(self: Ref[Vm], static_min: int, static_max: int, dynamic_min: int, dynamic_max: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="ely")
def set_memory(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    history=(
        ("published", "rio"),
        ("deprecated", "midnight-ride"),
    ),
)
def set_memory_target_live(self: Ref[Vm], target: int) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.READ_ONLY,
    history=(
        ("published", "orlando"),
        ("deprecated", "midnight-ride"),
    ),
)
def wait_memory_target_live(self: Ref[Vm]) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.READ_ONLY,
    history=(
        ("published", "midnight-ride"),
        ("deprecated", "tampa"),
    ),
)
def get_cooperative(self: Ref[Vm]) -> bool:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="midnight-ride", asynchronous=False)
def set_HVM_shadow_multiplier(self: Ref[Vm], value: float) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="rio")
def set_shadow_multiplier_live(self: Ref[Vm], multiplier: float) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="midnight-ride", asynchronous=False)
def set_VCPUs_max(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="midnight-ride", asynchronous=False)
def set_VCPUs_at_startup(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_ADMIN, since="rio", errors=(errors.VM_BAD_POWER_STATE,))
def send_sysrq(vm: Ref[Vm], key: str) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_ADMIN, since="rio", errors=(errors.VM_BAD_POWER_STATE,))
def send_trigger(vm: Ref[Vm], trigger: str) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="miami")
def maximise_memory(self: Ref[Vm], total: int, approximate: bool) -> int:
    """To be described."""


@message(
    Vm,
    role=Role.VM_POWER_ADMIN,
    since="tampa",
    errors=(
        errors.VM_BAD_POWER_STATE,
        errors.LICENCE_RESTRICTION,
    ),
)
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
    """To be described."""


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
    """To be described."""


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
    """To be described."""


@message(
    Vm,
    role=Role.READ_ONLY,
    history=(
        ("published", "rio"),
        ("deprecated", "inverness"),
    ),
    asynchronous=False,
)
def get_boot_record(self: Ref[Vm]) -> Vm:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_data_sources(self: Ref[Vm]) -> SetOf[DataSource]:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="orlando", asynchronous=False)
def record_data_source(self: Ref[Vm], data_source: str) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def query_data_source(self: Ref[Vm], data_source: str) -> float:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="orlando", asynchronous=False)
def forget_data_source_archives(self: Ref[Vm], data_source: str) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="rio")
def assert_operation_valid(self: Ref[Vm], op: VmOperations) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_ADMIN, since="rio")
def update_allowed_operations(self: Ref[Vm]) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="rio", asynchronous=False, current_operations=False)
def get_allowed_VBD_devices(vm: Ref[Vm]) -> SetOf[str]:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="rio", asynchronous=False, current_operations=False)
def get_allowed_VIF_devices(vm: Ref[Vm]) -> SetOf[str]:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="rio")
def get_possible_hosts(vm: Ref[Vm]) -> SetOf[Ref[Host]]:
    """To be described."""


@message(
    Vm,
    role=Role.READ_ONLY,
    history=(
        ("published", "rio"),
        ("changed", "quebec"),
    ),
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
    """To be described."""


@message(Vm, role=Role.LOCAL_ROOT, since="rio", hidden=True, pool_internal=True)
def atomic_set_resident_on(vm: Ref[Vm], host: Ref[Host]) -> None:
    """To be described."""


@message(Vm, role=Role.VM_POWER_ADMIN, since="orlando")
def create_new_blob(vm: Ref[Vm], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """To be described."""


@message(Vm, role=Role.VM_OPERATOR, since="midnight-ride", hidden=True)
def s3_suspend(vm: Ref[Vm]) -> None:
    """To be described."""


@message(Vm, role=Role.VM_OPERATOR, since="midnight-ride", hidden=True)
def s3_resume(vm: Ref[Vm]) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="orlando")
def assert_agile(self: Ref[Vm]) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "george"),
        ("deprecated", "midnight-ride"),
    ),
    hidden=True,
)
def update_snapshot_metadata(
    vm: Ref[Vm], snapshot_of: Ref[Vm], snapshot_time: datetime, transportable_snapshot_id: str
) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="george")
def retrieve_wlb_recommendations(vm: Ref[Vm]) -> MapOf[Ref[Host], SetOf[str]]:
    """To be described."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    since="inverness",
    errors=(
        errors.VM_BIOS_STRINGS_ALREADY_SET,
        errors.INVALID_VALUE,
    ),
)
def set_bios_strings(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="midnight-ride")
def copy_bios_strings(vm: Ref[Vm], host: Ref[Host]) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_protection_policy(self: Ref[Vm], value: Ref[Vmpp]) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def set_snapshot_schedule(self: Ref[Vm], value: Ref[Vmss]) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_start_delay(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_shutdown_delay(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_order(self: Ref[Vm], value: int) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_suspend_VDI(self: Ref[Vm], value: Ref[Vdi]) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.READ_ONLY,
    since="boston",
    errors=(
        errors.VM_IS_PART_OF_AN_APPLIANCE,
        errors.VM_REQUIRES_SR,
    ),
)
def assert_can_be_recovered(self: Ref[Vm], session_to: Ref[Session]) -> None:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="creedence")
def get_SRs_required_for_recovery(self: Ref[Vm], session_to: Ref[Session]) -> SetOf[Ref[Sr]]:
    """To be described."""


@message(Vm, role=Role.READ_ONLY, since="boston")
def recover(self: Ref[Vm], session_to: Ref[Session], force: bool) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="tampa")
def import_convert(type: str, username: str, password: str, sr: Ref[Sr], remote_config: MapOf[str, str]) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="boston")
def set_appliance(self: Ref[Vm], value: Ref[VmAppliance]) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, history=(("prototyped", "24.19.1"),), errors=(errors.OPERATION_NOT_ALLOWED,))
def set_groups(self: Ref[Vm], value: SetOf[Ref[VmGroup]]) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_ADMIN, since="tampa")
def query_services(self: Ref[Vm]) -> MapOf[str, str]:
    """To be described."""


@message(Vm, role=Role.VM_OPERATOR, since="cream")
def call_plugin(vm: Ref[Vm], plugin: str, fn: str, args: MapOf[str, str]) -> str:
    """To be described."""


@message(Vm, role=Role.VM_OPERATOR, history=(("prototyped", "25.22.0"),))
def call_host_plugin(vm: Ref[Vm], plugin: str, fn: str, args: MapOf[str, str]) -> str:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="dundee")
def set_has_vendor_device(self: Ref[Vm], value: bool) -> None:
    """To be described."""


@message(Vm, role=Role.POOL_OPERATOR, since="dundee")
def import_(url: str, sr: Ref[Sr], full_restore: bool, force: bool) -> SetOf[Ref[Vm]]:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="rio")
def set_actions_after_crash(self: Ref[Vm], value: OnCrashBehaviour) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="kolkata", asynchronous=False)
def set_domain_type(self: Ref[Vm], value: DomainType) -> None:
    """To be described."""


@message(
    Vm,
    role=Role.VM_ADMIN,
    history=(
        ("published", "rio"),
        ("deprecated", "kolkata"),
    ),
    asynchronous=False,
)
def set_HVM_boot_policy(self: Ref[Vm], value: str) -> None:
    """To be described."""


@message(Vm, role=Role.LOCAL_ROOT, since="naples", asynchronous=False, hidden=True)
def set_NVRAM_EFI_variables(self: Ref[Vm], value: str, update: UpdateStatus = UpdateStatus.UNSPECIFIED) -> None:
    """To be described."""


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
    """To be described."""


@message(Vm, role=Role.POOL_ADMIN, history=(("prototyped", "24.17.0"),))
def set_uefi_mode(self: Ref[Vm], mode: VmUefiMode) -> str:
    """To be described."""


@message(Vm, role=Role.POOL_ADMIN, history=(("prototyped", "24.17.0"),))
def get_secureboot_readiness(self: Ref[Vm]) -> VmSecurebootReadiness:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, history=(("prototyped", "26.14.0"),))
def update_secureboot_certificates_on_boot(self: Ref[Vm], mark: bool) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="orlando")
def set_blocked_operations(self: Ref[Vm], value: MapOf[VmOperations, str]) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="orlando")
def add_to_blocked_operations(self: Ref[Vm], key: VmOperations, value: str) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="orlando")
def remove_from_blocked_operations(self: Ref[Vm], key: VmOperations) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, history=(("prototyped", "25.24.0"),))
def sysprep(self: Ref[Vm], unattend: Secret, timeout: float) -> None:
    """To be described."""


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
    """To be described."""


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
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False)
def set_other_config(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False, map_key_roles={"hvm_serial": Role.POOL_ADMIN})
def add_to_platform(self: Ref[Vm], key: str, value: str) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False, map_key_roles={"hvm_serial": Role.POOL_ADMIN})
def remove_from_platform(self: Ref[Vm], key: str) -> None:
    """To be described."""


@message(Vm, role=Role.VM_ADMIN, since="rio", asynchronous=False)
def set_platform(self: Ref[Vm], value: MapOf[str, str]) -> None:
    """To be described."""
