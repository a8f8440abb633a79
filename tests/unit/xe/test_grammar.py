"""Arguments to commands, as the description of the grammar has them."""

import pytest

from toolstack.xe.error import BadSyntax, CommandFailed, ParameterMissing
from toolstack.xe.grammar import boolean, join, number, parse, split_body


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        (["c"], ()),
        (["c", "--force"], (("force", "true"),)),
        (["c", "--force=true"], (("force=true", "true"),)),
        (["c", "--"], (("", "true"),)),
        (["c", "-u", "me", "-pw", "-x", "-s", "h", "-p", "1"],
         (("username", "me"), ("password", "-x"), ("server", "h"), ("port", "1"))),
        (["c", "-h", "a=b"], (("server", "a=b"),)),
        (["c", "a=b=c"], (("a", "b=c"),)),
        (["c", "a="], (("a", ""),)),
        (["c", "=b"], (("", "b"),)),
        (["c", "word"], (("word", ""),)),
        (["c", ""], (("", ""),)),
        (["c", "a=1", "a=2"], (("a", "1"), ("a", "2"))),
        (["c", "other-config:a=b"], (("other-config:a", "b"),)),
    ],
)  # fmt: skip
def test_forms(words, pairs):
    assert parse(words).pairs == pairs


@pytest.mark.parametrize("words", [[], ["a=b"], ["="], ["c", "-x", "1"], ["c", "-u"], ["c", "-"], ["c", "-uroot"]])
def test_syntax_errors(words):
    with pytest.raises(BadSyntax) as caught:
        parse(words)
    assert caught.value.lines() == ["Syntax error: ", "For usage run: 'xe help'"]


def test_a_switch_may_be_the_name_of_a_command_that_nobody_knows():
    assert parse(["--minimal"]).command == "--minimal"


def test_the_first_of_a_repeated_key_counts():
    arguments = parse(["c", "a=1", "a=2"])
    assert arguments.get("a") == "1"
    assert arguments.require("a") == "1"
    with pytest.raises(ParameterMissing) as caught:
        arguments.require("A")
    assert caught.value.lines() == ["Required parameter not found: A", "For usage run: 'xe help'"]


@pytest.mark.parametrize("text", ["true", "t", "YES", "y", "1", "True"])
def test_true(text):
    assert boolean("x", text) is True


@pytest.mark.parametrize("text", ["false", "F", "no", "n", "0"])
def test_false(text):
    assert boolean("x", text) is False


def test_what_is_no_boolean():
    with pytest.raises(CommandFailed) as caught:
        boolean("force", "foo")
    expected = "Expected 'true','t','yes','y','1','false','f','no','n','0' got foo"
    assert caught.value.lines() == [f"Error: Failed to parse parameter 'force': {expected}"]


def test_flags_that_are_absent():
    assert parse(["c"]).flag("force") is False
    assert parse(["c"]).flag("managed", default=True) is True


def test_maps_key_by_key():
    arguments = parse(["c", "args:a=1", "args-b=2", "args:a=3", "args=4", "argsx:c=5"])
    assert arguments.mapping("args") == {"a": "1", "b": "2"}


def test_what_is_left_of_the_standard_parameters():
    arguments = parse(["c", "username=a", "--all", "params=x", "a=b", "message-priority=1"])
    assert arguments.others("params") == (("a", "b"),)


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("-7", -7), ("0x1F", 31), ("0b11", 3), ("0o17", 15), ("007", 7), (str(2**63 - 1), 2**63 - 1)],
)
def test_numbers(text, value):
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "-", "x", "1.0", " 1", "٣", "1_000", "--1", "+1", str(2**63), "9" * 5000, "0x"])
def test_what_is_no_number(text):
    assert number(text) is None


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (b"", []),
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\n\nb", ["a", "", "b"]),
        (b"a=\xff", ["a=\udcff"]),
    ],
)
def test_bodies(body, lines):
    assert split_body(body) == lines


def test_one_line_for_scripts():
    assert join(["a,b", "c\\d", ""]) == "a\\,b,c\\\\d,"
