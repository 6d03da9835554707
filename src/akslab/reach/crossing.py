"""A region at one of netfilter's hooks: filter chains, connection tracking and translation, in the kernel's order.

What is dropped on the way is noted and leaves the region. Where a rule marks or translates only a part, the walk is
begun again with that part (`Narrowed`), so that a walk has one mark, one source and one destination at a time.
"""

from typing import assert_never

from ..net.nftables import (
    Count,
    DnatFromMap,
    Jump,
    MarkFromMap,
    Masquerade,
    SnatFromMap,
    Verdict,
    VerdictMap,
)
from ..trace.connections import Connection, Side, inverse
from ..trace.errors import Undecided
from ..trace.hooks import Entry, Stage
from ..trace.numbers import number_of
from ..trace.sources import own_address
from ..trace.steps import HookName, RuleRef
from ..trace.translation import rewritten, settle
from ..trace.views import View
from .chains import Chain
from .flight import Flight
from .outcomes import Narrowed, ProtocolsDiffer, Stopped
from .ports import EMPTY, Region, join, meet, minus
from .repeating import passes_again
from .terrain import Place

JUMPS_MOST = 16
"""NFT_JUMP_STACK_SIZE: nft refuses deeper ones."""
ALLOWED: dict[Side, tuple[HookName, ...]] = {"source": ("postrouting",), "destination": ("prerouting", "output")}


class Crossing:
    """A region at a hook, with the interfaces it comes in and goes out by (empty: none)."""

    def __init__(
        self, flight: Flight, place: Place, hook: HookName, iifname: str = "", oifname: str = "", towards: int = 0
    ) -> None:
        self.flight, self.place, self.hook = flight, place, hook
        self.iifname, self.oifname, self.towards = iifname, oifname, towards
        self.readdressed = False
        """Whether translation changed the destination."""
        self.entry: Entry | None = None
        self.view: View | None = None

    def look(self, entry: Entry) -> View:
        """Note the chain that is entered, and what nftables sees there."""
        flight = self.flight
        self.entry = entry
        self.view = View(
            self.iifname,
            self.oifname,
            flight.source,
            flight.destination,
            flight.protocol,
            0,
            0,
            flight.state,
            self.place.routing.is_local(flight.destination),
        )
        return self.view


def pass_hook(
    flight: Flight, place: Place, hook: HookName, iifname: str = "", oifname: str = "", towards: int = 0
) -> bool:
    """Take a region past a hook; returns whether its destination was changed. Raises Stopped when nothing is left."""
    staged = place.hooks[hook]
    if not staged:
        return False
    crossing = Crossing(flight, place, hook, iifname, oifname, towards)
    for stage in staged:
        match stage.kind:
            case "chain":
                _traverse(crossing, stage.chains[0])
            case "track":
                _track(flight)
            case "translate":
                _translate(crossing, stage)
            case "confirm":
                _confirm(flight)
    return crossing.readdressed


def _traverse(crossing: Crossing, entry: Entry) -> None:
    view, flight = crossing.look(entry), crossing.flight
    chain = flight.terrain.chain(entry.table, entry.chain.name)
    if flight.exchange.passes_again and flight.leg == "request" and entry.hook.type == "filter":
        steady = flight.terrain.steadiness(crossing.place, entry.table, chain.name)
        if steady != "always":
            flight.exchange.passes_again = steady == "ask" and passes_again(chain, view, flight.whole)
    returned, accepted = _run(crossing, chain, flight.region, 0)
    flight.region = join(returned, accepted)
    if not flight.region:
        raise flight.nothing_left()


def _run(crossing: Crossing, chain: Chain, region: Region, depth: int) -> tuple[Region, Region]:
    """Run a chain for a region: what it returns or leaves at its end, and what it accepts. The rest is dropped."""
    if depth > JUMPS_MOST:
        raise Undecided(f"chain {chain.name} of {crossing.place.name}", f"more than {JUMPS_MOST} jumps")
    view, flight = crossing.view, crossing.flight
    assert view is not None
    pending = chain.index.matching(view)
    if depth:
        flight.note_chain(crossing.place, crossing.entry, chain.name, view)
    if chain.only_judges:
        judged = chain.judge(pending, region, is_reply=flight.is_turned)
        for place, hit in judged.dropped:
            flight.drop(hit, _named(crossing, chain, place))
        return judged.returned, judged.accepted
    boxes = chain.boxes(is_reply=flight.is_turned)
    returned = accepted = EMPTY
    while pending and region:
        place = (pending & -pending).bit_length() - 1
        pending &= pending - 1
        box = boxes[place]
        hit = region if box == flight.whole else meet(region, box)
        if not hit:
            continue
        kind, back, through = _apply(crossing, chain, place, hit, depth)
        if kind == "next":
            continue
        region = back if hit is region else join(minus(region, box), back)
        accepted = join(accepted, through)
        if kind == "return":
            returned = join(returned, hit)
    return join(returned, region), accepted


