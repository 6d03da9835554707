"""Random networks written directly as states: every form nftables and routing may have, not only those compiled today.

Hosts, routers and a bridge in a random tree with a few more cables; routes mostly right; tables that match, mark, jump,
drop and translate at every hook. What a draw leaves undecided is refused by the model and drawn again.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from akslab.net.nftables import (
    AddressIn,
    ConntrackState,
    Count,
    DestinationLocal,
    DnatFromMap,
    Field,
    Hook,
    InSet,
    Interface,
    Jump,
    MarkFromMap,
    Masquerade,
    Match,
    NftChain,
    NftMap,
    NftRule,
    NftSet,
    NftTable,
    Port,
    Protocol,
    SnatFromMap,
    Statement,
    Verdict,
    VerdictMap,
)
from akslab.net.state import (
    MAIN_TABLE,
    Bridge,
    InterfaceAddress,
    Link,
    Neighbour,
    NetnsState,
    NetworkState,
    RouteEntry,
    RuleEntry,
    Veth,
)

Cable = tuple[str, str, int]
"""Two namespaces and the number of the cable, which makes its prefix: 10.number.0.0/24."""
BRIDGE = "br0"
PRIORITIES = {"prerouting": (-300, -150, -50, 5), "output": (-300, -150, -50, 5), "input": (-10, 0, 150),
              "forward": (-10, 0, 20), "postrouting": (-10, 0, 150)}  # fmt: skip
PORTS = ((80, 80), (1, 79), (81, 65535), (1024, 12000), (20000, 65535))


class Plan:
    """Who is connected to whom, and under which addresses."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.routers = [f"r{number}" for number in range(random.randint(1, 3))]
        self.hosts = [f"h{number}" for number in range(random.randint(2, 4))]
        self.pods = [f"p{number}" for number in range(random.randint(0, 3))]
        self.cables: list[Cable] = []
        for place, router in enumerate(self.routers[1:], 1):
            self._connect(router, random.choice(self.routers[:place]))
        for host in self.hosts:
            self._connect(host, random.choice(self.routers))
        if len(self.routers) > 1 and random.random() < 0.5:
            self._connect(*random.sample(self.routers, 2))
        if random.random() < 0.3:
            self._connect(random.choice(self.hosts), random.choice(self.routers))
        self.home = random.choice(self.routers)
        """The router with the bridge."""

    def _connect(self, one: str, other: str) -> None:
        self.cables.append((one, other, 11 + len(self.cables)))

    def names(self) -> list[str]:
        return [*self.routers, *self.hosts, *self.pods]

    def address(self, name: str, cable: Cable) -> str:
        return f"10.{cable[2]}.0.{1 if name == cable[0] else 2}"

    def addresses(self) -> list[str]:
        found = [self.address(name, cable) for cable in self.cables for name in cable[:2]]
        found += [f"10.50.0.{2 + place}" for place in range(len(self.pods))]
        return [*found, "10.50.0.1", *(f"10.200.0.{place}" for place in range(len(self.routers)))]

    def neighbours(self, name: str) -> list[tuple[str, Cable]]:
        """List the namespaces at the other ends of a namespace's cables."""
        return [(other, c) for c in self.cables for mine, other in ((c[0], c[1]), (c[1], c[0])) if mine == name]

    def first_step(self, name: str, goal: str) -> Cable | None:
        """Find the cable that begins the shortest way between two."""
        reached: dict[str, Cable | None] = {name: None}
        queue = [name]
        while queue:
            here = queue.pop(0)
            for other, cable in self.neighbours(here):
                if other not in reached:
                    reached[other] = reached[here] or cable
                    queue.append(other)
        return reached.get(goal)


def draw_state(seed: int) -> NetworkState:
    """Draw a network."""
    plan = Plan(Random(seed))
    return dict(sorted((name, _netns(plan, name)) for name in plan.names()))


def _mac(plan: Plan, *parts: int) -> str:
    return bytes([0x0A, 0x58, 0, *parts]).hex(":")


