"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    NO_REF,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    message,
    reverse,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.host import Host
    from toolstack.datamodel.session import Session


@wire_enum("task_allowed_operations")
class TaskAllowedOperations(WireEnum):
    """To be described."""

    CANCEL = "cancel"
    DESTROY = "destroy"


@wire_enum("task_status_type")
class TaskStatusType(WireEnum):
    """To be described."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILURE = "failure"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


class Task(
    Record,
    name="task",
    lifecycle=Lifecycle((("published", "rio"),)),
    persistent=False,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    name_label: str = dynamic_ro("To be described.", since="rio", default="", db_name="name__label")
    name_description: str = dynamic_ro("To be described.", since="rio", default="", db_name="name__description")
    allowed_operations: SetOf[TaskAllowedOperations] = dynamic_ro(
        "To be described.", since="rio", default=(), persist=False
    )
    current_operations: MapOf[str, TaskAllowedOperations] = dynamic_ro(
        "To be described.", since="rio", default=EMPTY_MAP, persist=False
    )
    created: datetime = dynamic_ro("To be described.", since="rio")
    finished: datetime = dynamic_ro("To be described.", since="rio")
    status: TaskStatusType = dynamic_ro("To be described.", since="rio")
    resident_on: Ref[Host] = dynamic_ro("To be described.", since="rio")
    progress: float = dynamic_ro("To be described.", since="rio")
    type: str = dynamic_ro("To be described.", since="rio")
    result: str = dynamic_ro("To be described.", since="rio")
    error_info: SetOf[str] = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = dynamic_ro("To be described.", since="miami", default=EMPTY_MAP)
    subtask_of: Ref[Task] = dynamic_ro("To be described.", since="orlando", default=NO_REF)
    subtasks: Reverse[Task] = reverse("task.subtask_of", "To be described.", since="orlando")
    backtrace: str = dynamic_ro("To be described.", since="dundee", default="()")
    session: Ref[Session] = internal("To be described.")
    externalpid: int = internal("To be described.")
    stunnelpid: int = internal("To be described.")
    forwarded: bool = internal("To be described.")
    forwarded_to: Ref[Host] = internal("To be described.")


@message(Task, role=Role.READ_ONLY, since="rio", asynchronous=False)
def create(label: str, description: str) -> Ref[Task]:
    """To be described."""


@message(Task, role=Role.READ_ONLY, since="rio", asynchronous=False)
def destroy(self: Ref[Task]) -> None:
    """To be described."""


@message(Task, role=Role.READ_ONLY, since="rio", errors=(errors.OPERATION_NOT_ALLOWED,))
def cancel(task: Ref[Task]) -> None:
    """To be described."""


@message(Task, role=Role.READ_ONLY, since="falcon", asynchronous=False)
def set_status(self: Ref[Task], value: TaskStatusType) -> None:
    """To be described."""


@message(Task, role=Role.READ_ONLY, since="stockholm", asynchronous=False)
def set_progress(self: Ref[Task], value: float) -> None:
    """To be described."""


@message(Task, role=Role.READ_ONLY, since="21.3.0", asynchronous=False)
def set_result(self: Ref[Task], value: str) -> None:
    """To be described."""


@message(Task, role=Role.READ_ONLY, since="21.3.0", asynchronous=False)
def set_error_info(self: Ref[Task], value: SetOf[str]) -> None:
    """To be described."""


@message(
    Task,
    role=Role.READ_ONLY,
    history=(("prototyped", "25.8.0"),),
    map_key_roles={
        "applies_to": Role.VM_OPERATOR,
        "XenCenterUUID": Role.VM_OPERATOR,
        "XenCenterMeddlingActionTitle": Role.VM_OPERATOR,
    },
)
def add_to_other_config(self: Ref[Task], key: str, value: str) -> None:
    """To be described."""


@message(
    Task,
    role=Role.READ_ONLY,
    history=(("prototyped", "25.8.0"),),
    map_key_roles={
        "applies_to": Role.VM_OPERATOR,
        "XenCenterUUID": Role.VM_OPERATOR,
        "XenCenterMeddlingActionTitle": Role.VM_OPERATOR,
    },
)
def remove_from_other_config(self: Ref[Task], key: str) -> None:
    """To be described."""


@message(Task, role=Role.READ_ONLY, history=(("prototyped", "25.8.0"),))
def set_other_config(self: Ref[Task], value: MapOf[str, str]) -> None:
    """To be described."""
