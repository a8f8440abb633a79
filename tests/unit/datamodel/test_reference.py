"""The reference pages that are made from the declarations."""

from __future__ import annotations

import re

import pytest

from scripts.generate_reference import generate
from toolstack.datamodel import catalog


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    (folder / "gone.md").write_text("")
    generate(folder, {"SR.scan": "Storage is somebody else's."})
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_one_page_per_class_and_one_for_errors(pages):
    assert set(pages) == {f"{name}.md" for name in catalog.CLASSES} | {"errors.md", "index.md"}


@pytest.mark.parametrize("name", ["VLAN", "PIF", "event", "role", "VIF_metrics", "pool"])
def test_every_field_and_message_is_there(pages, name):
    page = pages[f"{name}.md"]
    for key in catalog.CLASSES[name].info.shown:
        assert f"| `{key}` |" in page
    for message in catalog.MESSAGES.values():
        if message.owner == name:
            assert f"`{message.wire}`(" in page


def test_every_error_is_there(pages):
    assert re.findall(r"^## (\w+)$", pages["errors.md"], re.MULTILINE) == sorted(catalog.ERRORS)


def test_links_lead_to_pages(pages):
    for text in pages.values():
        assert set(re.findall(r"\]\(([\w.]+)[)#]", text)) <= set(pages)


def test_a_refusal_is_told(pages):
    assert "This server answers NOT_IMPLEMENTED. Storage is somebody else's." in pages["SR.md"]
    assert "NOT_IMPLEMENTED" not in pages["VLAN.md"]


def test_what_is_internal_is_not_told(pages):
    assert "device_name" not in pages["PIF.md"]
    assert "`carrier`" in pages["PIF_metrics.md"]


def test_unchanged_pages_are_left_alone(tmp_path):
    first = generate(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in first}
    assert {path: path.stat().st_mtime_ns for path in generate(tmp_path)} == before
