"""Whether a network is as somebody expects, for every sender, receiver and port that is meant; else one packet that isn't.

What must not be reached is judged at every address it has, and for every address of a range, whoever has it or nobody;
what must be reached, at the address that it is asked for. Clients send from ports of 1024 and above; what must not arrive
must not arrive from any port, and from none of its sender's addresses.
What something unknown could make otherwise holds neither way (`doubts`).
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..trace.packets import Packet
from ..trace.prepared import prepare
from ..trace.sending import send
from ..trace.traces import Trace
from .doubts import Doubt, Doubts, Looks, Meant, NoDoubts, Open, Undecided, parted
from .endpoints import Endpoint
from .engine import Reach
from .expectations import Expectation, Ports
from .gatherings import at_public, examples, way_between
from .matrix import passages_of
from .outcomes import End, Unsettled
from .ports import Flows, Span
from .samples import source_port
from .selecting import Find, at_every_address, from_every_address, meant, unfound, unnamed
from .sentences import ReachError, sentence

FIRST_CLIENT_PORT = 1024


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
    reach: Reach,
    endpoints: Sequence[Endpoint],
    expectations: Iterable[Expectation],
    doubts: Doubts | None = None,
    find: Find = unfound,
) -> tuple[Judgement, ...]:
    """Judge every expectation; without `doubts` the state is taken at its word. `find` knows more names than endpoints do.

    Raises ReachError, with its line, for a selector that means nobody.
    """
    return tuple(_judged(reach, endpoints, each, doubts or NoDoubts(), find) for each in expectations)


def _judged(
    reach: Reach, endpoints: Sequence[Endpoint], expected: Expectation, doubts: Doubts, find: Find
) -> Judgement:
    pairs, looks = 0, Looks(doubts)
    for senders, receivers in _both_ends(reach, endpoints, expected, find):
        others = parted(reach, receivers, doubts)
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
    reach: Reach, endpoints: Sequence[Endpoint], expected: Expectation, find: Find
) -> Iterator[tuple[list[Endpoint], list[Endpoint]]]:
    """Yield senders with the receivers they are judged for: at every address, or at the one they would ask for."""
    sending = [each for each in meant(endpoints, expected.senders, expected.line, find=find) if each.netns]
    may_be_empty = expected.sense == "must-not"
    receivers = list(
        meant(endpoints, expected.receivers, expected.line, addresses_too=True, empty_too=may_be_empty, find=find)
    )
    if not sending:
        raise ReachError(sentence("expect.silent", text=", ".join(expected.senders)), expected.line)
    if may_be_empty:
        receivers = list(at_every_address(reach, receivers))
        receivers += unnamed(reach, expected.receivers, {each.address for each in receivers})
        yield list(from_every_address(sending)), receivers
        return
    for senders, those in (
        ([each for each in sending if each.kind != "internet"], receivers),
        ([each for each in sending if each.kind == "internet"], list(map(at_public, receivers))),
    ):
        if senders:
            yield senders, those


def _against(
    reach: Reach, expected: Expectation, one: Endpoint, other: Endpoint, looks: Looks
) -> Counterexample | None:
    """Find a packet from one endpoint to another that contradicts an expectation for sure; `looks` notes what is open."""
    pair = reach.pair(*way_between(reach, one, other))
    for passage in passages_of(reach, pair, one, other):
        for flows in passage.flows:
            for asked in _meant_packets(expected, flows, one, other):
                packet = asked.packet
                if isinstance(passage.end, Unsettled):
                    reason = Doubt(f"{passage.end.where}: {passage.end.why}")
                    looks.note(one, other, Open(one.name, other.name, packet, None, (reason,)))
                    continue
                is_sure = looks.is_sure(one, other, asked, arrives=passage.arrives)
                if is_sure and passage.arrives is not (expected.sense == "must"):
                    found = _shown(reach, one, other, packet, passage.end)
                    if not _is_elsewhere(found, other):
                        return found
    return None


def _is_elsewhere(found: Counterexample, other: Endpoint) -> bool:
    """Whether a packet arrives at somebody else than was meant, who has the same address where it goes."""
    if not other.of or found.trace is None or found.trace.disposition != "delivered":
        return False
    return found.trace.legs[0].hops[-1].netns != other.of


def _meant_packets(expected: Expectation, flows: Flows, one: Endpoint, other: Endpoint) -> Iterator[Meant]:
    """Yield a packet of some flows for each of the ports that an expectation means."""
    least = FIRST_CLIENT_PORT if expected.sense == "must" and flows.protocol != "icmp" else 0
    source = source_port(flows.source_ports, least)
    for wanted in expected.ports:
        common = _common(wanted, flows)
        if common and source is not None:
            packet = Packet(
                destination=other.address,
                source=one.source or None,
                protocol=flows.protocol,
                source_port=source,
                destination_port=common[0][0],
            )
            yield Meant(packet, Flows(flows.protocol, flows.source_ports, common))


def _common(wanted: Ports, flows: Flows) -> tuple[Span, ...]:
    """Return the destination ports of some flows that are among those wanted."""
    if wanted.protocol != flows.protocol:
        return ()
    cut = ((max(first, wanted.first), min(last, wanted.last)) for first, last in flows.destination_ports)
    return tuple((first, last) for first, last in cut if first <= last)


def _shown(reach: Reach, one: Endpoint, other: Endpoint, packet: Packet, end: End) -> Counterexample:
    try:
        trace = send(prepare(reach.state), one.netns or "", packet)
    except ValueError:
        trace = None
    return Counterexample(one.name, other.name, packet, end, trace)
