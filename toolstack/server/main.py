"""``toolstackd``: the API server of one host."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import signal
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import structlog

from toolstack import log as logs
from toolstack import settings as configuration
from toolstack.db.error import StorageError
from toolstack.server import thincli
from toolstack.server.accounts import authenticator
from toolstack.server.app import App
from toolstack.server.listeners import ListenError, listening
from toolstack.server.monitor import Metrics, Monitor
from toolstack.server.notify import keep_watchdog, notify
from toolstack.server.rpc import Rpc
from toolstack.server.static import Files
from toolstack.server.tls import CertificateError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from toolstack.server.accounts import Authenticator
    from toolstack.server.assembly import Backend
    from toolstack.settings import Settings

log = structlog.get_logger(__name__)

Assemble: TypeAlias = "Callable[[Settings, Authenticator], AbstractAsyncContextManager[Backend]]"

GC_THRESHOLDS = (50_000, 20, 50)

EXIT_CODES: dict[type[Exception], int] = {
    configuration.SettingsError: os.EX_CONFIG,
    CertificateError: os.EX_CONFIG,
    ListenError: os.EX_UNAVAILABLE,
    StorageError: os.EX_IOERR,
}
"""What the process ends with when it cannot start, for errors whose text says it all."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run the server until it is told to stop."""
    parser = argparse.ArgumentParser(prog="toolstackd", description="The API server of one host.")
    parser.add_argument("--config", metavar="FILE", help=f"the configuration; {configuration.DEFAULT_PATH}")
    parser.add_argument("--check", action="store_true", help="read the configuration, say if it is well, and end")
    parser.add_argument("--version", action="version", version=f"%(prog)s {version('patchbay')}")
    given = parser.parse_args(argv)
    try:
        settings = configuration.load(configuration.find(given.config))
    except configuration.SettingsError as error:
        sys.stderr.write(f"toolstackd: {error}\n")
        sys.exit(os.EX_CONFIG)
    if given.check:
        sys.exit(0)
    logs.set_up(settings.log)
    sys.exit(_run(settings))


def _run(settings: Settings) -> int:
    code = 0
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_serve_until_signal(settings))
    except* tuple(EXIT_CODES) as group:
        error: BaseException = group
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        log.error("cannot serve", reason=str(error))  # noqa: TRY400 - the text says it all
        code = next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))
    except* Exception as group:
        log.critical("the server failed", exc_info=group)
        code = 1
    return code


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the event loop: uvloop's where it is installed, being faster."""
    try:
        import uvloop  # noqa: PLC0415 - optional
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve_until_signal(settings: Settings) -> None:
    from toolstack.server.assembly import assemble  # noqa: PLC0415 - the whole API: not needed for --check

    stop, started = asyncio.Event(), asyncio.Event()
    loop, serving = asyncio.get_running_loop(), asyncio.current_task()

    def end() -> None:
        stop.set()
        # A start may wait for long, for the agent for instance; there is nothing yet to finish.
        if serving is not None and not started.is_set():
            serving.cancel()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    try:
        await serve(settings, assemble, stop, started)
    except asyncio.CancelledError:
        if not stop.is_set():
            raise
        log.info("stopped before it had started")


async def serve(
    settings: Settings, assemble: Assemble, stop: asyncio.Event, started: asyncio.Event | None = None
) -> None:
    """Serve until ``stop`` is set, then finish the calls in progress.

    Args:
        settings: the configuration.
        assemble: opens what stands behind the listeners; see :mod:`toolstack.server.assembly`.
        stop: ends the server.
        started: set when connections are accepted.

    Raises:
        CertificateError, ListenError: when a listener cannot be made.
        StorageError: when the database cannot be used.
    """
    accounts = authenticator(settings)
    metrics = Metrics()
    files = Files(Path(settings.listen.web_root) if settings.listen.web_root else None)
    async with assemble(settings, accounts) as backend, asyncio.TaskGroup() as tasks:
        monitor = Monitor(metrics, backend.health, accounts)
        app = App(tasks, settings.limits, metrics, Rpc(backend.dispatcher), files, monitor, settings.listen)
        cli = thincli.ThinCli(backend.dispatcher)
        app.add_route("POST", thincli.PATH, cli.post, max_body=thincli.MAX_BODY)
        app.network_open = backend.network_open
        for method, path, handler in backend.routes:
            app.add_route(method, path, handler)
        async with listening(settings, app) as urls:
            watchdog = tasks.create_task(keep_watchdog())
            # Everything made so far lives as long as the process, and answers of many records make many objects that
            # are no garbage: without this, the collector takes longer than the encoding.
            gc.freeze()
            gc.set_threshold(*GC_THRESHOLDS)
            log.info("serving", listeners=urls)
            notify("READY=1", f"STATUS=Serving {', '.join(urls)}")
            if started is not None:
                started.set()
            await stop.wait()
            log.info("stopping")
            notify("STOPPING=1")
        await app.stop()
        watchdog.cancel()
    log.info("stopped")


if __name__ == "__main__":
    main()
