from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from api_server import Client, running


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with running() as found:
        yield found
