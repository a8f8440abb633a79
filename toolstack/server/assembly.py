"""What stands behind the listeners, put together from the settings: database, agents, dispatcher."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import structlog
from cryptography import x509

from toolstack.api.agentlink import AgentLink
from toolstack.api.call import Services
from toolstack.api.certificate import summary
from toolstack.api.checkpoint import Checkpoint
from toolstack.api.dispatch import Dispatcher
from toolstack.api.endpoint import ENDPOINTS
from toolstack.api.faults import AgentError
from toolstack.api.own_certificate import CertificateError, ensure
from toolstack.api.reconciler import Reconciler, Reconcilers
from toolstack.datamodel.host import Host
from toolstack.db.store import Store
from toolstack.plan.hoststate import HostState
from toolstack.plan.management import management_pif
from toolstack.rules.certificate import present
from toolstack.rules.host import Site, first_start
from toolstack.server import network_reset
from toolstack.server.admission import Admission
from toolstack.server.dump import Dump
from toolstack.server.inventory import Files
from toolstack.server.inventory import first_start as first_files
from toolstack.server.recorder import Recorder
from toolstack.server.rrd import RrdPages
from toolstack.server.sweeper import sweep

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from toolstack.datamodel.model import Ref
    from toolstack.rules.certificate import Summary
    from toolstack.server.accounts import Authenticator
    from toolstack.server.admission import Admitted
    from toolstack.server.message import Handler
    from toolstack.settings import Settings
    from toolstack.wire.incoming import Dispatch

log = structlog.get_logger(__name__)

FIRST_APPLY = 10.0
"""Seconds that the first apply may take before clients are served all the same."""


class Backend(Protocol):
    """What the server serves."""

    @property
    def dispatcher(self) -> Dispatch:
        """What carries out calls."""

    @property
    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        """Further requests that are served: method, path, handler."""

    def network_open(self) -> bool:
        """Return whether others than this machine and its guests are served."""

    def health(self) -> dict[str, Any]:
        """Return what ``/health`` shows; ``status`` is ``ok`` when all is well."""


@dataclass(slots=True)
class Assembly:
    """The real back end."""

    services: Services
    dispatcher: Dispatcher
    link: AgentLink
    routes: tuple[tuple[str, str, Handler], ...] = ()

    def network_open(self) -> bool:
        """Return whether others than this machine and its guests are served: not while management is disabled."""
        return management_pif(self.services.store.snapshot, self.services.local_host) is not None

    def health(self) -> dict[str, Any]:
        """Return what ``/health`` shows."""
        state = self.link.state
        return {
            "status": "ok" if self.link.connected else "no agent",
            "generation": self.services.store.snapshot.generation,
            "applied": state.generation if state else 0,
            "problems": len(state.problems) if state else 0,
        }


@asynccontextmanager
async def assemble(settings: Settings, authenticator: Authenticator) -> AsyncIterator[Assembly]:
    """Open everything, and close it in the opposite order.

    Raises:
        StorageError: when the database cannot be used.
    """
    await asyncio.to_thread(settings.paths.state_directory.mkdir, parents=True, exist_ok=True)
    store = await Store.open(settings.database_url)
    link = AgentLink(settings.agent_socket)
    hosts = Reconcilers()
    try:
        async with asyncio.TaskGroup() as tasks:
            linking = tasks.create_task(link.run())
            host = await _local_host(store, link, settings)
            checkpoint = Checkpoint(settings.paths.state_directory / "management.json")
            await checkpoint.load()
            await network_reset.carry_out(store, host, link, checkpoint, settings.paths.root)
            filing = tasks.create_task(Files(store, host, settings.paths.root).run())
            reconciler = Reconciler(store, host, link, settings.network.confirm_window, checkpoint)
            hosts.add(reconciler)
            reconciling = tasks.create_task(reconciler.run())
            await _first_apply(reconciler, link)
            services = Services(
                store=store, hosts=hosts, settings=settings, local_host=host, authenticator=authenticator
            )
            if settings.listen.tls_port:
                await store.change(present, host, await asyncio.to_thread(_own_certificate, settings))
            recorder = Recorder(services)
            measuring = tasks.create_task(recorder.run())
            sweeping = tasks.create_task(sweep(store, host))
            async with Dispatcher(services) as dispatcher:
                yield Assembly(services, dispatcher, link, _routes(services, dispatcher, recorder))
            sweeping.cancel()
            measuring.cancel()
            filing.cancel()
            reconciling.cancel()
            linking.cancel()
    finally:
        await store.close()


def _own_certificate(settings: Settings) -> Summary:
    """Return what the record of this host's certificate tells; it is made when there is none.

    Raises:
        CertificateError: when it cannot be made or read.
    """
    ensure(settings)
    try:
        return summary(x509.load_pem_x509_certificate(settings.certificate.read_bytes()))
    except (OSError, ValueError) as error:
        raise CertificateError(f"{settings.certificate}: {error}") from None


def _routes(services: Services, dispatcher: Dispatcher, recorder: Recorder) -> tuple[tuple[str, str, Handler], ...]:
    """Return the handlers that are no RPC endpoints, each behind the permission that clients know."""
    admission = Admission(dispatcher)
    rrd = RrdPages(services, recorder.archive)
    pages: tuple[tuple[str, Admitted], ...] = (
        ("rrd_updates", rrd.updates),
        ("host_rrd", rrd.host),
        ("get_host_rrds", rrd.host),
        ("vm_rrd", rrd.vm),
        ("get_vm_rrds", rrd.vm),
        ("get_pool_xml_db_sync", Dump(services).get),
    )
    return tuple((ENDPOINTS[name].method, ENDPOINTS[name].path, admission.guard(name, page)) for name, page in pages)


async def _local_host(store: Store, link: AgentLink, settings: Settings) -> Ref[Host]:
    """Return this host's record, making everything that belongs to a host at its first start.

    That needs to know the NICs, so the very first start waits for the agent; later ones do not.
    """
    if not store.snapshot.count(Host):
        await link.wait_connected()
    given: dict[str, Any] = {key: value for key, value in msgspec.structs.asdict(settings.host).items() if value}
    if not store.snapshot.count(Host):  # the configuration counts before what an installer left
        given = await asyncio.to_thread(first_files, settings.paths.root) | given
    site = Site(version=version("patchbay"), **given)
    return await store.change(first_start, link.state or HostState(), site)


async def _first_apply(reconciler: Reconciler, link: AgentLink) -> None:
    """Have the host's network be what the records want before clients are served, if the agent is there."""
    try:
        async with asyncio.timeout(FIRST_APPLY):
            await link.wait_connected()
            await reconciler.converge(0, ())
    except (AgentError, TimeoutError) as error:
        log.warning("serving before the host's network is as wanted", reason=str(error) or "the agent is slow")
