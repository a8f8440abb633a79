"""Everything that reads bytes of strangers, on bytes made from seeds: it may refuse, but not fail.

The functions are those that ``python -m scripts.fuzz`` runs for longer, guided by what they have reached.
"""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.fuzz.target import SEEDS, TARGETS

PIECES = (
    *(
        b"",
        b"\xff",
        b"\0",
        b"<value>",
        b"</value>",
        b"&amp;",
        b"&x;",
        b"<![CDATA[",
        b"]]>",
        b"{",
        b"[",
        b'"',
        b":",
        b",",
    ),
    *(b",", b"\\ud800", b"1e999", b"\r\n", b"\r\n\r\n", b"0\r\n\r\n", b"-", b"Content-Length: 5\r\n", b"(", b"not "),
)


@st.composite
def mutated(draw: st.DrawFn, name: str) -> bytes:
    """Seeds with pieces cut out, doubled and put in."""
    data = draw(st.sampled_from(SEEDS[name]))
    changes = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(0, 8))):
        start, length = changes.randrange(len(data) + 1), changes.randrange(12)
        middle = changes.choice(PIECES) * changes.choice((1, 1, 1, 3, 80)) + data[
            start : start + length
        ] * changes.randrange(3)
        data = data[:start] + middle + data[start + length :]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_mutated_seeds(name):
    @given(mutated(name))
    def check(data: bytes) -> None:
        TARGETS[name](data)

    check()


@pytest.mark.parametrize("name", TARGETS)
def test_any_bytes(name):
    @given(st.binary(max_size=300))
    def check(data: bytes) -> None:
        TARGETS[name](data)

    check()


def test_what_was_found_before():
    TARGETS["json"](b'{"jsonrpc":"2.0","method":"a","id":"\xff\xffx"}')
    TARGETS["json"](b'{"jsonrpc":"2.0","method":"\xff","id":"\\ud800"}')


@pytest.mark.parametrize("name", TARGETS)
def test_guided_by_coverage(name, tmp_path):
    """A fixed number of runs from a fixed seed, as a check that the fuzzer itself works."""
    command = [sys.executable, "-m", "scripts.fuzz", name, "-runs=2000", "-seed=1", f"-artifact_prefix={tmp_path}/"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Done 2000 runs" in done.stderr
