"""The tables of all classes, worked out from the declarations and the layouts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES, MESSAGES
from toolstack.datamodel.types import VOID, Collection, Mapped
from toolstack.xe.column import Column, Shape, Table
from toolstack.xe.layout import COMMAS, DEFAULT_LISTED, LAYOUTS, OTHERWISE_NAMED, Layout
from toolstack.xe.value import refers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolstack.datamodel.catalog import Resolved
    from toolstack.datamodel.types import Type


@cache
def tables() -> dict[str, Table]:
    """Return every table by the name that its commands begin with."""
    layouts = dict(LAYOUTS)
    known = {layout.cls for layout in layouts.values()} | OTHERWISE_NAMED
    for cls in CLASSES:
        listing = MESSAGES.get(f"{cls}.get_all_records_where")
        if cls not in known and listing is not None and not listing.removed:
            layouts[cls.replace("_", "-").lower()] = Layout(cls)
    made = (make(name, layout) for name, layout in sorted(layouts.items()))
    return {table.name: table for table in made if "uuid" in table.columns}


def make(name: str, layout: Layout) -> Table:
    """Return the table of a class."""
    columns = {column.name: column for column in _columns(layout)}
    listed = tuple(layout.listed.split())
    if not listed and not layout.order and "name-label" in columns:
        listed = DEFAULT_LISTED
    implied = tuple((key, value) for key, _, value in (text.partition("=") for text in layout.implied.split()))
    return Table(name, layout.cls, columns, listed, implied)


def _columns(layout: Layout) -> Iterator[Column]:
    omitted, used = set(layout.omitted.split()), set()
    shown = {key: key for key in CLASSES[layout.cls].info.shown}
    alike = {_unify(key): key for key in reversed(shown)}
    for entry in layout.order.split():
        name, _, source = entry.partition("=")
        path = tuple((source or alike.get(_unify(name), name)).split("."))
        if source == "!":
            path = ()
        elif len(path) == 1:
            used.add(path[0])
        yield _column(layout, name, path)
    for key in shown:
        removed = CLASSES[layout.cls].info.fields[key].lifecycle.state == "Removed"
        if key not in used and key not in omitted and not removed:
            yield _column(layout, key.replace("_", "-"), (key,))


def _unify(name: str) -> str:
    return name.replace("_", "-").lower()


def _column(layout: Layout, name: str, path: tuple[str, ...]) -> Column:
    if not path:
        return _computed(layout, name)
    kind, through = FIELD_TYPES[layout.cls, path[0]], ""
    if len(path) > 1:
        through = refers(kind)
        kind = FIELD_TYPES[through, path[1]]
    if path[0] == "current_operations" and isinstance(kind, Mapped):
        kind = Collection(kind.value)
    shape = _shape(kind) if len(path) == 1 and name not in layout.plain.split() else Shape.PLAIN
    deprecated = layout.deprecated.split() if layout.order else _deprecated(layout.cls)
    return Column(
        name,
        path,
        kind,
        through,
        shape,
        separator=", " if name in COMMAS else "; ",
        hidden=name in layout.hidden.split(),
        expensive=name in layout.expensive.split(),
        deprecated=name in deprecated,
        **(_writers(layout, name, path[0], kind) if len(path) == 1 else {}),
    )


def _shape(kind: Type) -> Shape:
    match kind:
        case Collection():
            return Shape.SET
        case Mapped():
            return Shape.MAP
        case _:
            return Shape.PLAIN


def _deprecated(cls: str) -> set[str]:
    fields = CLASSES[cls].info.fields.values()
    return {each.name.replace("_", "-") for each in fields if each.lifecycle.state == "Deprecated"}


def _writers(layout: Layout, name: str, key: str, kind: Type) -> dict[str, Resolved | None]:
    """Return the messages that change a field, as far as the class has them."""
    if name in layout.fixed.split() or name in layout.plain.split() or key == "current_operations":
        return {}
    found: dict[str, Resolved | None] = {"setter": _message(layout.cls, f"set_{key}", 2)}
    if isinstance(kind, Mapped):
        # A map is changed key by key, never as a whole.
        singular = key.removesuffix("ies") + "y" if key.endswith("ies") else key.removesuffix("s")
        return {
            "adder": _message(layout.cls, f"add_to_{key}", 3),
            "remover": _message(layout.cls, f"remove_from_{key}", 2),
            "key_setter": _message(layout.cls, f"set_{singular}", 3),
        }
    if isinstance(kind, Collection):
        one = key.removesuffix("ies") + "y" if key.endswith("ies") else key.removesuffix("s")
        found["adder"] = _message(layout.cls, f"add_{key}", 2) or _message(layout.cls, f"add_{one}", 2)
        found["remover"] = _message(layout.cls, f"remove_{key}", 2) or _message(layout.cls, f"remove_{one}", 2)
        if MESSAGES.get(f"{layout.cls}.set_{key}") and MESSAGES[f"{layout.cls}.set_{key}"].kind == "field:set":
            # Clients that write the whole set would lose what others added meanwhile.
            found["setter"] = None
    return found


def _message(cls: str, name: str, parameters: int) -> Resolved | None:
    found = MESSAGES.get(f"{cls}.{name}")
    if found is None or found.removed or len(found.params) != parameters:
        return None
    return found


def _computed(layout: Layout, name: str) -> Column:
    """Return a column with a function of its own."""
    expensive, deprecated = name in layout.expensive.split(), name in layout.deprecated.split()
    if name in COMMAS:
        return Column(name, (), shape=Shape.SET, separator=", ", expensive=expensive, deprecated=deprecated)
    setter = _message(layout.cls, f"set_{name.replace('-', '_')}", 2)
    kind = setter.params[1].type if setter else VOID
    return Column(name, (), kind, expensive=expensive, deprecated=deprecated, setter=setter)
