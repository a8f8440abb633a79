"""Every declaration says exactly what the published interface says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from described import described_class

from toolstack.datamodel import catalog

INTERFACE: dict[str, Any] = json.loads((Path(__file__).parents[2] / "data" / "interface.json").read_text())
ROLES: dict[str, list[str]] = INTERFACE["roles"]


def test_the_same_classes() -> None:
    assert set(catalog.CLASSES) == set(INTERFACE["classes"])


@pytest.mark.parametrize("name", INTERFACE["classes"])
def test_class(name: str) -> None:
    expected, found = INTERFACE["classes"][name], described_class(name)
    assert list(found["fields"]) == list(expected["fields"])
    assert found["fields"] == expected["fields"]
    assert set(found["messages"]) == set(expected["messages"])
    for key, message in expected["messages"].items():
        assert found["messages"][key] == message | {"roles": tuple(ROLES[message["roles"]])}, f"{name}.{key}"
    # We have internal fields of our own besides: what the interface lists has to be there.
    assert expected["internal"].items() <= found["internal"].items()
    compared = ("fields", "messages", "internal")
    rest = {key: value for key, value in expected.items() if key not in compared}
    assert {key: value for key, value in found.items() if key not in compared} == rest


def test_counts() -> None:
    assert len(catalog.CLASSES) == 73
    assert len(catalog.MESSAGES) == 2258
    assert sum(len(cls.info.shown) for cls in catalog.CLASSES.values()) == 922
    assert len(catalog.ENUMS) == 75
    assert len(catalog.ERRORS) == 635


def test_enumerations_and_the_order_of_their_values() -> None:
    found = {name: [member.value for member in cls] for name, cls in catalog.ENUMS.items()}
    assert found == INTERFACE["enums"]


def test_error_codes_and_parameter_names() -> None:
    declared = {code: list(error.params) for code, error in catalog.ERRORS.items() if error.declared}
    assert declared == INTERFACE["errors"]
    undeclared = sorted(code for code, error in catalog.ERRORS.items() if not error.declared)
    assert undeclared == INTERFACE["undeclared_errors"]


def test_numbers_of_parameters_that_differ_from_the_declaration() -> None:
    sent = {code: list(error.arities) for code, error in catalog.ERRORS.items() if error.arities}
    assert sent == INTERFACE["numbers_of_parameters_sent"]
