from datetime import UTC, datetime

import pytest
from plan_host import nic, obedient, reflected, replace, state_of
from plan_records import HOST, Records

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_guest_metrics import VmGuestMetrics
from toolstack.plan.hostnet import HostNet
from toolstack.plan.hoststate import BondMember, BondState, Device, Facts, Guest, GuestVif, HostState, Problem
from toolstack.plan.reflect import reflect


def one_nic(**pif):
    records = Records.one_host()
    records.nic(0, currently_attached=False, **pif)
    return records


def with_device(state, **fields):
    return replace(state, devices=tuple(replace(device, **fields) for device in state.devices))


def after(records, state=None, **fields):
    snapshot = records.snapshot()
    return reflected(snapshot, state if state is not None else obedient(snapshot, **fields))


def pif(snapshot, ref="pif0"):
    return snapshot.get(Pif, ref)


# -- PIFs ----------------------------------------------------------------------------------------------


def test_what_stands_is_attached():
    assert pif(after(one_nic())).currently_attached


def test_what_is_not_there_is_detached():
    records = one_nic()
    records.set("pif0", currently_attached=True)
    assert not pif(after(records, state_of(HostNet()))).currently_attached


def test_a_bridge_that_only_carries_vlans_does_not_attach_its_pif():
    records = one_nic(plugged=False)
    records.network("net-vlan", "xapi1")
    records.vlan(9, "pif0", "net-vlan", currently_attached=False)
    snapshot = after(records)
    assert (pif(snapshot).currently_attached, pif(snapshot, "vlan9-pif").currently_attached) == (False, True)


@pytest.mark.parametrize(
    ("code", "attached"), [("ovs-error", False), ("missing-device", False), ("not-supported", True)]
)
def test_a_problem_detaches_unless_it_is_about_a_setting(code, attached):
    problem = Problem(owner="PIF:pif0", subject="xenbr0", code=code, text="")
    assert pif(after(one_nic(), problems=(problem,))).currently_attached is attached


def test_a_problem_of_another_record_detaches_nothing():
    problem = Problem(owner="VIF:x", subject="vif1.0", code="ovs-error", text="")
    assert pif(after(one_nic(), problems=(problem,))).currently_attached


def test_members_are_detached_and_the_master_attached():
    records = one_nic()
    records.nic(1)
    records.network("net-bond", "xapi0", MTU=9000)
    records.bond("bond", "net-bond", ["pif0", "pif1"])
    snapshot = after(records)
    assert [pif(snapshot, ref).currently_attached for ref in ("pif0", "pif1", "bond-pif")] == [False, False, True]
    assert pif(snapshot, "pif1").MTU == 9000


def test_an_unmanaged_pif_follows_the_bridge_that_others_made():
    records = Records.one_host()
    records.nic(0, managed=False, currently_attached=False)
    assert not pif(after(records)).currently_attached
    assert pif(after(records, foreign=("xenbr0",))).currently_attached


def test_live_mtu_and_snooping():
    state = with_device(obedient(one_nic().snapshot()), mtu=1496)
    found = pif(after(one_nic(), state))
    assert (found.MTU, str(found.igmp_snooping_status)) == (1496, "disabled")


def test_mac_and_capabilities_of_a_nic_that_was_replaced():
    found = pif(after(one_nic(), nics=(nic(0, mac="02:ff:00:00:00:00", capabilities=("sriov",)),)))
    assert (found.MAC, found.capabilities) == ("02:ff:00:00:00:00", ("sriov",))


