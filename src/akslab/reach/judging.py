"""Whether a network is as somebody expects, for every sender, receiver and port that is meant; else one packet that isn't.

What must not be reached is judged for every address of a range, whoever has it or nobody. What must be reached, for
every endpoint in it. Clients send from ports of 1024 and above; what must not arrive must not arrive from any port.
What something unknown could make otherwise holds neither way (`doubts`).
"""

import difflib
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..compile.effective_routes import PRIVATE_PREFIXES
from ..trace.numbers import dotted, is_host
from ..trace.packets import Packet
from ..trace.prepared import prepare
from ..trace.sending import send
from ..trace.traces import Trace
from .census import Range, range_of
from .doubts import Doubt, Doubts, Looks, NoDoubts, Open, Undecided, parted
from .endpoints import Endpoint, cidr_of, picks
from .engine import Reach
from .expectations import Expectation, Ports
from .gatherings import examples
from .matrix import passages_of
from .outcomes import End, Unsettled
from .ports import Flows
from .samples import source_port
from .sentences import ReachError, Sentence, sentence

FIRST_CLIENT_PORT = 1024
MOST_NAMED = 6


class Counterexample(Struct, frozen=True):
    """A packet that does what nobody expected, and its whole trace."""

    sender: str
    receiver: str
    packet: Packet
    end: End
    trace: Trace | None
    """None where the trace does not settle it."""


class Judgement(Struct, frozen=True):
    """What came of one expectation: it holds, or it fails, or what is known does not settle it."""

    expectation: Expectation
    pairs: int
    """How many pairs of groups were judged: of none nothing can be expected, which is refused."""
    counterexample: Counterexample | None
    undecided: Undecided | None = None

    @property
    def holds(self) -> bool:
        """Whether it holds, and nothing unknown could make it otherwise."""
        return self.counterexample is None and self.undecided is None


def judge(
    reach: Reach, endpoints: Sequence[Endpoint], expectations: Iterable[Expectation], doubts: Doubts | None = None
) -> tuple[Judgement, ...]:
    """Judge every expectation; without `doubts` the state is taken at its word.

    Raises ReachError, with its line, for a selector that means nobody.
    """
    return tuple(_judged(reach, endpoints, each, doubts or NoDoubts()) for each in expectations)


def _judged(reach: Reach, endpoints: Sequence[Endpoint], expected: Expectation, doubts: Doubts) -> Judgement:
    senders, receivers = _both_ends(reach, endpoints, expected)
    others = parted(reach, receivers, doubts)
    pairs, looks = 0, Looks(doubts)
    for mine in parted(reach, senders, doubts):
        for its in others:
            for kinship, one, other in examples(reach, mine, its):
                if kinship == "itself":
                    continue
                pairs += 1
                found = _against(reach, expected, one, other, looks)
                if found is not None:
                    return Judgement(expected, pairs, found)
    if not pairs:
        raise ReachError(sentence("expect.itself", text=", ".join(expected.receivers)), expected.line)
    return Judgement(expected, pairs, None, looks.undecided())


def _both_ends(
    reach: Reach, endpoints: Sequence[Endpoint], expected: Expectation
) -> tuple[list[Endpoint], list[Endpoint]]:
    senders = meant(endpoints, expected.senders, expected.line)
    may_be_empty = expected.sense == "must-not"
    receivers = list(meant(endpoints, expected.receivers, expected.line, addresses_too=True, empty_too=may_be_empty))
    if may_be_empty:
        receivers += _unnamed(reach, expected.receivers, {each.address for each in receivers})
    sending = [each for each in senders if each.netns]
    if not sending:
        raise ReachError(sentence("expect.silent", text=", ".join(expected.senders)), expected.line)
    return sending, receivers


def meant(
    endpoints: Sequence[Endpoint],
    selectors: Iterable[str],
    line: int,
    *,
    addresses_too: bool = False,
    empty_too: bool = False,
) -> tuple[Endpoint, ...]:
    """List the endpoints that selectors mean; an address that nobody has may be meant as such, and an empty range.

    Raises ReachError, with the line it is given, for a selector that means nobody.
    """
    found: dict[int, Endpoint] = {}
    for selector in selectors:
        span = span_of(selector, line)
        those = {number: each for number, each in enumerate(endpoints) if picks(selector, each)}
        found |= those
        if not those:
            is_single = span is not None and span[0] == span[1]
            if span is None or not ((is_single and addresses_too) or empty_too):
                raise ReachError(_nobody(selector, endpoints), line)
            if is_single:
                found[-1 - len(found)] = bare(span[0])
    return tuple(found.values())


