"""HTTP itself: methods, versions, connections."""

from __future__ import annotations

import pytest

CALL = b"<methodCall><methodName>system.isAlive:x</methodName>"
CALL += b"<params><param><value>v</value></param></params></methodCall>"


def post(version: bytes = b"1.1", *headers: bytes) -> bytes:
    lines = [b"POST / HTTP/" + version, b"Host: x", b"Content-Length: %d" % len(CALL), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + CALL


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "TRACE"])
def test_methods_that_nobody_serves(raw, method):
    assert raw.request(method, "/").status == 501


def test_1_0_closes_and_1_1_keeps(raw):
    assert raw.exchange(post(b"1.0")).count(b"HTTP/1.1 200 OK") == 1
    received = raw.exchange(post() + post() + post(b"1.1", b"Connection: close"))
    assert received.count(b"HTTP/1.1 200 OK") == 3


def test_a_get_of_a_path_that_is_not_there(raw):
    assert raw.request("GET", "/services/nosuch").status == 404
    assert raw.request("GET", "/nosuch").status == 404


@pytest.mark.parametrize("path", ["/services", "/services/driver", "/services/xenops"])
def test_paths_that_clients_try_answer_without_breaking_them(raw, path):
    assert raw.request("GET", path).status in {200, 401, 404}
