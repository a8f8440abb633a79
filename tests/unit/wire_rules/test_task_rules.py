"""Asynchronous calls, and the tasks that stand for them."""

from __future__ import annotations

import re

import pytest
from raw_client import failure, text


def finished(raw, task: str) -> dict:
    token = ""
    while (record := raw.call("task.get_record", task))["status"] == "pending":
        token = raw.call("event.from", [f"task/{task}"], token, 10.0)["token"]
    return record


def test_a_task_that_succeeds(raw, network):
    answer = raw.value("Async.network.destroy", text(raw.call("network.create", {"other_config": {}})))
    task = re.fullmatch(r"<value>(OpaqueRef:[-0-9a-f]{36})</value>", answer)[1]
    record = finished(raw, task)
    assert record["status"] == "success"
    assert record["name_label"] == "Async.network.destroy"
    assert record["progress"] == 1.0
    assert record["result"] == "<value></value>"
    assert record["type"] == "<none/>"
    assert record["error_info"] == []
    assert record["allowed_operations"] == []
    assert record["subtask_of"] == "OpaqueRef:NULL"
    assert record["resident_on"] == raw.call("host.get_all")[0]
    assert record["backtrace"] == "()"
    assert record["finished"] >= record["created"]
    raw.call("task.destroy", task)


def test_a_result_is_xml(raw):
    task = raw.call("Async.network.create", {"name_label": "a", "other_config": {}})
    record = finished(raw, task)
    made = re.fullmatch(r"<value>(OpaqueRef:[-0-9a-f]{36})</value>", record["result"])[1]
    raw.call("network.destroy", made)
    raw.call("task.destroy", task)


def test_what_fails_after_the_session_fails_the_task(raw):
    task = raw.call("Async.network.destroy", "OpaqueRef:no")
    record = finished(raw, task)
    assert record["status"] == "failure"
    assert record["error_info"] == ["HANDLE_INVALID", "network", "OpaqueRef:no"]
    assert record["progress"] == 1.0
    assert record["result"] == ""
    raw.call("task.destroy", task)


def test_what_fails_before_fails_the_call(raw):
    assert raw.failure("Async.network.destroy")[0] == "MESSAGE_PARAMETER_COUNT_MISMATCH"
    assert raw.failure("Async.network.destroy", "<value><int>1</int></value>")[0] == "INTERNAL_ERROR"
    params = f"<param>{text('no')}</param><param>{text('x')}</param>"
    assert failure(raw.xml("Async.network.destroy", params).text) == ["SESSION_INVALID", "no"]


@pytest.mark.parametrize("method", ["network.get_all", "network.set_name_label", "task.create", "event.from"])
def test_messages_without_that_form(raw, method):
    values = {"network.set_name_label": ["x", "y"], "task.create": ["x", "y"]}.get(method, [])
    arrays = ["<value><array><data></data></array></value>", text(""), "<value><double>0</double></value>"]
    given = arrays if method == "event.from" else [text(each) for each in values]
    found = raw.failure(f"Async.{method}", *given)
    assert found[0] == "Fault"
    assert len(found) == 2


def test_headers_make_it_a_part_of_something(raw):
    parent = raw.call("task.create", "parent", "")
    found = raw.value(
        "Async.pool.sync_database", subtask_of=parent, X_Http_Other_Config_Some_Key="v", X_Http_Other_Config_b="w"
    )
    task = found[7:-8]
    record = finished(raw, task)
    assert record["subtask_of"] == parent
    assert record["other_config"] == {"http:some-key": "v", "http:b": "w"}
    assert raw.call("task.get_subtasks", parent) == [task]
    raw.call("task.destroy", task)
    raw.call("task.set_status", parent, "success")
    raw.call("task.destroy", parent)


def test_a_forwarded_task_is_used_and_not_completed(raw):
    task = raw.call("task.create", "mine", "")
    found = raw.value("Async.pool.sync_database", task_id=task)
    assert found == text(task)
    raw.value("pool.sync_database", task_id=task)
    assert raw.call("task.get_status", task) == "pending"
    raw.call("task.cancel", task)
    raw.call("task.set_status", task, "cancelled")
    raw.call("task.destroy", task)
    assert raw.failure("task.get_uuid", text(task)) == ["HANDLE_INVALID", "task", task]
    assert raw.failure("pool.sync_database", task_id=task) == ["HANDLE_INVALID", "task", task]


def test_a_synchronous_call_has_a_task_for_its_time(raw):
    token = raw.call("event.from", ["task"], "", 0.0)["token"]
    raw.call("event.register", ["task"])
    raw.call("pool.sync_database")
    seen = [(each["operation"], each["snapshot"]["name_label"]) for each in raw.call("event.next")]
    assert seen == [("add", "pool.sync_database"), ("del", "pool.sync_database")]
    # A call that has no asynchronous form has none.
    raw.call("network.get_all")
    assert raw.call("event.from", ["task"], token, 0.0)["events"] == []
    raw.call("event.unregister", ["task"])


def test_destroying_a_pending_task_marks_it(raw):
    task = raw.call("task.create", "pending", "")
    raw.call("task.destroy", task)
    assert "destroy" in raw.call("task.get_current_operations", task).values()
    raw.call("task.set_status", task, "success")
    assert raw.failure("task.get_uuid", text(task)) == ["HANDLE_INVALID", "task", task]
