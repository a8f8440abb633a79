"""What an agent asks of whatever runs the guests of its host."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

    from toolstack.agent.protocol import GuestVifConfig
    from toolstack.plan.hoststate import Guest


class GuestError(Exception):
    """A guest could not do what was asked; nothing has changed unless the text says so."""

    code = "guest-error"
    """What the agent answers: see ``protocol.Refused``."""


class GuestUnknownError(GuestError):
    """No guest of this uuid runs here."""

    code = "guest-unknown"


class GuestTimeoutError(GuestError):
    """The guest did not shut down in time; it still runs."""

    code = "guest-timeout"


class GuestDriver(Protocol):
    """Runs guests on the agent's host.

    A driver is an asynchronous context manager.  Entering it adopts the guests that an earlier agent left
    running and removes what is left of those that it did not finish; leaving it lets the guests run on.
    Methods may be called concurrently; those of one guest are carried out one after another, except that
    ``stop`` cuts a clean one short.  A cancelled ``start`` or ``plug_vif`` leaves nothing behind.

    The host's end of a guest's interface is ``vif<domid>.<device>`` in the agent's network namespace.  Joining
    it to a bridge is the agent's work.
    """

    async def __aenter__(self) -> Self:
        """Adopt what runs."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop watching; the guests run on."""

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Call back, in the event loop, whenever ``guests()`` may have changed.

        Also when nobody asked: a guest died, or an address inside one came or went.
        """

    @property
    def last_domid(self) -> int:
        """The domid of the guest that was started last, 0 before the first: ``HostState.last_domid``."""

    def guests(self) -> tuple[Guest, ...]:
        """Return the guests that run, ordered by uuid, with the addresses seen inside them."""

    async def start(
        self, vm_uuid: str, name_label: str, vifs: tuple[GuestVifConfig, ...] = (), *, paused: bool = False
    ) -> int:
        """Start a guest and return its domid, which is greater than all earlier ones of this host.

        The guest's name is ``name_label`` as far as a host name can hold it.  Raises GuestError when it runs
        already or could not be started; then nothing is left of it.
        """

    async def stop(self, vm_uuid: str, *, clean: bool = False, timeout: float = 60.0) -> None:  # noqa: ASYNC109
        """Stop a guest and remove its interfaces; stopping one that does not run is no error.

        ``clean`` asks it to shut down and waits ``timeout`` seconds for that, then raises GuestTimeoutError.
        """

    async def pause(self, vm_uuid: str, *, paused: bool) -> None:
        """Stop a guest in its tracks, so that it does not even answer a ping, or let it go on.

        Doing so again is no error.  Raises GuestUnknownError.
        """

    async def plug_vif(self, vm_uuid: str, vif: GuestVifConfig) -> None:
        """Give a guest another interface; one that it has already, with the same address, is no error.

        Raises GuestUnknownError, or GuestError when its device of that number is another one.
        """

    async def unplug_vif(self, vm_uuid: str, device: int) -> None:
        """Take an interface from a guest; one that it does not have is no error.  Raises GuestUnknownError."""

    async def configure_vif(self, vm_uuid: str, vif: GuestVifConfig, drop: tuple[str, ...] = ()) -> None:
        """Have a running guest take the addresses and gateways of ``vif``, and give up the addresses ``drop``.

        ``start`` and ``plug_vif`` do the former too.  Raises GuestUnknownError, or GuestError when the guest does
        not have the device or its kernel refuses an address.
        """
