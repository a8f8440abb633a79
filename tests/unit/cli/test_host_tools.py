"""The tools that are run on a host: what they print, write and end with."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from toolstack import hostfile
from toolstack.agent.naming import Found
from toolstack.cli import host_tool, interface_rename, reset_networking
from toolstack.cli.reset_networking import shown
from toolstack.hostfile import Reset
from toolstack.plan.rename import Nic

A, B = "02:00:00:00:00:0a", "02:00:00:00:00:0b"


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "patchbay.toml"
    path.write_text(f'[paths]\nroot = "{tmp_path}"\n')
    return str(path)


def ended(tool, *arguments) -> int:
    with pytest.raises(SystemExit) as caught:
        tool(list(arguments))
    return caught.value.code


SHOWN = """\
----------------------------------------------------------------------
!! WARNING !!

This host is going to be rebooted, and its network set up anew.
All virtual machines that run on it should be shut down first.
Its bonds, VLANs and tunnels go; networks stay, and the interfaces of
virtual machines on them.
----------------------------------------------------------------------

The management interface will be:
  Network interface: eth0
  IPv4:              static
  IPv6:              none
  VLAN:              42
  IPv4 address:      192.0.2.5
  Netmask:           255.255.255.0
  Gateway:           192.0.2.1
  DNS servers:       192.0.2.1
  Coordinator:       192.0.2.9

