"""What Terraform, CloudStack, Nova, the certification kit and smaller libraries do, call by call."""

from __future__ import annotations

import json
import uuid
import xmlrpc.client
from collections.abc import Iterator
from typing import Any

import pytest
import XenAPI

from tests.clients.served import PASSWORD, USER, Served
from toolstack.datamodel import catalog

pytestmark = pytest.mark.xdist_group("flows-automation")


@pytest.fixture
def xapi(served: Served) -> Iterator[Any]:
    with served.login() as session:
        yield session.xenapi


def nic(xapi: Any, device: str) -> str:
    (ref,) = xapi.PIF.get_all_records_where(f'field "device" = "{device}" and field "VLAN" = "-1"')
    return str(ref)


class Json:
    """JSON-RPC over TLS, as the Go SDK and async-xenapi speak it: the id is a text of theirs."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.session = self("session.login_with_password", USER, PASSWORD, "1.0", "terraform")

    def answer(self, method: str, *arguments: Any) -> dict[str, Any]:
        number = str(uuid.uuid4())
        body = json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": list(arguments)}).encode()
        headers = {"Content-Type": "application/json", "User-Agent": "XenAPI/Go"}
        status, _, text = self._served.request("POST", "/jsonrpc", headers, tls=True, body=body)
        assert status == 200
        answer: dict[str, Any] = json.loads(text)
        assert answer["id"] == number
        return answer

    def __call__(self, method: str, *arguments: Any) -> Any:
        answer = self.answer(method, *arguments)
        assert "error" not in answer, answer
        return answer["result"]

    def call(self, method: str, *arguments: Any) -> Any:
        return self(method, self.session, *arguments)


@pytest.fixture
def go(served: Served) -> Json:
    return Json(served)


# -- Terraform and the Go SDK ------------------------------------------------------------------------------


def go_network(name: str) -> dict[str, Any]:
    """Return a record as Go sends a struct: whatever was not set is the zero of its type."""
    return {
        "uuid": "",
        "name_label": name,
        "name_description": "",
        "allowed_operations": None,
        "current_operations": None,
        "VIFs": None,
        "PIFs": None,
        "MTU": 0,
        "other_config": {},
        "bridge": "",
        "managed": True,
        "blobs": None,
        "tags": None,
        "default_locking_mode": "unlocked",
        "assigned_ips": None,
        "purpose": None,
    }


def test_terraform_resolves_its_nics(go: Json) -> None:
    """A NIC is physical and in no bond; every reference is resolved to a uuid."""
    records = go.call("PIF.get_all_records")
    assert go.call("Bond.get_all_records") == {}
    found = {r["device"] for r in records.values() if r["physical"] and r["bond_slave_of"] == "OpaqueRef:NULL"}
    assert found == {"eth0", "eth1", "eth2", "eth3"}
    (management,) = (r for r in records.values() if r["management"])
    label = go.call("network.get_name_label", management["network"])
    assert label == "Pool-wide network associated with eth0"
    assert go.call("PIF_metrics.get_carrier", management["metrics"]) is True


def test_terraform_manages_a_vlan(go: Json) -> None:
    record = {"name_label": "tf", "name_description": "d", "MTU": 1500, "managed": True, "other_config": {}}
    network = go.call("network.create", record)
    pifs = go.call("PIF.get_all_records")
    (nic,) = (ref for ref, each in pifs.items() if each["device"] == "eth1" and each["physical"])
    go.call("pool.create_VLAN_from_PIF", nic, network, 400)
    read = go.call("network.get_record", go.call("network.get_by_uuid", go.call("network.get_uuid", network)))
    assert (read["other_config"], read["managed"], read["MTU"]) == ({}, True, 1500)
    (pif,) = read["PIFs"]
    assert go.call("PIF.get_VLAN", pif) == 400
    vlan = go.call("PIF.get_VLAN_master_of", pif)
    assert go.call("VLAN.get_tagged_PIF", vlan) == nic
    go.call("network.set_name_label", network, "tf2")
    go.call("network.set_MTU", network, 1600)
    go.call("network.set_other_config", network, {"a": "b"})
    assert go.call("network.get_other_config", network) == {"a": "b"}
    go.call("VLAN.destroy", vlan)
    go.call("network.destroy", network)


def test_zero_values_of_go_mean_the_defaults(go: Json) -> None:
    record = {key: value for key, value in go_network("go").items() if value is not None}
    network = go.call("network.create", record)
    read = go.call("network.get_record", network)
    assert read["MTU"] == 1500
    assert read["bridge"]
    assert go.call("network.get_VIFs", network) == []
    go.call("network.destroy", network)


def test_terraform_configures_a_pif(go: Json) -> None:
    (ref,) = (r for r, each in go.call("PIF.get_all_records").items() if each["device"] == "eth2")
    go.call("PIF.set_disallow_unplug", ref, True)  # noqa: FBT003 - the wire has no names
    go.call("PIF.reconfigure_ip", ref, "Static", "198.51.100.8", "255.255.255.0", "", "")
    assert go.call("PIF.get_IP", ref) == "198.51.100.8"
    go.call("PIF.reconfigure_ip", ref, "None", "", "", "", "")
    go.call("PIF.set_disallow_unplug", ref, False)  # noqa: FBT003


def test_an_error_is_read_from_message_and_data(go: Json) -> None:
    error = go.answer("network.get_record", go.session, "OpaqueRef:gone")["error"]
    assert (error["message"], error["data"]) == ("HANDLE_INVALID", ["network", "OpaqueRef:gone"])
    assert isinstance(error["code"], int)


# -- libraries that decode strictly ------------------------------------------------------------------------


def test_records_have_every_field_with_its_type(xapi: Any) -> None:
    """Generated clients fail at a field that is missing or of another type."""
    vlan_network = xapi.network.create({"name_label": "strict", "other_config": {}})
    (pif,) = xapi.pool.create_VLAN_from_PIF(nic(xapi, "eth1"), vlan_network, "77")
    kinds = {"string": str, "int": str, "bool": bool, "float": float, "datetime": xmlrpc.client.DateTime}
    for name in ("PIF", "VLAN", "network", "host", "pool", "VM", "PIF_metrics", "host_metrics", "VM_metrics"):
        records = getattr(xapi, name).get_all_records().values()
        assert records, name
        getters = [each for each in catalog.MESSAGES.values() if each.owner == name and each.kind == "field:get"]
        fields = {each.wire.removeprefix(f"{name}.get_") for each in getters}
        for record in records:
            assert set(record) == fields, name
            for field, value in record.items():
                assert isinstance(value, (*kinds.values(), list, dict)), (name, field, value)
    xapi.VLAN.destroy(xapi.PIF.get_VLAN_master_of(pif))
    xapi.network.destroy(vlan_network)


# -- CloudStack --------------------------------------------------------------------------------------------


def test_cloudstack_makes_its_vlan_network(xapi: Any) -> None:
    """The network is made with tags; a VLAN is made on a host only if the network has no PIF there."""
    name = "VLAN-uuid-55"
    assert xapi.network.get_by_name_label(name) == []
    network = xapi.network.create(
        {"name_label": name, "name_description": "", "other_config": {}, "tags": ["CsCreateTime-1-2"]}
    )
    assert xapi.network.get_tags(network) == ["CsCreateTime-1-2"]
    vlan = xapi.VLAN.create(nic(xapi, "eth1"), "55", network)
    (host,) = xapi.host.get_all()
    assert [xapi.PIF.get_host(pif) for pif in xapi.network.get_PIFs(network)] == [host]
    xapi.VLAN.destroy(vlan)
    xapi.network.destroy(network)


def test_cloudstack_marks_its_networks(xapi: Any) -> None:
    config = {
        "ovs-host-setup": "",
        "assume_network_is_shared": "true",
        "ip_begin": "169.254.0.2",
        "ip_end": "169.254.255.254",
        "netmask": "255.255.0.0",
        "vswitch-disable-in-band": "true",
    }
    network = xapi.network.create({"name_label": "OVSTunnel5", "name_description": "", "other_config": config})
    xapi.network.add_to_other_config(network, "is-ovs-tun-network", "True")
    assert xapi.network.get_other_config(network) == {**config, "is-ovs-tun-network": "True"}
    xapi.network.destroy(network)


def test_cloudstack_asks_for_its_plugin(xapi: Any) -> None:
    (host,) = xapi.host.get_all()
    with pytest.raises(XenAPI.Failure) as caught:
        xapi.host.call_plugin(host, "ovstunnel", "setup_ovs_bridge", {"bridge": "x", "key": "1"})
    assert caught.value.details == ["XENAPI_MISSING_PLUGIN", "ovstunnel"]


# -- Nova and os-xenapi ------------------------------------------------------------------------------------


def test_nova_finds_things_by_conditions(xapi: Any) -> None:
    (record,) = xapi.PIF.get_all_records_where('field "IP" = "192.0.2.1"').values()
    assert record["management"] is True
    (network,) = xapi.network.get_all_records_where('field "bridge" = "xenbr1"')
    assert network == xapi.PIF.get_network(nic(xapi, "eth1"))
    assert xapi.network.get_all_records_where('field "name__label" = "nothing"') == {}


def test_nova_makes_a_vlan_with_three_keys_and_a_textual_tag(xapi: Any) -> None:
    network = xapi.network.create({"name_label": "nova", "name_description": "", "other_config": {}})
    vlan = xapi.VLAN.create(nic(xapi, "eth1"), "66", network)
    assert [xapi.PIF.get_VLAN(pif) for pif in xapi.network.get_PIFs(network)] == ["66"]
    xapi.VLAN.destroy(vlan)
    xapi.network.destroy(network)


def test_nova_asks_for_versions(served: Served) -> None:
    with served.login() as session:
        host = session.xenapi.session.get_this_host(session.handle)
        version = session.xenapi.host.get_software_version(host)
    assert {"product_version", "platform_version", "product_brand"} <= set(version)


# -- the certification kit ---------------------------------------------------------------------------------


def test_the_kit_sends_a_key_that_nobody_knows(xapi: Any) -> None:
    network = xapi.network.create({"name_label": "ack", "description": "no field", "other_config": {}})
    assert xapi.network.get_name_description(network) == ""
    assert xapi.network.get_MTU(network) == "1500"
    xapi.network.destroy(network)


def test_the_kit_makes_a_bond_without_properties(xapi: Any) -> None:
    network = xapi.network.create({"name_label": "ack", "other_config": {}})
    bond = xapi.Bond.create(network, [nic(xapi, "eth2"), nic(xapi, "eth3")], "", "lacp")
    assert xapi.Bond.get_properties(bond)["hashing_algorithm"] == "tcpudp_ports"
    xapi.Bond.set_other_config(bond, {"k": "v"})
    xapi.network.set_MTU(network, "9000")
    master = xapi.Bond.get_master(bond)
    xapi.PIF.unplug(master)
    xapi.PIF.plug(master)
    assert xapi.PIF.get_MTU(master) == "9000"
    xapi.Bond.destroy(bond)
    xapi.network.destroy(network)


def test_the_kit_destroys_a_vlan_through_its_pif(xapi: Any) -> None:
    network = xapi.network.create({"name_label": "ack", "other_config": {}})
    pif = xapi.VLAN.get_untagged_PIF(xapi.VLAN.create(nic(xapi, "eth1"), "67", network))
    xapi.PIF.destroy(pif)
    assert xapi.network.get_PIFs(network) == []
    xapi.network.destroy(network)
