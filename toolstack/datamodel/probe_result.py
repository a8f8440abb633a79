"""probe_result: what a storage driver finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, dynamic_ro

if TYPE_CHECKING:
    from toolstack.datamodel.sr_stat import SrStat


class ProbeResult(
    Record,
    name="probe_result",
    lifecycle=Lifecycle((("prototyped", "kolkata"), ("published", "lima"))),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """One thing that a storage driver finds. Only in answers; nothing is stored under this class."""

    configuration: MapOf[str, str] = dynamic_ro(
        "The settings to find it again by.", history=(("prototyped", "kolkata"), ("published", "lima"))
    )
    complete: bool = dynamic_ro(
        "Whether these settings are all that is needed.", history=(("prototyped", "kolkata"), ("published", "lima"))
    )
    sr: SrStat | None = dynamic_ro(
        "The storage repository that is there, if any.", history=(("prototyped", "kolkata"), ("published", "lima"))
    )
    extra_info: MapOf[str, str] = dynamic_ro(
        "What else the driver says.", history=(("prototyped", "kolkata"), ("published", "lima"))
    )
