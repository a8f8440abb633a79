"""The files of NIC names: static rules that people write, and what is remembered from start to start."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import msgspec

from toolstack.plan.rename import Entry, Nic, RenameError, is_eth, number

if TYPE_CHECKING:
    from collections.abc import Sequence

Method: TypeAlias = Literal["mac", "pci", "ppn", "label"]

_LINE: Final = re.compile(r"(?P<eth>[^:\s]+)\s*:\s*(?:(?P<method>mac|pci|ppn|label|guess)\s*=\s*)?(?P<value>.+)")
_MAC: Final = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_PCI: Final = re.compile(r"(?P<sbdf>[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])(?:\[(?P<index>[0-9]+)\])?")
_SHORT_PCI: Final = re.compile(r"[0-9a-f]{2}:[0-9a-f]{2}\.[0-7](?:\[[0-9]+\])?")
_PPN: Final = re.compile(r"em[0-9]+|p[0-9]+p[0-9]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which NIC is to have a name."""

    eth: str
    method: Method
    value: str

    def __str__(self) -> str:
        return f'{self.eth}:{self.method}="{self.value}"'


class BadRulesError(RenameError):
    """A file cannot be used; the text says why."""


def source(text: str, method: str = "") -> tuple[Method, str]:
    """Return method and normal form of what names a NIC: an address, a PCI function, a place, or a label.

    Without a method the first of these that fits is meant.  Raises BadRulesError when the value does not fit.
    """
    value = text.strip()
    low = value.lower()
    if _SHORT_PCI.fullmatch(low):
        low = f"0000:{low}"
    place = re.sub(r"^pci(?=[0-9]+p[0-9]+$)", "p", low)
    forms: tuple[tuple[Method, re.Pattern[str], str], ...] = (
        ("mac", _MAC, low),
        ("pci", _PCI, low),
        ("ppn", _PPN, place),
    )
    for name, pattern, normal in forms:
        if method in ("", "guess", name) and pattern.fullmatch(normal):
            return name, normal
    if method not in ("", "guess", "label") or not value:
        raise BadRulesError(f"{value!r} is no {method or 'NIC'}")
    return "label", value


def parse_static(text: str) -> tuple[dict[str, Rule], list[str]]:
    """Return the rules by name, and a warning for each line that is none; of two for a name the later counts."""
    rules: dict[str, Rule] = {}
    warnings = []
    for row, line in enumerate(text.splitlines(), start=1):
        line = line.strip()  # noqa: PLW2901 - the same line
        if not line or line.startswith("#"):
            continue
        try:
            rule = _rule(line)
        except BadRulesError as error:
            warnings.append(f"line {row} is ignored: {error}")
            continue
        rules.pop(rule.eth, None)
        rules[rule.eth] = rule
    return rules, warnings


def _rule(line: str) -> Rule:
    found = _LINE.fullmatch(line)
    if found is None or not is_eth(found["eth"]):
        raise BadRulesError(f'{line!r} is not of the form ethN: method = "value"')
    value = found["value"].strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return Rule(found["eth"], *source(value, found["method"] or ""))


def format_static(rules: dict[str, Rule]) -> str:
    """Return the text of a file with these rules, by number."""
    return "".join(f"{rules[eth]}\n" for eth in sorted(rules, key=number))


def find(method: str, value: str, nics: Sequence[Nic]) -> Nic | None:
    """Return the NIC that is meant, or None when there is none.

    Nobody can be found by place on a machine that gives one place to two.
    """
    if method == "mac":
        return next((nic for nic in nics if nic.mac == value), None)
    if method == "ppn":
        places = [nic.ppn for nic in nics if nic.ppn]
        if len(set(places)) != len(places):
            return None
        return next((nic for nic in nics if nic.ppn == value), None)
    if method == "label":
        return next((nic for nic in nics if nic.label == value), None)
    wanted = _PCI.fullmatch(value)
    if wanted is None:
        return None
    here = sorted((nic for nic in nics if nic.pci == wanted["sbdf"]), key=lambda nic: nic.mac)
    index = int(wanted["index"] or 0)
    return here[index] if index < len(here) else None


def resolve(rules: dict[str, Rule], nics: Sequence[Nic]) -> list[Entry]:
    """Return the names that rules give to NICs that are there; raises nothing: two names for one NIC show later."""
    found = ((rule.eth, find(rule.method, rule.value, nics)) for rule in rules.values())
    return [Entry(nic.mac, nic.pci, eth) for eth, nic in found if nic is not None]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered between starts."""

    lastboot: tuple[Entry, ...] = ()
    old: tuple[Entry, ...] = ()


def parse_memory(text: str) -> tuple[Memory, list[str]]:
    """Return what a dynamic-rules.json says, and a warning for each entry that is skipped.

    Raises:
        BadRulesError: it is no JSON of that form.
    """
    lines = text.splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#"))
    if not body.strip():
        return Memory(), []
    try:
        found = msgspec.json.decode(body, type=dict[str, list[Any]])
    except msgspec.DecodeError as error:
        raise BadRulesError(f"the remembered names cannot be read: {error}") from None
    warnings: list[str] = []
    return Memory(_entries(found.get("lastboot", []), warnings), _entries(found.get("old", []), warnings)), warnings


def _entries(items: list[Any], warnings: list[str]) -> tuple[Entry, ...]:
    kept = []
    for item in items:
        text = isinstance(item, list) and len(item) == 3 and all(isinstance(part, str) for part in item)  # noqa: PLR2004
        if text and _MAC.fullmatch(item[0].lower()) and is_eth(item[2]):
            kept.append(Entry(item[0].lower(), item[1].lower(), item[2]))
        else:
            warnings.append(f"entry is skipped: {msgspec.json.encode(item).decode()}")
    return tuple(kept)


def format_memory(memory: Memory) -> str:
    """Return the text of a dynamic-rules.json."""
    value = {"lastboot": [list(entry) for entry in memory.lastboot], "old": [list(entry) for entry in memory.old]}
    text = msgspec.json.format(msgspec.json.encode(value), indent=4).decode()
    return f"# Written by interface-rename; what people want to say belongs into static-rules.conf.\n{text}\n"
