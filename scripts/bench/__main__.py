"""Run the benchmarks: all of them, or those named on the command line."""

from __future__ import annotations

import argparse
import sys

from scripts.bench import calls, database, events, host, records, vlans, wire, xe

BENCHMARKS = {
    "vlan-create": vlans.one_by_one,
    "vlan-concurrent": vlans.concurrent,
    "vlan-start": vlans.agent_start,
    "vif-locking": host.locking,
    "bond-failover": host.failover,
    "getters": wire.getters,
    "records": records.all_vifs,
    "memory": records.memory,
    "events": events.wake_up,
    "commit": database.commits,
    "group-commit": database.group,
    **calls.BENCHMARKS,
    "xe-network-list": xe.network_list,
    "xe-pif-list": xe.pif_list,
}


def main() -> int:
    """Run what was asked for and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="default: all")
    names = parser.parse_args().names or list(BENCHMARKS)
    for name in names:
        print(f"{name:16} {BENCHMARKS[name]()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
