"""Records and what is seen on one side, the wanted network and the steps to it on the other, as files.

A case is a folder: ``records.json`` and ``seen.json`` are given, ``wanted.json`` and ``steps.txt`` are compared with
what is computed, or rewritten with ``--update-golden``.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from plan_records import HOST, Records

from toolstack.plan.diff import apply, diff
from toolstack.plan.explain import explain
from toolstack.plan.hostnet import HostNet
from toolstack.plan.wanted import wanted

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/records.json"))


def pretty(net: HostNet) -> str:
    return json.dumps(msgspec.to_builtins(net), indent=2) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, request):
    rows = json.loads((case / "records.json").read_text())
    seen = msgspec.json.decode((case / "seen.json").read_bytes(), type=HostNet)
    net = wanted(Records(rows).snapshot(), HOST)
    steps = diff(seen, net)
    found = {"wanted.json": pretty(net), "steps.txt": explain(steps) + "\n"}
    if request.config.getoption("--update-golden"):
        for name, text in found.items():
            (case / name).write_text(text)
    for name, text in found.items():
        assert text == (case / name).read_text(), f"{case.name}/{name} differs; see --update-golden"
    assert diff(apply(steps, seen), net) == ()


def test_there_are_cases():
    assert len(CASES) >= 15
