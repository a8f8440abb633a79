"""The client of PyPI, as it is published."""

from __future__ import annotations

import xmlrpc.client
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.clients.served import PASSWORD, USER, Served, serving

pytestmark = pytest.mark.xdist_group("pypi-xenapi")


@pytest.fixture
def session(served: Served) -> Any:
    with served.login() as session:
        yield session.xenapi


@pytest.mark.parametrize("scheme", ["http", "tls"])
@pytest.mark.parametrize("path", ["", "/"])
def test_it_speaks_to_both_ports_with_and_without_a_slash(served: Served, scheme: str, path: str) -> None:
    """``https://h/`` posts to ``/``, ``https://h`` to ``/RPC2``."""
    with served.login(getattr(served, scheme) + path) as session:
        (pool,) = session.xenapi.pool.get_all_records().values()
        assert session.xenapi.host.get_name_label(pool["master"]) == "h1"


def test_it_finds_the_api_version_by_itself(served: Served) -> None:
    with served.login() as session:
        assert session.API_version.split(".")[0] == "2"


@pytest.mark.parametrize(
    "arguments",
    [(USER, PASSWORD), (USER, PASSWORD, "1.0"), (USER, PASSWORD, "2.3", "XSConsole")],
    ids=["ansible", "with-version", "with-originator"],
)
def test_login_takes_two_three_and_four_arguments(served: Served, arguments: tuple[str, ...]) -> None:
    with served.connect() as session:
        session.login_with_password(*arguments)
        record = session.xenapi.session.get_record(session.handle)
        assert record["originator"] == (arguments[3] if len(arguments) == 4 else "")
        session.logout()


def test_a_wrong_password_is_told(served: Served) -> None:
    with served.connect() as session, pytest.raises(XenAPI.Failure) as caught:
        session.login_with_password(USER, "wrong")
    assert caught.value.details[:2] == ["SESSION_AUTHENTICATION_FAILED", USER]


def test_root_on_the_unix_socket_needs_no_password(served: Served) -> None:
    with served.local() as session:
        session.login_with_password("root", "", "", "XSConsole")
        host = session.xenapi.session.get_this_host(session.handle)
        assert session.xenapi.host.get_record(host)["name_label"] == "h1"
        session.logout()


def test_local_login_logs_out_by_local_logout(served: Served) -> None:
    with served.local() as session:
        session.slave_local_login_with_password("root", "")
        assert session.xenapi.host.is_in_emergency_mode() is False
        handle = session.handle
        session.logout()
    assert served.envelope("pool.get_all", handle)["ErrorDescription"] == ["SESSION_INVALID", handle]


def test_it_logs_in_again_after_a_restart(served: Served) -> None:
    """Sessions do not survive; the client repeats its login at SESSION_INVALID, and its call."""
    with served.login() as session:
        before = session.handle
        served.restart()
        assert len(session.xenapi.pool.get_all()) == 1
        assert session.handle != before


def test_an_unknown_session_is_exactly_told(served: Served) -> None:
    assert served.envelope("pool.get_all", "OpaqueRef:nobody") == {
        "Status": "Failure",
        "ErrorDescription": ["SESSION_INVALID", "OpaqueRef:nobody"],
    }


def test_a_method_that_does_not_exist_is_told(session: Any) -> None:
    with pytest.raises(XenAPI.Failure) as caught:
        session.pool.frobnicate()
    assert caught.value.details == ["MESSAGE_METHOD_UNKNOWN", "pool.frobnicate"]


def test_values_have_the_types_that_callers_expect(session: Any) -> None:
    (pif, record), *_ = session.PIF.get_all_records_where('field "device" = "eth0" and field "VLAN" = "-1"').items()
    assert pif.startswith("OpaqueRef:")
    assert record["VLAN"] == "-1"  # integers are strings
    assert record["MTU"] == "1500"
    assert record["physical"] is True
    assert record["bond_slave_of"] == "OpaqueRef:NULL"
    assert record["bond_master_of"] == []
    assert record["other_config"] == {}
    assert isinstance(session.host.get_servertime(record["host"]), xmlrpc.client.DateTime)
    metrics = session.PIF_metrics.get_record(record["metrics"])
    assert metrics["carrier"] is True
    assert isinstance(session.task.get_progress(session.task.create("t", "")), float)


def test_nothing_is_an_empty_string(session: Any) -> None:
    (pool,) = session.pool.get_all()
    assert session.pool.set_name_label(pool, session.pool.get_name_label(pool)) == ""


def test_headers_that_nobody_knows_are_ignored(served: Served) -> None:
    body = xmlrpc.client.dumps(("u", "p"), "session.login_with_password").encode()
    headers = {
        "Accept-Encoding": "gzip",
        "Content-Type": "text/xml",
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "baggage": "a=b",
        "originator": "tests",
        "Host": "_var_lib_xcp_xapi",
    }
    status, answered, text = served.request("POST", "/", headers, body=body)
    assert status == 200
    assert answered["Content-Type"] == "text/xml"
    assert b"SESSION_AUTHENTICATION_FAILED" in text


def test_an_idle_connection_may_be_closed(tmp_path: Path) -> None:
    """The standard library connects anew when a kept connection has gone."""
    more = "[limits]\nidle_timeout = 0.05"
    with serving(tmp_path, nics=1, more=more) as server, server.login() as session:
        connection = session._ServerProxy__transport._connection[1]
        if connection is not None and connection.sock is not None:
            assert connection.sock.recv(1) == b""  # returns when the server has closed it
        assert len(session.xenapi.pool.get_all()) == 1
