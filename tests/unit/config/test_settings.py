"""The configuration file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolstack.settings import ENVIRONMENT, Settings, SettingsError, find, load, parse

EXAMPLE = Path(__file__).parents[3] / "packaging" / "patchbay.toml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[listen]\ntls_port = 'x'", r"listen\.tls_port.*int"),
        ("[listen]\ntls_port = 70000", r"listen\.tls_port.*65535"),
        ("[listen]\nport = 1", r"listen.*port"),
        ("[nonsense]\nx = 1", "nonsense"),
        ("[auth]\nbackend = 'ldap'", r"auth\.backend.*ldap"),
        ("[limits]\nidle_timeout = 0", r"limits\.idle_timeout"),
        ("[listen]\naddresses = ['nowhere']", r"listen\.addresses.*nowhere"),
        ("[host]\nmanagement_address = '10.0.0.1'", r"host\.management_address.*prefix"),
        ("[host]\nmanagement_gateway = 'x'", r"host\.management_gateway"),
        ("[host]\nmanagement_dns = ['x']", r"host\.management_dns"),
        ("listen = 5", "listen"),
        ("[listen", "here"),
    ],
)
def test_errors_name_file_and_key(text, message):
    with pytest.raises(SettingsError, match=message) as caught:
        parse(text, "here.toml")
    assert str(caught.value).startswith("here.toml: ")


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(SettingsError, match=r"missing\.toml: No such file"):
        load(tmp_path / "missing.toml")


def test_one_root_moves_everything():
    settings = parse('[paths]\nroot = "/r"', "t")
    paths = [settings.api_socket, settings.agent_socket, settings.certificate, settings.private_key, settings.accounts]
    paths += [settings.paths.agent_directory]
    assert all(path.is_relative_to("/r") for path in paths)
    assert settings.database_url == "sqlite:////r/patchbay.db"
    assert settings.api_socket == Path("/r/xapi.sock")


def test_an_installed_host_needs_no_file():
    settings = load(None)
    assert settings == Settings()
    assert settings.api_socket == Path("/var/lib/xcp/xapi")


def test_where_the_file_is(monkeypatch, tmp_path):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    assert find("/given") == Path("/given")
    monkeypatch.setenv(ENVIRONMENT, "/from/environment")
    assert find() == Path("/from/environment")
    assert find("/given") == Path("/given")


def test_the_example_shows_every_key_with_its_default():
    text = EXAMPLE.read_text()
    section, shown = "", {}
    for line in text.splitlines():
        if head := re.fullmatch(r"\[(\w+)\]", line):
            section = head[1]
        elif key := re.match(r"#?(\w+) = (.*?)(?:\s+#.*)?$", line):
            shown[section, key[1]] = key[2]
    declared = {
        (name, key) for name in Settings.__struct_fields__ for key in getattr(Settings(), name).__struct_fields__
    }
    assert set(shown) == declared


def test_the_example_is_valid_and_its_comments_too():
    text = EXAMPLE.read_text()
    assert load(EXAMPLE).agent.user == "patchbay"
    parse(re.sub(r"(?m)^#(\w+ = )", r"\1", text), "example")
