"""How values look on the wire, and which forms are taken."""

from __future__ import annotations

import json
import re

import pytest
from raw_client import text

from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.types import Optional, Primitive, spell

TYPED = re.compile(
    r"<value>(<boolean>[01]</boolean>|<double>[^<]+</double>|<dateTime\.iso8601>[^<]+</dateTime\.iso8601>"
    r"|<array>.*</array>|<struct>.*</struct>|[^<]*)</value>",
    re.DOTALL,
)
FORMS = {
    "string": r"<value>[^<]*</value>",
    "int": r"<value>-?\d+</value>",
    "bool": r"<value><boolean>[01]</boolean></value>",
    "float": r"<value><double>[-+0-9.einfa]+</double></value>",
    "datetime": r"<value><dateTime\.iso8601>\d{8}T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?</dateTime\.iso8601></value>",
}


@pytest.mark.parametrize("cls", ["host", "pool", "network", "PIF", "VM", "host_metrics", "VM_metrics"])
def test_every_field_has_the_form_of_its_type(raw, cls):
    """Getter by getter, since the getters of removed fields answer MESSAGE_REMOVED."""
    ref = raw.call(f"{cls}.get_all")[0]
    for name in CLASSES[cls].info.shown:
        document = raw.answer(f"{cls}.get_{name}", text(ref))
        if "MESSAGE_REMOVED" in document:
            continue
        value = document.partition("<name>Value</name>")[2].removesuffix(
            "</member></struct></value></param></params></methodResponse>"
        )
        kind = FIELD_TYPES[cls, name]
        kind = kind.element if isinstance(kind, Optional) else kind
        match kind:
            case Primitive(primitive):
                form = FORMS[primitive]
            case _ if spell(kind).endswith(" set"):
                form = r"<value><array><data>.*</data></array></value>"
            case _ if spell(kind).endswith(" map"):
                form = r"<value><struct>.*</struct></value>"
            case _:
                form = r"<value>[^<]+</value>"
        assert re.fullmatch(form, value, re.DOTALL), (name, value)


@pytest.mark.parametrize("cls", ["network", "PIF"])
def test_the_same_in_json(raw, cls):
    ref = raw.call(f"{cls}.get_all")[0]
    asked = {"jsonrpc": "2.0", "id": 1, "method": f"{cls}.get_record", "params": [raw.session, ref]}
    record = json.loads(raw.json(asked).body)["result"]
    python = {"string": str, "int": int, "bool": bool, "float": float, "datetime": str}
    for name, value in record.items():
        kind = FIELD_TYPES[cls, name]
        if isinstance(kind, Primitive):
            assert type(value) is python[kind.name], name
        elif spell(kind).endswith(" set"):
            assert isinstance(value, list)
        elif spell(kind).endswith(" map"):
            assert isinstance(value, dict)
        else:
            assert isinstance(value, str)


def test_a_record_has_no_white_space_between_elements(raw):
    document = raw.answer("network.get_all_records")
    assert not re.search(r">\s+<", document)
    assert "<string>" not in document
    assert "<int>" not in document
    assert "<i4>" not in document


@pytest.mark.parametrize(
    "given", ["<value>9000</value>", "<value><int>9000</int></value>", "<value><i4>9000</i4></value>",
              "<value><i8>9000</i8></value>", "<value><string>9000</string></value>", "<value>0x2328</value>"],
)  # fmt: skip
def test_integers_are_taken_as_numbers_and_as_text(raw, network, given):
    assert raw.value("network.set_MTU", text(network), given) == "<value></value>"
    assert raw.value("network.get_MTU", text(network)) == "<value>9000</value>"


