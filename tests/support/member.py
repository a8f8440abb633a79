"""``toolstackd`` in the role of a pool's member: ``member.py COORDINATOR --config FILE``.

Members are made by joining a pool, which is not offered yet; the role on the wire is.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from toolstack.server import assembly, main

coordinator = sys.argv.pop(1)
assemble = assembly.assemble


@asynccontextmanager
async def as_member(settings: Any, authenticator: Any) -> AsyncIterator[assembly.Assembly]:
    async with assemble(settings, authenticator) as backend:
        backend.services.membership.coordinator = coordinator
        yield backend


if __name__ == "__main__":
    assembly.assemble = as_member
    main.main()
