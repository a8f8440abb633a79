"""The first start on a host: the records that everything else hangs on."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmPowerState
from toolstack.datamodel.vm_metrics import VmMetrics
from toolstack.rules import bridge, description, host_service, network, scan, template, vm_operation

if TYPE_CHECKING:
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction
    from toolstack.plan.hoststate import Facts, HostState, Nic


@dataclass(frozen=True, slots=True)
class Site:
    """What the configuration file says about a host; only the first start reads it."""

    host_uuid: str = ""
    """Empty: a new one, or the only host of an existing database."""
    control_domain_uuid: str = ""
    """Empty: a new one."""
    hostname: str = ""
    """Empty: the kernel's."""
    management_device: str = ""
    """NIC of the management interface; empty: the one that leads to the default gateway, else the first."""
    management_bridge: str = ""
    """The same, by the name of its bridge; counts when no device is named, if there is such a NIC."""
    management_address: str = ""
    """``address/prefix``; empty: what the device has, and DHCP when it has none."""
    management_gateway: str = ""
    """Empty without an address: the one that the host uses."""
    management_dns: tuple[str, ...] = ()
    version: str = ""
    """Of the toolstack."""


def first_start(tx: Transaction, state: HostState, site: Site) -> Ref[Host]:
    """Record a host that is alone in its new pool, with its NICs; returns the host.

    In a database with hosts nothing is changed but what is not stored: operations under way and allowed ones.
    Raises UUID_INVALID when this host is not among them or cannot be told from others;
    COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS when the management device does not
    exist.
    """
    if tx.count(Host):
        host = _known(tx, site)
        vm_operation.start_over(tx)
        host_service.booted(tx, host, state.facts.boot_time)
        return host
    chosen = _management_nic(state, site)
    host = _insert_host(tx, state.facts, site)
    _insert_control_domain(tx, host, state.facts, site.control_domain_uuid)
    tx.insert(
        Pool(
            master=host,
            default_SR=NULL,
            suspend_image_SR=NULL,
            crash_dump_SR=NULL,
            restrictions=description.restrictions(),
            cpu_info=description.cpu_info(state.facts),
        )
    )
    network.ensure_himn(tx)
    template.ensure(tx)
    for nic in sorted(state.nics, key=lambda nic: (nic.position, nic.name)):
        pif = scan.add(tx, host, nic)
        tx.update(Pif, pif, plugged=True)
        if nic is chosen:
            addressing = _addressing(state, nic, site)
            tx.update(Pif, pif, management=True, **addressing)
            tx.update(Host, host, address=_address_of(tx.get(Pif, pif)))
    return host


def _known(db: Snapshot, site: Site) -> Ref[Host]:
    if site.host_uuid:
        return db.by_uuid(Host, site.host_uuid)
    hosts = [ref for ref, _ in db.all(Host)]
    if len(hosts) > 1:
        raise errors.UUID_INVALID(Host.info.wire_name, site.host_uuid)
    return hosts[0]


def _insert_host(tx: Transaction, facts: Facts, site: Site) -> Ref[Host]:
    name = site.hostname or facts.hostname or "localhost"
    major, minor = description.API_VERSION
    metrics = HostMetrics(memory_total=facts.memory_total, memory_free=facts.memory_free, live=True)
    return tx.insert(
        Host(
            uuid=site.host_uuid,
            name_label=name,
            name_description="Default install",
            hostname=name,
            API_version_major=major,
            API_version_minor=minor,
            API_version_vendor="XenSource",
            enabled=True,
            software_version=description.software_version(facts, site.version),
            other_config=description.start_times(facts),
            capabilities=description.CAPABILITIES,
            cpu_info=description.cpu_info(facts),
            chipset_info={"iommu": "false"},
            license_params=description.license_params(),
            edition=description.EDITION,
            editions=(description.EDITION,),
            metrics=tx.insert(metrics),
            suspend_image_sr=NULL,
            crash_dump_sr=NULL,
            ssl_legacy=False,
            virtual_hardware_platform_versions=(0, 1, 2),
        )
    )


def _insert_control_domain(tx: Transaction, host: Ref[Host], facts: Facts, uuid: str) -> None:
    memory: dict[str, Any] = dict.fromkeys(
        ("memory_target", "memory_static_max", "memory_static_min", "memory_dynamic_max", "memory_dynamic_min"),
        facts.memory_total,
    )
    metrics = VmMetrics(memory_actual=facts.memory_total, VCPUs_number=facts.cpus)
    domain = tx.insert(
        Vm(
            uuid=uuid,
            name_label=f"Control domain on host: {tx.get(Host, host).hostname}",
            name_description="The domain which manages physical devices and manages other domains",
            is_control_domain=True,
            power_state=VmPowerState.RUNNING,
            resident_on=host,
            affinity=host,
            domid=0,
            VCPUs_max=facts.cpus,
            VCPUs_at_startup=facts.cpus,
            metrics=tx.insert(metrics),
            guest_metrics=NULL,
            domain_type=DomainType.PV,
            **memory,
        )
    )
    tx.update(Host, host, control_domain=domain)


def _management_nic(state: HostState, site: Site) -> Nic | None:
    nics = sorted(state.nics, key=lambda nic: (nic.position, nic.name))
    if site.management_device:
        found = next((nic for nic in nics if nic.name == site.management_device), None)
        if found is None:
            raise errors.COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS(
                site.management_device, ""
            )
        return found
    for nic in nics:
        if site.management_bridge and bridge.for_nic(nic.name, nic.position) == site.management_bridge:
            return nic
    leading = (nic for nic in nics if any(_contains(text, state.ipv4_gateway) for text in _live(state, nic)))
    return next(leading, nics[0] if nics else None)


def _live(state: HostState, nic: Nic) -> tuple[str, ...]:
    """Return the IPv4 addresses, with prefix length, that a NIC has by itself or through its bridge."""
    names = (nic.name, bridge.for_nic(nic.name, nic.position))
    return tuple(text for device in state.devices if device.name in names for text in device.ipv4)


def _contains(subnet: str, address: str) -> bool:
    return bool(address) and ipaddress.ip_address(address) in ipaddress.ip_interface(subnet).network


def _addressing(state: HostState, nic: Nic, site: Site) -> dict[str, Any]:
    """Return the fields that say how the management PIF gets its address."""
    live = _live(state, nic)
    text = site.management_address or (live[0] if live else "")
    if not text:
        return {"ip_configuration_mode": IpConfigurationMode.DHCP}
    interface = ipaddress.ip_interface(text)
    inherited = state.ipv4_gateway if not site.management_address and _contains(text, state.ipv4_gateway) else ""
    gateway = site.management_gateway or inherited
    names = site.management_dns or (() if site.management_address else state.dns_servers)
    if interface.version == 6:  # noqa: PLR2004 - as in IPv6
        return {
            "primary_address_type": PrimaryAddressType.IPV6,
            "ipv6_configuration_mode": Ipv6ConfigurationMode.STATIC,
            "IPv6": (str(interface),),
            "ipv6_gateway": gateway,
            "DNS": ",".join(names),
        }
    return {
        "ip_configuration_mode": IpConfigurationMode.STATIC,
        "IP": str(interface.ip),
        "netmask": str(interface.netmask),
        "gateway": gateway,
        "DNS": ",".join(names),
    }


def _address_of(pif: Pif) -> str:
    if pif.primary_address_type is PrimaryAddressType.IPV6:
        return pif.IPv6[0].split("/")[0] if pif.IPv6 else ""
    return pif.IP
