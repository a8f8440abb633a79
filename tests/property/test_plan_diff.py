"""What makes ``diff`` and ``apply`` trustworthy, over arbitrary pairs of host networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given
from strategies.hostnet import hostnets

from toolstack.plan.diff import apply, diff
from toolstack.plan.steps import PutInterface, PutRoute, Step

if TYPE_CHECKING:
    from toolstack.plan.hostnet import HostNet


def without_unkept_owners(net: HostNet) -> HostNet:
    replace = msgspec.structs.replace
    return replace(
        net,
        links=tuple(replace(link, owner="") for link in net.links),
        routes=tuple(replace(route, owner="") for route in net.routes),
    )


@given(hostnets(), hostnets())
def test_applying_the_difference_gives_what_is_wanted(seen, wanted):
    assert without_unkept_owners(apply(diff(seen, wanted), seen)) == without_unkept_owners(wanted)


@given(hostnets())
def test_nothing_differs_from_itself(net):
    assert diff(net, net) == ()


@given(hostnets(), hostnets())
def test_nothing_is_left_to_do_afterwards(seen, wanted):
    assert diff(apply(diff(seen, wanted), seen), wanted) == ()


@given(hostnets(), hostnets())
def test_no_nic_no_tag_and_no_name_is_held_twice_on_the_way(seen, wanted):
    net = seen
    for step in diff(seen, wanted):
        net = apply([step], net)
        nics = [nic for uplink in net.uplinks for nic in uplink.nics]
        assert len(nics) == len(set(nics))
        tags = [(vlan.parent, vlan.tag) for vlan in net.vlans]
        assert len(tags) == len(set(tags))
        names = [value.name for value in (*net.bridges, *net.vlans)]
        assert len(names) == len(set(names))


@given(hostnets(), hostnets())
def test_nothing_is_joined_to_a_bridge_that_is_not_there(seen, wanted):
    net = seen
    for step in diff(seen, wanted):
        net = apply([step], net)
        bridges = {bridge.name for bridge in net.bridges}
        devices = bridges | {vlan.name for vlan in net.vlans}
        assert {vlan.parent for vlan in net.vlans} <= bridges
        assert {port.bridge for port in (*net.uplinks, *net.vif_ports)} <= bridges
        if isinstance(step, PutInterface | PutRoute):
            assert {interface.name for interface in net.interfaces} <= devices


@given(hostnets(), hostnets())
def test_steps_survive_being_sent_and_are_told_in_words(seen, wanted):
    steps = diff(seen, wanted)
    assert msgspec.json.decode(msgspec.json.encode(steps), type=tuple[Step, ...]) == steps
    for step in steps:
        assert step.describe()
        assert isinstance(step.owner, str)


@given(hostnets(), hostnets())
def test_steps_touch_only_what_differs(seen, wanted):
    """A thing that is the same on both sides is put again only where the host loses it on the way."""
    same = {value.name for value in seen.bridges} & {
        now.name for now in wanted.bridges for was in seen.bridges if was == now
    }
    told = {step.bridge.name for step in diff(seen, wanted) if hasattr(step, "bridge")}
    assert not same & told
