"""``xe-reset-networking``: sets a host's network up from nothing when it cannot be reached any more."""

from __future__ import annotations

import argparse
import ipaddress
import re
import sys
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from toolstack import hostfile
from toolstack import settings as configuration
from toolstack.agent.naming import find
from toolstack.cli.interface_rename import Tool
from toolstack.cli.service import Machine, ServiceError
from toolstack.datamodel.pool import Pool
from toolstack.db.error import StorageError
from toolstack.db.view import view
from toolstack.hostfile import Reset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from toolstack.settings import Settings

WARNING: Final = """\
----------------------------------------------------------------------
!! WARNING !!

This host is going to be rebooted, and its network set up anew.
All virtual machines that run on it should be shut down first.
Its bonds, VLANs and tunnels go; networks stay, and the interfaces of
virtual machines on them.
----------------------------------------------------------------------
"""
QUESTION: Final = 'Type "yes" to go on, anything else to change nothing: '
_POSITION: Final = re.compile(r"xenbr([0-9]+)")
_MODES: Final = ("none", "dhcp", "static")


class WishError(Exception):
    """What is asked for cannot be had; the text says why."""


def main(argv: Sequence[str] | None = None) -> None:
    """Check, show, ask, and do it; exit status 1 when nothing was changed."""
    given = _parser().parse_args(argv)
    try:
        configured = configuration.load(configuration.find(given.config))
        wish = wanted(given, configured.paths.root)
        check_pool(configured, given.master)
        print(shown(wish, given.master), end="")
        if not _is_sure(configured.paths.root):
            print("Nothing was changed.")
            sys.exit(1)
        carry_out(configured, wish, given.master, keep_names=given.keep_interface_name_rules)
    except (WishError, ServiceError, configuration.SettingsError, OSError, UnicodeDecodeError, ValueError) as error:
        print(f"xe-reset-networking: {error}", file=sys.stderr)
        sys.exit(1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="xe-reset-networking", description="Set up the network of this host from nothing, and reboot."
    )
    parser.add_argument("-m", "--master", default="", metavar="ADDRESS", help="the coordinator's address (members)")
    parser.add_argument("--device", default="", help="the NIC to manage the host through")
    parser.add_argument("--mode", choices=_MODES, default="dhcp", help="how it gets its IPv4 address; dhcp")
    parser.add_argument(
        "--mode-v6", choices=("none", "dhcp", "autoconf", "static"), default="none", help="its IPv6 address; none"
    )
    tag = parser.add_mutually_exclusive_group()
    tag.add_argument("--vlan", default="", help="the VLAN to manage the host through")
    tag.add_argument("--novlan", action="store_true", help="use no VLAN, whatever the installer was told")
    for name, text in (
        ("ip", "IPv4 address"),
        ("netmask", "its netmask"),
        ("gateway", "IPv4 gateway"),
        ("ipv6", "IPv6 address with prefix length"),
        ("gateway-v6", "IPv6 gateway"),
        ("dns", "DNS servers, separated by commas"),
    ):
        parser.add_argument(f"--{name}", default="", help=text)
    parser.add_argument("--keep-interface-name-rules", action="store_true", help="leave the names of NICs alone")
    parser.add_argument("--config", metavar="FILE", help=f"the configuration; {configuration.DEFAULT_PATH}")
    return parser


def wanted(given: argparse.Namespace, root: str) -> Reset:
    """Return what is asked for, with what the installer was told for the rest.

    Raises:
        WishError: something is missing or is no address.
    """
    installed = hostfile.read_shell(hostfile.base(root) / hostfile.FIRST_BOOT)
    inventory = hostfile.read_shell(hostfile.base(root) / hostfile.INVENTORY)
    position = _POSITION.fullmatch(inventory.get("MANAGEMENT_INTERFACE", ""))
    device = given.device or installed.get("LABEL", "") or (f"eth{position[1]}" if position else "")
    if not device:
        raise WishError("it is not known which NIC to use: say --device")
    tag = "" if given.novlan else given.vlan or ("" if given.device else installed.get("VLAN", ""))
    if tag and not (tag.isascii() and tag.isdecimal() and 0 < int(tag) < 4095):  # noqa: PLR2004 - the tags
        raise WishError(f"{tag!r} is no VLAN")
    if given.mode == "none" and given.mode_v6 == "none":
        raise WishError("one of --mode and --mode-v6 has to be other than none")
    _check_addresses(given)
    static, static6 = given.mode == "static", given.mode_v6 == "static"
    return Reset(
        DEVICE=device,
        MODE=given.mode,
        MODE_V6=given.mode_v6,
        VLAN=tag,
        IP=given.ip if static else "",
        NETMASK=given.netmask if static else "",
        GATEWAY=given.gateway if static else "",
        IPV6=given.ipv6 if static6 else "",
        GATEWAY_V6=given.gateway_v6 if static6 else "",
        DNS=given.dns if static or static6 else "",
    )


