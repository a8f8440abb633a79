"""SM: a storage driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    rw,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host


@wire_enum("image_format_type")
class ImageFormatType(WireEnum):
    """How a driver stores disks."""

    RAW = "raw"
    VHD = "vhd"
    QCOW2 = "qcow2"


class Sm(Record, name="SM", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.POOL_OPERATOR):
    """A driver for storage repositories of one type."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = dynamic_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = dynamic_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    type: str = dynamic_ro("The type of storage repository that it drives.", since="rio")
    vendor: str = dynamic_ro("Who made it.", since="rio")
    copyright: str = dynamic_ro("Whose it is.", since="rio")
    version: str = dynamic_ro("Its version.", since="rio")
    required_api_version: str = dynamic_ro("The version of the storage interface that it needs.", since="rio")
    configuration: MapOf[str, str] = dynamic_ro("The settings that it takes, each with a description.", since="rio")
    capabilities: SetOf[str] = dynamic_ro(
        "What it can do; ``features`` tells more.",
        history=(("published", "miami"), ("deprecated", "clearwater")),
        default=(),
    )
    features: MapOf[str, int] = dynamic_ro(
        "What it can do, with versions.",
        history=(("published", "clearwater"), ("changed", "24.37.0")),
        default=EMPTY_MAP,
    )
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    driver_filename: str = dynamic_ro("Its program.", since="orlando", default="")
    required_cluster_stack: SetOf[str] = dynamic_ro(
        "The cluster software that it needs, one of these; empty for none.", since="dundee", default=()
    )
    supported_image_formats: SetOf[ImageFormatType] = dynamic_ro(
        "How it can store disks.", history=(("prototyped", "26.15.0"),), default=()
    )
    host_pending_features: MapOf[Ref[Host], SetOf[str]] = internal("What it can do on some hosts but not yet on all.")
