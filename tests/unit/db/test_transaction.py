"""A transaction makes the next snapshot; relations, uniqueness and the memory of deletions follow."""

from __future__ import annotations

import uuid

import pytest

from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.task import Task
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.db.relation import LINKS
from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import DELETED_KEPT, DELETED_LIMIT, Transaction


def begin(base: Snapshot | None = None) -> Transaction:
    return Transaction(base or Snapshot())


def test_insert_fills_in_reference_and_uuid():
    tx = begin()
    ref = tx.insert(Network(name_label="lan"))
    record = tx.get(Network, ref)
    assert ref.startswith("OpaqueRef:")
    parsed = uuid.UUID(record.uuid)
    assert (str(parsed), parsed.version, parsed.variant) == (record.uuid, 4, uuid.RFC_4122)
    assert tx.by_uuid(Network, record.uuid) == ref
    assert tx.row(Network, ref).created == tx.row(Network, ref).modified == 1


def test_base_stays_as_it_was():
    tx = begin()
    kept = tx.insert(Network(name_label="kept"))
    base = tx.snapshot()
    later = begin(base)
    later.insert(Network())
    later.update(Network, kept, name_label="changed")
    later.delete(Network, kept)
    assert base.generation == 1
    assert base.get(Network, kept).name_label == "kept"
    assert base.count(Network) == 1
    assert base.deleted == {}
    assert later.find(Network, kept) is None


def test_snapshot_is_not_touched_by_what_the_transaction_does_next():
    tx = begin()
    tx.insert(Network())
    taken = tx.snapshot()
    tx.insert(Network())
    assert (taken.count(Network), tx.count(Network)) == (1, 2)


def test_null_and_stale_references_are_invalid_handles():
    tx = begin()
    with pytest.raises(ApiError, match="HANDLE_INVALID"):
        tx.get(Network, NULL)
    with pytest.raises(ApiError, match="HANDLE_INVALID"):
        tx.delete(Network, Ref("OpaqueRef:gone"))
    with pytest.raises(ApiError, match="UUID_INVALID"):
        tx.by_uuid(Network, "gone")
    assert tx.find(Network, NULL) is None
    assert tx.changes == {}


def test_update_with_equal_values_is_no_change():
    tx = begin()
    ref = tx.insert(Network(name_label="lan", other_config={"a": "1"}))
    later = begin(tx.snapshot())
    later.update(Network, ref, name_label="lan", other_config={"a": "1"})
    assert later.changes == {}
    assert later.generation == tx.generation


def test_update_advances_generation_and_keeps_created():
    tx = begin()
    ref = tx.insert(Network())
    tx.update(Network, ref, name_label="lan")
    row = tx.row(Network, ref)
    assert (row.created, row.modified, tx.generation) == (1, 2, 2)


def test_touch_marks_the_row_only():
    tx = begin()
    ref = tx.insert(Network())
    later = begin(tx.snapshot())
    assert later.touch(Network, ref) == 2
    change = later.changes["network", ref]
    assert not change.stored
    assert later.row(Network, ref).modified == 2


def test_computed_end_follows_the_stored_end_and_marks_its_row():
    tx = begin()
    one, other = tx.insert(Network()), tx.insert(Network())
    first = tx.insert(Vif(network=one))
    second = tx.insert(Vif(network=one))
    assert tx.reverse(Network, "VIFs", one) == (first, second)
    assert tx.row(Network, one).modified == tx.row(Vif, second).modified
    unmoved = begin(tx.snapshot())
    unmoved.update(Vif, first, MTU=9000)
    assert ("network", one) not in unmoved.changes
    moved = begin(tx.snapshot())
    moved.update(Vif, first, network=other)
    assert moved.reverse(Network, "VIFs", one) == (second,)
    assert moved.only(Network, "VIFs", other) == first
    assert {ref for name, ref in moved.changes if name == "network"} == {one, other}
    assert not moved.changes["network", one].stored
    moved.delete(Vif, first)
    moved.delete(Vif, second)
    assert moved.reverse(Network, "VIFs", one) == ()
    assert moved.only(Network, "VIFs", other) == NULL


def test_reverse_is_ordered_by_creation():
    tx = begin()
    network = tx.insert(Network())
    made = [tx.insert(Vif(network=network)) for _ in range(20)]
    tx.update(Vif, made[0], MTU=1)
    assert tx.reverse(Network, "VIFs", network) == tuple(made)


