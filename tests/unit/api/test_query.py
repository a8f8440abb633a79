from __future__ import annotations

import pytest

from toolstack.api.query import compile_filter, stored_text
from toolstack.datamodel import types
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import EPOCH, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import Transaction


@pytest.fixture
def snapshot() -> Snapshot:
    tx = Transaction(Snapshot())
    network = tx.insert(
        Network(uuid="n-1", name_label="net", MTU=1500, bridge="xenbr0", tags=("a", "it's"), other_config={"k": "v"}),
        Ref("OpaqueRef:net"),
    )
    tx.insert(Pif(uuid="p-1", device="eth0", VLAN=-1, network=network, physical=True), Ref("OpaqueRef:pif"))
    return tx.snapshot()


def selects(snapshot: Snapshot, expression: str, cls=Network, ref="OpaqueRef:net") -> bool:
    return compile_filter(cls, expression)(snapshot.row(cls, ref), snapshot)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("true", True),
        ("false", False),
        ('field "name__label" = "net"', True),
        ('field"name__label"="net"', True),
        ('"net" = field "name__label"', True),
        ('"a" = "a"', True),
        ('field "bridge" = field "bridge"', True),
        ('field "MTU" = "1500"', True),
        ('field "managed" = "true"', True),
        ('field "_ref" = "OpaqueRef:net"', True),
        ('field "uuid" = "N-1"', False),
        ("field \"tags\" = \"('a' 'it\\'s')\"", True),
        ("field \"other_config\" = \"(('k' 'v'))\"", True),
        ('field "PIFs" = "(\'OpaqueRef:pif\')"', True),
        ('field "VIFs" = "()"', True),
        # and and or bind equally, from the left
        ("true or true and false", False),
        ("false and true or true", True),
        ("true or (true and false)", True),
        # not takes everything that follows
        ("not true and false", True),
        ("not false or true", False),
        ("not (true) and false", True),
        ("(not true) and false", False),
        ("true and not false and false", True),
        ("not not true", True),
    ],
)
def test_expressions(snapshot, expression, expected):
    assert selects(snapshot, expression) is expected


def test_columns_of_nova(snapshot):
    assert selects(snapshot, 'field "device" = "eth0" and field "VLAN" = "-1"', Pif, "OpaqueRef:pif")


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "field",
        'field "a"',
        'field "MTU" =',
        'field "MTU" == "1"',
        "'a' = 'b'",
        "TRUE",
        "true true",
        "(true",
        "true)",
        "trueand false",
        'not "a" = "unclosed',
        "and true",
        "((((" * 100,
        "not " * 1000 + "true",
    ],
)
def test_syntax_errors(expression):
    with pytest.raises(ApiError) as caught:
        compile_filter(Network, expression)
    assert caught.value.code == "INVALID_VALUE"
    assert caught.value.params[0] == expression


@pytest.mark.parametrize("column", ["name_label", "nonsense", ""])
def test_unknown_columns(column):
    with pytest.raises(ApiError) as caught:
        compile_filter(Network, f'field "{column}" = "x"')
    assert caught.value.code == "INTERNAL_ERROR"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (types.BOOL, True, "true"),
        (types.INT, -1, "-1"),
        (types.FLOAT, 0.5, "0.5"),
        (types.DATETIME, EPOCH, "19700101T00:00:00Z"),
        (types.Reference("PIF"), "", "OpaqueRef:NULL"),
        (types.Collection(types.STRING), (), "()"),
        (types.Mapped(types.STRING, types.INT), {"a": 1, "b": 2}, "(('a' '1') ('b' '2'))"),
        (types.Collection(types.STRING), ("back\\slash",), "('back\\\\slash')"),
    ],
)
def test_stored_text(kind, value, text):
    assert stored_text(kind, value) == text
