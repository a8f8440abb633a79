"""``POST /cli`` on all listeners, against a client that shares no code with it, and against rude ones."""

import asyncio
import ssl
import struct
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from tests.support import cli_client
from tests.support.api_server import PASSWORD
from tests.support.cli_client import GREETING, blob, converse, request, response_failed, response_ok, response_wait
from tests.support.cli_server import free_port, running
from toolstack.server import relay as relaying
from toolstack.server import thincli
from toolstack.xe.catalog import commands
from toolstack.xe.command import COMMANDS, Command
from toolstack.xe.terminal import TooBig

USAGE = "For usage run: 'xe help'\n"


@pytest_asyncio.fixture
async def server(tmp_path, certificate):
    async with running(tmp_path, (free_port(), free_port()), certificate) as started:
        yield started


@asynccontextmanager
async def added(name, run, **options):
    """Have one more command."""
    commands()[name] = Command(name, run, **options)
    try:
        yield
    finally:
        del commands()[name]


async def test_the_socket_trusts_root_with_any_password(server):
    outcome = await server.xe("pool-list", "--minimal")
    assert (outcome.status, outcome.err) == (0, "")
    assert len(outcome.out) == 37


@pytest.mark.parametrize("bytewise", [False, True], ids=["at once", "byte by byte"])
async def test_the_same_over_plain_tcp_and_byte_by_byte(server, bytewise):
    over_tcp = await server.remote("network-list", "params=bridge", bytewise=bytewise)
    assert over_tcp == await server.xe("network-list", "params=bridge")
    assert over_tcp.out.count("xenbr") == 4


async def test_tls_as_the_reference_client_sets_it_up(server):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256")
    context.set_ecdh_curve("secp384r1")
    port = server.settings.listen.tls_port
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname="h")
    lines = ["host-list", "--minimal", "username=root", f"password={PASSWORD}"]
    outcome = await converse(reader, writer, lines)
    assert (outcome.status, len(outcome.out)) == (0, 37)


@pytest.mark.parametrize(
    ("words", "user", "password", "err"),
    [
        (["a=b"], "", "", f"Syntax error: \n{USAGE}"),
        ([], "", "", f"Syntax error: \n{USAGE}"),
        (["nonsense"], "", "", f"Unknown command: nonsense\n{USAGE}"),
        (["pif-plug"], "", "", f"Required parameter not found: uuid\n{USAGE}"),
        (["pif-plug", "uuid=x"], "", "", f"Username/password must be specified\n{USAGE}"),
        (["pif-plug", "uuid=x"], "root", "wrong", f"Authentication failed\n{USAGE}"),
        (["host-is-in-emergency-mode"], "root", "wrong", f"Authentication failed\n{USAGE}"),
    ],
)
async def test_the_order_of_checks(server, words, user, password, err):
    outcome = await server.remote(*words, user=user, password=password)
    assert (outcome.status, outcome.out, outcome.err) == (1, "", err)


async def test_help_needs_no_login(server):
    outcome = await server.remote("help", "pif-plug", user="", password="")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "command name            : pif-plug\n"
        "        reqd params     : uuid\n"
        "        optional params : \n"
        "        description     : Bring a network interface up.\n"
        "\n\n"
    )


async def test_no_session_is_left_behind(server):
    client = server.stack.client
    before = {identity.ref for identity in client.dispatcher.sessions.all()}
    assert (await server.xe("network-list")).status == 0
    assert (await server.xe("pif-plug", "uuid=x")).status == 1
    assert (await server.xe("host-is-in-emergency-mode")).status == 0
    assert {identity.ref for identity in client.dispatcher.sessions.all()} == before


async def test_a_session_that_exists_is_used_and_kept(server):
    session = server.stack.client.session
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    lines = [f"session_id={session}", "host-list", "--minimal"]
    outcome = await converse(reader, writer, lines, newline="\r\n")
    assert (outcome.status, len(outcome.out)) == (0, 37)
    assert await server.stack.client.call("host.get_all")
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    outcome = await converse(reader, writer, ["session_id=OpaqueRef:none", "host-list"])
    assert outcome.status == 1
    assert outcome.err.endswith("handle: OpaqueRef:none\n")


async def test_references_in_errors_are_shown_as_uuids(server):
    client = server.stack.client
    network = await client.call("network.create", {"name_label": "blue", "other_config": {}})
    uuid = await client.call("network.get_uuid", network)
    (pif, *_) = [r for r, rec in (await client.call("PIF.get_all_records")).items() if rec["device"] == "eth1"]
    pif_uuid = await client.call("PIF.get_uuid", pif)
    made = await server.xe("vlan-create", f"pif-uuid={pif_uuid}", "vlan=1", f"network-uuid={uuid}")
    outcome = await server.xe("network-destroy", f"uuid={uuid}")
    assert outcome.status == 1
    assert made.out.strip() in outcome.err
    assert "OpaqueRef" not in outcome.err


