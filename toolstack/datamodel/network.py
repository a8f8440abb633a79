"""network: what NICs and virtual interfaces are joined by."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    message,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.blob import Blob
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pif import Pif
    from toolstack.datamodel.vif import Vif
    from toolstack.datamodel.vm import Vm


@wire_enum("network_default_locking_mode")
class NetworkDefaultLockingMode(WireEnum):
    """What the interfaces of a network may send unless they say otherwise."""

    UNLOCKED = "unlocked"
    """Anything."""
    DISABLED = "disabled"
    """Nothing."""


@wire_enum("network_operations")
class NetworkOperations(WireEnum):
    """Operations on a network; nothing sets one."""

    ATTACHING = "attaching"


@wire_enum("network_purpose")
class NetworkPurpose(WireEnum):
    """What a network is used for besides ordinary traffic; the two exclude each other in a pool."""

    NBD = "nbd"
    """Disks are served over NBD with TLS."""
    INSECURE_NBD = "insecure_nbd"
    """Disks are served over NBD without TLS."""


class Network(
    Record,
    name="network",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.VM_ADMIN,
    create_required=("other_config",),
    create_optional=("name_label", "name_description", "MTU", "bridge", "managed", "tags"),
):
    """A virtual Ethernet that the hosts of a pool share.

    On each host it is a bridge, made when something has to be plugged into it; without a PIF it is private to
    one host at a time.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw(
        "A label for people; it need not be unique.",
        since="rio",
        default="",
        write_role=Role.POOL_OPERATOR,
        db_name="name__label",
    )
    name_description: str = rw(
        "A text for people that says what the object is for.",
        since="rio",
        default="",
        write_role=Role.POOL_OPERATOR,
        db_name="name__description",
    )
    allowed_operations: SetOf[NetworkOperations] = dynamic_ro("Always empty.", since="rio", default=(), persist=False)
    current_operations: MapOf[str, NetworkOperations] = dynamic_ro(
        "Always empty.", since="rio", default=EMPTY_MAP, persist=False
    )
    VIFs: Reverse[Vif] = reverse("VIF.network", "The virtual interfaces on it.", since="rio")
    PIFs: Reverse[Pif] = reverse("PIF.network", "The PIFs on it, at most one of each host.", since="rio")
    MTU: int = rw(
        "The largest packet in bytes without the Ethernet header. Applied when a PIF is plugged or a VIF attached the next time.",
        since="midnight-ride",
        default=1500,
    )
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients. Some configure the bridge: ``static-routes``, ``ethtool-...``, ``vswitch-controller-fail-mode``, ``vswitch-disable-in-band``, ``assume_network_is_shared``.",
        since="rio",
        write_role=Role.POOL_OPERATOR,
        map_key_roles={
            "folder": Role.VM_OPERATOR,
            "XenCenter.CustomFields.*": Role.VM_OPERATOR,
            "XenCenterCreateInProgress": Role.VM_OPERATOR,
        },
    )
    bridge: str = static_ro(
        "The name of its bridge on every host: ``xenbr`` and the position for a NIC's network, ``xapi`` and a number for others.",
        history=(("published", "rio"), ("changed", "falcon")),
        default="",
    )
    managed: bool = static_ro(
        "Whether the server makes the bridge. If not, somebody else does, and it has to exist before anything is plugged.",
        since="falcon",
        default=True,
    )
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro(
        "Binary objects kept with this one, by name.", since="orlando", default=EMPTY_MAP
    )
    tags: SetOf[str] = rw(
        "Words by which clients group and find objects.", since="orlando", default=(), write_role=Role.VM_OPERATOR
    )
    default_locking_mode: NetworkDefaultLockingMode = dynamic_ro(
        "What interfaces may send whose own mode is ``network_default``.",
        since="tampa",
        default=NetworkDefaultLockingMode.UNLOCKED,
    )
    assigned_ips: MapOf[Ref[Vif], str] = dynamic_ro(
        "Addresses that the server gave to interfaces; used by the host internal management network only.",
        since="creedence",
        default=EMPTY_MAP,
    )
    purpose: SetOf[NetworkPurpose] = dynamic_ro(
        "What it is used for besides ordinary traffic.", since="inverness", default=()
    )
    attached_on: SetOf[Ref[Host]] = internal("The hosts that keep its bridge although no PIF and no VIF needs it.")


@message(Network, role=Role.POOL_OPERATOR, since="miami", hidden=True)
def attach(network: Ref[Network], host: Ref[Host]) -> None:
    """Make the network available on a host: create its bridge and bring its PIF up, again if it is up."""


@message(Network, role=Role.POOL_OPERATOR, since="rio", hidden=True)
def pool_introduce(
    name_label: str,
    name_description: str,
    MTU: int,
    other_config: MapOf[str, str],
    bridge: str,
    managed: bool,
    purpose: SetOf[NetworkPurpose],
) -> Ref[Network]:
    """Make a network record without any check, for a host that joins the pool."""


@message(Network, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(network: Ref[Network], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """Make an empty binary object kept with the network and return it."""


@message(Network, role=Role.POOL_OPERATOR, since="tampa")
def set_default_locking_mode(network: Ref[Network], value: NetworkDefaultLockingMode) -> None:
    """Set what interfaces may send by default; VIF_IN_USE while an interface is attached."""


@message(Network, role=Role.VM_POWER_ADMIN, since="tampa", hidden=True)
def attach_for_vm(host: Ref[Host], vm: Ref[Vm]) -> None:
    """Make all networks of a VM available on a host, before the VM starts there."""


@message(Network, role=Role.VM_POWER_ADMIN, since="tampa", hidden=True)
def detach_for_vm(host: Ref[Host], vm: Ref[Vm]) -> None:
    """Forget a VM's use of its networks on a host; bridges that nothing needs any more are removed."""


@message(Network, role=Role.POOL_ADMIN, since="inverness", errors=(errors.NETWORK_INCOMPATIBLE_PURPOSES,))
def add_purpose(self: Ref[Network], value: NetworkPurpose) -> None:
    """Add a purpose; NETWORK_INCOMPATIBLE_PURPOSES while a network of the pool has the opposite one."""


@message(Network, role=Role.POOL_ADMIN, since="inverness")
def remove_purpose(self: Ref[Network], value: NetworkPurpose) -> None:
    """Remove a purpose; a missing one is no error."""
