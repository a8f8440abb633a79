"""The manager of the switch's database, and the certificates that it is met with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from toolstack.agent import ovs_row
from toolstack.agent.ovs_row import wire
from toolstack.plan.hostnet import Manager

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from toolstack.agent.ovs_row import Json, Row

OWNER = "patchbay-owner"


class Certificates(NamedTuple):
    """Files that the switch reads by itself; the authorities' ones may appear later."""

    key: Path
    certificate: Path
    controller_ca: Path
    """Of the controllers that the switch listens for: ``sdn-controller-ca.pem``, absent until it is installed."""
    bootstrap_ca: Path
    """Of the controller that the switch connects to, learnt at the first connection."""

    def columns(self, target: str) -> dict[str, str | bool]:
        """Return what the switch's SSL row says for a manager."""
        listens = target.startswith("p")
        return {
            "private_key": str(self.key),
            "certificate": str(self.certificate),
            "ca_cert": str(self.controller_ca if listens else self.bootstrap_ca),
            "bootstrap_ca_cert": not listens,
        }


def seen(tables: Mapping[str, Mapping[str, Row]], certificates: Certificates) -> Manager | None:
    """Return the manager of ours, if it is met with the right certificates."""
    managers = cast("Mapping[str, ovs_row.Manager]", tables["Manager"])
    ours = [row for row in managers.values() if OWNER in row.external_ids]
    if not ours:
        return None
    row = min(ours, key=lambda row: row.target)
    met = any(
        all(getattr(ssl, key) == value for key, value in certificates.columns(row.target).items())
        for ssl in tables["SSL"].values()
    )
    target = row.target if met and not ours[1:] else ""
    return Manager(target=target, owner=row.external_ids[OWNER])


def operations(
    tables: Mapping[str, Mapping[str, Row]], certificates: Certificates, wanted: Manager | None
) -> list[Json]:
    """Return what makes a manager the only one of ours; None for none."""
    managers = cast("Mapping[str, ovs_row.Manager]", tables["Manager"])
    gone = [["uuid", uuid] for uuid, row in managers.items() if OWNER in row.external_ids]
    found: list[Json] = []
    mutations: list[Json] = [["manager_options", "delete", ["set", gone]]] if gone else []
    row: dict[str, Json] = {}
    if wanted is not None:
        columns = {key: wire(value) for key, value in certificates.columns(wanted.target).items()}
        found.append({"op": "insert", "table": "SSL", "uuid-name": "ssl", "row": columns})
        owned = {"target": wanted.target, "external_ids": wire({OWNER: wanted.owner})}
        found.append({"op": "insert", "table": "Manager", "uuid-name": "manager", "row": owned})
        mutations.append(["manager_options", "insert", ["set", [["named-uuid", "manager"]]]])
        row = {"ssl": ["named-uuid", "ssl"]}
    elif gone:
        row = {"ssl": ["set", []]}
    if mutations:
        found.append({"op": "mutate", "table": "Open_vSwitch", "where": [], "mutations": mutations})
    if row:
        found.append({"op": "update", "table": "Open_vSwitch", "where": [], "row": row})
    return found
