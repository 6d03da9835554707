"""NetworkState: what a set of network namespaces contains, as one frozen, comparable, serialisable value.

It is compiled from documents, applied to a kernel, observed from one, and explained by the trace. It holds only forms
that we make ourselves: a reader that meets another form must fail, never guess. Every value is canonical (see each
field), so that two states are equal exactly when the networks are.
"""

from typing import Literal

from msgspec import Struct

from .nftables import NftTable

MAIN_TABLE = 254
"""The routing table a lookup without a policy rule ends in (Linux: RT_TABLE_MAIN)."""


class Veth(Struct, frozen=True, tag=True):
    """One end of a virtual cable; the other end is listed, mirrored, in `peer_netns`."""

    name: str
    """At most 15 characters, the kernel's limit."""
    mac: str
    """Six lower-case hexadecimal pairs with colons."""
    peer_netns: str
    peer_name: str
    master: str | None = None
    """The bridge of the same namespace this end is a port of."""


class Bridge(Struct, frozen=True, tag=True):
    """A learning switch inside a namespace: kubenet's `cbr0`."""

    name: str
    mac: str


Link = Veth | Bridge


class InterfaceAddress(Struct, frozen=True):
    """An address on an interface. No route comes with it (noprefixroute): every route is written out."""

    dev: str
    address: str
    """With its prefix length: `10.244.0.1/24`."""


class RouteEntry(Struct, frozen=True, kw_only=True):
    """A kernel route; its key is (table, dst). An Azure route is a `Route`, never this."""

    dst: str
    """Canonical prefix, `0.0.0.0/0` for the default route."""
    kind: Literal["unicast", "blackhole"] = "unicast"
    via: str | None = None
    dev: str | None = None
    onlink: bool = False
    """The gateway is taken to be on `dev` although no route says so."""
    table: int = MAIN_TABLE


class RuleEntry(Struct, frozen=True, kw_only=True):
    """A policy-routing rule: packets carrying `fwmark` look into `table`; its key is `priority` with `fwmark`."""

    priority: int
    fwmark: int
    table: int


class Neighbour(Struct, frozen=True):
    """A permanent neighbour: no ARP is ever asked for it, so the kernel's global table can't overflow."""

    dev: str
    address: str
    mac: str


class NetnsState(Struct, frozen=True, kw_only=True):
    """What one network namespace contains besides `lo`, which is always up. Tuples are sorted by their keys."""

    links: tuple[Link, ...] = ()
    addresses: tuple[InterfaceAddress, ...] = ()
    routes: tuple[RouteEntry, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    tables: tuple[NftTable, ...] = ()
    sysctls: tuple[tuple[str, str], ...] = ()
    """(dotted name, value), only names in `net.sysctls.DEFAULTS`."""


NetworkState = dict[str, NetnsState]
"""Namespace name -> what it contains. Treat as frozen once built."""
