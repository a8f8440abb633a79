"""How clients move the management interface, replayed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.clients.served import serving

NETMASK = "255.255.255.0"


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Any]:
    """Root on the host's own socket: who moves the management interface may lose every other way in."""
    with serving(tmp_path) as server, server.local() as session:
        session.login_with_password("root", "", "", "XSConsole")
        yield session.xenapi
        session.logout()


def pif(api: Any, device: str) -> str:
    return next(ref for ref, record in api.PIF.get_all_records().items() if record["device"] == device)


def managed_through(api: Any) -> list[str]:
    return [record["device"] for record in api.PIF.get_all_records().values() if record["management"]]


def finish(api: Any, task: str) -> None:
    """Follow a task by its events, as XenCenter does, and put it away."""
    token = ""
    while api.task.get_status(task) == "pending":
        token = api.event_from([f"task/{task}"], token, 10.0)["token"]
    assert api.task.get_status(task) == "success", api.task.get_error_info(task)
    api.task.destroy(task)


def test_xsconsole_configures_disables_and_enables_it(api: Any) -> None:
    (host,) = api.host.get_all()
    first = pif(api, "eth0")
    api.PIF.reconfigure_ip(first, "Static", "192.0.2.9", NETMASK, "", "192.0.2.53")
    api.host.management_reconfigure(first)
    assert api.host.get_address(host) == "192.0.2.9"
    assert api.PIF.get_DNS(first) == "192.0.2.53"
    api.host.management_disable()
    assert managed_through(api) == []
    assert api.host.get_address(host) == ""
    api.PIF.reconfigure_ip(first, "None", "", "", "", "")
    api.PIF.reconfigure_ip(first, "Static", "192.0.2.9", NETMASK, "", "")
    api.host.management_reconfigure(first)
    assert managed_through(api) == ["eth0"]
    assert api.host.get_address(host) == "192.0.2.9"


def test_cloudstack_moves_it_with_the_same_addresses(api: Any) -> None:
    (host,) = api.host.get_all()
    source, target = pif(api, "eth0"), pif(api, "eth1")
    old = api.PIF.get_record(source)
    assert (old["VLAN"], old["bond_slave_of"]) == ("-1", "OpaqueRef:NULL")
    api.PIF.reconfigure_ip(target, "Static", "192.0.2.77", old["netmask"], old["gateway"], old["DNS"])
    api.host.management_reconfigure(target)
    assert managed_through(api) == ["eth1"]
    api.PIF.reconfigure_ip(source, "None", "", "", "", "")
    assert api.host.get_address(host) == "192.0.2.77"
    assert api.PIF.get_IP(source) == ""
    assert api.PIF.get_currently_attached(source)


def test_xencenter_moves_it_by_tasks_and_names_its_purpose(api: Any) -> None:
    (host,) = api.host.get_all()
    source, target = pif(api, "eth0"), pif(api, "eth2")
    api.PIF.set_disallow_unplug(target, True)  # noqa: FBT003 - XenAPI's positional parameter
    api.PIF.add_to_other_config(target, "management_purpose", "Storage")
    finish(api, api.Async.PIF.reconfigure_ip(target, "Static", "192.0.2.42", NETMASK, "", ""))
    finish(api, api.Async.PIF.plug(target))
    finish(api, api.Async.host.management_reconfigure(target))
    api.PIF.remove_from_other_config(target, "management_purpose")
    finish(api, api.Async.PIF.reconfigure_ip(source, "None", "", "", "", ""))
    assert managed_through(api) == ["eth2"]
    assert api.host.get_address(host) == "192.0.2.42"
    assert api.PIF.get_disallow_unplug(target)
    (pool,) = api.pool.get_all()
    network = api.PIF.get_network(source)
    finish(api, api.Async.PIF.reconfigure_ip(source, "Static", "192.0.2.1", NETMASK, "", ""))
    finish(api, api.Async.pool.management_reconfigure(network))
    assert managed_through(api) == ["eth0"]
    assert api.pool.get_master(pool) == host


def test_a_member_of_a_bond_and_an_interface_without_address_are_refused(api: Any) -> None:
    network = api.network.create({"name_label": "Bond 2+3", "other_config": {}})
    api.Bond.create(network, [pif(api, "eth2"), pif(api, "eth3")], "", "active-backup")
    for device, code in (("eth1", "PIF_HAS_NO_NETWORK_CONFIGURATION"), ("eth2", "CANNOT_PLUG_BOND_SLAVE")):
        with pytest.raises(XenAPI.Failure, match=code):
            api.host.management_reconfigure(pif(api, device))
    assert managed_through(api) == ["eth0"]
