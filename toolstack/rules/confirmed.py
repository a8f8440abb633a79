"""What the records said of a host's management interface when it was last known to work, and going back to that.

A change that cuts the host off is taken back by its agent.  The records have to follow, also when the server that
made the change is not the one that hears of it: so this is kept outside the transaction that the change was made in,
as values that can be written to a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL, Record, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vlan import Vlan
from toolstack.db.schema import CODECS
from toolstack.plan.management import management_pif
from toolstack.plan.relevance import RELEVANT
from toolstack.plan.topology import BondMaster, VlanUntagged, chain, root, topology

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

_LIVE: Final = frozenset({"MTU", "MAC", "metrics", "bond_slave_of", "sriov_logical_PIF_of"})
"""Fields of a PIF that follow the host or other records: no reason to think that something was changed."""


class Image(msgspec.Struct, frozen=True):
    """One row, its fields as the database keeps them."""

    cls: str
    ref: str
    fields: dict[str, Any]


class Confirmed(msgspec.Struct, frozen=True):
    """The rows that the management interface stands on, and those that stand on it."""

    stack: tuple[Image, ...]
    on_top: tuple[Image, ...] = ()


def confirmed(db: Snapshot, host: Ref[Host]) -> Confirmed:
    """Return the rows of a host's management interface; no rows while there is none."""
    stack = _stack(db, host)
    on_top: dict[tuple[type[Record], str], None] = {}
    for cls, ref in stack:
        if cls is Pif:
            on_top |= {(Vlan, vlan): None for vlan in db.reverse(Pif, "VLAN_slave_of", ref)}
            on_top |= {(Tunnel, tunnel): None for tunnel in db.reverse(Pif, "tunnel_transport_PIF_of", ref)}
    return Confirmed(
        tuple(_image(db, cls, ref) for cls, ref in stack),
        tuple(_image(db, cls, ref) for cls, ref in on_top if (cls, ref) not in stack),
    )


def differs(db: Snapshot, host: Ref[Host], known: Confirmed) -> bool:
    """Return whether the records want the management interface other than it was confirmed."""
    return _essence(_image(db, cls, ref) for cls, ref in _stack(db, host)) != _essence(known.stack)


def restore(tx: Transaction, host: Ref[Host], known: Confirmed) -> None:
    """Have the records want the management interface as it was confirmed."""
    for ref in tx.reverse(Host, "PIFs", host):
        if tx.get(Pif, ref).management:
            tx.update(Pif, ref, management=False)
    ours = {image.ref for image in known.stack}
    pifs = (tx.find(Pif, Ref(image.ref)) for image in known.stack if image.cls == "PIF")
    bonds = {pif.bond_slave_of for pif in pifs if pif is not None} - ours
    _dissolve(tx, {ref for ref in bonds if tx.find(Bond, ref) is not None})
    for image in known.stack:
        _put(tx, image)
    for image in known.on_top:
        if tx.find(CLASSES[image.cls], Ref(image.ref)) is not None:
            _put(tx, image)


def _stack(db: Snapshot, host: Ref[Host]) -> dict[tuple[type[Record], str], None]:
    """Return the rows that the management interface is made of, as a set in order."""
    pif = management_pif(db, host)
    rows: dict[tuple[type[Record], str], None] = {}
    if pif is None:
        return rows
    top = topology(db, pif)
    for part in chain(top):
        rows[Pif, part.ref] = None
        if db.find(Network, part.pif.network) is not None:
            rows[Network, part.pif.network] = None
        if isinstance(part, VlanUntagged):
            rows[Vlan, part.pif.VLAN_master_of] = None
    bottom = root(top)
    if isinstance(bottom, BondMaster):
        rows[Bond, bottom.bond_ref] = None
        rows |= {(Pif, member): None for member, _ in bottom.members}
    return rows


def _image(db: Snapshot, cls: type[Record], ref: str) -> Image:
    name = cls.info.wire_name
    record = db.get(cls, Ref(ref))
    keys = RELEVANT[Network] if cls is Network else tuple(CODECS[name])
    return Image(name, str(ref), {key: CODECS[name][key].encode(getattr(record, key)) for key in keys})


def _essence(images: Iterable[Image]) -> set[tuple[str, str, tuple[tuple[str, Any], ...]]]:
    """Return what of the images an administrator decides on."""
    found = set()
    for image in images:
        keys = [key for key in RELEVANT[CLASSES[image.cls]] if not (image.cls == "PIF" and key in _LIVE)]
        if image.cls == "PIF" and image.fields["ip_configuration_mode"] == "DHCP":
            keys = [key for key in keys if key not in ("IP", "netmask", "gateway", "DNS")]
        if image.cls == "PIF" and image.fields["ipv6_configuration_mode"] in ("DHCP", "Autoconf"):
            keys = [key for key in keys if key not in ("IPv6", "ipv6_gateway", "DNS")]
        found.add((image.cls, image.ref, tuple((key, image.fields[key]) for key in keys if key in image.fields)))
    return found


def _put(tx: Transaction, image: Image) -> None:
    cls = CLASSES[image.cls]
    values = {}
    for key, value in image.fields.items():
        decode = CODECS[image.cls][key].decode
        values[key] = value if decode is None else decode(value)
    if tx.find(cls, Ref(image.ref)) is None:
        if cls is not Network:
            tx.insert(cls(**values), Ref(image.ref))
        return
    kept = ("currently_attached", "MTU", "MAC", "metrics", "uuid", "igmp_snooping_status", "capabilities")
    skipped = kept if cls is Pif else ("uuid",)
    tx.update(cls, Ref(image.ref), **{key: value for key, value in values.items() if key not in skipped})


def _dissolve(tx: Transaction, bonds: set[Ref[Bond]]) -> None:
    """Remove bonds; their members are on their own again."""
    for ref in bonds:
        master = tx.get(Bond, ref).master
        for member in tx.reverse(Bond, "slaves", ref):
            tx.update(Pif, member, bond_slave_of=NULL, plugged=True)
        tx.delete(Bond, ref)
        if tx.find(Pif, master) is not None:
            tx.delete(Pif, master)