def _netns(plan: Plan, name: str) -> NetnsState:
    random = plan.random
    links: list[Link] = []
    addresses: list[InterfaceAddress] = []
    neighbours: list[Neighbour] = []
    routes: dict[tuple[int, str], RouteEntry] = {}
    for other, cable in plan.neighbours(name):
        dev, far = f"e{cable[2]}", plan.address(other, cable)
        links.append(Veth(dev, _mac_of(plan, name, cable), other, dev))
        if random.random() < 0.95:
            addresses.append(InterfaceAddress(dev, f"{plan.address(name, cable)}/24"))
        if random.random() < 0.5:
            wrong = random.random() < 0.04
            neighbours.append(Neighbour(dev, far, _mac(plan, 9, 9, 9) if wrong else _mac_of(plan, other, cable)))
        if random.random() < 0.95:
            routes[MAIN_TABLE, f"10.{cable[2]}.0.0/24"] = RouteEntry(dst=f"10.{cable[2]}.0.0/24", dev=dev)
    if name in plan.pods:
        _plug_pod(plan, name, links, addresses, routes)
    if name == plan.home:
        _build_bridge(plan, links, addresses, routes)
    if name in plan.routers:
        addresses.append(InterfaceAddress("lo", f"10.200.0.{plan.routers.index(name)}/32"))
    rules = _route_further(plan, name, routes, {link.name for link in links})
    return NetnsState(
        links=tuple(sorted(links, key=lambda link: link.name)),
        addresses=tuple(sorted(addresses, key=lambda each: (each.dev, each.address))),
        routes=tuple(routes[key] for key in sorted(routes)),
        rules=rules,
        neighbours=tuple(sorted(neighbours, key=lambda each: (each.dev, each.address))),
        tables=_tables(plan, [link.name for link in links]),
        sysctls=_sysctls(plan, name),
    )


def _mac_of(plan: Plan, name: str, cable: Cable) -> str:
    return _mac(plan, 1, cable[2], cable.index(name))


def _plug_pod(plan: Plan, name: str, links: list[Link], addresses: list[InterfaceAddress], routes: Any) -> None:
    place = plan.pods.index(name)
    links.append(Veth("eth0", _mac(plan, 2, place, 2), plan.home, f"v{place}"))
    addresses.append(InterfaceAddress("eth0", f"10.50.0.{2 + place}/24"))
    routes[MAIN_TABLE, "10.50.0.0/24"] = RouteEntry(dst="10.50.0.0/24", dev="eth0")
    routes[MAIN_TABLE, "0.0.0.0/0"] = RouteEntry(dst="0.0.0.0/0", via="10.50.0.1", dev="eth0")


def _build_bridge(plan: Plan, links: list[Link], addresses: list[InterfaceAddress], routes: Any) -> None:
    links.append(Bridge(BRIDGE, _mac(plan, 2, 99, 1)))
    links += [Veth(f"v{place}", _mac(plan, 2, place, 3), pod, "eth0", BRIDGE) for place, pod in enumerate(plan.pods)]
    addresses.append(InterfaceAddress(BRIDGE, "10.50.0.1/24"))
    routes[MAIN_TABLE, "10.50.0.0/24"] = RouteEntry(dst="10.50.0.0/24", dev=BRIDGE)


def _route_further(plan: Plan, name: str, routes: Any, devs: set[str]) -> tuple[RuleEntry, ...]:
    """Add routes to what is further away, most of them right; sometimes in a table of its own, found by mark."""
    random = plan.random
    goals = [(f"10.{c[2]}.0.0/24", c[0]) for c in plan.cables] + [("10.50.0.0/24", plan.home)]
    goals += [(f"10.200.0.{place}/32", router) for place, router in enumerate(plan.routers)]
    around = plan.neighbours(name)
    rules = {}
    for mark in (7, 8):
        if random.random() < 0.25:
            rules[1000 + mark] = RuleEntry(priority=1000 + mark, fwmark=mark, table=100 + mark)
    tables = [MAIN_TABLE, MAIN_TABLE, *(rule.table for rule in rules.values())]
    for prefix, goal in goals:
        table = random.choice(tables)
        if goal == name or not around or (table, prefix) in routes or random.random() < 0.12:
            continue
        cable = plan.first_step(name, goal) if random.random() < 0.93 else random.choice(around)[1]
        if cable is not None:
            routes[table, prefix] = _by(plan, name, cable, table, prefix)
    if around and (MAIN_TABLE, "0.0.0.0/0") not in routes and random.random() < 0.6:
        routes[MAIN_TABLE, "0.0.0.0/0"] = _by(plan, name, random.choice(around)[1], MAIN_TABLE, "0.0.0.0/0")
    if random.random() < 0.15:
        prefix = random.choice([*(f"{each}/32" for each in plan.addresses()), "10.0.0.0/8"])
        table = random.choice(tables)
        routes[table, prefix] = RouteEntry(dst=prefix, kind="blackhole", table=table)
    return tuple(rules[key] for key in sorted(rules))


