"""The npm client ``xen-api``, as it is published; the cases are in ``js/xen_api.mjs``."""

from __future__ import annotations

import pytest

from tests.clients.node import cases, run
from tests.clients.served import Served

pytestmark = pytest.mark.xdist_group("npm-xen-api")


@pytest.mark.parametrize("case", cases("xen_api.mjs"))
def test_xen_api(served: Served, case: str) -> None:
    run(served, "xen_api.mjs", case)