BAD = {
    "a boolean for an integer": ("network.set_MTU", "<value><boolean>1</boolean></value>"),
    "no number": ("network.set_MTU", "<value>many</value>"),
    "more than 64 bits": ("network.set_MTU", "<value>9223372036854775808</value>"),
    "a float for an integer": ("network.set_MTU", "<value><double>1500</double></value>"),
    "an integer for a string": ("network.set_name_label", "<value><int>1</int></value>"),
    "a boolean for a string": ("network.set_name_label", "<value><boolean>1</boolean></value>"),
    "nil": ("network.set_name_label", "<value><nil/></value>"),
    "a struct for a string": ("network.set_name_label", "<value><struct></struct></value>"),
    "pairs for a map": ("network.set_other_config", "<value><array><data></data></array></value>"),
    "a struct for a set": ("network.set_tags", "<value><struct></struct></value>"),
    "an integer in a set": (
        "network.set_tags",
        "<value><array><data><value><int>1</int></value></data></array></value>",
    ),
    "no such enumerator": ("network.set_default_locking_mode", "<value>half-locked</value>"),
    "an integer for a boolean": ("PIF.set_disallow_unplug", "<value><int>1</int></value>"),
    "text for a boolean": ("PIF.set_disallow_unplug", "<value>true</value>"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_wrong_type_is_an_internal_error_with_one_text(raw, network, what):
    method, value = BAD[what]
    found = raw.failure(method, text(network), value)
    assert found[0] == "INTERNAL_ERROR"
    assert len(found) == 2
    assert found[1].startswith('Failure("')
    assert found[1].endswith('")')


@pytest.mark.parametrize("spelling", ["unlocked", "UNLOCKED", "Disabled", "disabled"])
def test_enumerations_are_taken_in_any_case_and_sent_as_declared(raw, network, spelling):
    raw.value("network.set_default_locking_mode", text(network), text(spelling))
    assert raw.value("network.get_default_locking_mode", text(network)) == text(spelling.lower())


@pytest.mark.parametrize(("sent", "stored"), [("1", "1"), ("0", "0"), ("true", "0"), ("", "0"), ("2", "0")])
def test_only_a_one_is_true(raw, sent, stored):
    pif = text(raw.call("PIF.get_all")[0])
    raw.value("PIF.set_disallow_unplug", pif, f"<value><boolean>{sent}</boolean></value>")
    assert raw.value("PIF.get_disallow_unplug", pif) == f"<value><boolean>{stored}</boolean></value>"
    raw.value("PIF.set_disallow_unplug", pif, "<value><boolean>0</boolean></value>")


@pytest.mark.parametrize(
    "given",
    ["<value>20240131T12:00:00Z</value>", "<value><dateTime.iso8601>20240131T12:00:00</dateTime.iso8601></value>",
     "<value><dateTime.iso8601>2024-01-31T12:00:00+01:00</dateTime.iso8601></value>",
     "<value>2024-01-31 12:00:00.123Z</value>"],
)  # fmt: skip
def test_times_are_taken_with_and_without_dashes(raw, given):
    assert raw.value("message.get_since", given) == "<value><struct></struct></value>"


def test_text_that_is_not_utf_8_is_an_invalid_value(raw, network):
    assert raw.failure("network.set_name_label", text(network), "<value>a\udcffb</value>")[0] == "INVALID_VALUE"


def test_references_are_not_checked_until_they_are_used(raw):
    for ref in ("", "OpaqueRef:NULL", "nonsense", "OpaqueRef:00000000-0000-0000-0000-000000000000"):
        assert raw.failure("network.get_uuid", text(ref)) == ["HANDLE_INVALID", "network", ref]


def test_a_constructor_needs_its_keys_and_ignores_others(raw):
    found = raw.failure("network.create", "<value><struct></struct></value>")
    assert found[0] == "INTERNAL_ERROR"
    assert "other_config" in found[1]
    ref = raw.call("network.create", {"other_config": {}, "no_such": ["x"], "uuid": "mine", "PIFs": []})
    record = raw.call("network.get_record", ref)
    assert record["uuid"] != "mine"
    assert record["name_label"] == ""
    raw.call("network.destroy", ref)


@pytest.mark.parametrize("given", ["a&b<c>\"d'", "tab\tline\n", "ünï\U0001f310", " padded ", ""])
def test_text_survives(raw, network, given):
    raw.value("network.set_name_label", text(network), text(given))
    assert raw.value("network.get_name_label", text(network)) == text(given)
    assert raw.call("network.get_name_label", network) == given
