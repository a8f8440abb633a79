"""Sphinx configuration: Markdown pages by hand, reference pages from the declarations."""

project = "Patchbay"
author = "The Patchbay authors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Patchbay"
myst_heading_anchors = 3
suppress_warnings = ["myst.xref_missing"]
