"""HTTP besides calls: what browsers and tools fetch, and with what credentials."""

from __future__ import annotations

import base64
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.served import PASSWORD, USER, Served, serving

pytestmark = pytest.mark.xdist_group("clients-http")


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


ROOT = basic(USER, PASSWORD)


@pytest.fixture
def session(served: Served) -> Iterator[str]:
    with served.login() as session:
        yield session.handle


# -- credentials -------------------------------------------------------------------------------------------


def test_nobody_is_asked_for_a_password(served: Served) -> None:
    status, headers, _ = served.request("GET", "/host_rrd")
    assert status == 401
    assert headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    "headers",
    [
        basic(USER, "wrong"),
        {"Authorization": "Basic !"},
        {"Authorization": "Basic bm9jb2xvbg=="},
        {"Authorization": "Bearer x"},
        {"Cookie": "session_id=OpaqueRef:nobody"},
        {"Cookie": "pool_secret=guess"},
        {"Cookie": "=;;="},
    ],
)
def test_wrong_credentials_are_refused(served: Served, headers: dict[str, str]) -> None:
    assert served.request("GET", "/host_rrd", headers)[0] == 401


def test_a_session_comes_as_cookie_or_in_the_query(served: Served, session: str) -> None:
    assert served.request("GET", "/host_rrd", {"Cookie": f"session_id={session}"})[0] == 200
    assert served.request("GET", f"/host_rrd?session_id={session}")[0] == 200
    # the cookie comes first, and decides
    assert served.request("GET", f"/host_rrd?session_id={session}", {"Cookie": "session_id=old"})[0] == 401


def test_a_password_opens_a_session_for_one_request(served: Served) -> None:
    """Neither the session nor what it holds is left."""
    assert served.request("GET", "/host_rrd", ROOT)[0] == 200
    status, _, text = served.request("GET", "/pool/xmldbdump", ROOT)
    assert status == 200
    assert PASSWORD.encode() not in text


# -- measurements ------------------------------------------------------------------------------------------


def measured(served: Served, path: str) -> bytes:
    status, headers, text = served.request("GET", path, ROOT)
    assert status == 200
    assert headers["Access-Control-Allow-Origin"] == "*"
    return text


def test_updates_in_json(served: Served) -> None:
    answer = json.loads(measured(served, "/rrd_updates?cf=AVERAGE&host=true&interval=5&json=true&start=0"))
    assert set(answer["meta"]) == {"start", "step", "end", "rows", "columns", "legend"}
    assert answer["meta"]["step"] == 5
    legend = [entry.split(":") for entry in answer["meta"]["legend"]]
    assert {each[0] for each in legend} == {"AVERAGE"}
    assert {"memory_total_kib", "memory_free_kib", "loadavg"} <= {each[3] for each in legend}
    assert answer["meta"]["rows"] == len(answer["data"])
    for row in answer["data"]:
        assert len(row["values"]) == len(legend)


def test_updates_in_xml(served: Served) -> None:
    answer = ET.fromstring(measured(served, "/rrd_updates?host=true&start=-600"))
    assert answer.tag == "xport"
    columns = int(answer.findtext("meta/columns") or "0")
    assert len(answer.findall("meta/legend/entry")) == columns > 0
    assert {entry.text.split(":")[0] for entry in answer.iter("entry") if entry.text} == {"AVERAGE", "MIN", "MAX"}
    assert all(len(row.findall("v")) == columns for row in answer.iter("row"))


def test_the_host_is_left_out_unless_asked_for(served: Served) -> None:
    answer = json.loads(measured(served, "/rrd_updates?json=true&start=0"))
    assert answer["meta"]["legend"] == []


def test_what_is_no_number_is_refused(served: Served) -> None:
    assert served.request("GET", "/rrd_updates?start=yesterday", ROOT)[0] == 400
    assert served.request("GET", "/rrd_updates?start=inf", ROOT)[0] == 400


@pytest.mark.parametrize("path", ["/host_rrd", "/host_rrds"])
def test_everything_of_a_host(served: Served, path: str) -> None:
    answer = ET.fromstring(measured(served, path))
    assert answer.tag == "rrd"
    assert answer.findtext("step") == "5"
    names = {each.text for each in answer.findall("ds/name")}
    assert {"loadavg", "memory_total_kib"} <= names
    assert len(answer.findall("rra")) == 12
    told: dict[str, Any] = json.loads(measured(served, f"{path}?json=true"))
    assert {each["name"] for each in told["ds"]} == names


def test_a_guest_that_is_not_here(served: Served) -> None:
    assert served.request("GET", "/vm_rrd?uuid=nobody", ROOT)[0] == 404


# -- the database ------------------------------------------------------------------------------------------


def test_the_database_as_a_document(served: Served, session: str) -> None:
    answer = ET.fromstring(measured(served, "/pool/xmldbdump"))
    assert answer.tag == "database"
    tables = {each.attrib["name"]: each for each in answer.findall("table")}
    assert "session" not in tables
    pifs = tables["PIF"].findall("row")
    assert len(pifs) == 4
    assert {each.attrib["device"] for each in pifs} == {"eth0", "eth1", "eth2", "eth3"}
    assert {each.attrib["VLAN"] for each in pifs} == {"-1"}
    assert pifs[0].attrib["ref"].startswith("OpaqueRef:")
    assert session.encode() not in measured(served, "/pool/xmldbdump")


# -- what is not there -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/services", "/services/plugin", "/audit_log", "/export/", "/host_logs_download"])
def test_what_is_not_offered_is_not_found(served: Served, path: str) -> None:
    assert served.request("GET", path, ROOT)[0] == 404


def test_methods_that_are_not_offered(served: Served) -> None:
    assert served.request("PUT", "/import_raw_vdi/", ROOT)[0] == 501


# -- browsers ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a web interface, which sends browsers to TLS."""
    directory: Path = tmp_path_factory.mktemp("site")
    web = directory / "web"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>Frontend</title>")
    (web / "assets" / "app.js").write_text("export {}")
    (web / "assets" / "app.css").write_text("body {}")
    (directory / "secret").write_text("secret")
    listen = f'web_root = "{web}"\nredirect = true\nhsts_seconds = 63072000'
    with serving(directory, nics=1, listen=listen) as server:
        yield server


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/assets/app.js", "text/javascript"), ("/assets/app.css", "text/css")],
)
def test_a_frontend_is_served_with_the_right_types(site: Served, path: str, kind: str) -> None:
    status, headers, text = site.request("GET", path, tls=True)
    assert status == 200
    assert headers["Content-Type"].split(";")[0] in (kind, kind.replace("text/javascript", "application/javascript"))
    assert text


def test_nothing_outside_of_the_frontend_is_served(site: Served) -> None:
    for path in ("/../secret", "/%2e%2e/secret", "/assets/..%2f..%2fsecret", "/missing"):
        assert site.request("GET", path, tls=True)[0] == 404, path


def test_browsers_are_sent_to_tls(site: Served) -> None:
    status, headers, _ = site.request("GET", "/assets/app.js?x=1")
    assert status == 301
    assert headers["Location"] == f"https://127.0.0.1:{site.tls_port}/assets/app.js?x=1"
    assert "Strict-Transport-Security" not in headers
    assert site.request("GET", "/", tls=True)[1]["Strict-Transport-Security"] == "max-age=63072000"


def test_a_host_that_is_none_is_not_redirected_to(site: Served) -> None:
    assert site.request("GET", "/", {"Host": "evil.example/\\x"})[0] == 400


def test_calls_are_answered_without_tls_too(site: Served) -> None:
    with site.login() as session:
        assert session.xenapi.pool.get_all()
