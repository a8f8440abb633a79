"""A client that comes to a member of a pool is sent to the coordinator."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import XenAPI

from tests.clients.served import PASSWORD, USER, Served, serving
from tests.support.server_process import simulated_agent

MEMBER = Path(__file__).parents[1] / "support" / "member.py"


@pytest.fixture(scope="module")
def coordinator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("coordinator")) as server:
        yield server


@pytest.fixture(scope="module")
def member(coordinator: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("member")
    with simulated_agent(root):
        server = Served(root)
        server.program = [sys.executable, MEMBER, urlsplit(coordinator.tls).netloc]
        server.start()
        yield server
        assert server.stop() == 0


@pytest.mark.parametrize("scheme", ["http", "tls"])
def test_the_pypi_client_is_told_where_the_coordinator_is(scheme: str, member: Served, coordinator: Served) -> None:
    with member.connect(getattr(member, scheme)) as session:
        with pytest.raises(XenAPI.Failure) as refused:
            session.xenapi.login_with_password(USER, "not even the right password")
        code, address = refused.value.details
        assert code == "HOST_IS_SLAVE"
    with coordinator.connect(f"https://{address}") as session:  # as its callers do
        session.xenapi.login_with_password(USER, PASSWORD)
        assert len(session.xenapi.pool.get_all()) == 1
        session.xenapi.session.logout()


def test_root_on_the_members_own_socket_is_no_client_of_other_machines(member: Served) -> None:
    with member.local() as session:
        session.xenapi.login_with_password(USER, "")
        assert session.xenapi.pool.get_all()
        session.xenapi.session.logout()


def test_a_local_session_may_ask_a_member(member: Served) -> None:
    with member.connect() as session:
        session.slave_local_login_with_password(USER, PASSWORD)
        assert session.xenapi.host.get_all()
        session.xenapi.session.local_logout()