def test_a_lease_is_recorded_and_kept_when_it_is_lost():
    records = one_nic(ip_configuration_mode="DHCP", management=True)
    state = replace(
        with_device(obedient(records.snapshot()), ipv4=("10.0.0.7/22",)),
        ipv4_gateway="10.0.0.1",
        dns_servers=("10.0.0.53", "10.0.0.54"),
    )
    snapshot = after(records, state)
    found = pif(snapshot)
    assert (found.IP, found.netmask, found.gateway) == ("10.0.0.7", "255.255.252.0", "10.0.0.1")
    assert found.DNS == "10.0.0.53,10.0.0.54"
    assert snapshot.get(Host, HOST).address == "10.0.0.7"
    lost = reflected(snapshot, replace(with_device(state, ipv4=()), ipv4_gateway="", dns_servers=()))
    assert pif(lost).IP == "10.0.0.7"


def test_gateway_and_dns_go_to_the_deciding_pif_only():
    records = one_nic(ip_configuration_mode="DHCP")
    records.nic(1, ip_configuration_mode="DHCP", management=True)
    state = replace(obedient(records.snapshot()), ipv4_gateway="10.0.0.1", dns_servers=("10.0.0.53",))
    snapshot = after(records, state)
    assert [pif(snapshot, ref).gateway for ref in ("pif0", "pif1")] == ["", "10.0.0.1"]
    assert [pif(snapshot, ref).DNS for ref in ("pif0", "pif1")] == ["", "10.0.0.53"]


def test_static_addresses_are_never_overwritten():
    records = one_nic(
        ip_configuration_mode="Static", IP="10.0.0.2", netmask="255.0.0.0", gateway="10.0.0.1", DNS="9.9.9.9"
    )
    state = replace(
        with_device(obedient(records.snapshot()), ipv4=("10.9.9.9/24",)),
        ipv4_gateway="10.9.9.1",
        dns_servers=("1.1.1.1",),
    )
    found = pif(after(records, state))
    assert (found.IP, found.netmask, found.gateway, found.DNS) == ("10.0.0.2", "255.0.0.0", "10.0.0.1", "9.9.9.9")


def test_autoconf_shows_all_addresses_and_does_not_mind_their_order():
    records = one_nic(ipv6_configuration_mode="Autoconf")
    state = with_device(obedient(records.snapshot()), ipv6=("fe80::1/64", "fd00::1/64"))
    snapshot = after(records, state)
    assert pif(snapshot).IPv6 == ("fe80::1/64", "fd00::1/64")
    assert reflect(snapshot, HOST, with_device(state, ipv6=("fd00::1/64", "fe80::1/64"))) == ()


# -- links ---------------------------------------------------------------------------------------------


def metrics(snapshot, ref="pif0-metrics"):
    return snapshot.get(PifMetrics, ref)


def test_metrics_of_a_nic():
    found = metrics(after(one_nic()))
    assert (found.carrier, found.speed, found.duplex) == (True, 1000, True)
    assert (found.vendor_id, found.vendor_name, found.device_id, found.device_name, found.pci_bus_path) == (
        "8086",
        "Intel",
        "10fb",
        "82599",
        "0000:00:00.0",
    )
    assert found.last_updated > datetime(2020, 1, 1, tzinfo=UTC)


def test_a_pulled_cable_and_a_vanished_nic():
    snapshot = after(one_nic())
    pulled = reflected(snapshot, obedient(snapshot, nics=(nic(0, carrier=False, speed=-1),)))
    assert (metrics(pulled).carrier, metrics(pulled).speed, metrics(pulled).duplex) == (False, 0, False)
    gone = reflected(snapshot, obedient(snapshot, nics=()))
    assert (metrics(gone).carrier, metrics(gone).device_name) == (False, "82599")


def test_missing_metrics_are_made_for_the_nic_and_what_stands_on_it():
    records = one_nic()
    records.network("net-vlan", "xapi1")
    records.vlan(9, "pif0", "net-vlan")
    records.rows = [row for row in records.rows if row["ref"] != "pif0-metrics"]
    snapshot = after(records)
    assert metrics(snapshot, pif(snapshot).metrics).speed == 1000
    assert pif(snapshot, "vlan9-pif").metrics == pif(snapshot).metrics


