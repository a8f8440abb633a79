"""Settings that take effect while everything runs, without anything plugged anew."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
import XenAPI

from tests.support.lab_site import Site, site
from toolstack.lab import fabric

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("live"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    with site(f"nv{os.getpid() % 1000}", nics=4) as made:
        yield made


def mtu(here: Site, device: str) -> int:
    return int(here.host.run("cat", f"/sys/class/net/{device}/mtu"))


def test_the_mtu_of_a_network_reaches_bridge_nic_vlans_and_guests(here: Site) -> None:
    api = here.host.api
    under = api.PIF.get_network(here.host.pif("eth1"))
    over = here.host.network("vlan of it")
    vlan = api.VLAN.create(here.host.pif("eth1"), "55", over)
    guest = here.guest("m", over)
    bridge = api.network.get_bridge(over)
    api.network.set_MTU(under, "2000")
    here.host.follow(["PIF"], lambda: api.PIF.get_MTU(here.host.pif("eth1")) == "2000")
    assert (mtu(here, "xenbr1"), mtu(here, "eth1"), mtu(here, bridge)) == (2000, 2000, 1500)
    api.network.set_MTU(over, "1900")
    here.host.follow(["VIF"], lambda: api.VIF.get_MTU(guest.vif) == "1900")
    assert (mtu(here, bridge), mtu(here, guest.port)) == (1900, 1900)
    api.VIF.add_to_other_config(guest.vif, "mtu", "1400")
    assert mtu(here, guest.port) == 1400
    api.PIF.add_to_other_config(here.host.pif("eth1"), "mtu", "1950")
    assert (mtu(here, "xenbr1"), mtu(here, "eth1")) == (1950, 1950)
    guest.remove()
    api.VLAN.destroy(vlan)
    api.network.destroy(over)


@pytest.mark.parametrize(
    ("cls", "key", "value"),
    [
        ("PIF", "mtu", "lots"), ("PIF", "ethtool-gro", "maybe"), ("PIF", "ethtool-speed", "-1"),
        ("PIF", "bond-mode", "fast"), ("PIF", "bond-updelay", "soon"), ("PIF", "defaultroute", "yes"),
        ("network", "vswitch-controller-fail-mode", "open"), ("network", "vswitch-disable-in-band", "1"),
    ],
)  # fmt: skip
def test_a_key_that_could_have_no_effect_is_refused(here: Site, cls: str, key: str, value: str) -> None:
    api = here.host.api
    pif = here.host.pif("eth3")
    ref = pif if cls == "PIF" else api.PIF.get_network(pif)
    with pytest.raises(XenAPI.Failure) as refused:
        getattr(api, cls).add_to_other_config(ref, key, value)
    assert refused.value.details == ["INVALID_VALUE", f"other_config:{key}", value]
    getattr(api, cls).add_to_other_config(ref, f"xo:{key}", value)
    assert getattr(api, cls).get_other_config(ref)[f"xo:{key}"] == value


def test_switch_and_offload_keys(here: Site) -> None:
    api = here.host.api
    pif = here.host.pif("eth3")
    network = api.PIF.get_network(pif)
    api.PIF.add_to_other_config(pif, "ethtool-gro", "off")
    assert "generic-receive-offload: off" in here.host.run("ethtool", "-k", "eth3")
    api.PIF.remove_from_other_config(pif, "ethtool-gro")
    api.PIF.add_to_other_config(pif, "ethtool-gro", "on")
    assert "generic-receive-offload: on" in here.host.run("ethtool", "-k", "eth3")
    api.network.add_to_other_config(network, "vswitch-disable-in-band", "true")
    assert here.host.vsctl("get", "Bridge", "xenbr3", "other_config:disable-in-band") == '"true"'
    api.network.remove_from_other_config(network, "vswitch-disable-in-band")
    assert "disable-in-band" not in here.host.vsctl("get", "Bridge", "xenbr3", "other_config")
    api.pool.set_igmp_snooping_enabled(api.pool.get_all()[0], True)  # noqa: FBT003 - XenAPI's positional parameters
    assert here.host.vsctl("get", "Bridge", "xenbr3", "mcast_snooping_enable") == "true"
    assert api.PIF.get_igmp_snooping_status(pif) == "enabled"
    api.PIF.set_disallow_unplug(pif, True)  # noqa: FBT003 - XenAPI's positional parameters
    with pytest.raises(XenAPI.Failure, match="PIF_DOES_NOT_ALLOW_UNPLUG"):
        api.PIF.unplug(pif)


def test_bond_keys(here: Site) -> None:
    api = here.host.api
    network = here.host.network("bond")
    bond = api.Bond.create(network, [here.host.pif("eth2"), here.host.pif("eth3")], "", "active-backup")
    master = api.Bond.get_master(bond)
    api.PIF.add_to_other_config(master, "bond-updelay", "500")
    assert here.host.vsctl("get", "Port", "bond0", "bond_updelay") == "500"
    api.PIF.add_to_other_config(master, "bond-mode", "balance-slb")
    assert here.host.vsctl("get", "Port", "bond0", "bond_mode") == "balance-slb"
    fabric.cable(here.lab, here.lab.hosts[0], "eth2", up=False)
    here.host.follow(["Bond"], lambda: api.Bond.get_links_up(bond) == "1")
    fabric.cable(here.lab, here.lab.hosts[0], "eth2", up=True)
    here.host.follow(["Bond"], lambda: api.Bond.get_links_up(bond) == "2")
    told = [one["body"] for one in api.message.get_all_records().values() if one["name"] == "BOND_STATUS_CHANGED"]
    assert "The status of the eth2+eth3 bond changed: 1/2 up (was 2/2)" in told
    api.PIF.remove_from_other_config(master, "bond-updelay")
    assert here.host.vsctl("get", "Port", "bond0", "bond_updelay") == "31000"
    api.Bond.destroy(bond)
    api.network.destroy(network)


def test_a_guest_moves_between_networks_while_it_talks(here: Site) -> None:
    api = here.host.api
    one = api.PIF.get_network(here.host.pif("eth1"))
    two = here.host.network("the same by its tag")
    vlan = api.VLAN.create(here.host.pif("eth2"), "0", two)
    guest = here.guest("w", one, "10.44.0.1/24")
    here.peer("w", "10.44.0.2/24")
    assert guest.pings("10.44.0.2", 5)
    command = guest.command("ping", "-i", "0.05", "-c", "80", "-W", "1", "10.44.0.2")
    pings = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    api.VIF.move(guest.vif, two)
    assert api.VIF.get_currently_attached(guest.vif)
    api.VIF.move(guest.vif, one)
    received = int(pings.communicate()[0].split(" received")[0].split()[-1])
    assert received > 60
    api.VIF.set_trunks(guest.vif, ["70", "71"])
    assert here.host.vsctl("get", "Port", guest.port, "trunks") == "[70, 71]"
    api.VIF.set_trunks(guest.vif, [])
    assert here.host.vsctl("get", "Port", guest.port, "trunks") == "[]"
    api.VIF.configure_ipv4(guest.vif, "Static", "10.44.0.9/24", "10.44.0.2")
    assert "10.44.0.9/24" in guest.run("ip", "address", "show", "eth0")
    assert "default via 10.44.0.2" in guest.run("ip", "route")
    guest.remove()
    api.VLAN.destroy(vlan)
    api.network.destroy(two)


def test_a_nic_that_comes_later_and_one_that_goes(here: Site) -> None:
    api = here.host.api
    entry = here.lab.hosts[0]
    fabric.plug_cables(here.lab, [fabric.Cable(entry.namespace, "eth9", "h1-eth9", None)])
    entry.nics.append("eth9")
    api.PIF.scan(here.host.ref)
    pif = here.host.pif("eth9")
    api.PIF.plug(pif)
    metrics = api.PIF.get_metrics(pif)
    here.host.follow(["PIF_metrics"], lambda: api.PIF_metrics.get_carrier(metrics))
    fabric.cable(here.lab, entry, "eth9", up=False)
    here.host.follow(["PIF_metrics"], lambda: not api.PIF_metrics.get_carrier(metrics))
    here.host.run("ip", "link", "delete", "eth9")
    here.host.follow(["PIF"], lambda: not api.PIF.get_currently_attached(pif))
    told = [one["body"] for one in api.message.get_all_records().values() if one["name"] == "PIF_NIC_GONE"]
    assert told == [f"NIC eth9 ({api.PIF.get_MAC(pif)}) is gone"]
