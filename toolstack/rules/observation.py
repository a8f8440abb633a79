"""Writing down what an agent saw: carries out the changes that ``plan.reflect`` calls for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TypeVar, assert_never

from toolstack.datamodel.model import Record, Ref
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_guest_metrics import VmGuestMetrics
from toolstack.db.transaction import Transaction
from toolstack.plan.change import AddGuestMetrics, AddPifMetrics, Change, Update
from toolstack.rules import vm_power

Rec = TypeVar("Rec", bound=Record)


def record(tx: Transaction, changes: Iterable[Change]) -> None:
    """Write changes and what follows from them; metrics get the time of now as ``last_updated``."""
    changes = tuple(changes)
    for change in changes:
        match change:
            case Update(cls, ref, fields):
                stamp = {"last_updated": _now()} if "last_updated" in cls.info.stored else {}
                tx.update(cls, ref, **fields, **stamp)
            case AddPifMetrics(pifs, fields):
                metrics = tx.insert(PifMetrics(**fields, last_updated=_now()))
                for pif in pifs:
                    tx.update(Pif, pif, metrics=metrics)
            case AddGuestMetrics(vm, fields):
                tx.update(Vm, vm, guest_metrics=tx.insert(VmGuestMetrics(**fields, last_updated=_now())))
            case _:
                assert_never(change)
    vm_power.follow(tx, _updated(changes, Vm), _updated(changes, Vif))


def _updated(changes: Iterable[Change], cls: type[Rec]) -> list[Ref[Rec]]:
    return [Ref(change.ref) for change in changes if isinstance(change, Update) and change.cls is cls]


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
