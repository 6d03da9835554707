"""Pieces of what reach says: flows, ends, ports, names of groups."""

from collections.abc import Iterable, Sequence

from ..trace.steps import AddressRef, RouteRef, RuleRef
from .matrix import Group
from .outcomes import End, Unsettled
from .ports import LAST_PORT, Flows, Span
from .sentences import Speaker
from .telling import Told, written_words

EVERY_PORT = ((0, LAST_PORT),)
MOST_SPANS = 12


def group_words(group: Group, speak: Speaker) -> str:
    """Name a group by its first endpoint and how many are like it."""
    more = len(group.members) - 1
    return speak("text.alike", name=group.name, n=f"{more:,}") if more else group.name


def flows_words(flows: Sequence[Flows], speak: Speaker) -> str:
    """Write a part of all flows: `everything`, `tcp 1-79, 81-65535; udp 53`."""
    if is_everything(flows):
        return speak("text.everything")
    return "; ".join(_flow_words(each, speak) for each in flows) or speak("text.nothing")


def is_everything(flows: Iterable[Flows]) -> bool:
    """Whether flows are all that there are."""
    whole = [each.protocol for each in flows if _is_whole(each)]
    return sorted(whole) == ["icmp", "tcp", "udp"]


def _is_whole(flows: Flows) -> bool:
    return flows.source_ports == EVERY_PORT and flows.destination_ports == EVERY_PORT


def _flow_words(flows: Flows, speak: Speaker) -> str:
    if _is_whole(flows):
        return speak("text.all-of", protocol=flows.protocol)
    ports = spans_words(flows.destination_ports)
    if flows.source_ports == EVERY_PORT:
        return speak("text.ports", protocol=flows.protocol, ports=ports)
    return speak("text.from-ports", protocol=flows.protocol, ports=ports, sources=spans_words(flows.source_ports))


def spans_words(spans: Sequence[Span]) -> str:
    """Write ranges of ports; of very many the first ones, and how many more."""
    words = [str(first) if first == last else f"{first}-{last}" for first, last in spans[:MOST_SPANS]]
    more = [f"… (+{len(spans) - MOST_SPANS})"] if len(spans) > MOST_SPANS else []
    return ", ".join([*words, *more])


def end_words(end: End | Unsettled, speak: Speaker, told: Told | None = None) -> str:
    """Say how a flow that does not arrive ends, and which object decided: as it was told, or in the state's own names."""
    if isinstance(end, Unsettled):
        return f"{end.where}: {end.why}"
    if told is not None and told.why:
        return speak("why.told", leg=speak(f"leg.{end.leg}"), why=written_words(told.why, told.by))
    decider = end.decider
    rule = f"{decider.table} {decider.chain}[{decider.index}]" if isinstance(decider, RuleRef) else ""
    if isinstance(decider, RuleRef) and decider.comment:
        rule = decider.comment
    values = {
        "leg": speak(f"leg.{end.leg}"),
        "netns": end.netns,
        "rule": rule,
        "route": decider.dst if isinstance(decider, RouteRef) else "",
        "address": decider.address if isinstance(decider, AddressRef) else "",
    }
    words = speak(f"why.{end.disposition}", **values)
    return words[:1].upper() + words[1:] if speak.language == "en" and words.startswith("the ") else words
