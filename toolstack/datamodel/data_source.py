"""data_source: something that can be measured."""

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, Record, dynamic_ro


class DataSource(
    Record,
    name="data_source",
    lifecycle=Lifecycle((("published", "orlando"),)),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """Something that can be measured of a host, VM or storage repository.

    Only in answers; nothing is stored under this class.
    """

    name_label: str = dynamic_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = dynamic_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    enabled: bool = dynamic_ro("Whether it is recorded.", since="rio")
    standard: bool = dynamic_ro("Whether it is recorded unless somebody switches it off.", since="rio")
    units: str = dynamic_ro("What it is measured in.", since="rio")
    min: float = dynamic_ro("The least possible value.", since="rio")
    max: float = dynamic_ro("The greatest possible value.", since="rio")
    value: float = dynamic_ro("The latest value.", since="rio")
