"""Write the reference pages, one per class and one for the errors, from the declarations.

    python -m scripts.generate_reference [folder]

The folder is docs/reference/generated unless given; git ignores it.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolstack.datamodel import catalog
from toolstack.datamodel.catalog import Resolved
from toolstack.datamodel.model import EPOCH, MISSING, Field, Lifecycle, Qualifier, Record, Role, WireEnum
from toolstack.datamodel.types import Collection, Enumeration, Mapped, Optional, Reference, Structure, Type, spell

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "generated"
REFUSALS_PAGE = Path(__file__).parents[1] / "docs" / "refusals.md"


def generate(folder: Path, refusals: Mapping[str, str] | None = None) -> list[Path]:
    """Write all pages and return their paths.

    Args:
        folder: where they go; pages of classes that are gone are removed from it.
        refusals: messages that the server does not carry out, by wire name, with the reason.
    """
    pages = {f"{name}.md": "\n".join(_class_page(cls, refusals or {})) for name, cls in catalog.CLASSES.items()}
    pages["errors.md"] = "\n".join(_errors_page())
    pages["index.md"] = "\n".join(_index_page())
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        page = folder / name
        if not page.exists() or page.read_text() != text:  # so that Sphinx renders only what has changed
            page.write_text(text)
    return [folder / name for name in sorted(pages)]


def _index_page() -> Iterator[str]:
    yield "# Classes and errors\n"
    yield "| Class | |\n|---|---|"
    for name, cls in catalog.CLASSES.items():
        yield f"| [{name}]({name}.md) | {_cell(_summary(cls))} |"
    yield "\n```{toctree}\n:hidden:\n"
    yield from ("errors", *catalog.CLASSES)
    yield "```\n"


def _errors_page() -> Iterator[str]:
    yield "---\nhide-toc: true\n---\n"
    yield "# Errors\n"
    yield "A failed call answers with a list of strings: the code, then its parameters.\n"
    for code, error in sorted(catalog.ERRORS.items()):
        yield f"## {code}\n"
        yield f"{_prose(error.doc)}\n"
        if error.params:
            yield "Parameters: " + ", ".join(f"*{_text(name)}*" for name in error.params) + "\n"
        if error.arities:
            counts = ["any number" if count < 0 else str(count) for count in error.arities]
            yield f"Number of parameters really sent: {' or '.join(counts)}\n"


def _class_page(cls: type[Record], refusals: Mapping[str, str]) -> Iterator[str]:
    info = cls.info
    yield f"# {info.wire_name}\n"
    yield f"{_prose(inspect.getdoc(cls) or '')}\n"
    yield f"*{_history(info.lifecycle)}.*\n"
    if info.shown:
        yield "## Fields\n"
        yield "| Field | Type | | Since | |\n|---|---|---|---|---|"
        yield from (_field_row(info.fields[key]) for key in info.shown)
        yield ""
    enums = _mentioned_enums(info.wire_name)
    if enums:
        yield "## Enumerations\n"
        for enum in enums:
            yield from _enum_section(enum)
    messages = [message for message in catalog.MESSAGES.values() if message.owner == info.wire_name]
    declared = [message for message in messages if message.declared]
    if declared:
        yield "## Messages\n"
        for message in declared:
            yield from _message_section(message, refusals.get(message.wire, ""))
    derived = [message for message in messages if not message.declared]
    if derived:
        yield "## Messages that follow from the class and its fields\n"
        yield "| Message | Role | |\n|---|---|---|"
        for message in derived:
            doc = _prose(message.doc) + _refused(refusals.get(message.wire, ""))
            yield f"| {_signature(message)} | {_role(message)} | {_cell(doc)} |"
        yield ""


def _field_row(field: Field) -> str:
    qualifier = {
        Qualifier.RW: "read, write",
        Qualifier.STATIC_RO: "read, set at creation",
        Qualifier.DYNAMIC_RO: "read",
        Qualifier.INTERNAL: "internal",
    }[field.qualifier]
    kind = catalog.FIELD_TYPES[field.owner, field.name]
    doc = _prose(field.doc)
    if field.computed:
        doc += f" Computed from {field.reverse_of}."
    if field.default is not MISSING and field.default not in ("", (), {}):
        doc += f" Default: `{_value(field.default)}`."
    return f"| `{field.name}` | {_type(kind)} | {qualifier} | {_history(field.lifecycle)} | {_cell(doc)} |"


def _enum_section(enum: type[WireEnum]) -> Iterator[str]:
    yield f"### {enum.wire_name()}\n"
    yield f"{_prose(enum.__doc__ or '')}\n"
    yield "\n".join(f"* `{member.value}`" for member in enum)
    yield ""


def _message_section(message: Resolved, refusal: str) -> Iterator[str]:
    yield f"### {message.name}\n"
    yield f"{_signature(message)} → {_type(message.published_result)}\n"
    facts = [f"Role: {_role(message)}", _history(message.lifecycle)]
    facts += ["also as a task (`Async.`)"] if message.asynchronous and not message.removed else []
    facts += ["no session needed"] if not message.needs_session else []
    facts += ["for hosts of the pool only"] if message.pool_internal else []
    facts += ["also in emergency mode"] if message.emergency else []
    facts += ["not in client libraries"] if message.hidden else []
    yield f"*{'; '.join(facts)}.*\n"
    if refusal:
        yield f"```{{note}}\n{_refused(refusal).strip()}\n```\n"
    yield f"{_docstring(message.doc)}\n"
    if message.errors:
        links = (f"[{error.code}](errors.md#{error.code.lower()})" for error in message.errors)
        yield f"Errors: {', '.join(links)}\n"
    if message.map_key_roles:
        keys = (f"`{key}` needs {role.wire}" for key, role in message.map_key_roles.items())
        yield f"Keys with a role of their own: {', '.join(keys)}.\n"


def _signature(message: Resolved) -> str:
    parameters = []
    for name, kind, default in message.params:
        optional = "" if default is MISSING else f" = `{_value(default)}`"
        parameters.append(f"*{_text(name)}*: {_type(kind)}{optional}")
    return f"`{message.wire}`({', '.join(parameters)})"


def _role(message: Resolved) -> str:
    if message.removed:
        return "none: it answers MESSAGE_REMOVED"
    if message.role is Role.LOCAL_ROOT:
        return "none; local root only"
    return message.role.wire + (" or client-cert" if message.client_cert else "")


def _refused(reason: str) -> str:
    return f" This server answers NOT_IMPLEMENTED. {reason}" if reason else ""


def _history(lifecycle: Lifecycle) -> str:
    if lifecycle.state == "Published":
        return f"since {lifecycle.since}"
    return ", ".join(f"{kind} in {release}" for kind, release in lifecycle.transitions)


def _type(kind: Type) -> str:
    """Return the spelling with links, to the page of each class."""
    match kind:
        case Reference(target) | Structure(target):
            return f"[{_text(spell(kind))}]({target}.md)"
        case Collection(element):
            return f"{_type(element)} set"
        case Mapped(key, value):
            return f"({_type(key)} → {_type(value)}) map"
        case Optional(element):
            return f"{_type(element)}, if any"
        case _:
            return f"`{spell(kind)}`"


def _mentioned_enums(name: str) -> list[type[WireEnum]]:
    found: dict[type[WireEnum], None] = {}

    def look(kind: Type) -> None:
        match kind:
            case Enumeration(cls):
                found[cls] = None
            case Collection(element) | Optional(element):
                look(element)
            case Mapped(key, value):
                look(key)
                look(value)
            case _:
                pass

    for _, kind in catalog.fields(name):
        look(kind)
    for message in catalog.CLASSES[name].info.messages.values():
        for kind in (*catalog.parameter_types(message), catalog.result_type(message)):
            look(kind)
    return list(found)


def _value(value: object) -> str:
    if value is EPOCH:
        return "19700101T00:00:00Z"
    if isinstance(value, WireEnum):
        return value.value
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_value(element) for element in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {element}" for key, element in value.items()) + "}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _summary(cls: type[Record]) -> str:
    return _prose((inspect.getdoc(cls) or "").partition("\n")[0])


def _docstring(doc: str) -> str:
    """Return a docstring as Markdown; its section of arguments becomes a list."""
    text, _, arguments = doc.partition("Args:\n")
    items: list[str] = []
    for line in arguments.splitlines():
        if line.startswith("        "):
            items[-1] += " " + line.strip()
        elif line.strip():
            name, _, meaning = line.strip().partition(": ")
            items.append(f"* *{_text(name)}*: {_prose(meaning)}")
    return "\n".join([_prose(text.strip()), *([""] if items else []), *items])


def _prose(text: str) -> str:
    """Return the text with its literals as Markdown has them, and nothing else marked up."""
    plain = True
    parts = []
    for part in text.split("``"):
        parts.append(_text(part) if plain else f"`{part}`")
        plain = not plain
    return "".join(parts)


def _text(text: str) -> str:
    for character in "\\*_[]<>`":
        text = text.replace(character, f"\\{character}")
    return text


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def refusals_page(refusals: Mapping[str, str]) -> str:
    """Return the page that lists the refused messages, by reason."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in sorted(refusals.items()):
        by_reason.setdefault(reason, []).append(name)
    lines = [
        "# What is not offered",
        "",
        "Every message of the interface is declared, listed by `system.listMethods` and checked like any other. The",
        "following ones then answer `NOT_IMPLEMENTED` with their name, never a false success. Messages that the",
        "interface itself has removed answer `MESSAGE_REMOVED`.",
    ]
    for reason, names in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0])):
        lines += ["", f"## {reason}", "", ", ".join(f"`{name}`" for name in names)]
    return "\n".join(lines) + "\n"


def write(folder: Path = FOLDER) -> int:
    """Write everything that follows from the declarations; returns the number of reference pages."""
    from toolstack.api import entry, handlers, registry  # noqa: PLC0415 - the pages can be made without the server

    for module in pkgutil.iter_modules(handlers.__path__):
        importlib.import_module(f"{handlers.__name__}.{module.name}")
    entry.entries()
    REFUSALS_PAGE.write_text(refusals_page(registry.REFUSALS))
    return len(generate(folder, registry.REFUSALS))


def main() -> None:
    """Write the pages, with notes on the messages that this server refuses."""
    parser = argparse.ArgumentParser(description=inspect.getdoc(main))
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder: Path = parser.parse_args().folder
    print(f"{write(folder)} pages in {folder}")


if __name__ == "__main__":
    main()
