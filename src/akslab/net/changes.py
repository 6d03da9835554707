"""What turns one NetworkState into another: a closed union of small steps, in an order the kernel accepts.

A step is a value. The Linux kernel executes it as netlink or an nftables transaction, the fake kernel as dictionary
work, and `net.commands` prints it as the `ip` and `nft` lines a person would type.
"""

from typing import Literal

from msgspec import Struct

from .nftables import NftTable
from .state import Bridge, InterfaceAddress, Neighbour, RouteEntry, RuleEntry, Veth


class AddNetns(Struct, frozen=True, tag=True):
    """Make an empty namespace with `lo` up."""

    netns: str


class RemoveNetns(Struct, frozen=True, tag=True):
    """Drop a namespace with everything in it; both ends of its cables go with it."""

    netns: str


class SetSysctl(Struct, frozen=True, tag=True):
    """Write one sysctl of a namespace."""

    netns: str
    name: str
    value: str


class ResetSysctl(Struct, frozen=True, tag=True):
    """Put one sysctl of a namespace back to the kernel's own value (`net.sysctls.DEFAULTS`): it is ours no more."""

    netns: str
    name: str


class AddBridge(Struct, frozen=True, tag=True):
    """Make a bridge, up, without multicast snooping."""

    netns: str
    bridge: Bridge


class AddVeth(Struct, frozen=True, tag=True):
    """Make a cable between two existing namespaces, both ends up, addressed by MAC, plugged into their masters."""

    netns: str
    end: Veth
    peer: Veth
    """Lives in `end.peer_netns`."""


class RemoveLink(Struct, frozen=True, tag=True):
    """Remove a bridge, or a cable by one of its ends."""

    netns: str
    name: str


class AddressChange(Struct, frozen=True, tag=True):
    """Put an address on an interface, or take it off."""

    verb: Literal["add", "remove"]
    netns: str
    address: InterfaceAddress


class RouteChange(Struct, frozen=True, tag=True):
    """Add a route, put another in place of the one with the same key, or remove one."""

    verb: Literal["add", "replace", "remove"]
    netns: str
    route: RouteEntry


class RuleChange(Struct, frozen=True, tag=True):
    """Add or remove a policy-routing rule."""

    verb: Literal["add", "remove"]
    netns: str
    rule: RuleEntry


class NeighbourChange(Struct, frozen=True, tag=True):
    """Add, replace or remove a permanent neighbour."""

    verb: Literal["add", "replace", "remove"]
    netns: str
    neighbour: Neighbour


class PutTable(Struct, frozen=True, tag=True):
    """Create an nftables table, or replace it whole, in one transaction."""

    netns: str
    table: NftTable


class RemoveTable(Struct, frozen=True, tag=True):
    """Delete an nftables table."""

    netns: str
    name: str


Change = (
    AddNetns
    | RemoveNetns
    | SetSysctl
    | ResetSysctl
    | AddBridge
    | AddVeth
    | RemoveLink
    | AddressChange
    | RouteChange
    | RuleChange
    | NeighbourChange
    | PutTable
    | RemoveTable
)
