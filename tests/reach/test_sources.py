"""Hosts of one kind fare alike: whatever a network does to one of them it does to the other, as the trace says."""

from collections.abc import Iterable, Iterator
from random import Random

from compile.lab import public_address, rule
from differential.drawing import draw
from msgspec.structs import replace

from akslab.compile.names import INTERNET
from akslab.net.state import InterfaceAddress, NetworkState
from akslab.reach.atoms import ranges_of
from akslab.reach.census import range_of
from akslab.reach.sources import EVERYWHERE, NO_HOSTS, Sources
from akslab.trace.errors import Undecided
from akslab.trace.numbers import dotted, is_host, number_of
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .clusters import a_lab, subnet_id

NETWORKS = range(60)
PORTS = (22, 80, 443, 8000)


def guarded(seed: int) -> NetworkState:
    """Compile a machine with a public address whose rules are about public ranges, one inside the other now and then."""
    random = Random(seed)
    first = random.randrange(1 << 24, 9 << 24)
    spans = [f"{dotted(first >> bits << bits)}/{32 - bits}" for bits in random.sample(range(8, 25), 2)]
    spans.append(f"{random.randrange(20, 100)}.{random.randrange(256)}.0.0/16")
    rules = []
    for number, span in enumerate(spans * 2):
        direction, end = (
            ("Inbound", "sourceAddressPrefix") if number < len(spans) else ("Outbound", "destinationAddressPrefix")
        )
        access, port = random.choice(("Allow", "Allow", "Deny")), str(random.choice(PORTS))
        rules.append(rule(100 + number, direction=direction, access=access, destinationPortRange=port, **{end: span}))
    public = public_address("pip", "203.0.113.50")
    lab = a_lab(2, 1, 1, lambda _: rules).with_arm(public)
    return lab.with_machine("guarded", "10.8.0.100", in_subnet=subnet_id(0), public=public["id"]).compiled()


def with_hosts(state: NetworkState, hosts: list[int]) -> NetworkState:
    internet = state[INTERNET]
    more = tuple(InterfaceAddress("lo", f"{dotted(each)}/32") for each in hosts)
    return {**state, INTERNET: replace(internet, addresses=(*internet.addresses, *more))}


def free(state: NetworkState, number: int) -> bool:
    """Whether nobody has an address, and nothing on the Internet leads to it."""
    held = {number_of(each.address.partition("/")[0]) for netns in state.values() for each in netns.addresses}
    led = (range_of(route.dst) for route in state[INTERNET].routes if route.kind == "unicast")
    return (
        is_host(number) and number not in held and not any(first <= number <= last for first, last in (*NO_HOSTS, *led))
    )


def kinds(sources: Sources, state: NetworkState, random: Random) -> list[list[int]]:
    """Draw hosts by their kind: at the ends of all that rules name, some of every kind, and any."""
    tables = (table for netns in state.values() for table in netns.tables)
    ends = {end for table in tables for span in ranges_of(table) for end in span}
    ends |= {end for netns in state.values() for route in netns.routes for end in range_of(route.dst)}
    drawn = [each + step for each in sorted(ends) for step in (-1, 0, 1)]
    drawn += [random.randrange(1 << 24, 224 << 24) for _ in range(10)]
    drawn += sources.one_of_each(EVERYWHERE, (), lambda number: free(state, number))
    found: dict[object, list[int]] = {}
    for each in drawn:
        if free(state, each):
            found.setdefault(sources.kind(each), []).append(each)
    return list(found.values())


def asked(state: NetworkState, host: int, seed: int) -> Iterator[tuple[str, Packet]]:
    """Yield packets of a host to public addresses, and to it from inside; equal ones for an equal seed."""
    random = Random(seed)
    public = [route.dst.partition("/")[0] for route in state[INTERNET].routes if route.kind == "unicast"]
    inside = [name for name in state if name.startswith(("vm/", "node/", "pod/"))]
    for port in PORTS:
        for each in public[:3]:
            yield INTERNET, Packet(source=dotted(host), destination=each, destination_port=port)
        for name in random.sample(inside, min(3, len(inside))):
            yield name, Packet(destination=dotted(host), destination_port=port)


def fates(state: NetworkState, packets: Iterable[tuple[str, Packet]]) -> list[tuple[str, int, str]]:
    """Say how packets end, on which leg, and where."""
    found: list[tuple[str, int, str]] = []
    for sender, packet in packets:
        try:
            trace = send(prepare(state), sender, packet, blockers_most=0)
            found.append((trace.disposition, len(trace.legs), trace.legs[-1].hops[-1].netns))
        except Undecided:
            found.append(("not settled", 0, ""))
    return found


def test_hosts_of_one_kind_fare_alike() -> None:
    """Near each other or far away; and there are networks in which not all hosts are of one kind."""
    compared = arrived = several = 0
    for seed in NETWORKS:
        state, random = draw(seed).compiled() if seed % 2 else guarded(seed), Random(seed)
        groups = kinds(Sources(state), state, random) if INTERNET in state else []
        several += len(groups) > 1
        for hosts in groups:
            one, other = random.choice(hosts), random.choice(hosts)
            with_both = with_hosts(state, sorted({one, other}))
            mine, its = (fates(with_both, asked(state, host, seed)) for host in (one, other))
            assert mine == its, (seed, dotted(one), dotted(other))
            compared += len(mine) if one != other else 0
            arrived += sum(each[0] == "delivered" for each in mine)
    assert compared > 500
    assert arrived > 100
    assert several > 10
