"""What passes between the wire and the dispatcher, whatever the format and the transport.

A codec turns bytes into an :class:`Incoming`; the dispatcher answers with an :class:`Outcome`; the codec of
the same format turns that into bytes again.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from toolstack.datamodel.model import EMPTY_MAP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolstack.datamodel.types import Type


class Transport(enum.Enum):
    """How a call reached the server."""

    TLS = "tls"
    HTTP = "http"
    UNIX = "unix"
    INTERNAL = "internal"
    """Made inside the process, by the thin command line for instance."""


class Format(enum.Enum):
    """In which encoding a call came and its answer goes."""

    XML = "xml"
    JSON = "json"


class Hangup(Protocol):
    """Tells a waiting call that its client has gone, so that it need not wait any longer."""

    @property
    def closed(self) -> bool:
        """Whether the client has closed its sending side or the connection."""

    def on_close(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back once, in the event loop, when the client goes (at once if it has); returns what unsubscribes."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a call comes from.  Header values are as sent, empty when the header was absent."""

    transport: Transport
    address: str = ""
    """The remote IP address; empty on a Unix socket."""
    uid: int | None = None
    """The peer's user id, on a Unix socket only."""
    pid: int | None = None
    user_agent: str = ""
    originator: str = ""
    task_id: str = ""
    """``task-id``: an existing task that stands for this call; the server does not complete it."""
    subtask_of: str = ""
    """``subtask-of``: the task that the call's own task belongs to."""
    other_config: Mapping[str, str] = field(default_factory=lambda: EMPTY_MAP)
    """What ``X-Http-Other-Config-<key>`` headers ask for, as ``http:<key>`` in lower case."""
    thumbprint: str = ""
    """``x-xenapi-request-host-certificate-thumbprint``, such as ``sha-256:master``."""

    @property
    def trusted(self) -> bool:
        """Whether the peer is root on this machine, who needs no credentials."""
        return self.transport is Transport.UNIX and self.uid == 0


@dataclass(slots=True)
class Incoming:
    """A decoded call.

    ``args`` are raw wire values: str, int, float, bool, datetime (XML only), bytes (XML base64), None, list
    and dict.  They are neither counted nor checked yet, and a str may hold lone surrogates where the bytes were
    not UTF-8: ``values.check_text`` finds them.
    """

    method: str
    args: list[Any]
    origin: Origin
    format: Format = Format.XML
    hangup: Hangup | None = None


@dataclass(frozen=True, slots=True)
class Success:
    """A call that went well: the result, and its type for the encoder."""

    value: Any
    kind: Type
    bare: bool = False
    """Sent without Status and Value over XML-RPC, as ``system.listMethods`` is."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that failed: the error code and its parameters."""

    description: tuple[str, ...]
    early: bool = False
    """Raised before the dispatch table was consulted; JSON-RPC answers these in a shape of their own."""


Outcome: TypeAlias = Success | Failure


class Dispatch(Protocol):
    """The dispatcher, as the server sees it."""

    async def dispatch(self, incoming: Incoming) -> Outcome:
        """Carry out a call; every error of the call is a Failure, nothing is raised but cancellation."""
