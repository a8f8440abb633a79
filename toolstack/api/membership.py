"""What this host is in its pool, as far as every call depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.wire.incoming import Transport

if TYPE_CHECKING:
    from toolstack.api.sessions import Identity
    from toolstack.datamodel.catalog import Resolved
    from toolstack.datamodel.error import ApiError
    from toolstack.wire.incoming import Origin

_REMOTE = frozenset({Transport.HTTP, Transport.TLS})


@dataclass(slots=True)
class Membership:
    """The coordinator, a member, or a member in emergency mode.  Whoever changes the role writes here."""

    coordinator: str = ""
    """The address of the coordinator; empty on the coordinator itself."""
    emergency: ApiError | None = None
    """What calls are answered while the coordinator cannot be reached; ``HOST_STILL_BOOTING`` at first."""

    def check_emergency(self, method: str, message: Resolved | None) -> None:
        """Raise the emergency error for all but the few messages that are for such times."""
        if self.emergency is not None and (message is None or not message.emergency):
            if method == "system.listMethods":
                return
            raise self.emergency

    def check_caller(self, message: Resolved, origin: Origin, identity: Identity | None) -> None:
        """Raise HOST_IS_SLAVE when a client has to ask the coordinator.

        Members of the pool and those with a local session may talk to every host; administrators of the machine
        use its Unix socket.
        """
        if not self.coordinator or origin.transport not in _REMOTE:
            return
        if identity is None:
            if message.wire == LOGIN:
                raise errors.HOST_IS_SLAVE(self.coordinator)
        elif not (identity.pool or identity.local):
            raise errors.HOST_IS_SLAVE(self.coordinator)


LOGIN = "session.login_with_password"
