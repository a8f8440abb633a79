"""XML-RPC documents."""

from __future__ import annotations

import xmlrpc.client
from datetime import UTC, datetime

import pytest

from toolstack.datamodel import catalog, types
from toolstack.datamodel.model import EMPTY_VALUES, Secret
from toolstack.wire import xmlrpc as codec
from toolstack.wire.incoming import Failure, Success
from toolstack.wire.values import Shared
from toolstack.wire.xmlreader import MAX_DEPTH, Malformed

STRINGS = types.Collection(types.STRING)


def call(inner: str, head: str = "") -> bytes:
    return f"{head}<methodCall><methodName>m</methodName><params>{inner}</params></methodCall>".encode()


def value(inner: str) -> object:
    return codec.parse(call(f"<param><value>{inner}</value></param>"))[1][0]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("text", "text"),
        ("  two words ", "  two words "),
        ("", ""),
        ("<string/>", ""),
        (" <string>x</string> ", "x"),
        ("<string>&amp;&lt;&#65;</string>", "&<A"),
        ("<![CDATA[<a>&]]>", "<a>&"),
        ("<!-- no -->x", "x"),
        ("<int>-5</int>", -5),
        ("<i4>5</i4>", 5),
        ("<i8>9223372036854775807</i8>", 2**63 - 1),
        ("<boolean>1</boolean>", True),
        ("<boolean>true</boolean>", False),
        ("<double>1.5</double>", 1.5),
        ("<nil/>", None),
        ("<dateTime.iso8601>20240131T12:00:00Z</dateTime.iso8601>", datetime(2024, 1, 31, 12, tzinfo=UTC)),
        ("<array><data/></array>", []),
        ("<array><data><value>a</value><value><int>1</int></value></data></array>", ["a", 1]),
        ("<struct/>", {}),
        ("<struct><member><name>k</name><value>v</value></member></struct>", {"k": "v"}),
    ],
)
def test_values_are_read(inner, expected):
    found = value(inner)
    assert found == expected
    assert type(found) is type(expected)


