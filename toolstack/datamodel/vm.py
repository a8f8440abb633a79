"""VM: a virtual machine, a template or a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.model import (
    EMPTY_MAP,
    EPOCH,
    NO_REF,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    dynamic_ro,
    internal,
    reverse,
    rw,
    static_ro,
)
from toolstack.datamodel.vm_enums import OnSoftrebootBehavior, VmPowerState, VmSecurebootCertificatesState

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.blob import Blob
    from toolstack.datamodel.console import Console
    from toolstack.datamodel.crashdump import Crashdump
    from toolstack.datamodel.enums import UpdateGuidances
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pci import Pci
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vbd import Vbd
    from toolstack.datamodel.vdi import Vdi
    from toolstack.datamodel.vgpu import Vgpu
    from toolstack.datamodel.vif import Vif
    from toolstack.datamodel.vm_appliance import VmAppliance
    from toolstack.datamodel.vm_enums import OnCrashBehaviour, OnNormalExit, VmOperations
    from toolstack.datamodel.vm_group import VmGroup
    from toolstack.datamodel.vm_guest_metrics import VmGuestMetrics
    from toolstack.datamodel.vm_metrics import VmMetrics
    from toolstack.datamodel.vmpp import Vmpp
    from toolstack.datamodel.vmss import Vmss
    from toolstack.datamodel.vtpm import Vtpm
    from toolstack.datamodel.vusb import Vusb


class Vm(
    Record,
    name="VM",
    lifecycle=Lifecycle((("published", "rio"), ("changed", "1.257.0"))),
    write_role=Role.VM_ADMIN,
    create_required=(
        "user_version",
        "is_a_template",
        "affinity",
        "memory_static_max",
        "memory_dynamic_max",
        "memory_dynamic_min",
        "memory_static_min",
        "VCPUs_params",
        "VCPUs_max",
        "VCPUs_at_startup",
        "actions_after_shutdown",
        "actions_after_reboot",
        "actions_after_crash",
        "PV_bootloader",
        "PV_kernel",
        "PV_ramdisk",
        "PV_args",
        "PV_bootloader_args",
        "PV_legacy_args",
        "HVM_boot_policy",
        "HVM_boot_params",
        "platform",
        "PCI_bus",
        "other_config",
        "recommendations",
    ),
    create_optional=(
        "name_label",
        "name_description",
        "power_state",
        "suspend_VDI",
        "memory_target",
        "actions_after_softreboot",
        "HVM_shadow_multiplier",
        "last_boot_CPU_flags",
        "last_booted_record",
        "xenstore_data",
        "ha_always_run",
        "ha_restart_priority",
        "tags",
        "blocked_operations",
        "protection_policy",
        "is_snapshot_from_vmpp",
        "snapshot_schedule",
        "is_vmss_snapshot",
        "appliance",
        "start_delay",
        "shutdown_delay",
        "order",
        "suspend_SR",
        "version",
        "generation_id",
        "hardware_platform_version",
        "has_vendor_device",
        "reference_label",
        "domain_type",
        "NVRAM",
    ),
):
    """A virtual machine. Templates and snapshots are VMs too, which cannot be started."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    allowed_operations: SetOf[VmOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, VmOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    power_state: VmPowerState = static_ro(
        "Whether it runs.", history=(("published", "rio"), ("changed", "1.257.0")), default=VmPowerState.HALTED
    )
    user_version: int = rw("A version number of its creator, for templates and appliances.", since="rio")
    is_a_template: bool = rw(
        "Whether it is a template: it cannot be started, only copied.", since="rio", custom_setter=True
    )
    is_default_template: bool = dynamic_ro(
        "Whether the template came with the product; it cannot be removed.", since="falcon", default=False
    )
    suspend_VDI: Ref[Vdi] = static_ro(
        "The disk with its memory while it is suspended.",
        history=(("published", "rio"), ("changed", "1.257.0")),
        default=NULL,
    )
    resident_on: Ref[Host] = dynamic_ro("The host that it runs on, or null.", since="rio")
    scheduled_to_be_resident_on: Ref[Host] = dynamic_ro(
        "The host that it is about to run on, or null.", since="rio", default=NULL
    )
    affinity: Ref[Host] = rw(
        "The host that it prefers to start on, or null.", since="rio", write_role=Role.VM_POWER_ADMIN
    )
    memory_overhead: int = dynamic_ro(
        "Memory that the hypervisor needs for it besides its own, in bytes.",
        since="rio",
        default=0,
        db_name="memory__overhead",
    )
    memory_target: int = static_ro(
        "The memory that it shall have now, in bytes.",
        history=(("published", "rio"), ("deprecated", "midnight-ride")),
        default=0,
        db_name="memory__target",
    )
    memory_static_max: int = static_ro(
        "The most memory that it may ever have, in bytes.", since="rio", db_name="memory__static_max"
    )
    memory_dynamic_max: int = static_ro(
        "The most memory that it may be given while it runs, in bytes.", since="rio", db_name="memory__dynamic_max"
    )
    memory_dynamic_min: int = static_ro(
        "The least memory that it may be left with while it runs, in bytes.", since="rio", db_name="memory__dynamic_min"
    )
    memory_static_min: int = static_ro(
        "The least memory that it can work with, in bytes.", since="rio", db_name="memory__static_min"
    )
    VCPUs_params: MapOf[str, str] = rw(
        "Scheduling parameters: ``weight``, ``cap``, ``mask``.", since="rio", db_name="VCPUs__params"
    )
    VCPUs_max: int = static_ro("How many virtual CPUs it may have.", since="rio", db_name="VCPUs__max")
    VCPUs_at_startup: int = static_ro("How many virtual CPUs it starts with.", since="rio", db_name="VCPUs__at_startup")
    actions_after_softreboot: OnSoftrebootBehavior = rw(
        "What to do when the guest loads another kernel over itself.",
        history=(("prototyped", "23.1.0"),),
        default=OnSoftrebootBehavior.SOFT_REBOOT,
        db_name="actions__after_softreboot",
    )
    actions_after_shutdown: OnNormalExit = rw(
        "What to do when the guest shuts down.", since="rio", db_name="actions__after_shutdown"
    )
    actions_after_reboot: OnNormalExit = rw(
        "What to do when the guest reboots.", since="rio", db_name="actions__after_reboot"
    )
    actions_after_crash: OnCrashBehaviour = static_ro(
        "What to do when the guest crashes.", since="rio", db_name="actions__after_crash"
    )
    consoles: Reverse[Console] = reverse("console.VM", "Its consoles.", since="rio")
    VIFs: Reverse[Vif] = reverse("VIF.VM", "Its network interfaces.", since="rio")
    VBDs: Reverse[Vbd] = reverse("VBD.VM", "Its block devices.", since="rio")
    VUSBs: Reverse[Vusb] = reverse("VUSB.VM", "Its USB devices.", since="rio")
    crash_dumps: Reverse[Crashdump] = reverse("crashdump.VM", "Its crash dumps.", since="rio")
    VTPMs: Reverse[Vtpm] = reverse("VTPM.VM", "Its TPM, if any.", since="rio")
    PV_bootloader: str = rw(
        "The program that finds the kernel of a paravirtual VM.", since="rio", db_name="PV__bootloader"
    )
    PV_kernel: str = rw("The kernel of a paravirtual VM, a file on the host.", since="rio", db_name="PV__kernel")
    PV_ramdisk: str = rw(
        "The initial RAM disk of a paravirtual VM, a file on the host.", since="rio", db_name="PV__ramdisk"
    )
    PV_args: str = rw("Arguments of the kernel.", since="rio", db_name="PV__args")
    PV_bootloader_args: str = rw("Arguments of the bootloader.", since="rio", db_name="PV__bootloader_args")
    PV_legacy_args: str = rw(
        "Arguments for guests made for a very old hypervisor.", since="rio", db_name="PV__legacy_args"
    )
    HVM_boot_policy: str = static_ro(
        "Empty for a paravirtual VM, ``BIOS order`` for others; domain_type has taken its place.",
        history=(("published", "rio"), ("deprecated", "kolkata")),
        db_name="HVM__boot_policy",
    )
    HVM_boot_params: MapOf[str, str] = rw(
        "How to boot: ``order`` lists devices, ``firmware`` is ``bios`` or ``uefi``.",
        since="rio",
        db_name="HVM__boot_params",
    )
    HVM_shadow_multiplier: float = static_ro(
        "How much more shadow memory to give than reckoned necessary.",
        since="miami",
        default=1.0,
        db_name="HVM__shadow_multiplier",
    )
    platform: MapOf[str, str] = static_ro("Settings of the virtual hardware.", since="rio")
    PCI_bus: str = rw(
        "PCI devices to pass through, in the manner of old hypervisors.",
        history=(("published", "rio"), ("deprecated", "boston")),
    )
    other_config: MapOf[str, str] = static_ro(
        "Free-form keys. From ``mac_seed`` the addresses of its interfaces are derived.", since="rio"
    )
    domid: int = dynamic_ro("The number that the hypervisor gave it; -1 while it does not run.", since="rio")
    domarch: str = dynamic_ro("The architecture that it runs in.", since="rio")
    last_boot_CPU_flags: MapOf[str, str] = static_ro(
        "The CPU features that it saw when it last started.", since="rio", default=EMPTY_MAP
    )
    is_control_domain: bool = dynamic_ro("Whether it is a control or driver domain.", since="rio")
    metrics: Ref[VmMetrics] = dynamic_ro("What the host reports about it.", since="rio")
    guest_metrics: Ref[VmGuestMetrics] = dynamic_ro("What the guest reports, or null.", since="rio")
    last_booted_record: str = static_ro(
        "Its record as it was when it last started, as text.",
        history=(("published", "miami"), ("changed", "1.257.0")),
        default="",
    )
    recommendations: str = rw("What its creator recommends for it, as XML.", since="rio")
    xenstore_data: MapOf[str, str] = rw(
        "Keys that the guest can read: those under ``vm-data``.", since="miami", default=EMPTY_MAP, custom_setter=True
    )
    ha_always_run: bool = static_ro(
        "Was whether high availability restarts it; ha_restart_priority has taken its place.",
        history=(("published", "orlando"), ("deprecated", "boston")),
        default=False,
    )
    ha_restart_priority: str = static_ro(
        "How high availability protects it: ``restart``, ``best-effort``, or empty for not at all.",
        since="orlando",
        default="",
    )
    is_a_snapshot: bool = dynamic_ro("Whether it is a snapshot.", since="orlando", default=False)
    snapshot_of: Ref[Vm] = dynamic_ro("The VM that it is a snapshot of, or null.", since="orlando", default=NO_REF)
    snapshots: Reverse[Vm] = reverse("VM.snapshot_of", "Its snapshots.", since="orlando")
    snapshot_time: datetime = dynamic_ro("When the snapshot was taken.", since="orlando", default=EPOCH)
    transportable_snapshot_id: str = dynamic_ro(
        "What other programs know the snapshot by.", since="orlando", default=""
    )
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro(
        "Binary objects kept with this one, by name.", since="orlando", default=EMPTY_MAP
    )
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    blocked_operations: MapOf[VmOperations, str] = static_ro(
        "Operations that somebody forbade, each with a reason.", since="orlando", default=EMPTY_MAP
    )
    snapshot_info: MapOf[str, str] = dynamic_ro("Details of the snapshot.", since="midnight-ride", default=EMPTY_MAP)
    snapshot_metadata: str = dynamic_ro(
        "The VM as it was, in the form of an export.", since="midnight-ride", default=""
    )
    parent: Ref[Vm] = dynamic_ro(
        "The snapshot that its disks continue, or null.", since="midnight-ride", default=NO_REF
    )
    children: Reverse[Vm] = reverse("VM.parent", "The VMs and snapshots that continue it.", since="midnight-ride")
    bios_strings: MapOf[str, str] = dynamic_ro(
        "What its firmware says about the machine.", since="midnight-ride", default=EMPTY_MAP
    )
    protection_policy: Ref[Vmpp] = static_ro(
        "Was its backup policy.", history=(("published", "cowley"), ("deprecated", "clearwater")), default=NULL
    )
    is_snapshot_from_vmpp: bool = static_ro(
        "Was whether a backup policy made the snapshot.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=False,
    )
    snapshot_schedule: Ref[Vmss] = static_ro(
        "The schedule by which it is snapshotted, or null.", since="falcon", default=NULL
    )
    is_vmss_snapshot: bool = static_ro("Whether a schedule made the snapshot.", since="falcon", default=False)
    appliance: Ref[VmAppliance] = static_ro(
        "The group that it starts and stops with, or null.", since="rio", default=NULL
    )
    start_delay: int = static_ro(
        "Seconds to wait after it started before the next VM of its group starts.", since="boston", default=0
    )
    shutdown_delay: int = static_ro(
        "Seconds to wait after it stopped before the next VM of its group stops.", since="boston", default=0
    )
    order: int = static_ro(
        "Its place in the order in which its group starts; it stops in the reverse.", since="boston", default=0
    )
    VGPUs: Reverse[Vgpu] = reverse("VGPU.VM", "Its virtual GPUs.", since="boston")
    attached_PCIs: Reverse[Pci] = reverse("PCI.attached_VMs", "PCI devices passed through to it.", since="boston")
    suspend_SR: Ref[Sr] = rw("Where its memory goes when it is suspended, or null.", since="boston", default=NULL)
    version: int = static_ro(
        "How often it was taken over for recovery; the greater number is the newer one.", since="boston", default=0
    )
    generation_id: str = static_ro(
        "An identifier that changes when it goes back in time, for Windows guests.", since="clearwater", default="0:0"
    )
    hardware_platform_version: int = rw("The version of virtual hardware that it needs.", since="cream", default=0)
    has_vendor_device: bool = static_ro(
        "Whether it has the device by which Windows finds drivers.",
        history=(("published", "dundee"), ("changed", "24.14.0")),
        default=True,
    )
    requires_reboot: bool = dynamic_ro(
        "Whether it has to reboot for an update of its host to take effect.", since="ely", default=False
    )
    reference_label: str = static_ro(
        "What kind of template it was made from, independent of the language.", since="ely", default=""
    )
    domain_type: DomainType = static_ro(
        "How the hypervisor shall run it.",
        history=(("prototyped", "jura"), ("published", "kolkata")),
        default=DomainType.UNSPECIFIED,
    )
    NVRAM: MapOf[str, str] = static_ro(
        "What its firmware keeps, such as ``EFI-variables``.", since="naples", default=EMPTY_MAP
    )
    pending_guidances: SetOf[UpdateGuidances] = dynamic_ro(
        "What has to be done for updates to take effect on it.", since="1.303.0", default=()
    )
    pending_guidances_recommended: SetOf[UpdateGuidances] = dynamic_ro(
        "What should be done after updates, though they work without.", history=(("prototyped", "24.10.0"),), default=()
    )
    pending_guidances_full: SetOf[UpdateGuidances] = dynamic_ro(
        "What would have to be done for every last part of updates to take effect.",
        history=(("prototyped", "24.10.0"),),
        default=(),
    )
    groups: SetOf[Ref[VmGroup]] = dynamic_ro("The groups by which it is placed.", history=(("prototyped", "24.19.1"),))
    secureboot_certificates_state: VmSecurebootCertificatesState = dynamic_ro(
        "Whether it has the newest secure boot certificates.",
        history=(("prototyped", "26.14.0"),),
        default=VmSecurebootCertificatesState.OK,
    )
    recommended_guidances: SetOf[UpdateGuidances] = internal("What was recommended after updates, in former versions.")
