"""One chain over the whole space of ports: which of them return, are accepted or dropped, for one pair of addresses.

What a rule asks of interfaces, addresses and connection tracking is one answer for a walk; what it asks of protocol and
ports is a box. Chains that only judge are remembered by the rules that could match: many pairs of addresses share them.
"""

from msgspec import Struct

from ..net.nftables import Count, Match, NftRule, Port, Protocol, Verdict
from ..trace.hooks import PreparedChain
from ..trace.matching import MatchIndex
from .ports import EMPTY, Box, PortSpace, Region, join, meet, minus


class Judged(Struct, frozen=True):
    """What becomes of a region in a chain; `dropped` says by which rule."""

    returned: Region
    accepted: Region
    dropped: tuple[tuple[int, Region], ...]


class Chain:
    """A chain, ready for regions."""

    def __init__(self, chain: PreparedChain, space: PortSpace, like: "Chain | None" = None) -> None:
        """Start with what `like` knows, the same chain in another space of ports."""
        self.name, self.rules = chain.name, chain.rules
        self._sets, self._space = chain.sets, space
        self._index: MatchIndex | None = like._index if like else None
        self._boxes: tuple[list[Box], list[Box]] | None = None
        self.only_judges = all(
            isinstance(statement, Count | Verdict) for rule in chain.rules for statement in rule.statements
        )
        self._judged: dict[tuple[int, Region, bool], Judged] = {}

    @property
    def index(self) -> MatchIndex:
        """Return the index of what rules ask besides protocol and ports."""
        if self._index is None:
            stripped = [NftRule(tuple(filter(_is_not_of_ports, rule.matches)), ()) for rule in self.rules]
            self._index = MatchIndex(stripped, self._sets)
        return self._index

    def boxes(self, *, is_reply: bool) -> list[Box]:
        """Return each rule's box."""
        if self._boxes is None:
            boxes = [[self._space.box(rule.matches, is_reply=back) for rule in self.rules] for back in (False, True)]
            self._boxes = boxes[0], boxes[1]
        return self._boxes[is_reply]

    def judge(self, pending: int, region: Region, *, is_reply: bool) -> Judged:
        """Judge a region by those of the rules that `pending` has bits of, in a chain that only judges."""
        key = pending, region, is_reply
        known = self._judged.get(key)
        if known is None:
            known = self._judged[key] = self._judge(pending, region, self.boxes(is_reply=is_reply))
        return known

    def _judge(self, pending: int, region: Region, boxes: list[Box]) -> Judged:
        returned = accepted = EMPTY
        dropped: list[tuple[int, Region]] = []
        while pending and region:
            place = (pending & -pending).bit_length() - 1
            pending &= pending - 1
            verdict = next((each.kind for each in self.rules[place].statements if isinstance(each, Verdict)), None)
            hit = meet(region, boxes[place]) if verdict else EMPTY
            if not hit:
                continue
            region = minus(region, boxes[place])
            if verdict == "drop":
                dropped.append((place, hit))
            elif verdict == "return":
                returned = join(returned, hit)
            else:
                accepted = join(accepted, hit)
        return Judged(join(returned, region), accepted, tuple(dropped))


def _is_not_of_ports(match: Match) -> bool:
    return not isinstance(match, Port | Protocol)
