"""Both codecs against independent peers, on values of every type."""

from __future__ import annotations

import json
import re
import xmlrpc.client
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from toolstack.datamodel import types
from toolstack.datamodel.bond import BondMode
from toolstack.wire import jsonrpc, values, xmlreader
from toolstack.wire import xmlrpc as xml
from toolstack.wire.incoming import Success

REQUEST = jsonrpc.Request(2, 1, "m", [])
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
moments = st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(9999, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)

scalars = st.sampled_from(
    [
        (types.STRING, texts),
        (types.INT, st.integers(values.INT_MIN, values.INT_MAX)),
        (types.FLOAT, st.floats(allow_nan=False, allow_infinity=False)),
        (types.BOOL, st.booleans()),
        (types.DATETIME, moments),
        (types.Enumeration(BondMode), st.sampled_from(list(BondMode))),
        (types.Reference("VM"), texts),
    ]
)


def _containers(inner):
    def collection(pair):
        kind, each = pair
        return types.Collection(kind), st.lists(each, max_size=4).map(tuple)

    def mapping(pair):
        kind, each = pair
        return types.Mapped(types.STRING, kind), st.dictionaries(texts, each, max_size=4)

    return st.one_of(inner.map(collection), inner.map(mapping))


typed_values = st.recursive(scalars, _containers, max_leaves=3).flatmap(
    lambda pair: st.tuples(st.just(pair[0]), pair[1])
)


def writable(value):
    """Return a value without the characters that XML cannot hold."""
    match value:
        case str():
            return type(value)(value) if isinstance(value, BondMode) else UNWRITABLE.sub("", value)
        case tuple():
            return tuple(map(writable, value))
        case dict():
            return {writable(key): writable(each) for key, each in value.items()}
        case _:
            return value


@given(typed_values)
def test_our_own_xml_reader_reads_what_was_written(pair):
    kind, value = pair
    raw = xml.parse_value_fragment(xml.encode_value_fragment(value, kind))
    assert values.decode(raw, kind) == writable(value)


@given(typed_values)
def test_the_standard_library_reads_our_xml(pair):
    kind, value = pair
    answer = xmlrpc.client.loads(xml.encode_success(value, kind), use_builtin_types=False)[0][0]
    assert answer["Status"] == "Success"
    assert values.decode(_from_peer(answer["Value"]), kind) == writable(value)


@given(st.lists(typed_values, max_size=3))
def test_we_read_the_xml_of_the_standard_library(pairs):
    written = [writable(value) for _, value in pairs]
    body = xmlrpc.client.dumps(tuple(map(_for_peer, written)), "a.b", allow_none=True).encode()
    method, args = xml.parse(body)
    assert method == "a.b"
    # A carriage return that its writer leaves bare is a line feed to every XML reader.
    expected = [_line_feeds(value) for value in written]
    assert [values.decode(raw, kind) for raw, (kind, _) in zip(args, pairs, strict=True)] == expected


@given(typed_values)
def test_json_both_ways(pair):
    kind, value = pair
    result = json.loads(jsonrpc.encode(Success(value, kind), REQUEST))["result"]
    assert values.decode(result, kind) == value
    asked = jsonrpc.parse(json.dumps({"method": "m", "params": [result], "id": 1}).encode())
    assert values.decode(asked.args[0], kind) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body):
    for parse in (xml.parse, jsonrpc.parse):
        try:
            parse(body)
        except xmlreader.Malformed:
            continue


TAGS = ("methodCall", "methodName", "params", "param", "value", "array", "data", "struct", "member", "name")
pieces = st.sampled_from([*TAGS, "string", "int", "nil", "double"]).flatmap(
    lambda tag: st.sampled_from([f"<{tag}>", f"</{tag}>", f"<{tag}/>"])
)


@given(st.lists(st.one_of(pieces, st.sampled_from(["x", "5", "&amp;", " "])), max_size=30))
def test_any_order_of_elements_is_read_or_refused(parts):
    try:
        method, args = xml.parse(f"<methodCall><methodName>m</methodName>{''.join(parts)}</methodCall>".encode())
    except xmlreader.Malformed:
        return
    assert isinstance(method, str)
    assert isinstance(args, list)


TAGGED = ["<param><value>", "</value></param>", "<string>", "</string>", "<value>", "</value>", "<params>", "<param/>"]
ODD = ["<?xml version='1.0'?>", "<![CDATA[x]]>", "<!-- x -->", "]]>", "&lt;", "\r", "\n", " ", "x", "\x01", "\u00e9"]
flat_pieces = st.sampled_from([*TAGGED, *ODD])


@given(st.text(max_size=3), st.lists(flat_pieces, max_size=12), st.sampled_from(["", "<?xml version='1.0'?>", " "]))
def test_the_short_cut_reads_what_the_parser_reads(name, parts, head):
    """Whatever it accepts, the parser accepts, and understands in the same way."""
    wrapped = ["".join(parts), f"<param><value>{''.join(parts)}</value></param>"]
    for inner in wrapped:
        body = f"{head}<methodCall><methodName>{name}</methodName><params>{inner}</params></methodCall>"
        found = xmlreader.read_flat(body.encode("utf-8", "replace"))
        if found is not None:
            document = xmlreader.read(body.encode("utf-8", "replace"))
            assert found == (document.method, document.params)


@given(st.lists(texts, max_size=4))
def test_the_short_cut_is_taken_for_plain_strings(strings):
    plain = [re.sub("[&<>\\]\r]", "", UNWRITABLE.sub("", text)) for text in strings]
    assert xmlreader.read_flat(xmlrpc.client.dumps(tuple(plain), "a.b").encode()) == ("a.b", plain)


@given(st.text())
def test_escaped_text_is_what_xml_can_hold(text):
    written = xml.escape(text)
    read = xml.parse_value_fragment(f"<value>{written}</value>")
    assert read == re.sub("[\ud800-\udfff]", "", UNWRITABLE.sub("", text))


@given(typed_values, typed_values)
def test_a_value_of_another_type_is_refused_or_right(first, second):
    """Whatever a decoder lets through has the type that it promises."""
    (kind, _), (_, value) = first, second
    raw = json.loads(json.dumps(_for_peer(value), default=str))
    try:
        decoded = values.decode(raw, kind)
    except values.BadValue:
        return
    assert values.decode(json.loads(jsonrpc.encode(Success(decoded, kind), REQUEST))["result"], kind) == decoded or (
        kind == types.FLOAT
    )


def _for_peer(value):
    """Return a value as a client writes it: big integers as text."""
    match value:
        case bool() | float():
            return value
        case int():
            return str(value)
        case str():
            return str(value)
        case datetime():
            return xmlrpc.client.DateTime(values.format_datetime(value))
        case tuple():
            return [_for_peer(each) for each in value]
        case dict():
            return {key: _for_peer(each) for key, each in value.items()}


def _from_peer(value):
    match value:
        case xmlrpc.client.DateTime():
            return value.value
        case list():
            return [_from_peer(each) for each in value]
        case dict():
            return {key: _from_peer(each) for key, each in value.items()}
        case _:
            return value


def _line_feeds(value):
    match value:
        case BondMode():
            return value
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n")
        case tuple():
            return tuple(map(_line_feeds, value))
        case dict():
            return {_line_feeds(key): _line_feeds(each) for key, each in value.items()}
        case _:
            return value
