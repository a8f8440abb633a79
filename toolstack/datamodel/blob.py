"""blob: a binary object kept for clients."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, Record, Ref, Role, dynamic_ro, message, rw, static_ro

if TYPE_CHECKING:
    from datetime import datetime


class Blob(Record, name="blob", lifecycle=Lifecycle((("published", "orlando"),)), write_role=Role.POOL_OPERATOR):
    """Bytes that clients keep with an object, sent over HTTP."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    size: int = dynamic_ro("The size in bytes.", since="rio")
    public: bool = rw("Whether it can be fetched without a session.", since="tampa", default=False)
    last_updated: datetime = static_ro("When it was last written.", since="rio")
    mime_type: str = static_ro("The type of its content.", since="rio")


@message(Blob, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def create(mime_type: str, public: bool = False) -> Ref[Blob]:
    """Make an empty binary object and return it."""


@message(Blob, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def destroy(self: Ref[Blob]) -> None:
    """Remove a binary object."""
