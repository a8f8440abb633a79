"""The npm library ``@xen-orchestra/xapi``, as it is published; the cases are in ``js/xo.mjs``."""

from __future__ import annotations

import pytest

from tests.clients.node import cases, run
from tests.clients.served import Served

pytestmark = pytest.mark.xdist_group("npm-xo")


@pytest.mark.parametrize("case", cases("xo.mjs"))
def test_xo(served: Served, case: str) -> None:
    run(served, "xo.mjs", case)
