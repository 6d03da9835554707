"""The trace's word and reach's about the same packets: `python -m reach.comparing SEED NETWORKS clusters|states`.

Compared is how an exchange ends: the disposition, the leg, the namespace and the object that decided. Exits 1 at the
first packet they differ about, so that a mutant of the engine is caught early.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random

from differential.drawing import draw
from differential.drawing_states import draw_state
from differential.probes import NOBODY
from msgspec.structs import replace

from akslab.net.state import NetworkState
from akslab.reach.engine import Reach
from akslab.reach.outcomes import Unsettled
from akslab.trace.errors import Undecided
from akslab.trace.numbers import dotted, is_host, number_of
from akslab.trace.packets import Packet, ProtocolName
from akslab.trace.prepared import Network, prepare
from akslab.trace.sending import send

from .clusters import draw_cluster, edited
from .rule_edits import edited_rules

PER_SENDER = 6
PROTOCOLS: tuple[ProtocolName, ...] = ("tcp", "tcp", "udp", "icmp")
PORTS = (22, 79, 80, 81, 443, 1024, 8000, 12001, 20000)
Said = tuple[object, ...]
Draw = Callable[[int], NetworkState]
DRAWS: tuple[Draw, ...] = (draw_cluster, draw_state, lambda seed: draw(seed).compiled())


def differences(seeds: range, counted: Counter[str], draws: Sequence[Draw] = DRAWS) -> Iterator[str]:
    """Ask both about packets through drawn networks, and through what edits make of them."""
    for seed in seeds:
        drawn = draws[seed % len(draws)]
        random, state = Random(seed), drawn(seed)
        try:
            reach = Reach(state)
        except Undecided:
            counted["networks not read"] += 1
            continue
        counted["networks"] += 1
        counted["namespaces"] += len(state)
        counted["classes"] += len({group.number for group in reach.classes.groups})
        yield from compared(reach, state, random, counted, f"seed {seed}")
        if drawn is draw_cluster:
            for number in range(2):
                state = edited(state, random)
                reach = reach.edited(state)
                counted["edits"] += 1
                yield from compared(reach, state, random, counted, f"seed {seed} edit {number}")
            for number in range(3):
                state = edited_rules(edited(state, random) if number == 2 else state, random)
                before, reach = reach, reach.edited(state)
                counted["rule edits"] += 1
                counted["rule edits that kept walks"] += reach.census is before.census
                yield from compared(reach, state, random, counted, f"seed {seed} rule edit {number}")


def compared(reach: Reach, state: NetworkState, random: Random, counted: Counter[str], where: str) -> Iterator[str]:
    """Ask both about packets through one network."""
    network = prepare(state)
    held = list(reach.census.owners)
    around = [number_of(each) for each in NOBODY] + [each + random.choice((-1, 1, 60)) for each in held]
    aside = Random(where)
    for sender in state:
        own = [each for each in reach.census.addresses[sender] if is_host(each)]
        for _ in range(PER_SENDER):
            address = random.choice(held) if random.random() < 0.75 else random.choice(around)
            packet = _packet(random, address)
            if packet is None:
                continue
            yield from _compared(reach, network, sender, packet, counted, where)
            if own and aside.random() < 0.25:
                bound = replace(packet, source=dotted(aside.choice(own)))
                yield from _compared(reach, network, sender, bound, counted, where)


def _compared(
    reach: Reach, network: Network, sender: str, packet: Packet, counted: Counter[str], where: str
) -> Iterator[str]:
    try:
        trace = send(network, sender, packet, blockers_most=1)
        last = trace.legs[-1]
        decider = trace.blockers[0].decider if trace.blockers else None
        expected: Said = trace.disposition, last.name, last.hops[-1].netns, decider
    except Undecided:
        expected = ("not settled",)
    address, source = number_of(packet.destination), number_of(packet.source) if packet.source else None
    pair = reach.pair(sender, address, source)
    end = reach.verdict(sender, address, packet.protocol, (packet.source_port, packet.destination_port), source)
    unsettled = isinstance(end, Unsettled)
    said: Said = ("not settled",) if isinstance(end, Unsettled) else (end.disposition, end.leg, end.netns, end.decider)
    counted["compared"] += 1
    counted["with a bound source"] += source is not None
    counted["left open by reach"] += unsettled and said != expected
    counted["by their class"] += (pair.sender, pair.destination) != (sender, address)
    counted[str(said[0])] += 1
    if said != expected and not unsettled:
        yield f"{where}: {sender} -> {packet}\n  trace {expected}\n  reach {said}"


def _packet(random: Random, address: int) -> Packet | None:
    if not is_host(address):
        return None
    return Packet(
        destination=dotted(address),
        protocol=random.choice(PROTOCOLS),
        source_port=random.choice((1024, 40000, random.randrange(65536))),
        destination_port=random.choice((random.choice(PORTS), random.randrange(65536))),
    )


if __name__ == "__main__":
    first, count = map(int, sys.argv[1:3])
    named = {"clusters": DRAWS[:1], "states": DRAWS[1:2], "documents": DRAWS[2:]}[sys.argv[3]]
    for difference in differences(range(first, first + count), Counter(), named):
        print(difference)
        sys.exit(1)
