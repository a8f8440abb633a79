"""Findings on the records, the plan and the host: what an operator should know before it hurts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.host import Host
from toolstack.plan.check_address import address_findings
from toolstack.plan.check_guest import guest_findings
from toolstack.plan.check_host import host_findings
from toolstack.plan.check_pif import pif_findings
from toolstack.plan.finding import Finding, Severity
from toolstack.plan.inventory import inventory

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
    from toolstack.plan.hoststate import HostState
    from toolstack.plan.reader import Reader

__all__ = ["Finding", "Severity", "findings"]


def findings(reader: Reader, host_ref: Ref[Host], state: HostState | None = None) -> tuple[Finding, ...]:
    """Return what is wrong or odd about a host's network, the worst first.

    Without a state only the records are looked at.  What the agent repaired is no finding: see ``state.drift``.
    Raises HANDLE_INVALID for an unknown host.
    """
    found = inventory(reader, host_ref)
    host = reader.get(Host, host_ref)
    told = [*pif_findings(found, host), *address_findings(found), *guest_findings(found)]
    if state is not None:
        told += host_findings(found, host, state)
    return tuple(sorted(dict.fromkeys(told), key=lambda finding: (finding.severity.rank, finding.subject)))
