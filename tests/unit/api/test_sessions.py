from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from api_server import LOCAL_ROOT, PASSWORD, REMOTE, Accounts, Client, Failed, running

from toolstack.api import throttle
from toolstack.api.sessions import PasswordNotChangedError, SessionLimits
from toolstack.api.throttle import Throttle
from toolstack.datamodel.model import NULL, Role, Secret
from toolstack.datamodel.session import Session


async def refused(client: Client, method: str, *args: object, **options: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.bare(method, *args, **options)
    return caught.value.description


@pytest.mark.parametrize("args", [(), ("1.0",), ("1.0", "XenCenter"), ("1.0", "XenCenter", "more")])
async def test_the_record_of_a_login(client, args):
    session = await client.bare("session.login_with_password", "alice", PASSWORD, *args)
    record = await client.bare("session.get_record", session, session)
    assert record["auth_user_name"] == "alice"
    assert record["originator"] == (args[1] if len(args) > 1 else "")
    assert record["this_host"] == client.host
    assert record["this_user"] == record["subject"] == record["parent"] == NULL
    assert record["is_local_superuser"] is True
    assert record["pool"] is False
    assert record["auth_user_sid"] == ""
    assert record["last_active"] == record["validation_time"]
    assert session == f"OpaqueRef:{session.removeprefix('OpaqueRef:')}"
    assert record["uuid"] != session.removeprefix("OpaqueRef:")


async def test_a_wrong_password(client):
    code, user, text = await refused(client, "session.login_with_password", "alice", "wrong")
    assert (code, user) == ("SESSION_AUTHENTICATION_FAILED", "alice")
    assert "wrong" not in text


async def test_logout(client):
    session = await client.bare("session.login_with_password", "alice", PASSWORD)
    assert await client.bare("session.logout", session) == ""
    assert await refused(client, "session.logout", session) == ["SESSION_INVALID", session]
    assert session not in client.store.snapshot.tables["session"]


async def test_there_is_no_list_of_sessions(client):
    assert (await refused(client, "session.get_all"))[0] == "MESSAGE_METHOD_UNKNOWN"


async def test_local_sessions(client):
    local = await client.bare("session.slave_local_login_with_password", "root", PASSWORD)
    assert local not in client.store.snapshot.tables["session"]
    assert await client.bare("pool.get_all", local) == [client.pool]
    assert await client.bare("network.create", local, {"other_config": {}})
    assert await refused(client, "session.local_logout", client.session) == ["SESSION_INVALID", client.session]
    await client.bare("session.local_logout", local)
    assert await refused(client, "pool.get_all", local) == ["SESSION_INVALID", local]
    assert await client.bare("session.slave_local_login_with_password", "root", "", origin=LOCAL_ROOT)


async def test_the_pool_secret(client):
    assert await refused(client, "session.slave_login", client.host, "guess") == [
        "SESSION_AUTHENTICATION_FAILED", client.host, "The pool secret is wrong",
    ]  # fmt: skip
    client.services.sessions.pool_secrets = (Secret("old"), Secret("new"))
    for secret in ("old", "new"):
        session = await client.bare("session.slave_login", client.host, secret)
        record = await client.bare("session.get_record", session, session)
        assert record["pool"] is True
        assert record["is_local_superuser"] is True
        assert record["originator"] == "xapi"
        assert record["auth_user_name"] == client.host
    assert await client.bare("session.slave_local_login", "new")
    assert (await refused(client, "session.slave_local_login", ""))[0] == "SESSION_AUTHENTICATION_FAILED"


async def test_logging_out_a_subject_spares_superusers_and_the_caller(client):
    sessions = client.services.sessions
    eve = await sessions.open("eve", role=Role.POOL_OPERATOR)
    other = await sessions.open("eve", role=Role.POOL_OPERATOR)
    for each in (eve, other):
        each.sid = "S-1"
    assert await client.call("session.get_all_subject_identifiers") == ["S-1"]
    await client.bare("session.logout_subject_identifier", eve.ref, "S-1")
    assert await refused(client, "pool.get_all", other.ref) == ["SESSION_INVALID", other.ref]
    assert await client.bare("pool.get_all", eve.ref)
    await client.call("session.logout_subject_identifier", "")
    assert await client.call("pool.get_all")


# -- expiry and limits -----------------------------------------------------------------------------------


async def test_idle_sessions_end_unless_a_task_of_theirs_is_pending(client):
    sessions = client.services.sessions
    idle = await sessions.open("idle")
    busy = await sessions.open("busy")
    await client.bare("task.create", busy.ref, "long", "")
    local = sessions.open_local("root")
    later = datetime.now(UTC) + timedelta(days=1, seconds=5)
    await sessions.collect(later)
    assert await client.bare("pool.get_all", local.ref)
    assert await refused(client, "pool.get_all", idle.ref) == ["SESSION_INVALID", idle.ref]
    assert await client.bare("pool.get_all", busy.ref)


async def test_a_used_session_stays_and_its_record_says_so(client):
    sessions = client.services.sessions
    identity = await sessions.open("alice")
    identity.stored_active -= timedelta(seconds=700)
    await client.store.change(lambda tx: tx.update(Session, identity.ref, last_active=identity.stored_active))
    await client.bare("pool.get_all", identity.ref)
    assert client.store.snapshot.get(Session, identity.ref).last_active == identity.last_active


async def test_a_child_session_keeps_nobody_but_a_parents_task_keeps_the_child(client):
    sessions = client.services.sessions
    parent = await sessions.open("p")
    child = await sessions.open("c", parent=parent.ref)
    await client.bare("task.create", parent.ref, "long", "")
    await sessions.collect(datetime.now(UTC) + timedelta(days=2))
    assert await client.bare("pool.get_all", child.ref)


async def test_the_oldest_of_too_many_go():
    limits = SessionLimits(per_originator=3, per_user=2, anonymous=2, pool=2)
    async with running(session_limits=limits) as client:
        refs = [await client.bare("session.login_with_password", "root", PASSWORD, "1", "tool") for _ in range(5)]
        users = [await client.bare("session.login_with_password", "bob", PASSWORD, "1", f"o{i}") for i in range(4)]
        alive = {each.ref for each in client.services.sessions.all()}
        assert [ref in alive for ref in refs] == [False, False, True, True, True]
        assert [ref in alive for ref in users] == [False, False, True, True]
        assert client.session in alive


# -- guessing --------------------------------------------------------------------------------------------


def test_throttle_doubles_and_forgets():
    now = [100.0]
    guard = Throttle(lambda: now[0])
    caller = ("192.0.2.1", "root")
    for _ in range(throttle.FREE):
        assert guard.delay(caller) == 0
        guard.failed(caller)
    first = guard.delay(caller)
    assert first == throttle.FIRST
    assert guard.delay(caller) == first + throttle.FIRST
    assert guard.delay(("192.0.2.2", "root")) == 0
    for _ in range(20):
        guard.failed(caller)
    now[0] += 1000
    assert guard.delay(caller) == 0
    for _ in range(20):
        guard.failed(caller)
    guard.succeeded(caller)
    assert guard.delay(caller) == 0


def test_throttle_remembers_no_more_than_it_has_room_for(monkeypatch):
    monkeypatch.setattr(throttle, "LIMIT", 10)
    guard = Throttle()
    for number in range(50):
        guard.failed((str(number), "root"))
    assert len(guard._records) == 10


async def test_guessers_wait(client, monkeypatch):
    waits: list[float] = []

    async def wait(self: Throttle, caller: tuple[str, str]) -> None:
        if seconds := self.delay(caller):
            waits.append(seconds)

    monkeypatch.setattr(Throttle, "wait", wait)
    for _ in range(5):
        await refused(client, "session.login_with_password", "alice", "wrong", origin=replace(REMOTE, address="::9"))
    assert len(waits) == 2
    await client.bare("session.login_with_password", "alice", PASSWORD)
    assert len(waits) == 2


async def test_logout_wakes_who_waits(client):
    session = await client.bare("session.login_with_password", "alice", PASSWORD)
    token = (await client.bare("event.from", session, ["*"], "", 0.0))["token"]
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(refused(client, "event.from", session, ["vm"], token, 60.0))
        nothing = group.create_task(refused(client, "event.from", session, ["vm"], token, 60.0))
        while not client.services.events._groups:  # noqa: ASYNC110 - that has no event of its own
            await asyncio.sleep(0)
        await client.bare("session.logout", session)
    assert waiting.result() == nothing.result() == ["SESSION_INVALID", session]


async def test_a_password_is_changed_by_its_owner(client, monkeypatch):
    changed = []

    class Changing(Accounts):
        async def change_password(self, user: str, password: str) -> None:
            if password == "weak":
                raise PasswordNotChangedError("too weak")
            changed.append((user, password))

    monkeypatch.setattr(client.services.sessions, "_authenticator", Changing())
    assert (await refused(client, "session.change_password", client.session, "wrong", "new"))[0] == (
        "SESSION_AUTHENTICATION_FAILED"
    )
    assert await refused(client, "session.change_password", client.session, PASSWORD, "weak") == [
        "CHANGE_PASSWORD_REJECTED", "too weak",
    ]  # fmt: skip
    assert changed == []
    await client.call("session.change_password", PASSWORD, "new")
    assert changed == [("root", "new")]
    member = await client.services.sessions.open("host", pool=True)
    assert (await refused(client, "session.change_password", member.ref, PASSWORD, "x"))[0] == (
        "USER_IS_NOT_LOCAL_SUPERUSER"
    )
