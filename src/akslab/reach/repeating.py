"""Whether what follows a handshake passes wherever its first packet passed, so that it need not be walked.

The same packet comes by again, now of a known connection. Chains that ask for no state say the same. One that asks lets
it pass where the first rule that only now matches accepts everything: what came that far once comes that far again.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from ..net.nftables import ConntrackState, Jump, MarkFromMap, NftChain, NftTable, Verdict, VerdictMap
from ..trace.views import View
from .chains import Chain
from .ports import Box

ACCEPT = (Verdict("accept"),)


def steadiness(table: NftTable, name: str) -> str:
    """Say of a chain with a hook whether state changes what it does: "always" the same, perhaps ("ask"), or "walk" it."""
    entered = [chain for chain in table.chains if chain.name == name]
    inner = [chain for chain in table.chains if chain.hook is None] if _has(entered, Jump, VerdictMap) else []
    if not _asks([*entered, *inner]):
        return "always"
    return "walk" if _asks(inner) or _has([*entered, *inner], MarkFromMap) else "ask"


def passes_again(chain: Chain, view: View, whole: Box) -> bool:
    """Whether a chain that asks for state itself lets pass as established what it lets pass as new."""
    now, later = chain.index.matching(view), chain.index.matching(replace(view, state="established"))
    only_later = later & ~now
    first = only_later & -only_later
    if not first or (now ^ later) & (first - 1):
        return False
    place = first.bit_length() - 1
    return chain.boxes(is_reply=False)[place] == whole and chain.rules[place].statements == ACCEPT


def _asks(chains: Iterable[NftChain]) -> bool:
    return any(isinstance(match, ConntrackState) for chain in chains for rule in chain.rules for match in rule.matches)


def _has(chains: Iterable[NftChain], *forms: type) -> bool:
    return any(
        isinstance(statement, forms) for chain in chains for rule in chain.rules for statement in rule.statements
    )
