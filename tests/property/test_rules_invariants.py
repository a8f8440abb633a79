"""Whatever calls come in whatever order, the records stay consistent."""

from __future__ import annotations

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from toolstack.datamodel.bond import Bond, BondMode
from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL
from toolstack.datamodel.network import Network, NetworkPurpose
from toolstack.datamodel.pif import IpConfigurationMode, Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.types import Reference
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_enums import VmPowerState
from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import Transaction
from toolstack.plan.hoststate import Facts, HostState, Nic
from toolstack.plan.topology import topology
from toolstack.plan.wanted import wanted
from toolstack.rules import address, bond, kind, network, pif, plug, scan, vlan
from toolstack.rules.host import Site, first_start
from toolstack.rules.undo import recorded, undo

NICS = tuple(Nic(name=f"eth{n}", mac=f"02:00:00:00:00:0{n}", position=n) for n in range(4))
STATE = HostState(nics=NICS, facts=Facts(hostname="one"))
DECLARED = {
    "PIF": {"network", "host", "metrics"},
    "VLAN": {"tagged_PIF", "untagged_PIF"},
    "Bond": {"master", "primary_slave"},
    "tunnel": {"access_PIF", "transport_PIF"},
    "VIF": {"network", "VM"},
}
"""References that must never be stale or null."""
OURS = ("INTERNAL_ERROR", "DB_UNIQUENESS_CONSTRAINT_VIOLATION", "HANDLE_INVALID")
"""What no call here gives reason for."""
picks = st.integers(0, 1000)


