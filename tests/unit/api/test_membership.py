"""What a member of a pool, and one that has lost its coordinator, answers."""

from __future__ import annotations

import pytest
from api_server import LOCAL_ROOT, Client, Failed

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import MESSAGES
from toolstack.datamodel.model import Secret
from toolstack.wire.incoming import Failure

COORDINATOR = "192.0.2.99"


async def refused(client: Client, method: str, *args: object, **options: object) -> list[str]:
    with pytest.raises(Failed) as caught:
        await client.bare(method, *args, **options)
    return caught.value.description


async def test_members_send_clients_to_the_coordinator(client):
    local = await client.bare("session.login_with_password", "root", "", origin=LOCAL_ROOT)
    client.services.sessions.pool_secrets = (Secret("s"),)
    client.services.membership.coordinator = COORDINATOR
    slave = ["HOST_IS_SLAVE", COORDINATOR]
    # Whatever the password is: it must not be tried here.
    assert await refused(client, "session.login_with_password", "root", "wrong") == slave
    assert await refused(client, "pool.get_all", client.session) == slave
    assert await refused(client, "Async.pool.sync_database", client.session) == slave
    assert (await refused(client, "pool.get_all", "OpaqueRef:no"))[0] == "SESSION_INVALID"
    pool = await client.bare("session.slave_login", client.host, "s")
    assert await client.bare("pool.get_all", pool)
    emergency = await client.bare("session.slave_local_login", "s")
    assert await client.bare("pool.get_all", emergency)
    assert await client.bare("pool.get_all", local, origin=LOCAL_ROOT)


async def test_in_an_emergency_little_is_answered(client):
    client.services.sessions.pool_secrets = (Secret("s"),)
    client.services.membership.emergency = errors.HOST_STILL_BOOTING()
    outcome = await client.outcome("pool.get_all", client.session)
    assert isinstance(outcome, Failure)
    assert outcome.early
    assert outcome.description == ("HOST_STILL_BOOTING",)
    assert await refused(client, "no.such", client.session) == ["HOST_STILL_BOOTING"]
    local = await client.bare("session.slave_local_login", "s")
    assert await client.bare("host.is_in_emergency_mode", local) is True
    assert len(await client.bare("system.listMethods")) == len(MESSAGES)
    client.services.membership.emergency = None
    assert await client.bare("host.is_in_emergency_mode", local) is False


async def test_emergency_messages_are_the_documented_ones(client):
    client.services.membership.emergency = errors.HOST_STILL_BOOTING()
    answered = set()
    for wire in MESSAGES:
        outcome = await client.outcome(wire)
        if not (isinstance(outcome, Failure) and outcome.description == ("HOST_STILL_BOOTING",)):
            answered.add(wire)
    assert answered == {wire for wire, message in MESSAGES.items() if message.emergency}
    assert len(answered) == 23
