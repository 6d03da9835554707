"""A packet at one of netfilter's hooks: filter chains, connection tracking and translation, in the kernel's order."""

from collections.abc import Callable
from typing import assert_never

from ..net.nftables import (
    Count,
    DnatFromMap,
    Field,
    Jump,
    MarkFromMap,
    Masquerade,
    NftRule,
    SnatFromMap,
    Verdict,
    VerdictMap,
)
from .connections import Connection, Side
from .errors import Undecided
from .hooks import Entry, PreparedChain, Stage
from .journey import Ended, Journey
from .matching import lowest
from .numbers import dotted, number_of
from .prepared import Netns
from .sets import field_of
from .sources import own_address
from .steps import ElementRef, Filtered, HookName, Marked, RuleRef, Tracked, Translated
from .translation import rewritten, settle
from .views import View

JUMPS_MOST = 16
"""NFT_JUMP_STACK_SIZE: nft refuses deeper ones."""


def _nothing() -> None:
    pass


class Crossing:
    """A packet at a hook, with the interfaces it comes in and goes out by (empty: none)."""

    def __init__(
        self, journey: Journey, netns: Netns, hook: HookName, iifname: str = "", oifname: str = "", towards: int = 0
    ) -> None:
        """`towards` is the next hop, for whose sake `masquerade` chooses among the addresses of an interface."""
        self.journey, self.netns, self.hook = journey, netns, hook
        self.iifname, self.oifname, self.towards = iifname, oifname, towards
        self.readdressed: Callable[[], None] = _nothing
        """Called when translation has changed the destination."""
        self.settled_by: RuleRef | None = None
        """The rule that decided this packet's translation just now, and the map's element that said to what."""
        self.element: ElementRef | None = None

    def view(self) -> View:
        """Return what nftables sees."""
        return self.journey.view(self.netns, self.iifname, self.oifname)


def cross(crossing: Crossing) -> None:
    """Take a packet past a hook. Raises Ended when it is dropped there."""
    for stage in crossing.netns.hooks[crossing.hook]:
        match stage.kind:
            case "chain":
                traverse(crossing, stage.chains[0])
            case "track":
                _track(crossing)
            case "translate":
                _translate(crossing, stage)
            case "confirm":
                _confirm(crossing.journey)


def traverse(crossing: Crossing, entry: Entry) -> None:
    """Try a chain's rules, and those of the chains they jump to, until one decides. Raises Ended for `drop`."""
    journey, view = crossing.journey, crossing.view()
    chain = entry.chain
    stack: list[tuple[PreparedChain, int]] = []
    pending = _matching(crossing, chain, view)
    while True:
        if not pending:
            if not stack:
                end = entry.table.name, entry.chain.name
                journey.add(Filtered(crossing.hook, *end, None, "accept", None, None, journey.headers()))
                return
            chain, pending = stack.pop()
            continue
        place = lowest(pending)
        pending &= pending - 1
        ref = RuleRef(entry.table.name, chain.name, place, chain.rules[place].comment)
        if chain.rules[place].statements and journey.is_spared(ref):
            continue
        verdict, target = _apply(crossing, entry, chain.rules[place], ref, view)
        if verdict == "accept":
            return
        if verdict == "return":
            pending = 0
        elif verdict == "jump":
            if len(stack) >= JUMPS_MOST:
                raise Undecided(f"chain {entry.table.name} {chain.name}", f"more than {JUMPS_MOST} jumps")
            stack.append((chain, pending))
            chain = entry.table.chains[target]
            pending = _matching(crossing, chain, view)


def _matching(crossing: Crossing, chain: PreparedChain, view: View) -> int:
    """Return the bits of a chain's rules that match; connection tracking puts fragments together before any chain."""
    if crossing.journey.is_fragmented and not crossing.netns.tracks and chain.reads_ports:
        raise Undecided(f"chain {chain.name} of {crossing.netns.name}", "it looks at ports, fragments have none")
    return chain.index.matching(view)


def _apply(  # noqa: C901 - one branch a form, as in the kernel
    crossing: Crossing, entry: Entry, rule: NftRule, ref: RuleRef, view: View
) -> tuple[str, str]:
    """Carry out a matching rule: "continue", "accept", "return", "jump" with its chain, or "break" (as if no match)."""
    journey, hook = crossing.journey, crossing.hook
    marked = False
    for statement in rule.statements:
        match statement:
            case Count():
                continue
            case MarkFromMap(field=field, map=name):
                element = _element(entry, name, field, view)
                if element is None:
                    return "break", ""
                journey.mark, marked = int(element.value), True
                journey.add(Marked(hook, ref, element, journey.changed()))
            case Verdict(kind=kind):
                journey.add(Filtered(hook, ref.table, ref.chain, ref, kind, None, None, journey.headers()))
                if kind == "drop":
                    raise Ended("filtered", ref)
                return kind, ""
            case Jump(chain=target):
                journey.add(Filtered(hook, ref.table, ref.chain, ref, "jump", target, None, journey.headers()))
                return "jump", target
            case VerdictMap(field=field, map=name):
                element = _element(entry, name, field, view)
                if element is None:
                    return "break", ""
                target = element.value
                journey.add(Filtered(hook, ref.table, ref.chain, ref, "jump", target, element, journey.headers()))
                return "jump", target
            case Masquerade() | SnatFromMap() | DnatFromMap():
                return ("accept", "") if _settle_by(crossing, entry, statement, ref, view) else ("break", "")
            case _:
                assert_never(statement)
    if not marked:
        journey.add(Filtered(hook, ref.table, ref.chain, ref, "continue", None, None, journey.headers()))
    return "continue", ""