def _check_addresses(given: argparse.Namespace) -> None:
    try:
        _check_ipv4(given)
        _check_ipv6(given)
        for server in filter(None, given.dns.split(",")):
            ipaddress.ip_address(server)
    except ValueError as error:
        raise WishError(str(error)) from None


def _check_ipv4(given: argparse.Namespace) -> None:
    if given.mode != "static":
        if given.ip or given.netmask or given.gateway:
            raise WishError("--ip, --netmask and --gateway go with --mode static")
        return
    if not given.ip or not given.netmask:
        raise WishError("--mode static needs --ip and --netmask")
    own = ipaddress.IPv4Interface(f"{given.ip}/{given.netmask}")
    if given.gateway and ipaddress.IPv4Address(given.gateway) not in own.network:
        raise WishError(f"the gateway {given.gateway} is not in the network of {given.ip}")


def _check_ipv6(given: argparse.Namespace) -> None:
    if given.mode_v6 != "static":
        if given.ipv6 or given.gateway_v6:
            raise WishError("--ipv6 and --gateway-v6 go with --mode-v6 static")
        return
    if "/" not in given.ipv6:
        raise WishError("--mode-v6 static needs --ipv6 with a prefix length")
    ipaddress.IPv6Interface(given.ipv6)
    if given.gateway_v6:
        ipaddress.IPv6Address(given.gateway_v6)


def check_pool(settings: Settings, master: str) -> None:
    """Raise WishError when the host's pool does not let its network be reset."""
    role = hostfile.role(settings.paths.root)
    if master and (role is None or role.kind != "slave"):
        raise WishError("-m is for members of a pool: this host is none")
    if role is not None and role.kind == "slave":
        return  # the records are the coordinator's, which checks when it is asked
    try:
        snapshot = view(settings.database_url)
    except (StorageError, OSError) as error:
        print(f"It is not known whether high availability is on: {error}", file=sys.stderr)
        return
    if any(pool.ha_enabled for _, pool in snapshot.all(Pool)):
        raise WishError("high availability is on; disable it first: xe pool-ha-disable")


def shown(wish: Reset, master: str) -> str:
    """Return what is about to be done, in words."""
    names = {
        "DEVICE": "Network interface",
        "VLAN": "VLAN",
        "MODE": "IPv4",
        "IP": "IPv4 address",
        "NETMASK": "Netmask",
        "GATEWAY": "Gateway",
        "MODE_V6": "IPv6",
        "IPV6": "IPv6 address",
        "GATEWAY_V6": "IPv6 gateway",
        "DNS": "DNS servers",
    }
    rows = [(names[one.name], getattr(wish, one.name)) for one in fields(wish) if one.name in names]
    rows.append(("Coordinator", master))
    lines = "".join(f"  {name + ':':<19}{value}\n" for name, value in rows if value)
    return f"{WARNING}\nThe management interface will be:\n{lines}\n"


def _is_sure(root: str) -> bool:
    if (hostfile.base(root) / hostfile.NO_WARNING).exists():
        return True
    print(QUESTION, end="", flush=True)
    return sys.stdin.readline().strip() == "yes"


def carry_out(settings: Settings, wish: Reset, master: str, *, keep_names: bool) -> None:
    """Stop the daemons, leave the wish for their next start, and reboot.

    Raises:
        OSError: a file could not be written; the daemons are started again, and nothing is reset.
    """
    root = settings.paths.root
    machine = Machine(settings)
    machine.stop()
    try:
        if master:
            hostfile.write(hostfile.base(root) / hostfile.POOL, f"slave:{master}\n")
        _forget(settings)
        hostfile.update_inventory(root, {"MANAGEMENT_INTERFACE": _bridge(wish), "CURRENT_INTERFACES": ""})
        hostfile.write(hostfile.base(root) / hostfile.FIRST_BOOT, hostfile.first_boot(wish))
        if not keep_names and any(found.nic.pci for found in find()):
            Tool(hostfile.base(root) / hostfile.RENAME, dry=False, verbose=False).reset()
        hostfile.write(hostfile.base(root) / hostfile.RESETS[0], hostfile.format_reset(wish), 0o600)
    except OSError:
        machine.restart()
        raise
    print("Rebooting ...", flush=True)
    machine.reboot()


def _bridge(wish: Reset) -> str:
    if wish.VLAN:
        return "xentemp"
    return f"xenbr{wish.DEVICE[3:]}" if re.fullmatch(r"eth[0-9]+", wish.DEVICE) else f"br{wish.DEVICE}"


def _forget(settings: Settings) -> None:
    """Remove what the agent would make again at its start, and what could be gone back to."""
    base = hostfile.base(settings.paths.root)
    state = settings.paths.agent_directory
    files: list[Path] = [state / "agent-0.state", state / "agent-1.state"]
    files.append(settings.paths.state_directory / "management.json")
    files += [base / "var/lib/xcp/networkd.db", base / "var/xapi/networkd.db"]
    for path in files:
        path.unlink(missing_ok=True)
