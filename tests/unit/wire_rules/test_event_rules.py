"""event.from, event.inject and the older messages, as they look on the wire."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from raw_client import text

from toolstack.datamodel.catalog import CLASSES

TOKEN = re.compile(r"\d{20},\d{20}")
EMPTY = "<value><array><data></data></array></value>"


def strings(*items: str) -> str:
    return f"<value><array><data>{''.join(map(text, items))}</data></array></value>"


def seconds(value: float) -> str:
    return f"<value><double>{value}</double></value>"


def test_the_form_of_an_answer(raw, network):
    document = raw.value("event.from", strings(f"network/{network}"), text(""), seconds(0))
    found = raw.call("event.from", [f"network/{network}"], "", 0.0)
    assert set(found) == {"events", "valid_ref_counts", "token"}
    assert TOKEN.fullmatch(found["token"])
    assert found["token"].endswith(",00000000000000000000"), "messages were not asked for"
    (event,) = found["events"]
    assert set(event) == {"id", "timestamp", "class", "operation", "ref", "snapshot"}
    assert event["timestamp"] == "0.0"
    assert event["class"] == "network"
    assert event["operation"] == "add"
    assert event["snapshot"] == raw.call("network.get_record", network)
    # The counts are the only integers that are sent with a type.
    assert re.search(r"<name>network</name><value><i4>\d+</i4></value>", document)
    assert set(found["valid_ref_counts"]) == {name.lower() for name, cls in CLASSES.items() if cls.info.in_database}


@pytest.mark.parametrize("spelling", ["PIF", "pif", "Pif", "*"])
def test_classes_in_any_case(raw, spelling):
    found = raw.call("event.from", [spelling], "", 0.0)
    assert {"pif"} <= {each["class"] for each in found["events"]}


@pytest.mark.parametrize("classes", [[], ["nosuch"], ["session"], ["user"], ["secret"], ["network/OpaqueRef:no"]])
def test_what_matches_nothing_is_no_error(raw, classes):
    found = raw.call("event.from", classes, "", 0.0)
    assert found["events"] == []
    assert found["token"] == "00000000000000000000,00000000000000000000"


@pytest.mark.parametrize("token", ["x", "1", "1,2,3", "1;2", ",", "1,", "a,b", "1.5,2"])
def test_tokens_that_are_none(raw, token):
    found = raw.failure("event.from", strings("*"), text(token), seconds(0))
    assert found == ["EVENT_FROM_TOKEN_PARSE_FAILURE", token]


def test_any_numbers_are_a_token(raw):
    far = "00000000009999999999,00000000000000000000"
    assert raw.call("event.from", ["*"], far, 0.0) == {
        "events": [],
        "token": far,
        "valid_ref_counts": raw.call("event.from", [], "", 0.0)["valid_ref_counts"],
    }
    assert raw.call("event.from", ["network"], "0,0", 0.0)["events"]


def test_coalescing(raw):
    def since() -> list[str]:
        return [each["operation"] for each in raw.call("event.from", ["network"], token, 0.0)["events"]]

    token = raw.call("event.from", ["network"], "", 0.0)["token"]
    ref = raw.call("network.create", {"name_label": "1", "other_config": {}})
    raw.call("network.set_name_label", ref, "2")
    (event,) = raw.call("event.from", ["network"], token, 0.0)["events"]
    assert event["operation"] == "add"
    assert event["snapshot"]["name_label"] == "2", "as it is now, not as it was"
    middle = raw.call("event.from", ["network"], token, 0.0)["token"]
    raw.call("network.destroy", ref)
    assert since() == [], "made and gone in between"
    events = raw.call("event.from", ["network"], middle, 0.0)["events"]
    assert [(each["operation"], each["ref"]) for each in events] == [("del", ref)]
    assert "snapshot" not in events[0]


def test_the_order_is_add_mod_del(raw):
    old, gone = (raw.call("network.create", {"other_config": {}}) for _ in range(2))
    token = raw.call("event.from", ["network"], "", 0.0)["token"]
    raw.call("network.destroy", gone)
    raw.call("network.set_name_label", old, "x")
    new = raw.call("network.create", {"other_config": {}})
    events = raw.call("event.from", ["network"], token, 0.0)["events"]
    assert [(each["operation"], each["ref"]) for each in events] == [("add", new), ("mod", old), ("del", gone)]
    for ref in (old, new):
        raw.call("network.destroy", ref)


def test_inject_is_a_barrier(raw, network):
    token = raw.call("event.from", ["network"], "", 0.0)["token"]
    injected = raw.call("event.inject", "network", network)
    assert TOKEN.fullmatch(injected)
    assert injected.endswith(",00000000000000000000")
    found = raw.call("event.from", ["network"], token, 10.0)
    assert [(each["operation"], each["ref"]) for each in found["events"]] == [("mod", network)]
    assert found["token"] > injected
    for cls in ("Network", "nosuch", "PIF"):
        assert raw.failure("event.inject", text(cls), text(network)) == ["HANDLE_INVALID", cls, network]


def test_messages_come_first_and_have_no_number(raw):
    uuid = raw.call("pool.get_uuid", raw.call("pool.get_all")[0])
    start = raw.call("event.from", ["message", "network"], "", 0.0)["token"]
    network = raw.call("network.create", {"other_config": {}})
    message = raw.call("message.create", "TEST", "5", "Pool", uuid, "body")
    found = raw.call("event.from", ["message", "network"], start, 0.0)
    assert [(each["class"], each["ref"]) for each in found["events"]] == [("message", message), ("network", network)]
    assert found["events"][0]["id"] == "0"
    assert not found["token"].endswith(",00000000000000000000")
    raw.call("message.destroy", message)
    raw.call("network.destroy", network)


def test_the_older_messages(raw, network):
    found = raw.failure("event.next")
    assert found[0] == "SESSION_NOT_REGISTERED"
    assert raw.session not in found[1]
    raw.call("event.register", ["network"])
    raw.call("network.set_name_label", network, "1")
    raw.call("network.set_name_label", network, "2")
    before = raw.call("event.get_current_id")
    events = raw.call("event.next")
    assert [each["snapshot"]["name_label"] for each in events] == ["1", "2"]
    assert [int(each["id"]) for each in events] == sorted(int(each["id"]) for each in events)
    assert int(events[-1]["id"]) <= int(before)
    assert re.fullmatch(r"\d+\.", events[0]["timestamp"])
    raw.call("event.unregister", ["network"])
    assert raw.failure("event.next")[0] == "SESSION_NOT_REGISTERED"


def test_logging_out_wakes_with_session_invalid(raw, server):
    other = type(raw)(server.port)
    other.session = other.call("session.login_with_password", "root", "correct horse")
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(other.failure, "event.from", strings(), text(""), seconds(60))
        other.call("session.logout")
        assert waiting.result() == ["SESSION_INVALID", other.session]
