"""Following what changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from toolstack.api.events import inject as inject_event
from toolstack.api.registry import handles
from toolstack.datamodel import event

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.event import Event
    from toolstack.datamodel.model import SetOf


@handles(event.from_)
async def from_(call: Call, classes: SetOf[str], token: str, timeout: float) -> Any:  # noqa: ASYNC109 - its wire name
    """Return what happened since a token, waiting for it up to the timeout in seconds."""
    return await call.services.events.since(classes, token, timeout, call.caller, call.hangup)


@handles(event.inject)
async def inject(call: Call, class_: str, ref: str) -> str:
    """Have an object reported as modified, and return a token to wait for."""
    return await inject_event(call, class_, ref)


@handles(event.register)
async def register(call: Call, classes: SetOf[str]) -> None:
    """Begin to queue events of these classes for the session."""
    call.services.events.queues.register(call.caller, classes)


@handles(event.unregister)
async def unregister(call: Call, classes: SetOf[str]) -> None:
    """Queue events of these classes no longer."""
    call.services.events.queues.unregister(call.caller, classes)


@handles(event.next)
async def next(call: Call) -> SetOf[Event]:  # noqa: A001 - its wire name
    """Wait for queued events and return them; their form is not that of the declared record."""
    return cast("SetOf[Event]", await call.services.events.queues.next(call.caller, call.hangup))


@handles(event.get_current_id)
async def get_current_id(call: Call) -> int:
    """Return the number of the last queued event."""
    return call.services.events.queues.last_id