def span_of(selector: str, line: int) -> Range | None:
    """Read a selector as a range, None where it is none. Raises ReachError for what only looks like one."""
    try:
        return cidr_of(selector)
    except ValueError:
        raise ReachError(sentence("expect.cidr", text=selector), line) from None


def _nobody(selector: str, endpoints: Sequence[Endpoint]) -> Sentence:
    what, colon, wanted = selector.partition(":")
    known = dict.fromkeys(each.name for each in endpoints)
    if colon and what == "group":
        known = dict.fromkeys(group for each in endpoints for group in each.groups)
    elif colon and what == "kind":
        known = dict.fromkeys(each.kind for each in endpoints)
    elif colon and what == "label":
        known = dict.fromkeys(f"{key}={value}" for each in endpoints for key, value in each.labels)
    near = difflib.get_close_matches(wanted if colon else selector, known, n=3, cutoff=0.6)
    names = near or list(known)[:MOST_NAMED]
    listed = ", ".join(names) or "-"
    return sentence(
        "expect.nobody", text=selector, near=sentence("expect.near" if near else "expect.some", names=listed)
    )


def bare(address: int) -> Endpoint:
    """Return an address as an endpoint that only receives."""
    return Endpoint(name=dotted(address), kind="address", netns=None, address=dotted(address))


def _unnamed(reach: Reach, selectors: Iterable[str], named: set[str]) -> Iterator[Endpoint]:
    """Yield what else is in the ranges that are meant: addresses without a name, and each kind of those nobody has."""
    for span in filter(None, map(cidr_of, selectors)):
        for address, (owner, *others) in reach.census.owners.items():
            if span[0] <= address <= span[1] and dotted(address) not in named:
                yield replace(bare(address), netns=None if others else owner)
        for piece in _pieces(span):
            yield from map(bare, unheld_addresses(reach, piece))


def _pieces(span: Range) -> Iterator[Range]:
    """Yield a range in pieces that are private as a whole, or public: other things may be unknown of the ones (D1, D28)."""
    cuts = {end for first, last in map(range_of, PRIVATE_PREFIXES) for end in (first, last + 1)}
    starts = [span[0], *sorted(each for each in cuts if span[0] < each <= span[1])]
    yield from zip(starts, [*(each - 1 for each in starts[1:]), span[1]], strict=True)


def unheld_addresses(reach: Reach, span: Range) -> Iterator[int]:
    """Yield addresses of a range that nobody has: one for each kind of them that a state tells apart."""
    seen = set()
    for first, last in reach.classes.atoms.within(span):
        address = next((each for each in range(first, last + 1) if each not in reach.census.owners), None)
        if address is None or not is_host(address):
            continue
        kind = reach.classes.likeness.kind_of_unheld(address)
        if kind not in seen:
            seen.add(kind)
            yield address


def _against(
    reach: Reach, expected: Expectation, one: Endpoint, other: Endpoint, looks: Looks
) -> Counterexample | None:
    """Find a packet from one endpoint to another that contradicts an expectation for sure; `looks` notes what is open."""
    pair = reach.pair(one.netns or "", reach.census.number(other.address))
    for passage in passages_of(reach, pair, one, other):
        for flows in passage.flows:
            for packet in _meant_packets(expected, flows, other):
                if isinstance(passage.end, Unsettled):
                    reason = Doubt(f"{passage.end.where}: {passage.end.why}")
                    looks.note(one, other, Open(one.name, other.name, packet, None, (reason,)))
                    continue
                is_sure = looks.is_sure(one, other, packet, arrives=passage.arrives)
                if is_sure and passage.arrives is not (expected.sense == "must"):
                    return _shown(reach, one, other, packet, passage.end)
    return None


def _meant_packets(expected: Expectation, flows: Flows, other: Endpoint) -> Iterator[Packet]:
    """Yield a packet of some flows for each of the ports that an expectation means."""
    least = FIRST_CLIENT_PORT if expected.sense == "must" and flows.protocol != "icmp" else 0
    source = source_port(flows.source_ports, least)
    for wanted in expected.ports:
        port = _common(wanted, flows)
        if port is not None and source is not None:
            yield Packet(destination=other.address, protocol=flows.protocol, source_port=source, destination_port=port)


def _common(wanted: Ports, flows: Flows) -> int | None:
    if wanted.protocol != flows.protocol:
        return None
    for first, last in flows.destination_ports:
        if first <= wanted.last and wanted.first <= last:
            return max(first, wanted.first)
    return None


def _shown(reach: Reach, one: Endpoint, other: Endpoint, packet: Packet, end: End) -> Counterexample:
    try:
        trace = send(prepare(reach.state), one.netns or "", packet)
    except ValueError:
        trace = None
    return Counterexample(one.name, other.name, packet, end, trace)
