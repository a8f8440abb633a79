"""Names, numbers of arguments, the order of checks and what errors carry."""

from __future__ import annotations

import json

import pytest
from raw_client import failure, text

from toolstack.datamodel.catalog import MESSAGES

NO = "OpaqueRef:no"
INT = "<value><int>1</int></value>"


def test_every_message_has_two_spellings(raw):
    listed = json.loads(raw.json({"method": "system.listMethods", "params": [], "id": 1}).body)["result"]
    assert sorted(listed) == sorted(MESSAGES)
    assert raw.value("network_get_all") == raw.value("network.get_all")
    for name in ("Network.get_all", "network.Get_all", "NETWORK.get_all", "network-get_all"):
        assert raw.failure(name) == ["MESSAGE_METHOD_UNKNOWN", name]


def counted(method: str) -> tuple[int, bool]:
    return MESSAGES[method].required, len(MESSAGES[method].params) > MESSAGES[method].required


@pytest.mark.parametrize("prefix", ["", "Async.", "InternalAsync."])
@pytest.mark.parametrize(
    "method",
    ["PIF.plug", "Bond.create", "network.create", "VM.start", "PIF.reconfigure_ip", "pool.create_VLAN_from_PIF"],
)
def test_numbers_of_arguments(raw, prefix, method):
    required, optional = counted(method)
    for given in range(required):
        values = [text("x")] * given
        expected = ["MESSAGE_PARAMETER_COUNT_MISMATCH", method, str(required), str(given)]
        assert raw.failure(prefix + method, *values) == expected
    surplus = raw.failure(prefix + method, *[INT] * (required + 7))
    assert surplus[0] == ("INTERNAL_ERROR" if optional else "MESSAGE_PARAMETER_COUNT_MISMATCH")
    # Nothing at all: the session is missing as well.
    assert failure(raw.xml(prefix + method, "").text)[-1] == "-1"


def test_optional_arguments_have_their_defaults_and_more_are_ignored(raw):
    extra = [text("root"), text("correct horse"), text("1"), text("x"), text("more"), INT]
    document = raw.xml("session.login_with_password", "".join(f"<param>{each}</param>" for each in extra)).text
    assert "<value>Success</value>" in document
    ref = document.partition("OpaqueRef:")[2].partition("<")[0]
    document = raw.xml("session.logout", f"<param>{text('OpaqueRef:' + ref)}</param>").text
    assert "<value>Success</value>" in document


ORDER = {
    # Everything is wrong; one thing after the other is put right.
    "utf-8 first": (["<value>\udcff</value>"], "INVALID_VALUE"),
    "then the count": ([text(NO), INT], "MESSAGE_PARAMETER_COUNT_MISMATCH"),
    "then the types": ([text(NO), INT, text("x")], "INTERNAL_ERROR"),
    "then the session": ([text(NO), text("x"), text("1")], "SESSION_INVALID"),
    "a session of a wrong type is a type": ([INT, text("x"), text("1")], "INTERNAL_ERROR"),
}


@pytest.mark.parametrize("what", ORDER)
@pytest.mark.parametrize("method", ["network.set_MTU", "network_set_MTU"])
def test_the_order_of_checks(raw, what, method):
    params, code = ORDER[what]
    assert failure(raw.xml(method, "".join(f"<param>{each}</param>" for each in params)).text)[0] == code


def test_removed_messages_want_a_valid_session_first(raw):
    removed = [wire for wire, message in MESSAGES.items() if message.removed and not message.pool_internal]
    assert len(removed) >= 90
    for wire in removed:
        message = MESSAGES[wire]
        if message.required == 1 and message.needs_session and message.kind.startswith("field:get"):
            assert raw.failure(wire, text("x")) == ["MESSAGE_REMOVED"], wire
            params = f"<param>{text(NO)}</param><param>{text('x')}</param>"
            assert failure(raw.xml(wire, params).text) == ["SESSION_INVALID", NO]
    # Types come before, here too.
    assert raw.failure("VMPP.create", text("x"))[0] == "INTERNAL_ERROR"


def test_unknown_methods(raw):
    for method in ("no.such", "system.methodHelp", "system.multicall", "system.methodSignature", "network.plug", ""):
        assert failure(raw.xml(method, "").text) == ["MESSAGE_METHOD_UNKNOWN", method]
        assert raw.failure(method) == ["MESSAGE_METHOD_UNKNOWN", method]
        assert failure(raw.xml(method, f"<param>{text(NO)}</param>").text) == ["SESSION_INVALID", NO]


def test_alive(raw):
    document = raw.xml("system.isAlive:xyz", "<param><value>abc</value></param><param><value>d</value></param>").text
    assert "<name>Value</name><value>abc</value>" in document


def test_messages_without_session_are_these(raw):
    free = {wire for wire, message in MESSAGES.items() if not message.needs_session}
    assert free == {
        "session.login_with_password", "session.slave_login", "session.slave_local_login",
        "session.slave_local_login_with_password",
    }  # fmt: skip


def test_messages_for_members_want_a_members_session(raw):
    internal = [m for m in MESSAGES.values() if m.pool_internal and not m.removed and m.required == 1]
    assert internal
    for message in internal:
        kind = type(message.params[0].type).__name__
        if kind in {"Reference", "Primitive"} and message.params[0].type != "int":
            assert raw.failure(message.wire, text("1"))[0] == "INTERNAL_ERROR", message.wire


def test_objects_that_are_not_there(raw):
    for cls in ("PIF", "network", "VM", "Bond", "host_metrics", "Cluster_host"):
        assert raw.failure(f"{cls}.get_uuid", text(NO)) == ["HANDLE_INVALID", cls, NO]
        assert raw.failure(f"{cls}.get_record", text(NO)) == ["HANDLE_INVALID", cls, NO]
        assert raw.failure(f"{cls}.get_by_uuid", text("no")) == ["UUID_INVALID", cls, "no"]
    # A reference of another class is one that is not there.
    host = raw.call("host.get_all")[0]
    assert raw.failure("network.get_uuid", text(host)) == ["HANDLE_INVALID", "network", host]


def test_a_login_that_fails_says_who_and_a_text(raw):
    params = "".join(f"<param>{text(each)}</param>" for each in ("root", "wrong"))
    found = failure(raw.xml("session.login_with_password", params).text)
    assert found[:2] == ["SESSION_AUTHENTICATION_FAILED", "root"]
    assert len(found) == 3
    assert "wrong" not in found[2]
