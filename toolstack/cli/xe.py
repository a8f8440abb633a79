"""``xe``: posts its arguments to the server and then does what the server tells it.

Everything about commands (their names, their help, what they print) is the server's; this end connects, prints, reads
lines and moves files.  It needs nothing but the standard library, and imports little of it, so that it starts quickly.
"""

from __future__ import annotations

import os
import sys

from toolstack.cli.xe_options import PROTOCOL, USAGE, BadOptions, Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command."""
    sys.exit(_run(sys.argv[1:] if argv is None else list(argv)))


def _run(argv: list[str]) -> int:
    if "-help" in argv or "--help" in argv or not argv:
        _say(sys.stdout, USAGE)
        return 0
    if "-version" in argv:
        _say(sys.stdout, f"ThinCLI protocol: {PROTOCOL}\n")
        return 0
    try:
        return _converse(Options.read(argv, os.environ))
    except BadOptions as error:
        _say(sys.stderr, f"{error}\n{USAGE}")
    except BrokenPipeError:
        # Whoever reads has had enough; what is still buffered must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _converse(options: Options) -> int:
    from toolstack.cli.xe_session import Failure, Session  # noqa: PLC0415 - not needed for the usage

    try:
        return Session(options).run()
    except Failure as failure:
        _say(sys.stderr, f"{failure}\n{USAGE if failure.usage else ''}")
        return 1
    except KeyboardInterrupt:
        return 130


def _say(stream: object, text: str) -> None:
    stream.write(text)  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
