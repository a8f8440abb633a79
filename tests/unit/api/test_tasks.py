from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from api_server import Client, Failed, running

from toolstack.api import tasks
from toolstack.api.call import Call
from toolstack.api.tasks import TaskLimits, check_cancelled, operation, recomputes, set_progress
from toolstack.datamodel import errors
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import EPOCH, Role
from toolstack.datamodel.task import Task, TaskStatusType
from toolstack.datamodel.vif import Vif, VifOperations


async def refused(client: Client, method: str, *args: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.bare(method, *args)
    return caught.value.description


async def test_a_task_of_a_client(client):
    task = await client.call("task.create", "label", "words")
    await client.call("task.set_progress", task, 0.5)
    await client.call("task.add_to_other_config", task, "k", "v")
    record = await client.call("task.get_record", task)
    assert (record["name_label"], record["name_description"]) == ("label", "words")
    assert record["progress"] == 0.5
    assert record["other_config"] == {"k": "v"}
    assert record["allowed_operations"] == []
    assert record["backtrace"] == "()"
    assert record["finished"] == EPOCH
    await client.call("task.set_result", task, "done")
    await client.call("task.set_status", task, "success")
    record = await client.call("task.get_record", task)
    assert (record["status"], record["result"]) == ("success", "done")
    assert record["finished"] != EPOCH
    await client.call("task.destroy", task)
    assert await refused(client, "task.get_record", client.session, task) == ["HANDLE_INVALID", "task", task]


async def test_destroying_a_pending_task_waits_for_its_end(client):
    task = await client.call("task.create", "label", "")
    await client.call("task.destroy", task)
    assert list((await client.call("task.get_current_operations", task)).values()) == ["destroy"]
    await client.call("task.set_status", task, "failure")
    assert await client.call("task.get_all") == []


async def test_a_task_destroyed_while_its_call_runs_goes_with_it(client):
    task = await client.services.tasks.begin("x", tasks.TaskOrigin())
    await client.call("task.destroy", task)
    await client.services.tasks.fail(task, errors.HANDLE_INVALID("VM", "x"))
    assert await client.call("task.get_all") == []


async def test_others_tasks_need_a_permission(client):
    task = await client.call("task.create", "label", "")
    mine = await client.services.sessions.open("eve", role=Role.VM_OPERATOR)
    assert (await refused(client, "task.destroy", mine.ref, task))[:2] == ["RBAC_PERMISSION_DENIED", "task.destroy/any"]
    assert (await refused(client, "task.cancel", mine.ref, task))[:2] == ["RBAC_PERMISSION_DENIED", "task.destroy/any"]
    boss = await client.services.sessions.open("bob", role=Role.POOL_OPERATOR)
    await client.bare("task.cancel", boss.ref, task)


async def test_cancelling_is_seen_by_who_works_on_it(client):
    task = await client.services.tasks.begin("x", tasks.TaskOrigin())
    call = Call(client.services, "VM.start", task=task)
    check_cancelled(call)
    await client.call("task.cancel", task)
    with pytest.raises(ApiError) as caught:
        check_cancelled(call)
    assert caught.value.description == ["TASK_CANCELLED", task]
    await client.services.tasks.fail(task, caught.value)
    record = await client.call("task.get_record", task)
    assert record["status"] == "cancelled"
    assert record["error_info"] == ["TASK_CANCELLED", task]
    await client.call("task.cancel", task)
    assert (await client.call("task.get_record", task)) == record


async def test_a_completed_task_is_left_alone(client):
    task = await client.call("task.create", "label", "")
    await client.call("task.set_status", task, "success")
    await client.services.tasks.fail(task, errors.HANDLE_INVALID("VM", "x"))
    assert await client.call("task.get_status", task) == "success"


async def test_progress(client):
    task = await client.services.tasks.begin("x", tasks.TaskOrigin())
    await set_progress(Call(client.services, "m", task=task), 0.25)
    assert await client.call("task.get_progress", task) == 0.25
    await set_progress(Call(client.services, "m", task=tasks.dummy("m")), 0.25)


# -- collection ------------------------------------------------------------------------------------------


async def test_old_tasks_go(client):
    done = await client.call("task.create", "done", "")
    await client.call("task.set_status", done, "success")
    pending = await client.call("task.create", "pending", "")
    await client.services.tasks.collect(datetime.now(UTC) + timedelta(seconds=3890))
    assert set(await client.call("task.get_all")) == {done, pending}
    await client.services.tasks.collect(datetime.now(UTC) + timedelta(seconds=3910))
    assert await client.call("task.get_all") == [pending]


async def test_a_pending_task_goes_only_when_nothing_moves(client):
    task = await client.call("task.create", "slow", "")
    late = datetime.now(UTC) + timedelta(days=2)
    await client.services.tasks.collect(late)
    await client.call("task.set_progress", task, 0.1)
    await client.services.tasks.collect(late)
    assert await client.call("task.get_all") == [task]
    await client.services.tasks.collect(late)
    assert await client.call("task.get_all") == []


async def test_of_too_many_the_oldest_completed_go():
    async with running(task_limits=TaskLimits(most=3)) as client:
        names = []
        for number in range(6):
            task = await client.call("task.create", str(number), "")
            names.append(task)
            if number != 0:
                finished = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
                await client.store.change(
                    lambda tx, task=task, at=finished: tx.update(Task, task, status=TaskStatusType.SUCCESS, finished=at)
                )
        await client.services.tasks.collect(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=60))
        assert set(await client.call("task.get_all")) == {names[0], names[4], names[5]}


