"""Connections made to hurt: slow, many, half-closed, contradictory."""

from __future__ import annotations

import socket
import struct
from contextlib import ExitStack

import pytest
from raw_client import RawClient, failure, text

MIB = 2**20
CALL = b"<methodCall><methodName>system.isAlive:x</methodName>"
CALL += b"<params><param><value>v</value></param></params></methodCall>"


def until_closed(sock: socket.socket) -> bytes:
    received = b""
    try:
        while piece := sock.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received


SLOW = {
    "says nothing": b"",
    "half a request line": b"POST / HT",
    "a header that does not end": b"POST / HTTP/1.1\r\nHost: x\r\nX-A: ",
    "a body that does not come": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n<metho",
    "a chunk that does not come": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
}


@pytest.mark.parametrize("what", SLOW)
def test_those_who_say_no_more_are_let_go(target, what):
    """The server ends them by its own clock; others are served before, during and after."""
    with ExitStack() as stack, target.bounded(24 * MIB):
        socks = [stack.enter_context(target.connect()) for _ in range(50)]
        for sock in socks:
            sock.sendall(SLOW[what])
        assert target.others_are_served()
        for sock in socks:
            received = until_closed(sock)
            assert received == b"" or received.startswith(b"HTTP/1.1 408 ")


CONTRADICTIONS = {
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
    "length and chunks": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "a length that is none": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "a length with a sign": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\n",
    "a space before the colon": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length : 5\r\n\r\n",
    "a folded header": b"POST / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\nContent-Length: \r\n 5\r\n\r\n",
    "a NUL in a header": b"POST / HTTP/1.1\r\nHost: x\0y\r\nContent-Length: 0\r\n\r\n",
    "an encoding nobody knows": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, identity\r\n\r\n",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "too many headers": b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: a\r\n" % n for n in range(500)) + b"\r\n",
    "a header of 100 KB": b"GET / HTTP/1.1\r\nX-A: " + b"a" * 100_000 + b"\r\n\r\n",
    "a target of 100 KB": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    "no target": b"GET\r\n\r\n",
}


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_what_can_be_read_in_two_ways_is_refused(target, what):
    """Whatever follows must not be taken for a request of its own."""
    smuggled = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(CALL), CALL)
    with target.bounded(16 * MIB), target.connect() as sock:
        try:
            sock.sendall(CONTRADICTIONS[what] + smuggled)
            sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        received = until_closed(sock)
    assert b"200 OK" not in received
    assert received == b"" or received[9:12] in {b"400", b"431", b"500", b"501", b"505"}


def test_headers_sent_twice(target):
    """Of those that may be sent once, the last counts; nothing breaks."""
    head = b"POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\nUser-Agent: a\r\nUser-Agent: b\r\nConnection: close\r\n"
    received = target.raw.exchange(head + b"Content-Length: %d\r\n\r\n%s" % (len(CALL), CALL))
    assert received.count(b"HTTP/1.1 200 OK") == 1


def blocked(target) -> bytes:
    classes = "<value><array><data><value>nosuch</value></data></array></value>"
    values = (text(target.raw.session), classes, text(""), "<value><double>3600</double></value>")
    params = "".join(f"<param>{each}</param>" for each in values)
    body = f"<methodCall><methodName>event.from</methodName><params>{params}</params></methodCall>".encode()
    return b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def test_half_closed_and_reset_while_waiting(target):
    with target.bounded(16 * MIB):
        for _ in range(20):
            with target.connect() as sock:
                sock.sendall(blocked(target))
                sock.shutdown(socket.SHUT_WR)
                assert b"200 OK" in until_closed(sock), "nobody waits an hour for who has gone"
            with target.connect() as sock:
                sock.sendall(blocked(target))
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def test_a_flood_of_connections(target):
    """One address gets its share and no more; the Unix socket is always there."""
    with ExitStack() as stack, target.bounded(32 * MIB):
        socks = [stack.enter_context(target.connect()) for _ in range(280)]
        assert target.others_are_served()
        refused = 0
        for sock in socks:
            sock.settimeout(60)
            refused += until_closed(sock) == b""
        assert refused == len(socks), "the idle ones go too, when their time is up"
    assert target.raw.call("pool.get_all")


def test_a_flood_is_cut_at_the_share(target):
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(CALL), CALL)
    with ExitStack() as stack:
        served = 0
        for sock in [stack.enter_context(target.connect()) for _ in range(280)]:
            try:
                sock.sendall(request)
                served += sock.recv(100).startswith(b"HTTP/1.1 200")
            except OSError:
                continue
        assert 150 <= served <= 200


def test_requests_sent_ahead(target):
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(CALL), CALL)
    last = request.replace(b"Host: x", b"Connection: close")
    with target.bounded(24 * MIB):
        assert target.raw.exchange(request * 2000 + last).count(b"HTTP/1.1 200 OK") == 2001


def test_an_answer_that_nobody_reads(target):
    """The answers to many requests fill the socket; the server stops reading instead of remembering them."""
    listing = b"<methodCall><methodName>system.listMethods</methodName><params></params></methodCall>"
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(listing), listing)
    with ExitStack() as stack, target.bounded(64 * MIB):
        for _ in range(20):
            sock = stack.enter_context(target.connect())
            sock.settimeout(0)
            try:
                for _ in range(200):
                    sock.send(request)
            except BlockingIOError:
                pass
        for _ in range(5):
            assert target.others_are_served()


def test_guessing_passwords_holds_up_nobody_else(target):
    """Dozens of guesses wait for their turn; another user's login goes through meanwhile.

    Sent at once, as an attacker would: all would be tried before the first has failed, if nothing prevented that.
    """

    def login(user: str, password: str) -> bytes:
        params = "".join(f"<param>{text(each)}</param>" for each in (user, password))
        body = f"<methodCall><methodName>session.login_with_password</methodName><params>{params}</params></methodCall>"
        return b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body.encode())

    with ExitStack() as stack, target.bounded(96 * MIB):
        socks = [stack.enter_context(target.connect()) for _ in range(60)]
        for number, sock in enumerate(socks):
            sock.sendall(login("victim" if number % 2 else f"user{number}", f"guess {number}"))
        client = RawClient(target.port)
        client.session = client.call("session.login_with_password", "root", "correct horse")
        client.call("session.logout")
        answers = [socks[number].recv(4096) for number in range(0, 60, 2)]
        assert all(
            failure(each.partition(b"\r\n\r\n")[2].decode())[0] == "SESSION_AUTHENTICATION_FAILED" for each in answers
        )
        unanswered = 0
        for number in range(1, 60, 2):
            socks[number].settimeout(0)
            try:
                socks[number].recv(4096)
            except BlockingIOError:
                unanswered += 1
        assert unanswered > 20, "one name is guessed ever more slowly"
