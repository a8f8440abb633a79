"""Whole conversations with ``xe``, as files: commands after ``$``, and what they print.

The files are written from the descriptions of the formats.  Standard error follows standard output with ``! `` in
front of each line, and a status other than 0 comes last as ``[1]``.  ``$ name = xe ...`` keeps the output under a
name; ``<name>`` stands for it in later commands and outputs.  ``--update-golden`` writes what is printed now.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support.cli_server import CliServer, free_port, running

CASES = sorted((Path(__file__).parent / "xe").glob("*.txt"))
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_BRIDGE = re.compile(r"\bxapi\d+")
_COMMAND = re.compile(r"\$ (?:(\w+) = )?xe (.*)")


class Conversation:
    """Replays the commands of a file."""

    def __init__(self, server: CliServer) -> None:
        self._server = server
        self._kept: dict[str, str] = {}

    async def replay(self, text: str) -> str:
        """Return the file as it would have to be."""
        lines = []
        for line in text.splitlines():
            if line.startswith("#"):
                lines.append(line)
            elif found := _COMMAND.fullmatch(line):
                lines.append(line)
                lines += await self._run(found[1], found[2])
        return "\n".join(lines) + "\n"

    async def _run(self, name: str | None, command: str) -> list[str]:
        words = [re.sub(r"<(\w+)>", lambda found: self._kept.get(found[1], found[0]), w) for w in shlex.split(command)]
        outcome = await self._server.xe(*words)
        if name:
            self._kept[name] = outcome.out.strip()
        shown = self._named(outcome.out).splitlines()
        shown += [f"! {line}" for line in self._named(outcome.err).splitlines()]
        return [*shown, *([f"[{outcome.status}]"] if outcome.status else [])]

    def _named(self, text: str) -> str:
        for name, value in self._kept.items():
            if value:
                text = text.replace(value, f"<{name}>")
        return _BRIDGE.sub("<bridge>", _TIME.sub("<time>", _UUID.sub("<uuid>", text)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
async def test_conversation(case, tmp_path, request):
    written = case.read_text()
    async with running(tmp_path, (0, free_port())) as server:
        found = await Conversation(server).replay(written)
    if request.config.getoption("--update-golden"):
        case.write_text(found)
    assert found == written


def test_there_are_conversations():
    assert len(CASES) >= 8
