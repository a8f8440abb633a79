"""What clients do to a connection, and what becomes of it."""

from __future__ import annotations

import asyncio
import socket
import ssl

import msgspec
import pytest
from serving import post, running, xml
from structlog.testing import capture_logs

from toolstack.server import connection
from toolstack.server.connection import MAX_PIPELINED, Connection
from toolstack.server.message import Peer, Response, Route
from toolstack.settings import LimitSettings
from toolstack.wire import incoming as wire

MTU = xml("network.get_MTU", "s", "r")


async def _answer(reader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line.split(b":")[1] for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
    return head, await reader.readexactly(int(length))


async def _received(server, sent: bytes) -> bytes:
    """Return what comes back before the server closes or resets the connection."""
    try:
        return await server.exchange(sent)
    except ConnectionError:
        return b""


def _big(size: int) -> bytes:
    return xml("test.big", f"<int>{size}</int>")


def _limited(settings, **limits):
    return msgspec.structs.replace(settings, limits=msgspec.structs.replace(settings.limits, **limits))


async def test_connections_are_kept(server):
    reader, writer = await server.connect()
    for _ in range(3):
        writer.write(post(MTU))
        head, body = await _answer(reader)
        assert b"Connection: close" not in head
        assert b"1500" in body
    writer.close()


async def test_pipelined_requests_are_answered_in_order(server):
    reader, writer = await server.connect()
    count = 40
    writer.write(b"".join(post(xml("network.get_name_label", "s", f"n{n}")) for n in range(count)))
    for n in range(count):
        assert f"label of n{n}<".encode() in (await _answer(reader))[1]
    writer.close()


@pytest.mark.parametrize("size", [1, 7])
async def test_bytes_may_trickle(server, size):
    reader, writer = await server.connect()
    request = post(MTU)
    for start in range(0, len(request), size):
        writer.write(request[start : start + size])
        await writer.drain()
    assert b"1500" in (await _answer(reader))[1]
    writer.close()


async def test_http_1_0_is_closed_after_the_answer(server):
    answer = await server.exchange(post(MTU, version="1.0"))
    assert b"Connection: close\r\n" in answer
    assert b"1500" in answer


async def test_connection_close_is_honoured(server):
    assert b"Connection: close\r\n" in await server.exchange(post(MTU, "/", "Connection: close"))


async def test_chunked_bodies_are_taken(server):
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(MTU[n : n + 9]), MTU[n : n + 9]) for n in range(0, len(MTU), 9))
    request = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks + b"0\r\n\r\n"
    assert b"1500" in await server.exchange(request)


async def test_expect_100_continue(server):
    reader, writer = await server.connect()
    head, _, body = post(MTU, "/", "Expect: 100-continue").partition(b"\r\n\r\n")
    writer.write(head + b"\r\n\r\n")
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(body)
    assert b"1500" in (await _answer(reader))[1]
    writer.close()


async def test_expect_100_continue_behind_a_request_in_progress(server):
    """The interim answer must not come before the answer that is due first."""
    reader, writer = await server.connect()
    head, _, body = post(MTU, "/", "Expect: 100-continue").partition(b"\r\n\r\n")
    writer.write(post(xml("test.wait")) + head + b"\r\n\r\n")
    await server.backend.dispatcher.waiting.wait()
    server.backend.dispatcher.go_on.set()
    assert b"told to go on" in (await _answer(reader))[1]
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(body)
    assert b"1500" in (await _answer(reader))[1]
    writer.close()


async def test_a_too_long_body_is_refused_before_it_is_sent(server):
    reader, writer = await server.connect()
    writer.write(b"POST / HTTP/1.1\r\nContent-Length: 307201\r\nExpect: 100-continue\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 500 ")
    writer.close()


@pytest.mark.parametrize("chunked", [False, True])
async def test_who_sends_a_too_long_body_still_reads_the_answer(server, chunked):
    size = 4 * 1024 * 1024
    if chunked:
        request = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % size + b"x" * size
    else:
        request = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size
    assert (await server.exchange(request, eof=True)).startswith(b"HTTP/1.1 500 ")


async def test_the_longest_body_is_taken(server):
    filler = b" " * (300 * 1024 - len(MTU))
    assert b"1500" in await server.exchange(post(filler + MTU, "/", "Connection: close"))


async def test_a_client_that_closes_its_side_gets_its_answer(server):
    assert b"1500" in await server.exchange(post(MTU), eof=True)


async def test_all_pipelined_answers_reach_a_half_closed_client(server):
    assert (await server.exchange(post(MTU) * 3, eof=True)).count(b"1500") == 3


