"""Which function carries out which message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.model import Message

P = ParamSpec("P")
R = TypeVar("R")

HANDLERS: dict[str, Callable[..., Awaitable[Any]]] = {}
"""Handler of every message that has one, by wire name."""

REFUSALS: dict[str, str] = {}
"""Messages that are declared but not offered, by wire name, with the reason that the documentation gives."""


def handles(
    message: Message[P, R],
) -> Callable[[Callable[Concatenate[Call, P], Awaitable[R]]], Callable[Concatenate[Call, P], Awaitable[R]]]:
    """Register the handler of a declared message; its signature must be exactly the declared one."""

    def register(
        function: Callable[Concatenate[Call, P], Awaitable[R]],
    ) -> Callable[Concatenate[Call, P], Awaitable[R]]:
        _add(message.wire, function)
        return function

    return register


def overrides(
    wire: str,
) -> Callable[[Callable[..., Awaitable[Any]]], Callable[..., Awaitable[Any]]]:
    """Register the handler of an implicit message that needs more than reading or writing a field.

    ``wire`` is the name on the wire, such as ``network.create``; the function takes the call and the
    message's positional parameters.
    """

    def register(function: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        _add(wire, function)
        return function

    return register


def _add(wire: str, function: Callable[..., Awaitable[Any]]) -> None:
    if wire in HANDLERS:
        msg = f"{wire} has two handlers"
        raise RuntimeError(msg)
    HANDLERS[wire] = function
