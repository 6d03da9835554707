"""The nftables objects we emit: a closed set of forms, each of which the kernel text, the reader and the trace know.

Kept small on purpose: an interpreter of arbitrary rules would guess; one of these forms can be exhaustive
(`typing.assert_never` at its end). Canonical forms: prefixes and ports are merged, inclusive, ascending ranges.
"""

from typing import Literal

from msgspec import Struct

Field = Literal["iifname", "oifname", "ip saddr", "ip daddr"]
KeyType = Literal["ifname", "ipv4_addr"]


class Interface(Struct, frozen=True, tag=True):
    """`iifname "eth0"` or `oifname "eth0"`."""

    field: Literal["iifname", "oifname"]
    name: str


class InSet(Struct, frozen=True, tag=True):
    """`iifname . ip saddr != @bind`: the packet's fields, concatenated, are (not) an element of a named set."""

    fields: tuple[Field, ...]
    set: str
    negate: bool = False


class AddressIn(Struct, frozen=True, tag=True):
    """`ip daddr { 10.0.0.0-10.255.255.255 }`: canonical (first, last) pairs, dotted, merged and ascending."""

    field: Literal["ip saddr", "ip daddr"]
    ranges: tuple[tuple[str, str], ...]


class Protocol(Struct, frozen=True, tag=True):
    """`meta l4proto { tcp, udp }`, sorted by name."""

    protocols: tuple[Literal["icmp", "tcp", "udp"], ...]


class Port(Struct, frozen=True, tag=True):
    """`th dport { 80-80, 443-500 }`: canonical (first, last) pairs. A `Protocol` of tcp or udp always precedes it."""

    field: Literal["th sport", "th dport"]
    ranges: tuple[tuple[int, int], ...]


class ConntrackState(Struct, frozen=True, tag=True):
    """`ct state established,related`, sorted."""

    states: tuple[Literal["established", "invalid", "new", "related"], ...]


class DestinationLocal(Struct, frozen=True, tag=True):
    """`fib daddr type local`: the destination is an address of this namespace itself."""


Match = Interface | InSet | AddressIn | Protocol | Port | ConntrackState | DestinationLocal


class Count(Struct, frozen=True, tag=True):
    """`counter name "spoof"`: count into a named counter of the same table and go on."""

    counter: str


class Verdict(Struct, frozen=True, tag=True):
    """`accept`, `drop` or `return`."""

    kind: Literal["accept", "drop", "return"]


class Jump(Struct, frozen=True, tag=True):
    """`jump nsg_in_1`: try that chain, come back when it returns."""

    chain: str


class VerdictMap(Struct, frozen=True, tag=True):
    """`oifname vmap @nsg_in`: jump where the named verdict map says, or go on when it has no element."""

    field: Field
    map: str


class MarkFromMap(Struct, frozen=True, tag=True):
    """`meta mark set iifname map @subnet_of`: without an element the rule ends here and the mark stays."""

    field: Field
    map: str


class Masquerade(Struct, frozen=True, tag=True):
    """`masquerade`: the source becomes the address of the interface the packet leaves by."""


class SnatFromMap(Struct, frozen=True, tag=True):
    """`snat ip to ip saddr map @public`: without an element the rule does nothing."""

    field: Field
    map: str


class DnatFromMap(Struct, frozen=True, tag=True):
    """`dnat ip to ip daddr map @instance`: without an element the rule does nothing."""

    field: Field
    map: str


Statement = Count | Verdict | Jump | VerdictMap | MarkFromMap | Masquerade | SnatFromMap | DnatFromMap


class NftRule(Struct, frozen=True):
    """Matches, all of which must hold, then statements in order; `comment` names the object this rule stands for."""

    matches: tuple[Match, ...]
    statements: tuple[Statement, ...]
    comment: str | None = None
    """At most 128 bytes: the kernel's limit."""


class Hook(Struct, frozen=True):
    """Where a chain hangs in the kernel."""

    type: Literal["filter", "nat"]
    hook: Literal["prerouting", "input", "forward", "output", "postrouting"]
    priority: int
    """raw -300, mangle -150, dstnat -100, filter 0, srcnat 100."""


class NftChain(Struct, frozen=True):
    """Rules in order. With a hook packets enter by it (policy accept); without one only by a jump."""

    name: str
    rules: tuple[NftRule, ...] = ()
    hook: Hook | None = None


class NftSet(Struct, frozen=True):
    """A named set. With `interval` its single ipv4_addr field holds canonical `first-last` ranges."""

    name: str
    key: tuple[KeyType, ...]
    elements: tuple[tuple[str, ...], ...] = ()
    """Sorted; each element has as many parts as `key`."""
    interval: bool = False


class NftMap(Struct, frozen=True):
    """A named map from one field to a mark (decimal), an address, or the chain to jump to."""

    name: str
    key: KeyType
    value: Literal["mark", "ipv4_addr", "verdict"]
    elements: tuple[tuple[str, str], ...] = ()
    """Sorted by key. For verdict maps the value is the name of a chain of the same table."""


class NftTable(Struct, frozen=True):
    """One table of family `ip`, replaced as a whole in one transaction."""

    name: str
    sets: tuple[NftSet, ...] = ()
    maps: tuple[NftMap, ...] = ()
    counters: tuple[str, ...] = ()
    chains: tuple[NftChain, ...] = ()
    """In the order of definition; sets, maps and counters are sorted by name."""
