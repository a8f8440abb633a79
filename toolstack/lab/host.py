"""One host of a lab: its namespace, its Open vSwitch, its agent and its API server."""

from __future__ import annotations

import secrets
import sys
from contextlib import ExitStack
from pathlib import Path

from toolstack.lab import fabric
from toolstack.lab.fabric import LabError
from toolstack.lab.process import Process, end, spawn
from toolstack.lab.readiness import Readiness
from toolstack.lab.state import HostEntry, Lab

BIN = Path(sys.executable).parent

CONFIGURATION = """\
# Written by toolstack-lab for host {name}.
[paths]
root = "{root}"

[host]
hostname = "{name}"
management_device = "eth0"
management_address = "{address}/24"
management_gateway = "{gateway}"

[auth]
backend = "file"

[agent]
nics = ["eth*"]
guest_driver = "namespace"
ovsdb = "{root}/ovs/db.sock"
"""


def plan_host(lab: Lab, number: int, nics: int) -> HostEntry:
    """Return the entry of a host to be made; ``number`` counts from 1."""
    name = f"h{number}"
    return HostEntry(
        name=name,
        namespace=f"pb-{lab.name}-{name}",
        address=f"10.231.{lab.subnet}.{number}",
        root=str(lab.directory / name),
        nics=[f"eth{n}" for n in range(nics)],
        password=secrets.token_urlsafe(9),
    )


def cables(lab: Lab, host: HostEntry, number: int) -> list[fabric.Cable]:
    """Return the cables of a host's NICs; ``number`` counts hosts from 1 and makes their addresses unique."""
    return [
        fabric.Cable(
            end=host.namespace,
            device=nic,
            port=fabric.port_of(host.name, nic),
            mac=f"52:54:{lab.subnet:02x}:00:{number:02x}:{position:02x}",
        )
        for position, nic in enumerate(host.nics)
    ]


def write_configuration(lab: Lab, host: HostEntry) -> None:
    """Write the file that the host's agent and server read."""
    root = Path(host.root)
    root.mkdir(parents=True, exist_ok=True)
    (root / "patchbay.toml").write_text(
        CONFIGURATION.format(name=host.name, root=root, address=host.address, gateway=lab.switch.address)
    )


def start_agent(host: HostEntry) -> Process:
    """Start the host's agent and wait until it is ready."""
    return _start(host, "toolstack-agent")


def start_server(host: HostEntry) -> Process:
    """Start the host's API server and wait until it is ready."""
    return _start(host, "toolstackd")


def _start(host: HostEntry, daemon: str) -> Process:
    root = Path(host.root)
    with ExitStack() as stack:
        readiness = stack.enter_context(Readiness(root / f"{daemon}.notify"))
        process = spawn(
            daemon,
            [str(BIN / daemon), "--config", str(root / "patchbay.toml")],
            log=root / f"{daemon}.log",
            environment={**host.environment, **readiness.environment},
            netns=host.namespace,
        )
        host.processes.append(process)
        try:
            readiness.wait(process)
        except LabError as error:
            tail = "\n".join((root / f"{daemon}.log").read_text(errors="replace").splitlines()[-15:])
            raise LabError(f"{host.name}: {error}\n{tail}") from None
    return process


def stop(host: HostEntry, *names: str) -> None:
    """End daemons of a host by name; all of them when no name is given."""
    chosen = [p for p in host.processes if not names or p.name in names]
    end(reversed(chosen))
    host.processes = [p for p in host.processes if p not in chosen]
