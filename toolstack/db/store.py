"""The store: one writer, many readers, durable before visible.

CONTRACT (being implemented):
"""

from __future__ import annotations
