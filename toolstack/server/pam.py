"""Passwords checked by PAM."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pam
import structlog

from toolstack.api.sessions import PasswordNotChangedError
from toolstack.server.accounts import Threaded

log = structlog.get_logger(__name__)

TIMEOUT = 20.0
"""Seconds that the system may take to change a password."""


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

    def change(self, user: str, password: str) -> None:
        """Have the system change the password, which only root may."""
        program = shutil.which("chpasswd")
        if os.geteuid() != 0 or program is None:
            raise PasswordNotChangedError("the server may not change accounts of this machine; use passwd there")
        if re.search("[:\n]", user) or "\n" in password:
            raise PasswordNotChangedError("the new password holds unusable characters")
        try:
            # On its input, and not as an argument, which every process could read.
            done = subprocess.run(
                [program], input=f"{user}:{password}\n".encode(), capture_output=True, timeout=TIMEOUT, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PasswordNotChangedError("the system did not change the password") from error
        if done.returncode:
            log.warning("password not changed", user=user, status=done.returncode)
            raise PasswordNotChangedError("the system refused the new password")
