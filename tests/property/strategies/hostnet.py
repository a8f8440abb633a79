"""Valid host networks: every bridge and VLAN has its interface, every NIC of an uplink its link."""

from __future__ import annotations

from hypothesis import strategies as st

from toolstack.plan.hostnet import (
    Bridge,
    Dns,
    HostNet,
    Interface,
    Link,
    Route,
    Uplink,
    VifPort,
    Vlan,
)

NICS = tuple(f"eth{number}" for number in range(5))
NAMES = tuple(f"br{number}" for number in range(6))
"""For bridges and VLANs alike, so that a name changes its kind now and then."""

owners = st.sampled_from(["PIF:a", "PIF:b", "network:c"])
macs = st.sampled_from(["", "02:00:00:00:00:01", "02:00:00:00:00:02"])
mtus = st.sampled_from([1500, 9000])
ethtool = st.sampled_from([(), (("gro", "on"), ("lro", "off"))])


def subset(values, most):
    return st.lists(st.sampled_from(values), unique=True, max_size=most)


@st.composite
def uplinks(draw, bridges):
    free = list(draw(st.permutations(NICS)))
    found = []
    for index, bridge in enumerate(bridges):
        count = min(draw(st.integers(0, 3)), len(free))
        nics = tuple(sorted(free.pop() for _ in range(count)))
        if count == 1:
            found.append(Uplink(name=nics[0], owner=draw(owners), bridge=bridge, nics=nics))
        elif count:
            mode = draw(st.sampled_from(["balance-slb", "active-backup", "lacp"]))
            settings = draw(st.sampled_from([(), (("downdelay", "200"),)]))
            name = f"bond{draw(st.sampled_from([index, index + 10]))}"
            found.append(Uplink(name=name, owner=draw(owners), bridge=bridge, nics=nics, mode=mode, settings=settings))
    return tuple(sorted(found, key=lambda uplink: uplink.key))


@st.composite
def vlans(draw, names, bridges):
    found = {}
    for name in names:
        parent, tag = draw(st.sampled_from(bridges)), draw(st.integers(0, 2))
        if (parent, tag) not in found:
            found[parent, tag] = Vlan(name=name, owner=draw(owners), parent=parent, tag=tag, mac=draw(macs))
    return tuple(sorted(found.values(), key=lambda vlan: vlan.key))


@st.composite
def interfaces(draw, names):
    found = []
    for name in sorted(names):
        mode = draw(st.sampled_from(["none", "static", "dhcp"]))
        ipv4 = (f"10.0.{draw(st.integers(0, 3))}.2/24",) if mode == "static" else ()
        found.append(
            Interface(name=name, owner=draw(owners), mtu=draw(mtus), ipv4_mode=mode, ipv4=ipv4, ethtool=draw(ethtool))
        )
    return tuple(found)


@st.composite
def routes(draw, devices):
    destinations = draw(subset(["0.0.0.0/0", "172.16.0.0/12", "::/0"], 3)) if devices else []
    found = [
        Route(
            destination=destination,
            gateway=draw(st.sampled_from(["10.0.0.1", "10.0.0.254"])),
            device=draw(st.sampled_from(devices)),
            owner=draw(owners),
        )
        for destination in destinations
    ]
    return tuple(sorted(found, key=lambda route: route.key))


@st.composite
def vif_ports(draw, bridges):
    names = draw(subset(["vif1.0", "vif1.1", "vif2.0"], 3)) if bridges else []
    return tuple(
        VifPort(
            name=name,
            owner=draw(owners),
            bridge=draw(st.sampled_from(bridges)),
            tag=draw(st.sampled_from([None, 0, 7])),
            mtu=draw(mtus),
            locking=draw(st.sampled_from(["unlocked", "locked", "disabled"])),
        )
        for name in sorted(names)
    )


@st.composite
def hostnets(draw) -> HostNet:
    """Any valid network of a host with five NICs."""
    names = sorted(draw(subset(NAMES, len(NAMES))))
    bridges = names[: draw(st.integers(0, len(names)))]
    if draw(st.booleans()):
        names.reverse()
        bridges = sorted(names[: len(bridges)])
    tagged = draw(vlans([name for name in names if name not in bridges], bridges)) if bridges else ()
    devices = [*bridges, *(vlan.name for vlan in tagged)]
    joined = draw(uplinks(bridges))
    used = sorted(nic for uplink in joined for nic in uplink.nics)
    return HostNet(
        bridges=tuple(
            Bridge(
                name=name,
                owner=draw(owners),
                mac=draw(macs),
                fail_mode=draw(st.sampled_from(["standalone", "secure"])),
                igmp_snooping=draw(st.sampled_from([None, True, False])),
            )
            for name in bridges
        ),
        vlans=tagged,
        uplinks=joined,
        vif_ports=draw(vif_ports(bridges)),
        interfaces=draw(interfaces(devices)),
        links=tuple(Link(name=nic, owner=draw(owners), mtu=draw(mtus)) for nic in used),
        routes=draw(routes(devices)),
        dns=draw(st.sampled_from([None, Dns(), Dns(servers=("10.0.0.53",))])),
    )
