"""What ends a command before its time."""

from __future__ import annotations

USAGE = "For usage run: 'xe help'"


class XeError(Exception):
    """Base of the errors that the command line finds by itself; each ends the command with status 1."""

    def lines(self) -> list[str]:
        """Return what standard error gets, line by line."""
        return [f"Error: {self}"]


class CommandFailed(XeError):  # noqa: N818 - says what happened
    """A command cannot do what it was asked; the text says why."""


class BadSyntax(XeError):  # noqa: N818 - says what happened
    """The arguments follow no rule of the grammar."""

    def lines(self) -> list[str]:
        """Return what standard error gets; the reference never says what is wrong."""
        return ["Syntax error: ", USAGE]


class UnknownCommand(XeError):  # noqa: N818 - says what happened
    """There is no command of this name."""

    def lines(self) -> list[str]:
        """Return what standard error gets."""
        return [f"Unknown command: {self}", USAGE]


class ParameterMissing(XeError):  # noqa: N818 - says what happened
    """A required parameter was not given; the text is its name."""

    def lines(self) -> list[str]:
        """Return what standard error gets."""
        return [f"Required parameter not found: {self}", USAGE]


class LoginRefused(XeError):  # noqa: N818 - says what happened
    """Nobody is logged in; the text says why."""

    def lines(self) -> list[str]:
        """Return what standard error gets."""
        return [str(self), USAGE]


class Refused(XeError):  # noqa: N818 - says what happened
    """An error that has a code and parameters but no sentence."""

    def __init__(self, code: str, *params: str) -> None:
        super().__init__(code, *params)
        self.code = code
        self.params = params


class FieldUnknown(Refused):
    """A class has no field of this name."""

    def __init__(self, name: str) -> None:
        super().__init__("Missing parameter", name)


class Exited(Exception):  # noqa: N818 - not an error
    """The command ends here with a status of its own, everything having been said."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status
