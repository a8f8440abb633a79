import pytest
from plan_records import HOST, Records

from toolstack.datamodel.error import ApiError
from toolstack.plan.topology import (
    BondMaster,
    Physical,
    SriovLogical,
    TunnelAccess,
    VlanUntagged,
    chain,
    is_member,
    on_sriov,
    root,
    topology,
)


@pytest.fixture
def records():
    records = Records.one_host()
    records.nic(0)
    records.nic(1)
    records.network("net-bond", "xapi0")
    records.bond("bond", "net-bond", ["pif0", "pif1"])
    records.network("net-vlan", "xapi1")
    records.vlan(7, "bond-pif", "net-vlan")
    records.network("net-tunnel", "xapi2")
    records.tunnel("vlan7-pif", "net-tunnel")
    return records


def test_a_tunnel_on_a_vlan_on_a_bond(records):
    top = topology(records.snapshot(), "tunnel-pif")
    assert [type(part) for part in chain(top)] == [TunnelAccess, VlanUntagged, BondMaster]
    assert root(top).ref == "bond-pif"
    assert [ref for ref, _ in root(top).members] == ["pif0", "pif1"]
    assert not on_sriov(top)


def test_a_member_knows_its_bond(records):
    top = topology(records.snapshot(), "pif0")
    assert isinstance(top, Physical)
    assert is_member(top)


def test_a_vlan_on_sriov_has_no_bridge():
    records = Records.one_host()
    records.nic(0)
    records.network("net-sriov", "xapi0")
    records.add("network_sriov", "sriov", physical_PIF="pif0", logical_PIF="logical")
    records.add("PIF", "logical", device="eth0", network="net-sriov", host=HOST, VLAN=-1)
    records.add("PIF_metrics", "m")
    records.rows[-2]["metrics"] = "m"
    records.network("net-vlan", "xapi1")
    records.vlan(5, "logical", "net-vlan")
    top = topology(records.snapshot(), "vlan5-pif")
    assert [type(part) for part in chain(top)] == [VlanUntagged, SriovLogical, Physical]
    assert on_sriov(top)


def test_a_pif_of_no_kind_is_an_error():
    records = Records.one_host()
    records.nic(0, physical=False)
    with pytest.raises(ApiError) as raised:
        topology(records.snapshot(), "pif0")
    assert raised.value.description == ["INTERNAL_ERROR", "Cannot calculate PIF type of pif0"]


def test_a_vlan_whose_parent_is_gone_is_an_error(records):
    records.rows = [row for row in records.rows if row["ref"] != "bond-pif"]
    with pytest.raises(ApiError, match="HANDLE_INVALID"):
        topology(records.snapshot(), "vlan7-pif")


def test_a_pif_that_stands_on_itself_is_an_error(records):
    records.set("vlan7", tagged_PIF="vlan7-pif")
    with pytest.raises(ApiError, match="stands on itself"):
        topology(records.snapshot(), "vlan7-pif")


def test_what_was_parsed_is_not_parsed_again(records):
    known = {}
    snapshot = records.snapshot()
    first = topology(snapshot, "vlan7-pif", known)
    assert topology(snapshot, "bond-pif", known) is first.below
