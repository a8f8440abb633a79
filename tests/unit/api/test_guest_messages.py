"""The messages of VM and VIF through the real server, on a host in memory."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.api_server import Failed, NoHosts
from tests.support.stack import running
from toolstack.agent.protocol import (
    Apply,
    ConfigureGuestVif,
    PauseGuest,
    PlugGuestVif,
    Refused,
    StartGuest,
    StopGuest,
    UnplugGuestVif,
)
from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmOperations
from toolstack.rules import vm_operation
from toolstack.rules.template import LABEL

# ruff: noqa: FBT003 - flags of VM.start, by position as on the wire

NOTHING = {"other_config": {}, "qos_algorithm_type": "", "qos_algorithm_params": {}}
UNABLE = Refused(code="guest-error", text="no room")


class Caller:
    """Calls with one word."""

    def __init__(self, stack) -> None:
        self.stack, self.client, self.sim = stack, stack.client, stack.sim
        self._changed = asyncio.Event()
        self.power_states = []
        stack.store.subscribe(self._on_change)

    def _on_change(self, _snapshot, changes):
        for change in changes:
            if change.cls is Vm and change.after is not None:
                self.power_states.append(str(change.after.record.power_state))
        self._changed.set()

    async def __call__(self, method, *args):
        return await self.client.call(method, *args)

    async def refused(self, method, *args):
        with pytest.raises(Failed) as caught:
            await self(method, *args)
        return caught.value.description

    async def until(self, method, *args, value):
        async with asyncio.timeout(10):
            while await self(method, *args) != value:
                self._changed.clear()
                await self._changed.wait()

    async def vm(self, name="a"):
        (template,) = await self("VM.get_by_name_label", LABEL)
        self_ = await self("VM.clone", template, name)
        await self("VM.provision", self_)
        return self_

    async def network(self, bridge="xenbr0"):
        (found,) = await self("network.get_all_records_where", f'field "bridge" = "{bridge}"')
        return found

    async def vif(self, vm, on=None, device="0", **fields):
        given = {"device": device, "network": on or await self.network(), "VM": vm, "MAC": "", "MTU": "1500"}
        return await self("VIF.create", {**given, **NOTHING, **fields})

    async def running(self):
        vm = await self.vm()
        vif = await self.vif(vm)
        await self("VM.start", vm, False, False)
        return vm, vif

    @property
    def ports(self):
        return [port.name for port in self.sim.seen.vif_ports]

    @property
    def guests(self):
        return self.sim.state.guests

    def answers(self, kind, result):
        """Have the host answer one kind of command in its own way."""
        handle = self.sim.handle

        async def changed(command):
            return result if isinstance(command, kind) else await handle(command)

        self.sim.handle = changed

    def obeys(self):
        """Have the host do as it is told again."""
        del self.sim.handle

    def sent(self, kind):
        return [command for command in self.sim.history if isinstance(command, kind)]

    def contents(self):
        """All records but the bookkeeping of calls, and the times in VM_metrics."""
        tables = self.stack.store.snapshot.tables
        return {
            (name, ref): row.record
            for name in tables
            if name not in ("task", "session", "VM_metrics")
            for ref, row in tables[name].items()
        }


@pytest.fixture
async def stack(tmp_path):
    async with running(tmp_path) as found:
        yield found


@pytest.fixture
def call(stack):
    return Caller(stack)


async def test_a_template_is_there_from_the_start(call):
    (ref,) = await call("VM.get_by_name_label", LABEL)
    record = await call("VM.get_record", ref)
    assert (record["is_a_template"], record["is_default_template"]) == (True, True)
    assert "clone" in record["allowed_operations"]
    assert await call.refused("VM.destroy", ref) == ["VM_CANNOT_DELETE_DEFAULT_TEMPLATE"]
    assert await call.refused("VM.start", ref, False, False) == ["VM_IS_TEMPLATE", ref, "start"]


async def test_a_vm_is_created_from_a_struct(call):
    (template,) = await call("VM.get_by_name_label", LABEL)
    record = await call("VM.get_record", template)
    self = await call("VM.create", record | {"name_label": "new", "is_a_template": False, "power_state": "Running"})
    made = await call("VM.get_record", self)
    assert (made["name_label"], made["power_state"], made["domid"]) == ("new", "Halted", "-1")
    assert made["uuid"] != record["uuid"]


async def test_the_life_of_a_vm(call):
    vm = await call.vm()
    vif = await call.vif(vm)
    await call("VM.start", vm, False, False)
    record = await call("VM.get_record", vm)
    assert (record["power_state"], record["domid"]) == ("Running", "1")
    assert record["resident_on"] == call.client.host
    assert (record["current_operations"], await call("VIF.get_current_operations", vif)) == ({}, {})
    assert await call("VIF.get_currently_attached", vif) is True
    assert call.ports == ["vif1.0"]
    assert await call.refused("VM.start", vm, False, False) == ["VM_BAD_POWER_STATE", vm, "halted", "running"]
    assert await call.refused("VM.destroy", vm) == ["VM_BAD_POWER_STATE", vm, "halted", "running"]
    await call("VM.pause", vm)
    assert [guest.paused for guest in call.guests] == [True]
    assert await call("VM.get_power_state", vm) == "Paused"
    assert await call.refused("VM.clean_shutdown", vm) == ["VM_BAD_POWER_STATE", vm, "running", "paused"]
    await call("VM.unpause", vm)
    await call("VM.clean_shutdown", vm)
    assert (call.guests, call.ports) == ((), [])
    assert [command.clean for command in call.sent(StopGuest)] == [True]
    record = await call("VM.get_record", vm)
    assert (record["power_state"], record["domid"], record["guest_metrics"]) == ("Halted", "-1", "OpaqueRef:NULL")
    assert await call("VIF.get_currently_attached", vif) is False
    await call("VM.start_on", vm, call.client.host, True, False)
    assert await call("VM.get_power_state", vm) == "Paused"
    assert call.ports == ["vif2.0"], "a domid is not used again"
    await call("VM.hard_shutdown", vm)
    await call("VM.destroy", vm)
    assert await call.refused("VIF.get_record", vif) == ["HANDLE_INVALID", "VIF", vif]


@pytest.mark.parametrize("method", ["VM.clean_reboot", "VM.hard_reboot"])
async def test_a_reboot_is_a_new_domain_and_never_looks_halted(call, method):
    vm, vif = await call.running()
    call.power_states.clear()
    await call(method, vm)
    assert set(call.power_states) == {"Running"}
    assert (await call("VM.get_domid", vm), call.ports) == ("2", ["vif2.0"])
    assert await call("VIF.get_currently_attached", vif) is True
    assert [guest.domid for guest in call.guests] == [2]


async def test_a_guest_that_ends_by_itself_is_halted(call):
    vm, vif = await call.running()
    await call.sim.handle(StopGuest(vm_uuid=await call("VM.get_uuid", vm)))
    await call.until("VM.get_power_state", vm, value="Halted")
    assert "start" in await call("VM.get_allowed_operations", vm)
    assert await call("VM.get_guest_metrics", vm) == "OpaqueRef:NULL"
    assert await call("VIF.get_currently_attached", vif) is False
    await call("VM.start", vm, False, False)


async def test_a_guest_that_nobody_knows_is_stopped(call):
    await call.sim.handle(StartGuest(vm_uuid="nobody", name_label="?"))
    while call.guests:
        await call.stack.reconciler.converge(0, ())
    assert [command.vm_uuid for command in call.sent(StopGuest)][-1] == "nobody"


# -- what goes wrong --------------------------------------------------------------------------------------


async def test_a_guest_that_cannot_start_has_never_been(call):
    vm = await call.vm()
    await call.vif(vm)
    before = call.contents()
    call.answers(StartGuest, UNABLE)
    assert await call.refused("VM.start", vm, False, False) == ["INTERNAL_ERROR", "the host did not do it: no room"]
    assert call.contents() == before
    call.obeys()
    await call("VM.start", vm, False, False)


async def test_a_guest_whose_interface_cannot_be_joined_has_never_been(call):
    vm = await call.vm()
    await call.vif(vm)
    before = call.contents()
    call.sim.broken["vif1.0"] = "no port"
    assert await call.refused("VM.start", vm, False, False) == ["INTERNAL_ERROR", "the host did not do it: no port"]
    assert (call.guests, call.ports) == ((), [])
    assert call.contents() == before


async def test_a_host_out_of_reach_starts_nothing(call):
    vm = await call.vm()
    await call.vif(vm)
    before = call.contents()
    services, hosts = call.client.services, call.client.services.hosts
    services.hosts = NoHosts()
    gone = ["CANNOT_CONTACT_HOST", call.client.host]
    assert await call.refused("VM.start", vm, False, False) == gone
    assert call.contents() == before
    services.hosts = hosts
    await call("VM.start", vm, False, False)
    services.hosts = NoHosts()
    for method in ("VM.pause", "VM.clean_shutdown", "VM.hard_shutdown", "VM.hard_reboot"):
        assert await call.refused(method, vm) == gone
    assert await call("VM.get_power_state", vm) == "Running"
    assert await call("VM.get_current_operations", vm) == {}
    await call("VM.power_state_reset", vm)
    assert await call("VM.get_power_state", vm) == "Halted"
    services.hosts = hosts


async def test_a_host_known_to_be_down_is_not_tried(call):
    vm, vif = await call.running()

    def down(tx):
        tx.update(HostMetrics, tx.get(Host, call.client.host).metrics, live=False)

    await call.stack.store.change(down)
    sent = len(call.sim.history)
    offline = ["HOST_OFFLINE", call.client.host]
    for method in ("VM.pause", "VM.clean_shutdown", "VM.hard_reboot"):
        assert await call.refused(method, vm) == offline
    assert await call.refused("VIF.unplug", vif) == offline
    assert await call.refused("VIF.set_locking_mode", vif, "disabled") == offline
    assert await call("VIF.get_locking_mode", vif) == "network_default"
    other = await call.vm("b")
    assert await call.refused("VM.start", other, False, False) == ["HOST_NOT_LIVE"]
    assert [c for c in call.sim.history[sent:] if not isinstance(c, Apply)] == []


async def test_a_guest_that_does_not_shut_down(call):
    vm, _ = await call.running()
    handle = call.sim.handle

    async def stubborn(command):
        if isinstance(command, StopGuest) and command.clean:
            return Refused(code="guest-timeout", text="it does not")
        return await handle(command)

    call.sim.handle = stubborn
    assert await call.refused("VM.clean_shutdown", vm) == ["VM_SHUTDOWN_TIMEOUT", vm, "60.0"]
    assert await call("VM.get_power_state", vm) == "Running"
    assert await call.refused("VM.clean_reboot", vm) == ["VM_SHUTDOWN_TIMEOUT", vm, "60.0"]
    await call("VM.shutdown", vm)
    assert await call("VM.get_power_state", vm) == "Halted"


async def test_a_reboot_that_fails_half_way_leaves_a_halted_vm(call):
    vm, _ = await call.running()
    call.answers(StartGuest, UNABLE)
    assert (await call.refused("VM.hard_reboot", vm))[0] == "INTERNAL_ERROR"
    assert await call("VM.get_power_state", vm) == "Halted"
    assert (call.guests, call.ports) == ((), [])


async def test_an_operation_shows_with_its_task_while_it_lasts(call):
    vm = await call.vm()
    vif = await call.vif(vm)
    started, proceed = asyncio.Event(), asyncio.Event()
    handle = call.sim.handle

    async def slow(command):
        if isinstance(command, StartGuest):
            started.set()
            await proceed.wait()
        return await handle(command)

    call.sim.handle = slow
    task = await call("Async.VM.start", vm, False, False)
    await started.wait()
    assert await call("VM.get_current_operations", vm) == {task: "start"}
    assert await call("VIF.get_current_operations", vif) == {task: "attach"}
    busy = ["OTHER_OPERATION_IN_PROGRESS", "VM", vm, "{start}", f"{{{task}}}"]
    assert await call.refused("VM.start", vm, False, False) == busy
    assert await call.refused("VM.destroy", vm) == busy
    assert await call.refused("network.destroy", await call.network()) != []
    proceed.set()
    await call.until("task.get_status", task, value="success")
    assert await call("VM.get_current_operations", vm) == {}
    assert await call("VIF.get_current_operations", vif) == {}


async def test_of_many_starts_at_once_one_gets_through(call):
    vm = await call.vm()
    results = await asyncio.gather(
        *(call.client.outcome("VM.start", call.client.session, vm, False, False) for _ in range(8))
    )
    codes = sorted(getattr(result, "description", ("ok",))[0] for result in results)
    assert codes.count("ok") == 1
    assert set(codes) <= {"ok", "OTHER_OPERATION_IN_PROGRESS", "VM_BAD_POWER_STATE"}
    assert len(call.sent(StartGuest)) == 1


# -- VIFs -------------------------------------------------------------------------------------------------


async def test_a_vif_is_plugged_and_unplugged(call):
    vm, _ = await call.running()
    self = await call.vif(vm, device="1")
    assert await call("VIF.get_allowed_operations", self) == ["attach", "plug"]
    assert await call("VM.get_allowed_VIF_devices", vm) == [str(number) for number in range(2, 16)]
    await call("VIF.plug", self)
    assert call.ports == ["vif1.0", "vif1.1"]
    assert [vif.device for vif in call.guests[0].vifs] == [0, 1]
    record = await call("VIF.get_record", self)
    assert (record["currently_attached"], record["current_operations"]) == (True, {})
    assert record["allowed_operations"] == ["attach", "unplug"]
    assert await call.refused("VIF.plug", self) == ["DEVICE_ALREADY_ATTACHED", self]
    refused = ["OPERATION_NOT_ALLOWED", "VIF currently attached to a running VM"]
    assert await call.refused("VIF.destroy", self) == refused
    for method in ("VIF.unplug", "VIF.unplug_force"):
        await call(method, self)
        assert call.ports == ["vif1.0"]
        assert [vif.device for vif in call.guests[0].vifs] == [0]
        assert await call.refused(method, self) == ["DEVICE_ALREADY_DETACHED", self]
        await call("VIF.plug", self)
    await call("VIF.unplug", self)
    order = [type(command) for command in call.sim.history][-2:]
    assert order == [Apply, UnplugGuestVif], "the port goes before the device"
    await call("VIF.destroy", self)


async def test_a_vif_of_a_halted_vm_is_not_plugged(call):
    vm = await call.vm()
    self = await call.vif(vm)
    for method in ("VIF.plug", "VIF.unplug"):
        assert await call.refused(method, self) == ["VM_BAD_POWER_STATE", vm, "running", "halted"]


async def test_a_vif_that_cannot_be_plugged_is_as_it_was(call):
    vm, _ = await call.running()
    self = await call.vif(vm, device="1")
    before = call.contents()
    call.answers(PlugGuestVif, UNABLE)
    assert await call.refused("VIF.plug", self) == ["INTERNAL_ERROR", "the host did not do it: no room"]
    call.obeys()
    call.sim.broken["vif1.1"] = "no port"
    assert await call.refused("VIF.plug", self) == ["INTERNAL_ERROR", "the host did not do it: no port"]
    assert call.contents() == before
    assert [vif.device for vif in call.guests[0].vifs] == [0]
    call.sim.broken.clear()
    await call("VIF.plug", self)


async def test_a_live_vif_moves_without_the_guest(call):
    _, self = await call.running()
    target = await call.network("xenbr1")
    sent = len(call.sim.history)
    await call("VIF.move", self, target)
    assert [(port.name, port.bridge) for port in call.sim.seen.vif_ports] == [("vif1.0", "xenbr1")]
    assert {type(command) for command in call.sim.history[sent:]} == {Apply}
    assert await call("VIF.get_currently_attached", self) is True
    internal = await call("network.create", {"name_label": "n", "other_config": {}})
    await call("VIF.move", self, internal)
    assert call.sim.seen.vif_ports[0].bridge == await call("network.get_bridge", internal)


async def test_what_the_host_refuses_of_a_live_vif_is_undone(call):
    _, self = await call.running()
    target = await call.network("xenbr1")
    before = call.contents()
    call.sim.broken["vif1.0"] = "no port"
    assert await call.refused("VIF.move", self, target) == ["INTERNAL_ERROR", "the host did not do it: no port"]
    call.sim.broken.clear()
    await call.stack.settle()
    await call("VM.update_allowed_operations", await call("VIF.get_VM", self))
    assert call.contents() == before


async def test_locking_reaches_the_port(call):
    _, self = await call.running()
    await call("VIF.set_ipv4_allowed", self, ["10.0.0.2"])
    await call("VIF.add_ipv6_allowed", self, "2001:db8::/64")
    await call("VIF.set_locking_mode", self, "locked")
    port = call.sim.seen.vif_ports[0]
    assert (port.locking, port.ipv4_allowed, port.ipv6_allowed) == ("locked", ("10.0.0.2",), ("2001:db8::/64",))
    await call("VIF.remove_ipv4_allowed", self, "10.0.0.2")
    await call("VIF.set_ipv6_allowed", self, [])
    assert call.sim.seen.vif_ports[0].ipv4_allowed == ()
    await call("VIF.set_locking_mode", self, "unlocked")
    await call("VIF.set_trunks", self, [1, "2"])
    await call("VIF.add_trunks", self, 7)
    await call("VIF.remove_trunks", self, 1)
    assert call.sim.seen.vif_ports[0].trunks == (2, 7)


async def test_guests_take_addresses_and_show_them(call):
    vm, self = await call.running()
    await call("VIF.configure_ipv4", self, "Static", "10.0.0.5/24", "10.0.0.1")
    (command,) = call.sent(ConfigureGuestVif)
    assert (command.vif.ipv4, command.vif.ipv4_gateway, command.drop) == ("10.0.0.5/24", "10.0.0.1", ())
    metrics = await call("VM.get_guest_metrics", vm)
    await call.until("VM_guest_metrics.get_networks", metrics, value={"0/ip": "10.0.0.5", "0/ipv4/0": "10.0.0.5"})
    await call("VIF.configure_ipv4", self, "Static", "10.0.0.6/24")
    assert call.sent(ConfigureGuestVif)[-1].drop == ("10.0.0.5/24",)
    await call("VM.hard_reboot", vm)
    assert call.sent(StartGuest)[-1].vifs[0].ipv4 == "10.0.0.6/24"
    await call("VIF.configure_ipv4", self, "None")
    assert call.sent(ConfigureGuestVif)[-1].drop == ("10.0.0.6/24",)
    refused = await call.refused("VIF.configure_ipv4", self, "DHCP")
    assert refused[:3] == ["VALUE_NOT_SUPPORTED", "mode", "DHCP"]


async def test_qos_and_mtu_follow_by_themselves(call):
    vm, self = await call.running()
    await call("VIF.set_qos_algorithm_type", self, "ratelimit")
    await call("VIF.set_qos_algorithm_params", self, {"kbps": "100"})
    await call("VIF.add_to_other_config", self, "mtu", "1400")
    await call.stack.settle()
    assert (call.sim.seen.vif_ports[0].rate_kbytes, call.sim.seen.vif_ports[0].mtu) == (100, 1400)
    await call.until("VIF.get_MTU", self, value="1400")
    await call("VM.hard_reboot", vm)
    assert call.sent(StartGuest)[-1].vifs[0].mtu == 1400


async def test_a_disabled_vif_starts_without_carrier(call):
    vm = await call.vm()
    await call.vif(vm, locking_mode="disabled")
    await call("VM.start", vm, False, False)
    assert call.sent(StartGuest)[-1].vifs[0].carrier is False


# -- records ----------------------------------------------------------------------------------------------


async def test_where_a_vm_can_run(call):
    vm = await call.vm()
    await call.vif(vm)
    assert await call("VM.get_possible_hosts", vm) == [call.client.host]
    await call("VM.assert_can_boot_here", vm, call.client.host)
    await call("VM.assert_agile", vm)
    await call("VM.assert_operation_valid", vm, "start")
    refused = await call.refused("VM.assert_operation_valid", vm, "pause")
    assert refused == ["VM_BAD_POWER_STATE", vm, "running", "halted"]


async def test_blocked_operations(call):
    vm = await call.vm()
    await call("VM.add_to_blocked_operations", vm, "start", "because")
    assert "start" not in await call("VM.get_allowed_operations", vm)
    assert await call.refused("VM.start", vm, False, False) == ["OPERATION_BLOCKED", vm, "because"]
    await call("VM.remove_from_blocked_operations", vm, "start")
    await call("VM.set_blocked_operations", vm, {"destroy": "no"})
    assert await call.refused("VM.destroy", vm) == ["OPERATION_BLOCKED", vm, "no"]
    assert "start" in await call("VM.get_allowed_operations", vm)


async def test_free_form_maps(call):
    vm = await call.vm()
    for name in ("other_config", "platform"):
        await call(f"VM.add_to_{name}", vm, "k", "v")
        assert await call.refused(f"VM.add_to_{name}", vm, "k", "w") == ["MAP_DUPLICATE_KEY", "VM", name, vm, "k"]
        await call(f"VM.remove_from_{name}", vm, "k")
        await call(f"VM.set_{name}", vm, {"a": "b"})
        assert await call(f"VM.get_{name}", vm) == {"a": "b"}


async def test_a_vm_can_be_copied_where_there_are_no_disks(call):
    vm = await call.vm()
    vif = await call.vif(vm)
    self = await call("VM.copy", vm, "b", "OpaqueRef:NULL")
    (copied,) = await call("VM.get_VIFs", self)
    assert await call("VIF.get_MAC", copied) != await call("VIF.get_MAC", vif)
    assert await call.refused("VM.copy", vm, "c", "OpaqueRef:x") == ["HANDLE_INVALID", "SR", "OpaqueRef:x"]


async def test_sizes(call):
    vm = await call.vm()
    await call("VM.set_memory_limits", vm, 1, 4, 2, 3)
    await call("VM.set_memory_dynamic_range", vm, 1, 4)
    await call("VM.set_memory", vm, 9)
    names = ("static_min", "dynamic_min", "dynamic_max", "static_max")
    assert [await call(f"VM.get_memory_{name}", vm) for name in names] == ["1", "9", "9", "9"]
    await call("VM.set_VCPUs_max", vm, 4)
    await call("VM.set_VCPUs_at_startup", vm, 4)
    assert await call.refused("VM.set_VCPUs_max", vm, 3) == ["INVALID_VALUE", "VCPUs_max", "3"]


async def test_what_is_not_offered(call):
    vm, _ = await call.running()
    for method, *args in (("VM.suspend",), ("VM.snapshot", "s"), ("VM.checkpoint", "c")):
        assert await call.refused(method, vm, *args) == ["NOT_IMPLEMENTED", method]


async def test_guests_run_on_when_the_server_is_gone(tmp_path):
    async with running(tmp_path) as stack:
        call = Caller(stack)
        vm, vif = await call.running()
        sim, other = stack.sim, await call.vm("b")
        await stack.store.change(vm_operation.begin, other, VmOperations.START, "a task of this server")
    async with running(tmp_path, sim) as stack:
        call = Caller(stack)
        assert "start" in await call("VM.get_allowed_operations", other)
        assert await call("VM.get_power_state", vm) == "Running"
        assert "clean_shutdown" in await call("VM.get_allowed_operations", vm)
        assert await call("VIF.get_allowed_operations", vif) == ["attach", "unplug"]
        assert len(call.sent(StartGuest)) == 1
        assert call.sent(StopGuest) == []
        await call("VM.pause", vm)
        assert [command.paused for command in call.sent(PauseGuest)] == [True]
