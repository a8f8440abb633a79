"""QoS: a VIF's limit in kilobytes per second, measured at the machine that receives."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.lab_site import Guest, Machine, Site, site

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("rate"), pytest.mark.timeout(180)]

RECEIVE = """\
import socket, sys, time
server = socket.create_server(("10.8.0.20", 5001))
print(flush=True)
one, _ = server.accept()
began, total = time.monotonic(), 0
while data := one.recv(65536):
    total += len(data)
print(total / 1000 / (time.monotonic() - began))
"""
SEND = """\
import socket, sys, time
one = socket.create_connection(("10.8.0.20", 5001))
end = time.monotonic() + 3
block = bytes(16384)
while time.monotonic() < end:
    one.send(block)
"""


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    with site(f"nr{os.getpid() % 1000}", nics=2) as made:
        yield made


def speed(guest: Guest, peer: Machine) -> float:
    """Return the kilobytes per second that TCP gets from the guest to the peer within three seconds."""
    receiver = subprocess.Popen(peer.command(sys.executable, "-c", RECEIVE), stdout=subprocess.PIPE, text=True)
    assert receiver.stdout is not None
    receiver.stdout.readline()
    guest.run(sys.executable, "-c", SEND)
    return float(receiver.communicate(timeout=60)[0])


def test_a_limit_limits_and_can_be_changed_and_taken_away_while_it_runs(here: Site) -> None:
    api = here.host.api
    network = api.PIF.get_network(here.host.pif("eth1"))
    peer = here.peer("r", "10.8.0.20/24")
    guest = here.guest("r", network, "10.8.0.10/24")
    meters = ("ovs-ofctl", "-O", "OpenFlow14", "dump-meters", "xenbr1")
    free = speed(guest, peer)
    assert free > 3000, "this machine is too slow to show anything"
    api.VIF.set_qos_algorithm_params(guest.vif, {"kbps": "1000"})
    api.VIF.set_qos_algorithm_type(guest.vif, "ratelimit")
    here.host.follow(["VIF"], lambda: "rate=8000" in here.host.run(*meters))
    limited = speed(guest, peer)
    # A policer costs TCP some of its share; its burst gives a little more in the beginning.
    assert 400 < limited < 1250
    api.VIF.set_ipv4_allowed(guest.vif, ["10.8.0.10"])
    api.VIF.set_locking_mode(guest.vif, "locked")
    assert speed(guest, peer) < 1250, "locked and limited at once"
    api.VIF.set_qos_algorithm_params(guest.vif, {"kbps": "300"})
    here.host.follow(["VIF"], lambda: "rate=2400" in here.host.run(*meters))
    assert speed(guest, peer) < 450
    api.VIF.set_qos_algorithm_params(guest.vif, {})
    here.host.follow(["VIF"], lambda: "rate=" not in here.host.run(*meters))
    assert speed(guest, peer) > 2500
    guest.remove()
