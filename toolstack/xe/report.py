"""Errors as the user sees them."""

from __future__ import annotations

import traceback
import uuid as uuids
from typing import TYPE_CHECKING, Any

import structlog

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES, ERRORS, MESSAGES
from toolstack.datamodel.error import ApiError
from toolstack.xe.error import LoginRefused, Refused, XeError

if TYPE_CHECKING:
    from toolstack.xe.api import Api
    from toolstack.xe.terminal import Terminal

log = structlog.get_logger(__name__)

_REF = "OpaqueRef:"


class Report:
    """An error made ready to be shown, for which the session may be needed."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._bare: tuple[str, tuple[str, ...]] | None = None

    @classmethod
    async def of(cls, error: Exception, api: Api, *, trace: bool = False) -> Report:
        """Return the report of an error; one that nobody expected is logged."""
        report = cls()
        if isinstance(error, Refused):
            report._bare = (error.code, error.params)
        elif isinstance(error, XeError):
            report._lines = error.lines()
        else:
            if not isinstance(error, ApiError):
                error = _unforeseen(error)
            await report._take(error, api)
        if trace:
            report._lines += _traced(error)
        return report

    async def _take(self, error: ApiError, api: Api) -> None:
        known = ERRORS.get(error.code)
        params = [await _readable(api, param) for param in error.params]
        if error.code == "SESSION_AUTHENTICATION_FAILED" and not api.session:
            self._lines = LoginRefused("Authentication failed").lines()
        elif known is None or not known.declared:
            self._bare = (error.code, tuple(params))
        else:
            self._lines = [known.doc]
            for position, name in enumerate(known.params):
                self._lines.append(f"{name}: {params[position] if position < len(params) else '<unknown>'}")
            self._lines += [f"<extra>: {param}" for param in params[len(known.params) :]]

    async def show(self, terminal: Terminal) -> None:
        """Print the error."""
        if self._bare is not None:
            await terminal.error(*self._bare)
        for line in self._lines:
            await terminal.print_error(line)


def _unforeseen(error: Exception) -> ApiError:
    number = uuids.uuid4().hex[:12]
    log.error("unforeseen error in a command", error_id=number, exc_info=error)
    return errors.INTERNAL_ERROR(f"Failure: unforeseen error; the server's log has it under {number}")


def _traced(error: Exception) -> list[str]:
    """Return what ``--trace`` adds: places in the code, but no values, which may be secrets."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename.rpartition('toolstack/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return [f"Raised {type(error).__name__}", "Backtrace:", *places]


async def _readable(api: Api, param: str) -> str:
    """Return an error's parameter, a reference as the uuid of its object, with its label if it has one."""
    if not param.startswith(_REF) or not api.session:
        return param
    for cls in CLASSES:
        uuid = await _field(api, cls, "uuid", param)
        if uuid is None:
            continue
        label = await _field(api, cls, "name_label", param)
        return f"{uuid} ({label})" if label else str(uuid)
    return param


async def _field(api: Api, cls: str, name: str, ref: str) -> Any:
    if f"{cls}.get_{name}" not in MESSAGES:
        return None
    try:
        return await api.call(f"{cls}.get_{name}", ref)
    except ApiError:
        return None


async def sentence(error: ApiError | XeError, api: Api) -> str:
    """Return an error as one line."""
    if isinstance(error, XeError):
        return str(error)
    known = ERRORS.get(error.code)
    params = [await _readable(api, param) for param in error.params]
    if known is None:
        return ", ".join([error.code, *params])
    named = [f"{name}: {param}" for name, param in zip(known.params, params, strict=False)]
    return "; ".join([known.doc, *named])
