"""Sphinx configuration: Markdown pages by hand, reference pages from the declarations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

project = "Patchbay"
author = "The Patchbay authors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Patchbay"
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]


def setup(_app: Any) -> None:
    """Write the pages that follow from the declarations before Sphinx looks for pages."""
    from scripts.generate_reference import write  # noqa: PLC0415 - needs the path above

    write()
