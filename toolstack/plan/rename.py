"""Which name each NIC of a host is to have, and the steps that lead there without two ever sharing one.

A NIC is who it is by its hardware address and its place on the PCI bus.  Static rules come first; then every NIC has
the name that it had when the host was last started, also after it was put into another slot; a NIC in the slot of one
that is gone replaces it; one that comes back gets its name back; the others are new.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_ETH: Final = re.compile(r"eth(0|[1-9][0-9]{0,3})")
_SIDE: Final = re.compile(r"side-[0-9]+-eth(0|[1-9][0-9]{0,3})")
_IBFT: Final = re.compile(r"ibft[0-9]+")


class RenameError(Exception):
    """Names cannot be given out; the text says why."""


class StaticRuleError(RenameError):
    """Static rules contradict each other."""


class CurrentStateError(RenameError):
    """The NICs that are there are not what can be named."""


class LastStateError(RenameError):
    """What is remembered of the last start contradicts itself."""


class OldStateError(RenameError):
    """What is remembered of NICs that are gone contradicts itself."""


class Entry(NamedTuple):
    """A NIC and the name that it has or had."""

    mac: str
    pci: str
    """``dddd:bb:dd.f``; empty for one that is on no PCI bus, which has no slot to inherit a name from."""
    eth: str


@dataclass(frozen=True, slots=True)
class Nic:
    """A NIC that is there, in the order of the firmware."""

    mac: str
    pci: str
    name: str
    """The kernel's name now: ``ethN``, ``side-<n>-ethN``, or ``ibft<n>`` for one that the host was started from."""
    ppn: str = ""
    """Where it is on the machine: ``em1``, ``p2p1``."""
    label: str = ""
    """What the firmware prints on it."""


class Move(NamedTuple):
    """One renaming."""

    source: str
    target: str


def number(name: str) -> int:
    """Return the N of ``ethN`` or ``side-<n>-ethN``, or -1."""
    found = _ETH.fullmatch(name) or _SIDE.fullmatch(name)
    return int(found[1]) if found else -1


def is_eth(name: str) -> bool:
    """Return whether a name is a final one."""
    return _ETH.fullmatch(name) is not None


def is_boot(nic: Nic) -> bool:
    """Return whether the host was started over a NIC, whose name is not ours to change."""
    return _IBFT.fullmatch(nic.name) is not None


def names(static: Sequence[Entry], current: Sequence[Nic], last: Sequence[Entry], old: Sequence[Entry]) -> list[Entry]:
    """Return the name that every NIC is to have, in the order of ``current``; those of iBFT are left out.

    Raises:
        StaticRuleError, CurrentStateError, LastStateError, OldStateError: that input names a NIC or a name twice, or
            has a name that is none.
    """
    _check(static, StaticRuleError)
    _check(last, LastStateError)
    _check(old, OldStateError)
    nics = [nic for nic in current if not is_boot(nic)]
    for nic in nics:
        if number(nic.name) < 0:
            raise CurrentStateError(f"{nic.name} is neither ethN nor side-<n>-ethN")
    for what, values in (("hardware address", [nic.mac for nic in nics]), ("name", [nic.name for nic in nics])):
        _unique(what, values, CurrentStateError)
    naming = _Naming(nics, static, last, old)
    naming.run()
    return [Entry(nic.mac, nic.pci, naming.given[nic]) for nic in nics]


def rename(static: Sequence[Entry], current: Sequence[Nic], last: Sequence[Entry], old: Sequence[Entry]) -> list[Move]:
    """Return the renamings that give every NIC its name: see :func:`names` for the errors."""
    targets = {entry.mac: entry.eth for entry in names(static, current, last, old)}
    return moves([(nic.name, targets[nic.mac]) for nic in current if nic.mac in targets and not is_boot(nic)])


