"""Our ``xe`` as a process, against servers that say exactly what a test has them say."""

import ast
import asyncio
import os
import pty
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.cli_client import response_failed
from tests.support.cli_server import free_port, running
from toolstack.wire.thincli import (
    GREETING,
    MAX_FROM_SERVER,
    Chunk,
    Debug,
    End,
    Error,
    Exit,
    Failed,
    HttpGet,
    HttpPut,
    Load,
    Message,
    Ok,
    Print,
    PrintStderr,
    Prompt,
    Receiver,
    encode,
)

PACKAGE = Path(__file__).parents[3] / "toolstack"
USAGE = "usage: xe <command>"


class Server:
    """Says what it is told to, and keeps what it hears."""

    def __init__(self, said, transfer=b""):
        self.said = said
        self.transfer = transfer
        self.heard = []
        self.head = b""
        self.body = b""
        self.second = b""
        self.port = 0

    async def handle(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"POST"):
            self.second += head
            writer.write(self.transfer)
            if head.startswith(b"PUT"):
                self.second += await reader.read()
            writer.close()
            return
        self.head = head
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
        self.body = await reader.readexactly(length)
        if isinstance(self.said, bytes):
            writer.write(self.said)
        else:
            writer.write(GREETING)
            assert await reader.readexactly(35) == GREETING
            for message in self.said:
                writer.write(encode(message))
                if isinstance(message, (Prompt, Load, HttpGet, HttpPut)):
                    await self.listen(reader)
        writer.close()

    async def listen(self, reader):
        """Hear one answer: up to End, or to Ok or Failed where no blob follows."""
        receiver = Receiver(MAX_FROM_SERVER, greeted=True)
        while data := await reader.read(65536):
            receiver.feed(data)
            while (event := receiver.next()) is not None:
                self.heard.append(event)
            if self.heard and self.heard[-1] in (End(), Failed()):
                return
            if isinstance(self.said[0], (HttpGet, HttpPut)) and self.heard[-1] == Ok():
                return


async def run(*words, stdin=b"", **environment):
    """Run ``xe``; return (status, output, errors)."""
    env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **environment}
    command = [sys.executable, "-m", "toolstack.cli.xe", *words]
    process = await asyncio.create_subprocess_exec(*command, env=env, stdin=-1, stdout=-1, stderr=-1)
    out, err = await process.communicate(stdin)
    return process.returncode, out, err.decode()


