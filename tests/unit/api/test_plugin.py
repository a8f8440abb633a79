"""Programs that calls run: the convention, the errors, and programs that misbehave."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support import api_server
from tests.support.api_server import Client, Failed
from toolstack.api import plugin_program
from toolstack.settings import PluginSettings, Settings
from toolstack.wire import xmlrpc

HEAD = f"""\
#!{sys.executable}
import os, sys, time, xmlrpc.client

def answer(value):
    print(xmlrpc.client.dumps(({{"Status": "Success", "Value": value}},), methodresponse=True))

def fail(*description):
    envelope = {{"Status": "Failure", "ErrorDescription": list(description)}}
    print(xmlrpc.client.dumps((envelope,), methodresponse=True))

"""
PLUGIN = (
    HEAD
    + """
params, function = xmlrpc.client.loads(sys.argv[1])
session, args = params
if function == "echo":
    answer(args["text"])
elif function == "session":
    answer(session)
elif function == "refuse":
    fail("MY_ERROR", "why", "and how")
elif function == "number":
    answer(5)
elif function == "exit":
    sys.stderr.write("complaint"); sys.stdout.write("half"); sys.exit(3)
elif function == "signal":
    os.kill(os.getpid(), 9)
elif function == "garbage":
    print("<nothing>")
elif function == "flood":
    while True: sys.stdout.write("x" * 65536)
elif function == "hang":
    open(args["pid"], "w").write(str(os.getpid()))
    if os.fork() == 0:
        open(args["pid"] + ".child", "w").write(str(os.getpid()))
    time.sleep(1000)
else:
    fail("UNKNOWN_XENAPI_PLUGIN_FUNCTION", function)
"""
)
EXTENSION = (
    HEAD
    + """