"""


def test_what_a_reset_shows():
    wish = Reset(
        DEVICE="eth0", MODE="static", MODE_V6="none", VLAN="42",
        IP="192.0.2.5", NETMASK="255.255.255.0", GATEWAY="192.0.2.1", DNS="192.0.2.1",
    )  # fmt: skip
    assert shown(wish, "192.0.2.9") == SHOWN


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "it is not known which NIC to use: say --device"),
        (["--device", "eth0", "--mode", "none"], "one of --mode and --mode-v6 has to be other than none"),
        (["--device", "eth0", "--mode", "static"], "--mode static needs --ip and --netmask"),
        (["--device", "eth0", "--mode", "static", "--ip", "1.2.3", "--netmask", "255.0.0.0"], "1.2.3"),
        (["--device", "eth0", "--ip", "192.0.2.5"], "go with --mode static"),
        (["--device", "eth0", "--mode-v6", "static", "--ipv6", "2001:db8::1"], "needs --ipv6 with a prefix length"),
        (["--device", "eth0", "--vlan", "5000"], "'5000' is no VLAN"),
        (["--device", "eth0", "--dns", "x"], "'x' does not appear to be"),
        (["--device", "eth0", "-m", "192.0.2.9"], "this host is none"),
    ],
)
def test_wishes_that_cannot_be_had_change_nothing(config, tmp_path, capsys, arguments, complaint):
    assert ended(reset_networking.main, *arguments, "--config", config) == 1
    assert complaint in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["patchbay.toml"]


def test_defaults_come_from_the_installer(tmp_path):
    hostfile.write(tmp_path / hostfile.FIRST_BOOT, "LABEL='eth3'\nVLAN='7'\n")
    given = reset_networking._parser().parse_args([])
    assert reset_networking.wanted(given, str(tmp_path)) == Reset(DEVICE="eth3", MODE="dhcp", MODE_V6="none", VLAN="7")
    given = reset_networking._parser().parse_args(["--novlan"])
    assert reset_networking.wanted(given, str(tmp_path)).VLAN == ""


def test_backends(config, tmp_path, capsys):
    host_tool.get_network_backend(["--config", config])
    assert capsys.readouterr().out == "openvswitch\n"
    assert ended(host_tool.switch_network_backend, "nothing", "--config", config) == 2
    hostfile.write(tmp_path / hostfile.NETWORK, "bridge\n")
    host_tool.get_network_backend(["--config", config])
    host_tool.switch_network_backend(["vswitch", "--config", config])
    host_tool.get_network_backend(["--config", config])
    assert capsys.readouterr().out == "bridge\nThe host will use openvswitch after a reboot.\nopenvswitch\n"
    assert (tmp_path / host_tool.BLACKLIST).exists()


def test_waiting_for_a_server_ends(config, tmp_path, capsys):
    assert ended(host_tool.wait_init_complete, "0", "--config", config) == 1
    assert f"does not answer at {tmp_path}/xapi.sock" in capsys.readouterr().err


LIST = """\
Name         MAC                PCI           ethN   Phys  SMBios  Driver  Version  Firmware
eth0         02:00:00:00:00:0a  0000:01:00.0  eth0   em1   Port_A  ixgbe   5.1      0x1
side-3-eth1  02:00:00:00:00:0b  0000:02:00.0  eth1   -     -       -       -        -
ibft0        02:00:00:00:00:0c  -             -      -     -       -       -        -
"""


def test_the_list_of_nics():
    found = [
        Found(Nic(A, "0000:01:00.0", "eth0", "em1", "Port A"), "ixgbe", "5.1", "0x1"),
        Found(Nic(B, "0000:02:00.0", "side-3-eth1"), "", "", ""),
        Found(Nic("02:00:00:00:00:0c", "", "ibft0"), "", "", ""),
    ]
    printed = interface_rename.table(found)
    assert [line.split() for line in printed.splitlines()] == [line.split() for line in LIST.splitlines()]


def test_one_action_at_a_time(capsys):
    assert ended(interface_rename.main, "--list", "--rename") == 2
    assert ended(interface_rename.main) == 2
    capsys.readouterr()


def test_inventory_keeps_what_others_wrote(tmp_path):
    path = tmp_path / hostfile.INVENTORY
    hostfile.write(path, "PRODUCT_BRAND='X'\nMANAGEMENT_INTERFACE=''\n")
    assert hostfile.update_inventory(str(tmp_path), {"MANAGEMENT_INTERFACE": "xenbr0"})
    assert not hostfile.update_inventory(str(tmp_path), {"MANAGEMENT_INTERFACE": "xenbr0"})
    assert path.read_text() == "PRODUCT_BRAND='X'\nMANAGEMENT_INTERFACE='xenbr0'\n"


def test_roles(tmp_path):
    root = str(tmp_path)
    assert hostfile.role(root) is None
    for text, expected in {
        "master\n": "master",
        "slave:2001:db8::1": "slave:2001:db8::1",
        "broken": "broken",
        "slave": "broken",
        "": "broken",
    }.items():
        hostfile.write(Path(root, hostfile.POOL), text)
        assert str(hostfile.role(root)) == expected


def test_reset_files():
    wish = hostfile.parse_reset("DEVICE=eth0\nMODE=STATIC\nIP=192.0.2.5\nDNS=a=b\nnonsense\nX=1\n")
    assert (wish.MODE, wish.DNS, wish.unknown) == ("static", "a=b", ("nonsense", "X=1"))
    assert hostfile.parse_reset(hostfile.format_reset(wish)) == wish
    for bad in ("MODE=dhcp\n", "DEVICE=eth0\nMODE=sometimes\n", "DEVICE=eth0\nVLAN=9999\n"):
        with pytest.raises(hostfile.BadFileError):
            hostfile.parse_reset(bad)


def test_only_roots_wish_for_a_reset_counts(tmp_path):
    root = str(tmp_path)
    assert hostfile.pending_reset(root) is None
    wish = tmp_path / hostfile.RESETS[1]
    hostfile.write(tmp_path / "elsewhere", "DEVICE=eth0\n")
    wish.parent.mkdir()
    wish.symlink_to(tmp_path / "elsewhere")
    assert hostfile.pending_reset(root) is None
    wish.unlink()
    wish.write_text("DEVICE=eth0\n")
    assert hostfile.pending_reset(root) == wish
    if os.geteuid() == 0:
        os.chown(wish, 1234, -1)
        assert hostfile.pending_reset(root) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root")
def test_what_is_prepared_for_a_server_without_rights(tmp_path):
    script = Path(__file__).parents[3] / "packaging/libexec/prepare-host-files"
    hostfile.write(tmp_path / hostfile.INVENTORY, "A='1'\n")
    hostfile.write(tmp_path / hostfile.RESETS[1], "DEVICE=eth0\n")
    for _ in range(2):
        subprocess.run([script, tmp_path, "root"], check=True)
    assert hostfile.pending_reset(str(tmp_path)) == tmp_path / hostfile.RESETS[2]
    assert hostfile.update_inventory(str(tmp_path), {"B": "2"})
    hostfile.write(tmp_path / hostfile.POOL, "master\n")
    assert (tmp_path / hostfile.INVENTORY).is_symlink()
    assert (tmp_path / "var/lib/patchbay" / hostfile.INVENTORY).read_text() == "A='1'\nB='2'\n"
    assert str(hostfile.role(str(tmp_path))) == "master"
