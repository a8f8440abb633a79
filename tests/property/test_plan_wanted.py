"""Whatever the records say, the wanted network is one that a host can have, and reporting it settles."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_host import obedient, reflected
from plan_records import HOST
from strategies.plan_records_strategy import host_records

from toolstack.plan.check import Severity, findings
from toolstack.plan.diff import apply, diff
from toolstack.plan.hostnet import HostNet
from toolstack.plan.reflect import Update, reflect
from toolstack.plan.wanted import wanted


@given(host_records())
@settings(max_examples=300)
def test_a_wanted_network_is_consistent(records):
    net = wanted(records.snapshot(), HOST)
    bridges = {bridge.name for bridge in net.bridges}
    vlans = {vlan.name for vlan in net.vlans}
    assert len(bridges) == len(net.bridges)
    assert len(vlans) == len(net.vlans)
    assert not bridges & vlans
    assert "" not in bridges | vlans
    assert {vlan.parent for vlan in net.vlans} <= bridges
    assert len({(vlan.parent, vlan.tag) for vlan in net.vlans}) == len(net.vlans)
    nics = [nic for uplink in net.uplinks for nic in uplink.nics]
    assert len(nics) == len(set(nics))
    assert {uplink.bridge for uplink in net.uplinks} <= bridges
    assert sorted(nics) == [link.name for link in net.links]
    assert {interface.name for interface in net.interfaces} == bridges | vlans
    assert len(net.interfaces) == len(bridges | vlans)
    assert {route.device for route in net.routes} <= bridges | vlans
    assert len({route.key for route in net.routes}) == len(net.routes)
    unmanaged = {row["bridge"] for row in records.rows if row["class"] == "network"}
    assert {port.bridge for port in net.vif_ports} <= bridges | unmanaged


@given(host_records())
def test_collections_are_sorted_by_key(records):
    net = wanted(records.snapshot(), HOST)
    for values in (net.bridges, net.vlans, net.uplinks, net.vif_ports, net.interfaces, net.links, net.routes):
        keys = [value.key for value in values]
        assert keys == sorted(keys)


@given(host_records(), host_records())
def test_a_host_gets_from_any_wanted_network_to_any_other(before, after):
    seen, net = wanted(before.snapshot(), HOST), wanted(after.snapshot(), HOST)
    assert diff(apply(diff(seen, net), seen), net) == ()
    assert diff(apply(diff(HostNet(), net), HostNet()), net) == ()


@given(host_records())
@settings(max_examples=200)
def test_a_report_changes_records_once(records):
    snapshot = records.snapshot()
    state = obedient(snapshot)
    once = reflected(snapshot, state)
    assert reflect(once, HOST, state) == ()


@given(host_records())
def test_no_row_is_updated_twice(records):
    snapshot = records.snapshot()
    refs = [change.ref for change in reflect(snapshot, HOST, obedient(snapshot)) if isinstance(change, Update)]
    assert len(refs) == len(set(refs))


@given(host_records())
def test_what_is_plugged_and_not_attached_has_a_finding(records):
    """A plugged managed PIF of a managed network either stands or the checker says why it cannot."""
    snapshot = records.snapshot()
    told = {finding.subject for finding in findings(snapshot, HOST) if finding.severity is not Severity.INFO}
    stands = {interface.owner for interface in wanted(snapshot, HOST).interfaces}
    networks = {row["ref"]: row for row in records.rows if row["class"] == "network"}
    members = {row["ref"] for row in records.rows if row.get("bond_slave_of")}
    bonds = {row["ref"] for row in records.rows if row["class"] == "Bond"}
    for row in records.rows:
        if row["class"] != "PIF" or not row["plugged"] or not row["managed"]:
            continue
        if row["ref"] in members and row["bond_slave_of"] in bonds:
            continue
        if networks.get(row["network"], {}).get("managed", True):
            assert f"PIF:{row['ref']}" in told | stands


@given(host_records(), st.booleans())
def test_the_checker_never_fails(records, with_state):
    snapshot = records.snapshot()
    for finding in findings(snapshot, HOST, obedient(snapshot) if with_state else None):
        assert finding.text
        assert ":" in finding.subject