assert sys.argv[1] == "--xmlrpc"
params, method = xmlrpc.client.loads(sys.stdin.buffer.read())
answer({"method": method, "arguments": list(params[1:])})
"""
)


def program(directory: Path, name: str, text: str, mode: int = 0o755) -> None:
    directory.mkdir(exist_ok=True)
    path = directory / name
    path.write_text(text)
    path.chmod(mode)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    program(tmp_path / "plugins", "test.py", PLUGIN)
    program(tmp_path / "plugins", "data", "no program", 0o644)
    program(tmp_path / "plugins", "broken", "#!/nonexistent/interpreter\n")
    program(tmp_path / "extensions", "Thing.do", EXTENSION)
    program(tmp_path / "extensions", "host.ready", HEAD + "answer('ready')")
    (tmp_path / "secret").write_text("#!/bin/sh\n")
    (tmp_path / "secret").chmod(0o755)
    async with api_server.running() as client:
        client.services.settings = Settings(
            plugins=PluginSettings(
                directories=(str(tmp_path / "missing"), str(tmp_path / "plugins")),
                extensions=(str(tmp_path / "extensions"),),
                timeout=20,
            )
        )
        yield client


def ends(pid: str) -> bool:
    """Wait until a process has ended."""
    try:
        descriptor = os.pidfd_open(int(pid))
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 20)[0])
    finally:
        os.close(descriptor)


async def failure(client: Client, function: str, plugin: str = "test.py", **args: str) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.call("host.call_plugin", client.host, plugin, function, args)
    return caught.value.description


async def test_a_plugin_gets_its_arguments_and_the_session(client: Client) -> None:
    text = "a <b> & 'c' \n ü"
    assert await client.call("host.call_plugin", client.host, "test.py", "echo", {"text": text}) == text
    assert await client.call("host.call_plugin", client.host, "test.py", "session", {}) == client.session


async def test_a_plugin_answers_with_errors_of_its_own(client: Client) -> None:
    assert await failure(client, "refuse") == ["MY_ERROR", "why", "and how"]
    assert await failure(client, "other") == ["UNKNOWN_XENAPI_PLUGIN_FUNCTION", "other"]


@pytest.mark.parametrize("name", ["none", "data", "", ".", "..", "../secret", "/bin/true"])
async def test_what_is_no_plugin_is_missing(client: Client, name: str) -> None:
    assert await failure(client, "echo", name) == ["XENAPI_MISSING_PLUGIN", name]


async def test_a_plugin_that_fails(client: Client) -> None:
    assert await failure(client, "exit") == ["XENAPI_PLUGIN_FAILURE", "non-zero exit", "half", "complaint"]
    assert (await failure(client, "signal"))[:2] == ["XENAPI_PLUGIN_FAILURE", "signal: SIGKILL"]
    assert (await failure(client, "garbage"))[1:3] == ["its answer cannot be read", "<nothing>\n"]
    assert (await failure(client, "number"))[1] == "the result is no text"
    assert (await failure(client, "echo", "broken"))[:2] == ["XENAPI_PLUGIN_FAILURE", "it cannot be run"]


async def test_a_plugin_that_writes_without_end_is_ended(client: Client) -> None:
    assert (await failure(client, "flood"))[1] == "it wrote too much"


async def test_a_plugin_that_takes_too_long_is_ended_with_what_it_started(client: Client, tmp_path: Path) -> None:
    settings = client.services.settings.plugins
    client.services.settings = Settings(plugins=PluginSettings(directories=settings.directories, timeout=2))
    pid = tmp_path / "pid"
    assert (await failure(client, "hang", pid=str(pid)))[1] == "it took too long"
    for file in (pid, tmp_path / "pid.child"):
        assert ends(file.read_text())


async def test_an_argument_that_no_program_can_take(client: Client) -> None:
    description = await failure(client, "echo", text="x" * 200_000)
    assert description[:2] == ["XENAPI_PLUGIN_FAILURE", "it cannot be run"]


async def test_an_entry_point_is_a_plugin(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    (package / "mine-1.dist-info").mkdir(parents=True)
    (package / "mine-1.dist-info" / "entry_points.txt").write_text("[patchbay.plugins]\nmine.py = mine:FUNCTIONS\n")
    (package / "mine-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1\n")
    (package / "mine.py").write_text("FUNCTIONS = {'greet': lambda session, args: f'hello {args[\"who\"]}'}\n")
    monkeypatch.syspath_prepend(str(package))
    for function, expected in (
        ("greet", {"Status": "Success", "Value": "hello you"}),
        ("other", {"Status": "Failure", "ErrorDescription": ["UNKNOWN_XENAPI_PLUGIN_FUNCTION", "other"]}),
    ):
        call = xmlrpc.encode_call(function, ["OpaqueRef:s", {"who": "you"}]).decode()
        assert xmlrpc.parse_response(plugin_program.main(["mine.py", call])) == expected
    # Found from the server too; the process of its own does not see this test's path.
    assert (await failure(client, "greet", "mine.py", who="you"))[0] == "XENAPI_PLUGIN_FAILURE"


async def test_a_method_that_nobody_knows_is_an_extension(client: Client) -> None:
    result = await client.call("Thing.do", "x", {"a": True}, ["1", "2"])
    assert result == {"method": "Thing.do", "arguments": ["x", {"a": True}, ["1", "2"]]}
    with pytest.raises(Failed) as caught:
        await client.call("Thing.undo", "x")
    assert caught.value.description == ["MESSAGE_METHOD_UNKNOWN", "Thing.undo"]
    with pytest.raises(Failed) as caught:
        await client.bare("Thing.do", "OpaqueRef:nobody")
    assert caught.value.description == ["SESSION_INVALID", "OpaqueRef:nobody"]


async def test_extensions_are_called_by_name(client: Client) -> None:
    assert await client.call("host.call_extension", client.host, "host.ready") == "ready"
    assert await client.call("host.has_extension", client.host, "host.ready") is True
    assert await client.call("host.has_extension", client.host, "host.unready") is False
    assert await client.call("pool.has_extension", client.pool, "host.ready") is True
    with pytest.raises(Failed) as caught:
        await client.call("host.call_extension", client.host, "../secret")
    assert caught.value.description == ["MESSAGE_METHOD_UNKNOWN", "../secret"]