def _apply(  # noqa: C901, PLR0912 - one branch a form, as in the kernel
    crossing: Crossing, chain: Chain, place: int, hit: Region, depth: int
) -> tuple[str, Region, Region]:
    """Carry out a rule for what it matches: "next", "return" or "end", what a jump gave back, what it accepted."""
    flight = crossing.flight
    for statement in chain.rules[place].statements:
        match statement:
            case Count():
                continue
            case MarkFromMap():
                mark = _element(crossing, statement)
                if mark is None:
                    break
                if hit != flight.region:
                    raise Narrowed(hit)
                flight.mark = int(mark)
            case Verdict(kind=verdict):
                if verdict == "drop":
                    flight.drop(hit, _named(crossing, chain, place))
                kind = "return" if verdict == "return" else "end"
                return kind, EMPTY, hit if verdict == "accept" else EMPTY
            case Jump() | VerdictMap():
                target = statement.chain if isinstance(statement, Jump) else _element(crossing, statement)
                if target is None:
                    break
                return "end", *_jump(crossing, target, hit, depth)
            case Masquerade() | SnatFromMap() | DnatFromMap():
                if hit != flight.region:
                    raise Narrowed(hit)
                if _settle_by(crossing, statement, _named(crossing, chain, place)):
                    return "end", EMPTY, hit
                break
            case _:
                assert_never(statement)
    return "next", EMPTY, EMPTY


def _named(crossing: Crossing, chain: Chain, place: int) -> RuleRef:
    assert crossing.entry is not None
    return RuleRef(crossing.entry.table.name, chain.name, place, chain.rules[place].comment)


def _jump(crossing: Crossing, target: str, hit: Region, depth: int) -> tuple[Region, Region]:
    entry = crossing.entry
    assert entry is not None
    return _run(crossing, crossing.flight.terrain.chain(entry.table, target), hit, depth + 1)


def _element(crossing: Crossing, statement: MarkFromMap | VerdictMap | SnatFromMap | DnatFromMap) -> str | None:
    entry, view = crossing.entry, crossing.view
    assert entry is not None
    assert view is not None
    return entry.table.maps[statement.map].find(view, statement.field)


def _track(flight: Flight) -> None:
    """Find the flight's connection. One that came through `lo` still has the one it left with."""
    if flight.connection is not None:
        return
    flow = flight.flow
    table = flight.table
    if flow not in table.entries:
        flight.note_equal_ports(flow)
    found = table.find(flow, flight.segment)
    if found is None or found[1] is not flight.is_answer or not (found[0].confirmed or flight.leg == "request"):
        if flight.is_mixed:
            raise ProtocolsDiffer
        flight.exchange.is_regular = False
    flight.state = "invalid"
    if found is not None:
        flight.connection, flight.is_reply = found
        if flight.is_reply and not flight.connection.replied:
            flight.connection.replied = True
            flight.exchange.revision += 1
        flight.state = "established" if flight.connection.replied else "new"


def _translate(crossing: Crossing, stage: Stage) -> None:
    """Settle a new connection's translation by the nat chains, and apply what is settled."""
    flight, side = crossing.flight, stage.side
    connection = flight.connection
    assert side is not None
    if connection is None:
        return
    if flight.state == "new" and side not in connection.settled:
        for entry in stage.chains:
            _traverse(crossing, entry)
            if side in connection.settled:
                break
        else:
            _settle(crossing, connection, side, None)
    elif crossing.hook == "postrouting" and not flight.is_reply:
        dev = connection.masquerade_dev
        if dev is not None and dev != crossing.oifname:
            # Linux forgets a masqueraded connection whose packets would now leave by another interface.
            flight.table.forget(connection)
            raise Stopped("translation-lost")
    if not connection.changed:
        return
    destination = flight.destination
    flight.rewrite(rewritten(flight.flow, connection, flight.is_reply, side))
    if flight.destination != destination:
        crossing.readdressed = True


def _settle(crossing: Crossing, connection: Connection, side: Side, address: int | None) -> None:
    flight = crossing.flight
    before = connection.reply
    is_possible = settle(flight.table, connection, side, address)
    moved = (connection.reply[2], connection.reply[4]) != (before[2], before[4])
    if not is_possible or moved:
        raise Undecided(f"connections of {flight.netns}", "two would get the same answers, and one another port")
    flight.note_equal_ports(inverse(connection.reply))
    flight.exchange.revision += 1


def _settle_by(crossing: Crossing, statement: Masquerade | SnatFromMap | DnatFromMap, ref: RuleRef) -> bool:
    """Settle one side as a rule says; False when its map has no element."""
    side: Side = "destination" if isinstance(statement, DnatFromMap) else "source"
    flight, entry = crossing.flight, crossing.entry
    connection = flight.connection
    assert entry is not None
    allowed = (*ALLOWED[side], "input") if isinstance(statement, SnatFromMap) else ALLOWED[side]
    if connection is None or entry.hook.type != "nat" or crossing.hook not in allowed:
        where = f"rule {ref.index} of {ref.table} {ref.chain}"
        raise Undecided(
            where, f"Linux takes no {type(statement).__name__} in a {entry.hook.type} chain at {crossing.hook}"
        )
    if isinstance(statement, Masquerade):
        if not connection.original[1]:
            # From 0.0.0.0: Linux leaves it alone.
            return True
        address = own_address(crossing.place, crossing.oifname, crossing.towards)
        if address is None:
            raise Stopped("translation-lost", ref)
        connection.masquerade_dev = crossing.oifname
    else:
        element = _element(crossing, statement)
        if element is None:
            return False
        address = number_of(element)
    _settle(crossing, connection, side, address)
    return True


def _confirm(flight: Flight) -> None:
    connection = flight.connection
    if connection is not None and not connection.confirmed:
        flight.table.confirm(connection)
        flight.exchange.revision += 1
