"""What a network security group does with a set of traffic: every part of it, with the rule that decides (D19, D20).

Traffic is sets of source addresses, destination addresses and destination ports, and the answer is complete, not a
sample (`first_match`). Where a rule's reach is not known (an application security group, a tag), it is judged both
ways: what is denied either way is denied, what is denied one way is open.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Literal

from msgspec import Struct

from ..net.prefixes import PrefixError, first, last, parse_address, parse_prefix
from .fields import certain
from .first_match import Product, first_matches, products_of
from .ids import same
from .resources import NetworkSecurityGroup, SecurityRule
from .spans import ANYWHERE, Span, Spans, common_spans, complement, merged_spans, size_of
from .unknown import CannotJudge, Unknown, known

__all__ = [
    "ANYWHERE",
    "Box",
    "Decision",
    "Direction",
    "Protocol",
    "Span",
    "Spans",
    "Tags",
    "common_spans",
    "complement",
    "decisions",
    "merged_spans",
    "size_of",
    "verdicts",
]

Direction = Literal["Inbound", "Outbound"]
Protocol = Literal["Tcp", "Udp"]

EVERY_PORT: Span = (0, 65535)
PLATFORM: Spans = ((0xA83F8110, 0xA83F8110),)
"""168.63.129.16: health probes and DNS (D23)."""
PRIVATE: Spans = (
    (0x0A000000, 0x0AFFFFFF),
    (0x64400000, 0x647FFFFF),
    (0xAC100000, 0xAC1FFFFF),
    (0xC0A80000, 0xC0A8FFFF),
)
"""10/8, 100.64/10, 172.16/12, 192.168/16: no service tag has addresses of it."""
MOST_BOXES = 20_000
_ALL = ("*", "any", "0.0.0.0/0")
_DEFAULTS: dict[Direction, tuple[tuple[str, int, str, str, bool], ...]] = {
    "Inbound": (
        ("AllowVnetInBound", 65000, "VirtualNetwork", "VirtualNetwork", True),
        ("AllowAzureLoadBalancerInBound", 65001, "AzureLoadBalancer", "*", True),
        ("DenyAllInBound", 65500, "*", "*", False),
    ),
    "Outbound": (
        ("AllowVnetOutBound", 65000, "VirtualNetwork", "VirtualNetwork", True),
        ("AllowInternetOutBound", 65001, "*", "Internet", True),
        ("DenyAllOutBound", 65500, "*", "*", False),
    ),
}


class Box(Struct, frozen=True):
    """Traffic from every address of a span to every address of another, to every port of a third."""

    source: Span
    destination: Span
    ports: Span


class Decision(Struct, frozen=True):
    """A part of the traffic, and the rule that lets it pass or does not."""

    box: Box
    rule: str
    priority: int
    is_allowed: bool


class Verdict(Struct, frozen=True):
    """Whole sets of traffic, and the rule that lets them pass or does not."""

    traffic: Product
    rule: str
    priority: int
    is_allowed: bool


class Place(Struct, frozen=True):
    """An address that nobody knows beforehand: known are tags that hold it, and tags that do not."""

    inside: frozenset[str]
    """Lower-case, whole: `azurecloud.eastus`."""
    outside: frozenset[str] = frozenset()
    """Lower-case, up to the dot: `storage` for `Storage.EastUS` too."""
    is_platform: bool = False
    """Groups do not see what goes there, but for the tags `inside` (D23)."""

    def is_in(self, text: str) -> bool | None:
        """Whether the end of a rule holds it; None where nobody can say."""
        lowered = text.lower()
        if self.is_platform:
            return lowered in self.inside
        if lowered in _ALL or lowered in self.inside:
            return True
        span = span_of(text)
        is_elsewhere = common_spans((span,), PRIVATE) == (span,) if span else ":" in text
        return False if is_elsewhere or lowered.partition(".")[0] in self.outside else None


class Tags(Struct, frozen=True):
    """The addresses of the tags that matter here."""

    network: Spans
    """VirtualNetwork: the network, its peers, the prefixes of user-defined routes (D22)."""
    perhaps: Spans = ()
    """What may be in VirtualNetwork too, and then is not in Internet: what lies behind gateways, all where a default
    route may widen it (U6)."""
    places: tuple[Place, ...] = ()
    """Where traffic goes whose address is not known; `point` is what stands for one in boxes."""


def point(number: int) -> Span:
    """Return the destination that stands for a place of the tags: beyond all IPv4 addresses."""
    return (ANYWHERE[0][1] + 1 + number,) * 2


class _Reach(Struct, frozen=True):
    """A rule as it is matched: what it surely covers, and what it may cover."""

    name: str
    priority: int
    is_allowed: bool
    sources: tuple[Spans, Spans]
    destinations: tuple[Spans, Spans]
    ports: tuple[Spans, Spans]

    @property
    def is_open(self) -> bool:
        return any(sure != possible for sure, possible in (self.sources, self.destinations, self.ports))


def verdicts(
    group: NetworkSecurityGroup, direction: Direction, protocol: Protocol, traffic: Product, tags: Tags
) -> tuple[Verdict, ...]:
    """Return what becomes of each part of `traffic`, by the order of the rules; no two parts overlap.

    Raises CannotJudge where a rule's unknown reach would change it, or where the parts are too many.
    """
    reaches = tuple(_reaches(group, direction, protocol, tags))
    hopeful = _judged(reaches, traffic, denying=0, allowing=1)
    if any(reach.is_open for reach in reaches):
        fearful = _judged(reaches, traffic, denying=1, allowing=0)
        if _denied_size(hopeful) != _denied_size(fearful):
            raise CannotJudge(f"az network nic list-effective-nsg ({group.name})")
    return hopeful


def decisions(
    group: NetworkSecurityGroup, direction: Direction, protocol: Protocol, boxes: Iterable[Box], tags: Tags
) -> tuple[Decision, ...]:
    """Return the same box by box. Raises CannotJudge as `verdicts` does."""
    found: list[Decision] = []
    for traffic in products_of((box.source, box.destination, box.ports) for box in boxes):
        for each in verdicts(group, direction, protocol, traffic, tags):
            ends = product(each.traffic.sources, each.traffic.destinations, each.traffic.ports)
            found += (
                Decision(Box(*spans), each.rule, each.priority, each.is_allowed) for spans in islice(ends, MOST_BOXES)
            )
            if len(found) >= MOST_BOXES:
                raise CannotJudge(f"more than {MOST_BOXES} parts of traffic")
    return tuple(found)


def _judged(reaches: tuple[_Reach, ...], traffic: Product, *, denying: int, allowing: int) -> tuple[Verdict, ...]:
    """Return the verdicts with the sure (0) or the possible (1) reach of rules that deny, and of those that allow."""
    rules = []
    for reach in reaches:
        which = allowing if reach.is_allowed else denying
        rules.append(Product(reach.sources[which], reach.destinations[which], reach.ports[which]))
    return tuple(
        Verdict(part.traffic, reaches[part.rule].name, reaches[part.rule].priority, reaches[part.rule].is_allowed)
        for part in first_matches(traffic, rules)
    )


def _denied_size(found: Iterable[Verdict]) -> int:
    """Return how much is denied: what is denied hopefully is denied fearfully too, so equal sizes are equal parts."""
    return sum(each.traffic.size for each in found if not each.is_allowed)


def _reaches(group: NetworkSecurityGroup, direction: Direction, protocol: Protocol, tags: Tags) -> Iterator[_Reach]:
    """Yield the rules of a direction that are for a protocol, in their order, Azure's own last."""
    rules = known(group.rules, f"az network nsg show --ids {group.id}")
    mine = [rule for rule in rules if same(known(rule.direction, f"direction of rule {rule.name}"), direction)]
    for rule in sorted(mine, key=lambda each: known(each.priority, f"priority of rule {each.name}")):
        if certain(rule.protocol).lower() in ("*", "", protocol.lower()):
            yield _reach(rule, tags)
    for name, priority, source, destination, is_allowed in _DEFAULTS[direction]:
        yield _Reach(
            name, priority, is_allowed, _addresses((source,), tags), _addresses((destination,), tags), _ports(("*",))
        )


