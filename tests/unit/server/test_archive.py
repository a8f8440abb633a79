"""Round-robin archives: rows, gaps, wrap-around, and which granularity answers."""

from __future__ import annotations

import math

from toolstack.server.archive import SPANS, STEP, Archive


def filled(samples: int, start: int = 1_000_000_000) -> Archive:
    archive = Archive()
    for number in range(samples):
        archive.add(start + number * STEP, {"a": float(number)})
    return archive


def test_rows_are_newest_first() -> None:
    archive = filled(3)
    assert [values for _, values in archive.table(0, ["AVERAGE"], ["a"])] == [[2.0], [1.0], [0.0]]
    ends = [end for end, _ in archive.table(0, ["AVERAGE"], ["a"])]
    assert ends == [1_000_000_010, 1_000_000_005, 1_000_000_000]


def test_coarser_rows_are_average_smallest_and_largest() -> None:
    start = 1_000_000_020  # a minute begins after it
    assert start % 60 == 0
    archive = filled(25, start)
    rows = archive.table(1, ["AVERAGE", "MIN", "MAX"], ["a"])
    assert rows[0] == (start + 120, [18.5, 13.0, 24.0])
    assert rows[1] == (start + 60, [6.5, 1.0, 12.0])


def test_only_rows_after_a_time() -> None:
    archive = filled(10)
    assert len(archive.table(0, ["AVERAGE"], ["a"], since=archive.updated - 2 * STEP)) == 2


def test_a_ring_keeps_the_newest() -> None:
    rows = filled(SPANS[0].rows + 7).table(0, ["AVERAGE"], ["a"])
    assert len(rows) == SPANS[0].rows
    assert rows[0][1] == [float(SPANS[0].rows + 6)]
    assert rows[-1][1] == [7.0]


def test_what_was_missed_is_unknown() -> None:
    archive = filled(1)
    archive.add(1_000_000_000 + 3 * STEP, {"a": 9.0})
    values = [row[0] for _, row in archive.table(0, ["AVERAGE"], ["a"])]
    assert values[0] == 9.0
    assert math.isnan(values[1])
    assert math.isnan(values[2])
    assert values[3] == 0.0


def test_a_long_pause_costs_no_more_than_a_ring() -> None:
    archive = filled(1)
    archive.add(2_000_000_000, {"a": 1.0})
    assert archive.updated == 2_000_000_000
    assert len(archive.times(0)) == SPANS[0].rows


def test_a_late_series_was_unknown_before() -> None:
    archive = filled(5)
    archive.add(archive.updated + STEP, {"a": 1.0, "b": 2.0})
    rows = archive.table(0, ["AVERAGE"], ["a", "b"])
    assert rows[0][1] == [1.0, 2.0]
    assert math.isnan(rows[1][1][1])


def test_a_series_that_vanishes_is_unknown_from_then_on() -> None:
    archive = filled(2)
    archive.add(archive.updated + STEP, {"c": 1.0})
    assert math.isnan(archive.table(0, ["AVERAGE"], ["a"])[0][1][0])
    archive.forget(lambda name: name == "a")
    assert list(archive.series) == ["c"]


def test_time_that_stands_still_adds_nothing() -> None:
    archive = filled(2)
    before = archive.updated
    archive.add(before, {"a": 99.0})
    archive.add(before - 60, {"a": 99.0})
    assert archive.updated == before
    assert len(archive.times(0)) == 2


def test_the_granularity_reaches_back_far_enough() -> None:
    archive = filled(1)
    archive.add(archive.updated + 2_000_000, {"a": 1.0})
    now = archive.updated
    assert archive.span_for(now - 60, 0) == 0
    assert archive.span_for(now - 60, 60) == 1
    assert archive.span_for(now - 3_600, 0) == 1
    assert archive.span_for(now - 86_400, 0) == 2
    assert archive.span_for(0, 0) == 3


def test_what_began_lately_is_told_finely() -> None:
    assert filled(3).span_for(0, 0) == 0
