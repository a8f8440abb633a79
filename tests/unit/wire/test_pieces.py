"""Large answers are written in pieces, which together are what would have been written at once."""

from __future__ import annotations

import pytest

from toolstack.datamodel import types
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.model import EMPTY_VALUES
from toolstack.wire import jsonrpc, xmlrpc
from toolstack.wire.incoming import Failure, Success
from toolstack.wire.values import Shared

KIND = types.Mapped(types.Reference("network"), types.Structure("network"))


def records(count: int) -> dict[str, object]:
    cls = CLASSES["network"]
    empty = {key: EMPTY_VALUES[cls].get(key, ()) for key in cls.info.shown}
    made = {f"OpaqueRef:<{number}>": empty | {"name_label": f"<&{number}>"} for number in range(count)}
    shared = {ref: Shared(KIND.value, {}, record.copy) for ref, record in list(made.items())[::2]}
    return made | shared


@pytest.mark.parametrize("count", [0, 1, xmlrpc.PIECE, xmlrpc.PIECE + 1, 3 * xmlrpc.PIECE])
def test_the_same_bytes(count):
    outcome = Success(records(count), KIND)
    assert xmlrpc.is_many(outcome) is (count > xmlrpc.PIECE)
    pieces = list(xmlrpc.encode_in_pieces(outcome))
    assert b"".join(pieces) == xmlrpc.encode(outcome)
    assert (len(pieces) > 1) is xmlrpc.is_many(outcome)
    for version, number in ((1, 7), (2, "x")):
        request = jsonrpc.Request(version, number, "network.get_all_records", [])
        assert b"".join(jsonrpc.encode_in_pieces(outcome, request)) == jsonrpc.encode(outcome, request)


def test_what_is_not_many_is_one_piece():
    for outcome in (
        Failure(("CODE",)),
        Success("x", types.STRING),
        Success(("x",) * 5000, types.Collection(types.STRING)),
    ):
        assert not xmlrpc.is_many(outcome)
        assert list(xmlrpc.encode_in_pieces(outcome)) == [xmlrpc.encode(outcome)]
        request = jsonrpc.Request(2, 1, "m", [])
        assert list(jsonrpc.encode_in_pieces(outcome, request)) == [jsonrpc.encode(outcome, request)]
