from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from api_server import LOCAL_ROOT, REMOTE, Client, Failed, running
from structlog.testing import capture_logs

from toolstack.api import registry
from toolstack.api.entry import entries
from toolstack.api.faults import AgentRefused, AgentUnreachable
from toolstack.datamodel.catalog import MESSAGES
from toolstack.datamodel.model import NULL, Role
from toolstack.datamodel.network import Network
from toolstack.db.error import NotStored


async def refused(client: Client, method: str, *args: object, **options: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.bare(method, *args, **options)
    return caught.value.description


async def finished_task(client: Client, task: str) -> dict[str, object]:
    """Follow a task as clients do."""
    token = ""
    while True:
        reply = await client.call("event.from", [f"task/{task}"], token, 30.0)
        token = reply["token"]
        for event in reply["events"]:
            if event["snapshot"]["status"] != "pending":
                return event["snapshot"]


def test_every_message_is_handled_or_refused_with_a_reason():
    known = entries()
    for wire, message in MESSAGES.items():
        assert wire in known
        if wire not in registry.HANDLERS and message.kind == "custom" and not message.removed:
            assert registry.REFUSALS[wire]


def test_a_handler_of_no_message_stops_the_start(monkeypatch):
    monkeypatch.setitem(registry.HANDLERS, "VLAN.nonsense", lambda: None)
    with pytest.raises(RuntimeError, match=r"VLAN\.nonsense"):
        entries()


async def test_a_message_answers_to_its_name_with_an_underscore(client):
    assert await client.call("pool_get_all") == [client.pool]


@pytest.mark.parametrize(
    ("method", "args", "expected", "received"),
    [
        ("pool.get_all", (), "0", "-1"),
        ("pool.get_uuid", ("s",), "1", "0"),
        ("pool.get_uuid", ("s", "a", "b"), "1", "2"),
        ("Async.VLAN.destroy", ("s",), "1", "0"),
        ("session.login_with_password", ("root",), "2", "1"),
        ("Bond.create", ("s", "n"), "3", "1"),
    ],
)
async def test_count_of_arguments(client, method, args, expected, received):
    found = await refused(client, method, *args)
    assert found == ["MESSAGE_PARAMETER_COUNT_MISMATCH", method.removeprefix("Async."), expected, received]


async def test_a_message_with_optional_parameters_ignores_extra_arguments(client):
    assert await client.bare("session.login_with_password", "root", "right", "1.1", "x", "extra", 5)


async def test_a_type_error_comes_before_the_session(client):
    code, text = await refused(client, "network.set_MTU", "nobody", "OpaqueRef:x", "many")
    assert code == "INTERNAL_ERROR"
    assert text.startswith('Failure("')


async def test_text_that_is_not_utf8_comes_first(client):
    with pytest.raises(Failed) as caught:
        await client.bare("pool.get_uuid", "bad \udcff", "x", "y")
    assert caught.value.description[0] == "INVALID_VALUE"
    assert caught.value.early


async def test_an_unknown_session_is_named(client):
    assert await refused(client, "pool.get_all", "OpaqueRef:gone") == ["SESSION_INVALID", "OpaqueRef:gone"]


async def test_a_removed_message_needs_a_session_but_no_role(client):
    assert await refused(client, "host.reset_cpu_features", "gone", "x") == ["SESSION_INVALID", "gone"]
    reader = await client.services.sessions.open("eve", role=Role.READ_ONLY)
    assert await refused(client, "host.reset_cpu_features", reader.ref, "x") == ["MESSAGE_REMOVED"]
    assert await refused(client, "PIF_metrics.get_io_read_kbs", reader.ref, "x") == ["MESSAGE_REMOVED"]


async def test_unknown_methods(client):
    assert await refused(client, "VLAN.nonsense") == ["MESSAGE_METHOD_UNKNOWN", "VLAN.nonsense"]
    assert await refused(client, "VLAN.nonsense", "gone") == ["SESSION_INVALID", "gone"]
    assert await refused(client, "VLAN.nonsense", client.session) == ["MESSAGE_METHOD_UNKNOWN", "VLAN.nonsense"]
    reader = await client.services.sessions.open("eve", role=Role.READ_ONLY)
    found = await refused(client, "VLAN.nonsense", reader.ref)
    assert found[:2] == ["RBAC_PERMISSION_DENIED", "host.call_extension"]
    assert (await refused(client, "system.methodHelp"))[0] == "MESSAGE_METHOD_UNKNOWN"


async def test_introspection(client):
    names = await client.bare("system.listMethods")
    assert {"VLAN.create", "host.reset_cpu_features", "VIF.get_all_records_where"} <= set(names)
    assert not any(name.startswith("Async") or "_create" in name.split(".")[0] for name in names)
    assert await client.bare("system.isAlive:x", "hello") == "hello"


async def test_a_refused_message_says_which(client):
    assert await refused(client, "host.reboot", client.session, client.host) == ["NOT_IMPLEMENTED", "host.reboot"]


async def test_a_message_for_members_only(client):
    name = next(message.wire for message in MESSAGES.values() if message.pool_internal and not message.params)
    assert (await refused(client, name, client.session))[0] == "INTERNAL_ERROR"
    member = await client.services.sessions.open("OpaqueRef:host", pool=True)
    assert await client.bare(name, member.ref) == ""


async def test_an_unforeseen_error_is_in_the_log_under_the_id_that_the_client_gets(client, monkeypatch):
    entry = client.dispatcher._entries["network.set_name_label"]

    async def broken(call, self, value):
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(entry, "run", broken)
    with capture_logs() as logs:
        code, text = await refused(client, "network.set_name_label", client.session, "x", "y")
    assert code == "INTERNAL_ERROR"
    assert "secret" not in text
    assert text.endswith(next(line["error_id"] for line in logs if line["event"] == "unforeseen error"))


async def test_no_password_and_no_session_reaches_the_log(client):
    with capture_logs() as logs:
        session = await client.bare("session.login_with_password", "root", "right")
        await refused(client, "session.login_with_password", "root", "sesame-wrong")
        await client.bare("session.logout", session)
        await refused(client, "network.set_MTU", session, "sesame-here", "sesame-there")
    assert logs
    assert not any("sesame" in repr(line) or session in repr(line) or "right" in repr(line) for line in logs)


# -- asynchronous calls ----------------------------------------------------------------------------------


async def test_an_asynchronous_call_returns_a_task_that_succeeds(client):
    args = {"name_label": "n", "name_description": "", "other_config": {}}
    task = await client.call("Async.network.create", args)
    found = await finished_task(client, task)
    network = next(ref for ref, _ in client.store.snapshot.all(Network))
    assert found["status"] == "success"
    assert found["result"] == f"<value>{network}</value>"
    assert found["name_label"] == "Async.network.create"
    assert found["progress"] == 1.0
    assert found["error_info"] == []
    assert found["type"] == "<none/>"
    assert found["resident_on"] == client.host
    await client.call("task.destroy", task)
    assert await client.call("task.get_all") == []


async def test_void_results_of_tasks(client):
    network = await client.call("network.create", {"other_config": {}})
    task = await client.call("Async.network.destroy", network)
    assert (await finished_task(client, task))["result"] == "<value></value>"


async def test_what_fails_after_the_session_fails_the_task(client):
    task = await client.call("Async.network.destroy", "OpaqueRef:none")
    found = await finished_task(client, task)
    assert found["status"] == "failure"
    assert found["error_info"] == ["HANDLE_INVALID", "network", "OpaqueRef:none"]
    reader = await client.services.sessions.open("eve", role=Role.READ_ONLY)
    task = await client.bare("Async.network.destroy", reader.ref, "OpaqueRef:none")
    found = await finished_task(client, task)
    assert found["error_info"][:2] == ["RBAC_PERMISSION_DENIED", "network.destroy"]


async def test_what_fails_before_fails_the_call(client):
    assert (await refused(client, "Async.network.destroy", "gone", "x")) == ["SESSION_INVALID", "gone"]
    assert (await refused(client, "Async.network.destroy", client.session, 5))[0] == "INTERNAL_ERROR"
    assert (await refused(client, "Async.pool.get_all", client.session))[0] == "Fault"
    assert (await refused(client, "Async.VLAN_create", client.session))[0] == "MESSAGE_METHOD_UNKNOWN"
    assert await client.call("task.get_all") == []


async def test_headers_of_a_task(client):
    parent = await client.call("task.create", "parent", "of others")
    origin = replace(REMOTE, subtask_of=parent, other_config={"http:k": "v"})
    task = await client.call("Async.network.destroy", "OpaqueRef:none", origin=origin)
    found = await finished_task(client, task)
    assert found["subtask_of"] == parent
    assert found["other_config"] == {"http:k": "v"}
    assert await client.call("task.get_subtasks", parent) == [task]


async def test_a_task_that_the_caller_made_stands_for_the_call_and_is_left_alone(client):
    task = await client.call("task.create", "mine", "")
    await client.call("network.create", {"other_config": {}}, origin=replace(REMOTE, task_id=task))
    assert await client.call("task.get_status", task) == "pending"
    assert await client.call("task.get_all") == [task]
    found = await refused(
        client, "network.create", client.session, {"other_config": {}}, origin=replace(REMOTE, task_id="OpaqueRef:no")
    )
    assert found == ["HANDLE_INVALID", "task", "OpaqueRef:no"]


async def test_a_synchronous_call_has_a_task_while_it_runs(client):
    token = (await client.call("event.from", ["task"], "", 0.0))["token"]
    seen = []
    unsubscribe = client.store.subscribe(lambda _snapshot, changes: seen.extend(changes))
    await client.call("network.create", {"other_config": {}})
    unsubscribe()
    tasks = [change for change in seen if change.cls.info.wire_name == "task"]
    assert [change.before is None for change in tasks] == [True, False]
    assert tasks[0].after.record.name_label == "network.create"
    assert tasks[1].after is None
    reply = await client.call("event.from", ["task"], token, 0.0)
    assert reply["events"] == []
    assert reply["valid_ref_counts"]["task"] == 0


async def test_leaving_waits_for_asynchronous_calls():
    async with running() as client:
        task = await client.call("Async.network.create", {"other_config": {}})
        snapshot_task = client.store.snapshot.tables["task"][task]
        assert snapshot_task.record.status == "pending"
        store = client.store
    assert store.snapshot.tables["task"][task].record.status == "success"


async def test_root_on_the_socket_needs_no_password(client):
    session = await client.bare("session.login_with_password", "root", "", origin=LOCAL_ROOT)
    assert await client.bare("session.get_auth_user_name", session, session) == "root"
    stranger = replace(LOCAL_ROOT, uid=1000)
    assert (await refused(client, "session.login_with_password", "root", "", origin=stranger))[0] == (
        "SESSION_AUTHENTICATION_FAILED"
    )


async def test_null_references_are_spelled_out(client):
    task = await client.call("task.create", "a", "b")
    record = await client.call("task.get_record", task)
    assert record["subtask_of"] == NULL
    assert await client.call("task.get_subtask_of", task) == NULL


# -- what goes wrong -------------------------------------------------------------------------------------


@pytest.fixture
def broken(client, monkeypatch):
    """Have network.create raise what the test puts in."""
    errors = []

    async def run(call, args):
        raise errors[0]

    monkeypatch.setattr(client.dispatcher._entries["network.create"], "run", run)
    return errors


async def test_an_unforeseen_error_fails_the_task(client, broken):
    broken.append(ZeroDivisionError("secret words"))
    task = await client.call("Async.network.create", {"other_config": {}})
    code, text = (await finished_task(client, task))["error_info"]
    assert code == "INTERNAL_ERROR"
    assert "secret" not in text


@pytest.mark.parametrize("error", [AgentRefused("missing-device", "no eth7"), AgentUnreachable("silence")])
async def test_what_a_host_refuses_and_no_handler_explains(client, broken, error):
    broken.append(error)
    code, text = await refused(client, "network.create", client.session, {"other_config": {}})
    assert code == "INTERNAL_ERROR"
    assert str(error) in text


async def test_a_forwarded_asynchronous_call_leaves_its_task_alone(client, broken):
    broken.append(ZeroDivisionError())
    mine = await client.call("task.create", "mine", "")
    origin = replace(REMOTE, task_id=mine)
    with capture_logs() as logs:
        task = await client.call("Async.network.create", {"other_config": {}}, origin=origin)
        while not any(line["event"] == "unforeseen error" for line in logs):  # noqa: ASYNC110 - logs have no event
            await asyncio.sleep(0)
    assert task == mine
    assert await client.call("task.get_status", mine) == "pending"


async def test_a_task_that_cannot_be_completed_does_not_end_the_server(client, monkeypatch):
    async def fail(*args):
        raise NotStored("disk full")

    monkeypatch.setattr(client.services.tasks, "fail", fail)
    with capture_logs() as logs:
        await client.call("Async.network.destroy", "OpaqueRef:none")
        while not any(line["event"] == "unforeseen error" for line in logs):  # noqa: ASYNC110 - logs have no event
            await asyncio.sleep(0)
    assert await client.call("pool.get_all") == [client.pool]


async def test_old_records_are_collected_again_and_again():
    limits = {"collect_interval": 0.01, "task_kept": 0.001, "session_idle": 0.2}
    async with running(limits=limits) as client:
        idle = await client.services.sessions.open("idle")
        task = await client.call("Async.network.create", {"other_config": {}})
        while task in client.store.snapshot.tables["task"]:
            await asyncio.sleep(0.01)
            await client.call("pool.get_all")
        while not idle.ended:
            await asyncio.sleep(0.01)
            await client.call("pool.get_all")


async def test_a_failing_collection_is_logged_and_tried_again(monkeypatch):
    tried = []

    async def collect():
        tried.append(1)
        raise ZeroDivisionError

    with capture_logs() as logs:
        async with running(limits={"collect_interval": 0.01}) as client:
            monkeypatch.setattr(client.services.tasks, "collect", collect)
            while len(tried) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    assert any(line["event"] == "unforeseen error" for line in logs)


async def test_leaving_cuts_off_what_does_not_end(monkeypatch):
    async def run(call, args):
        await asyncio.Event().wait()

    with capture_logs() as logs:
        async with running(limits={"shutdown_timeout": 0.05}) as client:
            monkeypatch.setattr(client.dispatcher._entries["network.create"], "run", run)
            await client.call("Async.network.create", {"other_config": {}})
    assert any(line["event"] == "asynchronous calls are cut off" for line in logs)
