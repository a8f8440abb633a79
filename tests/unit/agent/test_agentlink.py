import asyncio

import pytest

from toolstack.agent.endpoint import Endpoint
from toolstack.agent.protocol import Apply, Confirm, Hello, Observe, Plan, Refused, Started, StartGuest, State
from toolstack.agent.sim import SimHost
from toolstack.api.agentlink import AgentLink, DirectLink
from toolstack.api.faults import AgentRefused, AgentUnreachable
from toolstack.plan.hostnet import Bridge, HostNet, Link, Uplink

NET = HostNet(
    bridges=(Bridge(name="xenbr0", owner="PIF:0"),),
    uplinks=(Uplink(name="eth0", owner="PIF:0", bridge="xenbr0", nics=("eth0",)),),
    links=(Link(name="eth0", owner="PIF:0"),),
)


class Server:
    """An endpoint that can be stopped and started."""

    def __init__(self, host, path):
        self.host, self.path, self.task = host, path, None

    async def start(self):
        started = asyncio.Event()
        self.task = asyncio.create_task(Endpoint(self.host, self.path).serve(started))
        await started.wait()

    async def stop(self):
        self.task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await self.task


@pytest.fixture
async def linked(tmp_path):
    server = Server(SimHost(2), tmp_path / "agent.sock")
    await server.start()
    link = AgentLink(server.path)
    running = asyncio.create_task(link.run())
    await link.wait_connected()
    yield server, link
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    if not server.task.done():
        await server.stop()


async def test_what_is_asked_is_answered_over_the_socket(linked):
    _server, link = linked
    assert [nic.name for nic in link.state.nics] == ["eth0", "eth1"]
    planned = await link.request(Plan(wanted=NET))
    applied = await link.request(Apply(generation=4, wanted=NET))
    assert applied.steps == planned.steps != ()
    assert link.state.seen == NET
    assert link.state.generation == 4
    assert (await link.request(Apply(generation=4, wanted=NET))).steps == ()


async def test_a_refusal_carries_code_and_retry(linked):
    server, link = linked
    await link.request(Apply(generation=4, wanted=NET))
    with pytest.raises(AgentRefused) as caught:
        await link.request(Apply(generation=3, wanted=HostNet()))
    assert (caught.value.code, caught.value.retry) == ("stale", False)
    server.host.refuse = Refused(code="ovs-unreachable", text="away", retry=True)
    with pytest.raises(AgentRefused) as caught:
        await link.request(Apply(generation=5, wanted=HostNet()))
    assert (caught.value.code, caught.value.retry) == ("ovs-unreachable", True)


async def test_reports_arrive_unasked(linked):
    server, link = linked
    carriers = asyncio.Queue()
    link.subscribe(lambda state: carriers.put_nowait(state.nics[0].carrier))
    server.host.cable("eth0", plugged=False)
    assert await carriers.get() is False


async def test_a_broken_connection_fails_what_waits_and_comes_back(linked):
    server, link = linked
    server.host.stall = asyncio.Event()
    lost = asyncio.Event()
    link.on_connection = lambda up: None if up else lost.set()
    waiting = asyncio.create_task(link.request(Observe()))
    while not any(isinstance(command, Observe) for command in server.host.history):  # noqa: ASYNC110
        await asyncio.sleep(0)
    await server.stop()
    with pytest.raises(AgentUnreachable):
        await waiting
    await lost.wait()
    with pytest.raises(AgentUnreachable):
        await link.request(Observe())
    server.host.stall = None
    await server.start()
    await link.wait_connected()
    assert isinstance(await link.request(Observe()), State)


async def test_a_request_ends_after_its_time(linked):
    server, link = linked
    server.host.stall = asyncio.Event()
    with pytest.raises(AgentUnreachable):
        await link.request(Observe(), timeout=0.01)
    server.host.stall.set()
    assert isinstance(await link.request(Hello()), State)


async def test_answers_may_overtake_each_other(linked):
    server, link = linked
    server.host.stall = gate = asyncio.Event()
    slow = asyncio.create_task(link.request(Observe()))
    while len(server.host.history) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0)
    server.host.stall = None
    await link.request(Hello())
    assert not slow.done()
    gate.set()
    await slow


async def test_garbage_ends_the_connection_only(linked):
    server, link = linked
    reader, writer = await asyncio.open_unix_connection(server.path)
    writer.write((5).to_bytes(4, "big") + b"hello")
    assert await reader.read() == b""
    writer.close()
    assert isinstance(await link.request(Hello()), State)


async def test_a_host_in_the_same_process_serves_the_same(tmp_path):
    host = SimHost(1)
    link = DirectLink(host)
    running = asyncio.create_task(link.run())
    result = await link.request(StartGuest(vm_uuid="v", name_label="guest"))
    assert isinstance(result, Started)
    assert [guest.vm_uuid for guest in link.state.guests] == ["v"]
    link.connected = False
    with pytest.raises(AgentUnreachable):
        await link.request(Observe())
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_missing_devices_are_problems_of_their_owner(tmp_path):
    host = SimHost(0)
    applied = await host.handle(Apply(generation=1, wanted=NET))
    assert [(problem.owner, problem.subject, problem.code) for problem in applied.state.problems] == [
        ("PIF:0", "eth0", "missing-device")
    ]
    assert applied.state.seen.bridges == NET.bridges


async def test_an_unconfirmed_apply_rolls_back():
    host = SimHost(1)
    await host.handle(Apply(generation=1, wanted=NET))
    back = asyncio.Event()
    host.subscribe(lambda state: back.set() if state.seen == NET else None)
    await host.handle(Apply(generation=2, wanted=HostNet(), confirm_within=0.01))
    assert host.seen == HostNet()
    back.clear()
    await back.wait()
    await host.handle(Apply(generation=3, wanted=HostNet(), confirm_within=60))
    await host.handle(Confirm(generation=3))
    assert host.seen == HostNet()
