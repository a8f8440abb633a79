"""Which declared messages the server does not carry out, and why.

A refused message answers NOT_IMPLEMENTED with its name.  Start-up fails when a message is neither handled nor
refused, so this list cannot fall behind; the documentation prints it.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolstack.datamodel.catalog import Resolved

RULES: tuple[tuple[str, str], ...] = (("*", "not yet"),)


def refusal(message: Resolved) -> str:
    """Return why a message that has no handler is refused, or the empty string when it is not."""
    if not message.custom_code and not message.host_extension:
        return ""
    if message.owner == "role" and message.kind != "custom":
        return ""
    for pattern, reason in RULES:
        if fnmatchcase(message.wire, pattern):
            return reason
    return ""
