"""Secrets that other records refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.api.records import legal_text
from toolstack.api.registry import handles, overrides
from toolstack.datamodel import errors
from toolstack.datamodel import secret as secrets
from toolstack.datamodel.model import EMPTY_MAP
from toolstack.datamodel.secret import StoredSecret

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import MapOf, Ref
    from toolstack.db.transaction import Transaction

_GIVEN = ("value", "other_config")


@overrides("secret.create")
async def create(call: Call, args: dict[str, Any]) -> Ref[StoredSecret]:
    """Keep a text."""
    return await call.change(_insert, {key: legal_text(args[key]) for key in _GIVEN if key in args})


@handles(secrets.introduce)
async def introduce(call: Call, uuid: str, value: str, other_config: MapOf[str, str] = EMPTY_MAP) -> Ref[StoredSecret]:
    """Keep a text under a uuid that was given to it elsewhere; raises UUID_INVALID when it is taken."""
    return await call.change(_insert, {"uuid": uuid, "value": value, "other_config": other_config})


@overrides("secret.destroy")
async def destroy(call: Call, self: Ref[StoredSecret]) -> None:
    """Forget a text."""
    await call.change(_delete, self)


def _insert(tx: Transaction, fields: dict[str, Any]) -> Ref[StoredSecret]:
    uuid = fields.get("uuid", "")
    if uuid and any(record.uuid == uuid for _, record in tx.all(StoredSecret)):
        raise errors.UUID_INVALID(StoredSecret.info.wire_name, uuid)
    return tx.insert(StoredSecret(**fields))


def _delete(tx: Transaction, ref: Ref[StoredSecret]) -> None:
    tx.get(StoredSecret, ref)
    tx.delete(StoredSecret, ref)