@asynccontextmanager
async def serving(said, transfer=b""):
    server = Server(said, transfer)
    listener = await asyncio.start_server(server.handle, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    async with listener:
        yield server


async def told(*said, words=("c",), transfer=b"", **options):
    """Run ``xe`` against a server that says these messages; return what ``run`` does, and the server."""
    raw = len(said) == 1 and isinstance(said[0], bytes)
    async with serving(said[0] if raw else said, transfer) as server:
        given = [*words, "-s", "localhost", "-p", str(server.port), "--nossl"]
        return await run(*given, **options), server


async def test_what_it_sends():
    _, server = await told(Exit(0), words=("network-list", "--minimal", "a=\udcff"), TRACEPARENT="tp", BAGGAGE="bg")
    assert server.head == (
        b"POST /cli HTTP/1.0\r\nUser-agent: xe-cli/Unix/0.2\r\noriginator: cli\r\ntraceparent: tp\r\nbaggage: bg\r\n"
        b"content-length: 54\r\n\r\n"
    )
    assert server.body == b"network-list\n--minimal\na=\xff\nusername=root\npassword=null"


async def test_output_is_passed_on_unchanged():
    said = [Print("a"), PrintStderr("b"), Print("c\n\n"), Print("\udcff"), Error("C", ("p", "q")), Debug("d"), Exit(3)]
    (status, out, err), _ = await told(*said)
    assert (status, out, err) == (3, b"a\nc\n\n\n\xff\n", "bError code: C\nError parameters: p, q\n")


@pytest.mark.parametrize(("sent", "status"), [(0, 0), (1, 1), (-1, 255), (256, 0)])
async def test_exit_codes(sent, status):
    (found, _, _), _ = await told(Exit(sent))
    assert found == status


async def test_debugging():
    (_, _, err), _ = await told(Debug("d"), Exit(1), words=("c", "--debug"))
    assert err == "d\n"
    (_, _, err), _ = await told(Debug("d"), Exit(0), words=("c", "--debug-on-fail"))
    assert err == ""
    (_, _, err), _ = await told(Debug("d"), Exit(1), words=("c", "--debug-on-fail"))
    assert err == "d\n"


@pytest.mark.parametrize(
    ("said", "text", "usage"),
    [
        (b"", "Unable to contact server. Please check server and port settings.", False),
        (b"HTTP/1.1 500 Internal Server Error\r\n\r\n", "Server internal error.", False),
        (b"SSH-2.0", "Failed to contact a running management agent.", True),
        (GREETING[:-8] + b"\x01" + bytes(7), "Protocol version mismatch: the server speaks 1.0", True),
        (GREETING, "Lost connection to the server.", False),
        (GREETING + encode(Print("x")), "Lost connection to the server.", False),
        (GREETING + bytes.fromhex("080000000900000002000000"), "Unhandled exception: unknown message (9, 2)", False),
    ],
)
async def test_servers_that_are_none(said, text, usage):
    (status, _, err), _ = await told(said)
    assert status == 1
    assert err.startswith(f"{text}\n")
    assert (USAGE in err) is usage


async def test_nobody_there():
    status, out, err = await run("c", "-s", "localhost", "-p", str(free_port()), "--nossl")
    assert (status, out) == (1, b"")
    assert err == "Unable to contact server. Please check server and port settings.\n"


@pytest.mark.parametrize("words", [(), ("--help",), ("c", "-help")])
async def test_usage(words):
    status, out, err = await run(*words)
    assert (status, err) == (0, "")
    assert out.decode().startswith(USAGE)


async def test_version():
    assert await run("-version") == (0, b"ThinCLI protocol: 0.2\n", "")


async def test_questions_are_answered_from_standard_input():
    (status, out, _), server = await told(Print("?"), Prompt(), Exit(0), stdin=b"na\xc3\xafve\nrest")
    assert (status, out) == (0, b"?\n")
    assert server.heard == [Chunk(6), b"na\xc3\xafve", End()]
    (status, _, err), _ = await told(Prompt(), Exit(0), stdin=b"")
    assert (status, err) == (1, "Lost connection to the server.\n")


async def test_files_named_on_the_command_line_are_sent(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"x" * 600_000)
    (status, _, _), server = await told(Load(str(path)), Exit(0), words=("c", f"file={path}"))
    assert status == 0
    assert server.heard[:2] == [Ok(), Chunk(600_000)]
    assert b"".join(each for each in server.heard if isinstance(each, bytes)) == path.read_bytes()
    (status, _, _), server = await told(Load(f"{path}x"), Exit(0), words=("c", f"file={path}x"))
    assert server.heard == [Failed()]


@pytest.mark.parametrize("order", [Load("{}"), HttpPut("{}", "/p"), HttpGet("{}", "/p")])
async def test_other_files_are_not(tmp_path, order):
    path = tmp_path / "secret"
    path.write_text("secret")
    named = type(order)(str(path), *order.arguments[1:])
    (status, _, err), server = await told(named, Exit(0), words=("c", str(path), f"file={path}x"))
    assert (status, err) == (1, f"File not permitted: {path}\n")
    assert not server.heard
    assert not server.second


async def test_fetching(tmp_path):
    path = tmp_path / "new"
    words = ("c", f"file={path}")
    answer = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\ncontent\r\n"
    (status, _, _), server = await told(HttpGet(str(path), "/p?task_id=x"), Exit(0), words=words, transfer=answer)
    assert (status, server.heard) == (0, [Ok()])
    assert server.second == b"GET /p?task_id=x HTTP/1.0\r\n\r\n"
    assert path.read_bytes() == b"content\r\n"
    assert path.stat().st_mode & 0o777 == 0o600
    (status, _, err), server = await told(HttpGet(str(path), "/p"), Exit(0), words=words, transfer=answer)
    assert (status, server.heard) == (1, [Failed()])
    assert err.startswith("Operation failed. Error: ")
    (status, out, _), _ = await told(HttpGet("", "/p"), Exit(0), transfer=answer)
    assert out == b"content\r\n"
    (status, out, _), server = await told(HttpGet("", "/p"), Exit(0), transfer=b"HTTP/1.1 404 Not Found\r\n\r\nx")
    assert (status, out, server.heard) == (1, b"", [Failed()])


async def test_uploading(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(b"content")
    words = ("c", f"file={path}")
    order = HttpPut(str(path), "/p")
    (status, _, _), server = await told(order, Exit(0), words=words, transfer=b"HTTP/1.1 200 OK\r\n\r\n")
    assert (status, server.heard) == (0, [Ok()])
    assert server.second == b"PUT /p HTTP/1.0\r\nContent-length: 7\r\n\r\ncontent"
    (status, _, _), server = await told(order, Exit(0), words=words, transfer=b"HTTP/1.1 403 Forbidden\r\n\r\n")
    assert (status, server.heard) == (1, [Failed()])


async def test_a_reader_that_has_had_enough():
    async with serving([Print("x" * 1000)] * 1000 + [Exit(0)]) as server:
        command = f"{sys.executable} -m toolstack.cli.xe c -s localhost -p {server.port} --nossl | head -1"
        process = await asyncio.create_subprocess_shell(command, stdout=-1, stderr=-1)
        out, err = await process.communicate()
    assert (len(out), err) == (1001, b"")


async def on_terminal(*said, **environment):
    """Run ``xe`` with standard error on a terminal; return what that shows."""
    master, slave = pty.openpty()
    async with serving(said) as server:
        words = ["c", "-s", "localhost", "-p", str(server.port), "--nossl"]
        env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TERM": "xterm", **environment}
        command = [sys.executable, "-m", "toolstack.cli.xe", *words]
        process = await asyncio.create_subprocess_exec(*command, env=env, stdout=-1, stderr=slave)
        os.close(slave)
        out, _ = await process.communicate()
    shown = os.read(master, 10_000)
    os.close(master)
    return out, shown


async def test_colour_on_a_terminal_only():
    out, shown = await on_terminal(Print("plain"), PrintStderr("bad\n"), Exit(1))
    assert out == b"plain\n"
    assert shown == b"\x1b[31mbad\x1b[0m\r\n"
    _, shown = await on_terminal(PrintStderr("bad\n"), Exit(1), NO_COLOR="1")
    assert shown == b"bad\r\n"


async def test_on_the_host_no_password_is_needed(tmp_path):
    async with running(tmp_path, (0, free_port())) as server:
        assert await server.program("pif-list", "params=device", "device=eth1", HOME="/nonexistent") == (
            0,
            "device ( RO)    : eth1\n\n\n",
            "",
        )
        # without the socket there is plain TCP, and that needs one
        other = {"PATCHBAY_CONFIG": "/nonexistent", "HOME": "/nonexistent"}
        status, _, err = await server.program("host-list", "-p", str(server.port), **other)
        assert (status, err.splitlines()[0]) == (1, "Authentication failed")
        status, out, err = await server.program(
            "host-list", "--minimal", "-p", str(server.port), "-pw", "right", **other
        )
        assert (status, len(out), err) == (0, 37, "")


async def test_the_database_as_a_file(tmp_path):
    async with running(tmp_path, (0, free_port())) as server:
        words = ("pool-dump-database", f"file-name={tmp_path}/db.xml")
        assert await server.program(*words, HOME="/nonexistent") == (0, "", "")
        assert (tmp_path / "db.xml").read_text().startswith('<?xml version="1.0"')
        status, out, err = await server.program(*words, HOME="/nonexistent")
        assert (status, out) == (1, "")
        assert err.startswith("Operation failed. Error: ")
        # the client is gone when the server finishes; the task goes all the same
        assert (await server.xe("task-list", "name-label=pool-dump-database", "--minimal")).out == "\n"
        assert (await server.xe("pool-dump-database", "file-name=f", answers=[response_failed()])).err == (
            "Error: f could not be written, or the server did not give it\n"
        )


async def test_tls(tmp_path):
    from toolstack.server.tls import create  # noqa: PLC0415

    create(tmp_path / "pem", tmp_path / "key", ["localhost"], 1)
    async with running(tmp_path, (free_port(), free_port()), (tmp_path / "pem", tmp_path / "key")) as server:
        port = str(server.settings.listen.tls_port)
        found = await server.program("pool-list", "--minimal", "-s", "localhost", "-p", port, "-pw", "right")
        assert (found[0], len(found[1]), found[2]) == (0, 37, "")


def imported(path):
    """Yield every module that a file imports, with the level of a relative import."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_it_needs_the_standard_library_only():
    files = [*(PACKAGE / "cli").glob("xe*.py"), PACKAGE / "wire" / "thincli.py"]
    own = {f"toolstack.cli.{path.stem}" for path in files} | {"toolstack.wire.thincli", "toolstack.cli"}
    assert len(files) == 7
    for path in files:
        for name in imported(path):
            assert name in own or name.partition(".")[0] in sys.stdlib_module_names, f"{path.name} imports {name}"


def test_it_loads_nothing_slow_to_start():
    code = "import sys, toolstack.cli.xe, toolstack.cli.xe_session; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-S", "-c", code], check=True, capture_output=True, text=True, cwd=PACKAGE.parent
    )
    loaded = set(found.stdout.split())
    slow = {
        "ssl",
        "asyncio",
        "typing",
        "re",
        "json",
        "http.client",
        "urllib.parse",
        "pathlib",
        "subprocess",
        "argparse",
    }
    assert not loaded & slow
    assert not {name for name in loaded if name.startswith("toolstack.datamodel")}


def test_messages_cover_what_a_client_is_told():
    from toolstack.cli.xe_session import _ORDERS  # noqa: PLC0415

    commands = {kind for kind in Message.__subclasses__() if kind.code[0] == 9}
    assert set(_ORDERS) | {Exit} == commands
