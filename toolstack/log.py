"""Structured logs on standard error, with the session and task they belong to, and without secrets."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import structlog

from toolstack.datamodel.model import Secret

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from structlog.typing import Processor

    from toolstack.settings import LogSettings

HIDDEN = "(hidden)"
_SECRET_KEY = re.compile(r"pass(word|wd|phrase)|pwd|secret|credential|authorization|private_key|psk", re.IGNORECASE)


def set_up(settings: LogSettings) -> None:
    """Send structlog's and the standard library's logs to standard error in the form that was asked for."""
    console = settings.format == "console" or (settings.format == "auto" and sys.stderr.isatty())
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        redact,
    ]
    # Tracebacks without the frames' variables: they hold arguments, and those may be passwords.
    last: list[Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if console
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)]
    )
    structlog.configure(
        processors=[*shared, *last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(), redact],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # Libraries tell their own story at INFO; it is worth reading only when something is looked for.
    root.setLevel(logging.INFO if level <= logging.DEBUG else max(level, logging.WARNING))


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide what a key or a type marks as secret, however deeply it is nested."""
    for key, value in event.items():
        event[key] = _redacted(key, value)
    return event


def _redacted(key: Any, value: Any) -> Any:
    if isinstance(value, Secret) or (isinstance(key, str) and _SECRET_KEY.search(key) and value):
        return HIDDEN
    if isinstance(value, Mapping):
        return {k: _redacted(k, v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_redacted("", each) for each in value]
    return value
