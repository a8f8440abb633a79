"""vdi_nbd_server_info: how to read a disk over the network."""

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
    """How to read a disk over NBD. Only in answers; nothing is stored under this class."""

    exportname: str = dynamic_ro("The name to ask for; secret, as it holds a session.", since="inverness")
    address: str = dynamic_ro("An address of the server.", since="inverness")
    port: int = dynamic_ro("The TCP port of the server.", since="inverness")
    cert: str = dynamic_ro("The certificate of the server, as PEM.", since="inverness")
    subject: str = dynamic_ro("A name in that certificate, to check it by.", since="inverness")
