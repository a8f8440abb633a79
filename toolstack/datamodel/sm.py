"""To be described."""

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
    """To be described."""

    RAW = "raw"
    VHD = "vhd"
    QCOW2 = "qcow2"


class Sm(
    Record,
    name="SM",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = dynamic_ro(
        "A label for people; it need not be unique.", since="rio", default="", db_name="name__label"
    )
    name_description: str = dynamic_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    type: str = dynamic_ro("To be described.", since="rio")
    vendor: str = dynamic_ro("To be described.", since="rio")
    copyright: str = dynamic_ro("To be described.", since="rio")
    version: str = dynamic_ro("To be described.", since="rio")
    required_api_version: str = dynamic_ro("To be described.", since="rio")
    configuration: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    capabilities: SetOf[str] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "miami"),
            ("deprecated", "clearwater"),
        ),
        default=(),
    )
    features: MapOf[str, int] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "clearwater"),
            ("changed", "24.37.0"),
        ),
        default=EMPTY_MAP,
    )
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="miami", default=EMPTY_MAP)
    driver_filename: str = dynamic_ro("To be described.", since="orlando", default="")
    required_cluster_stack: SetOf[str] = dynamic_ro("To be described.", since="dundee", default=())
    supported_image_formats: SetOf[ImageFormatType] = dynamic_ro(
        "To be described.", history=(("prototyped", "26.15.0"),), default=()
    )
    host_pending_features: MapOf[Ref[Host], SetOf[str]] = internal("To be described.")
