"""Network security groups as chains: one per group and direction, shared; one per interface and direction, jumping.

`return` is "allowed here, ask the next group", `drop` is "denied": both the interface's and the subnet's group must
allow (D20). Rules see addresses before the edge's source translation and after its destination translation (D21).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from ..net.nftables import AddressIn, InSet, Jump, Match, NftChain, NftMap, NftRule, NftSet, Port, Protocol, Verdict
from .attachments import Attachment
from .effective_routes import peered_prefixes, table_of
from .errors import CompileError
from .inputs import Inputs, SecurityGroup, SecurityRule, VirtualNetwork
from .names import short_hash
from .ranges import Range, complement, dotted, merged, range_of
from .security_rules import EVERYTHING, ServiceTag, service_tag

PLATFORM_ADDRESS = "168.63.129.16"
"""The host's virtual address: health probes come from it (D22, D23)."""
COMMENT_BYTES = 128
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]")
NOT_IN_COMMENTS = re.compile(r"[^ !#-~]")
LAST_PORT = 65535


class SecurityFilter(Struct, frozen=True):
    """What the security groups of a virtual network add to its table."""

    sets: tuple[NftSet, ...]
    maps: tuple[NftMap, ...]
    chains: tuple[NftChain, ...]


def security_filter(network: VirtualNetwork, ports: Sequence[Attachment], inputs: Inputs) -> SecurityFilter:
    """Compile the groups that apply to `ports`. An interface without any group has no chain: all is allowed."""
    inbound = {port.link: _groups((port.subnet.security_group, port.interface.security_group)) for port in ports}
    outbound = {link: groups[::-1] for link, groups in inbound.items()}
    used = sorted({group for groups in inbound.values() for group in groups})
    tags = service_tag_ranges(network, inputs)
    chains = [
        _group_chain(_group(group_id, inputs), tags, inbound=direction)
        for group_id in used
        for direction in (True, False)
    ]
    return SecurityFilter(
        sets=tuple(_tag_set(tag, tags[tag]) for tag in tags) if used else (),
        maps=(_jumps("nsg_in", "in", inbound), _jumps("nsg_out", "out", outbound)),
        chains=(*chains, *_port_chains("in", inbound, inputs), *_port_chains("out", outbound, inputs)),
    )


def service_tag_ranges(network: VirtualNetwork, inputs: Inputs) -> dict[ServiceTag, tuple[Range, ...]]:
    """Say what the service tags mean inside `network`.

    `VirtualNetwork` holds the prefixes of user-defined routes too (D22), which is how un-translated pod traffic is
    admitted. Azure leaves open whether 0.0.0.0/0 widens it to everything (U6): here it does not.
    """
    tables = [table for table in (table_of(subnet, inputs.tables) for subnet in network.subnets) if table]
    routed = [route.prefix for table in tables for route in table.routes if route.prefix not in EVERYTHING]
    inside = [*network.prefixes, *peered_prefixes(network, inputs.networks), *routed, PLATFORM_ADDRESS]
    virtual_network = merged(map(range_of, inside))
    return {
        "AzureLoadBalancer": (range_of(PLATFORM_ADDRESS),),
        "Internet": complement(virtual_network),
        "VirtualNetwork": virtual_network,
    }


def _groups(ids: Iterable[str | None]) -> tuple[str, ...]:
    # The same group on subnet and interface judges once: it would say the same twice.
    return tuple(dict.fromkeys(group for group in ids if group))


def _group(group_id: str, inputs: Inputs) -> SecurityGroup:
    if group_id not in inputs.security_groups:
        raise CompileError(group_id, "the network security group does not exist")
    return inputs.security_groups[group_id]


def _tag_set(tag: ServiceTag, ranges: tuple[Range, ...]) -> NftSet:
    elements = tuple(sorted((f"{dotted(first)}-{dotted(last)}",) for first, last in ranges))
    return NftSet(tag, ("ipv4_addr",), elements, interval=True)


def _jumps(name: str, direction: str, groups: dict[str, tuple[str, ...]]) -> NftMap:
    inbound = direction == "in"
    elements = tuple(sorted((link, port_chain_name(link, inbound=inbound)) for link, ids in groups.items() if ids))
    return NftMap(name, "ifname", "verdict", elements)


