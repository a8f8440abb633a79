"""A dispatcher that writes down what it is asked and answers something plausible, and a terminal that does too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolstack.datamodel.catalog import CLASSES, MESSAGES
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.types import ANY, BOOL, FLOAT, INT, Collection, Mapped, Reference, Structure
from toolstack.wire.incoming import Failure, Incoming, Origin, Outcome, Success, Transport
from toolstack.wire.values import decoder, default
from toolstack.xe.api import Api
from toolstack.xe.run import Invocation, run

ROOT = Origin(Transport.UNIX, uid=0)


class Recorder:
    """``calls`` holds what was asked between login and logout, arguments checked against the declarations."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.sessions: list[str] = []
        self._answers = answers

    async def dispatch(self, incoming: Incoming) -> Outcome:
        message = MESSAGES[incoming.method]
        args = incoming.args[1:] if message.needs_session else incoming.args
        assert message.required <= len(args) <= len(message.params), incoming.method
        for parameter, raw in zip(message.params, args, strict=False):
            decoder(parameter.type)(raw)
        if message.owner == "session" and "log" in message.name:
            self.sessions.append(incoming.method)
            return Success("OpaqueRef:session", ANY)
        self.calls.append((incoming.method, *args))
        answer = self._answers.get(incoming.method)
        if isinstance(answer, ApiError):
            return Failure(tuple(answer.description))
        return Success(self._plausible(incoming.method, args) if answer is None else answer, message.result)

    @staticmethod
    def _plausible(method: str, args: list[Any]) -> Any:  # noqa: PLR0911 - one per type
        result = MESSAGES[method].result
        if method.endswith(".get_by_uuid"):
            if args[0].startswith("bad"):
                raise AssertionError(f"{method} of {args[0]}")
            return f"OpaqueRef:{args[0]}"
        if method.endswith(".get_uuid"):
            return f"uuid of {args[0].removeprefix('OpaqueRef:')}"
        match result:
            case Reference(target):
                return f"OpaqueRef:{target}"
            case Collection():
                return []
            case Mapped():
                return {}
            case Structure(target):
                return {key: default(target, key) for key in CLASSES[target].info.shown}
            case _:
                return {INT: 1500, BOOL: False, FLOAT: 1.5}.get(result, "")


class Paper:
    """A terminal that writes down what it is told; answers are given beforehand."""

    def __init__(self, line: str = "", files: Mapping[str, bytes] | None = None) -> None:
        self.out = ""
        self.err = ""
        self.errors: list[tuple[str, ...]] = []
        self.debugs: list[str] = []
        self._line = line
        self._files = files or {}

    async def print(self, text: str) -> None:
        self.out += text + "\n"

    async def print_error(self, text: str) -> None:
        self.err += text + "\n"

    async def error(self, code: str, params: tuple[str, ...]) -> None:
        self.errors.append((code, *params))

    async def debug(self, text: str) -> None:
        self.debugs.append(text)

    async def prompt(self) -> str:
        return self._line

    async def load(self, name: str) -> bytes | None:
        return self._files.get(name)

    async def get(self, name: str, url: str) -> bool:
        self.fetched = (name, url)
        return True

    async def put(self, name: str, url: str) -> bool:
        raise AssertionError(name, url)


async def ran(*words: str, answers: Mapping[str, Any] | None = None, **paper: Any) -> tuple[int, Paper, Recorder]:
    """Run a command against a recorder; return its status, what it printed and what it asked."""
    recorder, terminal = Recorder(answers or {}), Paper(**paper)
    status = await run(Invocation(list(words)), Api(recorder, ROOT), terminal)
    return status, terminal, recorder
