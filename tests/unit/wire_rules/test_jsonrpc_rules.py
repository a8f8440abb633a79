"""JSON-RPC: versions, ids, shapes of answers and what is malformed."""

from __future__ import annotations

import json

import pytest
from raw_client import text


def ask(raw, **members):
    answer = raw.json(members)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    return json.loads(answer.body)


@pytest.mark.parametrize("number", [1, 0, -7, "a", "", 2**40])
def test_both_versions_echo_the_id(raw, number):
    call = {"method": "network.get_all", "params": [raw.session], "id": number}
    assert ask(raw, **call) == {"result": raw.call("network.get_all"), "error": None, "id": number}
    assert ask(raw, jsonrpc="2.0", **call) == {"jsonrpc": "2.0", "result": raw.call("network.get_all"), "id": number}


def test_failures_of_both_versions(raw):
    call = {"method": "network.get_uuid", "params": [raw.session, "no"], "id": 3}
    assert ask(raw, **call) == {"result": None, "error": ["HANDLE_INVALID", "network", "no"], "id": 3}
    error = {"code": 1, "message": "HANDLE_INVALID", "data": ["network", "no"]}
    assert ask(raw, jsonrpc="2.0", **call) == {"jsonrpc": "2.0", "error": error, "id": 3}


def test_errors_before_the_dispatch_table_have_one_shape(raw):
    for version in (b"", b'"jsonrpc":"2.0",'):
        body = b'{%s"method":"network.get_uuid","params":["\xff","x"],"id":5}' % version
        found = json.loads(raw.request("POST", "/jsonrpc", body).body)
        assert found["jsonrpc"] == "2.0"
        assert found["id"] == 0
        assert found["error"][0] == "INVALID_VALUE"


def test_parameters_of_2_0(raw):
    listed = ask(raw, jsonrpc="2.0", method="system.listMethods", id=1)["result"]
    assert len(listed) == 2258
    assert ask(raw, jsonrpc="2.0", method="system.listMethods", params=None, id=1)["result"] == listed
    # An object is one positional struct.
    found = ask(raw, jsonrpc="2.0", method="network.get_all", params={"session": raw.session}, id=1)
    assert found["error"]["message"] == "INTERNAL_ERROR"


MALFORMED = {
    "no JSON": b"hello",
    "nothing": b"",
    "a batch": b'[{"method":"system.listMethods","params":[],"id":1}]',
    "another version": b'{"jsonrpc":"1.0","method":"system.listMethods","params":[],"id":1}',
    "a version that is a number": b'{"jsonrpc":2.0,"method":"system.listMethods","params":[],"id":1}',
    "a notification": b'{"method":"system.listMethods","params":[]}',
    "a null id": b'{"method":"system.listMethods","params":[],"id":null}',
    "a boolean id": b'{"method":"system.listMethods","params":[],"id":true}',
    "a fractional id": b'{"method":"system.listMethods","params":[],"id":1.5}',
    "1.0 without params": b'{"method":"system.listMethods","id":1}',
    "1.0 with an object": b'{"method":"system.listMethods","params":{},"id":1}',
    "no method": b'{"params":[],"id":1}',
    "params of a number": b'{"jsonrpc":"2.0","method":"system.listMethods","params":5,"id":1}',
    "a constant that is none": b'{"method":"system.listMethods","params":[NaN],"id":1}',
    "XML": b"<methodCall/>",
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_no_call_is_a_page(raw, what):
    answer = raw.request("POST", "/jsonrpc", MALFORMED[what])
    assert answer.status == 500
    assert answer.headers["content-type"] == "text/html"


def test_results_of_tasks_are_xml_here_too(raw):
    made = ask(raw, method="Async.pool.sync_database", params=[raw.session], id=1)["result"]
    token = ""
    while raw.call("task.get_status", made) == "pending":
        token = raw.call("event.from", [f"task/{made}"], token, 10.0)["token"]
    assert ask(raw, method="task.get_result", params=[raw.session, made], id=1)["result"] == "<value></value>"
    raw.call("task.destroy", made)


def test_json_has_a_path_of_its_own(raw):
    answer = raw.xml("network.get_all", f"<param>{text(raw.session)}</param>", "/json")
    assert answer.headers["content-type"] == "text/xml"
