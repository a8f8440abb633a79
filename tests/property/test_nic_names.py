"""Names of NICs: every permutation is reached, and at no step two NICs have one name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolstack.plan.rename import Entry, Nic, fresh, moves, names, remembered, rename, updated


def mac(number: int) -> str:
    return f"02:00:00:00:00:{number:02x}"


def pci(number: int) -> str:
    return f"0000:{number:02x}:00.0"


def carried_out(beginning: list[str], steps: list[tuple[str, str]]) -> dict[str, str]:
    """Do the renamings as a kernel does: it refuses a name that is in use.  Returns beginning -> end."""
    here = {name: name for name in beginning}
    for source, target in steps:
        assert target not in here, f"{target} is in use"
        assert len(target) <= 15
        here[target] = here.pop(source)
    return {first: name for name, first in here.items()}


@st.composite
def machines(draw: st.DrawFn) -> list[Nic]:
    numbers = draw(st.lists(st.integers(0, 20), unique=True, max_size=8))
    taken = draw(st.lists(st.integers(0, 12), unique=True, min_size=len(numbers), max_size=len(numbers)))
    found = []
    for one, eth in zip(numbers, taken, strict=True):
        side = draw(st.booleans())
        place = draw(st.sampled_from([pci(one), pci(one % 3), ""]))
        found.append(Nic(mac(one), place, f"side-{one}-eth{eth}" if side else f"eth{eth}"))
    return found


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    numbers = draw(st.lists(st.integers(0, 20), unique=True, max_size=8))
    eths = draw(st.permutations(range(12)))
    pairs = zip(numbers, eths, strict=False)  # fewer NICs than names
    return [Entry(mac(n), draw(st.sampled_from([pci(n), pci(n % 3)])), f"eth{e}") for n, e in pairs]


@given(st.permutations([f"eth{n}" for n in range(7)]), st.integers(1, 7))
def test_every_permutation_is_reached(order: list[str], count: int) -> None:
    beginning = [f"eth{n}" for n in range(count)]
    wanted = dict(zip(beginning, [name for name in order if name in beginning], strict=True))
    assert carried_out(beginning, moves(wanted.items())) == wanted


@given(machines(), entries(), entries(), entries())
def test_every_nic_gets_the_one_name_that_is_its_own(
    current: list[Nic], static: list[Entry], last: list[Entry], old: list[Entry]
) -> None:
    wanted = names(static, current, last, old)
    assert len({entry.eth for entry in wanted}) == len(current)
    reached = carried_out([nic.name for nic in current], rename(static, current, last, old))
    assert [reached[nic.name] for nic in current] == [entry.eth for entry in wanted]


@given(machines(), entries(), entries(), entries())
def test_the_next_start_changes_nothing(
    current: list[Nic], static: list[Entry], last: list[Entry], old: list[Entry]
) -> None:
    wanted = names(static, current, last, old)
    kept = remembered(wanted, last, old)
    again = [Nic(entry.mac, entry.pci, entry.eth) for entry in wanted]
    assert rename(static, again, wanted, kept) == []


@given(machines(), entries(), entries())
def test_a_nic_keeps_its_name_whatever_comes_and_goes(current: list[Nic], last: list[Entry], old: list[Entry]) -> None:
    known = {(entry.mac, entry.pci): entry.eth for entry in last}
    for entry in names([], current, last, old):
        if (entry.mac, entry.pci) in known:
            assert entry.eth == known[entry.mac, entry.pci]


@given(machines(), st.data())
def test_what_is_chosen_comes_with_the_next_start(current: list[Nic], data: st.DataObject) -> None:
    nics = data.draw(st.permutations(current))[: data.draw(st.integers(0, len(current)))]
    eths = data.draw(st.permutations(range(12)))
    chosen = {f"eth{eth}": nic for eth, nic in zip(eths, nics, strict=False)}
    last = updated([], current, chosen)
    reached = {entry.mac: entry.eth for entry in names([], current, last, [])}
    assert all(reached[nic.mac] == eth for eth, nic in chosen.items())


@given(machines(), entries())
def test_a_fresh_start_names_all(current: list[Nic], static: list[Entry]) -> None:
    found = fresh(static, current)
    assert len({entry.eth for entry in found}) == len(current)
    assert list(names(static, current, found, [])) == found
