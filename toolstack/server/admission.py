"""Who may use an HTTP handler that is no RPC endpoint: a session, a pool secret, or a name and a password."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from toolstack.api import rbac
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import Secret
from toolstack.server.message import Response, page
from toolstack.server.rpc import origin
from toolstack.wire.incoming import Failure, Incoming

if TYPE_CHECKING:
    from toolstack.api.dispatch import Dispatcher
    from toolstack.api.sessions import Identity
    from toolstack.server.message import Handler, Request

CHALLENGE = (b"WWW-Authenticate", b'Basic realm="Patchbay"')
Query = dict[str, str]
Admitted = Callable[["Request", Query], Awaitable[Response]]
"""Answers a request whose sender was let in; the query has the last value of every name."""


class NotAdmittedError(Exception):
    """Nobody whom this server knows."""


class Admission:
    """Lets requests through to handlers, in the documented order of credentials."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    def guard(self, name: str, handler: Admitted) -> Handler:
        """Return a handler that asks for the permission ``http/<name>`` first.

        It answers 401 to those that nobody knows, 403 to those who may not.
        """

        async def guarded(request: Request) -> Response:
            query = {key: values[-1] for key, values in parse_qs(request.query, keep_blank_values=True).items()}
            temporary = False
            try:
                identity = self._known(request, query)
                if identity is None:
                    identity, temporary = await self._basic(request), True
            except (ApiError, NotAdmittedError):
                return page(401, "Who asks is not known.", headers=(CHALLENGE,))
            try:
                if isinstance(identity, _Member):
                    return await handler(request, query)
                rbac.authorise_http(identity, name)
                return await handler(request, query)
            except ApiError as error:
                return page(403 if error.code == "RBAC_PERMISSION_DENIED" else 500, " ".join(error.description))
            finally:
                if temporary and not isinstance(identity, _Member):
                    await self._dispatcher.sessions.close(identity, reason="request answered")

        return guarded

    def _known(self, request: Request, query: Query) -> Identity | _Member | None:
        """Return who shows a session or a pool secret; None when there is neither.

        Raises:
            SESSION_INVALID: the session is over.
            SESSION_AUTHENTICATION_FAILED: the pool secret is wrong.
        """
        cookies = _cookies(request)
        sessions = self._dispatcher.sessions
        for source in (cookies, query):
            if "session_id" in source:
                return sessions.find(source["session_id"])
        for source in (cookies, query):
            if "pool_secret" in source:
                sessions.pool_secret(Secret(source["pool_secret"]), request.peer.address)
                return _Member()
        return None

    async def _basic(self, request: Request) -> Identity:
        scheme, _, text = request.header(b"authorization").partition(" ")
        try:
            user, colon, password = base64.b64decode(text, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            raise NotAdmittedError from None
        if scheme.lower() != "basic" or not colon:
            raise NotAdmittedError
        outcome = await self._dispatcher.dispatch(
            Incoming("session.login_with_password", [user, password, "", "http"], origin(request))
        )
        if isinstance(outcome, Failure):
            raise NotAdmittedError
        return self._dispatcher.sessions.find(outcome.value)


class _Member:
    """A host of the pool: it may do everything."""


def _cookies(request: Request) -> dict[str, str]:
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(request.header(b"cookie"))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in cookies.items()}
