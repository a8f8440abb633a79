"""To be described."""

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, Record, dynamic_ro


class VdiNbdServerInfo(
    Record,
    name="vdi_nbd_server_info",
    lifecycle=Lifecycle((("published", "inverness"),)),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """To be described."""

    exportname: str = dynamic_ro("To be described.", since="inverness")
    address: str = dynamic_ro("To be described.", since="inverness")
    port: int = dynamic_ro("To be described.", since="inverness")
    cert: str = dynamic_ro("To be described.", since="inverness")
    subject: str = dynamic_ro("To be described.", since="inverness")
