"""Tasks, where clients make them, look after them or give them up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toolstack.api import rbac, records
from toolstack.api.registry import handles
from toolstack.api.tasks import TaskOrigin
from toolstack.datamodel import task
from toolstack.datamodel.session import Session
from toolstack.datamodel.task import Task, TaskAllowedOperations, TaskStatusType

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref, SetOf
    from toolstack.db.transaction import Transaction


@handles(task.create)
async def create(call: Call, label: str, description: str) -> Ref[Task]:
    """Make a task that the client completes itself."""
    return await call.services.tasks.begin(label, TaskOrigin(call.session), description)


@handles(task.destroy)
async def destroy(call: Call, self: Ref[Task]) -> None:
    """Remove a completed task; a pending one is marked and goes when it completes."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(_destroy, self, call.task)


@handles(task.cancel)
async def cancel(call: Call, task: Ref[Task]) -> None:
    """Ask a pending task to stop; whoever works on it sees that when it next looks."""
    _check_owner(call, task, "task.destroy/any")
    await call.change(_cancel, task, call.task)


@handles(task.set_status)
async def set_status(call: Call, self: Ref[Task], value: TaskStatusType) -> None:
    """Say how a client's task stands; completing it stamps the time."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(_set_status, self, value)


@handles(task.set_progress)
async def set_progress(call: Call, self: Ref[Task], value: float) -> None:
    """Say how far a client's task has come, from 0 to 1."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(records.set_field, Task, self, "progress", value)


@handles(task.set_result)
async def set_result(call: Call, self: Ref[Task], value: str) -> None:
    """Give the result of a client's task."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(records.set_field, Task, self, "result", value)


@handles(task.set_error_info)
async def set_error_info(call: Call, self: Ref[Task], value: SetOf[str]) -> None:
    """Give the error of a client's task."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(records.set_field, Task, self, "error_info", value)


@handles(task.set_other_config)
async def set_other_config(call: Call, self: Ref[Task], value: MapOf[str, str]) -> None:
    """Replace the task's free-form map."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(records.set_field, Task, self, "other_config", value)


@handles(task.add_to_other_config)
async def add_to_other_config(call: Call, self: Ref[Task], key: str, value: str) -> None:
    """Add a pair to the task's free-form map."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(records.add_to_map, Task, self, "other_config", key, value)


@handles(task.remove_from_other_config)
async def remove_from_other_config(call: Call, self: Ref[Task], key: str) -> None:
    """Remove a key from the task's free-form map."""
    _check_owner(call, self, "task.destroy/any")
    await call.change(records.remove_from_map, Task, self, "other_config", key)


def _check_owner(call: Call, self: Ref[Task], permission: str) -> None:
    """Let everybody at tasks of their own user, and at those of others whoever holds the permission."""
    owner = call.snapshot.find(Session, call.snapshot.get(Task, self).session)
    if owner is None or owner.auth_user_sid != call.caller.sid or not call.caller.sid:
        rbac.require(call.caller, permission)


def _destroy(tx: Transaction, self: Ref[Task], by: str) -> None:
    found = tx.get(Task, self)
    if found.status is not TaskStatusType.PENDING:
        tx.delete(Task, self)
        return
    operations = {**found.current_operations, by: TaskAllowedOperations.DESTROY}
    tx.update(Task, self, current_operations=operations)


def _cancel(tx: Transaction, self: Ref[Task], by: str) -> None:
    found = tx.get(Task, self)
    if found.status is TaskStatusType.PENDING:
        operations = {**found.current_operations, by: TaskAllowedOperations.CANCEL}
        tx.update(Task, self, current_operations=operations)


def _set_status(tx: Transaction, self: Ref[Task], value: TaskStatusType) -> None:
    found = tx.get(Task, self)
    completes = found.status is TaskStatusType.PENDING and value is not TaskStatusType.PENDING
    if completes and TaskAllowedOperations.DESTROY in found.current_operations.values():
        tx.delete(Task, self)
        return
    tx.update(Task, self, status=value, finished=datetime.now(UTC) if completes else found.finished)
