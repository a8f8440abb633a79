"""Ansible's XenServer modules, as they are published, run as Ansible runs them: arguments on stdin, JSON back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.served import PASSWORD, USER, Served
from tests.support.guest_record import guest_record

pytestmark = pytest.mark.xdist_group("ansible")

MODULES = Path(__file__).parent / ".ansible"
HIDE_LIB = 'mount -t tmpfs none /var/lib && mkdir /var/lib/xcp && ln -s "$0" /var/lib/xcp/xapi && exec "$@"'
"""Puts the socket where the modules look for it, in a mount namespace of its own."""
LOCAL = ("unshare", "--mount", "--propagation", "private", "sh", "-c", HIDE_LIB)


def ansible(name: str, arguments: dict[str, Any], *before: str) -> dict[str, Any]:
    """Run a module and return what it says."""
    if not MODULES.is_dir():
        pytest.fail("Ansible's modules are not there; scripts/install.sh fetches them")
    module = f"ansible_collections.community.general.plugins.modules.{name}"
    done = subprocess.run(
        [*before, sys.executable, "-W", "ignore", "-m", module],
        input=json.dumps({"ANSIBLE_MODULE_ARGS": {**arguments, "_ansible_remote_tmp": "/tmp"}}),
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(MODULES)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def access(served: Served) -> dict[str, str | bool]:
    """Return the arguments that say where the server is."""
    return {"hostname": served.http, "username": USER, "password": PASSWORD, "validate_certs": False}


@pytest.fixture
def guest(served: Served) -> Iterator[str]:
    """A halted guest with one interface; yields its name."""
    name = f"guest {uuid.uuid4()}"
    with served.login() as session:
        xapi = session.xenapi
        network = xapi.network.create({"name_label": f"net of {name}", "other_config": {}})
        other = xapi.network.create({"name_label": f"other net of {name}", "other_config": {}})
        vm = xapi.VM.create(guest_record(name))
        device = xapi.VM.get_allowed_VIF_devices(vm)[0]
        vif = {
            "device": device,
            "network": network,
            "VM": vm,
            "MAC": "02:00:00:00:77:01",
            "MTU": "1500",
            "other_config": {},
            "qos_algorithm_type": "",
            "qos_algorithm_params": {},
        }
        assert xapi.VIF.get_locking_mode(xapi.VIF.create(vif)) == "network_default"
        yield name
        if xapi.VM.get_power_state(vm) != "Halted":
            xapi.VM.hard_shutdown(vm)
        xapi.VM.destroy(vm)
        for each in (network, other):
            xapi.network.destroy(each)


def network_of(served: Served, name: str) -> str:
    with served.login() as session:
        (vm,) = session.xenapi.VM.get_by_name_label(name)
        (vif,) = session.xenapi.VM.get_VIFs(vm)
        label: str = session.xenapi.network.get_name_label(session.xenapi.VIF.get_network(vif))
        return label


@pytest.mark.lab
def test_facts(served: Served) -> None:
    """The module only knows the local socket, logs in with two empty arguments and never logs out."""
    with served.login() as session:
        xapi = session.xenapi
        (pif,) = xapi.PIF.get_all_records_where('field "device" = "eth1" and field "VLAN" = "-1"')
        network = xapi.network.create({"name_label": "facts", "other_config": {}})
        vlan = xapi.VLAN.create(pif, "77", network)
        facts = ansible("xenserver_facts", {}, *LOCAL, str(served.socket))["ansible_facts"]
        xapi.VLAN.destroy(vlan)
        xapi.network.destroy(network)
    assert facts["xs_networks"]["facts"]["PIFs"]
    assert {"eth0", "eth1", "eth2", "eth3"} <= set(facts["xs_pifs"])
    assert facts["xs_vlans"]["77"]["tagged_PIF"] == pif


def test_guest_info(served: Served, guest: str) -> None:
    answer = ansible("xenserver_guest_info", {**access(served), "name": guest})
    assert answer.get("failed") is not True, answer
    instance = answer["instance"]
    assert instance["name"] == guest
    (interface,) = instance["networks"]
    assert interface["mac"] == "02:00:00:00:77:01"
    assert interface["name"] == f"net of {guest}"


def test_a_guest_that_does_not_exist(served: Served) -> None:
    answer = ansible("xenserver_guest_info", {**access(served), "name": "nobody"})
    assert answer["failed"] is True
    assert "not found" in answer["msg"]


def test_wrong_password(served: Served) -> None:
    answer = ansible("xenserver_guest_info", {**access(served), "name": "nobody", "password": "wrong"})
    assert answer["failed"] is True
    assert "SESSION_AUTHENTICATION_FAILED" in answer["msg"]


def test_power_state(served: Served, guest: str) -> None:
    for state, expected in (("powered-on", "poweredon"), ("shutdown-guest", "poweredoff")):
        answer = ansible("xenserver_guest_powerstate", {**access(served), "name": guest, "state": state})
        assert answer.get("failed") is not True, answer
        assert answer["changed"] is True
        assert answer["instance"]["state"] == expected


def test_an_interface_moves_to_another_network(served: Served, guest: str) -> None:
    """It takes the interface away and makes another one, on a guest that runs too."""
    networks = [{"name": f"other net of {guest}", "mac": "02:00:00:00:77:02"}]
    arguments = {**access(served), "name": guest, "networks": networks, "state": "present"}
    answer = ansible("xenserver_guest", arguments)
    assert answer.get("failed") is not True, answer
    assert answer["changed"] is True
    assert network_of(served, guest) == f"other net of {guest}"
    again = ansible("xenserver_guest", arguments)
    assert again["changed"] is False
    started = ansible("xenserver_guest_powerstate", {**access(served), "name": guest, "state": "powered-on"})
    assert started["instance"]["state"] == "poweredon"
    arguments["networks"] = [{"name": f"net of {guest}", "mac": "02:00:00:00:77:03"}]
    running = ansible("xenserver_guest", arguments)
    assert running.get("failed") is not True, running
    assert network_of(served, guest) == f"net of {guest}"


def test_an_interface_gets_an_address(served: Served, guest: str) -> None:
    """Guests that take no addresses from the host are told through the store of the guest."""
    networks = [
        {
            "name": f"net of {guest}",
            "mac": "02:00:00:00:77:01",
            "type": "static",
            "ip": "198.51.100.9/24",
            "gateway": "198.51.100.1",
        }
    ]
    answer = ansible("xenserver_guest", {**access(served), "name": guest, "networks": networks, "state": "present"})
    assert answer.get("failed") is not True, answer
    with served.login() as session:
        (vm,) = session.xenapi.VM.get_by_name_label(guest)
        data = session.xenapi.VM.get_xenstore_data(vm)
    assert data["vm-data/networks/0/ip"] == "198.51.100.9"


def test_a_network_has_to_be_named_unmistakably(served: Served, guest: str) -> None:
    with served.login() as session:
        doubles = [session.xenapi.network.create({"name_label": "double", "other_config": {}}) for _ in range(2)]
        answer = ansible("xenserver_guest", {**access(served), "name": guest, "networks": [{"name": "double"}]})
        for each in doubles:
            session.xenapi.network.destroy(each)
    assert answer["failed"] is True
    assert "multiple" in answer["msg"].lower()
