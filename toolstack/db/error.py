"""What can go wrong with the database itself; none of it is the caller's fault."""

from __future__ import annotations


class StorageError(Exception):
    """The database cannot do what it should.  A client sees INTERNAL_ERROR, the log has the cause."""


class NotStored(StorageError):  # noqa: N818 - what happened, not that it is an error
    """A change was not made durable, so it did not happen; the same call may succeed later."""


class StoreClosed(StorageError):  # noqa: N818 - what happened, not that it is an error
    """The store does not take changes any more."""


class DatabaseLocked(StorageError):  # noqa: N818 - what happened, not that it is an error
    """Another server has the database open for writing."""


class SchemaTooNew(StorageError):  # noqa: N818 - what happened, not that it is an error
    """The database was written by a newer version of the program."""


class Unreadable(StorageError):  # noqa: N818 - what happened, not that it is an error
    """A value in the database or in a backup does not fit its declaration."""
