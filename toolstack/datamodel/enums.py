"""Enumerations that more than one class mentions."""

from __future__ import annotations

from toolstack.datamodel.model import WireEnum, wire_enum


@wire_enum("certificate_purpose")
class CertificatePurpose(WireEnum):
    """What a trusted certificate may be used for."""

    LICENSING = "licensing"
    LDAPS = "ldaps"


@wire_enum("domain_type")
class DomainType(WireEnum):
    """How the hypervisor runs a VM."""

    HVM = "hvm"
    """With hardware virtualization and emulated devices."""
    PV = "pv"
    """Paravirtual."""
    PV_IN_PVH = "pv_in_pvh"
    """Paravirtual, inside a PVH container."""
    PVH = "pvh"
    """With hardware virtualization and without emulated devices."""
    UNSPECIFIED = "unspecified"
    """As HVM_boot_policy says."""


@wire_enum("update_guidances")
class UpdateGuidances(WireEnum):
    """What has to be done for an update to take effect."""

    REBOOT_HOST = "reboot_host"
    REBOOT_HOST_ON_LIVEPATCH_FAILURE = "reboot_host_on_livepatch_failure"
    REBOOT_HOST_ON_KERNEL_LIVEPATCH_FAILURE = "reboot_host_on_kernel_livepatch_failure"
    REBOOT_HOST_ON_XEN_LIVEPATCH_FAILURE = "reboot_host_on_xen_livepatch_failure"
    RESTART_TOOLSTACK = "restart_toolstack"
    RESTART_DEVICE_MODEL = "restart_device_model"
    RESTART_VM = "restart_vm"


@wire_enum("pci_dom0_access")
class PciDom0Access(WireEnum):
    """Whether the control domain sees a device, now and after the next boot."""

    ENABLED = "enabled"
    DISABLE_ON_REBOOT = "disable_on_reboot"
    DISABLED = "disabled"
    ENABLE_ON_REBOOT = "enable_on_reboot"
