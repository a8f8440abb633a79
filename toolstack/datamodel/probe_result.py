"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, dynamic_ro

if TYPE_CHECKING:
    from toolstack.datamodel.sr_stat import SrStat


class ProbeResult(
    Record,
    name="probe_result",
    lifecycle=Lifecycle(
        (
            ("prototyped", "kolkata"),
            ("published", "lima"),
        )
    ),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """To be described."""

    configuration: MapOf[str, str] = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
        ),
    )
    complete: bool = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
        ),
    )
    sr: SrStat | None = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
        ),
    )
    extra_info: MapOf[str, str] = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
        ),
    )
