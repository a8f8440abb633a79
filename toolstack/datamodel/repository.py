"""Repository: where updates come from."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    Lifecycle,
    Record,
    Ref,
    Role,
    WireEnum,
    dynamic_ro,
    message,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host


@wire_enum("origin")
class Origin(WireEnum):
    """What kind of place updates come from."""

    REMOTE = "remote"
    BUNDLE = "bundle"
    REMOTE_POOL = "remote_pool"


class Repository(
    Record, name="Repository", lifecycle=Lifecycle((("published", "1.301.0"),)), write_role=Role.POOL_OPERATOR
):
    """A place where updates come from."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="1.301.0")
    name_label: str = rw(
        "A label for people; it need not be unique.",
        since="rio",
        default="",
        client_cert_writes=True,
        db_name="name__label",
    )
    name_description: str = rw(
        "A text for people that says what the object is for.",
        since="rio",
        default="",
        client_cert_writes=True,
        db_name="name__description",
    )
    binary_url: str = static_ro("The address of the packages.", since="1.301.0", default="")
    source_url: str = static_ro("The address of the sources.", since="1.301.0", default="")
    update: bool = static_ro("Whether it has updates, rather than the base system.", since="1.301.0", default=False)
    hash: str = dynamic_ro("What identifies the updates last fetched.", since="1.301.0", default="")
    up_to_date: bool = dynamic_ro(
        "Was whether all hosts have its updates.",
        history=(("published", "1.301.0"), ("deprecated", "23.18.0"), ("removed", "23.18.0")),
        default=False,
    )
    gpgkey_path: str = static_ro(
        "The file with the key that it is signed with.", history=(("prototyped", "22.12.0"),), default=""
    )
    origin: Origin = static_ro("What kind of place it is.", history=(("prototyped", "24.23.0"),), default=Origin.REMOTE)
    certificate: str = static_ro(
        "The certificate of another pool's coordinator, as PEM.", history=(("prototyped", "25.7.0"),), default=""
    )


@message(Repository, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def introduce(
    name_label: str, name_description: str, binary_url: str, source_url: str, update: bool, gpgkey_path: str = ""
) -> Ref[Repository]:
    """Make the record of a repository and return it."""


@message(Repository, role=Role.POOL_OPERATOR, history=(("prototyped", "24.23.0"),), client_cert=True)
def introduce_bundle(name_label: str, name_description: str) -> Ref[Repository]:
    """Make the record of a repository that is uploaded, and return it."""


@message(Repository, role=Role.POOL_OPERATOR, history=(("prototyped", "25.7.0"),), client_cert=True)
def introduce_remote_pool(name_label: str, name_description: str, binary_url: str, certificate: str) -> Ref[Repository]:
    """Make the record of a repository that another pool offers, and return it."""


@message(Repository, role=Role.POOL_OPERATOR, since="1.301.0", client_cert=True)
def forget(self: Ref[Repository]) -> None:
    """Remove the record of a repository."""


@message(Repository, role=Role.POOL_OPERATOR, since="1.301.0", hidden=True, client_cert=True, pool_internal=True)
def apply(host: Ref[Host]) -> None:
    """Set a host up to take updates from the repositories."""


@message(Repository, role=Role.POOL_OPERATOR, history=(("prototyped", "22.12.0"),), client_cert=True)
def set_gpgkey_path(self: Ref[Repository], value: str) -> None:
    """Set the file with the key that it is signed with."""


@message(
    Repository,
    role=Role.POOL_OPERATOR,
    history=(("prototyped", "22.20.0"),),
    hidden=True,
    client_cert=True,
    pool_internal=True,
)
def apply_livepatch(
    host: Ref[Host],
    component: str,
    base_build_id: str,
    base_version: str,
    base_release: str,
    to_version: str,
    to_release: str,
) -> None:
    """Patch a running component of a host."""
