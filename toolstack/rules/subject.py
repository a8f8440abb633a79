"""Subjects: users and groups of a directory, and the roles that they have been given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolstack.datamodel.model import Ref
    from toolstack.datamodel.role import RbacRole
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction


def create(tx: Transaction, subject_identifier: str, other_config: Mapping[str, str]) -> Ref[Subject]:
    """Let a user or a group log in, once it has a role; raises SUBJECT_ALREADY_EXISTS."""
    if find(tx, subject_identifier) is not None:
        raise errors.SUBJECT_ALREADY_EXISTS()
    return tx.insert(Subject(subject_identifier=subject_identifier, other_config=dict(other_config), roles=()))


def destroy(tx: Transaction, self: Ref[Subject]) -> None:
    """Let a user or a group log in no longer."""
    tx.delete(Subject, self)


def add_to_roles(tx: Transaction, self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """Give a subject a role that exists; raises ROLE_ALREADY_EXISTS when it has it."""
    roles = tx.get(Subject, self).roles
    if role in roles:
        raise errors.ROLE_ALREADY_EXISTS()
    tx.update(Subject, self, roles=(role, *roles))


def remove_from_roles(tx: Transaction, self: Ref[Subject], role: Ref[RbacRole]) -> None:
    """Take a role from a subject; raises ROLE_NOT_FOUND when it does not have it."""
    roles = tx.get(Subject, self).roles
    if role not in roles:
        raise errors.ROLE_NOT_FOUND()
    tx.update(Subject, self, roles=tuple(each for each in roles if each != role))


def find(db: Snapshot, subject_identifier: str) -> Ref[Subject] | None:
    """Return the subject with this identifier in the directory, or None."""
    return next((ref for ref, each in db.all(Subject) if each.subject_identifier == subject_identifier), None)
