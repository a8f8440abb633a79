"""What XenCenter, xsconsole and XO Lite do, call by call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import XenAPI

from tests.clients.served import PASSWORD, USER, Served

pytestmark = pytest.mark.xdist_group("flows-desktop")


@pytest.fixture
def xapi(served: Served) -> Iterator[Any]:
    with served.login(served.tls) as session:
        yield session.xenapi


def nic(xapi: Any, device: str) -> str:
    (ref,) = xapi.PIF.get_all_records_where(f'field "device" = "{device}" and field "VLAN" = "-1"')
    return str(ref)


def result(xapi: Any, task: str) -> str:
    """Wait for a task by its events, and destroy it; returns the reference in its result."""
    token = ""
    while True:
        answer = xapi.event.from_(["task/" + task], token, 30.0)
        token = answer["token"]
        for event in answer["events"]:
            if event.get("snapshot", {}).get("status") in ("success", "failure"):
                xapi.task.destroy(task)
                assert event["snapshot"]["status"] == "success", event["snapshot"]["error_info"]
                return str(event["snapshot"]["result"]).removeprefix("<value>").removesuffix("</value>")


# -- XenCenter ---------------------------------------------------------------------------------------------


class Desktop:
    """A session whose classes have the names that Python would not allow."""

    def __init__(self, xapi: Any) -> None:
        self._xapi = xapi
        self.event = self

    def from_(self, classes: list[str], token: str, seconds: float) -> Any:
        return getattr(self._xapi.event, "from")(classes, token, seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._xapi, name)


@pytest.fixture
def desktop(xapi: Any) -> Desktop:
    return Desktop(xapi)


def new_network(desktop: Desktop, name: str, **more: Any) -> str:
    record = {
        "name_label": name,
        "name_description": "",
        "MTU": "1500",
        "managed": True,
        "other_config": {"automatic": "false", "XenCenterCreateInProgress": "true"},
        "tags": [],
        **more,
    }
    return result(desktop, desktop.Async.network.create(record))


@pytest.mark.parametrize(
    ("mode", "properties"),
    [("balance-slb", {}), ("active-backup", {}), ("lacp", {"hashing_algorithm": "src_mac"})],
)
def test_xencenter_makes_and_deletes_a_bond(desktop: Desktop, mode: str, properties: dict[str, str]) -> None:
    network = new_network(desktop, "Bond 2+3")
    members = [nic(desktop, "eth2"), nic(desktop, "eth3")]
    bond = result(desktop, desktop.Async.Bond.create(network, members, "", mode, properties))
    desktop.network.remove_from_other_config(network, "XenCenterCreateInProgress")
    record = desktop.Bond.get_record(bond)
    assert record["mode"] == mode
    assert properties.items() <= record["properties"].items()
    assert record["primary_slave"] in members
    master = desktop.PIF.get_record(record["master"])
    assert (master["network"], master["physical"], master["currently_attached"]) == (network, False, True)
    if mode == "lacp":
        desktop.Bond.set_property(bond, "hashing_algorithm", "tcpudp_ports")
        assert desktop.Bond.get_properties(bond)["hashing_algorithm"] == "tcpudp_ports"
    desktop.Bond.set_mode(bond, "active-backup")
    assert desktop.Bond.get_mode(bond) == "active-backup"
    result(desktop, desktop.Async.Bond.destroy(bond))
    result(desktop, desktop.Async.network.destroy(network))
    assert all(desktop.PIF.get_bond_slave_of(member) == "OpaqueRef:NULL" for member in members)


def test_xencenter_moves_the_management_purpose_to_the_bond(desktop: Desktop) -> None:
    members = [nic(desktop, "eth2"), nic(desktop, "eth3")]
    desktop.PIF.add_to_other_config(members[0], "management_purpose", "storage")
    network = new_network(desktop, "Bond 2+3")
    bond = result(desktop, desktop.Async.Bond.create(network, members, "", "balance-slb", {}))
    master = desktop.Bond.get_master(bond)
    for key, pif in (("remove_from_other_config", members[0]), ("remove_from_other_config", master)):
        getattr(desktop.PIF, key)(pif, "management_purpose")
    desktop.PIF.add_to_other_config(master, "management_purpose", "storage")
    assert desktop.PIF.get_other_config(master)["management_purpose"] == "storage"
    desktop.Bond.destroy(bond)
    desktop.network.destroy(network)


def test_xencenter_makes_an_external_network_and_changes_its_tag(desktop: Desktop) -> None:
    network = new_network(desktop, "External")
    (pif,) = desktop.pool.create_VLAN_from_PIF(nic(desktop, "eth1"), network, "110")
    record = desktop.PIF.get_record(pif)
    assert (record["VLAN"], record["device"], record["physical"]) == ("110", "eth1", False)
    assert record["currently_attached"] is True
    desktop.PIF.unplug(pif)
    desktop.VLAN.destroy(record["VLAN_master_of"])
    (pif,) = desktop.pool.create_VLAN_from_PIF(nic(desktop, "eth1"), network, "111")
    desktop.PIF.plug(pif)  # which it is: harmless
    desktop.VLAN.destroy(desktop.PIF.get_VLAN_master_of(pif))
    desktop.network.destroy(network)


def test_xencenter_changes_an_mtu(desktop: Desktop) -> None:
    network = new_network(desktop, "Jumbo")
    (pif,) = desktop.pool.create_VLAN_from_PIF(nic(desktop, "eth1"), network, "112")
    desktop.network.set_MTU(network, "9000")
    desktop.PIF.unplug(pif)
    desktop.PIF.plug(pif)
    assert desktop.PIF.get_MTU(pif) == "9000"
    desktop.VLAN.destroy(desktop.PIF.get_VLAN_master_of(pif))
    desktop.network.destroy(network)


def test_xencenter_has_a_private_network(desktop: Desktop) -> None:
    network = new_network(desktop, "Private", other_config={"automatic": "true", "folder": "/x", "XenCenter.a": "b"})
    assert desktop.network.get_other_config(network) == {"automatic": "true", "folder": "/x", "XenCenter.a": "b"}
    assert desktop.network.get_PIFs(network) == []
    desktop.network.set_name_label(network, "renamed")
    assert desktop.network.get_by_name_label("renamed") == [network]
    desktop.network.destroy(network)


def test_xencenter_shows_nics(desktop: Desktop) -> None:
    (host,) = desktop.host.get_all()
    desktop.PIF.scan(host)
    for record in desktop.PIF.get_all_records().values():
        metrics = desktop.PIF_metrics.get_record(record["metrics"])
        assert {"carrier", "speed", "duplex", "vendor_name", "device_name", "pci_bus_path"} <= set(metrics)
        assert record["capabilities"] == []
        assert record["managed"] is True


def test_xencenter_gives_a_nic_an_address(desktop: Desktop) -> None:
    pif = nic(desktop, "eth1")
    desktop.PIF.set_disallow_unplug(pif, True)  # noqa: FBT003 - the wire has no names
    desktop.PIF.add_to_other_config(pif, "management_purpose", "storage")
    result(desktop, desktop.Async.PIF.reconfigure_ip(pif, "Static", "198.51.100.5", "255.255.255.0", "", "192.0.2.53,"))
    result(desktop, desktop.Async.PIF.plug(pif))
    assert desktop.PIF.get_IP(pif) == "198.51.100.5"
    desktop.PIF.remove_from_other_config(pif, "management_purpose")
    desktop.PIF.set_disallow_unplug(pif, False)  # noqa: FBT003
    result(desktop, desktop.Async.PIF.reconfigure_ip(pif, "None", "", "", "", ""))


def test_xencenter_hides_the_internal_management_network(desktop: Desktop) -> None:
    (record,) = desktop.network.get_all_records_where('field "bridge" = "xenapi"').values()
    assert record["other_config"]["is_guest_installer_network"] == "true"
    assert record["other_config"]["is_host_internal_management_network"] == "true"


def test_xencenter_knows_nic_networks_by_their_names(desktop: Desktop) -> None:
    pif = desktop.PIF.get_record(nic(desktop, "eth1"))
    assert desktop.network.get_name_label(pif["network"]) == "Pool-wide network associated with eth1"
    assert desktop.network.get_bridge(pif["network"]) == "xenbr1"


# -- xsconsole ---------------------------------------------------------------------------------------------


def test_xsconsole_refreshes(served: Served) -> None:
    with served.local() as session:
        session.login_with_password("root", "", "", "XSConsole")
        xapi = session.xenapi
        host = xapi.host.get_record(xapi.session.get_this_host(session.handle))
        assert xapi.host_metrics.get_record(host["metrics"])["live"] is True
        for pif in host["PIFs"]:
            record = xapi.PIF.get_record(pif)
            xapi.PIF_metrics.get_record(record["metrics"])
            xapi.network.get_record(record["network"])
        assert host["PBDs"] == []
        assert xapi.SR.get_all_records() == {}
        dom0 = host["control_domain"]
        assert xapi.VM.get_allowed_VBD_devices(dom0) == []
        assert xapi.VM.get_domid(dom0) == "0"
        assert len(xapi.pool.get_all_records()) == 1
        session.logout()


# -- XO Lite -----------------------------------------------------------------------------------------------


class Browser:
    """The page's own way of calling: numbered JSON-RPC from the same origin."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._id = 0
        self.session = ""

    def call(self, method: str, *arguments: Any) -> dict[str, Any]:
        self._id += 1
        body = json.dumps({"jsonrpc": "2.0", "id": self._id, "method": method, "params": list(arguments)})
        headers = {"Content-Type": "application/json", "Origin": "http://elsewhere.example"}
        status, answered, text = self._served.request("POST", "/jsonrpc", headers, body=body.encode())
        assert status == 200
        assert answered["Content-Type"] == "application/json"
        assert answered["Access-Control-Allow-Origin"] == "*"
        answer: dict[str, Any] = json.loads(text)
        assert answer["id"] == self._id
        return answer

    def value(self, method: str, *arguments: Any) -> Any:
        answer = self.call(method, *arguments)
        assert "error" not in answer, answer
        return answer["result"]