def _port_chains(direction: str, groups: dict[str, tuple[str, ...]], inputs: Inputs) -> Iterator[NftChain]:
    for link, ids in sorted(groups.items()):
        jumps = (Jump(chain_name(_group(each, inputs), inbound=direction == "in")) for each in ids)
        if ids:
            name = port_chain_name(link, inbound=direction == "in")
            yield NftChain(name, tuple(NftRule((), (jump,)) for jump in jumps))


def port_chain_name(link: str, *, inbound: bool) -> str:
    """Name the chain that asks the groups of an interface, by its link in the fabric."""
    return f"{'in' if inbound else 'out'}_{link}"


def chain_name(group: SecurityGroup, *, inbound: bool) -> str:
    """Name the chain of a group's rules in one direction."""
    # nft takes no dots in names; the hash keeps groups apart that differ by them only.
    name = NOT_IN_NAMES.sub("_", group.name)[:80]
    return f"nsg_{'in' if inbound else 'out'}_{name}_{short_hash(group.id)}"


def _group_chain(group: SecurityGroup, tags: dict[ServiceTag, tuple[Range, ...]], *, inbound: bool) -> NftChain:
    rules: list[NftRule] = []
    for rule in group.rules:
        matches = _matches(rule, tags) if rule.inbound is inbound else None
        if matches is not None:
            verdict = Verdict("return" if rule.allow else "drop")
            rules.append(NftRule(matches, (verdict,), _comment(group, rule)))
    return NftChain(chain_name(group, inbound=inbound), tuple(rules))


def _comment(group: SecurityGroup, rule: SecurityRule) -> str:
    priority = f" ({rule.priority})"
    text = NOT_IN_COMMENTS.sub("?", f"NSG {group.name}: {rule.name}")
    return text[: COMMENT_BYTES - len(priority)] + priority


def _matches(rule: SecurityRule, tags: dict[ServiceTag, tuple[Range, ...]]) -> tuple[Match, ...] | None:
    """Compile the matches of a rule; None when no packet can match it."""
    source = _address_match("ip saddr", rule.sources, tags)
    destination = _address_match("ip daddr", rule.destinations, tags)
    if source is None or destination is None:
        return None
    return (*source, *destination, *_protocol_matches(rule))


def _address_match(
    field: Literal["ip saddr", "ip daddr"], values: tuple[str, ...], tags: dict[ServiceTag, tuple[Range, ...]]
) -> tuple[Match, ...] | None:
    if any(value in EVERYTHING for value in values):
        return ()
    tag = service_tag(values[0])
    if tag and len(values) == 1:
        return (InSet((field,), tag),)
    ranges: list[Range] = []
    for value in values:
        tag = service_tag(value)
        ranges += tags[tag] if tag else (range_of(value),)
    dotted_ranges = tuple((dotted(first), dotted(last)) for first, last in merged(ranges))
    return (AddressIn(field, dotted_ranges),) if dotted_ranges else None


def _protocol_matches(rule: SecurityRule) -> Iterator[Match]:
    """Ports are for tcp and udp: a rule of any protocol that names a port means both, one of icmp has none."""
    source, destination = _port_ranges(rule.source_ports), _port_ranges(rule.destination_ports)
    if rule.protocol == "icmp":
        yield Protocol(("icmp",))
        return
    if rule.protocol == "tcp":
        yield Protocol(("tcp",))
    elif rule.protocol == "udp":
        yield Protocol(("udp",))
    elif source or destination:
        yield Protocol(("tcp", "udp"))
    if source:
        yield Port("th sport", source)
    if destination:
        yield Port("th dport", destination)


def _port_ranges(values: tuple[str, ...]) -> tuple[Range, ...]:
    """Canonical port ranges; empty when every port is meant."""
    if "*" in values:
        return ()
    pairs = (value.partition("-") for value in values)
    ranges = merged((int(first), int(last or first)) for first, _, last in pairs)
    return () if ranges == ((0, LAST_PORT),) else ranges