def _reach(rule: SecurityRule, tags: Tags) -> _Reach:
    sources, destinations = _addresses(rule.sources, tags), _addresses(rule.destinations, tags)
    if rule.names_application_groups:
        # Which end it is, and which machines are in it, the rule does not say.
        sources, destinations = (_or_nothing(end, tags) for end in (sources, destinations))
    return _Reach(
        rule.name,
        known(rule.priority, f"priority of rule {rule.name}"),
        same(known(rule.access, f"access of rule {rule.name}"), "Allow"),
        sources,
        destinations,
        _or_unsure(_ports(rule.destination_ports), rule.source_ports),
    )


def _or_unsure(ports: tuple[Spans, Spans], source_ports: tuple[str, ...] | Unknown) -> tuple[Spans, Spans]:
    """Return the ports a rule is for; a rule for some source ports surely matches nothing, for anybody may have those."""
    return ports if source_ports in ((), ("*",)) else ((), ports[1])


def _or_nothing(end: tuple[Spans, Spans], tags: Tags) -> tuple[Spans, Spans]:
    return (), end[1] or _everywhere(tags)


def _everywhere(tags: Tags) -> Spans:
    return merged_spans((*ANYWHERE, *map(point, range(len(tags.places)))))


@lru_cache(maxsize=1 << 13)
def _addresses(texts: tuple[str, ...] | Unknown, tags: Tags) -> tuple[Spans, Spans]:
    """Return what prefixes, addresses and tags surely cover, and what they may cover."""
    if isinstance(texts, Unknown):
        return (), _everywhere(tags)
    sure, possible = list[Span](), list[Span]()
    for text in texts:
        spans, others = _address(text, tags)
        sure += spans
        possible += others
        held = [each.is_in(text) for each in tags.places]
        sure += (point(number) for number, is_in in enumerate(held) if is_in)
        possible += (point(number) for number, is_in in enumerate(held) if is_in is not False)
    return merged_spans(sure), merged_spans(possible)


