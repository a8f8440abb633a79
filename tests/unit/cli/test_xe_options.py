"""What our ``xe`` keeps to itself and what it passes on, and in which order."""

import pytest

from toolstack.cli.xe_options import BadOptions, Options

DEFAULTS = ["username=root", "password=null"]


def read(*argv, **environment):
    return Options.read(argv, environment)


def test_defaults():
    options = read("network-list")
    assert options.arguments == ["network-list", *DEFAULTS]
    assert (options.server, options.port, options.nossl) == ("127.0.0.1", None, False)


@pytest.mark.parametrize("argv", [
    ["c", "-s", "h", "-p", "9", "-u", "me", "-pw", "pw", "--nossl", "--debug", "a=b"],
    ["-s", "h", "c", "a=b", "port=9", "username=me", "password=pw", "nossl=true", "debug=true"],
    ["-h", "h", "-p", "9", "c", "-u", "me", "a=b", "-pw", "pw", "nossl=true", "--debug"],
])  # fmt: skip
def test_options_may_stand_anywhere(argv):
    options = read(*argv)
    assert (options.server, options.port, options.nossl, options.debug) == ("h", 9, True, True)
    assert options.arguments == ["c", "a=b", "username=me", "password=pw"]


def test_switches_of_the_server_are_passed_on():
    words = ["--minimal", "--force", "--multiple", "--all", "--trace"]
    assert read("c", *words).arguments == ["c", *words, *DEFAULTS]


def test_the_three_sources(tmp_path):
    (tmp_path / ".xe").write_text("server=file\nusername=file\nport=1\nfoo=file\n\n")
    environment = {"HOME": str(tmp_path), "XE_EXTRA_ARGS": "username=env,port=2,foo=env,a=b\\,c,d=\\e"}
    options = read("c", "port=3", "foo=line", **environment)
    assert (options.server, options.port) == ("file", 3)
    assert options.arguments == [
        "c", "foo=line", "foo=env", "a=b,c", "d=\\e", "foo=file", "username=env", "password=null",
    ]  # fmt: skip


def test_password_file(tmp_path):
    path = tmp_path / "pw"
    path.write_text("me\nsecret = x\n")
    assert read("c", "-pwf", str(path)).arguments == ["c", "username=me", "password=secret = x"]
    assert read("c", f"passwordfile={path}").arguments == ["c", "username=me", "password=secret = x"]


def test_tracing(tmp_path):
    assert read("c", TRACEPARENT="t", BAGGAGE="b").traceparent == "t"
    options = read("c", "--traceparent", "u", TRACEPARENT="t", BAGGAGE="b")
    assert (options.traceparent, options.baggage) == ("u", "b")
    assert options.arguments == ["c", *DEFAULTS]


@pytest.mark.parametrize("argv", [["c", "-s"], ["-p", "x", "c"], ["-p", "0", "c"], ["c", "-pwf", "/nonexistent"]])
def test_options_that_cannot_be_used(argv):
    with pytest.raises(BadOptions):
        read(*argv)
