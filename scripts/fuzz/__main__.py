"""Fuzz one reader of bytes: ``python -m scripts.fuzz xml -runs=1000000``.

Further arguments are libFuzzer's, such as ``-max_total_time=600`` and a directory to keep what it finds.  Needs
atheris from PyPI.  Ends with status 77 and the bytes in a file when something failed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped,unused-ignore]

with atheris.instrument_imports(include=["toolstack.wire", "toolstack.server", "toolstack.api"]):
    from scripts.fuzz.target import SEEDS, TARGETS


def main() -> None:
    """Run the target that is named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:  # noqa: PLR2004 - the name
        sys.exit(f"usage: python -m scripts.fuzz {{{','.join(TARGETS)}}} [libFuzzer arguments]")
    name = sys.argv[1]
    with tempfile.TemporaryDirectory() as seeds:
        for number, seed in enumerate(SEEDS[name]):
            Path(seeds, str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], *sys.argv[2:], seeds], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
