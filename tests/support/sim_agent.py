"""A program that serves a host in memory on an agent's socket: ``sim_agent.py SOCKET``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from toolstack.agent.endpoint import Endpoint
from toolstack.agent.sim import SimHost


async def main(path: Path) -> None:
    started = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(Endpoint(SimHost(2), path).serve(started))
        await started.wait()
        print("ready", flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
