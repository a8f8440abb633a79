"""The cases of the naming of NICs, one by one."""

import pytest

from toolstack.plan.rename import (
    CurrentStateError,
    Entry,
    LastStateError,
    Move,
    Nic,
    StaticRuleError,
    moves,
    names,
    remembered,
    rename,
    updated,
)
from toolstack.plan.rename_rule import BadRulesError, format_memory, format_static, parse_memory, parse_static, resolve

A, B, C, D = (f"02:00:00:00:00:0{n}" for n in "abcd")
P1, P2, P3 = (f"0000:0{n}:00.0" for n in "123")


def given(static, current, last, old=()):
    return [entry.eth for entry in names(static, current, last, old)]


def test_a_fresh_machine_keeps_the_firmwares_order():
    assert rename([], [Nic(A, P1, "eth0"), Nic(B, P2, "eth1")], [], []) == []
    assert given([], [Nic(A, P1, "side-1-eth0"), Nic(B, P2, "side-2-eth1")], []) == ["eth2", "eth3"]


def test_known_nics_have_their_names_and_swap_without_meeting():
    current = [Nic(A, P1, "eth0"), Nic(B, P2, "eth1")]
    last = [Entry(A, P1, "eth1"), Entry(B, P2, "eth0")]
    assert rename([], current, last, []) == [
        Move("eth0", "side-0-eth0"),
        Move("eth1", "eth0"),
        Move("side-0-eth0", "eth1"),
    ]


def test_static_rules_come_first_and_displace():
    current = [Nic(A, P1, "eth0"), Nic(B, P2, "eth1")]
    last = [Entry(A, P1, "eth0"), Entry(B, P2, "eth1")]
    assert given([Entry(B, P2, "eth0")], current, last) == ["eth2", "eth0"]


def test_a_card_that_was_moved_keeps_its_name():
    assert given([], [Nic(A, P3, "eth0")], [Entry(A, P1, "eth5")]) == ["eth5"]


def test_a_replacement_inherits_the_slots_name():
    assert given([], [Nic(B, P1, "eth0")], [Entry(A, P1, "eth5")]) == ["eth5"]


def test_a_card_in_the_slot_of_one_that_moved_is_new():
    current = [Nic(B, P1, "eth0"), Nic(A, P2, "eth1")]
    assert given([], current, [Entry(A, P1, "eth0")]) == ["eth2", "eth0"]


def test_a_nic_that_comes_back_gets_its_name_back():
    assert given([], [Nic(A, P1, "eth9")], [Entry(B, P2, "eth0")], [Entry(A, P3, "eth1")]) == ["eth1"]


def test_several_nics_on_one_function_are_replaced_in_order():
    current = [Nic(D, P1, "eth0"), Nic(C, P1, "eth1")]
    last = [Entry(A, P1, "eth2"), Entry(B, P1, "eth3")]
    assert given([], current, last) == ["eth3", "eth2"]
    assert given([], current[:1], last) == ["eth0"]


def test_new_nics_on_one_function_follow_their_addresses():
    assert given([], [Nic(D, P1, "eth0"), Nic(C, P1, "eth1")], []) == ["eth1", "eth0"]


def test_the_card_the_host_was_started_from_is_left_alone():
    assert given([], [Nic(A, P1, "ibft0"), Nic(B, P2, "eth0")], []) == ["eth0"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (([], [Nic(A, P1, "wlan0")], [], []), CurrentStateError),
        (([], [Nic(A, P1, "eth0"), Nic(A, P2, "eth1")], [], []), CurrentStateError),
        (([Entry(A, P1, "eth0"), Entry(B, P2, "eth0")], [], [], []), StaticRuleError),
        (([], [], [Entry(A, P1, "eth0"), Entry(A, P2, "eth1")], []), LastStateError),
    ],
)
def test_contradictions_are_errors(arguments, error):
    with pytest.raises(error):
        names(*arguments)


def test_what_is_gone_is_remembered_once():
    old = [Entry(C, P3, "eth1"), Entry(D, P3, "eth4")]
    assert remembered([Entry(A, P1, "eth0")], [Entry(A, P1, "eth0"), Entry(B, P2, "eth1")], old) == (
        Entry(B, P2, "eth1"),
        Entry(D, P3, "eth4"),
    )


def test_an_update_makes_room():
    current = [Nic(A, P1, "eth0"), Nic(B, P2, "eth1")]
    assert updated([], current, {"eth0": current[1]}) == [Entry(A, P1, "eth1"), Entry(B, P2, "eth0")]
    with pytest.raises(StaticRuleError):
        updated([Entry(A, P1, "eth0")], current, {"eth0": current[1]})


def test_names_that_are_right_are_left_alone():
    assert moves([("eth0", "eth0"), ("eth1", "eth3")]) == [Move("eth1", "eth3")]


STATIC = f"""\
# which is which
eth1: mac = "{A.upper()}"
eth0: pci="0000:02:00.0[1]"
eth2 : p1p2
eth3: pci1p2
eth4:label = "Port A"
wlan0: mac={B}
eth5: mac = "xyz"
eth1:{B}
"""


def test_static_rules():
    rules, warnings = parse_static(STATIC)
    assert format_static(rules) == (
        f'eth0:pci="0000:02:00.0[1]"\neth1:mac="{B}"\neth2:ppn="p1p2"\neth3:ppn="p1p2"\neth4:label="Port A"\n'
    )
    assert [warning.split(":")[0] for warning in warnings] == ["line 7 is ignored", "line 8 is ignored"]
    assert parse_static(format_static(rules)) == (rules, [])
    nics = [Nic(D, P2, "eth0", label="Port A"), Nic(C, P2, "eth1"), Nic(B, P3, "eth2")]
    assert resolve(rules, nics) == [Entry(D, P2, "eth0"), Entry(D, P2, "eth4"), Entry(B, P3, "eth1")]


def test_places_that_a_machine_gives_twice_name_nobody():
    rules, _ = parse_static("eth0: ppn=em1")
    assert resolve(rules, [Nic(A, P1, "eth0", ppn="em1"), Nic(B, P2, "eth1", ppn="em1")]) == []
    assert resolve(rules, [Nic(A, P1, "eth0", ppn="em1")]) == [Entry(A, P1, "eth0")]


def test_memory():
    text = format_memory(parse_memory(f'# x\n{{"lastboot": [["{A}", "{P1}", "eth0"]], "old": []}}')[0])
    memory, warnings = parse_memory(text)
    assert (memory.lastboot, memory.old, warnings) == ((Entry(A, P1, "eth0"),), (), [])
    assert parse_memory("")[0].lastboot == ()
    kept, warnings = parse_memory(f'{{"lastboot": [["{A}", "{P1}", "ibft0"], 3], "old": [["{B}", "{P2}", "eth1"]]}}')
    assert (kept.lastboot, len(kept.old), len(warnings)) == ((), 1, 2)
    with pytest.raises(BadRulesError):
        parse_memory("{")
