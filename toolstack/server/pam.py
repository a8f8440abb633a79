"""Passwords checked by PAM."""

from __future__ import annotations

import pam
import structlog

from toolstack.server.accounts import Threaded

log = structlog.get_logger(__name__)


class Pam(Threaded):
    """The accounts of this machine, through a PAM service.

    PAM blocks, for seconds after a wrong password, so it runs in threads.
    """

    def __init__(self, service: str) -> None:
        super().__init__()
        self.service = service

    def check(self, user: str, password: str) -> bool:
        """Whether PAM accepts the password and the account is allowed in."""
        conversation = pam.pam()
        # Credentials are for processes that go on as the user, which this one does not.
        accepted = bool(conversation.authenticate(user, password, service=self.service, resetcreds=False))
        if not accepted:
            log.info("PAM refused", user=user, service=self.service, code=conversation.code)
        return accepted
