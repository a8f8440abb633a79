"""A client that only follows event.from holds the truth, although the server restarts and others write meanwhile.

Tasks are kept in memory only, so nobody can say which there were before a restart: there, and only there, the client
needs what ``valid_ref_counts`` is for.  It asks anew for a class of which it knows too many.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from api_server import PASSWORD, Client, Failed, running
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FOLLOWED = ["network", "task", "message"]

create, change, destroy, alert, long_call = "create", "change", "destroy", "alert", "task"
writes = st.tuples(st.sampled_from([create, change, change, destroy, alert, long_call]), st.integers(0, 5))
episodes = st.lists(st.tuples(st.lists(writes, max_size=8), st.booleans()), min_size=2, max_size=5)


class Follower:
    """Knows nothing but what events told it."""

    def __init__(self) -> None:
        self.token = ""
        self.restarted = False
        self.known: dict[tuple[str, str], dict[str, Any]] = {}

    async def catch_up(self, client: Client) -> None:
        reply = await client.call("event.from", FOLLOWED, self.token, 0.0)
        assert reply["token"] >= self.token
        self.token = reply["token"]
        for event in reply["events"]:
            key = event["class"], event["ref"]
            if event["operation"] == "del":
                assert self.known.pop(key, None) is not None, "deleted before it was added"
            else:
                assert (event["operation"] == "add") is (key not in self.known)
                self.known[key] = event["snapshot"]
        assert self.count("network") == reply["valid_ref_counts"]["network"]
        if self.count("task") != reply["valid_ref_counts"]["task"]:
            assert self.restarted, "only a restart is an excuse"
            found = await client.call("event.from", ["task"], "", 0.0)
            tasks = {("task", event["ref"]): event["snapshot"] for event in found["events"]}
            self.known = {key: each for key, each in self.known.items() if key[0] != "task"} | tasks
        self.restarted = False

    def count(self, cls: str) -> int:
        return sum(each == cls for each, _ in self.known)

    async def holds_the_truth(self, client: Client) -> None:
        await self.catch_up(client)
        for cls in FOLLOWED:
            records = await client.call(f"{cls}.get_all_records")
            assert {ref: record for (each, ref), record in self.known.items() if each == cls} == records


async def write(client: Client, what: str, number: int) -> None:
    networks = await client.call("network.get_all")
    if what == create:
        await client.call("network.create", {"name_label": str(number), "other_config": {}})
    elif what == change and networks:
        await client.call("network.set_name_description", networks[number % len(networks)], str(number))
    elif what == destroy and networks:
        try:
            await client.call("network.destroy", networks[number % len(networks)])
        except Failed as error:  # another of the writers was faster
            assert error.description[0] == "HANDLE_INVALID"
    elif what == alert:
        uuid = await client.call("pool.get_uuid", client.pool)
        await client.call("message.create", "TEST", "5", "Pool", uuid, str(number))
    elif what == long_call:
        await client.call("task.create", str(number), "")


async def follow(url: str, script: list[tuple[list[tuple[str, int]], bool]]) -> None:
    follower = Follower()
    for actions, looks in script:
        follower.restarted = True
        async with running(url) as client:
            async with asyncio.TaskGroup() as group:
                for what, number in actions:
                    group.create_task(write(client, what, number))
                if looks:
                    group.create_task(follower.catch_up(client))
            if looks:
                await follower.holds_the_truth(client)
    follower.restarted = True
    async with running(url) as client:
        await follower.holds_the_truth(client)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=episodes)
def test_following_through_restarts(tmp_path_factory: pytest.TempPathFactory, script: Any) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('restart') / 'state.db'}"
    asyncio.run(follow(url, script))


async def test_a_session_does_not_outlive_the_server(tmp_path):
    url = f"sqlite:///{tmp_path / 'state.db'}"
    async with running(url) as client:
        session = client.session
    async with running(url) as client:
        outcome = await client.outcome("event.from", session, ["*"], "", 0.0)
        assert outcome.description == ("SESSION_INVALID", session)
        assert await client.bare("session.login_with_password", "root", PASSWORD)
