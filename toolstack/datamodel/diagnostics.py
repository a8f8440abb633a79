"""To be described."""

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
    """To be described."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def gc_compact(host: Ref[Host]) -> None:
    """To be described."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def gc_stats(host: Ref[Host]) -> MapOf[str, str]:
    """To be described."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def db_stats() -> MapOf[str, str]:
    """To be described."""


@message(Diagnostics, role=Role.POOL_OPERATOR, since="stockholm", hidden=True)
def network_stats(host: Ref[Host], params: MapOf[str, str]) -> SetOf[SetOf[str]]:
    """To be described."""
