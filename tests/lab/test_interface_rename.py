"""Real NICs renamed: links of a namespace of their own."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from toolstack.hostfile import RENAME
from toolstack.lab import fabric

pytestmark = [pytest.mark.lab, pytest.mark.skipif(os.geteuid() != 0, reason="needs root")]

TOOL = Path(sys.executable).parent / "interface-rename"
MACS = [f"52:54:00:00:00:0{n}" for n in range(4)]


class Machine:
    """A namespace with four NICs, eth0 and eth2 of them up."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.namespace = f"pbw{secrets.token_hex(3)}"
        fabric.make_namespace(self.namespace)  # its links go with it
        lines = [f"link add eth{n} address {mac} type veth peer name peer{n}" for n, mac in enumerate(MACS)]
        fabric.ip(self.namespace, *lines, "link set eth0 up", "link set eth2 up")
        (root / "patchbay.toml").write_text(f'[paths]\nroot = "{root}"\n')

    def links(self) -> dict[str, tuple[str, bool]]:
        """Return name and whether it is up, by hardware address."""
        shown = json.loads(fabric.run("ip", "-n", self.namespace, "-json", "link", "show"))
        return {one["address"]: (one["ifname"], "UP" in one["flags"]) for one in shown if one["address"] in MACS}

    def names(self) -> list[str]:
        return [self.links()[mac][0] for mac in MACS]

    def tool(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["ip", "netns", "exec", self.namespace, TOOL, "--config", self.root / "patchbay.toml", *arguments],
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path)
    yield made
    fabric.remove_namespace(made.namespace)


def test_permutations_of_real_links(machine):
    assert machine.tool("--rename").stdout == "All done\n"
    for order in ((1, 2, 3, 0), (0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2)):
        wishes = [f"eth{eth}={MACS[nic]}" for eth, nic in enumerate(order)]
        before = machine.names()
        said = machine.tool("--update", *wishes)
        assert said.returncode == 0, said.stderr
        assert said.stdout.startswith("Performing manual update, not actually renaming\n")
        assert machine.names() == before
        assert machine.tool("--rename").returncode == 0
        assert [machine.names()[nic] for nic in order] == [f"eth{eth}" for eth in range(4)]
        assert [machine.links()[mac][1] for mac in MACS] == [True, False, True, False]
    assert machine.tool("--rename").stdout == "All done\n", "there is nothing left to do"
    assert machine.tool("--reset-to-install").returncode == 0


def test_a_dry_run_changes_nothing(machine):
    (machine.root / RENAME).mkdir(parents=True)
    (machine.root / RENAME / "static-rules.conf").write_text(f'eth1: mac = "{MACS[0]}"\neth0:{MACS[1]}\n')
    said = machine.tool("--rename", "--dry-run")
    assert said.stdout == "eth0 -> side-0-eth0\neth1 -> eth0\nside-0-eth0 -> eth1\nAll done\n"
    assert machine.names() == ["eth0", "eth1", "eth2", "eth3"]
    assert not (machine.root / RENAME / "dynamic-rules.json").exists()
    assert machine.tool("--rename").returncode == 0
    assert machine.names() == ["eth1", "eth0", "eth2", "eth3"]


def test_updates_that_cannot_be(machine):
    said = machine.tool("--update", "eth0=52:54:00:00:00:99", "ethx=1")
    assert said.stdout.splitlines()[-1] == "No valid update rules after processing. Doing nothing"
    assert machine.tool("--update", f"eth0={MACS[0]}", f"eth0={MACS[1]}").returncode == 1
    assert machine.tool("--update", f"eth0={MACS[0]}", f"eth1={MACS[0]}").returncode == 1
    assert machine.names() == ["eth0", "eth1", "eth2", "eth3"]


def test_the_list(machine):
    lines = machine.tool("--list").stdout.splitlines()
    assert lines[0].split() == ["Name", "MAC", "PCI", "ethN", "Phys", "SMBios", "Driver", "Version", "Firmware"]
    assert [line.split()[:2] for line in lines[1:]] == [[f"eth{n}", mac] for n, mac in enumerate(MACS)]
