"""The PyPI client and others against the server, over every transport."""

from __future__ import annotations

import asyncio
import json
import ssl
import stat
import urllib.request
import xmlrpc.client

import pytest
import XenAPI
from serving import PASSWORD, post, running, xml

from toolstack.wire.incoming import Format, Transport


def _use(session):
    try:
        session.xenapi.login_with_password("root", PASSWORD, "1.0", "tests")
        return (
            session.xenapi.network.get_all(),
            session.xenapi.network.get_name_label("OpaqueRef:1"),
            session.xenapi.network.get_MTU("OpaqueRef:1"),
        )
    finally:
        session("close")()


EXPECTED = (["OpaqueRef:1", "OpaqueRef:2"], "label of OpaqueRef:1", "1500")


async def test_client_over_http(server):
    session = XenAPI.Session(f"http://127.0.0.1:{server.http}")
    assert await asyncio.to_thread(_use, session) == EXPECTED
    seen = server.backend.dispatcher.seen[-1]
    assert (seen.origin.transport, seen.origin.address) == (Transport.HTTP, "127.0.0.1")
    assert seen.origin.user_agent.startswith("Python-xmlrpc")
    assert not seen.origin.trusted


async def test_client_over_tls(server):
    session = XenAPI.Session(f"https://127.0.0.1:{server.tls}/", ignore_ssl=True)
    assert await asyncio.to_thread(_use, session) == EXPECTED
    assert server.backend.dispatcher.seen[-1].origin.transport is Transport.TLS


async def test_client_over_the_unix_socket_is_root_without_password(server):
    url = "http://" + str(server.settings.api_socket).replace("/", "_")
    session = XenAPI.Session(url, transport=XenAPI.UDSTransport())
    await asyncio.to_thread(session.xenapi.login_with_password, "root", "")
    origin = server.backend.dispatcher.seen[-1].origin
    assert (origin.transport, origin.trusted, origin.address) == (Transport.UNIX, True, "")
    session("close")()


async def test_wrong_password_is_a_failure(server):
    session = XenAPI.Session(f"http://127.0.0.1:{server.http}")
    with pytest.raises(XenAPI.Failure) as caught:
        await asyncio.to_thread(session.xenapi.login_with_password, "root", "wrong")
    assert caught.value.details[0] == "SESSION_AUTHENTICATION_FAILED"
    session("close")()


async def test_list_methods_is_a_bare_array(server):
    with xmlrpc.client.ServerProxy(f"http://127.0.0.1:{server.http}/RPC2") as proxy:
        assert await asyncio.to_thread(proxy.system.listMethods) == ["a.b", "c.d"]


@pytest.mark.parametrize("path", ["/", "/RPC2", "/xmlrpc", "/json", "/anything/else?x=1"])
async def test_every_other_path_is_xml(server, path):
    answer = await server.exchange(post(xml("network.get_MTU", "s"), path, "Connection: close"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\nContent-Type: text/xml\r\n" in head
    assert xmlrpc.client.loads(body)[0][0] == {"Status": "Success", "Value": "1500"}


async def test_json_content_type_is_exact_and_id_is_echoed(server):
    call = {"jsonrpc": "2.0", "method": "network.get_MTU", "params": ["s", "r"], "id": "x-1"}
    answer = await server.exchange(post(json.dumps(call).encode(), "/jsonrpc", "Connection: close"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"\r\nContent-Type: application/json\r\n" in head
    assert b"\r\nAccess-Control-Allow-Origin: *\r\n" in head
    assert json.loads(body) == {"jsonrpc": "2.0", "result": 1500, "id": "x-1"}
    assert server.backend.dispatcher.seen[-1].format is Format.JSON


async def test_headers_of_interest_reach_the_dispatcher(server):
    headers = [
        "Task-Id: OpaqueRef:t",
        "subtask-of: OpaqueRef:s",
        "Originator: me",
        "X-Http-Other-Config-Key: Value",
        "Connection: close",
    ]
    await server.exchange(post(xml("network.get_MTU"), "/", *headers))
    origin = server.backend.dispatcher.seen[-1].origin
    assert (origin.task_id, origin.subtask_of, origin.originator) == ("OpaqueRef:t", "OpaqueRef:s", "me")
    assert dict(origin.other_config) == {"http:key": "Value"}


async def test_preflight_repeats_what_the_browser_asks(server):
    request = (
        b"OPTIONS /jsonrpc HTTP/1.1\r\nHost: x\r\nOrigin: http://ui\r\n"
        b"Access-Control-Request-Headers: content-type\r\nConnection: close\r\n\r\n"
    )
    answer = await server.exchange(request)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"Access-Control-Allow-Origin: *\r\n" in answer
    assert b"Access-Control-Allow-Headers: content-type, X-Requested-With\r\n" in answer
    assert b"Access-Control-Allow-Methods: PUT\r\n" in answer


async def test_certificate_names_the_host(server, certificate):
    context = ssl.create_default_context(cafile=certificate[0])

    def get():
        url = f"https://localhost:{server.tls}/health"
        with urllib.request.urlopen(url, context=context) as answer:
            return json.load(answer)

    assert await asyncio.to_thread(get) == {"status": "ok"}


async def test_health_says_when_something_is_wrong(server):
    server.backend.state["status"] = "no agent"
    answer = await server.exchange(b"GET /health HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert answer.endswith(b'{"status":"no agent"}')


async def test_metrics_need_local_root_or_credentials(server):
    refused = await server.exchange(b"GET /metrics HTTP/1.0\r\n\r\n")
    assert refused.startswith(b"HTTP/1.1 401 ")
    assert b"WWW-Authenticate: Basic" in refused
    await server.exchange(post(xml("network.get_MTU"), "/", "Connection: close"))
    basic = "Authorization: Basic " + __import__("base64").b64encode(f"root:{PASSWORD}".encode()).decode()
    allowed = await server.exchange(f"GET /metrics HTTP/1.0\r\n{basic}\r\n\r\n".encode())
    assert b'patchbay_http_requests_total{endpoint="xmlrpc",status="200"} 1.0' in allowed
    reader, writer = await asyncio.open_unix_connection(server.settings.api_socket)
    writer.write(b"GET /metrics HTTP/1.0\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 200 ")
    writer.close()


async def test_a_bug_in_the_dispatcher_costs_one_answer(server):
    assert (await server.exchange(post(xml("test.bug"), "/", "Connection: close"))).startswith(b"HTTP/1.1 500 ")
    assert (await server.exchange(post(xml("network.get_MTU"), "/", "Connection: close"))).startswith(b"HTTP/1.1 200 ")


async def test_the_server_frees_its_socket_and_can_start_again(settings):
    async with running(settings) as server:
        assert server.settings.api_socket.is_socket()
        assert stat.S_IMODE(server.settings.api_socket.stat().st_mode) == 0o600
    assert not settings.api_socket.exists()
    async with running(settings) as server:
        assert (await server.exchange(b"GET /health HTTP/1.0\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
