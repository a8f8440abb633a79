"""To be described."""

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
    """To be described."""


@message(Auth, role=Role.READ_ONLY, since="george", asynchronous=False)
def get_subject_identifier(subject_name: str) -> str:
    """To be described."""


@message(Auth, role=Role.READ_ONLY, since="george", asynchronous=False)
def get_subject_information_from_identifier(subject_identifier: str) -> MapOf[str, str]:
    """To be described."""


@message(Auth, role=Role.READ_ONLY, since="george", asynchronous=False)
def get_group_membership(subject_identifier: str) -> SetOf[str]:
    """To be described."""
