"""``--update-golden`` writes what is computed now; review the change like any other."""

from __future__ import annotations


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite wanted.json and steps.txt of golden cases")
