"""Certificate: a certificate on the hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EPOCH,
    NULL,
    Lifecycle,
    Record,
    Ref,
    SetOf,
    WireEnum,
    dynamic_ro,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.enums import CertificatePurpose
    from toolstack.datamodel.host import Host


@wire_enum("certificate_type")
class CertificateType(WireEnum):
    """What a certificate is for."""

    CA = "ca"
    """An authority that is trusted."""
    HOST = "host"
    """What a host presents to clients."""
    HOST_INTERNAL = "host_internal"
    """What a host presents to other hosts."""
    PINNED = "pinned"
    """A server that is trusted."""


class Certificate(Record, name="Certificate", lifecycle=Lifecycle((("published", "stockholm"),))):
    """A certificate that hosts present or trust."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="stockholm")
    name: str = dynamic_ro("The name of its file, for those that were given one.", since="1.294.0", default="")
    type: CertificateType = dynamic_ro("What it is for.", since="1.294.0", default=CertificateType.HOST)
    host: Ref[Host] = static_ro("The host that presents it, or null.", since="stockholm", default=NULL)
    not_before: datetime = static_ro("When it becomes valid.", since="stockholm", default=EPOCH)
    not_after: datetime = static_ro("When it expires.", since="stockholm", default=EPOCH)
    fingerprint: str = static_ro(
        "Its SHA-256 fingerprint; fingerprint_sha256 has taken its place.",
        history=(("published", "stockholm"), ("deprecated", "24.19.0")),
        default="",
    )
    fingerprint_sha256: str = static_ro("Its SHA-256 fingerprint.", history=(("prototyped", "24.20.0"),), default="")
    fingerprint_sha1: str = static_ro("Its SHA-1 fingerprint.", history=(("prototyped", "24.20.0"),), default="")
    purpose: SetOf[CertificatePurpose] = static_ro(
        "What it may be used for; empty for anything.", history=(("prototyped", "26.13.0"),), default=()
    )
