"""Finding the namespace of a guest."""

from __future__ import annotations
