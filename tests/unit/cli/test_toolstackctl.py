"""toolstackctl beside a running server, over a host in memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.server_process import ServerProcess, simulated_agent


def ctl(server: ServerProcess, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("toolstackctl"), "--config", server.configuration, *arguments],
        capture_output=True,
        text=True,
        check=check,
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with simulated_agent(tmp_path):
        server = ServerProcess(tmp_path).start()
        yield server
        if server.process is not None and server.process.poll() is None:
            server.stop()


def nic(api: Any, device: str) -> Any:
    return next(ref for ref, record in api.PIF.get_all_records().items() if record["device"] == device)


def test_nothing_to_do_and_nothing_to_say_on_a_healthy_host(server: ServerProcess) -> None:
    assert "Nothing to do" in ctl(server, "plan").stdout
    assert "Nothing to report" in ctl(server, "doctor").stdout


def test_plan_and_doctor_speak_of_what_the_records_say(server: ServerProcess) -> None:
    with server.session() as session:
        api = session.xenapi
        storage = api.network.create({"name_label": "storage", "other_config": {}})
        api.VLAN.create(nic(api, "eth1"), "42", storage)
        api.network.set_MTU(storage, "9000")
    found = ctl(server, "doctor", check=False)
    assert found.returncode == 2
    assert "9000" in found.stdout
    assert ctl(server, "plan", "--host", "no such host", check=False).returncode == 1


def test_a_backup_brings_back_what_was_there(server: ServerProcess, tmp_path: Path) -> None:
    with server.session() as session:
        kept = session.xenapi.network.create({"name_label": "kept", "other_config": {}})
    assert "rows" in ctl(server, "backup", str(tmp_path / "copy")).stdout
    with server.session() as session:
        session.xenapi.network.destroy(kept)
    refused = ctl(server, "restore", "--yes", str(tmp_path / "copy"), check=False)
    assert refused.returncode == 1, "a running server has the database open"
    assert server.stop() == 0
    ctl(server, "restore", "--yes", str(tmp_path / "copy"))
    server.start()
    with server.session() as session:
        assert session.xenapi.network.get_name_label(kept) == "kept"


def test_mistakes_are_said_in_one_line(server: ServerProcess, tmp_path: Path) -> None:
    missing = ctl(server, "restore", "--yes", str(tmp_path / "not there"), check=False)
    assert missing.returncode == 2
    nowhere = subprocess.run(
        [Path(sys.executable).with_name("toolstackctl"), "--config", tmp_path / "none.toml", "plan"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert nowhere.returncode == 1
    assert nowhere.stderr.count("\n") == 1