def _address(text: str, tags: Tags) -> tuple[Spans, Spans]:
    lowered = text.lower()
    if lowered in _ALL:
        return ANYWHERE, ANYWHERE
    if lowered == "virtualnetwork":
        return tags.network, merged_spans((*tags.network, *tags.perhaps))
    if lowered == "internet":
        # Everything public (D23); of a public address inside the network it is not told (U6).
        return complement(merged_spans((*PRIVATE, *tags.network, *tags.perhaps))), complement(PRIVATE)
    if lowered == "azureloadbalancer":
        return PLATFORM, PLATFORM
    if span := span_of(text):
        return (span,), (span,)
    if ":" in text:
        return (), ()
    # Any other tag has public addresses, and which is nobody's business here.
    return (), complement(PRIVATE)


@lru_cache(maxsize=1 << 16)
def span_of(text: str) -> Span | None:
    """Return the IPv4 addresses of `10.0.0.0/8`, `10.0.0.4` or `10.0.0.4-10.0.0.9`."""
    low, dash, high = text.partition("-")
    if "/" in text:
        try:
            prefix = parse_prefix(text)
        except PrefixError:
            return None
        return (first(prefix), last(prefix)) if prefix.version == 4 else None
    one = parse_address(low.strip())
    other = parse_address(high.strip()) if dash else one
    return (int(one), int(other)) if one and other and one.version == other.version == 4 else None


def _ports(texts: tuple[str, ...] | Unknown) -> tuple[Spans, Spans]:
    if isinstance(texts, Unknown):
        return (), (EVERY_PORT,)
    spans = []
    for text in texts:
        low, dash, high = text.partition("-")
        if text == "*":
            spans.append(EVERY_PORT)
        elif low.isdecimal() and (high if dash else low).isdecimal():
            spans.append((int(low), int(high if dash else low)))
    merged = merged_spans(spans)
    return merged, merged
