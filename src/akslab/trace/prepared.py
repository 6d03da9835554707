"""A NetworkState made ready for many traces: look-ups per namespace, built when a packet first comes by, then kept.

A second state that shares namespaces with the first shares their look-ups too (`prepare(state, like=earlier)`), so a
change costs what it touches.
"""

from ipaddress import IPv4Interface

from msgspec import Struct

from ..net.state import InterfaceAddress, Link, NetnsState, NetworkState, Veth
from ..net.sysctls import DEFAULTS
from .errors import Undecided
from .hooks import Stage, needs_tracking, stages
from .numbers import number_of
from .routes import Routing
from .steps import HookName

NO_BROADCAST = 31
"""Prefixes this long have no broadcast address (Linux: fib_add_ifaddr)."""


class Netns:
    """One namespace, ready to be asked."""

    def __init__(self, name: str, state: NetnsState, like: "Netns | None" = None) -> None:
        """Build the look-ups; those of the filters are taken from `like` where these are the same."""
        self.name, self.state = name, state
        self.links: dict[str, Link] = {link.name: link for link in state.links}
        self.addresses: dict[str, list[IPv4Interface]] = {}
        for each in state.addresses:
            self.addresses.setdefault(each.dev, []).append(IPv4Interface(each.address))
        local = {number_of(each.address.partition("/")[0]): each.dev for each in state.addresses}
        self.routing = Routing(state.routes, state.rules, local, _broadcasts(state.addresses))
        self.neighbours = {(each.dev, number_of(each.address)): each for each in state.neighbours}
        same = like is not None and like.state.tables == state.tables
        self.tracks: bool = like.tracks if like and same else needs_tracking(state.tables)
        """Whether connections are tracked: only where a rule asks for it."""
        self.hooks: dict[HookName, tuple[Stage, ...]] = (
            like.hooks if like and same else stages(state.tables, self.tracks)
        )
        self._sysctls = DEFAULTS | dict(state.sysctls)
        if unknown := self._sysctls.keys() - DEFAULTS.keys():
            raise Undecided(f"namespace {name}", f"the model does not know the sysctl {min(unknown)!r}")

    def setting(self, name: str, *values: str) -> int:
        """Read a sysctl as a number; `values` are those the model knows. Raises Undecided for another."""
        value = self._sysctls[name]
        if value not in values:
            raise Undecided(f"sysctl {name} of {self.name}", f"the model knows {', '.join(values)}, not {value!r}")
        return int(value)

    @property
    def forwards(self) -> bool:
        """Whether packets for others are passed on."""
        return self.setting("net.ipv4.ip_forward", "0", "1") == 1

    @property
    def reverse_path(self) -> int:
        """0: sources are not checked; 1: the way back must be the way in; 2: there must be a way back.

        Nothing is set for single interfaces, so they follow `default`; the larger of both counts.
        """
        return max(self.setting(f"net.ipv4.conf.{which}.rp_filter", "0", "1", "2") for which in ("all", "default"))

    @property
    def answers_for_others(self) -> bool:
        """Whether ARP is answered for addresses that lie behind (proxy ARP)."""
        return any(self.setting(f"net.ipv4.conf.{which}.proxy_arp", "0", "1") for which in ("all", "default"))

    @property
    def redirects(self) -> bool:
        """Whether ICMP redirects are sent, which makes Linux look closer at what goes back where it came from."""
        return any(self.setting(f"net.ipv4.conf.{which}.send_redirects", "0", "1") for which in ("all", "default"))

    def ports(self, bridge: str) -> list[Veth]:
        """List the ports of a bridge."""
        return [link for link in self.state.links if isinstance(link, Veth) and link.master == bridge]

    def link(self, dev: str) -> Link:
        """Find an interface. Raises Undecided when the state has none of that name."""
        if dev not in self.links:
            raise Undecided(f"namespace {self.name}", f"there is no interface {dev!r}")
        return self.links[dev]


class Listener(Struct, frozen=True):
    """An interface that hears what is broadcast on another: a namespace, its interface, and that one's MAC address."""

    netns: str
    dev: str
    mac: str


class Switch(Struct, frozen=True):
    """A bridge's own hardware addresses, its ports' among them, and the ports behind which others live."""

    own: frozenset[str]
    behind: dict[str, list[Veth]]


class Network:
    """All namespaces of one state. Made by `prepare`."""

    def __init__(self, state: NetworkState, like: "Network | None") -> None:
        self.state = state
        self._ready: dict[str, Netns] = {}
        self._like = dict(like._ready) if like else {}
        for name, netns in self._like.items():
            if state.get(name) == netns.state:
                self._ready[name] = netns
        self.listeners: dict[tuple[str, str], list[Listener]] = {}
        self.switches: dict[tuple[str, str], Switch] = {}
        """Both kept for `wires`, by namespace and interface: who hears what is broadcast, and who lives where."""

    def netns(self, name: str) -> Netns:
        """Return a namespace, ready. Raises Undecided when the state has none of that name."""
        ready = self._ready.get(name)
        if ready is None:
            if name not in self.state:
                raise Undecided(f"namespace {name}", "it is not in the state")
            ready = self._ready[name] = Netns(name, self.state[name], self._like.pop(name, None))
        return ready


def prepare(state: NetworkState, like: Network | None = None) -> Network:
    """Make a valid state ready for traces; what it shares with an earlier one is taken over from `like`."""
    return Network(state, like)


def _broadcasts(addresses: tuple[InterfaceAddress, ...]) -> dict[int, str]:
    interfaces = [(IPv4Interface(each.address).network, each.dev) for each in addresses]
    return {int(network.broadcast_address): dev for network, dev in interfaces if network.prefixlen < NO_BROADCAST}