async def test_waiting_calls_learn_that_their_client_has_gone(server):
    _, writer = await server.connect()
    writer.write(post(xml("test.wait")))
    await server.backend.dispatcher.waiting.wait()
    incoming = server.backend.dispatcher.seen[-1]
    gone = asyncio.Event()
    incoming.hangup.on_close(gone.set)
    assert not incoming.hangup.closed
    writer.close()
    await gone.wait()
    assert incoming.hangup.closed


async def test_a_call_in_progress_survives_its_client(server):
    """Only waiting ends: what a client started is carried out."""
    _, writer = await server.connect()
    sock = writer.get_extra_info("socket")
    writer.write(post(xml("test.wait")))
    await server.backend.dispatcher.waiting.wait()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()
    assert b"1500" in await server.exchange(post(MTU, "/", "Connection: close"))


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS on the plain port
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nBad Header: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused(server, request_bytes):
    answer = await server.exchange(request_bytes, eof=True)
    assert answer.startswith(b"HTTP/1.1 400 "), answer[:60]
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n",
        b"Transfer-Encoding: xchunked\r\nContent-Length: 6\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Content-Length: 6, 6\r\n",
        b"Content-Length: +6\r\n",
        b"Content-Length: 0x6\r\n",
        b"Transfer-Encoding\x0b: chunked\r\nContent-Length: 6\r\n",
    ],
)
async def test_no_request_is_smuggled(server, headers):
    """Bytes that two readers could divide differently are never two requests."""
    smuggled = b"0\r\n\r\n" + post(xml("test.smuggled"))
    await server.exchange(b"POST / HTTP/1.1\r\n" + headers + b"\r\n" + smuggled, eof=True)
    assert "test.smuggled" not in [incoming.method for incoming in server.backend.dispatcher.seen]


async def test_a_header_without_end_is_refused(server):
    reader, writer = await server.connect()
    writer.write(b"POST / HTTP/1.1\r\nX: " + b"x" * 200_000)
    assert (await reader.read()).startswith(b"HTTP/1.1 431 ")
    writer.close()


async def test_too_many_headers_are_refused(server):
    headers = "".join(f"X-{n}: y\r\n" for n in range(500)).encode()
    assert (await server.exchange(b"POST / HTTP/1.1\r\n" + headers + b"\r\n")).startswith(b"HTTP/1.1 431 ")


async def test_trailers_without_end_are_refused(server):
    request = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: " + b"x" * 4_000_000
    assert (await server.exchange(request, eof=True)).startswith(b"HTTP/1.1 500 ")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
async def test_other_methods_are_not_implemented(server, method):
    answer = await server.exchange(f"{method} / HTTP/1.1\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 501 ")


