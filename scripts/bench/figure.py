"""How figures are printed."""

from __future__ import annotations

import statistics
from collections.abc import Sequence


def ratio(ours: Sequence[float], theirs: Sequence[float], *, unit: str, what: str, baseline: str) -> str:
    """Return one line: medians, their ratio, and the range of the pairwise ratios."""
    pairwise = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    mine, other = statistics.median(ours), statistics.median(theirs)
    return (
        f"{what} {mine:.2f} {unit}; {baseline} {other:.2f} {unit}; "
        f"ratio {mine / other:.3f} (pairs {pairwise[0]:.3f} to {pairwise[-1]:.3f}, n={len(ours)})"
    )
