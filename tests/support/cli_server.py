"""A whole server over a host in memory with the thin command line on all its listeners, and ways to talk to it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from toolstack.agent.sim import SimHost
from toolstack.server import thincli
from toolstack.server.admission import Admission
from toolstack.server.app import App
from toolstack.server.dump import Dump
from toolstack.server.listeners import listening
from toolstack.server.monitor import Metrics, Monitor
from toolstack.server.rpc import Rpc
from toolstack.server.static import Files
from toolstack.settings import Settings

from .api_server import PASSWORD, Accounts
from .cli_client import Outcome, converse
from .stack import Stack
from .stack import running as running_stack


@dataclass
class CliServer:
    """What a test talks to."""

    stack: Stack
    settings: Settings

    @property
    def socket(self) -> str:
        return str(self.settings.api_socket)

    @property
    def port(self) -> int:
        return self.settings.listen.http_port

    async def xe(self, *words: str, answers: tuple[bytes, ...] = (), **options) -> Outcome:
        """Run a command as root over the Unix socket, with the independent client."""
        reader, writer = await asyncio.open_unix_connection(self.socket)
        lines = [*words, "username=root", "password=null"]
        return await converse(reader, writer, lines, answers=answers, **options)

    async def remote(self, *words: str, user: str = "root", password: str = PASSWORD, **options) -> Outcome:
        """Run a command over plain TCP, with the independent client."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        return await converse(reader, writer, [*words, f"username={user}", f"password={password}"], **options)

    async def program(self, *words: str, stdin: bytes = b"", **environment: str) -> tuple[int, str, str]:
        """Run our own ``xe`` as a process; return its status, output and errors."""
        env = {**os.environ, "PATCHBAY_CONFIG": f"{self.settings.paths.root}/patchbay.toml", **environment}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "toolstack.cli.xe", *words, env=env, stdin=-1, stdout=-1, stderr=-1
        )
        out, err = await process.communicate(stdin)
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@asynccontextmanager
async def running(
    directory: Path, ports: tuple[int, int], certificate: tuple[Path, Path] | None = None, nics: int = 4
) -> AsyncIterator[CliServer]:
    """Serve until the block is left; ``ports`` are those of TLS (0 for none) and plain HTTP."""
    root = directory / "r"
    root.mkdir()
    (root / "patchbay.toml").write_text(f'[paths]\nroot = "{root}"\n[listen]\nhttp_port = {ports[1]}\n')
    pem, key = certificate or ("", "")
    tables = {
        "paths": {"root": str(root)},
        "listen": {"addresses": ["127.0.0.1"], "tls_port": ports[0], "http_port": ports[1]},
        "tls": {"certificate": str(pem), "key": str(key)},
        "limits": {"shutdown_timeout": 5},
    }
    settings = msgspec.convert(tables, Settings)
    async with running_stack(directory, SimHost(nics)) as stack, asyncio.TaskGroup() as tasks:
        metrics = Metrics()
        monitor = Monitor(metrics, lambda: {"status": "ok"}, Accounts())
        dispatcher = stack.client.dispatcher
        app = App(tasks, settings.limits, metrics, Rpc(dispatcher), Files(None), monitor)
        cli = thincli.ThinCli(dispatcher)
        app.add_route("POST", thincli.PATH, cli.post, max_body=thincli.MAX_BODY)
        dump = Admission(dispatcher).guard("get_pool_xml_db_sync", Dump(stack.client.services).get)
        app.add_route("GET", "/pool/xmldbdump", dump)
        async with listening(settings, app):
            yield CliServer(stack, settings)
        await app.stop()
