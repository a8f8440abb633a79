from __future__ import annotations

import pytest

from toolstack.guests import instance, journal, process
from toolstack.guests.driver import GuestError
from toolstack.guests.journal import Entry, Journal

ENTRY = Entry(domid=3, pid=1, name_label="a", namespace="vm-x")


def test_agents_tell_their_guests_apart_by_their_directory(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert instance.mark(tmp_path / "a") == instance.mark(tmp_path / "link")
    assert instance.mark(tmp_path / "a") != instance.mark(tmp_path / "b")
    assert instance.namespace_name(tmp_path / "a", "u") == f"vm-{instance.mark(tmp_path / 'a')}-u"


def test_what_is_remembered_comes_back(tmp_path):
    assert journal.load(tmp_path) == Journal(next_domid=1, guests={})
    written = Journal(next_domid=4).with_guest("u", ENTRY).with_guest("v", ENTRY).without_guest("v").without_guest("w")
    journal.save(tmp_path, written)
    assert journal.load(tmp_path) == Journal(next_domid=4, guests={"u": ENTRY})
    assert [path.name for path in tmp_path.iterdir()] == [journal.FILE]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"next_domid": "x"}'])
def test_a_journal_that_makes_no_sense_is_an_error(tmp_path, text):
    (tmp_path / journal.FILE).write_text(text)
    with pytest.raises(GuestError, match="cannot be read"):
        journal.load(tmp_path)


def test_a_journal_that_cannot_be_written_is_an_error(tmp_path):
    with pytest.raises(GuestError, match="cannot be written"):
        journal.save(tmp_path / "nowhere", Journal())


def test_a_guest_whose_process_is_gone_does_not_run(tmp_path):
    journal.save(tmp_path, Journal(next_domid=4).with_guest("u", ENTRY))
    assert instance.running(tmp_path) == {}
    assert process.find(instance.mark(tmp_path)) == ()


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("web-1", "web-1"),
        ("my VM (1)", "my-VM-1"),
        ("-a_b.c-", "a-b-c"),
        ("", "guest"),
        ("äöü", "guest"),
        ("x" * 99, "x" * 63),
        ("x" * 62 + "--y", "x" * 62),
    ],
)
def test_host_names(label, name):
    assert process.host_name(label) == name


def test_commands_run_inside_all_of_a_guest():
    command = process.command_inside(7, ("ip", "link"))
    assert command[:3] == ("nsenter", "--target", "7")
    assert command[-3:] == ("--", "ip", "link")
    assert {"--net", "--pid", "--mount", "--uts", "--ipc"} < set(command)
