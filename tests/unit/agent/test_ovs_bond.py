from hypothesis import given
from hypothesis import strategies as st

from toolstack.agent import ovs_bond
from toolstack.plan.hostnet import Uplink, pairs

NUMBERS = st.integers(1, 100000).map(str)
SETTINGS = st.fixed_dictionaries(
    {},
    optional={
        "miimon": NUMBERS,
        "updelay": NUMBERS,
        "downdelay": NUMBERS,
        "rebalance-interval": NUMBERS,
        "use_carrier": st.sampled_from(["0", "1"]),
        "lacp-time": st.sampled_from(["slow", "fast"]),
        "lacp-fallback-ab": st.sampled_from(["true", "false"]),
        "lacp-aggregation-key": NUMBERS,
        "lacp-actor-key": NUMBERS,
        "hash-basis": NUMBERS,
    },
)


@given(st.sampled_from(["balance-slb", "active-backup"]), SETTINGS)
def test_settings_survive_the_database(mode, settings):
    uplink = Uplink(name="bond0", owner="", bridge="b", nics=("eth0", "eth1"), mode=mode, settings=pairs(settings))
    assert ovs_bond.from_columns(ovs_bond.to_columns(uplink)) == (mode, pairs(settings))
    assert ovs_bond.normal(uplink) == uplink


@given(st.sampled_from(["src_mac", "tcpudp_ports"]), SETTINGS)
def test_hashing_is_kept_with_lacp(hashing, settings):
    wanted = pairs(settings | {"hashing-algorithm": hashing})
    uplink = Uplink(name="bond0", owner="", bridge="b", nics=("eth0", "eth1"), mode="lacp", settings=wanted)
    columns = ovs_bond.to_columns(uplink)
    assert columns.lacp == "active"
    assert columns.bond_mode == {"src_mac": "balance-slb", "tcpudp_ports": "balance-tcp"}[hashing]
    assert ovs_bond.from_columns(columns) == ("lacp", wanted)


def test_columns_as_documented():
    settings = {
        "miimon": "100",
        "updelay": "31000",
        "downdelay": "200",
        "use_carrier": "1",
        "rebalance-interval": "1800000",
    }
    uplink = Uplink(name="b", owner="", bridge="b", nics=("a", "b"), mode="active-backup", settings=pairs(settings))
    columns = ovs_bond.to_columns(uplink)
    assert (columns.bond_mode, columns.lacp, columns.updelay, columns.downdelay) == ("active-backup", "off", 31000, 200)
    assert dict(columns.port_config) == {
        "bond-detect-mode": "carrier", "bond-miimon-interval": "100", "bond-rebalance-interval": "1800000",
    }  # fmt: skip


def test_a_plain_nic_has_no_bond_columns():
    uplink = Uplink(name="eth0", owner="", bridge="b", nics=("eth0",))
    assert ovs_bond.to_columns(uplink) == ovs_bond.BondColumns()


def test_nics_are_seen_in_order():
    uplink = Uplink(name="b", owner="", bridge="b", nics=("eth1", "eth0"), mode="lacp", mac="AA:00:00:00:00:01")
    assert ovs_bond.normal(uplink).nics == ("eth0", "eth1")
    assert ovs_bond.normal(uplink).mac == "aa:00:00:00:00:01"
