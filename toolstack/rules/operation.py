"""What is being done to an object and what may be: the fields current_operations and allowed_operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolstack.datamodel.error import ApiError
    from toolstack.datamodel.model import Ref


def in_progress(name: str, ref: Ref[Any], current: Mapping[str, object]) -> ApiError:
    """Return the error that tells what is being done to an object, and by which tasks."""
    operations = "; ".join(str(operation) for operation in current.values())
    return errors.OTHER_OPERATION_IN_PROGRESS(name, ref, f"{{{operations}}}", f"{{{'; '.join(current)}}}")
