"""What a declared error is: its code and the names of its parameters, written down once in ``errors``."""

from __future__ import annotations

from dataclasses import dataclass


class ApiError(Exception):
    """An error of the caller, sent as ``[code, parameter...]``; the only exception that crosses the wire.

    Build it by calling a declared :class:`ErrorCode`, which checks the number of parameters.
    """

    def __init__(self, code: str, *params: str) -> None:
        super().__init__(code, *params)
        self.code = code
        self.params = params

    @property
    def description(self) -> list[str]:
        """The list that goes into ErrorDescription."""
        return [self.code, *self.params]


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """A declared error.  Calling it makes the exception: ``raise VLAN_TAG_INVALID(tag)``."""

    code: str
    params: tuple[str, ...]
    doc: str
    arities: tuple[int, ...] = ()
    """The numbers of parameters really sent, where the wire differs from the declaration; -1 for any."""
    declared: bool = True
    """Whether the data model lists the code; the others are sent all the same."""

    def __call__(self, *params: object) -> ApiError:
        """Return the exception; raises TypeError when the number of parameters is wrong."""
        allowed = self.arities or (len(self.params),)
        if len(params) not in allowed and -1 not in allowed:
            msg = f"{self.code} takes {allowed} parameters, not {len(params)}"
            raise TypeError(msg)
        return ApiError(self.code, *(str(p) for p in params))

    def __str__(self) -> str:
        """Return the code."""
        return self.code