def _by(plan: Plan, name: str, cable: Cable, table: int, prefix: str) -> RouteEntry:
    other = cable[1] if name == cable[0] else cable[0]
    dev = f"e{cable[2]}"
    if plan.random.random() < 0.06:
        # Without a gateway: whoever is asked by ARP must answer for others.
        return RouteEntry(dst=prefix, dev=dev, table=table)
    return RouteEntry(dst=prefix, via=plan.address(other, cable), dev=dev, onlink=True, table=table)


def _sysctls(plan: Plan, name: str) -> tuple[tuple[str, str], ...]:
    random = plan.random
    chosen = {
        "net.ipv4.ip_forward": "1" if name in plan.routers and random.random() < 0.95 else "0",
        "net.ipv4.conf.all.send_redirects": "0",
        "net.ipv4.conf.default.send_redirects": "0",
        "net.ipv4.conf.all.rp_filter": random.choice("0000012"),
        "net.ipv4.conf.default.rp_filter": random.choice("0000012"),
        "net.ipv4.conf.all.proxy_arp": random.choice("001"),
    }
    return tuple(sorted(chosen.items()))


def _tables(plan: Plan, devs: list[str]) -> tuple[NftTable, ...]:
    random = plan.random
    if not devs or random.random() < 0.35:
        return ()
    return (Rules(plan, [*devs, "lo"]).table(),)


