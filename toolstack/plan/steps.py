"""What is to be done to a host, one value per step.

Steps are what :func:`toolstack.plan.diff.diff` returns and an agent carries out, in their order.  They are
tagged, so that a plan can be stored or sent; each names the record it serves (``owner``) and says in words
what it does (:meth:`describe`).  ``was`` is what the same name holds before the step; None where nothing
is there, or where what is there has to be set again whatever it holds.
"""

from __future__ import annotations

from typing import TypeAlias

from toolstack.plan.hostnet import Bridge, Dns, Interface, Link, Manager, Route, Uplink, Value, VifPort, Vlan
from toolstack.plan.words import altered, listed, settings


class PutBridge(Value, frozen=True, kw_only=True, tag="put-bridge"):
    """Create a real bridge or change its settings; what is joined to it stays."""

    bridge: Bridge
    was: Bridge | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.bridge.owner

    def describe(self) -> str:
        """Return the step in words."""
        if self.was is None:
            return f"create bridge {self.bridge.name}" + settings(self.bridge)
        return f"change bridge {self.bridge.name}: " + altered(self.was, self.bridge)


class DeleteBridge(Value, frozen=True, kw_only=True, tag="delete-bridge"):
    """Delete a real bridge with everything still joined to it.

    A port that a later step puts elsewhere may be kept: whoever works in one transaction moves it.
    """

    was: Bridge

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"delete bridge {self.was.name}"


class PutVlan(Value, frozen=True, kw_only=True, tag="put-vlan"):
    """Create the bridge of a tagged network, change it, or move it to another parent."""

    vlan: Vlan
    was: Vlan | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.vlan.owner

    def describe(self) -> str:
        """Return the step in words."""
        now = self.vlan
        if self.was is None:
            return f"create VLAN {now.name} (tag {now.tag}) on {now.parent}"
        if self.was.parent != now.parent:
            return f"move VLAN {now.name} (tag {now.tag}) from {self.was.parent} to {now.parent}"
        return f"change VLAN {now.name} on {now.parent}: " + altered(self.was, now)


class DeleteVlan(Value, frozen=True, kw_only=True, tag="delete-vlan"):
    """Delete the bridge of a tagged network."""

    was: Vlan

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"delete VLAN {self.was.name} (tag {self.was.tag}) on {self.was.parent}"


class PutUplink(Value, frozen=True, kw_only=True, tag="put-uplink"):
    """Join a NIC or a bond to a bridge, change the bond, or move either to another bridge."""

    uplink: Uplink
    was: Uplink | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.uplink.owner

    def describe(self) -> str:
        """Return the step in words."""
        now, was = self.uplink, self.was
        if was is None:
            if not now.mode:
                return f"join NIC {listed(now.nics)} to {now.bridge}"
            return f"create {now.mode} bond {now.name} of {listed(now.nics)} on {now.bridge}" + settings(now)
        kind = "bond" if now.mode else "NIC"
        if was.bridge != now.bridge:
            return f"move {kind} {now.name} from {was.bridge} to {now.bridge}"
        return f"change {kind} {now.name} on {now.bridge}: " + altered(was, now)


class DeleteUplink(Value, frozen=True, kw_only=True, tag="delete-uplink"):
    """Take a NIC or a bond from its bridge."""

    was: Uplink

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        if self.was.mode:
            return f"delete bond {self.was.name} of {listed(self.was.nics)} on {self.was.bridge}"
        return f"take NIC {listed(self.was.nics)} from {self.was.bridge}"


class PutVifPort(Value, frozen=True, kw_only=True, tag="put-vif-port"):
    """Join a guest's interface to a bridge, change the port, or move it to another bridge."""

    port: VifPort
    was: VifPort | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.port.owner

    def describe(self) -> str:
        """Return the step in words."""
        now, was = self.port, self.was
        where = now.bridge if now.tag is None else f"{now.bridge} (tag {now.tag})"
        if was is None:
            return f"join guest interface {now.name} to {where}" + settings(now)
        if was.bridge != now.bridge:
            return f"move guest interface {now.name} from {was.bridge} to {where}"
        return f"change guest interface {now.name} on {now.bridge}: " + altered(was, now)