def moves(wanted: Iterable[tuple[str, str]]) -> list[Move]:
    """Return renamings that take each first name to its second, none of them to a name that is in use."""
    targets = dict(wanted)
    here = {name: name for name in targets}  # the name now -> the one at the beginning
    steps: list[Move] = []

    def step(source: str, target: str) -> None:
        here[target] = here.pop(source)
        steps.append(Move(source, target))

    for beginning, target in sorted(targets.items(), key=lambda item: number(item[1])):
        now = next(name for name, first in here.items() if first == beginning)
        if now == target:
            continue
        if target in here:
            spare = (f"side-{n}-eth{number(target)}" for n in itertools.count())
            step(target, next(name for name in spare if name not in here and name not in targets.values()))
        step(now, target)
    return steps


def remembered(now: Sequence[Entry], last: Sequence[Entry], old: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the NICs that are gone: of the last start first, and of several that had a name only the newest."""
    present = {entry.mac for entry in now}
    found: dict[str, Entry] = {}
    known: set[str] = set()
    for entry in (*last, *old):
        if entry.mac not in present and entry.mac not in known and entry.eth not in found:
            found[entry.eth] = entry
            known.add(entry.mac)
    return tuple(found.values())


def fresh(static: Sequence[Entry], current: Sequence[Nic]) -> list[Entry]:
    """Return the names of a fresh installation: static rules, then the order of the firmware.

    Raises as :func:`names` does.
    """
    _check(static, StaticRuleError)
    nics = [nic for nic in current if not is_boot(nic)]
    _unique("hardware address", [nic.mac for nic in nics], CurrentStateError)
    by_identity = {(entry.mac, entry.pci): entry.eth for entry in static}
    free = (name for name in map("eth{}".format, itertools.count()) if name not in set(by_identity.values()))
    given = {nic: by_identity.get((nic.mac, nic.pci), "") for nic in nics}
    for nic in _redealt(nics):
        given[nic] = given[nic] or next(free)
    return [Entry(nic.mac, nic.pci, given[nic]) for nic in nics]


def updated(static: Sequence[Entry], current: Sequence[Nic], chosen: dict[str, Nic]) -> list[Entry]:
    """Return what to remember as the last start so that the next one gives names as chosen (name -> NIC).

    Whoever has to make room gets a name that became free.  Raises StaticRuleError when a static rule says otherwise,
    and CurrentStateError for a NIC that is to have two names.
    """
    ruled = {(entry.mac, entry.pci): entry.eth for entry in static}
    for eth, nic in chosen.items():
        said = ruled.get((nic.mac, nic.pci), eth)
        if said != eth or any(entry.eth == eth and entry.mac != nic.mac for entry in static):
            raise StaticRuleError(f"a static rule has another opinion about {eth} or {nic.mac}")
    _unique("NIC", [nic.mac for nic in chosen.values()], CurrentStateError)
    nics = [nic for nic in current if not is_boot(nic)]
    given = {nic.mac: eth for eth, nic in chosen.items()}
    rest = [nic for nic in nics if nic.mac not in given]
    for nic in rest:
        if is_eth(nic.name) and nic.name not in chosen:
            given[nic.mac] = nic.name
    left = (f"eth{number(nic.name)}" for nic in nics)
    spare = itertools.chain(dict.fromkeys(left), map("eth{}".format, itertools.count()))
    for nic in rest:
        if nic.mac not in given:
            given[nic.mac] = next(name for name in spare if name not in given.values())
    return [Entry(nic.mac, nic.pci, given[nic.mac]) for nic in nics]


class _Naming:
    """One run of the algorithm."""

    def __init__(
        self, nics: Sequence[Nic], static: Sequence[Entry], last: Sequence[Entry], old: Sequence[Entry]
    ) -> None:
        self.given: dict[Nic, str] = {}
        self._nics = nics
        self._static = static
        self._last = last
        self._old = old
        self._taken: set[str] = set()

    def run(self) -> None:
        """Name every NIC; who has the better right to a name comes first."""
        by_identity = {(entry.mac, entry.pci): entry.eth for entry in self._static}
        last = {(entry.mac, entry.pci): entry.eth for entry in self._last}
        last_macs = {entry.mac: entry.eth for entry in self._last}
        old_macs = {entry.mac: entry.eth for entry in self._old}
        self._give(lambda nic: by_identity.get((nic.mac, nic.pci)))
        self._give(lambda nic: last.get((nic.mac, nic.pci)))
        self._give(lambda nic: last_macs.get(nic.mac))
        self._replace_groups(last_macs)
        self._give(lambda nic: self._slot(nic, last_macs))
        self._give(lambda nic: old_macs.get(nic.mac))
        self._name_new()

    def _unnamed(self) -> list[Nic]:
        return [nic for nic in self._nics if nic not in self.given]

    def _give(self, choose: Callable[[Nic], str | None]) -> None:
        for nic in self._unnamed():
            name = choose(nic)
            if name and name not in self._taken:
                self._set(nic, name)

    def _set(self, nic: Nic, name: str) -> None:
        self.given[nic] = name
        self._taken.add(name)

    def _here(self, pci: str) -> list[Nic]:
        return [nic for nic in self._nics if pci and nic.pci == pci]

    def _before(self, pci: str) -> list[Entry]:
        return [entry for entry in self._last if pci and entry.pci == pci]

    def _slot(self, nic: Nic, last_macs: dict[str, str]) -> str | None:
        """Return the name of the NIC that was alone where this one is alone now, if that NIC is gone."""
        before = self._before(nic.pci)
        if nic.mac in last_macs or len(before) != 1 or len(self._here(nic.pci)) != 1:
            return None
        gone = all(other.mac != before[0].mac for other in self._nics)
        return before[0].eth if gone else None

    def _replace_groups(self, last_macs: dict[str, str]) -> None:
        """Have several NICs on one function inherit from as many that were there, both in order of their addresses."""
        for pci in dict.fromkeys(nic.pci for nic in self._unnamed()):
            here, before = self._here(pci), self._before(pci)
            if len(here) < 2 or len(here) != len(before):  # noqa: PLR2004 - several
                continue
            free = all(entry.eth not in self._taken for entry in before)
            if free and not any(nic in self.given or nic.mac in last_macs for nic in here):
                for nic, entry in zip(sorted(here, key=_by_mac), sorted(before), strict=True):
                    self._set(nic, entry.eth)

    def _name_new(self) -> None:
        known = [entry.eth for entry in (*self._static, *self._last)] + [nic.name for nic in self._nics]
        numbers = itertools.count(1 + max((number(name) for name in known), default=-1))
        new = self._unnamed()
        dealt = dict(zip(_redealt(new), [nic.name for nic in new], strict=True))
        for nic in new:
            own = dealt[nic]
            if is_eth(own) and own not in self._taken:
                self._set(nic, own)
        for nic in _redealt(self._unnamed()):
            self._set(nic, next(name for name in map("eth{}".format, numbers) if name not in self._taken))


def _redealt(nics: Sequence[Nic]) -> list[Nic]:
    """Return NICs in the order of the firmware, those on one function among themselves by address."""
    groups: dict[str, Iterator[Nic]] = {}
    for pci in {nic.pci for nic in nics if nic.pci}:
        groups[pci] = iter(sorted((nic for nic in nics if nic.pci == pci), key=_by_mac))
    return [next(groups[nic.pci]) if nic.pci else nic for nic in nics]


def _by_mac(nic: Nic) -> str:
    return nic.mac


def _check(entries: Sequence[Entry], error: type[RenameError]) -> None:
    for entry in entries:
        if not is_eth(entry.eth):
            raise error(f"{entry.eth!r} is no name of the form ethN")
    _unique("hardware address", [entry.mac for entry in entries], error)
    _unique("name", [entry.eth for entry in entries], error)


def _unique(what: str, values: Sequence[str], error: type[RenameError]) -> None:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise error(f"{what} {twice[0]} occurs twice")
