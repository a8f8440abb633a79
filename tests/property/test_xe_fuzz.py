"""Whatever a client sends, the server stays; whatever is typed, a command ends in one of the known ways."""

from __future__ import annotations

import asyncio
import contextlib
import struct

import pytest_asyncio
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.support.cli_client import GREETING, converse, request
from tests.support.cli_recorder import ran
from tests.support.cli_server import free_port, running
from toolstack.wire.thincli import MESSAGES, Message, ProtocolError, Receiver, encode
from toolstack.xe.catalog import commands
from toolstack.xe.error import BadSyntax
from toolstack.xe.grammar import join, parse
from toolstack.xe.printer import layout
from toolstack.xe.table import tables

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
ARGUMENTS = {"s": TEXT, "i": st.integers(0, 2**31 - 1), "l": st.lists(TEXT, max_size=4).map(tuple)}


@st.composite
def messages(draw) -> Message:
    kind = draw(st.sampled_from([each for each in MESSAGES.values() if each.__name__ != "Chunk"]))
    return kind(*(draw(ARGUMENTS[letter]) for letter in kind.layout))


@given(st.lists(messages(), max_size=8), st.integers(1, 50))
def test_messages_survive_the_wire_in_any_pieces(sent, size):
    data = GREETING + b"".join(map(encode, sent))
    receiver = Receiver(100_000)
    for start in range(0, len(data), size):
        receiver.feed(data[start : start + size])
    got = []
    while (event := receiver.next()) is not None:
        got.append(event)
    assert got == sent


@given(st.binary(max_size=200), st.integers(1, 20))
def test_any_bytes_are_messages_or_a_protocol_error(data, size):
    receiver = Receiver(1000, greeted=True)
    with contextlib.suppress(ProtocolError):
        for start in range(0, len(data), size):
            receiver.feed(data[start : start + size])


FIELDS = sorted({column for table in tables().values() for column in table.columns})
KEYS = st.one_of(
    st.sampled_from(["uuid", "params", "param-name", "param-key", "vm", "host", "class", "mode", "other-config:a"]),
    st.sampled_from(FIELDS),
    TEXT,
)
WORDS = st.one_of(
    st.tuples(KEYS, TEXT).map("=".join),
    TEXT,
    TEXT.map(lambda text: f"--{text}"),
    st.sampled_from(["--minimal", "--force", "--multiple", "--all", "-u", "-pw", "force=1", "vlan=5", "device=0"]),
)


@given(st.lists(WORDS, max_size=8))
def test_arguments_parse_or_are_a_syntax_error(words):
    try:
        arguments = parse(words)
    except BadSyntax:
        return
    assert arguments.command == words[0]
    assert len(arguments.pairs) <= len(words) - 1


RECORDS = st.lists(st.tuples(st.text(min_size=1, max_size=20), TEXT), min_size=1, max_size=8)


@given(RECORDS)
def test_values_stand_under_each_other(record):
    text = layout(record)
    assert text.endswith("\n\n")
    width = 4 + max(len(label) for label, _ in record)
    for label, value in record[1:]:
        assert f"{label.rjust(width)}: {value}" in text
    assert text.startswith(f"{record[0][0].ljust(width)}: {record[0][1]}")


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_lines_for_scripts_can_be_taken_apart_again(items):
    found, word, letters = [], "", iter(join(items))
    for letter in letters:
        if letter == "\\":
            word += next(letters)
        elif letter == ",":
            found.append(word)
            word = ""
        else:
            word += letter
    assert [*found, word] == items


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.sampled_from(sorted(set(commands()) - {"event-wait"})), st.lists(WORDS, max_size=6), st.booleans())
def test_no_command_is_surprised_by_its_arguments(name, words, complete):
    """Every command with any arguments ends with a status, and never with an error that nobody expected."""
    required = [f"{key}=5" for key in commands()[name].required] if complete else []
    status, paper, _ = asyncio.run(ran(name, *required, *words))
    assert status in {0, 1}
    assert "unforeseen" not in paper.err, [name, *required, *words]


@pytest_asyncio.fixture(loop_scope="function")
async def server(tmp_path):
    async with running(tmp_path, (0, free_port())) as started:
        yield started


BYTES = st.one_of(
    st.binary(max_size=60),
    messages().map(encode),
    st.builds(lambda n, data: struct.pack("<i", n) + data, st.integers(-10, 2000), st.binary(max_size=40)),
)


async def test_broken_clients_cost_their_connections_only(server):
    """Random conversations on one server, which answers properly in the end."""

    async def rude(lines: list[str], data: list[bytes]) -> None:
        reader, writer = await asyncio.open_unix_connection(server.socket)
        with contextlib.suppress(ConnectionError):
            writer.write(request(lines))
            for piece in data:
                writer.write(piece)
            writer.write_eof()
            await reader.read()
        writer.close()

    conversations: list[tuple[list[str], list[bytes]]] = []

    @settings(max_examples=150, database=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.one_of(WORDS, st.sampled_from(["network-list", "pif-list", "host-forget"])), max_size=5),
        st.booleans(),
        st.lists(BYTES, max_size=5),
    )
    def collect(lines, greets, data):
        conversations.append((lines, [GREETING, *data] if greets else data))

    collect()
    for lines, data in conversations:
        if not any(line.startswith("event-wait") for line in lines):
            await rude(lines, data)
    reader, writer = await asyncio.open_unix_connection(server.socket)
    outcome = await converse(reader, writer, ["host-list", "--minimal", "username=root", "password=null"])
    assert (outcome.status, len(outcome.out)) == (0, 37)