@pytest.fixture
def browser(served: Served) -> Browser:
    browser = Browser(served)
    browser.session = browser.value("session.login_with_password", USER, PASSWORD)
    return browser


def test_xo_lite_asks_whether_it_may_call(served: Served) -> None:
    asked = {
        "Origin": "http://localhost:5173",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    status, headers, _ = served.request("OPTIONS", "/jsonrpc", asked)
    assert status == 200
    assert headers["Access-Control-Allow-Origin"] == "*"
    allowed = {each.strip().lower() for each in headers["Access-Control-Allow-Headers"].split(",")}
    assert {"content-type", "x-requested-with"} <= allowed


def test_xo_lite_checks_a_remembered_session(browser: Browser) -> None:
    assert browser.value("session.get_all_subject_identifiers", browser.session) == []
    error = browser.call("session.get_all_subject_identifiers", "OpaqueRef:old")["error"]
    assert error["message"] == "SESSION_INVALID"
    assert error["data"] == ["OpaqueRef:old"]


def test_xo_lite_reads_its_pages(browser: Browser) -> None:
    classes = "pool host host_metrics VM VM_metrics VBD VDI PBD SR task PIF PIF_metrics Bond network VIF"
    classes += " VM_guest_metrics message PCI PGPU console VTPM"
    for name in classes.split():
        assert isinstance(browser.value(f"{name}.get_all_records", browser.session), dict), name
    for record in browser.value("PIF.get_all_records", browser.session).values():
        assert record["VLAN"] == -1


def test_xo_lite_follows_lower_case_classes(browser: Browser) -> None:
    (pool,) = browser.value("pool.get_all", browser.session)
    token = browser.value("event.inject", browser.session, "pool", pool)
    network = browser.value("network.create", browser.session, {"name_label": "seen", "other_config": {}, "MTU": 1500})
    answer = browser.value("event.from", browser.session, ["bond", "pif_metrics", "network"], token, 5.001)
    (event,) = (each for each in answer["events"] if each["ref"] == network)
    assert (event["class"], event["operation"]) == ("network", "add")
    browser.value("network.destroy", browser.session, network)


def test_xo_lite_makes_networks(browser: Browser) -> None:
    """The tag is a number here, and 0 when the field is left empty."""
    call, session = browser.value, browser.session
    pifs = call("PIF.get_all_records", session)
    by_device = {record["device"]: ref for ref, record in pifs.items() if record["physical"]}
    for tag in (0, 300):
        network = call("network.create", session, {"name_label": "lite", "MTU": 1500, "other_config": {}})
        call("network.add_purpose", session, network, "nbd")
        (pif,) = call("pool.create_VLAN_from_PIF", session, by_device["eth1"], network, tag)
        assert call("PIF.get_VLAN", session, pif) == tag
        assert call("PIF.get_network", session, pif) == network
        call("VLAN.destroy", session, call("PIF.get_VLAN_master_of", session, pif))
        call("network.destroy", session, network)
    network = call("network.create", session, {"name_label": "lite bond", "MTU": 1500, "other_config": {}})
    bond = call("Bond.create", session, network, [by_device["eth2"], by_device["eth3"]], "", "active-backup")
    assert call("network.get_uuid", session, network)
    call("Bond.destroy", session, bond)
    call("network.destroy", session, network)


def test_a_failure_keeps_its_parameters(xapi: Any) -> None:
    with pytest.raises(XenAPI.Failure) as caught:
        xapi.network.get_record("OpaqueRef:gone")
    assert caught.value.details == ["HANDLE_INVALID", "network", "OpaqueRef:gone"]
