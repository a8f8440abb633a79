"""user: a person, in former versions."""

from __future__ import annotations

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, dynamic_ro, rw, static_ro


class User(
    Record,
    name="user",
    lifecycle=Lifecycle((("published", "rio"), ("deprecated", "george"))),
    generates_events=False,
    get_all=False,
    create_required=("short_name", "fullname"),
    create_optional=("other_config",),
):
    """A person. Users of a directory are subjects; nothing uses this class."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    short_name: str = static_ro("The account.", since="rio")
    fullname: str = rw("The person's name.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP)
