"""The networking guide, as it is printed: every command works, in the order of the page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from toolstack.lab import life

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("guide"), pytest.mark.timeout(180)]

GUIDE = Path(__file__).parents[2] / "docs" / "networking.md"


def test_every_command_of_the_guide() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", GUIDE.read_text(), re.MULTILINE | re.DOTALL)
    assert len(blocks) > 20
    # "! command" never ends a script by itself: what is to fail is written so that its success does.
    commands = re.sub(r"^! (.*)$", r"if \1; then exit 1; fi", "\n".join(blocks), flags=re.MULTILINE)
    lab = life.up(f"ng{os.getpid() % 1000}", 1, 4)
    try:
        exec_ = [Path(sys.executable).parent / "toolstack-lab", "exec", "h1", "--name", lab.name, "--"]
        result = subprocess.run(
            [*exec_, "bash", "-euxo", "pipefail", "-c", commands], capture_output=True, text=True, check=False
        )
    finally:
        life.down(lab.name)
    assert result.returncode == 0, f"{result.stdout[-1500:]}\n{result.stderr[-3000:]}"
