"""The tour keeps its promises."""

from __future__ import annotations

import pytest

from scripts import tour
from toolstack.lab import life

pytestmark = [pytest.mark.lab, pytest.mark.timeout(300)]


def test_the_tour_ends_well() -> None:
    lab = life.up("ttour", 1, 4)
    try:
        tour.tour(lab)
    finally:
        life.down(lab.name)
