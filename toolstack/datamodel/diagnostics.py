"""Diagnostics: looking into the server."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, Ref, Role, SetOf, message

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host


class Diagnostics(
    Record,
    name="Diagnostics",
    lifecycle=Lifecycle((("published", "stockholm"),)),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """Calls for developers of the server. Nothing is stored under this class."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def gc_compact(host: Ref[Host]) -> None:
    """Let the server give back memory."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def gc_stats(host: Ref[Host]) -> MapOf[str, str]:
    """Return figures about the server's memory."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def db_stats() -> MapOf[str, str]:
    """Return figures about the database."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def network_stats(host: Ref[Host], params: MapOf[str, str]) -> SetOf[SetOf[str]]:
    """Return figures about the calls that the host served."""
