"""A change that planning would react to must wake the reconciler: every field that is read is listed as relevant."""

import json
from pathlib import Path

import pytest
from plan_records import HOST, Records

from toolstack.datamodel.host import Host
from toolstack.plan.relevance import RELEVANT
from toolstack.plan.wanted import wanted

GOLDEN = Path(__file__).parents[2] / "golden"


class Watched:
    """A record that notes which of its fields are read."""

    def __init__(self, record, read):
        self._record, self._read = record, read

    def __getattr__(self, name):
        if name in type(self._record).info.stored:
            self._read.add((type(self._record), name))
        return getattr(self._record, name)


class WatchedReader:
    """A snapshot that hands out watched records."""

    def __init__(self, snapshot):
        self.snapshot, self.read = snapshot, set()

    def get(self, cls, ref):
        return Watched(self.snapshot.get(cls, ref), self.read)

    def find(self, cls, ref):
        record = self.snapshot.find(cls, ref)
        return None if record is None else Watched(record, self.read)

    def all(self, cls):
        return ((ref, Watched(record, self.read)) for ref, record in self.snapshot.all(cls))

    def reverse(self, cls, name, ref):
        self.note(cls, name)
        return self.snapshot.reverse(cls, name, ref)

    def only(self, cls, name, ref):
        self.note(cls, name)
        return self.snapshot.only(cls, name, ref)

    def note(self, cls, name):
        """A computed end is read: what decides about it is the stored end."""
        owner, key = cls.info.fields[name].reverse_of.split(".")
        self.read.add((next(found for found in RELEVANT if found.info.wire_name == owner), key))


@pytest.mark.parametrize("case", sorted(path.parent.name for path in GOLDEN.glob("*/records.json")))
def test_every_field_that_planning_reads_is_relevant(case):
    reader = WatchedReader(Records(json.loads((GOLDEN / case / "records.json").read_text())).snapshot())
    wanted(reader, HOST)
    assert {(cls, name) for cls, name in reader.read if name not in RELEVANT.get(cls, ())} == set()


def test_carrier_counts_where_it_is_passed_through():
    records = Records.one_host(other_config={"pass_through_pif_carrier": "true"})
    records.nic(0)
    records.vm("vm")
    records.vif("vif", "vm", "net0")
    reader = WatchedReader(records.snapshot())
    assert wanted(reader, HOST).vif_ports[0].carrier
    assert {(cls, name) for cls, name in reader.read if name not in RELEVANT.get(cls, ())} == set()


def test_hosts_themselves_do_not_matter():
    assert Host not in RELEVANT
