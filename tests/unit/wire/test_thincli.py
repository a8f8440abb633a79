"""Frames against the bytes of the protocol's description, and receivers against everything else."""

import pytest

from toolstack.wire import thincli
from toolstack.wire.thincli import (
    GREETING,
    MESSAGES,
    Chunk,
    Debug,
    End,
    Error,
    Exit,
    Failed,
    HttpConnect,
    HttpGet,
    HttpPut,
    Load,
    Message,
    Ok,
    Print,
    PrintStderr,
    Prompt,
    ProtocolError,
    Receiver,
    VersionError,
    Wait,
    encode,
    parse,
)

WRITTEN = [
    (Print("get ok"), "12000000 09000000 00000000 06000000" + b"get ok".hex()),
    (Exit(0), "0c000000 09000000 04000000 00000000"),
    (
        PrintStderr("Authentication failed\n"),
        "22000000 09000000 10000000 16000000" + b"Authentication failed\n".hex(),
    ),
    (
        HttpGet("", "/getsource?task_id=x"),
        "24000000 09000000 0c000000 00000000 14000000" + b"/getsource?task_id=x".hex(),
    ),
    (Ok(), "08000000 0a000000 05000000"),
    (Failed(), "08000000 0a000000 06000000"),
    (Wait(), "08000000 0a000000 12000000"),
    (Chunk(4), "0c000000 0b000000 07000000 04000000"),
    (End(), "08000000 0b000000 08000000"),
    (Prompt(), "08000000 09000000 03000000"),
    (Load("f"), "0d000000 09000000 01000000 01000000 66"),
    (HttpPut("f", "/p"), "13000000 09000000 0d000000 01000000 66 02000000 2f70"),
    (Debug("d"), "0d000000 09000000 0f000000 01000000 64"),
    (HttpConnect("/c"), "0e000000 09000000 11000000 02000000 2f63"),
    (
        Error("C", ("a", "é")),
        "1c000000 09000000 0e000000 01000000 43 02000000 01000000 61 02000000 c3a9",
    ),
]


def test_the_greeting_is_the_documented_one():
    assert GREETING.hex() == "58656e536f75726365207468696e20434c492070726f746f636f6c0000000002000000"
    assert len(GREETING) == 35


@pytest.mark.parametrize(("message", "written"), WRITTEN, ids=lambda value: type(value).__name__)
def test_frames_are_the_documented_bytes(message, written):
    frame = bytes.fromhex(written)
    assert encode(message).hex(" ", 4) == frame.hex(" ", 4)
    assert parse(frame[4:]) == message


def test_every_message_is_written_above():
    assert {type(message) for message, _ in WRITTEN} == set(MESSAGES.values())
    assert set(MESSAGES.values()) == set(Message.__subclasses__())


def test_the_short_way_to_print_writes_the_same():
    assert thincli.print_frame("naïve\n") == encode(Print("naïve\n"))


@pytest.mark.parametrize(("status", "last"), [(-1, "ffffffff"), (256, "00010000"), (2**32 + 3, "03000000")])
def test_every_status_can_be_sent(status, last):
    assert encode(Exit(status)).hex()[-8:] == last


def test_bytes_that_are_no_utf8_survive():
    raw = b"\x00\xff\xfe"
    text = raw.decode("utf-8", "surrogateescape")
    assert parse(encode(Print(text))[4:]) == Print(text)
    assert encode(Print(text)).endswith(raw)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_a_conversation_in_pieces_of_any_size(size):
    sent = [Print("a"), Ok(), Chunk(5), b"\x00\x01\x02\x03\x04", End(), Chunk(0), End(), Exit(3)]
    data = GREETING + b"".join(each if isinstance(each, bytes) else encode(each) for each in sent)
    receiver = Receiver(100)
    got = []
    for start in range(0, len(data), size):
        receiver.feed(data[start : start + size])
        while (event := receiver.next()) is not None:
            if isinstance(event, bytes) and got and isinstance(got[-1], bytes):
                got[-1] += event
            else:
                got.append(event)
    assert got == sent
    assert receiver.version == (0, 2)


def test_any_minor_version_is_taken():
    receiver = Receiver(100)
    receiver.feed(thincli.MAGIC + bytes.fromhex("0000000003000000"))
    assert receiver.version == (0, 3)


def test_another_major_version_is_not():
    with pytest.raises(VersionError) as caught:
        Receiver(100).feed(thincli.MAGIC + bytes.fromhex("0100000000000000"))
    assert caught.value.version == (1, 0)


def test_what_came_instead_of_a_greeting_is_kept():
    receiver = Receiver(100)
    receiver.feed(b"Xen")
    assert receiver.started == b"Xen"
    with pytest.raises(ProtocolError):
        receiver.feed(b"HTTP")
    assert receiver.started == b"XenHTTP"


@pytest.mark.parametrize(
    "frame",
    [
        "ffffffff",  # a negative length
        "65000000",  # longer than the limit
        "00000000",  # no kind
        "04000000 09000000",  # no tag
        "08000000 09000000 02000000",  # a tag that is nobody's
        "08000000 0c000000 00000000",  # a kind that is nobody's
        "08000000 09000000 00000000",  # no string
        "0c000000 09000000 00000000 ffffffff",  # a string of negative length
        "0c000000 09000000 00000000 01000000",  # a string that is not there
        "0d000000 0a000000 05000000 00000000 00",  # more than belongs there
        "0c000000 0b000000 07000000 ffffffff",  # a chunk of negative length
        "11000000 09000000 0e000000 01000000 43 ffffff7f",  # a list that is not there
    ],
)
def test_nonsense_is_told_from_messages(frame):
    with pytest.raises(ProtocolError):
        Receiver(100, greeted=True).feed(bytes.fromhex(frame))


def test_messages_before_nonsense_are_not_lost():
    receiver = Receiver(100, greeted=True)
    with pytest.raises(ProtocolError):
        receiver.feed(encode(Ok()) + b"\xff\xff\xff\xff")
    assert receiver.next() == Ok()


def test_arguments_are_counted():
    with pytest.raises(TypeError):
        Exit()
