from __future__ import annotations

import pytest
from world import NICS, error_of, nic

from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmPowerState
from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import Transaction
from toolstack.plan.hoststate import Device, Facts, HostState
from toolstack.rules.host import Site, first_start

FACTS = Facts(
    hostname="lab1",
    kernel="6.1.0",
    ovs_version="3.1.0",
    memory_total=8 << 30,
    memory_free=1 << 30,
    cpus=4,
    cpu_model="A CPU",
    cpu_vendor="GenuineIntel",
    cpu_mhz=2400.0,
    boot_time=1700000000.4,
)
STATE = HostState(nics=NICS, facts=FACTS)
SITE = Site(
    management_device="eth1",
    management_address="10.0.0.2/24",
    management_gateway="10.0.0.1",
    management_dns=("8.8.8.8",),
    version="1.2.3",
)


@pytest.fixture
def tx() -> Transaction:
    return Transaction(Snapshot())


def management_of(tx) -> Pif:
    (found,) = (pif for _, pif in tx.all(Pif) if pif.management)
    return found


def test_the_host(tx):
    self = first_start(tx, STATE, SITE)
    host = tx.get(Host, self)
    assert (host.hostname, host.name_label, host.address, host.enabled) == ("lab1", "lab1", "10.0.0.2", True)
    assert (host.API_version_major, host.API_version_minor) == (2, 23)
    assert host.software_version["product_brand"] == "XCP-ng"
    assert host.software_version["network_backend"] == "openvswitch"
    assert (host.software_version["linux"], host.software_version["build_number"]) == ("6.1.0", "1.2.3")
    assert (host.cpu_info["cpu_count"], host.cpu_info["modelname"]) == ("4", "A CPU")
    assert host.other_config["boot_time"] == "1700000000."
    assert "iommu" in host.chipset_info
    assert host.license_params["restrict_network_sriov"] == "false"
    metrics = tx.get(HostMetrics, host.metrics)
    assert (metrics.live, metrics.memory_total, metrics.memory_free) == (True, 8 << 30, 1 << 30)


def test_the_pool(tx):
    self = first_start(tx, STATE, SITE)
    ((_, pool),) = tx.all(Pool)
    assert (pool.master, pool.default_SR) == (self, NULL)
    assert set(pool.restrictions.values()) == {"false", "true"}
    assert [key for key, value in pool.restrictions.items() if value == "true"] == ["enable_xha"]


def test_the_control_domain(tx):
    self = first_start(tx, STATE, SITE)
    domain = tx.get(Vm, tx.get(Host, self).control_domain)
    assert domain.name_label == "Control domain on host: lab1"
    assert (domain.is_control_domain, domain.domid, domain.power_state) == (True, 0, VmPowerState.RUNNING)
    assert (domain.resident_on, domain.VCPUs_max, domain.memory_static_max) == (self, 4, 8 << 30)


def test_the_nics(tx):
    first_start(tx, HostState(nics=(*NICS[::-1], nic(5, position=-1)), facts=FACTS), SITE)
    found = {pif.device: (tx.get(Network, pif.network).bridge, pif.plugged) for _, pif in tx.all(Pif)}
    assert found == {
        "eth0": ("xenbr0", True),
        "eth1": ("xenbr1", True),
        "eth2": ("xenbr2", True),
        "eth5": ("breth5", True),
    }
    labels = {network.name_label for _, network in tx.all(Network)}
    assert {"Pool-wide network associated with eth0", "Host internal management network"} <= labels


def test_the_management_interface(tx):
    first_start(tx, STATE, SITE)
    pif = management_of(tx)
    assert (pif.device, pif.ip_configuration_mode) == ("eth1", IpConfigurationMode.STATIC)
    assert (pif.IP, pif.netmask, pif.gateway, pif.DNS) == ("10.0.0.2", "255.255.255.0", "10.0.0.1", "8.8.8.8")


def test_management_over_ipv6(tx):
    self = first_start(tx, STATE, Site(management_address="2001:db8::2/64", management_gateway="2001:db8::1"))
    pif = management_of(tx)
    assert (pif.ipv6_configuration_mode, pif.IPv6) == (Ipv6ConfigurationMode.STATIC, ("2001:db8::2/64",))
    assert (pif.primary_address_type, pif.ipv6_gateway) == (PrimaryAddressType.IPV6, "2001:db8::1")
    assert tx.get(Host, self).address == "2001:db8::2"


def test_without_configuration_the_host_keeps_what_it_has(tx):
    devices = (Device(name="eth0", ipv4=("192.0.2.2/24",)), Device(name="xenbr2", ipv4=("10.0.0.9/24",)))
    state = HostState(nics=NICS, devices=devices, ipv4_gateway="10.0.0.1", dns_servers=("1.1.1.1",))
    first_start(tx, state, Site())
    pif = management_of(tx)
    assert (pif.device, pif.IP, pif.gateway, pif.DNS) == ("eth2", "10.0.0.9", "10.0.0.1", "1.1.1.1")


def test_without_any_address_the_first_nic_asks_for_one(tx):
    first_start(tx, STATE, Site())
    assert (management_of(tx).device, management_of(tx).ip_configuration_mode) == ("eth0", IpConfigurationMode.DHCP)


def test_a_host_without_nics_starts_too(tx):
    first_start(tx, HostState(), Site())
    assert tx.count(Pif) == 0


def test_a_management_device_that_does_not_exist(tx):
    assert error_of(first_start, tx, STATE, Site(management_device="eth9"))[1:] == ["eth9", ""]
    assert tx.generation == 0


def test_the_second_start_changes_nothing(tx):
    self = first_start(tx, STATE, SITE)
    again = Transaction(tx.snapshot())
    assert first_start(again, HostState(nics=(nic(7),)), Site(hostname="renamed")) == self
    assert (again.changes, again.generation) == ({}, tx.generation)


def test_a_host_is_recognised_by_its_uuid(tx):
    one = first_start(tx, STATE, Site(host_uuid="uuid-1"))
    two = tx.insert(Host(uuid="uuid-2"))
    assert first_start(tx, STATE, Site(host_uuid="uuid-1")) == one
    assert first_start(tx, STATE, Site(host_uuid="uuid-2")) == two
    assert error_of(first_start, tx, STATE, Site(host_uuid="uuid-3")) == ["UUID_INVALID", "host", "uuid-3"]
    assert error_of(first_start, tx, STATE, Site()) == ["UUID_INVALID", "host", ""]