def test_the_header_and_white_space_do_not_matter():
    body = b"""<?xml version='1.0' encoding="UTF-8"?>
    <methodCall>\n<methodName>a.b</methodName>\n<params>\n<param>\n<value><string>x</string></value>\n</param>
    </params>\n</methodCall>\n"""
    assert codec.parse(body) == ("a.b", ["x"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_encodings(encoding):
    body = f'<?xml version="1.0" encoding="{encoding}"?>' + call("<param><value>é</value></param>").decode()
    assert codec.parse(body.encode(encoding)) == ("m", ["é"])


def test_broken_utf_8_is_kept_for_the_dispatcher_to_refuse():
    body = call("<param><value>AB</value></param><param><value>é</value></param>").replace(b"AB", b"a\xffb")
    assert codec.parse(body) == ("m", ["a\udcffb", "é"])


BOMB = """<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>"""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"<methodCall>",
        b"<methodCall/>",
        b"<methodCall><methodName>m</methodName></methodCall>",
        b"<methodCall><params/></methodCall>",
        b"<methodResponse><params/></methodResponse>",
        b"<value>1</value>",
        call("<param><value><nonsense/></value></param>"),
        call("<param><string>x</string></param>"),
        call("<value>x</value>"),
        call("<param><value><int>x</int></value></param>"),
        call("<param><value><int>" + "9" * 10_000 + "</int></value></param>"),
        call("<param><value><double>x</double></value></param>"),
        call("<param><value><dateTime.iso8601>x</dateTime.iso8601></value></param>"),
        call("<param><value><int>1</int><int>2</int></value></param>"),
        call("<param><value><struct><member><name>k</name></member></struct></value></param>"),
        call("<param><value><struct><member><value>k</value></member></struct></value></param>"),
        call("<param><value><struct><member><value>v</value><name>k</name></member></struct></value></param>"),
        call("<param><value>&undefined;</value></param>"),
        call("<param><value>\x01</value></param>"),
        call("", "<!DOCTYPE methodCall>"),
        call("<param><value>&d;</value></param>", BOMB),
        call("<param><value>&x;</value></param>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        call("", '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">'),
        call("", '<?xml version="1.0" encoding="cp037"?>'),
        call("", '<?xml version="1.0" encoding="no-such"?>'),
        call("").replace(b"<methodName>", b"<methodName>\xff"),
    ],
)
def test_what_is_no_call_is_refused(body):
    try:
        method, _ = codec.parse(body)
    except Malformed:
        return
    # The one that is well-formed has a name that cannot be one.
    assert method == "\udcffm"


def test_entities_hidden_in_another_encoding_are_refused():
    head = '<?xml version="1.0" encoding="utf-16"?>' + BOMB
    body = head + call("<param><value>&d;</value></param>").decode()
    with pytest.raises(Malformed):
        codec.parse(body.encode("utf-16"))


def nested(levels: int) -> str:
    return "<value><array><data>" * levels + "<value>x</value>" + "</data></array></value>" * levels


def test_depth_is_bounded():
    codec.parse(call(f"<param>{nested((MAX_DEPTH - 4) // 3)}</param>"))
    for levels in (MAX_DEPTH // 3 + 1, 5_000, 100_000):
        with pytest.raises(Malformed):
            codec.parse(call(f"<param>{nested(levels)}</param>"))


@pytest.mark.parametrize(
    ("given", "kind", "text"),
    [
        ('a<&>"b', types.STRING, "<value>a&lt;&amp;&gt;&quot;b</value>"),
        ("a\x00\x1f\ud800\ufffeb\tc\nd", types.STRING, "<value>ab\tc\nd</value>"),
        ("a\rb", types.STRING, "<value>a&#13;b</value>"),
        (Secret("s<"), types.SECRET, "<value>s&lt;</value>"),
        (2**63 - 1, types.INT, "<value>9223372036854775807</value>"),
        (True, types.BOOL, "<value><boolean>1</boolean></value>"),
        (False, types.BOOL, "<value><boolean>0</boolean></value>"),
        (0.5, types.FLOAT, "<value><double>0.5</double></value>"),
        (0.1 + 0.2, types.FLOAT, "<value><double>0.30000000000000004</double></value>"),
        (
            datetime(1970, 1, 1, tzinfo=UTC),
            types.DATETIME,
            "<value><dateTime.iso8601>19700101T00:00:00Z</dateTime.iso8601></value>",
        ),
        (None, types.VOID, "<value></value>"),
        ((), STRINGS, "<value><array><data></data></array></value>"),
        (("a", "<"), STRINGS, "<value><array><data><value>a</value><value>&lt;</value></data></array></value>"),
        ({}, types.Mapped(types.STRING, types.STRING), "<value><struct></struct></value>"),
        (
            {"k<": 1},
            types.Mapped(types.STRING, types.INT),
            "<value><struct><member><name>k&lt;</name><value>1</value></member></struct></value>",
        ),
        (
            {"n": 5},
            types.ANY,
            "<value><struct><member><name>n</name><value><i4>5</i4></value></member></struct></value>",
        ),
    ],
)
def test_text_written(given, kind, text):
    assert codec.encode_value_fragment(given, kind) == text


def _record(name):
    cls = catalog.CLASSES[name]
    return {key: EMPTY_VALUES[cls].get(key, ()) for key in cls.info.shown}


@pytest.mark.parametrize("name", ["VIF", "PIF", "network", "VM", "host", "pool", "task", "session", "Bond", "VLAN"])
def test_records_hold_what_is_shown_and_nothing_else(name):
    record = _record(name) | {"plugged": True, "no_such_field": "x"}
    info = catalog.CLASSES[name].info
    found = xmlrpc.client.loads(codec.encode_success(record, types.Structure(name)))[0][0]["Value"]
    assert set(found) == {key for key in info.shown if info.fields[key].on_wire}


def test_one_unsafe_string_in_a_record_is_enough():
    record = _record("VIF") | {"uuid": "a<b", "MAC": "c&d"}
    found = codec.parse_value_fragment(codec.encode_value_fragment(record, types.Structure("VIF")))
    assert (found["uuid"], found["MAC"]) == ("a<b", "c&d")


def test_optional_members_are_left_out():
    found = codec.parse_value_fragment(
        codec.encode_value_fragment({"uuid": "u", "sr": None}, types.Structure("probe_result"))
    )
    assert "sr" not in found


def test_shared_records_are_rendered_once():
    made = []
    shared = Shared(types.Structure("VIF"), {}, lambda: made.append(1) or _record("VIF"))
    kind = types.Mapped(types.Reference("VIF"), types.Structure("VIF"))
    first = codec.encode_success({"OpaqueRef:1": shared}, kind)
    assert codec.encode_success({"OpaqueRef:1": shared}, kind) == first
    assert codec.encode_success({"OpaqueRef:1": _record("VIF")}, kind) == first
    assert codec.encode_value_fragment({"events": [shared]}, types.ANY).count("locking_mode") == 1
    assert made == [1]


def test_envelopes():
    good = xmlrpc.client.loads(codec.encode(Success("x", types.STRING)))[0][0]
    assert good == {"Status": "Success", "Value": "x"}
    bad = xmlrpc.client.loads(codec.encode(Failure(("CODE", "a<b", "c"))))[0][0]
    assert bad == {"Status": "Failure", "ErrorDescription": ["CODE", "a<b", "c"]}
    assert xmlrpc.client.loads(codec.encode(Success(("a",), STRINGS, bare=True)))[0][0] == ["a"]


def test_an_error_may_repeat_what_was_not_utf_8():
    assert b"CODE" in codec.encode_failure(("CODE", "a\udcffb"))


def test_calls_and_answers_between_servers():
    assert codec.parse(codec.encode_call("a.b", ["x", 5, True, {"k": ["v"]}])) == ("a.b", ["x", 5, True, {"k": ["v"]}])
    assert codec.parse_response(codec.encode_success("x", types.STRING)) == {"Status": "Success", "Value": "x"}
