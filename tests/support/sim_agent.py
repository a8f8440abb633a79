"""A program that serves a host in memory on an agent's socket: ``sim_agent.py SOCKET [NICS]``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from toolstack.agent.endpoint import Endpoint
from toolstack.agent.sim import SimHost


async def main(path: Path, nics: int) -> None:
    started = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(Endpoint(SimHost(nics), path).serve(started))
        await started.wait()
        print("ready", flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2))
