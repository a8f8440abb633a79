"""A lab with a session on its first host, for tests that ask through XenAPI and look at packets."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import XenAPI

from toolstack.lab import fabric, life
from toolstack.lab.guest import guest_namespace
from toolstack.lab.state import HostEntry, Lab

VIF: dict[str, Any] = {
    "MAC": "",
    "MTU": "1500",
    "other_config": {},
    "qos_algorithm_type": "",
    "qos_algorithm_params": {},
}


class Host:
    """One host of the lab and a session on it."""

    def __init__(self, entry: HostEntry) -> None:
        self.entry = entry
        self.session = XenAPI.Session(f"https://{entry.address}", ignore_ssl=True)
        self.session.xenapi.login_with_password(entry.user, entry.password, "2.23", "tests")
        self.api: Any = self.session.xenapi
        self.ref: str = self.api.host.get_all()[0]

    def run(self, *command: str) -> str:
        """Run a command on the host and return what it printed."""
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **self.entry.environment}
        return fabric.run("ip", "netns", "exec", self.entry.namespace, *command, environment=environment).strip()

    def vsctl(self, *words: str) -> str:
        """Run ovs-vsctl."""
        return self.run("ovs-vsctl", "--timeout=20", *words)

    def pif(self, device: str, tag: int = -1) -> str:
        """Return the PIF of a device."""
        records = self.api.PIF.get_all_records()
        return next(ref for ref, pif in records.items() if pif["device"] == device and pif["VLAN"] == str(tag))

    def network(self, name: str, **fields: Any) -> str:
        """Make a network."""
        return str(self.api.network.create({"name_label": name, "other_config": {}, **fields}))

    def follow(self, classes: list[str], condition: Callable[[], bool], seconds: float = 20.0) -> None:
        """Follow events until a condition holds."""
        token, end = "", time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise AssertionError("it did not come about")
            token = self.api.event_from(classes, token, 1.0)["token"]


class Site:
    """A lab and its hosts."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.hosts = [Host(entry) for entry in lab.hosts]

    @property
    def host(self) -> Host:
        """The first host."""
        return self.hosts[0]

    def guest(self, name: str, network: str, address: str = "", host: Host | None = None, **vif: Any) -> Guest:
        """Start a guest with one interface, and give it an address."""
        at = host or self.host
        api = at.api
        template = next(ref for ref, vm in api.VM.get_all_records().items() if vm["is_a_template"])
        vm = api.VM.clone(template, name)
        api.VM.provision(vm)
        ref = api.VIF.create({"VM": vm, "network": network, "device": "0", **VIF, **vif})
        api.VM.start(vm, False, False)  # noqa: FBT003 - XenAPI's positional parameters
        guest = Guest(at, vm, ref, guest_namespace(self.lab, api.VM.get_uuid(vm)))
        if address:
            guest.run("ip", "address", "add", address, "dev", "eth0", *(["nodad"] if ":" in address else []))
        return guest

    def peer(self, name: str, address: str, vlan: int | None = None) -> Machine:
        """Put a machine behind the physical switch."""
        return Machine(fabric.make_peer(self.lab, name, vlan=vlan, address=address))

    def remove_peer(self, name: str) -> None:
        """Take it away again."""
        fabric.remove_peer(self.lab, name)


class Machine:
    """Anything that can send packets."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def command(self, *command: str) -> list[str]:
        """Return a command as it is run there."""
        return ["ip", "netns", "exec", self.namespace, *command]

    def run(self, *command: str) -> str:
        """Run a command there and return what it printed."""
        return fabric.run(*self.command(*command))

    def pings(self, address: str, seconds: int = 1, *options: str) -> bool:
        """Return whether an address answers within some seconds."""
        command = self.command("ping", "-q", "-c", "1", "-i", "0.2", "-w", str(seconds), *options, address)
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    @contextlib.contextmanager
    def hears(self, *expression: str, device: str = "eth0") -> Iterator[Capture]:
        """Capture what arrives at a device while the block runs."""
        command = self.command("tcpdump", "-l", "-n", "-e", "-Q", "in", "-i", device, *expression)
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        for line in process.stderr:
            if "listening on" in line:
                break
        capture = Capture()
        try:
            yield capture
        finally:
            process.terminate()
            capture.text = process.communicate()[0]


class Capture:
    """What was captured, once the capture is over."""

    text = ""


class Guest(Machine):
    """A guest with one interface."""

    def __init__(self, host: Host, vm: str, vif: str, namespace: str) -> None:
        super().__init__(namespace)
        self.host = host
        self.vm = vm
        self.vif = vif

    @property
    def port(self) -> str:
        """The host's end of its interface."""
        api = self.host.api
        return f"vif{api.VM.get_domid(self.vm)}.{api.VIF.get_device(self.vif)}"

    def remove(self) -> None:
        """Stop it and forget it."""
        self.host.api.VM.hard_shutdown(self.vm)
        self.host.api.VM.destroy(self.vm)


@contextlib.contextmanager
def site(name: str, hosts: int = 1, nics: int = 3) -> Iterator[Site]:
    """Have a lab for as long as the block runs."""
    lab = life.up(name, hosts, nics)
    made = None
    try:
        made = Site(lab)
        yield made
    except BaseException:
        for entry in lab.hosts:
            for log in ("agent.log", "server.log"):
                path = Path(entry.root) / log
                if path.exists():
                    print(f"---- {path}\n{path.read_text()[-3000:]}")
        raise
    finally:
        for host in made.hosts if made is not None else ():
            host.session("close")()
        life.down(lab.name)