@pytest.mark.parametrize(
    ("mode", "members", "expected"),
    [
        ("balance-slb", ((True, False), (True, False)), (2, True, 2000)),
        ("balance-slb", ((True, False), (False, False)), (1, True, 1000)),
        ("active-backup", ((True, True), (True, False)), (2, True, 1000)),
        ("lacp", ((False, False), (False, False)), (0, False, 0)),
    ],
)
def test_a_bond_sums_up_its_active_links(mode, members, expected):
    records = one_nic()
    records.nic(1)
    records.network("net-bond", "xapi0")
    records.bond("bond", "net-bond", ["pif0", "pif1"], mode=mode)
    found = tuple(BondMember(name=f"eth{n}", up=up, active=active) for n, (up, active) in enumerate(members))
    snapshot = after(records, bonds=(BondState(name="bond0", members=found),))
    seen = metrics(snapshot, "bond-metrics")
    assert (snapshot.get(Bond, "bond").links_up, seen.carrier, seen.speed) == expected
    assert seen.duplex is expected[1]


def test_a_bond_whose_links_disagree_is_not_full_duplex():
    records = one_nic()
    records.nic(1)
    records.network("net-bond", "xapi0")
    records.bond("bond", "net-bond", ["pif0", "pif1"])
    snapshot = after(records, nics=(nic(0), nic(1, duplex="half")))
    assert not metrics(snapshot, "bond-metrics").duplex


def test_a_master_takes_the_mac_of_its_primary_nic_while_it_follows_that():
    records = one_nic()
    records.nic(1)
    records.network("net-bond", "xapi0")
    records.bond("bond", "net-bond", ["pif1", "pif0"], pif={"MAC": "02:aa:00:00:00:00"})
    assert pif(after(records), "bond-pif").MAC == "02:00:00:00:00:01"
    records.set("bond", auto_update_mac=False)
    assert pif(after(records), "bond-pif").MAC == "02:aa:00:00:00:00"


# -- guests --------------------------------------------------------------------------------------------


def guest_records(**vif):
    records = one_nic()
    records.vm("vm")
    records.vif("vif", "vm", "net0", **vif)
    return records


def test_a_vif_is_attached_when_its_port_is_there():
    snapshot = after(guest_records(other_config={"mtu": "1400"}))
    assert (snapshot.get(Vif, "vif").currently_attached, snapshot.get(Vif, "vif").MTU) == (True, 1400)


def test_a_vif_without_its_port_or_with_a_problem_is_not():
    records = guest_records(currently_attached=True)
    state = obedient(records.snapshot())
    bare = replace(state, seen=replace(state.seen, vif_ports=()))
    assert not after(records, bare).get(Vif, "vif").currently_attached
    problem = Problem(owner="VIF:vif", subject="vif5.0", code="missing-device", text="")
    assert not after(records, replace(state, problems=(problem,))).get(Vif, "vif").currently_attached


def test_addresses_inside_a_guest():
    vif = GuestVif(device=0, mac="", ipv4=("10.0.0.9", "10.0.0.10"), ipv6=("fe80::1",))
    snapshot = after(guest_records(), guests=(Guest(vm_uuid="vm", domid=5, vifs=(vif,)),))
    found = snapshot.get(VmGuestMetrics, snapshot.get(Vm, "vm").guest_metrics)
    assert found.networks == {
        "0/ip": "10.0.0.9",
        "0/ipv4/0": "10.0.0.9",
        "0/ipv4/1": "10.0.0.10",
        "0/ipv6/0": "fe80::1",
    }
    assert (found.live, str(found.can_use_hotplug_vif)) == (True, "yes")


def gone(**fields):
    records = guest_records(currently_attached=True)
    records.set("vm", metrics=records.add("VM_metrics", "vm-metrics", start_time=datetime(2026, 1, 2, tzinfo=UTC)))
    return after(records, guests=(), **fields)


