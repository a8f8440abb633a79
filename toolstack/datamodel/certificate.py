"""To be described."""

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
    """To be described."""

    CA = "ca"
    HOST = "host"
    HOST_INTERNAL = "host_internal"
    PINNED = "pinned"


class Certificate(
    Record,
    name="Certificate",
    lifecycle=Lifecycle((("published", "stockholm"),)),
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="stockholm")
    name: str = dynamic_ro("To be described.", since="1.294.0", default="")
    type: CertificateType = dynamic_ro("To be described.", since="1.294.0", default=CertificateType.HOST)
    host: Ref[Host] = static_ro("To be described.", since="stockholm", default=NULL)
    not_before: datetime = static_ro("To be described.", since="stockholm", default=EPOCH)
    not_after: datetime = static_ro("To be described.", since="stockholm", default=EPOCH)
    fingerprint: str = static_ro(
        "To be described.",
        history=(
            ("published", "stockholm"),
            ("deprecated", "24.19.0"),
        ),
        default="",
    )
    fingerprint_sha256: str = static_ro("To be described.", history=(("prototyped", "24.20.0"),), default="")
    fingerprint_sha1: str = static_ro("To be described.", history=(("prototyped", "24.20.0"),), default="")
    purpose: SetOf[CertificatePurpose] = static_ro("To be described.", history=(("prototyped", "26.13.0"),), default=())
