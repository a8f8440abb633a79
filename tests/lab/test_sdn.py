"""An SDN controller as Xen Orchestra's: its certificate, its tunnels, its ports; and guests that talk through them."""

from __future__ import annotations

import json
import os
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
import XenAPI

from tests.support.lab_site import Host, Site, site

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("sdn"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    with site(f"ns{os.getpid() % 1000}", hosts=2, nics=2) as made:
        yield made


class Controller:
    """Speaks OVSDB over TLS, one connection for each job."""

    def __init__(self, directory: Path) -> None:
        self.authority = trustme.CA()
        self.certificate = directory / "client.pem"
        self.authority.issue_cert("controller").private_key_and_cert_chain_pem.write_to_path(self.certificate)

    def install(self, host: Host) -> None:
        host.api.pool.certificate_install("sdn-controller-ca.pem", self.authority.cert_pem.bytes().decode())

    def transact(self, host: Host, *operations: dict[str, Any]) -> list[Any]:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.load_cert_chain(self.certificate)
        with (
            socket.create_connection((host.entry.address, 6640), timeout=10) as plain,
            context.wrap_socket(plain) as stream,
        ):
            request = {"id": 1, "method": "transact", "params": ["Open_vSwitch", *operations]}
            stream.sendall(json.dumps(request).encode())
            answer = b""
            while True:
                data = stream.recv(65536)
                if not data:
                    raise ConnectionError("it hung up")
                answer += data
                try:
                    return list(json.loads(answer)["result"])
                except ValueError:
                    continue

    def bridge(self, host: Host, network: str) -> tuple[Any, str]:
        where = [["external_ids", "includes", ["map", [["xs-network-uuids", network]]]]]
        select = {"op": "select", "table": "Bridge", "where": where, "columns": ["_uuid", "name"]}
        (row,) = self.transact(host, select)[0]["rows"]
        return row["_uuid"], row["name"]

    def connect(self, host: Host, network: str, remote: str) -> None:
        uuid, name = self.bridge(host, network)
        options = ["map", [["key", "1"], ["remote_ip", remote]]]
        interface = {"name": f"{name}_iface0", "type": "vxlan", "options": options}
        port = {"name": f"{name}_port0", "interfaces": ["set", [["named-uuid", "i"]]]}
        answer = self.transact(
            host,
            {"op": "insert", "table": "Interface", "row": interface, "uuid-name": "i"},
            {"op": "insert", "table": "Port", "row": port, "uuid-name": "p"},
            {"op": "mutate", "table": "Bridge", "where": [["_uuid", "==", uuid]],
             "mutations": [["ports", "insert", ["set", [["named-uuid", "p"]]]]]},
            {"op": "insert", "table": "Controller", "row": {"target": "pssl:"}, "uuid-name": "c"},
            {"op": "mutate", "table": "Bridge", "where": [["_uuid", "==", uuid]],
             "mutations": [["controller", "insert", ["set", [["named-uuid", "c"]]]],
                           ["protocols", "insert", "OpenFlow11"]]},
        )  # fmt: skip
        assert not any("error" in result for result in answer), answer


def test_a_private_network_of_two_hosts(here: Site, tmp_path: Path) -> None:
    controller = Controller(tmp_path)
    first = here.host
    references = []
    for host in here.hosts:
        sdn = host.api.SDN_controller.introduce("pssl")
        record = host.api.SDN_controller.get_record(sdn)
        assert (record["protocol"], record["address"], record["port"]) == ("pssl", "", "0")
        assert host.vsctl("get-manager") == "pssl:6640"
        with pytest.raises((OSError, ValueError)):  # nobody gets in before the authority is installed
            controller.transact(host, {"op": "comment", "comment": "let me in"})
        controller.install(host)
        references.append(sdn)
    with pytest.raises(XenAPI.Failure, match="OPERATION_NOT_ALLOWED"):
        first.api.SDN_controller.introduce("pssl")

    guests, tunnels, networks = [], [], []
    for number, host in enumerate(here.hosts, start=1):
        network = host.network("private", MTU="0")
        tunnel = host.api.tunnel.create(host.pif("eth0"), network, "vxlan")
        access = host.api.tunnel.get_access_PIF(tunnel)
        assert host.api.PIF.get_currently_attached(access)
        assert host.api.PIF.get_device(access) == "tunnel0"
        assert host.api.tunnel.get_status(tunnel) == {"active": "false"}
        guests.append(here.guest(f"t{number}", network, f"10.66.0.{number}/24", host))
        tunnels.append(tunnel)
        networks.append(network)
    for host, other, network in zip(here.hosts, reversed(here.hosts), networks, strict=True):
        controller.connect(host, host.api.network.get_uuid(network), other.entry.address)
    where = [["external_ids", "includes", ["map", [["xs-vif-uuid", first.api.VIF.get_uuid(guests[0].vif)]]]]]
    select = {"op": "select", "table": "Interface", "where": where, "columns": ["name", "ofport"]}
    assert controller.transact(first, select)[0]["rows"][0]["name"] == guests[0].port
    assert guests[0].pings("10.66.0.2", 40, "-s", "1000")

    # What is the controller's stays when the toolstack applies its own.
    bridge = first.api.network.get_bridge(networks[0])
    first.api.PIF.plug(first.api.tunnel.get_access_PIF(tunnels[0]))
    first.api.network.set_MTU(networks[0], "1400")
    assert f"{bridge}_port0" in first.vsctl("list-ports", bridge).split()
    assert first.vsctl("get-controller", bridge) == "pssl:"
    assert "OpenFlow11" in first.vsctl("get", "Bridge", bridge, "protocols")
    first.api.tunnel.set_status(tunnels[0], {"active": "true", "key": bridge})
    assert guests[1].pings("10.66.0.1", 10)

    for host, guest, tunnel, network, sdn in zip(here.hosts, guests, tunnels, networks, references, strict=True):
        with pytest.raises(XenAPI.Failure, match="VIF_IN_USE"):
            host.api.tunnel.destroy(tunnel)
        guest.remove()
        name = host.api.network.get_bridge(network)
        host.api.tunnel.destroy(tunnel)
        assert name not in host.vsctl("list-br").split()
        host.api.network.destroy(network)
        host.api.SDN_controller.forget(sdn)
        assert host.vsctl("get-manager") == ""
        assert host.vsctl("get-ssl") == ""


def test_what_a_tunnel_cannot_stand_on(here: Site) -> None:
    host = here.host
    api = host.api
    network = host.network("refused")
    with pytest.raises(XenAPI.Failure, match="TRANSPORT_PIF_NOT_CONFIGURED"):
        api.tunnel.create(host.pif("eth1"), network, "gre")
    assert api.tunnel.get_all() == []
    assert api.network.get_PIFs(network) == []
    api.PIF.reconfigure_ipv6(host.pif("eth1"), "Static", "2001:db8:66::1/64", "", "")
    tunnel = api.tunnel.create(host.pif("eth1"), network, "gre")
    with pytest.raises(XenAPI.Failure, match="IS_TUNNEL_ACCESS_PIF"):
        api.tunnel.create(api.tunnel.get_access_PIF(tunnel), host.network("other"), "gre")
    api.tunnel.destroy(tunnel)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("pssl", "10.0.0.1", "0"), ["INVALID_VALUE", "address", "10.0.0.1"]),
        (("pssl", "", "7"), ["INVALID_VALUE", "port", "7"]),
        (("ssl", "", "0"), ["INVALID_VALUE", "address", ""]),
        (("ssl", "controller", "0"), ["INVALID_IP_ADDRESS_SPECIFIED", "address"]),
        (("ssl", "10.0.0.1", "70000"), ["VALUE_NOT_SUPPORTED", "port", "70000", "Port out of range"]),
    ],
)
def test_controllers_that_cannot_be(here: Site, arguments: tuple[str, ...], error: list[str]) -> None:
    with pytest.raises(XenAPI.Failure) as refused:
        here.host.api.SDN_controller.introduce(*arguments)
    assert refused.value.details == error


def test_a_controller_that_is_connected_to(here: Site) -> None:
    host = here.host
    sdn = host.api.SDN_controller.introduce("ssl", "10.231.0.9")
    assert host.api.SDN_controller.get_port(sdn) == "6632"
    assert host.vsctl("get-manager") == "ssl:10.231.0.9:6632"
    assert "bootstrap" in host.vsctl("get-ssl").lower()
    host.api.SDN_controller.forget(sdn)
    host.api.pool.set_vswitch_controller("10.231.0.8")
    assert host.vsctl("get-manager") == "ssl:10.231.0.8:6632"
    host.api.pool.set_vswitch_controller("")
    assert host.vsctl("get-manager") == ""
