"""Edits of security rules, as somebody makes them: one goes, one comes, one says otherwise, a service tag grows."""

from collections.abc import Callable
from random import Random

from msgspec.structs import replace

from akslab.net.nftables import AddressIn, Match, NftChain, NftRule, NftSet, NftTable, Port, Protocol, Verdict
from akslab.net.state import NetworkState
from akslab.trace.numbers import dotted, number_of

PORTS = (((80, 80),), ((79, 80),), ((1, 1023),), ((8000, 12000),), ((443, 443), (20000, 20000)), ((12001, 12001),))
Rules = tuple[NftRule, ...]


def fabric_of(state: NetworkState) -> str:
    return next(name for name in state if name.startswith("vnet"))


def with_table(state: NetworkState, change: Callable[[NftTable], NftTable]) -> NetworkState:
    """Change the table of the virtual network."""
    fabric = fabric_of(state)
    (only,) = state[fabric].tables
    return {**state, fabric: replace(state[fabric], tables=(change(only),))}


def with_rules(state: NetworkState, name: str, change: Callable[[Rules], Rules]) -> NetworkState:
    """Change the rules of one chain of the virtual network."""

    def changed(chain: NftChain) -> NftChain:
        return replace(chain, rules=change(chain.rules)) if chain.name == name else chain

    return with_table(state, lambda table: replace(table, chains=tuple(map(changed, table.chains))))


def group_chains(state: NetworkState) -> list[str]:
    """Name the chains of security groups."""
    (only,) = state[fabric_of(state)].tables
    return [chain.name for chain in only.chains if chain.name.startswith("nsg_")]


def a_rule(random: Random, addresses: list[str]) -> NftRule:
    """Draw a rule about one of many, about ranges nobody cut before, or about everything."""
    matches: list[Match] = []
    for field in ("ip saddr", "ip daddr"):
        first = number_of(random.choice(addresses))
        span = random.choice((None, (first, first), (first & ~3, first | 3), (first, first + 300)))
        if span:
            matches.append(AddressIn(field, ((dotted(span[0]), dotted(span[1])),)))
    if random.random() < 0.7:
        matches.append(Protocol(("tcp", "udp")))
        matches.append(Port(random.choice(("th dport", "th sport")), random.choice(PORTS)))
    verdict = Verdict(random.choice(("return", "drop")))
    return NftRule(tuple(matches), (verdict,), f"NSG x: drawn ({random.randrange(100, 4096)})")


def edited_rules(state: NetworkState, random: Random) -> NetworkState:
    """Change the rules of one group, or what a service tag means."""
    names = group_chains(state)
    if not names or random.random() < 0.15:
        return with_table(state, lambda table: _other_tag(table, random))
    held = [each.address.partition("/")[0] for netns in state.values() for each in netns.addresses]
    return with_rules(state, random.choice(names), lambda rules: _other_rules(rules, random, held))


def _other_rules(rules: Rules, random: Random, held: list[str]) -> Rules:
    place = random.randrange(len(rules)) if rules else 0
    before, one, after = rules[:place], rules[place : place + 1], rules[place + 1 :]
    match random.choice(("gone", "come", "come", "turned", "moved", "several")):
        case "gone":
            return (*before, *after)
        case "turned":
            turned = (replace(each, statements=(_opposite(each),)) for each in one)
            return (*before, *turned, *after)
        case "moved":
            return (*after, *one, *before)
        case "several":
            return (*before, a_rule(random, held), *after[1:], a_rule(random, held))
        case _:
            return (*before, a_rule(random, held), *one, *after)


def _opposite(rule: NftRule) -> Verdict:
    return Verdict("return" if Verdict("drop") in rule.statements else "drop")


def _other_tag(table: NftTable, random: Random) -> NftTable:
    """Take a range out of a tag's set, or let it hold less of one."""
    tags = [each for each in table.sets if each.interval and each.elements]
    if not tags:
        return table
    tag = random.choice(tags)
    place = random.randrange(len(tag.elements))
    (text,) = tag.elements[place]
    first, _, last = text.partition("-")
    middle = (number_of(first) + number_of(last)) // 2
    less = ((f"{first}-{dotted(middle)}",),) if random.random() < 0.6 else ()
    elements = (*tag.elements[:place], *less, *tag.elements[place + 1 :])
    changed: NftSet = replace(tag, elements=elements)
    return replace(table, sets=tuple(changed if each is tag else each for each in table.sets))
