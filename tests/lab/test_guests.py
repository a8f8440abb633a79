"""The namespace driver on a host of its own: real processes, devices and packets."""

import asyncio
import ctypes
import os
import select
import signal
import subprocess
import uuid
from pathlib import Path

import pytest
from pyroute2 import AsyncIPRoute

from toolstack.agent.protocol import GuestVifConfig
from toolstack.guests import instance, journal, process
from toolstack.guests.driver import GuestError, GuestTimeoutError, GuestUnknownError
from toolstack.guests.namespace import NamespaceDriver

pytestmark = [pytest.mark.lab, pytest.mark.skipif(os.geteuid() != 0, reason="needs root")]

CLONE_NEWNET = 0x40000000
LIBC = ctypes.CDLL(None, use_errno=True)
A, B = (str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.pbguests")) for name in "ab")


@pytest.fixture(autouse=True)
def host():
    """A network of its own for the test, so that tests can run side by side."""
    with Path("/proc/thread-self/ns/net").open("rb") as before:
        assert LIBC.unshare(CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
        yield
        assert LIBC.setns(before.fileno(), CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())


@pytest.fixture
def directory(tmp_path):
    yield tmp_path
    instance.sweep(tmp_path)


@pytest.fixture
async def driver(directory):
    async with NamespaceDriver(directory) as driver:
        yield driver
        for guest in driver.guests():
            await driver.stop(guest.vm_uuid)


class Changes:
    """What a driver tells, to be waited for."""

    def __init__(self, driver):
        self._driver = driver
        self._happened = asyncio.Event()
        driver.subscribe(self._happened.set)

    async def until(self, condition):
        async with asyncio.timeout(20):
            while not condition(self._driver.guests()):
                self._happened.clear()
                await self._happened.wait()


def vif(device, last=None, **kw):
    return GuestVifConfig(device=device, mac=f"02:00:00:00:00:{last or device:02x}", **kw)


async def run(*command):
    child = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output, _ = await child.communicate()
    return child.returncode, output.decode()


async def inside(directory, vm, *command):
    return await run(*process.command_inside(instance.running(directory)[vm].pid, command))


async def links():
    async with AsyncIPRoute() as ipr:
        return {link.get("ifname"): link async for link in await ipr.get_links()}


async def join(first, second):
    """Join two host ends by a bridge of this host; it knows neither VLANs nor us."""
    async with AsyncIPRoute() as ipr:
        await ipr.link("add", ifname="br0", kind="bridge", state="up")
        bridge = (await ipr.link_lookup(ifname="br0"))[0]
        for name in (first, second):
            await ipr.link("set", index=(await ipr.link_lookup(ifname=name))[0], master=bridge)


async def test_a_guest_sees_its_interfaces_and_nothing_of_the_host(driver, directory):
    domid = await driver.start(A, "my VM (1)", (vif(0), vif(1, mtu=1400, carrier=False)))
    host = await links()
    assert {name for name in host if name.startswith("vif")} == {f"vif{domid}.0", f"vif{domid}.1"}
    assert [host[f"vif{domid}.{n}"]["flags"] & 1 for n in (0, 1)] == [1, 0]
    assert host[f"vif{domid}.1"].get("mtu") == 1400
    assert (await inside(directory, A, "hostname"))[1].strip() == "my-VM-1"
    names = (await inside(directory, A, "ls", "/sys/class/net"))[1].split()
    assert names == ["eth0", "eth1", "lo"]
    assert (await inside(directory, A, "cat", "/sys/class/net/eth1/carrier"))[1].strip() == "0"
    assert (await inside(directory, A, "cat", "/sys/class/net/eth1/mtu"))[1].strip() == "1400"
    assert (await inside(directory, A, "cat", "/sys/class/net/eth0/address"))[1].strip() == "02:00:00:00:00:00"
    assert (await inside(directory, A, "ps", "-o", "pid=", "-p", "1"))[0] == 0
    assert str(os.getpid()) not in (await inside(directory, A, "ps", "-eo", "pid="))[1].split()
    assert (await inside(directory, A, "ping", "-c1", "-W2", "127.0.0.1"))[0] == 0


async def test_both_ends_compute_checksums(driver, directory):
    domid = await driver.start(A, "a", (vif(0),))
    for _, text in (
        await run("ethtool", "-k", f"vif{domid}.0"),
        await inside(directory, A, "ethtool", "-k", "eth0"),
    ):
        assert "tx-checksumming: off" in text


async def test_addresses_are_reported_without_asking(driver, directory):
    changes = Changes(driver)
    await driver.start(A, "a", (vif(0),))
    await inside(directory, A, "ip", "address", "add", "192.0.2.7/24", "dev", "eth0")
    await changes.until(lambda guests: guests[0].vifs[0].ipv4 == ("192.0.2.7",))
    await changes.until(lambda guests: guests[0].vifs[0].ipv6 == ("fe80::ff:fe00:0",))
    await inside(directory, A, "ip", "address", "flush", "dev", "eth0")
    await changes.until(lambda guests: guests[0].vifs[0].ipv4 == guests[0].vifs[0].ipv6 == ())


async def test_a_paused_guest_answers_nothing_and_goes_on_afterwards(driver, directory):
    first = await driver.start(A, "a", (vif(0, 1),))
    second = await driver.start(B, "b", (vif(0, 2),))
    await join(f"vif{first}.0", f"vif{second}.0")
    await inside(directory, A, "ip", "address", "add", "192.0.2.1/24", "dev", "eth0")
    await inside(directory, B, "ip", "address", "add", "192.0.2.2/24", "dev", "eth0")
    await inside(directory, B, "ip", "route", "add", "198.51.100.0/24", "via", "192.0.2.1")
    ping = ("ping", "-c1", "-W1", "192.0.2.2")
    assert (await inside(directory, A, *ping))[0] == 0
    await driver.pause(B, paused=True)
    assert [guest.paused for guest in driver.guests() if guest.vm_uuid == B] == [True]
    assert (await inside(directory, A, *ping))[0] != 0
    assert (await run("ps", "-o", "stat=", "-p", str(instance.running(directory)[B].pid)))[1].startswith("T")
    await driver.pause(B, paused=False)
    assert (await inside(directory, A, *ping))[0] == 0
    assert "198.51.100.0/24 via 192.0.2.1" in (await inside(directory, B, "ip", "route"))[1]


async def test_a_guest_can_start_paused(driver, directory):
    await driver.start(A, "a", (vif(0),), paused=True)
    assert driver.guests()[0].paused
    assert "blackhole" in (await run("ip", "netns", "exec", instance.namespace_name(directory, A), "tc", "qdisc"))[1]


async def test_interfaces_come_and_go(driver, directory):
    domid = await driver.start(A, "a")
    await driver.plug_vif(A, vif(3))
    assert [seen.device for seen in driver.guests()[0].vifs] == [3]
    assert f"vif{domid}.3" in await links()
    await driver.plug_vif(A, vif(3))
    with pytest.raises(GuestError, match="another device 3"):
        await driver.plug_vif(A, vif(3, 9))
    await driver.unplug_vif(A, 3)
    await driver.unplug_vif(A, 3)
    assert driver.guests()[0].vifs == ()
    assert f"vif{domid}.3" not in await links()
    assert (await inside(directory, A, "ls", "/sys/class/net"))[1].split() == ["lo"]


async def test_addresses_can_be_given_from_outside(driver, directory):
    async def addresses():
        return (await inside(directory, A, "ip", "-br", "address", "show", "eth0"))[1]

    async def routes(family):
        return (await inside(directory, A, "ip", family, "route", "show", "default"))[1]

    both = {"ipv4": "192.0.2.5/24", "ipv4_gateway": "192.0.2.1", "ipv6": "2001:db8::5/64", "ipv6_gateway": "fe80::1"}
    await driver.start(A, "a", (vif(0, **both),))
    assert {"192.0.2.5/24", "2001:db8::5/64"} <= set((await addresses()).split())
    assert "via 192.0.2.1 " in await routes("-4")
    assert "via fe80::1 " in await routes("-6")
    assert driver.guests()[0].vifs[0].ipv4 == ("192.0.2.5",)
    await inside(directory, A, "ip", "address", "add", "203.0.113.9/24", "dev", "eth0")
    await driver.configure_vif(A, vif(0, ipv4="192.0.2.6/24", ipv4_gateway="192.0.2.2"), ("192.0.2.5/24",))
    text = await addresses()
    assert "192.0.2.6/24" in text
    assert "203.0.113.9/24" in text, "the guest's own"
    assert "192.0.2.5/24" not in text
    assert "via 192.0.2.2 " in await routes("-4")
    assert "192.0.2.1 " not in await routes("-4")
    await driver.configure_vif(A, vif(0), ("192.0.2.6/24", "2001:db8::5/64"))
    assert "2001:db8" not in await addresses()
    assert (await routes("-4")) + (await routes("-6")) == ""
    with pytest.raises(GuestError, match="no device eth4"):
        await driver.configure_vif(A, vif(4))


async def test_what_does_not_run(driver):
    with pytest.raises(GuestUnknownError):
        await driver.pause(A, paused=True)
    with pytest.raises(GuestUnknownError):
        await driver.plug_vif(A, vif(0))
    await driver.stop(A)


@pytest.mark.parametrize("clean", [True, False])
async def test_stopping_leaves_nothing(driver, directory, clean):
    domid = await driver.start(A, "a", (vif(0),))
    pid = instance.running(directory)[A].pid
    # A process that keeps the guest's network, as a forgotten shell would.
    other = await asyncio.create_subprocess_exec(
        *("nsenter", "-t", str(pid), "--net", "sh", "-c", "echo up; exec sleep 60"), stdout=subprocess.PIPE
    )
    try:
        assert await other.stdout.readline() == b"up\n"
        await driver.stop(A, clean=clean, timeout=30)
        assert driver.guests() == ()
        assert not instance.running(directory)
        assert f"vif{domid}.0" not in await links()
        assert not (instance.NAMES / instance.namespace_name(directory, A)).is_symlink()
        assert process.find(instance.mark(directory)) == ()
    finally:
        other.kill()
        await other.communicate()


async def test_a_clean_shutdown_lets_programs_end(driver, directory, tmp_path):
    await driver.start(A, "a")
    pid = instance.running(directory)[A].pid
    script = f"trap 'echo bye >{tmp_path}/said; exit' TERM; echo up; while :; do sleep 60 & wait; done"
    program = await asyncio.create_subprocess_exec(
        *process.command_inside(pid, ("sh", "-c", script)), stdout=subprocess.PIPE
    )
    assert await program.stdout.readline() == b"up\n"
    await driver.stop(A, clean=True, timeout=30)
    await program.communicate()
    assert (tmp_path / "said").read_text() == "bye\n"


async def test_a_guest_that_does_not_shut_down_runs_on(driver, directory):
    await driver.start(A, "a")
    pid = instance.running(directory)[A].pid
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(GuestTimeoutError, match=r"did not shut down within 0\.1 s"):
        await driver.stop(A, clean=True, timeout=0.1)
    assert [guest.vm_uuid for guest in driver.guests()] == [A]
    await driver.stop(A)
    assert driver.guests() == ()


async def test_a_shutdown_can_be_cut_short(driver, directory):
    await driver.start(A, "a")
    os.kill(instance.running(directory)[A].pid, signal.SIGSTOP)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(driver.stop(A, clean=True, timeout=60))
        tasks.create_task(driver.stop(A))
    assert driver.guests() == ()


async def test_a_guest_that_ends_by_itself_is_forgotten(driver, directory):
    changes = Changes(driver)
    domid = await driver.start(A, "a", (vif(0),))
    await inside(directory, A, "kill", "1")
    await changes.until(lambda guests: guests == ())
    assert f"vif{domid}.0" not in await links()
    assert journal.load(directory).guests == {}
    assert driver.last_domid == domid
    assert await driver.start(A, "a") == domid + 1
    assert driver.last_domid == domid + 1


async def test_guests_started_at_once_have_domids_of_their_own(driver):
    async with asyncio.TaskGroup() as tasks:
        started = [tasks.create_task(driver.start(uuid, uuid[:4], (vif(0),))) for uuid in (A, B)]
    domids = sorted(task.result() for task in started)
    assert domids == sorted(guest.domid for guest in driver.guests())
    assert domids == [domids[0], domids[0] + 1]
    assert driver.last_domid == domids[1]


async def test_the_next_agent_adopts_what_runs(directory):
    async with NamespaceDriver(directory) as earlier:
        domid = await earlier.start(A, "a", (vif(0),))
        await earlier.start(B, "b", paused=True)
        before = {guest.vm_uuid: (guest.domid, guest.paused) for guest in earlier.guests()}
    async with NamespaceDriver(directory) as driver:
        assert {guest.vm_uuid: (guest.domid, guest.paused) for guest in driver.guests()} == before
        changes = Changes(driver)
        await inside(directory, A, "ip", "address", "add", "192.0.2.7/24", "dev", "eth0")
        await changes.until(lambda guests: "192.0.2.7" in str(guests))
        with pytest.raises(GuestError, match="runs already"):
            await driver.start(A, "a")
        os.kill(instance.running(directory)[A].pid, signal.SIGKILL)
        await changes.until(lambda guests: [guest.vm_uuid for guest in guests] == [B])
        await driver.stop(B)
        assert await driver.start(A, "a") == domid + 2
        await driver.stop(A)


async def test_the_next_agent_removes_what_was_not_finished(directory):
    orphan = await process.launch(A, 1, instance.mark(directory), "a")
    journal.save(directory, journal.Journal(next_domid=2))
    async with AsyncIPRoute() as ipr:
        await ipr.link("add", ifname="vif1.0", kind="veth", peer={"ifname": "eth0", "net_ns_pid": orphan.pid})
        await ipr.link("add", ifname="vif7.0", kind="veth", peer={"ifname": "other"})
    async with NamespaceDriver(directory) as driver:
        assert driver.guests() == ()
        assert process.find(instance.mark(directory)) == ()
        names = set(await links())
        assert "vif1.0" not in names
        assert "vif7.0" in names, "not one of ours"
        assert await driver.start(A, "a") == 8, "a name in use is not taken"
        await driver.stop(A)


async def test_a_guest_that_died_while_nobody_watched(directory):
    async with NamespaceDriver(directory) as driver:
        await driver.start(A, "a")
    (init,) = process.find(instance.mark(directory))
    await process.kill(init)
    async with NamespaceDriver(directory) as driver:
        assert driver.guests() == ()
        assert journal.load(directory).guests == {}


async def test_a_guest_that_cannot_be_adopted_is_ended(directory, monkeypatch):
    async with NamespaceDriver(directory) as driver:
        domid = await driver.start(A, "a", (vif(0),))
        await driver.start(B, "b")
    find = process.find

    def find_and_kill_one(of):
        found = find(of)
        for init in found:
            if init.vm_uuid == A:
                pidfd = os.pidfd_open(init.pid)
                os.kill(init.pid, signal.SIGKILL)
                select.select([pidfd], [], [])
                os.close(pidfd)
        return found

    monkeypatch.setattr(process, "find", find_and_kill_one)
    async with NamespaceDriver(directory) as driver:
        monkeypatch.undo()
        assert [guest.vm_uuid for guest in driver.guests()] == [B]
        assert f"vif{domid}.0" not in await links()
        await driver.stop(B)


async def test_a_start_that_fails_leaves_nothing(driver, directory):
    with pytest.raises(GuestError, match="was not started"):
        await driver.start(A, "a", (vif(0), GuestVifConfig(device=1, mac="01:00:00:00:00:01")))
    assert driver.guests() == ()
    assert process.find(instance.mark(directory)) == ()
    assert not [name for name in await links() if name.startswith("vif")]
    assert journal.load(directory).guests == {}
    assert await driver.start(A, "a", (vif(0),)) == 2, "a domid is not used again"


async def test_a_cancelled_start_leaves_nothing(driver, directory, monkeypatch):
    launch = process.launch

    async def launch_and_lose_interest(*args):
        init = await launch(*args)
        task.cancel()
        return init

    monkeypatch.setattr(process, "launch", launch_and_lose_interest)
    task = asyncio.ensure_future(driver.start(A, "a", (vif(0),)))
    with pytest.raises(asyncio.CancelledError):
        await task
    monkeypatch.undo()
    assert process.find(instance.mark(directory)) == ()
    assert not [name for name in await links() if name.startswith("vif")]
    assert await driver.start(A, "a") == 2


async def test_a_journal_that_cannot_be_read_is_no_empty_one(directory):
    (directory / journal.FILE).write_text("{")
    with pytest.raises(GuestError, match="cannot be read"):
        async with NamespaceDriver(directory):
            pass
