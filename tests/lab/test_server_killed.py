"""The server killed under load: what was answered is there afterwards, what was not is whole or absent."""

from __future__ import annotations

import threading
import xmlrpc.client
from pathlib import Path

import pytest
import XenAPI

from tests.support.server_process import ServerProcess, simulated_agent

ROUNDS = 5
WRITERS = 8


def _write(server: ServerProcess, number: int, acknowledged: list[tuple[str, str]], enough: threading.Event) -> None:
    """Create and destroy networks until the connection breaks, noting what was answered."""
    try:
        with server.session() as session:
            for count in range(10_000):
                network = session.xenapi.network.create({"name_label": f"{number}.{count}", "other_config": {}})
                acknowledged.append(("created", network))
                if count % 3 == 0:
                    acknowledged.append(("destroying", network))
                    session.xenapi.network.destroy(network)
                    acknowledged.append(("destroyed", network))
                if len(acknowledged) > 60:
                    enough.set()
    except (OSError, xmlrpc.client.Error, XenAPI.Failure):
        enough.set()


@pytest.mark.timeout(180)
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    server = ServerProcess(tmp_path)
    present: set[str] = set()
    gone: set[str] = set()
    bridges = 0
    token = 0
    with simulated_agent(tmp_path):
        for _ in range(ROUNDS):
            server.start()
            acknowledged: list[tuple[str, str]] = []
            enough = threading.Event()
            writers = [
                threading.Thread(target=_write, args=(server, number, acknowledged, enough))
                for number in range(WRITERS)
            ]
            for writer in writers:
                writer.start()
            enough.wait()
            server.kill()
            for writer in writers:
                writer.join()
            assert acknowledged
            present |= {ref for what, ref in acknowledged if what == "created"}
            present -= {ref for what, ref in acknowledged if what == "destroying"}
            gone |= {ref for what, ref in acknowledged if what == "destroyed"}

            server.start()
            with server.session() as session:
                records = session.xenapi.network.get_all_records()
                answer = session.xenapi.event_from(["network"], "", 0.0)
            assert present <= set(records), "an acknowledged network is missing"
            assert not gone & set(records), "a destroyed network is back"
            names = [record["bridge"] for record in records.values()]
            assert len(names) == len(set(names)), "two networks share a bridge"
            assert {event["ref"] for event in answer["events"]} == set(records)
            generation = int(answer["token"].split(",")[0])
            assert generation > token, "generations went backwards"
            token, bridges = generation, len(names)
            assert server.stop() == 0
    assert bridges > ROUNDS
