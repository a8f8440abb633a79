"""The agent's process: from the configuration file to a served socket, and back."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import pwd
import signal
import socket
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from toolstack import hostfile
from toolstack import log as logs
from toolstack import settings as configuration
from toolstack.agent.daemon import Agent
from toolstack.agent.endpoint import Endpoint
from toolstack.agent.ethtool import Ethtool
from toolstack.agent.kernel import Kernel
from toolstack.agent.memory import Memory
from toolstack.agent.netlink import Netlink
from toolstack.agent.nic import Nics
from toolstack.agent.observer import Observer
from toolstack.agent.openvswitch import OpenVSwitch
from toolstack.agent.ovs_manager import Certificates
from toolstack.guests.namespace import NamespaceDriver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from toolstack.guests.driver import GuestDriver
    from toolstack.settings import Settings

log = structlog.get_logger(__name__)

BACKENDS = ("openvswitch",)
"""The switches that this version can drive."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the agent until it is told to stop."""
    parser = argparse.ArgumentParser(prog="toolstack-agent", description="Makes a host's network the wanted one.")
    parser.add_argument("--config", metavar="FILE", help=f"the configuration; {configuration.DEFAULT_PATH}")
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('patchbay')}")
    given = parser.parse_args(argv)
    try:
        settings = configuration.load(configuration.find(given.config))
        uids = allowed_users(settings)
    except configuration.SettingsError as error:
        sys.stderr.write(f"toolstack-agent: {error}\n")
        sys.exit(os.EX_CONFIG)
    logs.set_up(settings.log)
    try:
        asyncio.run(_run_until_signal(settings, uids))
    except* OSError as group:
        log.critical("the agent cannot run", reason="; ".join(map(str, group.exceptions)), exc_info=group)
        sys.exit(os.EX_UNAVAILABLE)


def allowed_users(settings: Settings) -> frozenset[int]:
    """Return the user ids that may use the socket besides root.

    Raises:
        SettingsError: the configuration asks for what this host or this version does not have.
    """
    for where, backend in (
        ("agent.backend", settings.agent.backend),
        (f"/{hostfile.NETWORK}", hostfile.backend(settings.paths.root)),
    ):
        if backend not in BACKENDS:
            raise configuration.SettingsError(f"{where}: this version drives Open vSwitch only, not {backend!r}")
    if not settings.agent.user:
        return frozenset()
    try:
        return frozenset({pwd.getpwnam(settings.agent.user).pw_uid})
    except KeyError:
        raise configuration.SettingsError(f"agent.user: there is no user {settings.agent.user!r}") from None


async def _run_until_signal(settings: Settings, uids: frozenset[int]) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with running(settings, uids):
        notify("READY=1")
        log.info("agent ready", socket=str(settings.agent_socket))
        await stopping.wait()
        notify("STOPPING=1")
        log.info("agent stops; the network stays as it is")


@contextlib.asynccontextmanager
async def running(settings: Settings, uids: frozenset[int] = frozenset()) -> AsyncIterator[Agent]:
    """Run an agent and its socket for as long as the context lasts; entered when both are ready."""
    state = settings.paths.agent_directory
    state.mkdir(parents=True, exist_ok=True)
    async with contextlib.AsyncExitStack() as stack:
        ethtool = stack.enter_context(Ethtool())
        guests: GuestDriver | None = None
        if settings.agent.guest_driver == "namespace":
            guests = await stack.enter_async_context(NamespaceDriver(state))
        agent = _assemble(settings, state, ethtool, guests)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        started, serving = asyncio.Event(), asyncio.Event()
        agent_task = tasks.create_task(agent.run(started.set))
        await started.wait()
        endpoint = Endpoint(agent, settings.agent_socket, uids=uids)
        endpoint_task = tasks.create_task(endpoint.serve(serving))
        await serving.wait()
        try:
            yield agent
        finally:
            endpoint_task.cancel()
            agent_task.cancel()


def _assemble(settings: Settings, state: Path, ethtool: Ethtool, guests: GuestDriver | None) -> Agent:
    root = settings.paths.root
    resolv_conf = Path(root, "etc/resolv.conf") if root else Path("/etc/resolv.conf")
    # The parts call back the agent that is made of them: only ever from the event loop, after this.
    agent: Agent

    def wake() -> None:
        agent.wake()

    netlink = Netlink(wake)
    directory = settings.certificate_directory
    certificates = Certificates(
        key=settings.private_key,
        certificate=settings.certificate,
        controller_ca=directory / "sdn-controller-ca.pem",
        bootstrap_ca=directory / "vswitchd.cacert",
    )
    backend = OpenVSwitch(Path(settings.agent.ovsdb), certificates, wake)
    kernel = Kernel(netlink, ethtool, resolv_conf, state / "leases", Path(root or "/"), settings.host.hostname, wake)
    nics = Nics(netlink, ethtool, settings.agent.nics, state / "nic-order.json")
    observer = Observer(backend, netlink, kernel, nics, guests, settings.host.hostname)
    agent = Agent(backend, netlink, kernel, observer, Memory(state), guests)
    if guests is not None:
        guests.subscribe(wake)
    return agent


def notify(state: str) -> None:
    """Tell the service manager about this process, if there is one."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    target = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
            sock.sendto(state.encode(), target)
    except OSError as error:
        log.warning("the service manager cannot be told", reason=error.strerror)


if __name__ == "__main__":
    main()
