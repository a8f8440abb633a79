"""What a checker has to say about one thing."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Severity(enum.IntEnum):
    """How much a finding matters; larger is worse."""

    INFO = 1
    """Worth knowing."""
    WARNING = 2
    """Works, or may not as intended."""
    ERROR = 3
    """Does not work."""

    def __str__(self) -> str:
        """Return the word."""
        return self.name.lower()


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
