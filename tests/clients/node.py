"""Running the JavaScript clients, which live in ``js``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clients.served import PASSWORD, USER, Served

HERE = Path(__file__).parent
_CASE = re.compile(r"^export (?:const|async function|function) (\w+)", re.MULTILINE)


def cases(file: str) -> list[str]:
    """Return the names of the cases of a file: everything that it exports."""
    return _CASE.findall((HERE / "js" / file).read_text())


def run(served: Served, file: str, case: str, seconds: float = 60) -> None:
    """Run a case against a server; what it writes to stderr, warnings of the client too, fails the test."""
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules").is_dir():
        pytest.fail("the JavaScript clients are not installed; scripts/install.sh does that")
    environment = {
        "PATH": os.environ["PATH"],
        "NODE_ENV": "production",
        "NODE_TLS_REJECT_UNAUTHORIZED": "1",
        "PATCHBAY_HTTP": served.http,
        "PATCHBAY_TLS": served.tls,
        "PATCHBAY_USER": USER,
        "PATCHBAY_PASSWORD": PASSWORD,
    }
    with (served.root / f"{case}.stderr").open("w+b") as errors:
        with subprocess.Popen(
            [node, HERE / "js" / "run.mjs", file, case],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
        ) as process:
            try:
                _serve_wishes(served, process)
                code = process.wait(seconds)
            finally:
                process.kill()
        errors.seek(0)
        text = errors.read().decode()
    assert code == 0, text
    assert not text


def _serve_wishes(served: Served, process: subprocess.Popen[bytes]) -> None:
    """Do what a case asks for, until it ends."""
    assert process.stdout is not None
    assert process.stdin is not None
    for line in process.stdout:
        assert line == b"restart\n", line
        served.restart()
        process.stdin.write(b"done\n")
        process.stdin.flush()
