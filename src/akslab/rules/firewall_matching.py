"""Whether a rule of a firewall may let nodes get what they need: yes, no, or open where the file does not tell.

What a tag, a group of addresses or a category holds is nowhere to be seen: those may hold it, which counts as yes.
"""

from collections.abc import Callable

from .node_needs import Need
from .resources import FirewallRule
from .security_evaluation import Place, Spans, common_spans, span_of
from .unknown import Maybe, Unknown

_AKS_TAG = "azurekubernetesservice"
"""Of names of hosts: all that AKS needs (D32)."""
_OTHER_TAGS = ("windowsupdate", "windowsdiagnostics", "microsoftactiveprotectionservice", "azurebackup", "hdinsight")
"""Tags of names that are for something else."""
Answer = bool | None
"""None: the file leaves it open."""


def allows(rule: FirewallRule, need: Need, place: Place, sources: Spans) -> Answer:
    """Return whether a rule may let nodes of these addresses get to a need, which is at a place."""
    return _all(
        _told(rule.allows),
        _any(_told(rule.is_for_groups), _one_of(rule.sources, lambda text: _holds_some(text, sources))),
        _by_name(rule, need) if rule.is_for_names else _by_address(rule, need, place),
    )


def _by_name(rule: FirewallRule, need: Need) -> Answer:
    return _all(
        _one_of(rule.protocols, lambda text: text.lower() == f"https:{need.ports[0]}"),
        _any(
            _told(rule.reaches_further),
            _one_of(rule.hosts, lambda text: _is_host(text, need)),
            _one_of(rule.host_tags, lambda text: text.lower() not in _OTHER_TAGS),
        ),
    )


def _by_address(rule: FirewallRule, need: Need, place: Place) -> Answer:
    return _all(
        _one_of(rule.protocols, lambda text: text.lower() in ("any", need.protocol.lower())),
        _one_of(rule.ports, lambda text: _has_port(text, need.ports[0])),
        _any(
            _told(rule.reaches_further),
            _one_of(rule.hosts, lambda text: _is_host(text, need)),
            _one_of(rule.destinations, lambda text: place.is_in(text) is not False),
        ),
    )


def _told(value: Maybe[bool]) -> Answer:
    return None if isinstance(value, Unknown) else value


def _one_of(texts: Maybe[tuple[str, ...]], is_meant: Callable[[str], bool]) -> Answer:
    return None if isinstance(texts, Unknown) else any(map(is_meant, texts))


def _all(*answers: Answer) -> Answer:
    return False if False in answers else None if None in answers else True


def _any(*answers: Answer) -> Answer:
    return True if True in answers else None if None in answers else False


def _holds_some(text: str, addresses: Spans) -> bool:
    """Whether a source is for some of these addresses; of one that is none nobody knows."""
    span = span_of(text)
    return span is None or bool(common_spans((span,), addresses))


def _has_port(text: str, port: int) -> bool:
    low, dash, high = text.partition("-")
    numbers = [each for each in (low, high if dash else low) if each.isdecimal()]
    return len(numbers) < 2 or int(numbers[0]) <= port <= int(numbers[1])


def _is_host(text: str, need: Need) -> bool:
    """Whether a name, or all names with one ending, may be one of those needed."""
    return any(_meet(text.lower(), host) for host in need.hosts)


def _meet(one: str, other: str) -> bool:
    """Whether two names may be one: `*` before a name stands for any beginning."""
    ends = [each.removeprefix("*") for each in (one, other)]
    if "*" not in (one[:1], other[:1]):
        return one == other
    if one[:1] != "*":
        return one.endswith(ends[1])
    return other.endswith(ends[0]) or (other[:1] == "*" and ends[0].endswith(ends[1]))
