"""The NICs that a host has when it starts, before they have their names, and giving them those."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyroute2 import IPRoute, NetlinkError

from toolstack.agent.ethtool import Ethtool
from toolstack.agent.nic import KINDS
from toolstack.plan.rename import Nic, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolstack.plan.rename import Move

_NAMED: Final = re.compile(r"eth[0-9]+|side-[0-9]+-eth[0-9]+|ibft[0-9]+")
_PCI: Final = re.compile(r"[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")
_SYS: Final = Path("/sys")
_UP: Final = 1


class KernelError(Exception):
    """The kernel did not give a name; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Found:
    """A NIC with what is shown of it beside its name."""

    nic: Nic
    driver: str
    version: str
    firmware: str


def find() -> list[Found]:
    """Return the NICs, in the order of their PCI addresses and then of the kernel."""
    with IPRoute() as netlink, Ethtool() as ethtool:
        links = list(netlink.get_links())
        found = [_found(link, ethtool) for link in links if _is_nic(link)]
    return sorted(found, key=lambda one: (not one.nic.pci, one.nic.pci, number(one.nic.name), one.nic.name))


def carry_out(moves: Iterable[Move]) -> None:
    """Rename NICs one after the other; each is down for that moment and then as it was.

    Raises:
        KernelError: one could not be renamed; those before it have been.
    """
    with IPRoute() as netlink:
        for move in moves:
            try:
                _rename(netlink, move)
            except NetlinkError as error:
                raise KernelError(f"{move.source} cannot be renamed to {move.target}: {error.args[-1]}") from error


def _rename(netlink: IPRoute, move: Move) -> None:
    indexes = netlink.link_lookup(ifname=move.source)
    if not indexes:
        raise KernelError(f"there is no {move.source} any more")
    index = indexes[0]
    was_up = bool(netlink.get_links(index)[0]["flags"] & _UP)
    netlink.link("set", index=index, state="down")
    try:
        netlink.link("set", index=index, ifname=move.target)
    finally:
        if was_up:
            netlink.link("set", index=index, state="up")


def _is_nic(link: object) -> bool:
    information = link.get_attr("IFLA_LINKINFO")  # type: ignore[attr-defined]
    kind = information.get_attr("IFLA_INFO_KIND") if information is not None else ""
    return kind in KINDS and _NAMED.fullmatch(link.get_attr("IFLA_IFNAME")) is not None  # type: ignore[attr-defined]


def _found(link: object, ethtool: Ethtool) -> Found:
    name: str = link.get_attr("IFLA_IFNAME")  # type: ignore[attr-defined]
    mac = link.get_attr("IFLA_PERM_ADDRESS") or link.get_attr("IFLA_ADDRESS")  # type: ignore[attr-defined]
    driver = ethtool.driver(name)
    device = _SYS / "class/net" / name / "device"
    pci = driver.bus if _PCI.fullmatch(driver.bus) else _parent(device)
    nic = Nic(mac=mac, pci=pci, name=name, ppn=_place(pci, device, name), label=_text(device / "label"))
    return Found(nic, driver.name, driver.version, driver.firmware)


def _parent(device: Path) -> str:
    """Return the PCI function above a device on another bus, such as virtio or USB."""
    try:
        parts = device.resolve(strict=True).parts
    except OSError:
        return ""
    return next((part for part in reversed(parts) if _PCI.fullmatch(part)), "")


def _place(pci: str, device: Path, name: str) -> str:
    """Return ``em<n>`` for a NIC on the board that the firmware numbers, ``p<slot>p<port>`` for one in a slot."""
    index = _text(device / "index")
    if index.isdecimal():
        return f"em{index}"
    slot = next(_slots(pci), "")
    port = _text(_SYS / "class/net" / name / "dev_port")
    function = int(pci.rpartition(".")[2]) if pci else 0
    return f"p{slot}p{function + int(port or 0) + 1}" if slot else ""


def _slots(pci: str) -> Iterator[str]:
    for slot in (_SYS / "bus/pci/slots").glob("*") if pci else ():
        if _text(slot / "address") == pci.rpartition(".")[0] and slot.name.isdecimal():
            yield slot.name


def _text(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
