"""Feature: something that a host can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, Record, Ref, dynamic_ro, static_ro

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host


class Feature(Record, name="Feature", lifecycle=Lifecycle((("published", "falcon"),))):
    """Something new that can be switched on and off."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="falcon")
    name_label: str = static_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = static_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    enabled: bool = dynamic_ro("Whether it is on.", since="falcon", default=False)
    experimental: bool = static_ro("Whether it is not ready for use.", since="falcon", default=False)
    version: str = static_ro("Its version.", since="falcon", default="1.0")
    host: Ref[Host] = dynamic_ro("The host that it is on.", since="falcon")