async def test_bytes_that_are_no_utf8_are_refused_by_the_call(server):
    outcome = await server.xe("network-create", "name-label=\udcff")
    assert (outcome.status, outcome.out) == (1, "")
    assert "not valid UTF-8" in outcome.err


async def test_a_field_that_does_not_exist_is_an_error_without_a_sentence(server):
    pool = (await server.xe("pool-list", "--minimal")).out.strip()
    outcome = await server.xe("pool-param-get", f"uuid={pool}", "param-name=nonsense")
    assert outcome.errors == [("Missing parameter", ["nonsense"])]
    assert outcome.status == 1


async def test_traces_go_to_whoever_asks(server):
    outcome = await server.xe("pif-plug", "uuid=x", "--trace")
    assert outcome.debug == ["session.login_with_password", "PIF.get_by_uuid", "session.logout"]
    lines = outcome.err.splitlines()
    assert lines[1:5] == ["type: PIF", "uuid: x", "Raised ApiError", "Backtrace:"]
    assert "password" not in outcome.err


async def test_a_bug_costs_one_command(server):
    async def run(_context):
        raise RuntimeError("secret detail")

    async with added("bug", run):
        outcome = await server.xe("bug")
    assert outcome.status == 1
    assert outcome.err.splitlines()[1].startswith("message: Failure: unforeseen error; ")
    assert "secret" not in outcome.err
    assert (await server.xe("host-list")).status == 0


async def test_questions(server):
    async def run(context):
        await context.terminal.print("name?")
        await context.out.list([await context.terminal.prompt()])

    async with added("ask", run):
        for bytewise in (False, True):
            outcome = await server.xe("ask", answers=[blob(b"na\xc3\xafve")], bytewise=bytewise)
            assert (outcome.out, outcome.status) == ("name?\nnaïve\n", 0)
        outcome = await server.xe("ask", answers=[blob(b"a", b"", b"b")])
        assert outcome.out == "name?\nab\n"


async def test_files_that_the_client_sends(server):
    async def run(context):
        content = await context.terminal.load(context.arguments.require("file"))
        await context.out.list([repr(content)])

    async with added("load", run, required=("file",)):
        outcome = await server.xe("load", "file=./a b", answers=[response_ok() + blob(b"x" * 3, b"yz")])
        assert outcome.asked == [("load", "./a b")]
        assert outcome.out == "b'xxxyz'\n"
        outcome = await server.xe("load", "file=f", answers=[response_failed()])
        assert outcome.out == "None\n"


async def test_files_that_are_too_long_are_not_taken(server):
    async def run(context):
        try:
            await context.terminal.load("f")
        except TooBig as limit:
            await context.out.list([f"more than {limit}"])

    async with added("load", run):
        answer = response_ok() + struct.pack("<iiii", 12, 11, 7, thincli.MAX_FILE + 1)
        outcome = await server.xe("load", answers=[answer])
    assert outcome.out == "more than 33554432 bytes\n"


async def test_transfers_wait_for_the_clients_answer(server):
    async def run(context):
        fetched = await context.terminal.get("f", "/path?x=1")
        sent = await context.terminal.put("g", "/path")
        await context.out.list([str(fetched), str(sent)])

    async with added("transfer", run):
        outcome = await server.xe("transfer", answers=[response_wait() * 3 + response_ok(), response_failed()])
    assert outcome.asked == [("get", "f", "/path?x=1"), ("put", "g", "/path")]
    assert outcome.out == "True\nFalse\n"


async def test_each_frame_is_one_write(server, monkeypatch):
    written = []

    class Stream:
        def __init__(self, stream):
            self._stream = stream

        def __getattr__(self, name):
            return getattr(self._stream, name)

        def write(self, data):
            written.append(bytes(data))
            self._stream.write(data)

    made = thincli.Remote.__init__
    monkeypatch.setattr(thincli.Remote, "__init__", lambda self, stream, hangup: made(self, Stream(stream), hangup))
    await server.xe("network-list")
    await server.xe("pif-plug", "uuid=x")
    assert written[0] == GREETING
    for data in written:
        if data != GREETING:
            assert len(data) == 4 + struct.unpack_from("<i", data)[0]


async def test_a_body_without_length_is_refused(server):
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(b"POST /cli HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 411 ")
    writer.close()