def _element(entry: Entry, name: str, field: Field, view: View) -> ElementRef | None:
    """Find a map's element for the packet's field, None when it has none."""
    value = entry.table.maps[name].find(view, field)
    if value is None:
        return None
    key = field_of(view, field)
    return ElementRef(name, key if isinstance(key, str) else dotted(key), value)


def _track(crossing: Crossing) -> None:
    """Find the packet's connection. One that came through `lo` still has the one it left with."""
    journey = crossing.journey
    if journey.connection is None:
        found = journey.table.find(journey.flow, journey.segment)
        journey.state = "invalid"
        if found is not None:
            journey.connection, journey.is_reply = found
            if journey.is_reply and not journey.connection.replied:
                journey.connection.replied = True
                journey.connections.revision += 1
            journey.state = "established" if journey.connection.replied else "new"
    journey.add(Tracked(crossing.hook, journey.state, journey.headers()))


def _translate(crossing: Crossing, stage: Stage) -> None:
    """Settle a new connection's translation by the nat chains, and apply what is settled."""
    journey, connection, side = crossing.journey, crossing.journey.connection, stage.side
    assert side is not None
    if connection is None:
        return
    if journey.state == "new" and side not in connection.settled:
        for entry in stage.chains:
            traverse(crossing, entry)
            if side in connection.settled:
                break
        else:
            _settle(crossing, connection, side, None)
    elif crossing.hook == "postrouting" and not journey.is_reply:
        _check_interface(crossing, connection)
    _rewrite(crossing, connection, side)


def _settle(crossing: Crossing, connection: Connection, side: Side, address: int | None) -> None:
    if not settle(crossing.journey.table, connection, side, address):
        raise Ended("translation-lost")
    crossing.journey.connections.revision += 1


def _settle_by(
    crossing: Crossing,
    entry: Entry,
    statement: Masquerade | SnatFromMap | DnatFromMap,
    ref: RuleRef,
    view: View,
) -> bool:
    """Settle one side as a rule says; False when its map has no element for the packet."""
    side: Side = "destination" if isinstance(statement, DnatFromMap) else "source"
    connection = crossing.journey.connection
    allowed = {"source": ("postrouting",), "destination": ("prerouting", "output")}
    if isinstance(statement, SnatFromMap):
        allowed["source"] = ("postrouting", "input")
    if connection is None or entry.hook.type != "nat" or crossing.hook not in allowed[side]:
        where = f"rule {ref.index} of {ref.table} {ref.chain}"
        raise Undecided(
            where, f"Linux takes no {type(statement).__name__} in a {entry.hook.type} chain at {crossing.hook}"
        )
    if isinstance(statement, Masquerade) and not connection.original[1]:
        # From 0.0.0.0: Linux leaves it alone.
        crossing.settled_by = ref
        return True
    if isinstance(statement, Masquerade):
        address = own_address(crossing.netns, crossing.oifname, crossing.towards)
        if address is None:
            raise Ended("translation-lost", ref)
        connection.masquerade_dev = crossing.oifname
    else:
        element = _element(entry, statement.map, statement.field, view)
        if element is None:
            return False
        address = number_of(element.value)
        crossing.element = element
    _settle(crossing, connection, side, address)
    crossing.settled_by = ref
    return True


def _check_interface(crossing: Crossing, connection: Connection) -> None:
    """Linux forgets a masqueraded connection whose packets would now leave by another interface, and drops them."""
    dev = connection.masquerade_dev
    if dev is not None and dev != crossing.oifname:
        crossing.journey.table.forget(connection)
        raise Ended("translation-lost")


def _rewrite(crossing: Crossing, connection: Connection, side: Side) -> None:
    journey, hook, ref = crossing.journey, crossing.hook, crossing.settled_by
    before = journey.headers()
    destination = journey.destination
    journey.rewrite(rewritten(journey.flow, connection, journey.is_reply, side))
    if journey.headers() != before:
        journey.add(Translated(hook, side, ref, crossing.element, before, journey.headers()))
    elif ref is not None:
        journey.add(Filtered(hook, ref.table, ref.chain, ref, "accept", None, crossing.element, before))
    if journey.destination != destination:
        crossing.readdressed()


def _confirm(journey: Journey) -> None:
    connection = journey.connection
    if connection is not None and not connection.confirmed:
        journey.table.confirm(connection)
        journey.connections.revision += 1
