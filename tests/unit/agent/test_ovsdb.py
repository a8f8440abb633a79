import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolstack.agent import ovs_row
from toolstack.agent.ovsdb import Splitter

TEXTS = st.lists(st.text(alphabet='{}"\\ab,', max_size=12), min_size=1, max_size=6)


@given(TEXTS, st.data())
def test_a_stream_falls_into_its_objects_however_it_is_cut(texts, data):
    stream = b"".join(msgspec.json.encode({"id": text, "result": {"in": {text: [{}]}}}) for text in texts)
    splitter, found, position = Splitter(), [], 0
    while position < len(stream):
        size = data.draw(st.integers(1, len(stream) - position))
        found += splitter.feed(stream[position : position + size])
        position += size
    assert [message.id for message in found] == texts


def test_what_is_no_json_is_an_error():
    with pytest.raises(msgspec.DecodeError):
        Splitter().feed(b'{"id": nonsense}')


def test_a_row_is_parsed_by_its_columns_types():
    row = ovs_row.parse(
        "Port",
        "u",
        {
            "name": "xapi1", "interfaces": ["set", [["uuid", "a"], ["uuid", "b"]]], "tag": 7, "trunks": ["set", [3, 1]],
            "fake_bridge": True, "mac": ["set", []], "bond_mode": "balance-slb", "lacp": ["set", []], "bond_updelay": 0,
            "bond_downdelay": 0, "bond_active_slave": ["set", []], "external_ids": ["map", [["k", "v"]]],
            "other_config": ["map", []],
        },
    )  # fmt: skip
    assert (row.interfaces, row.tag, row.trunks) == (("a", "b"), 7, (1, 3))
    assert (row.mac, row.bond_mode, row.external_ids) == (None, "balance-slb", {"k": "v"})


def test_single_members_of_sets_come_bare():
    assert ovs_row._members(5) == (5,)
    assert ovs_row._row_ids(["uuid", "a"]) == ("a",)


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (None, ["set", []]),
        ((1, 2), ["set", [1, 2]]),
        ({"b": "1", "a": "2"}, ["map", [["a", "2"], ["b", "1"]]]),
        ("x", "x"),
    ],
)
def test_values_as_the_database_wants_them(value, wire):
    assert ovs_row.wire(value) == wire
