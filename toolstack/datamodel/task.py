"""task: a call in progress, or how it ended."""

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
    """What can be done to a task."""

    CANCEL = "cancel"
    DESTROY = "destroy"


@wire_enum("task_status_type")
class TaskStatusType(WireEnum):
    """How far a task has come; ``cancelling`` is never used."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILURE = "failure"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


class Task(Record, name="task", lifecycle=Lifecycle((("published", "rio"),)), persistent=False):
    """A running or finished call.

    Async calls return one; finished tasks are kept for about an hour, or until somebody destroys them.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = dynamic_ro(
        "The wire name of the call as it was made, or the label given to task.create.",
        since="rio",
        default="",
        db_name="name__label",
    )
    name_description: str = dynamic_ro(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    allowed_operations: SetOf[TaskAllowedOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, TaskAllowedOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    created: datetime = dynamic_ro("When the task was made.", since="rio")
    finished: datetime = dynamic_ro("When the task ended; the epoch while it runs.", since="rio")
    status: TaskStatusType = dynamic_ro("How far the task has come.", since="rio")
    resident_on: Ref[Host] = dynamic_ro("The host on which it runs.", since="rio")
    progress: float = dynamic_ro(
        "How much is done, from 0 to 1; 1 for every task that has ended, whatever its outcome.", since="rio"
    )
    type: str = dynamic_ro(
        "The type of the result, in the words of old clients; ``<none/>`` unless given.", since="rio"
    )
    result: str = dynamic_ro(
        "The value returned, as an XML-RPC ``<value>`` element even for JSON clients; empty until the task has succeeded.",
        since="rio",
    )
    error_info: SetOf[str] = dynamic_ro(
        "The error code and its parameters; empty unless the task has failed.", since="rio"
    )
    other_config: MapOf[str, str] = dynamic_ro(
        "Free-form keys; the HTTP headers ``X-Http-Other-Config-`` of the call appear here as ``http:``.",
        since="miami",
        default=EMPTY_MAP,
    )
    subtask_of: Ref[Task] = dynamic_ro(
        "The task on whose behalf this one runs, or null.", since="orlando", default=NO_REF
    )
    subtasks: Reverse[Task] = reverse("task.subtask_of", "The tasks that run on behalf of this one.", since="orlando")
    backtrace: str = dynamic_ro(
        "Where the failure was raised, for support; ``()`` when there is nothing to tell.", since="dundee", default="()"
    )
    session: Ref[Session] = internal("The session that started it.")
    externalpid: int = internal("A process that works for the task, or -1.")
    stunnelpid: int = internal("A TLS helper process that works for the task, or -1.")
    forwarded: bool = internal("Whether another host carries it out.")
    forwarded_to: Ref[Host] = internal("The host that carries it out.")


@message(Task, role=Role.READ_ONLY, since="rio", asynchronous=False)
def create(label: str, description: str) -> Ref[Task]:
    """Make a pending task that its owner keeps up to date, to follow work done outside of the server."""


@message(Task, role=Role.READ_ONLY, since="rio", asynchronous=False)
def destroy(self: Ref[Task]) -> None:
    """Remove a task; a pending one goes when it ends. Tasks of other users need the role pool-operator."""


@message(Task, role=Role.READ_ONLY, since="rio", errors=(errors.OPERATION_NOT_ALLOWED,))
def cancel(task: Ref[Task]) -> None:
    """Ask a task to stop; OPERATION_NOT_ALLOWED when it cannot be stopped.

    Wait until its status tells what happened.
    """


@message(Task, role=Role.READ_ONLY, since="falcon", asynchronous=False)
def set_status(self: Ref[Task], value: TaskStatusType) -> None:
    """Set the status of a task made with task.create."""


@message(Task, role=Role.READ_ONLY, since="stockholm", asynchronous=False)
def set_progress(self: Ref[Task], value: float) -> None:
    """Set the progress of a task made with task.create, from 0 to 1."""


@message(Task, role=Role.READ_ONLY, since="21.3.0", asynchronous=False)
def set_result(self: Ref[Task], value: str) -> None:
    """Set the result text of a task made with task.create."""


@message(Task, role=Role.READ_ONLY, since="21.3.0", asynchronous=False)
def set_error_info(self: Ref[Task], value: SetOf[str]) -> None:
    """Set the error of a task made with task.create: code and parameters."""


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
    """Add a key to the task's other_config; some keys need the role vm-operator.

    Only the owner of the task, or a pool-operator, may.
    """


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
    """Remove a key from the task's other_config; a missing key is no error."""


@message(Task, role=Role.READ_ONLY, history=(("prototyped", "25.8.0"),))
def set_other_config(self: Ref[Task], value: MapOf[str, str]) -> None:
    """Replace the task's other_config."""
