"""Wire values to typed values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from toolstack.datamodel import types
from toolstack.datamodel.bond import BondMode
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import Secret
from toolstack.wire import values
from toolstack.wire.incoming import Origin, Transport
from toolstack.wire.values import BadValue, decode

MODE = types.Enumeration(BondMode)
STRINGS = types.Collection(types.STRING)
NOON = datetime(2024, 1, 31, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "kind", "expected"),
    [
        ("text", types.STRING, "text"),
        ("", types.STRING, ""),
        (5, types.INT, 5),
        ("5", types.INT, 5),
        ("-0007", types.INT, -7),
        ("0x1F", types.INT, 31),
        (2**63 - 1, types.INT, 2**63 - 1),
        ("-9223372036854775808", types.INT, -(2**63)),
        (True, types.BOOL, True),
        (1, types.FLOAT, 1.0),
        ("1.5", types.FLOAT, 1.5),
        ("inf", types.FLOAT, float("inf")),
        ("balance-slb", MODE, BondMode.BALANCE_SLB),
        ("Balance-SLB", MODE, BondMode.BALANCE_SLB),
        ("OpaqueRef:NULL", types.Reference("VM"), "OpaqueRef:NULL"),
        ("anything", types.Reference("VM"), "anything"),
        (["a", "b"], STRINGS, ("a", "b")),
        ([], STRINGS, ()),
        ({"1": "x"}, types.Mapped(types.INT, types.STRING), {1: "x"}),
        ({}, types.Mapped(types.STRING, types.STRING), {}),
        (NOON, types.DATETIME, NOON),
        ("20240131T12:00:00Z", types.DATETIME, NOON),
        ("2024-01-31T12:00:00Z", types.DATETIME, NOON),
        ("2024-01-31T12:00:00.25", types.DATETIME, NOON),
        ("20240131T12:00:00", types.DATETIME, NOON),
        ("20240131T14:00:00+02:00", types.DATETIME, NOON),
    ],
)
def test_what_is_accepted(raw, kind, expected):
    assert decode(raw, kind) == expected


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (5, types.STRING),
        (True, types.STRING),
        (None, types.STRING),
        (b"x", types.STRING),
        (True, types.INT),
        (1.0, types.INT),
        ("", types.INT),
        (" 5", types.INT),
        ("5.0", types.INT),
        ("\u0665", types.INT),
        (2**63, types.INT),
        ("9" * 10_000, types.INT),
        (1, types.BOOL),
        ("true", types.BOOL),
        (True, types.FLOAT),
        ("x", types.FLOAT),
        (10**400, types.FLOAT),
        ("balance", MODE),
        (1, MODE),
        (1, types.Reference("VM")),
        ("a", STRINGS),
        ({"a": "b"}, STRINGS),
        (["a", 1], STRINGS),
        ([["a", "b"]], types.Mapped(types.STRING, types.STRING)),
        ({"a": 1}, types.Mapped(types.STRING, types.STRING)),
        ({"x": "a"}, types.Mapped(types.INT, types.STRING)),
        ("20240131", types.DATETIME),
        ("20241331T12:00:00Z", types.DATETIME),
        (0, types.DATETIME),
        (None, types.Collection(types.STRING)),
    ],
)
def test_what_is_refused(raw, kind):
    with pytest.raises(BadValue) as caught:
        decode(raw, kind)
    error = caught.value.as_error()
    assert error.code == "INTERNAL_ERROR"
    assert error.params[0].startswith('Failure("')


def test_refusals_do_not_repeat_values():
    with pytest.raises(BadValue) as caught:
        decode(["hunter2"], types.SECRET)
    assert "hunter2" not in str(caught.value)


def test_secrets_are_marked():
    assert type(decode("x", types.SECRET)) is Secret


def _vif(**members):
    base = {"device": "0", "network": "n", "VM": "v", "MAC": "", "MTU": "1500", "other_config": {}}
    return base | {"qos_algorithm_type": "", "qos_algorithm_params": {}} | members


def test_constructor_arguments_get_the_defaults_of_their_fields():
    record = decode(_vif(), types.Structure("VIF"))
    assert record["MTU"] == 1500
    assert str(record["locking_mode"]) == "network_default"
    assert record["ipv4_allowed"] == ()


def test_members_that_nobody_knows_or_may_give_are_ignored():
    record = decode(_vif(nonsense="x", plugged=True), types.Structure("VIF"))
    assert "nonsense" not in record
    assert "plugged" not in record


def test_a_missing_required_member_is_named():
    given = _vif()
    del given["network"]
    with pytest.raises(BadValue, match="lacks network"):
        decode(given, types.Structure("VIF"))


def test_a_wrong_member_is_named():
    with pytest.raises(BadValue, match=r"VIF\.MTU"):
        decode(_vif(MTU=[]), types.Structure("VIF"))


@pytest.mark.parametrize("args", [["\ud800"], ["ok", ["x", "\udcff"]], [{"k": "\udcff"}], [{"\udcff": "v"}]])
def test_bad_text_is_found_anywhere(args):
    with pytest.raises(ApiError) as caught:
        values.check_text(args)
    assert caught.value.code == "INVALID_VALUE"


def test_good_text_passes():
    values.check_text(["é", ["\U0001f600"], {"ü": "\x01"}, 5, None])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (NOON, "20240131T12:00:00Z"),
        (datetime(1970, 1, 1), "19700101T00:00:00Z"),  # noqa: DTZ001 - what a careless caller may pass
        (NOON.astimezone(timezone(timedelta(hours=-3, minutes=-30))), "20240131T08:30:00-03:30"),
        (NOON.astimezone(timezone(timedelta(hours=2))), "20240131T14:00:00+02:00"),
    ],
)
def test_datetime_text(value, text):
    assert values.format_datetime(value) == text
    assert values.parse_datetime(text).utctimetuple() == value.utctimetuple()


@pytest.mark.parametrize(
    ("transport", "uid", "trusted"),
    [
        (Transport.UNIX, 0, True),
        (Transport.UNIX, 1000, False),
        (Transport.UNIX, None, False),
        (Transport.HTTP, 0, False),
        (Transport.TLS, None, False),
    ],
)
def test_only_root_on_the_unix_socket_is_trusted(transport, uid, trusted):
    assert Origin(transport, uid=uid).trusted is trusted
