"""Logs: one JSON document a line, and no secrets."""

from __future__ import annotations

import json
import logging

import pytest
import structlog

from toolstack import log
from toolstack.datamodel.model import Secret
from toolstack.settings import LogSettings


@pytest.fixture
def logged(capsys):
    """Return what the function given logs, as documents; puts the configuration back afterwards."""
    root = logging.getLogger()
    handlers, level, configuration = root.handlers[:], root.level, structlog.get_config()

    def run(function, **settings):
        log.set_up(LogSettings(**{"format": "json"} | settings))
        function()
        text = capsys.readouterr().err
        return [json.loads(line) for line in text.splitlines()]

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**configuration)


def test_session_and_task_are_in_every_line(logged):
    def work():
        with structlog.contextvars.bound_contextvars(task="OpaqueRef:t", session="trackid=1"):
            structlog.get_logger().info("done", pif="eth0")
            logging.getLogger("other").warning("from %s", "elsewhere")

    ours, theirs = logged(work)
    assert (ours["event"], ours["task"], ours["session"], ours["pif"]) == ("done", "OpaqueRef:t", "trackid=1", "eth0")
    assert (theirs["event"], theirs["task"], theirs["level"]) == ("from elsewhere", "OpaqueRef:t", "warning")


@pytest.mark.parametrize("key", ["password", "new_pwd", "psecret", "pool_secret", "Authorization", "ipsec_psk"])
def test_secret_keys_are_hidden(logged, key):
    (line,) = logged(lambda: structlog.get_logger().info("x", **{key: "hunter2", "nested": [{key: "hunter2"}]}))
    assert "hunter2" not in json.dumps(line)


def test_secret_values_are_hidden_wherever_they_are(logged):
    (line,) = logged(lambda: structlog.get_logger().info("x", args=["a", Secret("hunter2"), {"k": Secret("hunter2")}]))
    assert "hunter2" not in json.dumps(line)
    assert line["args"][0] == "a"


def test_tracebacks_do_not_show_variables(logged):
    def work():
        password = Secret("hunter2")
        try:
            int(f"no {len(password)}")
        except ValueError:
            structlog.get_logger().exception("failed")

    (line,) = logged(work)
    assert "ValueError: invalid literal" in line["exception"]
    assert "hunter2" not in json.dumps(line)


def test_levels(logged):
    assert logged(lambda: structlog.get_logger().info("x"), level="warning") == []
    assert len(logged(lambda: structlog.get_logger().debug("x"), level="debug")) == 1
