"""The small tools that are run on a host itself."""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import sys
import time
from typing import TYPE_CHECKING, Final

from toolstack import hostfile
from toolstack import settings as configuration
from toolstack.cli.service import Machine, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from toolstack.settings import Settings

PERIOD: Final = 0.1
"""Seconds between two questions whether the server is there."""
PATIENCE: Final = 240
OK: Final = 200
BLACKLIST: Final = "etc/modprobe.d/blacklist-bridge.conf"


def get_network_backend(argv: Sequence[str] | None = None) -> None:
    """``xe-get-network-backend``: print ``openvswitch`` or ``bridge``."""
    settings, _ = _given(_parser("xe-get-network-backend", "Print which switch the host uses."), argv)
    print(hostfile.backend(settings.paths.root))


def switch_network_backend(argv: Sequence[str] | None = None) -> None:
    """``xe-switch-network-backend``: choose the switch that the host uses from its next start on."""
    parser = _parser("xe-switch-network-backend", "Choose the switch that the host uses from its next start on.")
    parser.add_argument("backend", choices=sorted(hostfile.BACKENDS))
    settings, given = _given(parser, argv)
    _carried_out(parser, lambda: _switch(settings.paths.root, hostfile.BACKENDS[given.backend]))


def _switch(root: str, backend: str) -> None:
    from toolstack.agent.main import BACKENDS  # noqa: PLC0415 - the whole agent: only this tool needs it

    if backend not in BACKENDS:
        raise ServiceError(f"this version cannot drive {backend}: the host would have no network after its next start")
    before = hostfile.backend(root)
    hostfile.write(hostfile.base(root) / hostfile.NETWORK, f"{backend}\n")
    blacklist = hostfile.base(root) / BLACKLIST
    if backend == "openvswitch":
        hostfile.write(blacklist, "install bridge /bin/true\n")
    else:
        blacklist.unlink(missing_ok=True)
    if before == backend:
        print(f"The host uses {backend} already.")
    else:
        print(f"The host will use {backend} after a reboot.")


def toolstack_restart(argv: Sequence[str] | None = None) -> None:
    """``xe-toolstack-restart``: restart agent and server; guests and the network stay as they are."""
    parser = _parser("xe-toolstack-restart", "Restart the toolstack; guests and the network stay as they are.")
    settings, _ = _given(parser, argv)
    print("Restarting the toolstack")
    _carried_out(parser, Machine(settings).restart)
    print("done.")


def wait_init_complete(argv: Sequence[str] | None = None) -> None:
    """``xapi-wait-init-complete``: end with status 0 as soon as the server answers, with 1 after some seconds."""
    parser = _parser("xapi-wait-init-complete", "Wait until the server answers.")
    parser.add_argument("seconds", nargs="?", type=float, default=PATIENCE, help="how long to wait at most")
    settings, given = _given(parser, argv)
    deadline = time.monotonic() + given.seconds
    while not _answers(settings.api_socket):
        if time.monotonic() >= deadline:
            print(f"The server does not answer at {settings.api_socket}.", file=sys.stderr)
            sys.exit(1)
        time.sleep(PERIOD)


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=5)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def _answers(path: Path) -> bool:
    connection = _UnixConnection(path)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _parser(name: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=name, description=description)
    parser.add_argument("--config", metavar="FILE", help=f"the configuration; {configuration.DEFAULT_PATH}")
    return parser


def _given(parser: argparse.ArgumentParser, argv: Sequence[str] | None) -> tuple[Settings, argparse.Namespace]:
    given = parser.parse_args(argv)
    try:
        return configuration.load(configuration.find(given.config)), given
    except configuration.SettingsError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        sys.exit(os.EX_CONFIG)


def _carried_out(parser: argparse.ArgumentParser, action: Callable[[], None]) -> None:
    try:
        action()
    except (ServiceError, OSError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        sys.exit(1)