async def test_head_has_no_body(server):
    answer = await server.exchange(b"HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"\r\n\r\n")


async def test_an_upgrade_is_answered_in_http_1(server):
    request = post(MTU, "/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")
    assert b"1500" in await server.exchange(request)
    reader, writer = await server.connect()
    for piece in (request[:-30], request[-30:-3], request[-3:]):
        writer.write(piece)
        await writer.drain()
    assert b"1500" in await reader.read()
    writer.close()


async def test_what_follows_an_upgrade_is_not_read(server):
    answer = await server.exchange(post(MTU, "/", "Connection: Upgrade", "Upgrade: h2c") + post(xml("test.smuggled")))
    assert answer.count(b"HTTP/1.1 ") == 1
    assert len(server.backend.dispatcher.seen) == 1


@pytest.mark.parametrize("sent", [b"", b"POST / HT", b"POST / HTTP/1.1\r\nHost: x\r\n", post(MTU)[:-5]])
async def test_slow_clients_are_cut_off(settings, sent):
    limits = _limited(settings, header_timeout=0.05, body_timeout=0.05)
    async with running(limits) as server:
        answer = await server.exchange(sent)
        assert answer.startswith(b"HTTP/1.1 408 ") if sent else answer == b""


@pytest.mark.parametrize("start", [b"POST / HTTP/1.1\r\nX: ", b"POST / HTTP/1.1\r\nContent-Length: 300000\r\n\r\n"])
async def test_a_trickle_does_not_buy_time(settings, start):
    async with running(_limited(settings, header_timeout=0.1, body_timeout=0.1)) as server:
        reader, writer = await server.connect()
        writer.write(start)
        ended = asyncio.ensure_future(reader.read())
        sent = 0
        while not ended.done() and sent < 10_000:
            writer.write(b"x")
            sent += 1
            await asyncio.wait([ended], timeout=0.01)
        assert (await ended).startswith(b"HTTP/1.1 408 ")
        writer.close()


async def test_idle_connections_are_closed(settings):
    async with running(_limited(settings, idle_timeout=0.05)) as server:
        assert b"1500" in await server.exchange(post(MTU))


async def test_a_client_that_does_not_read_is_cut_off(settings):
    async with running(_limited(settings, write_timeout=0.1)) as server:
        reader, writer = await server.connect()
        reader._transport.pause_reading()
        writer.write(post(_big(50_000_000)))
        await server.backend.dispatcher.called.wait()
        cut_off = asyncio.Event()
        server.backend.dispatcher.seen[0].hangup.on_close(cut_off.set)
        await cut_off.wait()
        writer.transport.abort()


async def test_a_big_answer_arrives_whole(server):
    answer = await server.exchange(post(_big(5_000_000), "/", "Connection: close"))
    assert answer.count(b"x" * 5_000_000) == 1


async def test_too_many_connections_are_closed(settings):
    async with running(_limited(settings, connections=2)) as server:
        first, second = await server.connect(), await server.connect()
        for reader, writer in (first, second):
            writer.write(post(MTU))
            await _answer(reader)
        assert await _received(server, post(MTU)) == b""
        first[1].close()
        second[1].close()


async def test_stopping_ends_waits_and_answers_them(settings):
    async with running(settings) as server:
        waiting = asyncio.ensure_future(server.exchange(post(xml("test.wait"))))
        await server.backend.dispatcher.waiting.wait()
        idle_reader, idle_writer = await server.connect()
        idle_writer.write(post(MTU))
        await _answer(idle_reader)
        server.stop.set()
        assert b"hung up" in await waiting
        assert await idle_reader.read() == b""
        await server.ended
        idle_writer.close()


def _call_and_keep(port: int) -> ssl.SSLSocket:
    """Make a call over TLS and keep the connection without looking at it, as blocking clients do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    kept = context.wrap_socket(socket.create_connection(("127.0.0.1", port)))
    kept.sendall(post(MTU))
    assert b"200 OK" in kept.recv(65536)
    return kept


async def test_a_client_that_keeps_its_tls_connection_does_not_hold_up_the_stop(settings, monkeypatch):
    monkeypatch.setattr(connection, "LINGER", 0.01)
    with capture_logs() as logged:
        async with running(settings) as server:
            kept = await asyncio.to_thread(_call_and_keep, server.tls)
            server.stop.set()
            await server.ended
    kept.close()
    assert "calls are cut off" not in [line["event"] for line in logged]


@pytest.mark.parametrize("kind", ["xml", "json"])
@pytest.mark.parametrize("body", [b"", b"<", b"{}", b"[]", b"null", b"\xff\xfe", b"<a/>", b'{"id":1}', b"\0"])
async def test_malformed_requests_get_a_page_and_the_connection_ends(server, kind, body):
    answer = await server.exchange(post(body, "/jsonrpc" if kind == "json" else "/"))
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert b"<html>" in answer


async def test_what_follows_the_last_request_is_not_carried_out(server):
    answer = await server.exchange(post(MTU, "/", "Connection: close") + post(xml("test.smuggled")))
    assert answer.count(b"HTTP/1.1 ") == 1
    assert [incoming.method for incoming in server.backend.dispatcher.seen] == ["network.get_MTU"]


class Transport:
    """Where a connection writes, without a network."""

    def __init__(self):
        self.reading = True
        self.written = b""

    def write(self, data):
        self.written += data

    def pause_reading(self):
        self.reading = False

    def resume_reading(self):
        self.reading = True

    def set_write_buffer_limits(self, high): ...

    def is_closing(self):
        return False

    def get_extra_info(self, _name):
        return None


class Service:
    """Answers once it may."""

    limits = LimitSettings()

    def __init__(self, tasks):
        self.tasks = tasks
        self.go_on = asyncio.Event()

    def route(self, _method, _path):
        return Route("test", None)

    def spawn(self, work):
        self.tasks.create_task(work)

    def opened(self, _connection):
        return True

    def lost(self, _connection): ...

    async def handle(self, _route, _request):
        await self.go_on.wait()
        return Response(b"answer")


async def test_a_client_that_sends_ahead_is_not_read_for_ever():
    """Requests that nobody has time for stay with the client."""
    transport = Transport()
    async with asyncio.TaskGroup() as tasks:
        service = Service(tasks)
        connection = Connection(service, lambda _transport: Peer(wire.Transport.HTTP))
        connection.connection_made(transport)
        for _ in range(2):
            connection.data_received(post(MTU) * (MAX_PIPELINED // 2))
            assert transport.reading
        connection.data_received(post(MTU) * 2)
        assert not transport.reading
        service.go_on.set()
    assert transport.reading
    assert transport.written.count(b"answer") == MAX_PIPELINED + 2
    connection.connection_lost(None)
