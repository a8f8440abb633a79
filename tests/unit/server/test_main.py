"""The process: what it says when it cannot start, what it tells the service manager."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
import subprocess
import sys

import msgspec
import pytest
from serving import running

from toolstack.server.listeners import ListenError
from toolstack.server.main import main
from toolstack.server.message import Response, Takeover
from toolstack.server.notify import notify, watchdog_interval
from toolstack.server.rpc import Rpc
from toolstack.wire.incoming import Failure


@pytest.mark.parametrize("text", ["[listen]\ntls_port = 'x'", "[nonsense]", "x"])
def test_a_bad_configuration_ends_it_with_the_key(tmp_path, capsys, text):
    (tmp_path / "bad.toml").write_text(text)
    with pytest.raises(SystemExit) as ended:
        main(["--config", str(tmp_path / "bad.toml")])
    assert ended.value.code == os.EX_CONFIG
    assert "bad.toml" in capsys.readouterr().err


def test_check(tmp_path):
    (tmp_path / "good.toml").write_text("[listen]\ntls_port = 8443")
    with pytest.raises(SystemExit) as ended:
        main(["--config", str(tmp_path / "good.toml"), "--check"])
    assert ended.value.code == 0


def test_a_database_of_a_newer_version_is_refused_with_one_clear_line(tmp_path):
    (tmp_path / "p.toml").write_text(f"[paths]\nroot = '{tmp_path}'\n")
    with contextlib.closing(sqlite3.connect(tmp_path / "patchbay.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('ffff')")
        database.commit()
    command = [sys.executable, "-m", "toolstack.server.main", "--config", str(tmp_path / "p.toml")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == os.EX_IOERR
    said = ended.stdout + ended.stderr
    assert "newer version" in said
    assert "Traceback" not in said


async def test_a_taken_port_is_named(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        listen = msgspec.structs.replace(settings.listen, http_port=port)
        with pytest.raises(ExceptionGroup) as caught:
            async with running(msgspec.structs.replace(settings, listen=listen)):
                pass
    assert caught.group_contains(ListenError, match=f"port {port}", depth=None)


async def test_a_live_socket_is_not_taken_from_its_server(settings, server):
    listen = msgspec.structs.replace(server.settings.listen, http_port=0, tls_port=0)
    with pytest.raises(ExceptionGroup) as caught:
        async with running(msgspec.structs.replace(server.settings, listen=listen)):
            pass
    assert caught.group_contains(ListenError, match="another server", depth=None)
    assert server.settings.api_socket.is_socket()


async def test_a_dead_socket_is_replaced(settings):
    settings.api_socket.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(settings.api_socket))
    async with running(settings):
        assert settings.api_socket.is_socket()


def test_the_service_manager_is_told(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "n"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "n"))
        notify("READY=1", "STATUS=x")
        assert manager.recv(100) == b"READY=1\nSTATUS=x"


def test_watchdog(monkeypatch):
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    assert watchdog_interval() == 0
    monkeypatch.setenv("WATCHDOG_USEC", "60000000")
    assert watchdog_interval() == 30
    monkeypatch.setenv("WATCHDOG_PID", "1")
    assert watchdog_interval() == 0


def test_the_masters_thumbprint_is_told_with_host_is_slave_only():
    rpc = Rpc(None)
    rpc.thumbprints = {"sha-256": "AA:BB"}
    incoming = type("I", (), {"origin": type("O", (), {"thumbprint": "sha-256:master"})})
    name = b"x-xenapi-response-host-certificate-thumbprint"
    assert (name, b"AA:BB") in rpc._headers(incoming, Failure(("HOST_IS_SLAVE", "10.0.0.1")))
    assert name not in dict(rpc._headers(incoming, Failure(("SESSION_INVALID", "x"))))


async def test_a_connection_can_be_taken_over(settings):
    """What ``POST /cli`` needs: after the request, a raw stream in both directions."""

    async def handler(request):
        if request.body == b"refuse":
            return Response(b"no", status=403)

        async def talk(stream):
            stream.write(b"hello " + request.body)
            await stream.drain()
            stream.write((await stream.reader.readexactly(4)).upper())

        return Takeover(talk)

    async with running(settings, route=("POST", "/cli", handler)) as server:
        reader, writer = await server.connect()
        writer.write(b"POST /cli HTTP/1.0\r\ncontent-length: 3\r\n\r\nabc")
        assert await reader.readexactly(9) == b"hello abc"
        writer.write(b"back")
        assert await reader.read() == b"BACK"
        writer.close()
        refused = await server.exchange(b"POST /cli HTTP/1.0\r\ncontent-length: 6\r\n\r\nrefuse")
        assert refused.startswith(b"HTTP/1.1 403 ")


async def test_static_files_stay_below_their_root(settings, tmp_path):
    root = tmp_path / "web"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<p>here")
    (root / "assets" / "a.js").write_text("1")
    (tmp_path / "secret").write_text("secret")
    (root / "link").symlink_to(tmp_path / "secret")
    listen = msgspec.structs.replace(settings.listen, web_root=str(root))
    async with running(msgspec.structs.replace(settings, listen=listen)) as server:

        async def get(path):
            return await server.exchange(f"GET {path} HTTP/1.0\r\n\r\n".encode())

        assert (await get("/")).endswith(b"<p>here")
        script = await get("/assets/a.js?v=1")
        assert b"javascript" in script
        assert script.startswith(b"HTTP/1.1 200 ")
        for path in ("/../secret", "/%2e%2e/secret", "/link", "/missing", "/%00", "//etc/passwd", "/assets"):
            assert (await get(path)).startswith(b"HTTP/1.1 404 "), path
