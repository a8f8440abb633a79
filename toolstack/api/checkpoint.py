"""The management interface as it was last known to work, kept in a file beside the database.

It is no part of the database, because it must not follow a change before that is confirmed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
import structlog

from toolstack.agent.protocol import Probe
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.plan.addresses import static_ipv4, static_ipv6
from toolstack.plan.management import management_pif
from toolstack.rules.confirmed import Confirmed

if TYPE_CHECKING:
    from pathlib import Path

    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot

log = structlog.get_logger(__name__)


class Checkpoint:
    """What one host can go back to.

    Attributes:
        known: the rows; None before anything was confirmed.
    """

    def __init__(self, path: Path | None) -> None:
        """``path`` is the file; None to keep it in memory only."""
        self._path = path
        self.known: Confirmed | None = None

    async def load(self) -> None:
        """Read the file, if there is one."""
        if self._path is None:
            return
        try:
            data = await asyncio.to_thread(self._path.read_bytes)
            self.known = msgspec.json.decode(data, type=Confirmed)
        except FileNotFoundError:
            return
        except (OSError, msgspec.DecodeError) as error:
            log.warning("what was confirmed last cannot be read", path=str(self._path), reason=str(error))

    async def keep(self, known: Confirmed) -> None:
        """Remember rows; without a write when they are the same."""
        if known == self.known:
            return
        self.known = known
        if self._path is not None:
            try:
                await asyncio.to_thread(_write, self._path, msgspec.json.encode(known))
            except OSError as error:
                log.warning("what was confirmed cannot be kept", path=str(self._path), reason=str(error))

    async def forget(self) -> None:
        """Have nothing to go back to.

        Raises:
            OSError: the file is still there.
        """
        self.known = None
        if self._path is not None:
            await asyncio.to_thread(self._path.unlink, missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(".new")
    draft.write_bytes(data)
    draft.chmod(0o600)
    draft.replace(path)


def probe(db: Snapshot, host: Ref[Host], timeout: float) -> Probe | None:
    """Return the question whether a host can be reached as its records say; None without management interface."""
    ref = management_pif(db, host)
    if ref is None:
        return None
    pif = db.get(Pif, ref)
    device = db.get(Network, pif.network).bridge
    if pif.primary_address_type is PrimaryAddressType.IPV6:
        static = pif.ipv6_configuration_mode is Ipv6ConfigurationMode.STATIC
        addresses, gateway, version = static_ipv6(pif), pif.ipv6_gateway, 6
    else:
        static = pif.ip_configuration_mode is IpConfigurationMode.STATIC
        addresses, gateway, version = static_ipv4(pif), pif.gateway, 4
    return Probe(
        device=device,
        version=version,
        addresses=addresses if static else (),
        gateways=(gateway,) if static and gateway else (),
        timeout=timeout,
    )
