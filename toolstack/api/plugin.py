"""Programs of others that calls run on this host: plugins and extensions.

A plugin is an executable file of a configured directory, or an entry point of the group ``patchbay.plugins`` of an
installed Python package.  It gets one argument, the XML of a call of the wanted function with the caller's session
and the arguments, and writes the XML of the answer to its standard output.

An extension is an executable file of another directory, named like the method that it stands for.  It gets the call
on its standard input and is started with the argument ``--xmlrpc``.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from toolstack.datamodel import errors
from toolstack.datamodel.error import ApiError
from toolstack.wire import xmlrpc
from toolstack.wire.xmlreader import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolstack.settings import Settings

log = structlog.get_logger(__name__)

GROUP = "patchbay.plugins"
"""Entry points: each is a mapping of function names to functions of the session and the arguments."""
MAX_OUTPUT = 16 * 1024 * 1024
"""Bytes of standard output; a program that writes more is ended."""
MAX_ERRORS = 64 * 1024
"""Bytes of standard error that are kept."""


class _BrokenError(Exception):
    """The program gave no answer; the parameters are what happened, its output and its complaints."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Finds and runs plugins and extensions."""

    settings: Settings

    def has_extension(self, name: str) -> bool:
        """Whether there is an extension for a method."""
        return _find(self.settings.plugins.extensions, name) is not None

    async def plugin(self, name: str, function: str, session: str, arguments: Mapping[str, str]) -> str:
        """Run a function of a plugin and return its result.

        Raises:
            XENAPI_MISSING_PLUGIN: there is none of this name.
            XENAPI_PLUGIN_FAILURE: it ended badly, took too long, or answered something else than an answer.
            ApiError: whatever error the plugin answered with.
        """
        command = await asyncio.to_thread(self._plugin_command, name)
        call = xmlrpc.encode_call(function, [session, dict(arguments)])
        try:
            value = await self._run([*command, call.decode()], b"")
        except _BrokenError as error:
            log.warning("plugin failed", plugin=name, function=function, reason=error.args[0])
            raise errors.XENAPI_PLUGIN_FAILURE(*error.args) from error
        if not isinstance(value, str):
            raise errors.XENAPI_PLUGIN_FAILURE("the result is no text", "", "")
        return value

    async def extension(self, method: str, arguments: Iterable[Any]) -> Any:
        """Run the extension for a method, with the session as the first argument, and return its result.

        Raises:
            MESSAGE_METHOD_UNKNOWN: there is none.
            INTERNAL_ERROR: it ended badly, took too long, or answered something else than an answer.
            ApiError: whatever error the extension answered with.
        """
        path = await asyncio.to_thread(_find, self.settings.plugins.extensions, method)
        if path is None:
            raise errors.MESSAGE_METHOD_UNKNOWN(method)
        try:
            return await self._run([str(path), "--xmlrpc"], xmlrpc.encode_call(method, arguments))
        except _BrokenError as error:
            log.warning("extension failed", extension=method, reason=error.args[0])
            raise errors.INTERNAL_ERROR(f"extension {method}: {'; '.join(filter(None, error.args))}") from error

    def _plugin_command(self, name: str) -> list[str]:
        path = _find(self.settings.plugins.directories, name)
        if path is not None:
            return [str(path)]
        if any(entry.name == name for entry in entry_points(group=GROUP)):
            return [sys.executable, "-m", "toolstack.api.plugin_program", name]
        raise errors.XENAPI_MISSING_PLUGIN(name)

    async def _run(self, command: Sequence[str], given: bytes) -> Any:
        """Run a program to its end and return the value that it answered; raises _BrokenError or its ApiError."""
        environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "PATCHBAY_SOCKET": str(self.settings.api_socket),
        }
        pipe = asyncio.subprocess.PIPE
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, start_new_session=True
            )
        except OSError as error:
            raise _BrokenError("it cannot be run", "", error.strerror or str(error)) from error
        try:
            async with asyncio.timeout(self.settings.plugins.timeout):
                output, complaints = await _talk(process, given)
                code = await process.wait()
        except TimeoutError:
            _kill(process)
            await process.wait()
            raise _BrokenError("it took too long", "", "") from None
        except asyncio.CancelledError:
            _kill(process)
            raise
        if len(output) > MAX_OUTPUT:
            raise _BrokenError("it wrote too much", "", complaints)
        if code:
            status = "non-zero exit" if code > 0 else f"signal: {signal.Signals(-code).name}"
            raise _BrokenError(status, output.decode(errors="replace"), complaints)
        return _answer(output, complaints)


async def _talk(process: asyncio.subprocess.Process, given: bytes) -> tuple[bytes, str]:
    """Return what a program writes, cut off soon after it is too much."""
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise _BrokenError("it has no pipes", "", "")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_feed(process.stdin, given))
        output = tasks.create_task(_read(process, process.stdout, MAX_OUTPUT, ends=True))
        complaints = tasks.create_task(_read(process, process.stderr, MAX_ERRORS, ends=False))
    return output.result(), complaints.result().decode(errors="replace")


async def _feed(stream: asyncio.StreamWriter, given: bytes) -> None:
    with suppress(ConnectionError):  # a program need not read what it is given
        stream.write(given)
        await stream.drain()
        stream.close()
        await stream.wait_closed()


async def _read(process: asyncio.subprocess.Process, stream: asyncio.StreamReader, limit: int, *, ends: bool) -> bytes:
    """Read to the end; what is beyond the limit ends the program, or is dropped."""
    kept = bytearray()
    while piece := await stream.read(65536):
        if len(kept) <= limit:
            kept += piece
        if ends and len(kept) > limit:
            _kill(process)
            break
    return bytes(kept)


def _kill(process: asyncio.subprocess.Process) -> None:
    """End a program and all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _answer(output: bytes, complaints: str) -> Any:
    try:
        envelope = xmlrpc.parse_response(output.strip())
    except Malformed as error:
        raise _BrokenError("its answer cannot be read", output.decode(errors="replace"), complaints) from error
    match envelope:
        case {"Status": "Success", "Value": value}:
            return value
        case {"Status": "Failure", "ErrorDescription": [str(code), *params]}:
            raise ApiError(code, *(str(each) for each in params))
    raise _BrokenError("its answer is none of a call", output.decode(errors="replace"), complaints)


def _find(directories: Iterable[str], name: str) -> Path | None:
    """Return the executable file of a name; names that lead elsewhere are not found."""
    if not name or "/" in name or "\0" in name or name in (".", ".."):
        return None
    for directory in directories:
        path = Path(directory, name)
        with suppress(OSError):
            if path.is_file() and os.access(path, os.X_OK):
                return path
    return None
