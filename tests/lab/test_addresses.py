"""Addresses, routes and names of a host: static, from a DHCP server, from routers; and what is refused."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import XenAPI

from tests.support.lab_site import Machine, Site, site
from toolstack.lab.fabric import LabError

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("addresses"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    with site(f"na{os.getpid() % 1000}", nics=2) as made:
        yield made


@pytest.fixture(scope="module")
def router(here: Site) -> Machine:
    machine = here.peer("rt", "10.9.0.20/24", vlan=90)
    for address in ("10.9.0.21/24", "10.88.1.1/32", "2001:db8:9::20/64", "2001:db8:88::1/128"):
        machine.run("ip", "address", "add", address, "dev", "eth0", *(["nodad"] if ":" in address else []))
    return machine


@pytest.fixture
def pif(here: Site, router: Machine) -> Iterator[str]:
    api = here.host.api
    network = here.host.network("addresses")
    vlan = api.VLAN.create(here.host.pif("eth1"), "90", network)
    yield api.VLAN.get_untagged_PIF(vlan)
    api.VLAN.destroy(vlan)
    api.network.destroy(network)


@contextlib.contextmanager
def dhcp_server(machine: Machine, directory: Path, *options: str) -> Iterator[Path]:
    log = directory / "dnsmasq.log"
    command = machine.command(
        "dnsmasq", "--keep-in-foreground", "--no-ping", "--port=0", "--bind-interfaces", "--interface=eth0",
        "--conf-file=/dev/null", f"--dhcp-leasefile={directory}/leases", f"--pid-file={directory}/pid", "--user=root",
        f"--log-facility={log}", "--dhcp-authoritative", *options,
    )  # fmt: skip
    process = subprocess.Popen(command)
    try:
        yield log
    finally:
        process.terminate()
        process.wait()
        print(log.read_text() if log.exists() else "the server said nothing")


RANGE = ("--dhcp-range=10.9.0.100,10.9.0.110,2m", "--dhcp-option=3,10.9.0.20", "--dhcp-option=6,10.9.0.53",
         "--dhcp-option=15,lab.test")  # fmt: skip


def bridge(here: Site, pif: str) -> str:
    api = here.host.api
    return str(api.network.get_bridge(api.PIF.get_network(pif)))


def static(here: Site, pif: str, gateway: str = "") -> None:
    here.host.api.PIF.reconfigure_ip(pif, "Static", "10.9.0.1", "255.255.255.0", gateway, "")


def test_dhcp_gives_address_gateway_and_names_and_is_given_back(
    here: Site, pif: str, router: Machine, tmp_path: Path
) -> None:
    api, device = here.host.api, bridge(here, pif)
    api.PIF.add_to_other_config(pif, "defaultroute", "true")
    api.PIF.add_to_other_config(pif, "peerdns", "true")
    with dhcp_server(router, tmp_path, *RANGE) as log:
        api.PIF.reconfigure_ip(pif, "DHCP", "", "", "", "")
        here.host.follow(["PIF"], lambda: api.PIF.get_IP(pif).startswith("10.9.0.1"))
        record = api.PIF.get_record(pif)
        assert record["netmask"] == "255.255.255.0"
        here.host.follow(
            ["PIF"], lambda: (api.PIF.get_gateway(pif), api.PIF.get_DNS(pif)) == ("10.9.0.20", "10.9.0.53")
        )
        assert router.pings(record["IP"], 5)
        assert here.host.run("ip", "-4", "route", "show", "default") == f"default via 10.9.0.20 dev {device} proto dhcp"
        assert api.PIF.get_IP(pif) == record["IP"]
        assert api.PIF.get_currently_attached(pif)
        lease = Path(here.host.entry.root) / f"var/lib/xcp/dhclient-{device}.leases"
        until(lease.exists)  # other tools of the host read it, in dhclient's format
        for line in (
            f'  interface "{device}";', f"  fixed-address {record['IP']};", "  option subnet-mask 255.255.255.0;",
            "  option routers 10.9.0.20;", "  option domain-name-servers 10.9.0.53;",
            '  option domain-name "lab.test";', "  option dhcp-server-identifier ",
        ):  # fmt: skip
            assert line in lease.read_text()
        static(here, pif)
        assert not lease.exists()
        until(lambda: "DHCPRELEASE" in log.read_text())
    addresses = here.host.run("ip", "-4", "-brief", "address", "show", device)
    assert "10.9.0.1/24" in addresses
    assert record["IP"] not in addresses
    assert here.host.run("ip", "-4", "route", "show", "default") == ""


def until(condition: object, seconds: int = 20) -> None:
    """Wait for what another program does, of which nothing tells."""
    for _ in range(seconds * 10):
        if condition():  # type: ignore[operator]
            return
        subprocess.run(["sleep", "0.1"], check=True)
    raise AssertionError("it did not come about")


def test_a_dead_dhcp_server_holds_nothing_up(here: Site, pif: str, router: Machine, tmp_path: Path) -> None:
    api = here.host.api
    api.PIF.reconfigure_ip(pif, "DHCP", "", "", "", "")
    other = here.host.network("meanwhile")
    vlan = api.VLAN.create(here.host.pif("eth1"), "91", other)
    api.VLAN.destroy(vlan)
    api.network.destroy(other)
    assert api.PIF.get_currently_attached(pif)
    assert api.PIF.get_IP(pif) == ""
    with dhcp_server(router, tmp_path, *RANGE):  # it comes to life
        here.host.follow(["PIF"], lambda: api.PIF.get_IP(pif) != "")
        assert router.pings(api.PIF.get_IP(pif), 5)


def test_a_route_through_a_dhcp_gateway_waits_for_the_lease(
    here: Site, pif: str, router: Machine, tmp_path: Path
) -> None:
    api = here.host.api
    api.network.add_to_other_config(api.PIF.get_network(pif), "static-routes", "10.88.0.0/14/10.9.0.21")
    with dhcp_server(router, tmp_path, *RANGE):
        api.PIF.reconfigure_ip(pif, "DHCP", "", "", "", "")
        here.host.follow(["PIF"], lambda: api.PIF.get_IP(pif) != "")
        until(lambda: "10.88.0.0/14 via 10.9.0.21" in here.host.run("ip", "route"))
        assert here.host.run("ping", "-c1", "-w8", "10.88.1.1")


def test_static_routes_come_and_go_with_their_key(here: Site, pif: str, router: Machine) -> None:
    api = here.host.api
    network = api.PIF.get_network(pif)
    static(here, pif)
    api.PIF.reconfigure_ipv6(pif, "Static", "2001:db8:9::1/64", "", "")
    key = "10.88.0.0/14/10.9.0.21,2001:db8:88::/48/2001:db8:9::20"
    api.network.add_to_other_config(network, "static-routes", key)
    assert "10.88.0.0/14 via 10.9.0.21" in here.host.run("ip", "route"), "at once"
    assert here.host.run("ping", "-c1", "-w8", "10.88.1.1")
    assert here.host.run("ping", "-c1", "-w8", "2001:db8:88::1")
    here.host.run("ip", "route", "add", "10.77.0.0/16", "via", "10.9.0.20")
    api.network.remove_from_other_config(network, "static-routes")
    assert "10.88.0.0/14" not in here.host.run("ip", "route"), "at once"
    assert "2001:db8:88::/48" not in here.host.run("ip", "-6", "route")
    assert "10.77.0.0/16" in here.host.run("ip", "route"), "somebody else's"
    with pytest.raises(LabError):
        here.host.run("ping", "-c1", "-W1", "10.88.1.1")


@pytest.mark.parametrize(
    "bad", ["10.88.0.0/14", "10.88.0.0/33/10.9.0.21", "10.0.0.0/8/2001:db8::1", "10.88.0.0/14/10.9.0.21,x/8/10.9.0.1"]
)
def test_a_bad_static_route_is_refused_by_name(here: Site, pif: str, bad: str) -> None:
    api = here.host.api
    network = api.PIF.get_network(pif)
    for ask in (
        lambda: api.network.add_to_other_config(network, "static-routes", bad),
        lambda: api.network.set_other_config(network, {"static-routes": bad}),
        lambda: api.network.create({"name_label": "n", "other_config": {"static-routes": bad}}),
    ):
        with pytest.raises(XenAPI.Failure) as refused:
            ask()
        assert refused.value.details[0] == "INVALID_VALUE"
        assert bad.rsplit(",", maxsplit=1)[-1] in refused.value.details[2]
    assert api.network.get_other_config(network) == {}


def test_the_old_gateway_goes(here: Site, pif: str) -> None:
    api, device = here.host.api, bridge(here, pif)
    api.PIF.add_to_other_config(pif, "defaultroute", "true")

    def default() -> list[str]:
        return [" ".join(line.split()[:5]) for line in here.host.run("ip", "route", "show", "default").splitlines()]

    static(here, pif, "10.9.0.20")
    assert default() == [f"default via 10.9.0.20 dev {device}"]
    static(here, pif, "10.9.0.21")
    assert default() == [f"default via 10.9.0.21 dev {device}"]
    static(here, pif)
    assert default() == []


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("Static", "10.9.0.999", "255.255.255.0", "", ""), "IP"),
        (("Static", "10.9.0.1", "255.0.255.0", "", ""), "netmask"),
        (("Static", "10.9.0.1", "255.255.255.0", "10.10.0.1", ""), "gateway"),
        (("Static", "2001:db8::1", "255.255.255.0", "", ""), "IP"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_changes(
    here: Site, pif: str, arguments: tuple[str, ...], name: str
) -> None:
    api = here.host.api
    static(here, pif)
    with pytest.raises(XenAPI.Failure) as refused:
        api.PIF.reconfigure_ip(pif, *arguments)
    assert refused.value.details == ["INVALID_IP_ADDRESS_SPECIFIED", name]
    assert "10.9.0.1/24" in here.host.run("ip", "-4", "-brief", "address", "show", bridge(here, pif))


def test_ipv6_from_a_router(here: Site, pif: str, router: Machine, tmp_path: Path) -> None:
    api = here.host.api
    with dhcp_server(router, tmp_path, "--enable-ra", "--dhcp-range=2001:db8:9::,ra-only,64", "--ra-param=eth0,4"):
        api.PIF.reconfigure_ipv6(pif, "Autoconf", "", "", "")
        here.host.follow(["PIF"], lambda: any(one.startswith("2001:db8:9:") for one in api.PIF.get_IPv6(pif)))
    api.PIF.reconfigure_ipv6(pif, "Static", "2001:db8:9::7/64", "", "")
    device = bridge(here, pif)
    until(lambda: "2001:db8:9::7/64" in here.host.run("ip", "-6", "-brief", "address", "show", device))
    assert router.pings("2001:db8:9::7", 5)
    assert "fe80::" in here.host.run("ip", "-6", "-brief", "address", "show", device), "the link-local address stays"
    api.PIF.set_primary_address_type(pif, "IPv6")
    assert api.PIF.get_primary_address_type(pif) == "IPv6"
    api.PIF.reconfigure_ipv6(pif, "None", "", "", "")
    assert "2001:db8" not in here.host.run("ip", "-6", "-brief", "address", "show", device)
