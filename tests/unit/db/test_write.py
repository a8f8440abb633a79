"""Writes merged into one per row do what they would have done one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolstack.db.connection import engine, parse
from toolstack.db.write import Write, merge

FIELDS = ("a", "b", "c")


def apply(rows: dict, writes: list[Write]) -> dict:
    """Carry out writes as the database does: deletions first, insertions last."""
    rows = {key: dict(values) for key, values in rows.items()}
    for write in writes:
        if write.operation in ("delete", "replace"):
            del rows[write.ref]
    for write in writes:
        if write.operation == "update":
            assert write.ref in rows
            rows[write.ref].update(write.values)
    for write in writes:
        if write.operation in ("insert", "replace"):
            assert write.ref not in rows
            rows[write.ref] = dict(write.values)
    return rows


@st.composite
def histories(draw):
    """Draw the rows of the start and writes that are possible one after the other."""
    full = st.fixed_dictionaries(dict.fromkeys(FIELDS, st.integers(0, 9)))
    start = draw(st.dictionaries(st.sampled_from("xy"), full))
    present, writes = set(start), []
    for ref in draw(st.lists(st.sampled_from("xyz"), max_size=12)):
        operation = draw(st.sampled_from(["update", "replace", "delete"])) if ref in present else "insert"
        partial = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, st.integers(0, 9)))
        values = draw({"update": partial, "delete": st.just({})}.get(operation, full))
        (present.discard if operation == "delete" else present.add)(ref)
        writes.append(Write("t", ref, operation, values))
    return start, writes


@given(histories())
def test_merged_writes_have_the_same_effect(history):
    start, writes = history
    one_by_one = start
    for write in writes:
        one_by_one = apply(one_by_one, [write])
    merged = merge(writes)
    assert len({write.ref for write in merged}) == len(merged)
    assert apply(start, merged) == one_by_one


def test_sqlite_syncs_every_commit(tmp_path):
    source = engine(parse(f"sqlite:///{tmp_path}/state.db"))
    with source.connect() as connection, connection.begin():
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
    source.dispose()
