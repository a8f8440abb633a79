"""Errors by whose fault they are, and what a client gets to see of them.

The caller's faults are :class:`toolstack.datamodel.error.ApiError`; everything of the hosts is here and is
turned into an ApiError by the handlers that know which object is concerned.
"""

from __future__ import annotations


class AgentError(Exception):
    """A host did not do what it was asked."""


class AgentUnreachable(AgentError):  # noqa: N818 - what happened, not that it is an error
    """The host's agent does not answer; the intent stays, the reconciler tries again."""


class AgentRefused(AgentError):  # noqa: N818 - what happened, not that it is an error
    """The host's agent answered that it cannot.

    Attributes:
        code: the protocol's code, such as ``missing-device``.
        text: what the agent said.
        owner: the record concerned ("PIF:<uuid>"), or empty.
        retry: whether the same request may work later.
    """

    def __init__(self, code: str, text: str, *, owner: str = "", retry: bool = False) -> None:
        super().__init__(f"{code}: {text}")
        self.code = code
        self.text = text
        self.owner = owner
        self.retry = retry
