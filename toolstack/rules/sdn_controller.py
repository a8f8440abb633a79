"""Rules of the SDN controller that the hosts' switches obey."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.sdn_controller import SdnController, SdnControllerProtocol
from toolstack.rules.tunnel import check_backend

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

DEFAULT_PORT = 6632
_PORTS = range(1, 65536)


def introduce(
    tx: Transaction,
    protocol: SdnControllerProtocol = SdnControllerProtocol.SSL,
    address: str = "",
    port: int = 0,
) -> Ref[SdnController]:
    """Record the controller.

    Raises OPERATION_NOT_ALLOWED, INVALID_VALUE, INVALID_IP_ADDRESS_SPECIFIED or VALUE_NOT_SUPPORTED.
    """
    _check_switch(tx)
    if tx.count(SdnController):
        raise errors.OPERATION_NOT_ALLOWED("SDN controller has been configured. Please forget it first.")
    if protocol is SdnControllerProtocol.PSSL:
        if address:
            raise errors.INVALID_VALUE("address", address)
        if port:
            raise errors.INVALID_VALUE("port", port)
    elif not address:
        raise errors.INVALID_VALUE("address", "")
    else:
        _check_address(address)
    if port and port not in _PORTS:
        raise errors.VALUE_NOT_SUPPORTED("port", port, "Port out of range")
    if protocol is SdnControllerProtocol.SSL:
        port = port or DEFAULT_PORT
    return tx.insert(SdnController(protocol=protocol, address=address, port=port))


def forget(tx: Transaction, self: Ref[SdnController]) -> None:
    """Remove the controller."""
    tx.delete(SdnController, self)


def set_vswitch_controller(tx: Transaction, address: str) -> None:
    """Have the hosts obey the controller at an IPv4 address, or none when it is empty; the old way to say it."""
    _check_switch(tx)
    pool, record = next(iter(tx.all(Pool)))
    if record.vswitch_controller == address:
        return
    if address:
        _check_address(address)
    for ref, _ in list(tx.all(SdnController)):
        tx.delete(SdnController, ref)
    tx.update(Pool, pool, vswitch_controller=address)
    if address:
        introduce(tx, SdnControllerProtocol.SSL, address)


def _check_switch(db: Snapshot) -> None:
    try:
        check_backend(db)
    except ApiError as error:
        raise errors.OPERATION_NOT_ALLOWED("host not configured for vswitch operation") from error


def _check_address(address: str) -> None:
    try:
        ipaddress.IPv4Address(address)
    except ValueError:
        raise errors.INVALID_IP_ADDRESS_SPECIFIED("address") from None
