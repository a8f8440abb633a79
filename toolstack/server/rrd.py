"""What was measured, in the XML and JSON that clients of round-robin databases read."""

from __future__ import annotations

import json
import math
import time
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from toolstack.datamodel.host import Host
from toolstack.server.archive import CONSOLIDATIONS, SPANS, STEP, Archive
from toolstack.server.message import NOT_CACHED, Response, page

if TYPE_CHECKING:
    from toolstack.api.call import Services
    from toolstack.server.message import Request

VERSION = "0003"
_JSON = b"application/json"
_XML = b"text/xml"


class RrdPages:
    """Serves ``/rrd_updates``, ``/host_rrd`` and ``/vm_rrd`` from an archive."""

    def __init__(self, services: Services, archive: Archive) -> None:
        self._services = services
        self._archive = archive

    async def updates(self, _request: Request, query: dict[str, str]) -> Response:
        """Answer with the rows since ``start``.

        ``cf`` chooses a consolidation, ``interval`` the seconds of a row, ``host=true`` includes the host besides
        the guests, ``vm_uuid`` or ``uuid`` chooses one guest, ``json=true`` the format.
        """
        try:
            start, interval = int(float(query.get("start", "0"))), int(float(query.get("interval", "0")))
        except (ValueError, OverflowError):
            return page(400, "start and interval are numbers of seconds.")
        if start < 0:  # counted from now
            start += int(time.time())
        consolidations = [each for each in CONSOLIDATIONS if each == query.get("cf", each).upper()]
        uuid = query.get("vm_uuid") or query.get("uuid") or ""
        names = [name for name in self._archive.series if self._wanted(name, uuid, host=query.get("host") == "true")]
        span = self._archive.span_for(start, interval)
        rows = self._archive.table(span, consolidations, names, start)
        meta = {
            "start": rows[-1][0] if rows else self._archive.updated,
            "step": SPANS[span].seconds,
            "end": rows[0][0] if rows else self._archive.updated,
            "rows": len(rows),
            "columns": len(consolidations) * len(names),
            "legend": [f"{each}:{name}" for each in consolidations for name in names],
        }
        if query.get("json") == "true":
            data = [{"t": end, "values": [_number(value) for value in values]} for end, values in rows]
            return _json({"meta": meta, "data": data})
        return _xml(_export(meta, rows))

    async def host(self, _request: Request, query: dict[str, str]) -> Response:
        """Answer with everything that is known of this host."""
        record = self._services.store.snapshot.get(Host, self._services.local_host)
        return self._whole(f"host:{record.uuid}:", query)

    async def vm(self, _request: Request, query: dict[str, str]) -> Response:
        """Answer with everything that is known of the guest ``uuid``; 404 for one that is not here."""
        prefix = f"vm:{query.get('uuid', '')}:"
        if not any(name.startswith(prefix) for name in self._archive.series):
            return page(404, "No such guest is measured here.")
        return self._whole(prefix, query)

    @staticmethod
    def _wanted(name: str, uuid: str, *, host: bool) -> bool:
        kind, owner, _ = name.split(":", 2)
        return host if kind == "host" else owner == (uuid or owner)

    def _whole(self, prefix: str, query: dict[str, str]) -> Response:
        archive = self._archive
        names = [name for name in archive.series if name.startswith(prefix)]
        sources = [(name.removeprefix(prefix), archive.series[name].last) for name in names]
        tables = [
            (consolidation, span.samples, archive.table(number, [consolidation], names)[::-1])
            for number, span in enumerate(SPANS)
            for consolidation in CONSOLIDATIONS
        ]
        if query.get("json") == "true":
            return _json(_whole_json(archive.updated, sources, tables))
        return _xml(_whole_xml(archive.updated, sources, tables))


Tables = list[tuple[str, int, list[tuple[int, list[float]]]]]
"""Consolidation, samples of a row, and the rows, oldest first."""


def _number(value: float) -> float | str:
    return "NaN" if math.isnan(value) else value


def _json(content: Any) -> Response:
    return Response(json.dumps(content, separators=(",", ":")).encode(), _JSON, headers=NOT_CACHED)


def _xml(text: str) -> Response:
    return Response(text.encode(), _XML, headers=NOT_CACHED)


def _export(meta: dict[str, Any], rows: list[tuple[int, list[float]]]) -> str:
    head = "".join(f"<{key}>{meta[key]}</{key}>" for key in ("start", "step", "end", "rows", "columns"))
    legend = "".join(f"<entry>{escape(entry)}</entry>" for entry in meta["legend"])
    data = "".join(
        f"<row><t>{end}</t>{''.join(f'<v>{_number(value)}</v>' for value in values)}</row>" for end, values in rows
    )
    return f"<xport><meta>{head}<legend>{legend}</legend></meta><data>{data}</data></xport>"


def _whole_json(updated: int, sources: list[tuple[str, float]], tables: Tables) -> dict[str, Any]:
    return {
        "version": VERSION,
        "step": str(STEP),
        "lastupdate": str(updated),
        "ds": [{"name": name, "type": "GAUGE", "last_ds": _number(last)} for name, last in sources],
        "rra": [
            {
                "cf": consolidation,
                "pdp_per_row": str(samples),
                "database": [[_number(value) for value in values] for _, values in rows],
            }
            for consolidation, samples, rows in tables
        ],
    }


def _whole_xml(updated: int, sources: list[tuple[str, float]], tables: Tables) -> str:
    described = "".join(
        f"<ds><name>{escape(name)}</name><type>GAUGE</type><minimal_heartbeat>300.0000</minimal_heartbeat>"
        f"<min>0.0000</min><max>Infinity</max><last_ds>{_number(last)}</last_ds><value>{_number(last)}</value>"
        "<unknown_sec>0</unknown_sec></ds>"
        for name, last in sources
    )
    unknown = "<ds><primary_value>NaN</primary_value><secondary_value>0.0</secondary_value><value>0.0</value>"
    unknown += "<unknown_datapoints>0</unknown_datapoints></ds>"
    archives = "".join(
        f"<rra><cf>{consolidation}</cf><pdp_per_row>{samples}</pdp_per_row><params><xff>0.5000</xff></params>"
        f"<cdp_prep>{unknown * len(sources)}</cdp_prep><database>"
        + "".join(f"<row>{''.join(f'<v>{_number(value)}</v>' for value in values)}</row>" for _, values in rows)
        + "</database></rra>"
        for consolidation, samples, rows in tables
    )
    return (
        f'<?xml version="1.0"?><rrd><version>{VERSION}</version><step>{STEP}</step>'
        f"<lastupdate>{updated}</lastupdate>{described}{archives}</rrd>"
    )