def test_reference_to_a_deleted_row_becomes_stale_and_stays():
    tx = begin()
    network = tx.insert(Network())
    vif = tx.insert(Vif(network=network))
    tx.delete(Network, network)
    assert tx.get(Vif, vif).network == network
    assert tx.find(Network, network) is None
    tx.delete(Vif, vif)  # marking the row that is gone is no error


def test_set_valued_relation_gives_each_target_its_referrer():
    cls, key = next((name, link) for name in CLASSES for link in LINKS[name] if link.many)
    tx = begin()
    target = CLASSES[key.target.info.wire_name]
    one, other = tx.insert(target()), tx.insert(target())
    ref = tx.insert(CLASSES[cls](**{key.field: (one, other)}))
    assert set(tx.reverses[key.key]) == {one, other}
    tx.update(CLASSES[cls], ref, **{key.field: (other,)})
    assert set(tx.reverses[key.key]) == {other}


def test_unique_group_is_kept_through_update_and_delete():
    tx = begin()
    pif, other = tx.insert(Pif(network=Ref("a"))), tx.insert(Pif(network=Ref("b")))
    ref = tx.insert(Vlan(tagged_PIF=pif, tag=7))
    with pytest.raises(ApiError, match="DB_UNIQUENESS_CONSTRAINT_VIOLATION"):
        tx.insert(Vlan(tagged_PIF=pif, tag=7))
    moving = tx.insert(Vlan(tagged_PIF=other, tag=7))
    with pytest.raises(ApiError, match="DB_UNIQUENESS_CONSTRAINT_VIOLATION"):
        tx.update(Vlan, moving, tagged_PIF=pif)
    assert tx.get(Vlan, moving).tagged_PIF == other
    assert tx.unique(Vlan, tagged_PIF=pif, tag=7) == ref
    tx.delete(Vlan, ref)
    assert tx.unique(Vlan, tagged_PIF=pif, tag=7) == NULL
    tx.update(Vlan, moving, tagged_PIF=pif)
    assert tx.unique(Vlan, tagged_PIF=pif, tag=7) == moving


def test_refused_insert_leaves_nothing_behind():
    tx = begin()
    pif = tx.insert(Pif(device="eth0"))
    tx.insert(Vlan(tagged_PIF=pif, tag=7))
    before = (dict(tx.tables), dict(tx.uuids), dict(tx.uniques), dict(tx.reverses), dict(tx.changes))
    with pytest.raises(ApiError):
        tx.insert(Vlan(tagged_PIF=pif, tag=7))
    assert (tx.tables, tx.uuids, tx.uniques, tx.reverses, tx.changes) == before


def test_uuid_is_unique_per_class_and_can_be_given_up():
    tx = begin()
    ref = tx.insert(Network(uuid="u-1"))
    tx.insert(Pif(uuid="u-1"))
    with pytest.raises(ApiError, match="DB_UNIQUENESS_CONSTRAINT_VIOLATION"):
        tx.insert(Network(uuid="u-1"))
    tx.update(Network, ref, uuid="u-2")
    again = tx.insert(Network(uuid="u-1"))
    assert tx.by_uuid(Network, "u-1") == again
    assert tx.by_uuid(Network, "u-2") == ref


def test_changes_of_one_row_are_one_change():
    tx = begin()
    ref = tx.insert(Network(name_label="a"))
    tx.update(Network, ref, name_label="b")
    change = tx.changes["network", ref]
    assert change.before is None
    assert change.after.record.name_label == "b"
    tx.delete(Network, ref)
    assert tx.changes == {}
    assert tx.deleted == {}


def test_deletions_are_remembered_up_to_the_limit():
    tx = begin()
    refs = [tx.insert(Task()) for _ in range(DELETED_LIMIT)]
    later = begin(tx.snapshot())
    for ref in refs[: DELETED_LIMIT - 1]:
        later.delete(Task, ref)
    assert [entry.ref for entry in later.deleted["task"]] == refs[: DELETED_LIMIT - 1]
    later.delete(Task, refs[-1])
    assert [entry.ref for entry in later.deleted["task"]] == refs[-DELETED_KEPT:]
    assert later.deleted["task"][-1].deleted == later.generation
    assert later.deleted["task"][-1].created == tx.row(Task, refs[-1]).created
