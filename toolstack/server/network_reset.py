"""Carrying out a network reset that was asked for on the host's console, before anything else looks at its network."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from toolstack import hostfile
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.message import Cls
from toolstack.rules import message
from toolstack.rules.reset import reset

if TYPE_CHECKING:
    from pathlib import Path

    from toolstack.api.agentlink import AgentLink
    from toolstack.api.checkpoint import Checkpoint
    from toolstack.datamodel.model import Ref
    from toolstack.db.store import Store
    from toolstack.db.transaction import Transaction

log = structlog.get_logger(__name__)

PATIENCE = 60.0
"""Seconds to wait for the agent, without which it is not known which NICs there are."""
DONE, FAILED = "NETWORK_RESET_DONE", "NETWORK_RESET_FAILED"


async def carry_out(store: Store, host: Ref[Host], link: AgentLink, checkpoint: Checkpoint, root: str) -> bool:
    """Reset the network if a file asks for it; returns whether that was done.

    All of it happens in one change of the records, or nothing.  Either way the file is gone afterwards, so that a
    reset that fails is not tried for ever: it is kept under another name, with the reason.  Only while the agent
    cannot be asked the file stays for the next start.
    """
    path = hostfile.pending_reset(root)
    if path is None:
        return False
    log.warning("a network reset was asked for", file=str(path))
    try:
        async with asyncio.timeout(PATIENCE):
            await link.wait_connected()
    except TimeoutError:
        log.error("no network reset now: the agent does not answer", file=str(path))  # noqa: TRY400 - it is no fault
        return False
    state = link.state
    try:
        wish = hostfile.parse_reset(await asyncio.to_thread(path.read_text))
        if wish.unknown:
            log.warning("lines of the network reset are not known", lines=wish.unknown)
        await store.change(reset, host, state.nics if state is not None else (), wish)
    except (hostfile.BadFileError, ApiError, OSError, UnicodeDecodeError) as error:
        await _refuse(store, host, path, root, str(error))
        return False
    # Nothing of the former interface is to come back: whoever asks for a reset cannot reach the host by it.
    await checkpoint.forget()
    await asyncio.to_thread(path.unlink)
    await store.change(_tell, host, DONE, f"The network was reset; it is managed through {wish.DEVICE}.")
    log.warning("the network was reset", device=wish.DEVICE)
    return True


async def _refuse(store: Store, host: Ref[Host], path: Path, root: str, reason: str) -> None:
    log.error("the network was not reset; nothing has changed", file=str(path), reason=reason)
    try:
        await asyncio.to_thread(_put_aside, path, hostfile.base(root) / hostfile.FAILED_RESET, reason)
    except OSError as error:
        log.error("the file cannot be put aside", file=str(path), reason=str(error))  # noqa: TRY400 - as above
    await store.change(_tell, host, FAILED, f"The network was not reset and nothing has changed: {reason}.")


def _put_aside(path: Path, target: Path, reason: str) -> None:
    hostfile.write(target, f"# {reason}\n{path.read_text(errors='replace')}", 0o600)
    path.unlink()


def _tell(tx: Transaction, host: Ref[Host], name: str, body: str) -> None:
    message.create(tx, name, 2, Cls.HOST, tx.get(Host, host).uuid, body)
