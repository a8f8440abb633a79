"""JSON-RPC documents."""

from __future__ import annotations

import json

import pytest

from toolstack.datamodel import catalog, types
from toolstack.datamodel.bond import BondMode
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import EMPTY_VALUES, EPOCH, Ref, Secret
from toolstack.wire import jsonrpc as codec
from toolstack.wire.incoming import Failure, Success
from toolstack.wire.jsonrpc import Malformed, Request
from toolstack.wire.values import Shared, check_text

ONE, TWO = Request(1, 7, "m", []), Request(2, "id", "m", [])


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"method": "m", "params": ["s"], "id": 1}, Request(1, 1, "m", ["s"])),
        ({"jsonrpc": "2.0", "method": "m", "params": ["s"], "id": "x"}, Request(2, "x", "m", ["s"])),
        ({"jsonrpc": "2.0", "method": "m", "id": 1}, Request(2, 1, "m", [])),
        ({"jsonrpc": "2.0", "method": "m", "params": None, "id": 1}, Request(2, 1, "m", [])),
        ({"jsonrpc": "2.0", "method": "m", "params": {"a": 1}, "id": 1}, Request(2, 1, "m", [{"a": 1}])),
    ],
)
def test_requests(document, expected):
    assert codec.parse(json.dumps(document).encode()) == expected


@pytest.mark.parametrize(
    "document",
    [
        "",
        "{",
        "[]",
        "5",
        "null",
        [{"method": "m", "params": [], "id": 1}],
        {"method": "m", "params": [], "id": None},
        {"method": "m", "params": []},
        {"method": "m", "params": [], "id": True},
        {"method": "m", "params": [], "id": 1.5},
        {"method": 5, "params": [], "id": 1},
        {"params": [], "id": 1},
        {"method": "m", "id": 1},
        {"method": "m", "params": None, "id": 1},
        {"method": "m", "params": {}, "id": 1},
        {"jsonrpc": "1.0", "method": "m", "params": [], "id": 1},
        {"jsonrpc": None, "method": "m", "params": [], "id": 1},
        {"jsonrpc": "2.0", "method": "m", "params": "x", "id": 1},
        '{"method": "m", "params": [NaN], "id": 1}',
        '{"method": "m", "params": [Infinity], "id": 1}',
        '{"method": "m", "params": [' + "[" * 100_000 + "]" * 100_000 + '], "id": 1}',
        '{"method": "m", "params": [' + "[" * 100 + "]" * 100 + '], "id": 1}',
        '{"method": "m", "params": [' + '{"a":' * 100 + "1" + "}" * 100 + '], "id": 1}',
    ],
)
def test_what_is_no_request_is_refused(document):
    with pytest.raises(Malformed):
        codec.parse((document if isinstance(document, str) else json.dumps(document)).encode())


def test_many_values_are_not_deep_ones():
    body = json.dumps({"method": "m", "params": [[[]]] * 1000, "id": 1}).encode()
    assert len(codec.parse(body).args) == 1000


@pytest.mark.parametrize("text", [b'"a\xffb"', b'"\xed\xa0\x80"', b'"\\ud800"', b'{"k": ["\xff"]}'])
def test_broken_utf_8_is_kept_for_the_dispatcher_to_refuse(text):
    args = codec.parse(b'{"method": "m", "params": [' + text + b'], "id": 1}').args
    with pytest.raises(ApiError):
        check_text(args)


def test_big_integers_are_exact():
    assert codec.parse(b'{"method": "m", "params": [9007199254740993], "id": 1}').args == [9007199254740993]


def _result(value, kind, request=TWO):
    return json.loads(codec.encode(Success(value, kind), request))["result"]


def test_envelopes():
    assert json.loads(codec.encode(Success(1, types.INT), ONE)) == {"result": 1, "error": None, "id": 7}
    assert json.loads(codec.encode(Success(1, types.INT), TWO)) == {"jsonrpc": "2.0", "result": 1, "id": "id"}
    failure = Failure(("CODE", "a", "b"))
    assert json.loads(codec.encode(failure, ONE)) == {"result": None, "error": ["CODE", "a", "b"], "id": 7}
    assert json.loads(codec.encode(failure, TWO)) == {
        "jsonrpc": "2.0",
        "error": {"code": 1, "message": "CODE", "data": ["a", "b"]},
        "id": "id",
    }


@pytest.mark.parametrize("request_", [ONE, TWO])
def test_early_failures_have_their_own_shape(request_):
    answer = json.loads(codec.encode(Failure(("CODE", "a"), early=True), request_))
    assert answer == {"jsonrpc": "2.0", "error": ["CODE", "a"], "id": 0}


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (Ref("OpaqueRef:1"), types.Reference("VM"), "OpaqueRef:1"),
        (Secret("x"), types.SECRET, "x"),
        (BondMode.LACP, types.Enumeration(BondMode), "lacp"),
        (2**63 - 1, types.INT, 2**63 - 1),
        (1, types.FLOAT, 1.0),
        (EPOCH, types.DATETIME, "19700101T00:00:00Z"),
        (None, types.VOID, ""),
        ((Ref("a"),), types.Collection(types.Reference("VM")), ["a"]),
        ({1: "x"}, types.Mapped(types.INT, types.STRING), {"1": "x"}),
        (
            {"d": EPOCH},
            types.Mapped(types.STRING, types.DATETIME),
            {"d": "19700101T00:00:00Z"},
        ),
        ({"a": [1, Ref("r"), EPOCH]}, types.ANY, {"a": [1, "r", "19700101T00:00:00Z"]}),
    ],
)
def test_results(value, kind, expected):
    assert _result(value, kind) == expected


def test_floats_do_not_look_like_integers():
    assert b'"result":5.0' in codec.encode(Success(5, types.FLOAT), TWO)


def _record(name):
    cls = catalog.CLASSES[name]
    return {key: EMPTY_VALUES[cls].get(key, ()) for key in cls.info.shown}


@pytest.mark.parametrize("name", ["VIF", "PIF", "network", "VM", "host", "pool", "task", "session"])
def test_records_hold_what_is_shown_and_nothing_else(name):
    record = _record(name) | {"plugged": True, "no_such_field": "x"}
    info = catalog.CLASSES[name].info
    assert set(_result(record, types.Structure(name))) == {key for key in info.shown if info.fields[key].on_wire}


def test_shared_records_are_rendered_once():
    made = []
    shared = Shared(types.Structure("VIF"), {}, lambda: made.append(1) or _record("VIF"))
    kind = types.Mapped(types.Reference("VIF"), types.Structure("VIF"))
    first = _result({"OpaqueRef:1": shared}, kind)
    assert _result({"OpaqueRef:1": shared}, kind) == first == _result({"OpaqueRef:1": _record("VIF")}, kind)
    assert _result({"events": [shared]}, types.ANY)["events"] == [first["OpaqueRef:1"]]
    assert made == [1]


def test_an_error_may_repeat_what_was_not_utf_8():
    assert b"CODE" in codec.encode(Failure(("CODE", "a\udcffb")), TWO)
