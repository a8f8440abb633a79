"""auth: questions to the directory."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, MapOf, Record, Role, SetOf, message


class Auth(
    Record,
    name="auth",
    lifecycle=Lifecycle((("published", "george"),)),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """Questions about users, for the directory that the pool uses. Nothing is stored under this class."""


@message(Auth, role=Role.READ_ONLY, since="george", asynchronous=False)
def get_subject_identifier(subject_name: str) -> str:
    """Return the directory's identifier of a user or group with this name."""


@message(Auth, role=Role.READ_ONLY, since="george", asynchronous=False)
def get_subject_information_from_identifier(subject_identifier: str) -> MapOf[str, str]:
    """Return what the directory knows about a user or group."""


@message(Auth, role=Role.READ_ONLY, since="george", asynchronous=False)
def get_group_membership(subject_identifier: str) -> SetOf[str]:
    """Return the identifiers of the groups that a user is in, also indirectly."""
