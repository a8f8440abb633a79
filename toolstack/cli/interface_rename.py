"""``interface-rename``: gives NICs the names that they had, and tells and changes which those are."""

from __future__ import annotations

import argparse
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from toolstack import hostfile
from toolstack import settings as configuration
from toolstack.agent import naming
from toolstack.plan import rename
from toolstack.plan.rename_rule import (
    BadRulesError,
    Memory,
    find,
    format_memory,
    parse_memory,
    parse_static,
    resolve,
    source,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolstack.agent.naming import Found
    from toolstack.plan.rename import Entry, Nic

COLUMNS = ("Name", "MAC", "PCI", "ethN", "Phys", "SMBios", "Driver", "Version", "Firmware")
STATIC, DYNAMIC = "static-rules.conf", "dynamic-rules.json"


def main(argv: Sequence[str] | None = None) -> None:
    """Run the one action that is asked for; exit status 1 when it is refused or fails."""
    given = _parser().parse_args(argv)
    try:
        configured = configuration.load(configuration.find(given.config))
        tool = Tool(hostfile.base(configured.paths.root) / hostfile.RENAME, dry=given.dry_run, verbose=given.verbose)
        if given.list:
            print(table(naming.find()), end="")
        elif given.update is not None:
            tool.update(given.update)
        elif given.rename:
            tool.rename()
        else:
            tool.reset()
    except (rename.RenameError, naming.KernelError, configuration.SettingsError, OSError, UnicodeDecodeError) as error:
        print(f"interface-rename: {error}", file=sys.stderr)
        sys.exit(1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="interface-rename", description="Names of the host's NICs.")
    actions = parser.add_mutually_exclusive_group(required=True)
    actions.add_argument("-r", "--rename", action="store_true", help="rename the NICs now, as when the host starts")
    actions.add_argument("-l", "--list", action="store_true", help="list the NICs")
    actions.add_argument(
        "-u",
        "--update",
        nargs="*",
        metavar="ETHN=NIC",
        help="have NICs named so from the next start on; a NIC is told by MAC, PCI address, place or label",
    )
    actions.add_argument(
        "--reset-to-install", action="store_true", help="have the NICs named as in a fresh installation"
    )
    parser.add_argument("-d", "--dry-run", action="store_true", help="say what would be done and change nothing")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more")
    parser.add_argument("--config", metavar="FILE", help=f"the configuration; {configuration.DEFAULT_PATH}")
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('patchbay')}")
    return parser


class Tool:
    """The actions, with the files in a directory."""

    def __init__(self, directory: Path, *, dry: bool, verbose: bool) -> None:
        self._directory = directory
        self._dry = dry
        self._verbose = verbose

    def rename(self) -> None:
        """Give every NIC its name, and remember that.

        Names are remembered first: should the kernel refuse in the middle, the next run goes on.
        """
        nics = [found.nic for found in naming.find()]
        static, memory = self._static(nics), self._memory()
        names = rename.names(static, nics, memory.lastboot, memory.old)
        moves = rename.rename(static, nics, memory.lastboot, memory.old)
        self._remember(Memory(tuple(names), rename.remembered(names, memory.lastboot, memory.old)))
        for move in moves:
            print(f"{move.source} -> {move.target}")
        if not self._dry:
            naming.carry_out(moves)
        print("All done")

    def update(self, wishes: Sequence[str]) -> None:
        """Have the next start give the names that are wished for."""
        nics = [found.nic for found in naming.find()]
        chosen: dict[str, Nic] = {}
        print("Performing manual update, not actually renaming")
        for wish in wishes:
            eth, nic = self._wish(wish, nics)
            if nic is None:
                continue
            if eth in chosen and chosen[eth] != nic:
                raise rename.RenameError(f"{eth} is given to two NICs")
            chosen[eth] = nic
        if not chosen:
            print("No valid update rules after processing. Doing nothing")
            return
        memory = self._memory()
        names = rename.updated(self._static(nics), nics, chosen)
        self._remember(Memory(tuple(names), rename.remembered(names, memory.lastboot, memory.old)))
        self._tell(names, nics)
        print("All done")

    def reset(self) -> None:
        """Forget the names that NICs had."""
        nics = [found.nic for found in naming.find()]
        names = rename.fresh(self._static(nics), nics)
        self._remember(Memory(tuple(names)))
        self._tell(names, nics)
        print("All done")

    def _wish(self, wish: str, nics: Sequence[Nic]) -> tuple[str, Nic | None]:
        eth, equals, text = wish.partition("=")
        if not equals or not rename.is_eth(eth):
            self._warn(f"{wish!r} is not of the form ethN=NIC")
            return eth, None
        try:
            method, value = source(text.strip("\"'"))
        except BadRulesError as error:
            self._warn(f"{wish!r}: {error}")
            return eth, None
        nic = find(method, value, nics)
        if nic is None:
            self._warn(f"{wish!r}: there is no NIC with this {method}")
        return eth, nic

    def _static(self, nics: Sequence[Nic]) -> list[Entry]:
        path = self._directory / STATIC
        if not path.exists():
            return []
        rules, warnings = parse_static(path.read_text())
        for warning in warnings:
            self._warn(f"{path.name}, {warning}")
        return resolve(rules, nics)

    def _memory(self) -> Memory:
        path = self._directory / DYNAMIC
        if not path.exists():
            return Memory()
        memory, warnings = parse_memory(path.read_text())
        for warning in warnings:
            self._warn(f"{path.name}, {warning}")
        return memory

    def _remember(self, memory: Memory) -> None:
        if not self._dry:
            hostfile.write(self._directory / DYNAMIC, format_memory(memory))

    def _tell(self, names: Sequence[Entry], nics: Sequence[Nic]) -> None:
        now = {nic.mac: nic.name for nic in nics}
        for entry in names:
            if self._verbose or now[entry.mac] != entry.eth:
                print(f"{entry.mac} is {now[entry.mac]} and will be {entry.eth}")

    def _warn(self, text: str) -> None:
        print(f"interface-rename: {text}", file=sys.stderr)


def table(found: Sequence[Found]) -> str:
    """Return the list of NICs; the second column is the hardware address, which scripts rely on."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for one in found:
        nic = one.nic
        eth = nic.name if rename.is_eth(nic.name) else f"eth{rename.number(nic.name)}"
        eth = "" if rename.is_boot(nic) else eth
        values = (nic.name, nic.mac, nic.pci, eth, nic.ppn, nic.label, one.driver, one.version, one.firmware)
        rows.append(tuple(value.replace(" ", "_") or "-" for value in values))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    padded = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return "".join(f"{line}\n" for line in padded)
