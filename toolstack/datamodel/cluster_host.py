"""Cluster_host: a member of a cluster."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    EPOCH,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    message,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.cluster import Cluster
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pif import Pif


@wire_enum("cluster_host_operation")
class ClusterHostOperation(WireEnum):
    """What can be done to a member."""

    ENABLE = "enable"
    DISABLE = "disable"
    DESTROY = "destroy"


class ClusterHost(Record, name="Cluster_host", lifecycle=Lifecycle((("prototyped", "kolkata"), ("published", "lima")))):
    """A host as member of a cluster."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.",
        history=(("prototyped", "kolkata"), ("published", "lima")),
    )
    cluster: Ref[Cluster] = static_ro(
        "The cluster.", history=(("prototyped", "kolkata"), ("published", "lima")), default=NULL
    )
    host: Ref[Host] = static_ro("The host.", history=(("prototyped", "kolkata"), ("published", "lima")), default=NULL)
    enabled: bool = dynamic_ro(
        "Whether it takes part.", history=(("prototyped", "kolkata"), ("published", "lima")), default=False
    )
    PIF: Ref[Pif] = static_ro(
        "The interface that it uses; it may not be unplugged meanwhile.",
        history=(("prototyped", "kolkata"), ("published", "lima")),
        default=NULL,
    )
    joined: bool = dynamic_ro(
        "Whether it has joined the cluster.", history=(("prototyped", "kolkata"), ("published", "lima")), default=True
    )
    live: bool = dynamic_ro("Whether the others see it.", history=(("prototyped", "24.3.0"),), default=False)
    last_update_live: datetime = dynamic_ro(
        "When ``live`` was last looked at.", history=(("prototyped", "24.3.0"),), default=EPOCH
    )
    allowed_operations: SetOf[ClusterHostOperation] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, ClusterHostOperation] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    other_config: MapOf[str, str] = static_ro(
        "Free-form keys of clients.", history=(("prototyped", "kolkata"), ("published", "lima")), default=EMPTY_MAP
    )


@message(
    ClusterHost,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.PIF_NOT_ATTACHED_TO_HOST, errors.NO_CLUSTER_HOSTS_REACHABLE),
)
def create(cluster: Ref[Cluster], host: Ref[Host], pif: Ref[Pif]) -> Ref[ClusterHost]:
    """Make a host member of the cluster, and return the membership."""


@message(
    ClusterHost,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.CLUSTER_STACK_IN_USE, errors.CLUSTERING_DISABLED, errors.CLUSTER_HOST_IS_LAST),
)
def destroy(self: Ref[ClusterHost]) -> None:
    """Let a host leave the cluster."""


@message(
    ClusterHost,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.PIF_ALLOWS_UNPLUG, errors.REQUIRED_PIF_IS_UNPLUGGED),
)
def enable(self: Ref[ClusterHost]) -> None:
    """Take part in the cluster."""


@message(
    ClusterHost,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.CLUSTER_STACK_IN_USE,),
)
def force_destroy(self: Ref[ClusterHost]) -> None:
    """Remove a member although it does not answer."""


@message(ClusterHost, role=Role.LOCAL_ROOT, since="lima", hidden=True)
def forget(self: Ref[ClusterHost]) -> None:
    """Remove a member that is gone for good."""


@message(
    ClusterHost,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "kolkata"), ("published", "lima")),
    errors=(errors.CLUSTER_STACK_IN_USE,),
)
def disable(self: Ref[ClusterHost]) -> None:
    """Take no part in the cluster for now."""
