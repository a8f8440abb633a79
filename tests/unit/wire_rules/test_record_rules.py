"""What reading and writing records does: maps, sets, relations, filters, and the events that follow."""

from __future__ import annotations

import json

import pytest
from raw_client import text


def events_of(raw, ref: str, token: str) -> list[str]:
    cls = "network"
    return [each["operation"] for each in raw.call("event.from", [f"{cls}/{ref}"], token, 0.0)["events"]]


def token_of(raw) -> str:
    return raw.call("event.from", ["*"], "", 0.0)["token"]


def test_maps(raw, network):
    ref, key = text(network), text("k")
    assert raw.value("network.add_to_other_config", ref, key, text("v")) == "<value></value>"
    for value in ("v", "w"):  # the same value is no excuse
        assert raw.failure("network.add_to_other_config", ref, key, text(value)) == [
            "MAP_DUPLICATE_KEY", "network", "other_config", network, "k",
        ]  # fmt: skip
    assert raw.failure("network.add_to_other_config", ref, text(""), text("v"))[0] == "INTERNAL_ERROR"
    raw.value("network.add_to_other_config", ref, text("a"), text("v"))
    document = raw.value("network.get_other_config", ref)
    assert document.index("<name>a</name>") < document.index("<name>k</name>"), "the new pair comes first"
    for _ in range(2):
        assert raw.value("network.remove_from_other_config", ref, key) == "<value></value>"
    assert raw.call("network.get_other_config", network) == {"a": "v"}


def test_sets(raw, network):
    ref = text(network)
    for _ in range(2):
        assert raw.value("network.add_tags", ref, text("t")) == "<value></value>"
    assert raw.call("network.get_tags", network) == ["t"]
    for _ in range(2):
        assert raw.value("network.remove_tags", ref, text("t")) == "<value></value>"
    assert raw.value("network.get_tags", ref) == "<value><array><data></data></array></value>"


WRITES = {
    "set": ("network.set_name_label", [text("rules")]),
    "add to a set": ("network.add_tags", [text("there")]),
    "remove from a set": ("network.remove_tags", [text("absent")]),
    "remove from a map": ("network.remove_from_other_config", [text("absent")]),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_write_that_changes_nothing_is_no_event(raw, network, what):
    raw.call("network.set_tags", network, ["there"])
    token = token_of(raw)
    method, values = WRITES[what]
    raw.value(method, text(network), *values)
    assert events_of(raw, network, token) == []
    raw.call("network.set_name_label", network, "other")
    assert events_of(raw, network, token) == ["mod"]


def test_text_that_no_xml_can_hold(raw, network):
    """JSON can say what XML cannot: constructors and add cut it off there, setters refuse it."""

    def ask(method, *args):
        return json.loads(raw.json({"method": method, "params": [raw.session, *args], "id": 1}).body)

    assert ask("network.set_name_label", network, "a\x01b")["error"][0] == "INTERNAL_ERROR"
    assert raw.call("network.get_name_label", network) == "rules"
    assert ask("network.add_to_other_config", network, "key\x01x", "val\x02y")["error"] is None
    assert raw.call("network.get_other_config", network) == {"key": "val"}
    made = ask("network.create", {"name_label": "cut\x03off", "other_config": {}})["result"]
    assert raw.call("network.get_name_label", made) == "cut"
    raw.call("network.destroy", made)


def test_a_reference_shows_at_its_other_end(raw, network):
    vm = next(iter(raw.call("VM.get_all_records_where", 'field "is_a_template" = "true"')))
    guest = raw.call("VM.clone", vm, "rules")
    token = token_of(raw)
    vif = raw.call(
        "VIF.create",
        {"device": "0", "network": network, "VM": guest, "MAC": "", "MTU": "1500", "other_config": {},
         "qos_algorithm_type": "", "qos_algorithm_params": {}},
    )  # fmt: skip
    assert raw.call("network.get_VIFs", network) == [vif]
    assert raw.call("VM.get_VIFs", guest) == [vif]
    assert events_of(raw, network, token) == ["mod"]
    assert raw.failure("network.set_VIFs", text(network), "<value><array><data></data></array></value>")[0] == (
        "MESSAGE_METHOD_UNKNOWN"
    )
    token = token_of(raw)
    raw.call("VIF.destroy", vif)
    assert events_of(raw, network, token) == ["mod"]
    assert raw.call("network.get_VIFs", network) == []
    raw.call("VM.destroy", guest)


def test_labels_and_uuids(raw, network):
    assert raw.call("network.get_by_name_label", "rules") == [network]
    assert raw.value("network.get_by_name_label", text("absent")) == "<value><array><data></data></array></value>"
    assert raw.call("network.get_by_uuid", raw.call("network.get_uuid", network)) == network
    assert network != "OpaqueRef:" + raw.call("network.get_uuid", network)


FILTERS = [
    ("true", True), ("false", False), ('field "name__label" = "rules"', True), ('"rules" = field "name__label"', True),
    ('field "MTU" = "1500"', True), ('field "managed" = "true"', True), ('field "tags" = "()"', True),
    ("not true", False), ("(true)", True), ('"a" = "a"', True),
    # The two words bind alike, from left to right; not takes all that follows.
    ("true or true and false", False), ("false and true or true", True), ("not false and false", True),
    ("(not false) and false", False), ("not true or true", False), ("true or (true and false)", True),
    ('field "name__label"="rules"and true', True),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "selected"), FILTERS)
def test_filters(raw, network, expression, selected):
    assert (network in raw.call("network.get_all_where", expression)) is selected
    assert (network in raw.call("network.get_all_records_where", expression)) is selected


def test_a_reference_is_a_column(raw, network):
    assert raw.call("network.get_all_where", f'field "_ref" = "{network}"') == [network]
    uuid = raw.call("network.get_uuid", network)
    assert raw.call("network.get_all_where", f'field "uuid" = "{uuid}"') == [network]


BROKEN = ["", "tru", "True", "field name__label = 'x'", 'field "name__label" == "x"', "true and", "(true", "true)",
          'field "name__label" <> "x"', '"a" "b"', "AND", 'field "name__label" = "x" true']  # fmt: skip


@pytest.mark.parametrize("expression", BROKEN)
def test_filters_that_cannot_be_read(raw, expression):
    found = raw.failure("network.get_all_where", text(expression))
    assert found[:2] == ["INVALID_VALUE", expression]
    assert len(found) == 3


def test_a_column_that_is_none(raw):
    for column in ("name_label", "nosuch", "Name__label"):
        assert raw.failure("network.get_all_where", text(f'field "{column}" = "x"'))[0] == "INTERNAL_ERROR"
