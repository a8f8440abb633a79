"""What a checker has to say about one thing."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Does not work."""
    WARNING = "warning"
    """Works, or may not as intended."""
    INFO = "info"
    """Worth knowing."""

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding."""

    severity: Severity
    subject: str
    """Class and uuid of the record it is about, such as ``PIF:8d0c...``."""
    text: str


def info(subject: str, text: str) -> Finding:
    """Return a finding worth knowing."""
    return Finding(Severity.INFO, subject, text)


def warning(subject: str, text: str) -> Finding:
    """Return a finding about something that may not work as intended."""
    return Finding(Severity.WARNING, subject, text)


def error(subject: str, text: str) -> Finding:
    """Return a finding about something that does not work."""
    return Finding(Severity.ERROR, subject, text)
