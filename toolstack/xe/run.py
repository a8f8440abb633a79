"""One command from its arguments to its exit status, in the order that clients rely on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolstack.datamodel.error import ApiError
from toolstack.xe import grammar
from toolstack.xe.catalog import commands
from toolstack.xe.command import Context
from toolstack.xe.error import Exited, LoginRefused, UnknownCommand
from toolstack.xe.printer import Printer
from toolstack.xe.report import Report
from toolstack.xe.terminal import Gone

if TYPE_CHECKING:
    from toolstack.xe.api import Api
    from toolstack.xe.command import Command
    from toolstack.xe.terminal import Terminal

ORIGINATOR = "cli"
API_VERSION = "1.1"
_SESSION = "session_id="


@dataclass(slots=True)
class Invocation:
    """What a client posted, taken apart."""

    lines: list[str]
    session: str = ""
    """A session that exists already: a member of the pool forwards a command of its own."""
    arguments: grammar.Arguments | None = field(default=None)
    command: Command | None = None

    @classmethod
    def of(cls, body: bytes) -> Invocation:
        """Take the body of a request apart; nothing is checked yet."""
        lines = grammar.split_body(body)
        if lines and lines[0].startswith(_SESSION):
            return cls(lines[1:], lines[0].removeprefix(_SESSION))
        return cls(lines)

    def check(self) -> tuple[grammar.Arguments, Command]:
        """Find the command.

        Raises:
            BadSyntax, UnknownCommand, ParameterMissing: in this order.
        """
        self.arguments = grammar.parse(self.lines)
        self.command = commands().get(self.arguments.command)
        if self.command is None:
            raise UnknownCommand(self.arguments.command)
        if not self.command.anonymous:
            for name in self.command.required:
                self.arguments.require(name)
        return self.arguments, self.command


async def run(invocation: Invocation, api: Api, terminal: Terminal) -> int:
    """Carry out a command and return its exit status.

    Raises:
        Gone: the client has gone; the command ended where it was.
    """
    report: Report | None = None
    status = 0
    try:
        arguments, command = invocation.check()
        if arguments.has("trace"):
            api.trace = []
        await _log_in(invocation, arguments, command, api)
        printer = Printer(terminal, minimal=arguments.flag("minimal"))
        await command.run(Context(arguments, api, printer, terminal))
        await printer.flush()
    except (Exited, Gone) as end:
        if isinstance(end, Gone):
            raise
        status = end.status
    except Exception as error:  # noqa: BLE001 - whatever it is, the client is told and the server goes on
        report = await Report.of(error, api, trace=_wants_trace(invocation))
        status = 1
    finally:
        await _log_out(invocation, api)
    for method in api.trace or ():
        await terminal.debug(method)
    if report is not None:
        await report.show(terminal)
    return status


def _wants_trace(invocation: Invocation) -> bool:
    return invocation.arguments is not None and invocation.arguments.has("trace")


async def _log_in(invocation: Invocation, arguments: grammar.Arguments, command: Command, api: Api) -> None:
    """Open a session for the command, unless it needs none or comes with one."""
    if command.anonymous:
        return
    if invocation.session:
        api.session = invocation.session
        return
    user, password = arguments.get("username"), arguments.get("password")
    if not user and not api.origin.trusted:
        raise LoginRefused("Username/password must be specified")
    if command.local:
        api.session = await api.bare("session.slave_local_login_with_password", user, password)
    else:
        api.session = await api.bare("session.login_with_password", user, password, API_VERSION, ORIGINATOR)


async def _log_out(invocation: Invocation, api: Api) -> None:
    """End the session that was opened for the command; the one it came with belongs to somebody else."""
    if not api.session or invocation.session or invocation.command is None:
        return
    method = "session.local_logout" if invocation.command.local else "session.logout"
    try:
        await api.call(method)
    except ApiError:
        return  # somebody has ended it already
    finally:
        api.session = ""
