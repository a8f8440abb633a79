"""Everything is described, in sentences."""

from __future__ import annotations

import inspect

import pytest

from toolstack.datamodel import catalog


def described(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and text[0].isupper() and text.rstrip()[-1] in ".:" and "described." not in words


@pytest.mark.parametrize("name", catalog.CLASSES)
def test_class_fields_and_messages(name: str) -> None:
    cls = catalog.CLASSES[name]
    assert described(inspect.getdoc(cls) or ""), name
    for field in cls.info.fields.values():
        assert described(field.doc), f"{name}.{field.name}"
    for message in catalog.MESSAGES.values():
        if message.owner == name:
            assert described(message.doc), message.wire


def test_enumerations() -> None:
    for name, cls in catalog.ENUMS.items():
        assert described(cls.__doc__ or ""), name


def test_errors() -> None:
    for code, error in catalog.ERRORS.items():
        assert described(error.doc), code


@pytest.mark.parametrize("text", ["", "Word.", "To be described.", "no capital.", "No full stop"])
def test_what_does_not_count_as_a_description(text: str) -> None:
    assert not described(text)


def test_described_parameters_exist() -> None:
    for message in catalog.MESSAGES.values():
        arguments = message.doc.partition("Args:\n")[2].splitlines()
        names = [line.strip().split(":")[0] for line in arguments if line.startswith("    ") and line[4] != " "]
        assert set(names) <= {parameter.name for parameter in message.params}, message.wire
