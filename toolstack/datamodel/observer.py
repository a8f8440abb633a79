"""Observer: who watches what the server does."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    SetOf,
    dynamic_ro,
    message,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host


class Observer(
    Record,
    name="Observer",
    lifecycle=Lifecycle((("prototyped", "23.14.0"),)),
    create_required=(),
    create_optional=("name_label", "name_description", "hosts", "attributes", "endpoints", "components", "enabled"),
):
    """A way for traces of the server's work to go to a collector."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.", history=(("prototyped", "23.14.0"),)
    )
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    hosts: SetOf[Ref[Host]] = static_ro(
        "The hosts that it watches; empty for all.",
        history=(("prototyped", "23.14.0"),),
        default=(),
        ignore_foreign_key=True,
    )
    attributes: MapOf[str, str] = static_ro(
        "What is added to every trace.", history=(("prototyped", "23.14.0"),), default=EMPTY_MAP
    )
    endpoints: SetOf[str] = static_ro(
        "Where traces go: addresses of collectors, or ``bugtool`` for files.",
        history=(("prototyped", "23.14.0"),),
        default=(),
    )
    components: SetOf[str] = static_ro(
        "The parts of the server that it watches; empty for all.", history=(("prototyped", "23.14.0"),), default=()
    )
    enabled: bool = static_ro("Whether it is on.", history=(("prototyped", "23.14.0"),), default=False)


@message(Observer, role=Role.POOL_ADMIN, history=(("prototyped", "23.14.0"),), hidden=True)
def register(self: Ref[Observer], host: Ref[Host]) -> None:
    """Begin watching a host."""


@message(Observer, role=Role.POOL_ADMIN, history=(("prototyped", "23.14.0"),), hidden=True)
def unregister(self: Ref[Observer], host: Ref[Host]) -> None:
    """End watching a host."""


@message(Observer, role=Role.POOL_ADMIN, history=(("prototyped", "23.14.0"),))
def set_hosts(self: Ref[Observer], value: SetOf[Ref[Host]]) -> None:
    """Set the hosts that it watches."""


@message(Observer, role=Role.POOL_ADMIN, history=(("prototyped", "23.14.0"),))
def set_enabled(self: Ref[Observer], value: bool) -> None:
    """Switch it on or off."""


@message(Observer, role=Role.POOL_ADMIN, history=(("prototyped", "23.14.0"),))
def set_attributes(self: Ref[Observer], value: MapOf[str, str]) -> None:
    """Set what is added to every trace."""


@message(Observer, role=Role.POOL_ADMIN, history=(("prototyped", "23.14.0"),))
def set_endpoints(self: Ref[Observer], value: SetOf[str]) -> None:
    """Set where traces go."""


@message(Observer, role=Role.POOL_ADMIN, history=(("prototyped", "23.14.0"),))
def set_components(self: Ref[Observer], value: SetOf[str]) -> None:
    """Set the parts of the server that it watches."""
