"""Logging in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.api import directory
from toolstack.api.registry import handles
from toolstack.api.sessions import ROOT
from toolstack.datamodel import errors, session
from toolstack.datamodel.model import Ref

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import Secret, SetOf
    from toolstack.datamodel.session import Session


@handles(session.login_with_password)
async def login_with_password(
    call: Call, uname: str, pwd: str, version: str = "1.1", originator: str = ""
) -> Ref[Session]:
    """Open a session for an account of this machine; root on the Unix socket needs no password."""
    del version  # says what the client speaks; nothing ever depended on it
    sessions = call.services.sessions
    if call.origin is not None and call.origin.trusted:
        return (await sessions.open(uname or ROOT, originator=originator)).ref
    if call.services.directory is None or uname == ROOT:
        await sessions.password(uname, pwd, _address(call), call.hangup)
        return (await sessions.open(uname, originator=originator)).ref
    found = await directory.log_in(call.services, uname, pwd)
    opened = await sessions.open(
        uname, originator=originator, role=found.role, sid=found.identifier, subject=found.subject
    )
    return opened.ref


@handles(session.change_password)
async def change_password(call: Call, old_pwd: str, new_pwd: str) -> None:
    """Change the password of the caller's own account of this machine.

    Raises:
        USER_IS_NOT_LOCAL_SUPERUSER: the session is a pool member's or a directory user's.
        SESSION_AUTHENTICATION_FAILED: the old password is wrong.
        CHANGE_PASSWORD_REJECTED: the accounts cannot be changed from here.
    """
    caller = call.caller
    if not caller.superuser or caller.pool:
        raise errors.USER_IS_NOT_LOCAL_SUPERUSER("Only accounts of this machine have a password here")
    await call.services.sessions.change_password(caller.user, old_pwd, new_pwd)


@handles(session.slave_login)
async def slave_login(call: Call, host: Ref[Host], psecret: Secret) -> Ref[Session]:
    """Open a session for a pool member, which proves itself with the pool's secret."""
    call.services.sessions.pool_secret(psecret, host)
    return (await call.services.sessions.open(host, originator="xapi", pool=True)).ref


@handles(session.slave_local_login)
async def slave_local_login(call: Call, psecret: Secret) -> Ref[Session]:
    """Open a session that needs no database, with the pool's secret."""
    call.services.sessions.pool_secret(psecret, _address(call))
    return call.services.sessions.open_local(ROOT).ref


@handles(session.slave_local_login_with_password)
async def slave_local_login_with_password(call: Call, uname: str, pwd: str) -> Ref[Session]:
    """Open a session that needs no database, with a password of this machine."""
    sessions = call.services.sessions
    if call.origin is None or not call.origin.trusted:
        await sessions.password(uname, pwd, _address(call), call.hangup)
    return sessions.open_local(uname).ref


@handles(session.logout)
async def logout(call: Call) -> None:
    """End the caller's session."""
    await call.services.sessions.close(call.caller, reason="logout")


@handles(session.local_logout)
async def local_logout(call: Call) -> None:
    """End the caller's local session; raises SESSION_INVALID for one that is in the database."""
    if not call.caller.local:
        raise errors.SESSION_INVALID(call.session)
    await call.services.sessions.close(call.caller, reason="logout")


@handles(session.get_all_subject_identifiers)
async def get_all_subject_identifiers(call: Call) -> SetOf[str]:
    """Return the identifiers of the subjects that are logged in; accounts of this machine have none."""
    return tuple({each.sid for each in call.services.sessions.all() if each.sid})


@handles(session.logout_subject_identifier)
async def logout_subject_identifier(call: Call, subject_identifier: str) -> None:
    """End a subject's sessions, but neither superusers' nor the caller's own."""
    doomed = [
        each
        for each in call.services.sessions.all()
        if each.sid == subject_identifier and not each.superuser and each is not call.identity
    ]
    if doomed:
        await call.services.sessions.close(*doomed, reason="logged out by an operator")


def _address(call: Call) -> str:
    return call.origin.address if call.origin is not None else ""
