"""Records of one host as they may be, sense and nonsense mixed: stale references, names and tags used twice."""

from __future__ import annotations

from hypothesis import strategies as st
from plan_records import HOST, Records

bridge_names = st.sampled_from(["xapi0", "xapi1", "xapi2", "xenbr0", ""])
mtus = st.sampled_from([1500, 9000, 0])


def addresses(draw):
    mode = draw(st.sampled_from(["None", "DHCP", "Static"]))
    if mode != "Static":
        return {"ip_configuration_mode": mode}
    return {
        "ip_configuration_mode": mode,
        "IP": draw(st.sampled_from(["10.0.0.2", "10.0.1.2", ""])),
        "netmask": draw(st.sampled_from(["255.255.255.0", "255.0.255.0"])),
        "gateway": draw(st.sampled_from(["10.0.0.1", "", "x"])),
    }


def flags(draw):
    common = {"plugged": draw(st.integers(0, 3)) > 0, "management": draw(st.booleans())}
    return common | {"managed": draw(st.integers(0, 7)) > 0} | addresses(draw)


@st.composite
def host_records(draw) -> Records:
    """Records of one host with up to four NICs, a bond, VLANs and VIFs."""
    records = Records.one_host(igmp_snooping_enabled=draw(st.booleans()))
    count = draw(st.integers(0, 4))
    for number in range(count):
        device = draw(st.sampled_from([number, number, number, 0]))
        network = {"MTU": draw(mtus), "managed": draw(st.integers(0, 7)) > 0}
        records.nic(number, network=network, device=f"eth{device}", **flags(draw))
    parents = [f"pif{number}" for number in range(count)]
    if count and draw(st.booleans()):
        records.network("net-bond", draw(bridge_names), MTU=draw(mtus))
        members = draw(st.lists(st.sampled_from(parents), unique=True, min_size=1, max_size=3))
        mode = draw(st.sampled_from(["balance-slb", "active-backup", "lacp"]))
        records.bond("bond", "net-bond", members, mode=mode, pif=flags(draw))
        parents.append("bond-pif")
    networks = [f"net{number}" for number in range(count)]
    for number in range(draw(st.integers(0, 4)) if parents else 0):
        attached = [HOST] if draw(st.integers(0, 3)) == 0 else []
        network = records.network(f"net-v{number}", draw(bridge_names), MTU=draw(mtus), attached_on=attached)
        networks.append(network)
        parent, tag = draw(st.sampled_from(parents)), draw(st.integers(0, 2))
        taken = {(row["tagged_PIF"], row["tag"]) for row in records.rows if row["class"] == "VLAN"}
        if (parent, tag) not in taken and draw(st.integers(0, 5)):
            records.vlan(tag, parent, network, ref=f"v{number}", **flags(draw))
    if networks:
        _guests(draw, records, networks)
    _lose(draw, records)
    return records


def _guests(draw, records, networks):
    for domid in range(1, draw(st.integers(1, 3))):
        state = draw(st.sampled_from(["Running", "Running", "Paused", "Halted"]))
        records.vm(f"vm{domid}", domid=domid, power_state=state)
        for device in range(draw(st.integers(0, 2))):
            records.vif(
                f"vif{domid}-{device}",
                f"vm{domid}",
                draw(st.sampled_from(networks)),
                device=str(device),
                plugged=draw(st.booleans()),
                trunks=draw(st.sampled_from([[], [3, 1]])),
            )


def _lose(draw, records):
    """Take one row away, so that others refer to nothing."""
    losable = [row for row in records.rows if row["class"] not in ("pool", "host", "host_metrics")]
    if losable and draw(st.integers(0, 3)) == 0:
        records.rows.remove(draw(st.sampled_from(losable)))