def test_a_guest_that_ended_is_halted():
    snapshot = gone(last_domid=5)
    vm, vif = snapshot.get(Vm, "vm"), snapshot.get(Vif, "vif")
    assert (str(vm.power_state), vm.domid, vm.resident_on) == ("Halted", -1, "OpaqueRef:NULL")
    assert (vif.plugged, vif.currently_attached) == (False, False)


def test_a_guest_that_was_started_after_the_state_was_taken_is_left_alone():
    assert str(gone(last_domid=4).get(Vm, "vm").power_state) == "Running"


def test_a_guest_from_before_the_agent_started_is_halted():
    later = Facts(agent_start_time=datetime(2026, 1, 3, tzinfo=UTC).timestamp())
    assert str(gone(facts=later).get(Vm, "vm").power_state) == "Halted"
    earlier = Facts(agent_start_time=datetime(2026, 1, 1, tzinfo=UTC).timestamp())
    assert str(gone(facts=earlier).get(Vm, "vm").power_state) == "Running"


def test_the_control_domain_never_ends():
    records = one_nic()
    records.vm("dom0", is_control_domain=True, domid=0)
    assert str(after(records, last_domid=9).get(Vm, "dom0").power_state) == "Running"


# -- host ----------------------------------------------------------------------------------------------


def host(snapshot):
    return snapshot.get(Host, HOST)


def test_the_host_describes_itself():
    facts = Facts(hostname="alpha", boot_time=1700000000.4, agent_start_time=1700000100.0, memory_total=1000)
    records = one_nic()
    records.set(HOST, name_label="localhost", other_config={"kept": "1"}, software_version={"product": "x"})
    snapshot = after(records, facts=facts)
    assert (host(snapshot).hostname, host(snapshot).name_label) == ("alpha", "alpha")
    assert host(snapshot).software_version == {"product": "x", "network_backend": "openvswitch"}
    assert host(snapshot).other_config == {"kept": "1", "boot_time": "1700000000.", "agent_start_time": "1700000100."}
    assert snapshot.get(HostMetrics, "host1-metrics").memory_total == 1000


def test_a_chosen_name_stays():
    records = one_nic()
    records.set(HOST, name_label="my host")
    assert host(after(records)).name_label == "my host"


def test_the_control_domain_is_named_after_the_host_until_renamed():
    records = one_nic()
    records.set(HOST, hostname="old", control_domain="dom0")
    records.vm("dom0", is_control_domain=True, domid=0, name_label="Control domain on host: old")
    assert after(records).get(Vm, "dom0").name_label == "Control domain on host: alpha"
    records.set("dom0", name_label="mine")
    assert after(records).get(Vm, "dom0").name_label == "mine"


def test_the_address_of_the_host_is_that_of_the_management_pif():
    records = one_nic(ip_configuration_mode="Static", IP="10.0.0.2", netmask="255.0.0.0", management=True)
    assert host(after(records)).address == "10.0.0.2"
    records.set("pif0", primary_address_type="IPv6", IPv6=["fe80::1/64", "fd00::2/64"])
    assert host(after(records)).address == "fd00::2"
    records.set("pif0", management=False)
    assert host(after(records)).address == ""


def test_small_changes_of_free_memory_are_no_change():
    snapshot = after(one_nic(), facts=Facts(hostname="alpha", memory_total=1000, memory_free=500))
    assert snapshot.get(HostMetrics, "host1-metrics").memory_free == 500
    near = Facts(hostname="alpha", memory_total=1000, memory_free=505)
    assert reflect(snapshot, HOST, obedient(snapshot, facts=near)) == ()
    far = Facts(hostname="alpha", memory_total=1000, memory_free=400)
    assert len(reflect(snapshot, HOST, obedient(snapshot, facts=far))) == 1


def test_a_host_without_anything_is_reflected_too():
    snapshot = Records.one_host().snapshot()
    assert reflected(snapshot, HostState()).get(HostMetrics, "host1-metrics").live
    assert Device(name="x").mtu == 1500
