"""What ``xe`` is told on its command line, in the environment and in ``~/.xe``, and what it passes on."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PROTOCOL = "0.2"
LOCAL = "127.0.0.1"
"""The server that is reached over the Unix socket first."""

USAGE = """\
usage: xe <command> [-s <server>] [-p <port>] [-u <user>] [-pw <password>] [-pwf <file>] [--nossl]
          [parameter=value ...] [--minimal] [--multiple] [--force]

  -s, server=        the host to talk to; without it the host on which xe runs, which needs no password there
  -p, port=          its port: 443, or 80 without TLS
  -u, username=      who you are; root if not given
  -pw, password=     your password
  -pwf, passwordfile=  a file with the user in its first line and the password in its second
  --nossl            talk to another host without TLS
  --debug            show what the server tells about its work
  --debug-on-fail    the same, only when the command fails

The same options may stand in ~/.xe, a line key=value each, and in XE_EXTRA_ARGS, separated by commas.
"xe help" lists the commands; "xe help <command>" describes one.
"""

_WORDS = {
    "-s": "server",
    "-h": "server",
    "-p": "port",
    "-u": "username",
    "-pw": "password",
    "-pwf": "passwordfile",
    "--traceparent": "traceparent",
}
_FLAGS = {"--nossl": "nossl", "--debug": "debug", "--debug-on-fail": "debugonfail"}
_KEYS = {*_WORDS.values(), *_FLAGS.values()}
_YES = {"true", "t", "yes", "y", "1"}


class BadOptions(Exception):  # noqa: N818 - says what it is
    """An option cannot be used; the text says which and why."""


class Options:
    """What the client keeps to itself, and the arguments for the server."""

    def __init__(self, known: dict[str, str], arguments: list[str], environment: Mapping[str, str]) -> None:
        self.server = known.get("server", LOCAL)
        self.debug = _is_on(known.get("debug", ""))
        self.debug_on_fail = _is_on(known.get("debugonfail", ""))
        self.nossl = _is_on(known.get("nossl", ""))
        self.port = _port(known["port"]) if "port" in known else None
        """None when the usual port is meant."""
        self.traceparent = known.get("traceparent") or environment.get("TRACEPARENT", "")
        self.baggage = environment.get("BAGGAGE", "")
        self.environment = environment
        user, password = known.get("username", "root"), known.get("password", "null")
        if "passwordfile" in known:
            user, password = _credentials(known["passwordfile"])
        self.arguments = [*arguments, f"username={user}", f"password={password}"]

    @classmethod
    def read(cls, argv: Sequence[str], environment: Mapping[str, str]) -> Options:
        """Read all three sources; the command line has the last word.

        Raises:
            BadOptions: an option lacks its value, or a file or a port cannot be used.
        """
        known: dict[str, str] = {}
        rest: list[str] = []
        home = environment.get("HOME", "")
        # A later source overrides; what is left over goes to the server strongest first.
        for source in (_lines(f"{home}/.xe") if home else [], _split(environment.get("XE_EXTRA_ARGS", "")), argv):
            found, others = _separate(source)
            known.update(found)
            rest = others + rest
        return cls(known, rest, environment)


def _separate(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the client's own options, and the words for the server."""
    known: dict[str, str] = {}
    others: list[str] = []
    rest = iter(words)
    for word in rest:
        key, equals, value = word.partition("=")
        if word in _WORDS:
            given = next(rest, None)
            if given is None:
                raise BadOptions(f"{word} lacks its value")
            known[_WORDS[word]] = given
        elif word in _FLAGS:
            known[_FLAGS[word]] = "true"
        elif equals and key in _KEYS:
            known[key] = value
        else:
            others.append(word)
    return known, others


def _lines(path: str) -> list[str]:
    """Return the words of ``~/.xe``; without the file there are none."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123 - pathlib is slow to load
            return [line.strip() for line in file if line.strip()]
    except OSError:
        return []


def _split(text: str) -> list[str]:
    """Return the words of XE_EXTRA_ARGS: separated by commas, unless a backslash stands before the comma."""
    return [word for word in _unescaped(text) if word]


def _unescaped(text: str) -> Iterator[str]:
    word, escaped = "", False
    for letter in text:
        if escaped:
            word += letter if letter == "," else f"\\{letter}"
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter == ",":
            yield word
            word = ""
        else:
            word += letter
    yield word + ("\\" if escaped else "")


def _credentials(path: str) -> tuple[str, str]:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123 - pathlib is slow to load
            lines = file.read().splitlines()
    except OSError as error:
        raise BadOptions(f"cannot read {path}: {error.strerror}") from None
    if len(lines) < 2:  # noqa: PLR2004 - user and password
        raise BadOptions(f"{path} needs two lines: the user and the password")
    return lines[0], lines[1]


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:  # noqa: PLR2004 - what TCP has
        raise BadOptions(f"{text!r} is no port")
    return int(text)


def _is_on(text: str) -> bool:
    return text.lower() in _YES