async def test_a_body_that_is_too_long_is_refused(server):
    outcome = await server.xe("network-list", "x" * (200 * 1024))
    assert outcome.raw.startswith(b"HTTP/1.1 500 ")
    assert (await server.xe("network-list", f"params={'x,' * 50_000}uuid")).status == 0


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        GREETING[:20],
        b"GET / HTTP/1.1\r\n\r\n",
        GREETING[:-8] + b"\x01" + bytes(7),
        GREETING + b"\xff\xff\xff\xff",
        GREETING + struct.pack("<iii", 8, 9, 5),
        GREETING + struct.pack("<iii", 8, 10, 5),
    ],
    ids=["silence", "half a greeting", "something else", "a newer version", "no length", "no message", "no blob"],
)
async def test_a_broken_client_costs_one_connection(server, sent):
    reached = asyncio.Event()

    async def run(context):
        reached.set()
        await context.terminal.prompt()
        raise AssertionError("nobody answered")

    async with added("ask", run):
        reader, writer = await asyncio.open_unix_connection(server.socket)
        writer.write(request(["ask", "username=root", "password=null"]))
        assert await reader.readexactly(35) == GREETING
        writer.write(sent)
        writer.write_eof()
        await reader.read()
        writer.close()
    assert (await server.xe("host-list")).status == 0


async def test_a_client_that_goes_while_the_server_talks(server):
    ended = asyncio.Event()

    async def run(context):
        try:
            while True:
                await context.terminal.print("x" * 10_000)
        finally:
            ended.set()

    async with added("talk", run):
        reader, writer = await asyncio.open_unix_connection(server.socket)
        writer.write(request(["talk", "username=root", "password=null"]))
        await reader.readexactly(35)
        writer.write(GREETING)
        await reader.readexactly(100_000)
        writer.transport.abort()
        await ended.wait()


async def test_the_server_may_stop_while_a_user_thinks(tmp_path):
    asked = asyncio.Event()

    async def run(context):
        asked.set()
        await context.terminal.prompt()

    async with added("ask", run):
        async with running(tmp_path, (0, free_port())) as server:
            reader, writer = await asyncio.open_unix_connection(server.socket)
            writer.write(request(["ask", "username=root", "password=null"]))
            await reader.readexactly(35)
            writer.write(GREETING)
            await asked.wait()
        assert await reader.read() == struct.pack("<iii", 8, 9, 3)
        writer.close()


@pytest.fixture
def as_member(monkeypatch):
    """Make the server a member of a pool whose coordinator is the given function's."""

    def make(find):
        made = thincli.ThinCli.__init__
        monkeypatch.setattr(thincli.ThinCli, "__init__", lambda self, dispatcher: made(self, dispatcher, find))

    return make


async def test_a_member_passes_commands_on(tmp_path, certificate, as_member):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    async with running(tmp_path / "a", (0, free_port())) as coordinator:

        async def find():
            reader, writer = await asyncio.open_connection("127.0.0.1", coordinator.port)
            return relaying.Coordinator(reader, writer, coordinator.stack.client.session)

        async def ask(context):
            await context.out.list([await context.terminal.prompt()])

        as_member(find)
        async with running(tmp_path / "b", (0, free_port())) as member, added("ask", ask):
            there = await coordinator.stack.client.call("host.get_all_records")
            (uuid,) = [record["uuid"] for record in there.values()]
            assert (await member.xe("host-list", "--minimal")).out == f"{uuid}\n"
            assert (await member.xe("ask", answers=[blob(b"yes")], bytewise=True)).out == "yes\n"
            # over TCP, local commands, help and errors of the arguments are the member's own
            assert (await member.remote("host-list", "--minimal")).out != f"{uuid}\n"
            assert (await member.xe("host-is-in-emergency-mode")).out == "false\n"
            assert (await member.xe("help", "pif-plug")).status == 0
            assert (await member.xe("pif-plug")).err == f"Required parameter not found: uuid\n{USAGE}"


async def test_a_coordinator_that_is_none(tmp_path, as_member):
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 500 Internal Server Error\r\n\r\n" + bytes(100))
        writer.close()

    other = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = other.sockets[0].getsockname()[1]

    async def find():
        return relaying.Coordinator(*await asyncio.open_connection("127.0.0.1", port), "OpaqueRef:s")

    as_member(find)
    async with running(tmp_path, (0, free_port())) as member:
        outcome = await member.xe("host-list")
        assert (outcome.status, outcome.out) == (None, "")
        other.close()
        await other.wait_closed()
        assert (await member.xe("host-list")).status is None
        assert (await member.xe("help")).status == 0


def test_the_tests_leave_no_command_behind():
    assert set(COMMANDS) <= set(commands())
    assert "ask" not in commands()
    assert cli_client.GREETING == GREETING
