"""To be described."""

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
    """To be described."""

    UNLOCKED = "unlocked"
    DISABLED = "disabled"


@wire_enum("network_operations")
class NetworkOperations(WireEnum):
    """To be described."""

    ATTACHING = "attaching"


@wire_enum("network_purpose")
class NetworkPurpose(WireEnum):
    """To be described."""

    NBD = "nbd"
    INSECURE_NBD = "insecure_nbd"


class Network(
    Record,
    name="network",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.VM_ADMIN,
    create_required=("other_config",),
    create_optional=("name_label", "name_description", "MTU", "bridge", "managed", "tags"),
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    name_label: str = rw(
        "To be described.", since="rio", default="", write_role=Role.POOL_OPERATOR, db_name="name__label"
    )
    name_description: str = rw(
        "To be described.", since="rio", default="", write_role=Role.POOL_OPERATOR, db_name="name__description"
    )
    allowed_operations: SetOf[NetworkOperations] = dynamic_ro(
        "To be described.", since="rio", default=(), persist=False
    )
    current_operations: MapOf[str, NetworkOperations] = dynamic_ro(
        "To be described.", since="rio", default=EMPTY_MAP, persist=False
    )
    VIFs: Reverse[Vif] = reverse("VIF.network", "To be described.", since="rio")
    PIFs: Reverse[Pif] = reverse("PIF.network", "To be described.", since="rio")
    MTU: int = rw("To be described.", since="midnight-ride", default=1500)
    other_config: MapOf[str, str] = rw(
        "To be described.",
        since="rio",
        write_role=Role.POOL_OPERATOR,
        map_key_roles={
            "folder": Role.VM_OPERATOR,
            "XenCenter.CustomFields.*": Role.VM_OPERATOR,
            "XenCenterCreateInProgress": Role.VM_OPERATOR,
        },
    )
    bridge: str = static_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("changed", "falcon"),
        ),
        default="",
    )
    managed: bool = static_ro("To be described.", since="falcon", default=True)
    blobs: MapOf[str, Ref[Blob]] = dynamic_ro("To be described.", since="orlando", default=EMPTY_MAP)
    tags: SetOf[str] = rw("To be described.", since="orlando", default=(), write_role=Role.VM_OPERATOR)
    default_locking_mode: NetworkDefaultLockingMode = dynamic_ro(
        "To be described.", since="tampa", default=NetworkDefaultLockingMode.UNLOCKED
    )
    assigned_ips: MapOf[Ref[Vif], str] = dynamic_ro("To be described.", since="creedence", default=EMPTY_MAP)
    purpose: SetOf[NetworkPurpose] = dynamic_ro("To be described.", since="inverness", default=())
    attached_on: SetOf[Ref[Host]] = internal("The hosts that keep its bridge although no PIF and no VIF needs it.")


@message(Network, role=Role.POOL_OPERATOR, since="miami", hidden=True)
def attach(network: Ref[Network], host: Ref[Host]) -> None:
    """To be described."""


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
    """To be described."""


@message(Network, role=Role.POOL_OPERATOR, since="orlando")
def create_new_blob(network: Ref[Network], name: str, mime_type: str, public: bool = False) -> Ref[Blob]:
    """To be described."""


@message(Network, role=Role.POOL_OPERATOR, since="tampa")
def set_default_locking_mode(network: Ref[Network], value: NetworkDefaultLockingMode) -> None:
    """To be described."""


@message(Network, role=Role.VM_POWER_ADMIN, since="tampa", hidden=True)
def attach_for_vm(host: Ref[Host], vm: Ref[Vm]) -> None:
    """To be described."""


@message(Network, role=Role.VM_POWER_ADMIN, since="tampa", hidden=True)
def detach_for_vm(host: Ref[Host], vm: Ref[Vm]) -> None:
    """To be described."""


@message(Network, role=Role.POOL_ADMIN, since="inverness", errors=(errors.NETWORK_INCOMPATIBLE_PURPOSES,))
def add_purpose(self: Ref[Network], value: NetworkPurpose) -> None:
    """To be described."""


@message(Network, role=Role.POOL_ADMIN, since="inverness")
def remove_purpose(self: Ref[Network], value: NetworkPurpose) -> None:
    """To be described."""
