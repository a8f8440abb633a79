"""The host's small files, which other tools on it read: written when what they say changes, read at a first start."""

from __future__ import annotations

import asyncio
import ipaddress
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from toolstack import hostfile
from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif, PrimaryAddressType
from toolstack.datamodel.vm import Vm
from toolstack.plan.management import management_pif

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.store import Store
    from toolstack.db.transaction import Change

log = structlog.get_logger(__name__)


def inventory(db: Snapshot, host: Ref[Host]) -> dict[str, str]:
    """Return what the inventory says of a host, by key."""
    record = db.get(Host, host)
    domain = db.find(Vm, record.control_domain)
    pif = management_pif(db, host)
    family = PrimaryAddressType.IPV4
    bridge = ""
    if pif is not None:
        chosen = db.get(Pif, pif)
        family = chosen.primary_address_type
        network = db.find(Network, chosen.network)
        bridge = network.bridge if network is not None else ""
    return {
        "INSTALLATION_UUID": record.uuid,
        "CONTROL_DOMAIN_UUID": domain.uuid if domain is not None else "",
        "MANAGEMENT_INTERFACE": bridge,
        "MANAGEMENT_ADDRESS_TYPE": str(family.value),
    }


class Files:
    """Keeps the files of this host in step with its records."""

    def __init__(self, store: Store, host: Ref[Host], root: str) -> None:
        self._store = store
        self._host = host
        self._root = root
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Write whenever something changed, until cancelled."""
        forget = self._store.subscribe(self._on_change)
        try:
            while True:
                self._changed.clear()
                await self.write()
                await self._changed.wait()
        finally:
            forget()

    async def write(self) -> None:
        """Bring the files up to date; what cannot be written is logged, as the server does not depend on it."""
        db = self._store.snapshot
        if db.find(Host, self._host) is None:
            return
        try:
            await asyncio.to_thread(_write, self._root, inventory(db, self._host))
        except (OSError, UnicodeDecodeError, ValueError) as error:
            log.warning("the host's files cannot be written", root=self._root or "/", reason=str(error))

    def _on_change(self, _snapshot: Snapshot, changes: Iterable[Change]) -> None:
        if any(change.cls in (Pif, Network, Host) and change.stored for change in changes):
            self._changed.set()


def _write(root: str, values: dict[str, str]) -> None:
    known = hostfile.read_shell(hostfile.base(root) / hostfile.INVENTORY)
    if "CURRENT_INTERFACES" not in known:
        values = values | {"CURRENT_INTERFACES": ""}
    hostfile.update_inventory(root, values)
    if hostfile.role(root) is None:
        hostfile.write(hostfile.base(root) / hostfile.POOL, "master\n")
    network = hostfile.base(root) / hostfile.NETWORK
    if not network.exists():
        hostfile.write(network, "openvswitch\n")


def first_start(root: str) -> dict[str, object]:
    """Return what the host's files say of the first start, as fields of ``rules.host.Site``.

    The installer's management.conf counts before the inventory.  A file that cannot be read says nothing.
    """
    found: dict[str, object] = {}
    try:
        known = hostfile.read_shell(hostfile.base(root) / hostfile.INVENTORY)
        chosen = hostfile.read_shell(hostfile.base(root) / hostfile.FIRST_BOOT)
    except (OSError, UnicodeDecodeError) as error:
        log.warning("the host's files cannot be read", root=root or "/", reason=str(error))
        return found
    for key, name in (("INSTALLATION_UUID", "host_uuid"), ("CONTROL_DOMAIN_UUID", "control_domain_uuid")):
        if _is_uuid(known.get(key, "")):
            found[name] = known[key]
    if chosen.get("LABEL"):
        found["management_device"] = chosen["LABEL"]
    elif known.get("MANAGEMENT_INTERFACE"):
        found["management_bridge"] = known["MANAGEMENT_INTERFACE"]
    return found | _addresses(chosen)


def _addresses(chosen: dict[str, str]) -> dict[str, object]:
    text = f"{chosen.get('IP', '')}/{chosen.get('NETMASK', '')}" if chosen.get("MODE") == "static" else ""
    gateway = chosen.get("GATEWAY", "")
    if not text and chosen.get("MODEV6") == "static":
        text, gateway = chosen.get("IPv6", ""), chosen.get("IPv6_GATEWAY", "")
    try:
        address = str(ipaddress.ip_interface(text)) if text else ""
    except ValueError:
        log.warning("the address for the first start is none", address=text)
        return {}
    if not address:
        return {}
    names = tuple(name for name in chosen.get("DNS", "").split(",") if name)
    return {"management_address": address, "management_gateway": gateway, "management_dns": names}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
