"""Writing down what an agent saw: carries out the changes that ``plan.reflect`` calls for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import assert_never

from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_guest_metrics import VmGuestMetrics
from toolstack.db.transaction import Transaction
from toolstack.plan.change import AddGuestMetrics, AddPifMetrics, Change, Update


def record(tx: Transaction, changes: Iterable[Change]) -> None:
    """Write changes; metrics get the time of now as ``last_updated``."""
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


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