class DeleteVifPort(Value, frozen=True, kw_only=True, tag="delete-vif-port"):
    """Take a guest's interface from its bridge."""

    was: VifPort

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"take guest interface {self.was.name} from {self.was.bridge}"


class PutInterface(Value, frozen=True, kw_only=True, tag="put-interface"):
    """Set MTU and addresses of the host's own end of a bridge or VLAN, and bring it up.

    Changing addresses may cost the routes through it; the plan puts those again.
    """

    interface: Interface
    was: Interface | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.interface.owner

    def describe(self) -> str:
        """Return the step in words."""
        if self.was is None:
            return f"set up interface {self.interface.name}" + settings(self.interface)
        return f"change interface {self.interface.name}: " + altered(self.was, self.interface)


class ResetInterface(Value, frozen=True, kw_only=True, tag="reset-interface"):
    """Stop address clients on the host's own end of a bridge or VLAN and flush its addresses.

    The bridge or VLAN itself usually goes away next.
    """

    was: Interface

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"clear interface {self.was.name}"


class PutLink(Value, frozen=True, kw_only=True, tag="put-link"):
    """Bring a NIC up with these settings."""

    link: Link
    was: Link | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.link.owner

    def describe(self) -> str:
        """Return the step in words."""
        if self.was is None:
            return f"bring NIC {self.link.name} up" + settings(self.link)
        return f"change NIC {self.link.name}: " + altered(self.was, self.link)


class ResetLink(Value, frozen=True, kw_only=True, tag="reset-link"):
    """Bring a NIC down: nothing uses it any more."""

    was: Link

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"bring NIC {self.was.name} down"


class PutRoute(Value, frozen=True, kw_only=True, tag="put-route"):
    """Add a route, or replace the one to the same destination through the same device."""

    route: Route
    was: Route | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.route.owner

    def describe(self) -> str:
        """Return the step in words."""
        verb = "add" if self.was is None else "change"
        return f"{verb} route to {self.route.destination} via {self.route.gateway} on {self.route.device}"


class DeleteRoute(Value, frozen=True, kw_only=True, tag="delete-route"):
    """Delete a route."""

    was: Route

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"delete route to {self.was.destination} via {self.was.gateway} on {self.was.device}"


class PutDns(Value, frozen=True, kw_only=True, tag="put-dns"):
    """Set what the host's resolver uses."""

    dns: Dns
    was: Dns | None = None
    owner: str = ""

    def describe(self) -> str:
        """Return the step in words."""
        search = f", searching {listed(self.dns.domains)}" if self.dns.domains else ""
        return f"resolve names with {listed(self.dns.servers) or 'no server'}{search}"


class ReleaseDns(Value, frozen=True, kw_only=True, tag="release-dns"):
    """Leave the host's resolver as it is, to whoever sets it."""

    was: Dns
    owner: str = ""

    def describe(self) -> str:
        """Return the step in words."""
        return "leave the resolver to others"


class PutManager(Value, frozen=True, kw_only=True, tag="put-manager"):
    """Let an SDN controller at the switch's database."""

    manager: Manager
    was: Manager | None = None

    @property
    def owner(self) -> str:
        """The record it serves."""
        return self.manager.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"let the SDN controller in at {self.manager.target}"


class DeleteManager(Value, frozen=True, kw_only=True, tag="delete-manager"):
    """Shut an SDN controller out."""

    was: Manager

    @property
    def owner(self) -> str:
        """The record it served."""
        return self.was.owner

    def describe(self) -> str:
        """Return the step in words."""
        return f"shut the SDN controller out at {self.was.target}"


Step: TypeAlias = (
    PutBridge
    | DeleteBridge
    | PutVlan
    | DeleteVlan
    | PutUplink
    | DeleteUplink
    | PutVifPort
    | DeleteVifPort
    | PutInterface
    | ResetInterface
    | PutLink
    | ResetLink
    | PutRoute
    | DeleteRoute
    | PutDns
    | ReleaseDns
    | PutManager
    | DeleteManager
)
