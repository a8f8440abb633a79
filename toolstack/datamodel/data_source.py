"""To be described."""

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
    """To be described."""

    name_label: str = dynamic_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = dynamic_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    enabled: bool = dynamic_ro("To be described.", since="rio")
    standard: bool = dynamic_ro("To be described.", since="rio")
    units: str = dynamic_ro("To be described.", since="rio")
    min: float = dynamic_ro("To be described.", since="rio")
    max: float = dynamic_ro("To be described.", since="rio")
    value: float = dynamic_ro("To be described.", since="rio")
