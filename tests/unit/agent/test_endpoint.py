import asyncio
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from toolstack.agent.endpoint import Endpoint
from toolstack.agent.protocol import MAX_FRAME, Hello, Request, decode_from_agent, frame
from toolstack.agent.sim import SimHost

NOBODY = 65534
CONNECT = """
import socket, sys
s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.sendall(bytes.fromhex(sys.argv[2]))
print(len(s.recv(4)))
"""
GREETING = frame(Request(id=1, command=Hello()))


@pytest.fixture
def directory():
    """A directory that other users can enter."""
    made = Path(tempfile.mkdtemp(prefix="pbag"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


async def serving(path, uids):
    started = asyncio.Event()
    task = asyncio.create_task(Endpoint(SimHost(1), path, uids=uids).serve(started))
    await started.wait()
    return task


async def stop(task):
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes another user")
@pytest.mark.parametrize(("uids", "answered"), [({NOBODY}, True), ({1}, False), (set(), False)])
async def test_only_root_and_the_servers_user_are_answered(directory, uids, answered):
    path = directory / "agent.sock"
    task = await serving(path, frozenset(uids))
    process = await asyncio.create_subprocess_exec(
        "setpriv", f"--reuid={NOBODY}", "--clear-groups", "/usr/bin/python3", "-c", CONNECT, str(path), GREETING.hex(),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    printed, _ = await process.communicate()
    assert (printed.strip() == b"4") is answered
    await stop(task)


@pytest.mark.parametrize(
    "sent",
    [
        b"\0\0\0\1{",
        (MAX_FRAME + 1).to_bytes(4, "big"),
        frame(Request(id=1, command=Hello(version=99))),
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=["json", "size", "version", "protocol"],
)
async def test_whoever_breaks_the_rules_is_cut_off(directory, sent):
    task = await serving(directory / "agent.sock", frozenset())
    reader, writer = await asyncio.open_unix_connection(directory / "agent.sock")
    writer.write(sent)
    if writer.can_write_eof() and sent.startswith(b"GET"):
        writer.write_eof()
    answer = await reader.read()
    if answer:
        assert decode_from_agent(answer[4:]).result.code == "bad-request"
    writer.close()
    await stop(task)


async def test_a_socket_left_by_a_crash_is_replaced(directory):
    path = directory / "agent.sock"
    path.touch()
    task = await serving(path, frozenset())
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(GREETING)
    assert await reader.readexactly(4)
    writer.close()
    await stop(task)
    assert not path.exists()
