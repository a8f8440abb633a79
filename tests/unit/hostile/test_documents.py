"""Bodies made to hurt: whatever is in them, the answer is clean and memory stays where it was."""

from __future__ import annotations

import json

import pytest
from raw_client import failure, text

MIB = 2**20
HEAD = "<methodCall><methodName>network.get_all</methodName><params>"
TAIL = "</params></methodCall>"

ATTRIBUTES = " ".join(f'a{n}=""' for n in range(20_000))


def repeated(number: int) -> str:
    return f"&l{number - 1};" * 10


LAUGHS = "".join(f"<!ENTITY l{n} '{repeated(n)}'>" for n in range(1, 10))
BOMBS = {
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>{HEAD}<param><value>&l9;</value></param>{TAIL}',
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>{HEAD}<param><value>{"&a;" * 40_000}',
    "a file": f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{HEAD}<param><value>&f;</value></param>{TAIL}',
    "another server": f'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">{HEAD}{TAIL}',
    "a parameter entity": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero">%p;]>{HEAD}{TAIL}',
    "an undeclared entity": f"{HEAD}<param><value>&nosuch;</value></param>{TAIL}",
    "attributes": f"<methodCall {ATTRIBUTES}>{HEAD}{TAIL}",
    "one attribute twice": "<methodCall a='1' a='2'></methodCall>",
    "a name without end": f"<{'x' * 250_000}",
    "instructions": "<?x y?>" * 40_000,
    "comments": "<!-- x -->" * 25_000,
    "nested arrays": f"{HEAD}<param>{'<value><array><data>' * 12_000}",
    "nested structs": f"{HEAD}<param>{'<value><struct><member><name>a</name>' * 7_000}",
    "nested nonsense": "<a>" * 90_000,
}


@pytest.mark.parametrize("what", BOMBS)
def test_documents_that_are_refused(target, what):
    body = BOMBS[what].encode()[: 300 * 1024]
    with target.bounded(24 * MIB):
        for _ in range(5):
            assert target.raw.request("POST", "/", body).status == 500


@pytest.mark.parametrize(
    "body",
    ["[" * 100_000, '{"a":' * 60_000, '{"method":"x","id":1,"params":' + "[" * 100_000 + "]" * 100_000 + "}",
     '{"method":"x","id":' + "9" * 250_000 + ',"params":[]}', '"' + "\\u0000" * 40_000,
     '{"method":"x","id":1,"params":[1e' + "9" * 100_000 + "]}"],
)  # fmt: skip
def test_json_that_is_refused(target, body):
    with target.bounded(32 * MIB):
        for _ in range(5):
            answer = target.raw.request("POST", "/jsonrpc", body.encode())
            assert answer.status == 500 or b'"error"' in answer.body


def test_many_small_things(target):
    """Within the limit of size: as many values as fit."""
    number = 300 * 1024 // len("<value/>") - 200
    arrays = f"<param><value><array><data>{'<value/>' * number}</data></array></value></param>"
    with target.bounded(48 * MIB):
        for _ in range(5):
            answer = target.raw.xml("network.set_tags", f"<param>{text('x')}</param><param>{text('x')}</param>{arrays}")
            assert failure(answer.text)[0] == "SESSION_INVALID"


def test_repeated_keys(target):
    members = "<member><name>k</name><value>v</value></member>" * 6_000
    with target.bounded(24 * MIB):
        answer = target.raw.answer("network.create", f"<value><struct>{members}</struct></value>")
        assert failure(answer)[0] == "INTERNAL_ERROR"


@pytest.mark.parametrize("expression", ["(" * 100_000, "not " * 60_000, "true and " * 30_000, '"' + "x" * 200_000])
def test_expressions(target, expression):
    with target.bounded(32 * MIB):
        found = target.raw.failure("network.get_all_where", text(expression))
        assert found[0] == "INVALID_VALUE"


WRONG = ["<nil/>", "<base64>AAAA</base64>", "<int>99999999999999999999999</int>", "<boolean>1</boolean>",
         "<double>nan</double>", "<double>1e999</double>", "<dateTime.iso8601>99999999T99:99:99</dateTime.iso8601>",
         "<struct></struct>", "<array><data></data></array>", "\x7f", "\u202e\ufeff"]  # fmt: skip


@pytest.mark.parametrize("value", WRONG)
@pytest.mark.parametrize(
    "method", ["network.set_MTU", "network.set_tags", "event.from", "session.logout", "Bond.create"]
)
def test_wrong_values_in_any_place(target, method, value):
    for position in range(4):
        values = [text("x")] * 4
        values[position] = f"<value>{value}</value>"
        answer = target.raw.xml(method, "".join(f"<param>{each}</param>" for each in values))
        assert answer.status in {200, 500}
        if answer.status == 200:
            assert failure(answer.text)


@pytest.mark.parametrize("piece", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\x80", b"\x80\x80"])
def test_broken_utf_8(target, piece):
    body = HEAD.encode() + b"<param><value>" + piece + b"</value></param>" + TAIL.encode()
    assert failure(target.raw.request("POST", "/", body).text)[0] == "INVALID_VALUE"
    body = b'{"method":"network.get_all","id":1,"params":["' + piece + b'"]}'
    assert json.loads(target.raw.request("POST", "/jsonrpc", body).body)["error"][0] == "INVALID_VALUE"
    for spot in (b"<methodCall><methodName>" + piece, HEAD.encode() + b"<" + piece + b"/>", piece):
        assert target.raw.request("POST", "/", spot).status == 500


def test_a_body_that_is_announced_too_long_is_not_read(target):
    sent = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"
    with target.bounded(8 * MIB), target.connect() as sock:
        sock.sendall(sent)
        assert sock.recv(4096).startswith(b"HTTP/1.1 500 ")


@pytest.mark.parametrize("size", [1, 1000, 60_000])
def test_chunks_without_end(target, size):
    chunk = b"%x\r\n%s\r\n" % (size, b"x" * size)
    with target.bounded(24 * MIB), target.connect() as sock:
        sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        received = b""
        try:
            for _ in range(40 * MIB // len(chunk)):
                sock.sendall(chunk * (1 + 5000 // size))
        except OSError:
            pass
        else:
            raise AssertionError("it took everything")
        try:
            received = sock.recv(4096)
        except OSError:
            received = b"HTTP/1.1 500 "  # reset before the answer could be read
        assert received.startswith(b"HTTP/1.1 500 ")
