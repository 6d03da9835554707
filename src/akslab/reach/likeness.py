"""When two namespaces are alike: same content, same kin, same said of them, each with its own names as places.

A signature writes a namespace so that only what a walk could notice is left. Own addresses, hardware addresses and
networks become places; what is not own stays as it is. Two with one signature can take each other's part in every
exchange with a third, and every step of it comes out the same.
"""

from collections.abc import Iterable

from ..net.state import Bridge, NetnsState, RouteEntry, Veth
from .atoms import Atoms
from .census import Census, address_of, range_of
from .hearsay import Hearsay, Token
from .terrain import Terrain

Looks = tuple[tuple[Token, ...], ...]
"""By core routing table, what each own address is found to be."""
CoreTable = tuple[str, int]
"""A namespace of the core and the number of one of its routing tables."""


class Likeness:
    """Writes signatures."""

    def __init__(self, terrain: Terrain, hearsay: Hearsay, atoms: Atoms) -> None:
        self.terrain, self.hearsay, self.atoms = terrain, hearsay, atoms
        self.census: Census = hearsay.census
        cores = [name for name in self.census.state if self.census.is_core(name)]
        self.core_tables: tuple[CoreTable, ...] = tuple(
            (name, table) for name in cores for table in terrain.netns(name).shared.routes
        )

    def written(self, name: str) -> Token:
        """Write a member of a family, but for what the core's tables say, and for its centre's class."""
        census = self.census
        netns, centre = census.state[name], census.centre_of(name)
        held = census.addresses[name]
        return (
            None if centre is not None else census.parents[name],
            name if name in self.hearsay.pinned else None,
            tuple(self._links(name, netns)),
            tuple((each.dev, self._network(name, each.address)) for each in netns.addresses),
            tuple(self._route(name, route) for route in netns.routes),
            netns.rules,
            tuple(self._neighbours(name, netns)),
            netns.tables,
            netns.sysctls,
            tuple(map(self.atoms.coarse, held)),
            self.hearsay.shares.get(name, ()),
            tuple(self._in_centre(name, centre, address) for address in held) if centre else (),
            any(child in self.terrain.proxies for child in census.children.get(name, ())) and name,
        )

    def looks(self, name: str, tables: Iterable[CoreTable]) -> Looks:
        """Say what core tables make of a namespace's addresses."""
        found = []
        for core, table in tables:
            place = self.terrain.netns(core)
            entries = [place.shared.entry(table, address) for address in self.census.addresses[name]]
            found.append(tuple([self._found(name, core, entry) for entry in entries]))
        return tuple(found)

    def kind_of_unheld(self, address: int) -> Token:
        """Say what tells an address that nobody has from others: ranges, the core's tables, whose network it is in."""
        networks = self.census.own_networks.items()
        entries = (self.terrain.netns(core).shared.entry(table, address) for core, table in self.core_tables)
        return (
            self.atoms.coarse(address),
            tuple(entries),
            next((root for root, own in networks if any(first <= address <= last for first, last in own)), None),
            address in self.hearsay.exact and address,
        )

    def _found(self, name: str, core: str, entry: RouteEntry | None) -> Token:
        if entry is None:
            return None
        if entry.kind != "unicast" or entry.dev is None:
            return entry.kind, entry.dst
        link = self.terrain.netns(core).links.get(entry.dev)
        peer = link.peer_netns if isinstance(link, Veth) else None
        own = peer in (name, self.census.centre_of(name)) and isinstance(link, Veth)
        dev = ("port", link.peer_name, peer == name) if own and isinstance(link, Veth) else entry.dev
        return dev, self._address(name, entry.via), entry.onlink

    def _in_centre(self, name: str, centre: str, address: int) -> Token:
        """Say what the tables of a leaf's centre make of one of its addresses."""
        best: dict[int, tuple[int, RouteEntry]] = {}
        netns = self.census.state[centre]
        for route in netns.routes:
            first, last = range_of(route.dst)
            size = last - first
            if first <= address <= last and (route.table not in best or size < best[route.table][0]):
                best[route.table] = size, route
        ports = {link.name for link in netns.links if isinstance(link, Veth) and link.peer_netns == name}
        is_broadcast = any(range_of(each.address)[1] == address for each in netns.addresses)
        return is_broadcast, tuple(
            (table, self._network(name, route.dst), route.kind, route.dev if route.dev not in ports else ("port",),
             self._address(name, route.via))
            for table, (_, route) in sorted(best.items())
        )  # fmt: skip

    def _address(self, name: str, text: str | None) -> Token:
        if text is None:
            return None
        address, census = address_of(text), self.census
        if address in census.addresses[name]:
            return "own", census.addresses[name].index(address)
        centre = census.centre_of(name)
        if centre is not None and address in census.addresses[centre]:
            return "up", census.addresses[centre].index(address)
        return text

    def _network(self, name: str, text: str) -> Token:
        span = range_of(text)
        own = self.census.own_networks.get(self.census.root(name), ())
        return ("own network", own.index(span)) if span in own else (text.partition("/")[2], span[0])

    def _mac(self, name: str, mac: str) -> Token:
        """Write a hardware address: as a place where only one interface of the family has it, else as it is."""
        holders = self.census.macs.get(mac, ())
        if len(holders) == 1 and holders[0] in (name, self.census.centre_of(name)):
            link = next(link.name for link in self.census.state[holders[0]].links if link.mac == mac)
            return holders[0] == name, link
        return mac

    def _links(self, name: str, netns: NetnsState) -> Iterable[Token]:
        for link in netns.links:
            if isinstance(link, Bridge):
                yield "bridge", link.name, self._mac(name, link.mac)
            elif self.census.parents.get(link.peer_netns) != name:
                yield "cable", link.name, link.master, self._mac(name, link.mac)

    def _route(self, name: str, route: RouteEntry) -> Token:
        place = route.table, self._network(name, route.dst), route.kind
        return *place, self._address(name, route.via), route.dev, route.onlink

    def _neighbours(self, name: str, netns: NetnsState) -> Iterable[Token]:
        census = self.census
        for each in netns.neighbours:
            holders = census.owners.get(census.number(each.address), ())
            if len(holders) == 1 and census.parents.get(holders[0]) == name and census.macs.get(each.mac) == holders:
                # That is said of the leaf.
                continue
            yield each.dev, self._address(name, each.address), self._mac(name, each.mac)
