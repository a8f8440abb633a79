"""Cluster: hosts that agree on who uses shared storage."""

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
    message,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.cluster_host import ClusterHost
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif


@wire_enum("cluster_operation")
class ClusterOperation(WireEnum):
    """What can be done to a cluster."""

    ADD = "add"
    REMOVE = "remove"
    ENABLE = "enable"
    DISABLE = "disable"
    DESTROY = "destroy"


class Cluster(
    Record,
    name="Cluster",
    lifecycle=Lifecycle((("prototyped", "kolkata"), ("published", "lima"))),
    write_role=Role.POOL_OPERATOR,
):
    """Cluster software on the hosts of the pool, for storage that needs it."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.",
        history=(("prototyped", "kolkata"), ("published", "lima")),
    )
    cluster_hosts: Reverse[ClusterHost] = reverse(
        "Cluster_host.cluster", "Its members.", history=(("prototyped", "kolkata"), ("published", "lima"))
    )
    pending_forget: SetOf[str] = dynamic_ro("Addresses of hosts that are being forgotten.", since="lima", default=())
    cluster_token: str = static_ro(
        "The secret that its members share.", history=(("prototyped", "kolkata"), ("published", "lima")), default=""
    )
    cluster_stack: str = static_ro(
        "The cluster software.", history=(("prototyped", "kolkata"), ("published", "lima")), default="corosync"
    )
    cluster_stack_version: int = static_ro(
        "The version of the cluster software.", history=(("prototyped", "24.15.0"),), default=2
    )
    is_quorate: bool = dynamic_ro(
        "Whether enough members see each other.", history=(("prototyped", "24.3.0"),), default=False
    )
    quorum: int = dynamic_ro("How many members are enough.", history=(("prototyped", "24.3.0"),), default=0)
    live_hosts: int = dynamic_ro("How many members see each other.", history=(("prototyped", "24.3.0"),), default=0)
    expected_hosts: int = dynamic_ro(
        "How many members there should be.", history=(("prototyped", "25.17.0"),), default=0
    )
    allowed_operations: SetOf[ClusterOperation] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, ClusterOperation] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    pool_auto_join: bool = static_ro(
        "Whether hosts that join the pool join the cluster too.",
        history=(("prototyped", "kolkata"), ("published", "lima")),
        default=True,
    )
    token_timeout: float = static_ro(
        "After how many seconds without a sign a member counts as lost.",
        history=(("prototyped", "kolkata"), ("changed", "lima"), ("published", "lima")),
        default=20.0,
    )
    token_timeout_coefficient: float = static_ro(
        "By how many seconds that time grows with each member beyond two.",
        history=(("prototyped", "kolkata"), ("changed", "lima"), ("published", "lima")),
        default=1.0,
    )
    cluster_config: MapOf[str, str] = static_ro(
        "Settings of the cluster software.",
        history=(("prototyped", "kolkata"), ("published", "lima")),
        default=EMPTY_MAP,
    )
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients.", history=(("prototyped", "kolkata"), ("published", "lima")), default=EMPTY_MAP
    )


@message(
    Cluster,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(
        errors.INVALID_CLUSTER_STACK,
        errors.INVALID_VALUE,
        errors.PIF_ALLOWS_UNPLUG,
        errors.REQUIRED_PIF_IS_UNPLUGGED,
    ),
)
def create(
    PIF: Ref[Pif],
    cluster_stack: str,
    pool_auto_join: bool,
    token_timeout: float = 20.0,
    token_timeout_coefficient: float = 1.0,
) -> Ref[Cluster]:
    """Make a cluster with this host as only member, and return it.

    Args:
        PIF: the interface that it uses, which may not be unpluggable.
        cluster_stack: the cluster software.
        pool_auto_join: whether hosts that join the pool join the cluster too.
        token_timeout: after how many seconds a member counts as lost.
        token_timeout_coefficient: by how many seconds that time grows with each member beyond two.
    """


@message(
    Cluster,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.CLUSTER_DOES_NOT_HAVE_ONE_NODE, errors.CLUSTER_STACK_IN_USE),
)
def destroy(self: Ref[Cluster]) -> None:
    """Dissolve a cluster with one member."""


@message(Cluster, role=Role.READ_ONLY, history=(("prototyped", "kolkata"), ("published", "lima")))
def get_network(self: Ref[Cluster]) -> Ref[Network]:
    """Return the network that the cluster uses."""


@message(Cluster, role=Role.POOL_OPERATOR, history=(("prototyped", "kolkata"), ("published", "lima")))
def pool_create(
    network: Ref[Network], cluster_stack: str, token_timeout: float = 20.0, token_timeout_coefficient: float = 1.0
) -> Ref[Cluster]:
    """Make a cluster of all hosts over a network, and return it."""


@message(
    Cluster,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.CLUSTER_FORCE_DESTROY_FAILED,),
)
def pool_force_destroy(self: Ref[Cluster]) -> None:
    """Dissolve a cluster although some members do not answer."""


@message(
    Cluster,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.CLUSTER_STACK_IN_USE, errors.CLUSTERING_DISABLED, errors.CLUSTER_HOST_IS_LAST),
)
def pool_destroy(self: Ref[Cluster]) -> None:
    """Dissolve a cluster of all hosts."""


@message(Cluster, role=Role.POOL_OPERATOR, history=(("prototyped", "kolkata"), ("published", "lima")))
def pool_resync(self: Ref[Cluster]) -> None:
    """Make all hosts that should be members of the cluster such."""


@message(
    Cluster,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    hidden=True,
    pool_internal=True,
)
def cstack_sync(self: Ref[Cluster]) -> None:
    """Record what the cluster software says about its members."""