class Pool(RuleBasedStateMachine):
    """Calls on a pool of two hosts; every one either does what it should or changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.state = Snapshot()

    # -- helpers ------------------------------------------------------------------------------------

    def call(self, function, *args, undone=False, **kwargs):
        tx = Transaction(self.state)
        try:
            result, changes = recorded(tx, function, *args, **kwargs)
        except ApiError as error:
            if error.code in OURS:
                raise
            return None
        after = tx.snapshot()
        if undone:
            tx = Transaction(after)
            assert undo(tx, changes)
            assert _contents(tx) == _contents(self.state)
            after = tx.snapshot()
        self.state = after
        return result

    def add_guest_on(self, on, host, trunks):
        tx = Transaction(self.state)
        running = host != NULL
        vm = tx.insert(Vm(power_state=VmPowerState.RUNNING if running else VmPowerState.HALTED, resident_on=host))
        tx.insert(Vif(device="0", network=on, VM=vm, currently_attached=running, plugged=running, trunks=trunks))
        self.state = tx.snapshot()

    def pick(self, cls, number):
        refs = sorted((row for row in self.state.rows(cls)), key=lambda row: (row.created, row.ref))
        return refs[number % len(refs)].ref if refs else None

    def target(self, number):
        """Any network, or more often a new one: most calls want one that is not connected yet."""
        return self.pick(Network, number) if number % 4 == 0 else self.call(network.create)

    def members(self, host, numbers):
        """PIFs of one host, NICs unless the numbers are unlucky."""
        refs = self.state.reverse(Host, "PIFs", self.pick(Host, host))
        nics = [ref for ref in refs if self.state.get(Pif, ref).physical] or refs
        return [(refs if number % 7 == 0 else nics)[number % len(nics)] for number in numbers]

    # -- calls --------------------------------------------------------------------------------------

    @initialize()
    def start(self):
        self.call(first_start, STATE, Site(management_address="10.0.0.2/24"))
        tx = Transaction(self.state)
        second = tx.insert(Host(hostname="two"))
        scan.scan(tx, second, NICS[:2])
        self.state = tx.snapshot()

    @rule(mtu=st.sampled_from([0, 1500, 9000]), managed=st.sampled_from([True, True, True, False]))
    def create_network(self, mtu, managed):
        self.call(network.create, MTU=mtu, managed=managed)

    @rule(pick=picks)
    def destroy_network(self, pick):
        self.call(network.destroy, self.pick(Network, pick))

    @rule(pick=picks, value=st.sampled_from(list(NetworkPurpose)))
    def add_purpose(self, pick, value):
        self.call(network.add_purpose, self.pick(Network, pick), value)

    @rule(where=picks, on=picks, tag=st.integers(-1, 3), undone=st.booleans())
    def create_vlan(self, where, on, tag, undone):
        self.call(vlan.create, self.pick(Pif, where), tag, self.target(on), undone=undone)

    @rule(pick=picks, undone=st.booleans())
    def destroy_vlan(self, pick, undone):
        if self.state.count(Vlan):
            self.call(vlan.destroy, self.pick(Vlan, pick), undone=undone)

    @rule(where=picks, on=picks, tag=st.integers(0, 3))
    def create_vlan_everywhere(self, where, on, tag):
        peers = self.state.reverse(Network, "PIFs", self.state.get(Pif, self.pick(Pif, where)).network)
        self.call(vlan.create_everywhere, [(ref, ()) for ref in peers], tag, self.target(on))

    @rule(
        host=picks,
        numbers=st.lists(picks, min_size=1, max_size=3),
        on=picks,
        mode=st.sampled_from(BondMode),
        undone=st.booleans(),
    )
    def create_bond(self, host, numbers, on, mode, undone):
        if self.state.reverse(Host, "PIFs", self.pick(Host, host)):
            members = self.members(host, numbers)
            self.call(bond.create, self.target(on), members, mode=mode, undone=undone)

    @rule(pick=picks, undone=st.booleans())
    def destroy_bond(self, pick, undone):
        if self.state.count(Bond):
            self.call(bond.destroy, self.pick(Bond, pick), undone=undone)

    @rule(pick=picks, tag=st.integers(0, 3))
    def create_vlan_on_bond(self, pick, tag):
        if self.state.count(Bond):
            self.call(vlan.create, self.state.get(Bond, self.pick(Bond, pick)).master, tag, self.call(network.create))

    @rule(pick=picks, tag=st.integers(0, 3), trunk=st.booleans())
    def create_vlan_where_guests_are(self, pick, tag, trunk):
        """The order of a trunk VIF and a VLAN decides which of them is refused."""
        on = self.call(network.create)
        if trunk:
            self.add_guest_on(on, NULL, (5,))
        self.call(vlan.create, self.pick(Pif, pick), tag, on)

    @rule(pick=picks, mode=st.sampled_from(BondMode))
    def set_mode(self, pick, mode):
        if self.state.count(Bond):
            self.call(bond.set_mode, self.pick(Bond, pick), mode)

    @rule(pick=picks, up=st.booleans())
    def plug_or_unplug(self, pick, up):
        self.call(plug.plug if up else plug.unplug, self.pick(Pif, pick))

    @rule(pick=picks)
    def forget(self, pick):
        """Mostly taken back, for without NICs there is little to do."""
        self.call(pif.forget, self.pick(Pif, pick), undone=pick % 4 > 0)

    @rule(host=picks)
    def scan(self, host):
        self.call(scan.scan, self.pick(Host, host), NICS)

    @rule(host=picks, on=picks, tag=st.sampled_from([-1, -1, 2]), device=st.sampled_from(["eth0", "eth9"]))
    def db_introduce(self, host, on, tag, device):
        given = {"network": self.pick(Network, on), "host": self.pick(Host, host), "VLAN": tag}
        ref = self.call(pif.db_introduce, device=device, physical=True, **given)
        if ref is not None and tag != -1:
            self.call(pif.db_forget, ref)

    @rule(pick=picks, static=st.booleans(), last=st.integers(2, 9))
    def reconfigure_ip(self, pick, static, last):
        arguments = (IpConfigurationMode.NONE, "", "", "", "")
        if static:
            arguments = (IpConfigurationMode.STATIC, f"10.0.0.{last}", "255.255.255.0", "", "")
        self.call(address.reconfigure_ip, self.pick(Pif, pick), *arguments)

    @rule(on=picks, host=picks, running=st.booleans(), trunks=st.sampled_from([(), (5,)]))
    def add_guest(self, on, host, running, trunks):
        target = self.pick(Network, on)
        if not (trunks and kind.has_vlans(self.state, target)):
            self.add_guest_on(target, self.pick(Host, host) if running else NULL, trunks)

    @rule(pick=picks)
    def stop_guest(self, pick):
        if not self.state.count(Vif):
            return
        tx = Transaction(self.state)
        ref = self.pick(Vif, pick)
        tx.update(Vif, ref, currently_attached=False, plugged=False)
        tx.update(Vm, tx.get(Vif, ref).VM, power_state=VmPowerState.HALTED, resident_on=NULL)
        self.state = tx.snapshot()

    @rule()
    def hosts_follow(self):
        """Reports of agents that did all they were told."""
        tx = Transaction(self.state)
        for ref, one in list(tx.all(Pif)):
            tx.update(Pif, ref, currently_attached=one.plugged and one.managed)
        self.state = tx.snapshot()

    # -- what always holds --------------------------------------------------------------------------

    def pifs(self):
        return [one for _, one in self.state.all(Pif)]

    @invariant()
    def nothing_dangles(self):
        for name, required in DECLARED.items():
            for ref, record in self.state.all(CLASSES[name]):
                for field in record.info.stored:
                    target = FIELD_TYPES[name, field]
                    value = getattr(record, field)
                    if not isinstance(target, Reference) or (field not in required and kind.is_null(value)):
                        continue
                    assert self.state.find(CLASSES[target.target], value) is not None, (name, ref, field)

    @invariant()
    def a_host_has_one_pif_on_a_network(self):
        assert max(Counter((one.network, one.host) for one in self.pifs()).values(), default=0) <= 1

    @invariant()
    def devices_and_tags_are_unique(self):
        nics = Counter((one.host, one.device) for one in self.pifs() if one.physical)
        tagged = Counter((one.host, one.device, one.VLAN) for one in self.pifs() if one.VLAN >= 0)
        pairs = Counter((one.tagged_PIF, one.tag) for _, one in self.state.all(Vlan))
        for counted in (nics, tagged, pairs):
            assert max(counted.values(), default=0) <= 1

    @invariant()
    def vlans_and_their_pifs_agree(self):
        for ref, one in self.state.all(Vlan):
            untagged, tagged = self.state.get(Pif, one.untagged_PIF), self.state.get(Pif, one.tagged_PIF)
            assert (untagged.VLAN, untagged.VLAN_master_of) == (one.tag, ref)
            assert (untagged.device, untagged.host, untagged.metrics) == (tagged.device, tagged.host, tagged.metrics)
        for one in self.pifs():
            assert (one.VLAN >= 0) is not kind.is_null(one.VLAN_master_of)

    @invariant()
    def every_pif_is_something_and_owns_or_shares_metrics(self):
        owners = Counter()
        for ref, one in self.state.all(Pif):
            topology(self.state, ref)
            owners[one.metrics] += kind.is_null(one.VLAN_master_of)
        assert set(owners.values()) <= {1}
        assert self.state.count(PifMetrics) == len(owners)

    @invariant()
    def bond_members_are_quiet(self):
        for ref, one in self.state.all(Bond):
            members = self.state.reverse(Bond, "slaves", ref)
            assert one.primary_slave in members
            for member in members:
                found = self.state.get(Pif, member)
                assert found.physical
                assert not found.plugged
                assert not found.management
                assert found.ip_configuration_mode is IpConfigurationMode.NONE or found.bond_slave_of == ref
                assert not self.state.reverse(Pif, "VLAN_slave_of", member)

    @invariant()
    def trunks_and_vlans_stay_apart(self):
        for _, vif in self.state.all(Vif):
            assert not (vif.trunks and kind.has_vlans(self.state, vif.network))

    @invariant()
    def one_management_interface(self):
        hosts = Counter(one.host for one in self.pifs() if one.management)
        assert sum(hosts.values()) == (1 if self.state.count(Host) else 0)
        assert all(one.plugged for one in self.pifs() if one.management)

    @invariant()
    def purposes_do_not_conflict(self):
        purposes = {purpose for _, one in self.state.all(Network) for purpose in one.purpose}
        assert len(purposes) <= 1

    @invariant()
    def bridges_have_names_of_their_own(self):
        names = Counter(one.bridge for _, one in self.state.all(Network))
        assert max(names.values(), default=0) <= 1

    @invariant()
    def every_host_can_be_planned(self):
        for ref, _ in self.state.all(Host):
            wanted(self.state, ref)


def _contents(snapshot):
    return {(name, ref): row.record for name, table in snapshot.tables.items() for ref, row in table.items()}


TestPool = Pool.TestCase
TestPool.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
