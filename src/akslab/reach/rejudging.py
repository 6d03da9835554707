"""After an edit of filters: which walks would be judged otherwise, and which only have their rules elsewhere in a chain.

A walk notes every chain it was judged by, and what it looked like there. Where the rules that could match it are the
same ones in the same order, it ends as it did; rules are named by their place, so that may have to be written anew.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..trace.steps import RuleRef
from .exchanges import Walked
from .filters import ChainEdit, ChainName, FilterEdit
from .outcomes import End, Part

if TYPE_CHECKING:
    from .chains import Chain
    from .engine import Key, Pair, Reach


class Rejudged:
    """What becomes of the walks of one state under the filters of another."""

    def __init__(self, before: "Reach", after: "Reach", filters: FilterEdit) -> None:
        self.stale: set[Key] = set()
        """The pairs that have to be walked again."""
        self.renumbered: dict[Key, Pair] = {}
        """Those that end as they did, by rules that have other places."""
        self._filters = filters
        self._chains = {name: (_chain(before, name), _chain(after, name)) for name in filters.chains}
        self.judged: set[Key] = {key for name in filters.chains for key in before.askers.get(name, ())}
        """All of whom a chain that the edit changes was asked."""
        for key in self.judged:
            pair = before.pairs.get(key)
            if pair is None:
                continue
            if not self._is_judged_alike(pair.walked):
                self.stale.add(key)
                continue
            parts = tuple(map(self._named_anew, pair.walked.parts))
            if parts != pair.walked.parts:
                self.renumbered[key] = pair.with_parts(parts)

    def _is_judged_alike(self, came: Walked) -> bool:
        for netns, table, chain, view in came.asked:
            name = netns, table, chain
            edit = self._filters.chains.get(name)
            if edit is not None:
                before, after = self._chains[name]
                if not edit.is_judging_alike(before.index.matching(view), after.index.matching(view)):
                    return False
        return True

    def _named_anew(self, part: Part) -> Part:
        end = part.end
        rule = end.decider if isinstance(end, End) else None
        if not isinstance(end, End) or not isinstance(rule, RuleRef):
            return part
        edit: ChainEdit | None = self._filters.chains.get((end.netns, rule.table, rule.chain))
        place = edit.places[rule.index] if edit else rule.index
        if place == rule.index:
            return part
        return replace(part, end=replace(end, decider=replace(rule, index=place)))


def _chain(reach: "Reach", name: ChainName) -> "Chain":
    table, chain = reach.terrain.netns(name[0]).chain_of(name)
    return reach.terrain.chain(table, chain)