class Rules:
    """Draws one table; chains without a hook are `leaf0` and `leaf1`."""

    def __init__(self, plan: Plan, devs: list[str]) -> None:
        self._random = plan.random
        self._devs, self._addresses = devs, plan.addresses()

    def table(self) -> NftTable:
        chains = [NftChain("leaf0", self._rules(self._verdict, 3)), NftChain("leaf1", self._rules(self._to_leaf0, 3))]
        for hook, priorities in PRIORITIES.items():
            if self._random.random() < 0.45:
                at = Hook("filter", hook, self._random.choice(priorities))  # type: ignore[arg-type]
                chains.append(NftChain(f"f_{hook}", self._rules(self._filtering, 4), at))
                if self._random.random() < 0.3:
                    # Of two chains of one priority the later one is entered first.
                    chains.append(NftChain(f"g_{hook}", self._rules(self._filtering, 3), at))
        for hook, statement in NATS.items():
            if self._random.random() < 0.6:
                at = Hook("nat", hook, 100 if hook in ("input", "postrouting") else -100)  # type: ignore[arg-type]
                chains.append(NftChain(f"n_{hook}", self._rules(lambda s=statement: self._nat(s), 3), at))  # type: ignore[misc]
        return NftTable(name="lab", sets=self._sets(), maps=self._maps(), counters=("hits",), chains=tuple(chains))

    def _some(self, things: list[Any], most: int) -> list[Any]:
        return sorted(self._random.sample(sorted(set(things)), min(self._random.randint(1, most), len(set(things)))))

    def _sets(self) -> tuple[NftSet, ...]:
        pairs = {(self._random.choice(self._devs), self._random.choice(self._addresses)) for _ in range(6)}
        spans = ((f"10.{number}.0.0-10.{number}.0.255",) for number in self._some([11, 13, 15, 50], 3))
        return (
            NftSet("bind", ("ifname", "ipv4_addr"), tuple(sorted(pairs))),
            NftSet("devs", ("ifname",), tuple((dev,) for dev in self._some(self._devs, 3))),
            NftSet("spans", ("ipv4_addr",), tuple(sorted(spans)), interval=True),
        )

    def _maps(self) -> tuple[NftMap, ...]:
        def addresses(count: int) -> tuple[tuple[str, str], ...]:
            keys = self._some(self._addresses, count)
            return tuple((key, self._random.choice(self._addresses)) for key in keys)

        marks = tuple((dev, self._random.choice("78")) for dev in self._some(self._devs, 3))
        leaves = tuple((dev, self._random.choice(["leaf0", "leaf1"])) for dev in self._some(self._devs, 2))
        return (
            NftMap("leaves", "ifname", "verdict", leaves),
            NftMap("marks", "ifname", "mark", marks),
            NftMap("others", "ipv4_addr", "ipv4_addr", addresses(5)),
        )

    def _rules(self, statement: Callable[[], tuple[Statement, ...]], most: int) -> tuple[NftRule, ...]:
        rules = []
        for _ in range(self._random.randint(0, most)):
            matches = tuple(match for _ in range(self._random.choice((0, 1, 1, 2))) for match in self._match())
            if sum(isinstance(match, Protocol) for match in matches) > 1:
                continue
            statements = ((Count("hits"),) if self._random.random() < 0.2 else ()) + statement()
            if matches or statements:
                rules.append(NftRule(matches, statements))
        return tuple(rules)

    def _verdict(self) -> tuple[Statement, ...]:
        return (Verdict(self._random.choice(["accept", "accept", "return", "return", "drop"])),)

    def _to_leaf0(self) -> tuple[Statement, ...]:
        return (Jump("leaf0"),) if self._random.random() < 0.4 else self._verdict()

    def _filtering(self) -> tuple[Statement, ...]:
        field: Field = self._random.choice(INTERFACE_FIELDS)
        choices: list[tuple[Statement, ...]] = [
            self._verdict(),
            (Jump(self._random.choice(["leaf0", "leaf1"])),),
            (VerdictMap(field, "leaves"),),
            (MarkFromMap(field, "marks"),),
            (Count("hits"),),
        ]
        return self._random.choice(choices)

    def _nat(self, statement: Statement) -> tuple[Statement, ...]:
        if isinstance(statement, SnatFromMap) and self._random.random() < 0.5:
            return (Verdict("accept"),) if self._random.random() < 0.3 else (statement,)
        return (statement,)

    def _match(self) -> tuple[Match, ...]:
        random = self._random
        negate = random.random() < 0.4
        protocol = Protocol(random.choice([("tcp",), ("udp",), ("tcp", "udp")]))
        ports = Port(random.choice(["th sport", "th dport"]), (random.choice(PORTS),))
        first = random.choice(self._addresses)
        choices: list[tuple[Match, ...]] = [
            (Interface(random.choice(["iifname", "oifname"]), random.choice(self._devs)),),
            (InSet(random.choice(PAIRS), "bind", negate),),
            (InSet((random.choice(["iifname", "oifname"]),), "devs", negate),),
            (InSet((random.choice(["ip saddr", "ip daddr"]),), "spans", negate),),
            (AddressIn(random.choice(["ip saddr", "ip daddr"]), ((first, first),)),),
            (AddressIn(random.choice(["ip saddr", "ip daddr"]), (("10.12.0.0", "10.14.255.255"),)),),
            (protocol, ports),
            (Protocol(random.choice([("icmp",), ("icmp", "udp"), ("tcp",)])),),
            (random.choice(STATES),),
            (DestinationLocal(),),
        ]
        return random.choice(choices)


INTERFACE_FIELDS: tuple[Field, ...] = ("iifname", "oifname")
PAIRS: tuple[tuple[Field, Field], ...] = (("iifname", "ip saddr"), ("oifname", "ip daddr"))
STATES = (
    ConntrackState(("established",)),
    ConntrackState(("new",)),
    ConntrackState(("invalid",)),
    ConntrackState(("established", "related")),
    ConntrackState(("invalid", "new")),
)
NATS: dict[str, Statement] = {
    "prerouting": DnatFromMap("ip daddr", "others"),
    "output": DnatFromMap("ip daddr", "others"),
    "input": SnatFromMap("ip saddr", "others"),
    "postrouting": Masquerade(),
}
