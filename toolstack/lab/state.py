"""What a lab consists of, kept in a file so that every later command, or a clean-up, finds it."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from toolstack.lab.process import Process

BASE = Path(os.environ.get("PATCHBAY_LABS", "/run/patchbay-labs"))
"""One directory per lab."""

NAME = re.compile(r"[a-z][a-z0-9]{0,5}")
"""Lab names are short, because interface names (15 characters) are built from them."""

USER = "root"


class HostEntry(msgspec.Struct):
    """One host of a lab, with everything needed to talk to it."""

    name: str
    namespace: str
    address: str
    root: str
    """Directory that holds the host's files: configuration, database, sockets, logs."""
    nics: list[str]
    password: str
    user: str = USER
    processes: list[Process] = []

    @property
    def socket(self) -> str:
        """Unix socket of the API."""
        return f"{self.root}/xapi.sock"

    @property
    def environment(self) -> dict[str, str]:
        """What makes ovs-vsctl, toolstackctl and others speak to this host."""
        ovs = f"{self.root}/ovs"
        return {
            "OVS_RUNDIR": ovs,
            "OVS_LOGDIR": ovs,
            "OVS_DBDIR": ovs,
            "OVS_SYSCONFDIR": ovs,
            "PATCHBAY_CONFIG": f"{self.root}/patchbay.toml",
            "PATCHBAY_HOST": self.name,
        }

    def describe(self) -> dict[str, object]:
        """Return what ``--json`` prints."""
        return {
            "name": self.name,
            "namespace": self.namespace,
            "address": self.address,
            "urls": [f"https://{self.address}", f"http://{self.address}"],
            "socket": self.socket,
            "user": self.user,
            "password": self.password,
            "nics": self.nics,
            "root": self.root,
        }


class Lab(msgspec.Struct):
    """A whole lab."""

    name: str
    subnet: int
    """Third octet of the management network 10.231.<subnet>.0/24."""
    switch: HostEntry
    hosts: list[HostEntry] = []
    peers: list[str] = []
    """Names of the machines behind the physical switch."""

    @property
    def directory(self) -> Path:
        """Where the lab keeps its files."""
        return BASE / self.name

    def save(self) -> None:
        """Write the state, atomically."""
        self.directory.mkdir(parents=True, exist_ok=True)
        draft = self.directory / "lab.json.new"
        draft.write_bytes(msgspec.json.format(msgspec.json.encode(self)))
        draft.chmod(0o600)  # it holds the hosts' passwords
        draft.replace(self.directory / "lab.json")

    def host(self, name: str) -> HostEntry:
        """Return a host, or the switch, by name; raises LookupError."""
        for entry in [*self.hosts, self.switch]:
            if entry.name == name:
                return entry
        raise LookupError(f"lab {self.name} has no host {name}; there are {', '.join(h.name for h in self.hosts)}")


def load(name: str) -> Lab:
    """Return a lab by name; raises LookupError when there is none."""
    try:
        return msgspec.json.decode((BASE / name / "lab.json").read_bytes(), type=Lab)
    except FileNotFoundError:
        raise LookupError(f"there is no lab {name}") from None


def names() -> list[str]:
    """Return the names of all labs on this machine, also of those that crashed half-made."""
    return sorted(entry.name for entry in BASE.iterdir() if entry.is_dir()) if BASE.is_dir() else []


@contextmanager
def reserving() -> Iterator[None]:
    """Keep others from choosing a name and a subnet while the block runs.

    The lock file goes with the last lab.
    """
    path = BASE / "lock"
    while True:
        BASE.mkdir(parents=True, exist_ok=True)
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino:
                continue  # another took it away while this one waited
            yield
            if not names():
                path.unlink()
                with suppress(OSError):
                    BASE.rmdir()
            return


def free_subnet(addresses: str) -> int:
    """Return a third octet that no lab uses yet.

    ``addresses`` lists those of the machine, in any form: what a crashed lab left behind is in nobody's files.
    """
    taken = {int(octet) for octet in re.findall(r"\b10\.231\.(\d+)\.", addresses)}
    for name in names():
        try:
            taken.add(load(name).subnet)
        except LookupError:
            continue
    return next(octet for octet in range(1, 255) if octet not in taken)
