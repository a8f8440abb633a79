"""The SDN controller that the switch lets in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.sdn_controller import SdnController, SdnControllerProtocol
from toolstack.plan.hostnet import Manager

if TYPE_CHECKING:
    from toolstack.plan.reader import Reader

PORT = 6640
"""Where the switch listens for a controller."""


def manager(reader: Reader) -> Manager | None:
    """Return who may change the switch's database from outside; None without a controller."""
    for _, record in reader.all(SdnController):
        listens = record.protocol is SdnControllerProtocol.PSSL
        target = f"pssl:{PORT}" if listens else f"ssl:{record.address}:{record.port}"
        return Manager(target=target, owner=f"SDN_controller:{record.uuid}")
    return None
