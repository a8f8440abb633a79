import pytest
from plan_records import Records

from toolstack.plan.bonds import bond_mac, bond_settings, bond_uplink
from toolstack.plan.topology import topology


def bond(mode="balance-slb", properties=None, pif=None, members=("pif0", "pif1"), **fields):
    records = Records.one_host()
    for number in range(len(members)):
        records.nic(number)
    records.network("net", "xapi0")
    records.bond("bond", "net", list(members), mode=mode, properties=properties or {}, pif=pif or {}, **fields)
    snapshot = records.snapshot()
    return snapshot, topology(snapshot, "bond-pif")


def settings(**kwargs):
    mode, found = bond_settings(bond(**kwargs)[1])
    return mode, dict(found)


DETECTION = {"miimon": "100", "downdelay": "200", "updelay": "31000", "use_carrier": "1"}


@pytest.mark.parametrize("mode", ["balance-slb", "active-backup"])
def test_the_plain_modes(mode):
    assert settings(mode=mode) == (mode, {**DETECTION, "rebalance-interval": "1800000"})


def test_lacp_with_everything():
    properties = {
        "hashing_algorithm": "src_mac",
        "lacp-time": "fast",
        "lacp-aggregation-key": "12",
        "lacp-fallback-ab": "false",
    }
    found = {"lacp-time": "fast", "lacp-aggregation-key": "12", "lacp-fallback-ab": "false"}
    assert settings(mode="lacp", properties=properties) == (
        "lacp",
        DETECTION | found | {"hashing-algorithm": "src_mac"},
    )


def test_lacp_hashes_by_ports_unless_told_otherwise():
    assert settings(mode="lacp")[1]["hashing-algorithm"] == "tcpudp_ports"
    assert settings(mode="lacp", properties={"hashing_algorithm": "by_moon"})[1]["hashing-algorithm"] == "tcpudp_ports"


@pytest.mark.parametrize(
    ("key", "value", "name", "expected"),
    [
        ("bond-updelay", "10", "updelay", "10"),
        ("bond-updelay", "010", "updelay", "10"),
        ("bond-updelay", "0", "updelay", None),
        ("bond-updelay", "-1", "updelay", None),
        ("bond-miimon", "soon", "miimon", None),
        ("bond-use_carrier", "0", "use_carrier", "0"),
        ("bond-use_carrier", "5", "use_carrier", "1"),
        ("bond-hashing-algorithm", "src_mac", "hashing-algorithm", None),
        ("bond-primary", "eth1", "primary", "eth1"),
        ("bond-", "x", "", None),
        ("unrelated", "x", "unrelated", None),
    ],
)
def test_overrides_of_the_pif(key, value, name, expected):
    assert settings(pif={"other_config": {key: value}})[1].get(name) == expected


def test_the_mode_can_be_overridden_by_a_mode_that_exists():
    assert settings(pif={"other_config": {"bond-mode": "active-backup"}})[0] == "active-backup"
    assert settings(pif={"other_config": {"bond-mode": "802.3ad"}})[0] == "balance-slb"


def test_equal_bonds_have_equal_settings_whatever_way_they_were_written():
    written = bond_settings(bond(pif={"other_config": {"bond-miimon": "0100", "bond-use_carrier": "7"}})[1])
    assert written == bond_settings(bond()[1])


def test_the_mac_follows_the_primary_nic_while_it_should():
    snapshot, top = bond(pif={"MAC": "02:AA:00:00:00:00"}, auto_update_mac=True)
    assert bond_mac(snapshot, top) == "02:00:00:00:00:00"
    snapshot, top = bond(pif={"MAC": "02:AA:00:00:00:00"}, auto_update_mac=False)
    assert bond_mac(snapshot, top) == "02:aa:00:00:00:00"


def test_a_single_nic_is_a_plain_port():
    snapshot, top = bond(members=("pif0",))
    uplink = bond_uplink(snapshot, top, "xapi0")
    assert (uplink.name, uplink.nics, uplink.mode, uplink.settings, uplink.mac) == ("eth0", ("eth0",), "", (), "")
    assert uplink.owner == "PIF:bond-pif"
