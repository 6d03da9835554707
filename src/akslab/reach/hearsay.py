"""What a state says of a namespace elsewhere than in it: cables, neighbours, routes and nftables elements of others.

Each saying is written with the namespace's own names and addresses as places ("own", 0), so that two namespaces of whom
the same is said have equal shares. What ties two namespaces together by name pins both: they are like nobody else.
"""

from collections.abc import Iterator
from itertools import chain as chained

from ..net.nftables import Interface, Jump, NftChain, NftMap, NftSet, NftTable
from ..net.state import Neighbour, NetnsState, RouteEntry, Veth
from .census import Census, address_of, range_of

Token = object
"""A hashable piece of what is said: text, numbers, or a place relative to whom it is said of."""
Parts = tuple[tuple[str, str], ...]
"""(key type, text) of a set's or map's element."""
SINGLE = "/32"
NOTHING: tuple[Token, ...] = ()
FIRST_OWN: Token = ("own", 0)


class Hearsay:
    """All that is said of everybody; `shares` by name, in the order it was met."""

    def __init__(self, census: Census) -> None:
        self.census = census
        self.shares: dict[str, tuple[Token, ...]] = {}
        self._sayings: dict[Token, tuple[Token, ...]] = {}
        self._shares: dict[tuple[int, int], tuple[Token, ...]] = {}
        """Thousands have the same said of them: each saying and each share is kept once, known by its identity."""
        self.pinned: set[str] = set()
        self.exact: set[int] = set()
        """Addresses that something speaks of singly."""
        self._speaker = ""
        for names in chained(census.owners.values(), census.macs.values()):
            if len(names) > 1 and len(set(names)) > 1:
                self.pinned.update(name for name in set(names) if not census.is_core(name))
        for name, netns in census.state.items():
            if name in census.children or netns.tables:
                self._listen(name, netns)

    def _listen(self, name: str, netns: NetnsState) -> None:
        self._speaker = name
        parents = self.census.parents
        owner = {
            link.name: link for link in netns.links if isinstance(link, Veth) and parents.get(link.peer_netns) == name
        }
        if owner:
            self._hear_ports(netns, owner)
            for neighbour in netns.neighbours:
                self._hear_neighbour(neighbour, owner)
        for table in netns.tables:
            self._hear_table(table, owner)

    def say(self, of: str, *what: Token) -> None:
        """Note something that is said of a namespace."""
        said = self._sayings.setdefault(what, what)
        so_far = self.shares.get(of, NOTHING)
        share = self._shares.get((id(so_far), id(said)))
        if share is None:
            share = self._shares[id(so_far), id(said)] = (*so_far, said)
        self.shares[of] = share

    def own(self, of: str, address: int) -> Token:
        """Write an address as its place among those of a namespace, or as it is."""
        held = self.census.addresses[of]
        return ("own", held.index(address)) if address in held else address

    def _hear_ports(self, netns: NetnsState, owner: dict[str, Veth]) -> None:
        macs, say = self.census.macs, self.say
        for link in owner.values():
            say(link.peer_netns, "port", link.peer_name, link.master, None if len(macs[link.mac]) == 1 else link.mac)
        for address in netns.addresses:
            if address.dev in owner:
                link = owner[address.dev]
                self.say(link.peer_netns, "address", address.address, link.peer_name)
        for route in netns.routes:
            if route.dev in owner:
                link = owner[route.dev]
                child = link.peer_netns
                if route.dst.endswith(SINGLE) and address_of(route.dst) in self.census.addresses[child]:
                    # That is found by looking the address up.
                    continue
                self.say(child, "way", link.peer_name, route.table, *self.way(child, route))

    def way(self, child: str, route: RouteEntry) -> tuple[Token, ...]:
        """Write where a route to a leaf or centre leads."""
        via = self.own(child, self.census.number(route.via)) if route.via else None
        return self._network(child, route.dst), via, route.onlink

    def _network(self, child: str, prefix: str) -> Token:
        span = range_of(prefix)
        own = self.census.own_networks.get(self.census.root(child), ())
        return ("own network", own.index(span)) if span in own else prefix

    def _hear_neighbour(self, said: Neighbour, owner: dict[str, Veth]) -> None:
        census, address = self.census, self.census.number(said.address)
        holders = census.owners.get(address, ())
        if said.dev not in owner and len(holders) == 1 and census.macs.get(said.mac) is holders:
            # A leaf with one interface and one address on a bridge, as pods are: by far the most.
            (leaf,) = holders
            links = census.state[leaf].links
            if len(links) == 1 and len(census.addresses[leaf]) == 1 and census.parents.get(leaf) == self._speaker:
                self.say(leaf, "neighbour", said.dev, FIRST_OWN, links[0].name)
                return
        child = owner[said.dev].peer_netns if said.dev in owner else holders[0] if len(holders) == 1 else None
        macs = census.macs.get(said.mac, ())
        is_own = child is not None and census.parents.get(child) == self._speaker
        if is_own and child is not None and child in holders and macs == (child,):
            dev = None if said.dev in owner else said.dev
            link = next(link.name for link in census.state[child].links if link.mac == said.mac)
            self.say(child, "neighbour", dev, self.own(child, address), link)
            return
        self.exact.add(address)
        self.pinned.update(name for name in {*holders, *macs, *((child,) if child else ())} if not census.is_core(name))

    def pin_acquaintances(self, name: str, netns: NetnsState) -> None:
        """Pin whom a member of a family knows by address, but for itself and its centre."""
        known = {route.via for route in netns.routes if route.via}
        if name not in self.census.children:
            known.update(each.address for each in netns.neighbours)
            for each in netns.neighbours:
                self._pin(name, self.census.macs.get(each.mac, ()))
        for text in known:
            address = address_of(text)
            self.exact.add(address)
            self._pin(name, self.census.owners.get(address, ()))

    def _pin(self, name: str, known: tuple[str, ...]) -> None:
        near = name, self.census.centre_of(name)
        self.pinned.update(each for each in set(known) if each not in near and not self.census.is_core(each))

    def _hear_table(self, table: NftTable, owner: dict[str, Veth]) -> None:
        for named_set in table.sets:
            if not named_set.interval:
                self._hear_set(table, named_set, owner)
        gists = {chain.name: _gist(chain) for chain in table.chains}
        for named_map in table.maps:
            self._hear_map(table, named_map, owner, gists)
        for chain in table.chains:
            for place, rule in enumerate(chain.rules):
                for number, match in enumerate(rule.matches):
                    if isinstance(match, Interface) and match.name in owner:
                        link = owner[match.name]
                        said = link.peer_name, table.name, chain.name, place, number
                        self.say(link.peer_netns, "interface", *said)

    def _hear_set(self, table: NftTable, named_set: NftSet, owner: dict[str, Veth]) -> None:
        for element in named_set.elements:
            parts = tuple(zip(named_set.key, element, strict=True))
            self._hear_element(("set", table.name, named_set.name), parts, owner)

    def _hear_map(self, table: NftTable, named: NftMap, owner: dict[str, Veth], gists: dict[str, Token]) -> None:
        for key, value in named.elements:
            what = ("map", table.name, named.name)
            if named.value == "ipv4_addr":
                self._hear_element(what, ((named.key, key), ("ipv4_addr", value)), owner)
            else:
                said = gists[value] if named.value == "verdict" else value
                self._hear_element((*what, said), ((named.key, key),), owner)

    def _hear_element(self, what: tuple[Token, ...], parts: Parts, owner: dict[str, Veth]) -> None:
        involved: set[str] = set()
        for kind, text in parts:
            if kind == "ifname":
                involved.update((owner[text].peer_netns,) if text in owner else ())
            else:
                address = address_of(text)
                self.exact.add(address)
                involved.update(self.census.owners.get(address, ()))
        if len(involved) == 1:
            (of,) = involved
            speaker = None if self.census.parents.get(of) == self._speaker else self._speaker
            self.say(of, speaker, *what, *self._placed(of, parts, owner))
        else:
            self.pinned.update(involved)

    def _placed(self, of: str, parts: Parts, owner: dict[str, Veth]) -> Iterator[Token]:
        for kind, text in parts:
            if kind == "ifname":
                yield ("port", owner[text].peer_name) if text in owner else text
            else:
                yield self.own(of, address_of(text))


def _gist(chain: NftChain) -> Token:
    """Say what a chain does where it does nothing but jump; else its name says it."""
    jumps = []
    for rule in chain.rules:
        (only, *more) = rule.statements or (None,)
        if rule.matches or more or not isinstance(only, Jump):
            return chain.name
        jumps.append(only.chain)
    return tuple(jumps)
