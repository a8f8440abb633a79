"""Who may log in: the accounts of the machine through PAM, or a file of hashed passwords."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import os
import re
import secrets
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

import structlog

from toolstack.api.sessions import PasswordNotChangedError

if TYPE_CHECKING:
    from pathlib import Path

    from toolstack.settings import Settings

log = structlog.get_logger(__name__)

# 16 MiB and about 50 ms a guess; https://www.rfc-editor.org/rfc/rfc7914 explains the parameters.
_N, _R, _P = 2**14, 8, 1
_LINE = re.compile(r"(?P<user>[^:\s]+):scrypt:(?P<salt>[A-Za-z0-9+/=]+):(?P<hash>[A-Za-z0-9+/=]+)")
_UNUSABLE = re.compile("[\0\ud800-\udfff]")
"""What no account can hold: NUL, and what was not UTF-8."""
MAX_PASSWORD = 4096
"""Longer ones are refused unread."""


class Authenticator(Protocol):
    """Checks a name and a password."""

    async def authenticate(self, user: str, password: str) -> bool:
        """Whether the password is right and the account may use the toolstack; never raises for a wrong one."""

    async def change_password(self, user: str, password: str) -> None:
        """Give an account a new password; raises PasswordNotChangedError."""


def authenticator(settings: Settings) -> Authenticator:
    """Return what the settings ask for."""
    if settings.auth.backend == "file":
        return AccountFile(settings.accounts)
    from toolstack.server.pam import Pam  # noqa: PLC0415 - loads libpam, which labs do not need

    return Pam(settings.auth.service)


class Threaded:
    """Base of those who block while they check: a few threads do it, so that a flood of logins queues."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="login")

    async def authenticate(self, user: str, password: str) -> bool:
        """Whether the password is right."""
        if not user or len(password) > MAX_PASSWORD or _UNUSABLE.search(user + password):
            return False
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.check, user, password)

    async def change_password(self, user: str, password: str) -> None:
        """Give an account a new password; raises PasswordNotChangedError."""
        if not password or len(password) > MAX_PASSWORD or _UNUSABLE.search(user + password):
            raise PasswordNotChangedError("the new password is empty, too long or holds unusable characters")
        await asyncio.get_running_loop().run_in_executor(self._threads, self.change, user, password)

    def check(self, user: str, password: str) -> bool:
        """Whether the password is right; may block."""
        raise NotImplementedError

    def change(self, user: str, password: str) -> None:
        """Give an account a new password; may block.  Raises PasswordNotChangedError."""
        raise NotImplementedError


class AccountFile(Threaded):
    """Accounts in a file with a line ``user:scrypt:<salt>:<hash>`` each, for labs and tests."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self._writing = threading.Lock()

    def check(self, user: str, password: str) -> bool:
        """Whether the file holds this account with this password; a file that cannot be read holds none."""
        try:
            accounts = read_accounts(self.path)
        except OSError as error:
            log.exception("accounts cannot be read", path=str(self.path), error=error.strerror)
            return False
        # An unknown name costs as much as a known one, so that time does not tell which exist.
        salt, expected = accounts.get(user, (b"none", b""))
        return hmac.compare_digest(_hash(password, salt), expected)

    def change(self, user: str, password: str) -> None:
        """Write the new password's hash; only accounts that are in the file have one."""
        with self._writing:
            try:
                known = user in read_accounts(self.path)
                if known:
                    write_account(self.path, user, password)
            except OSError as error:
                log.exception("accounts cannot be written", path=str(self.path), error=error.strerror)
                raise PasswordNotChangedError("the accounts cannot be written") from error
        if not known:
            raise PasswordNotChangedError("there is no such account")


def read_accounts(path: Path) -> dict[str, tuple[bytes, bytes]]:
    """Return salt and hash by user; raises OSError.  Lines that are no account are skipped, with a warning."""
    accounts: dict[str, tuple[bytes, bytes]] = {}
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            log.warning("not an account", path=str(path), line=number)
            continue
        accounts[found["user"]] = base64.b64decode(found["salt"]), base64.b64decode(found["hash"])
    return accounts


def write_account(path: Path, user: str, password: str) -> None:
    """Add an account to a file, or change its password; only the owner can read the file afterwards.

    Raises:
        ValueError: when the name cannot stand in the file.
        OSError: when the file cannot be written.
    """
    if not re.fullmatch(r"[^:\s]+", user):
        raise ValueError(f"{user!r} is no user name")
    salt = secrets.token_bytes(16)
    accounts = read_accounts(path) if path.exists() else {}
    accounts[user] = salt, _hash(password, salt)
    lines = [
        f"{name}:scrypt:{base64.b64encode(salt).decode()}:{base64.b64encode(digest).decode()}\n"
        for name, (salt, digest) in accounts.items()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(lines)
    draft.replace(path)


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P)