# -- current operations ----------------------------------------------------------------------------------


@pytest.fixture
async def vif(client: Client) -> str:
    return await client.store.change(lambda tx: tx.insert(Vif(device="0")))


async def test_an_operation_is_shown_while_it_runs(client, vif, monkeypatch):
    monkeypatch.setattr(tasks, "_RECOMPUTE", {})

    @recomputes(Vif)
    def rule(tx, ref):
        busy = bool(tx.get(Vif, ref).current_operations)
        tx.update(Vif, ref, allowed_operations=() if busy else (VifOperations.PLUG,))

    call = Call(client.services, "VIF.plug", task="OpaqueRef:task")
    async with operation(call, Vif, vif, VifOperations.PLUG):
        assert await client.call("VIF.get_current_operations", vif) == {"OpaqueRef:task": "plug"}
        assert await client.call("VIF.get_allowed_operations", vif) == []
    assert await client.call("VIF.get_current_operations", vif) == {}
    assert await client.call("VIF.get_allowed_operations", vif) == ["plug"]


async def test_an_operation_ends_with_an_error_and_with_the_object(client, vif):
    call = Call(client.services, "VIF.plug", task="OpaqueRef:task")
    with pytest.raises(ZeroDivisionError):
        async with operation(call, Vif, vif, VifOperations.PLUG):
            raise ZeroDivisionError
    assert await client.call("VIF.get_current_operations", vif) == {}
    async with operation(call, Vif, vif, VifOperations.PLUG):
        await client.store.change(lambda tx: tx.delete(Vif, vif))


async def test_a_guard_keeps_the_second_out(client, vif):
    def alone(tx, ref):
        current = tx.get(Vif, ref).current_operations
        if current:
            task, other = next(iter(current.items()))
            raise errors.OTHER_OPERATION_IN_PROGRESS("VIF", ref, other, task)

    first = Call(client.services, "VIF.plug", task="OpaqueRef:first")
    second = Call(client.services, "VIF.plug", task="OpaqueRef:second")
    async with operation(first, Vif, vif, VifOperations.PLUG, alone):
        with pytest.raises(ApiError, match="OTHER_OPERATION_IN_PROGRESS"):
            async with operation(second, Vif, vif, VifOperations.UNPLUG, alone):
                pass
        assert await client.call("VIF.get_current_operations", vif) == {"OpaqueRef:first": "plug"}


async def test_operations_that_the_last_server_left_are_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(tasks, "_RECOMPUTE", {})

    @recomputes(Vif)
    def rule(tx, ref):
        tx.update(Vif, ref, allowed_operations=() if tx.get(Vif, ref).current_operations else (VifOperations.PLUG,))

    url = f"sqlite:///{tmp_path}/state.db"
    async with running(url) as client:
        vif = await client.store.change(
            lambda tx: tx.insert(Vif(device="0", current_operations={"OpaqueRef:task": VifOperations.PLUG}))
        )
    async with running(url) as client:
        assert await client.call("VIF.get_current_operations", vif) == {}
        assert await client.call("VIF.get_allowed_operations", vif) == ["plug"]
