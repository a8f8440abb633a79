"""secret: a text that is not shown to everybody."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Ref, Role, dynamic_ro, message, rw


class StoredSecret(
    Record,
    name="secret",
    lifecycle=Lifecycle((("published", "midnight-ride"),)),
    generates_events=False,
    read_role=Role.POOL_OPERATOR,
    write_role=Role.POOL_OPERATOR,
    create_required=("value",),
    create_optional=("other_config",),
):
    """A text such as a password, which only a pool-operator may read."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.", since="rio", read_role=Role.POOL_OPERATOR
    )
    value: str = rw("The text.", since="rio", read_role=Role.POOL_OPERATOR)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="rio", default=EMPTY_MAP)


@message(StoredSecret, role=Role.POOL_OPERATOR, since="midnight-ride", asynchronous=False, hidden=True, secret=True)
def introduce(uuid: str, value: str, other_config: MapOf[str, str] = EMPTY_MAP) -> Ref[StoredSecret]:
    """Make a secret with a known uuid, for a host that joins the pool."""
