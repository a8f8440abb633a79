"""Round-robin archives in memory: what was measured, ever coarser with age.

Values are kept as rates and levels, so that a row of an archive is the average, smallest or largest of the samples
in its time.  Times are seconds since 1970; NaN is a value that is not known.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

STEP = 5
"""Seconds between two samples."""
NAN = math.nan


@dataclass(frozen=True, slots=True)
class Span:
    """One granularity: how many samples make a row, and how many rows are kept."""

    samples: int
    rows: int

    @property
    def seconds(self) -> int:
        """Of one row."""
        return self.samples * STEP


SPANS = (Span(1, 120), Span(12, 120), Span(720, 168), Span(17_280, 366))
"""Ten minutes, two hours, a week and a year."""

CONSOLIDATIONS = ("AVERAGE", "MIN", "MAX")


class Series:
    """One measured value, in every granularity and consolidation.

    Rows are taken up as they come, so that a new series costs little.
    """

    __slots__ = ("last", "pending", "rows")

    def __init__(self) -> None:
        self.last = NAN
        """The newest sample."""
        self.pending: list[tuple[int, float, float, float]] = [(0, 0.0, math.inf, -math.inf) for _ in SPANS]
        """Of every span: how many samples are known of the row in progress, their sum, smallest and largest."""
        self.rows: list[tuple[array[float], ...]] = [tuple(array("d") for _ in CONSOLIDATIONS) for _ in SPANS]
        """Of every span and consolidation, the rows: a ring whose place is in the :class:`Archive`."""

    def sample(self, value: float) -> None:
        """Take up a sample."""
        self.last = value
        if math.isnan(value):
            return
        self.pending = [
            (count + 1, total + value, min(low, value), max(high, value)) for count, total, low, high in self.pending
        ]

    def close_row(self, span: int, index: int) -> None:
        """Complete the row in progress of a span; it is the row ``index`` of the ring, NaN without a sample."""
        count, total, low, high = self.pending[span]
        values = (total / count, low, high) if count else (NAN, NAN, NAN)
        for ring, value in zip(self.rows[span], values, strict=True):
            while len(ring) <= index:  # rows from before this series existed
                ring.append(NAN)
            ring[index] = value
        self.pending[span] = (0, 0.0, math.inf, -math.inf)

    def row(self, span: int, consolidation: int, index: int) -> float:
        """Return a row of a ring."""
        ring = self.rows[span][consolidation]
        return ring[index] if index < len(ring) else NAN


class Archive:
    """Many series that are sampled together; ``names`` are what clients call them."""

    def __init__(self) -> None:
        self.series: dict[str, Series] = {}
        self.updated = 0
        """When the newest sample was taken, a multiple of STEP; 0 before the first."""
        self._began = 0
        """When the first sample was taken."""
        self._closed = [0] * len(SPANS)
        """Of every span, how many rows were completed."""
        self._latest = [0] * len(SPANS)
        """Of every span, the end of the newest complete row."""

    def add(self, when: float, values: dict[str, float]) -> None:
        """Take up a sample of everything; series that are not in it have none.

        Samples that were missed, because nobody looked, are unknown.
        """
        now = int(when) // STEP * STEP
        if now <= self.updated:
            return
        first = max(self.updated + STEP, now - SPANS[0].rows * STEP) if self.updated else now
        self._began = self._began or first
        for moment in range(first, now, STEP):
            self._advance(moment, {})
        self._advance(now, values)

    def forget(self, gone: Callable[[str], bool]) -> None:
        """Drop the series whose name fulfils a condition."""
        for name in [name for name in self.series if gone(name)]:
            del self.series[name]

    def _advance(self, moment: int, values: dict[str, float]) -> None:
        for name in values.keys() - self.series.keys():
            self.series[name] = Series()
        for name, series in self.series.items():
            series.sample(values.get(name, NAN))
        self.updated = moment
        for number, span in enumerate(SPANS):
            if moment % span.seconds == 0:
                index = self._closed[number] % span.rows
                for series in self.series.values():
                    series.close_row(number, index)
                self._closed[number] += 1
                self._latest[number] = moment

    def times(self, span: int) -> list[int]:
        """Return the ends of the complete rows of a span, newest first."""
        count = min(self._closed[span], SPANS[span].rows)
        return [self._latest[span] - number * SPANS[span].seconds for number in range(count)]

    def table(
        self, span: int, consolidations: Sequence[str], names: Iterable[str], since: int = 0
    ) -> list[tuple[int, list[float]]]:
        """Return rows, newest first: their end, and the values by consolidation and name.

        Only rows that end after ``since``.
        """
        chosen = [self.series[name] for name in names]
        numbers = [CONSOLIDATIONS.index(each) for each in consolidations]
        found: list[tuple[int, list[float]]] = []
        for age, end in enumerate(self.times(span)):
            if end <= since:
                break
            index = (self._closed[span] - 1 - age) % SPANS[span].rows
            found.append((end, [series.row(span, number, index) for number in numbers for series in chosen]))
        return found

    def span_for(self, since: int, interval: int) -> int:
        """Return the finest span that is no finer than ``interval`` seconds and has all that is known ``since``."""
        since = max(since, self._began)
        for number, span in enumerate(SPANS):
            if span.seconds >= interval and self.updated - span.rows * span.seconds <= since:
                return number
        return len(SPANS) - 1
