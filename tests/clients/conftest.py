from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.clients.served import Served, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for the tests of one module."""
    with serving(tmp_path_factory.mktemp("served")) as server:
        yield server
