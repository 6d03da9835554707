"""A state made ready for walks: namespaces that share what did not change, and cables found without preparing machines.

The trace's own look-ups stay the trace's; what is different here is what costs: a routing table is made once for all
states that have it, and a bridge with a hundred pods behind it is read without a hundred pods being prepared.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from ipaddress import IPv4Interface

from ..net.state import Bridge, NetnsState, NetworkState, RouteEntry, Veth
from ..net.sysctls import DEFAULTS
from ..trace.errors import Undecided
from ..trace.hooks import PreparedTable, Stage, needs_tracking, stages
from ..trace.numbers import number_of
from ..trace.prepared import NO_BROADCAST, Listener, Netns, Network
from ..trace.routes import RouteTable, Routing
from ..trace.sources import source_problem
from ..trace.steps import HookName, RouteRef
from .chains import Chain
from .filters import ChainName, FilterEdit
from .ports import PortSpace, cuts_of
from .repeating import steadiness

NO_STAGES: dict[HookName, tuple[Stage, ...]] = stages((), tracks=False)
NO_EDIT = FilterEdit()
PROXY_ARP = ("net.ipv4.conf.all.proxy_arp", "net.ipv4.conf.default.proxy_arp")


class SharedRouting(Routing):
    """The look-ups of one namespace, made from tables that another state may have too."""

    def __init__(self, state: NetnsState, like: "SharedRouting | None") -> None:
        """Build the look-ups; tables whose routes are those of `like` are taken from there."""
        interfaces = [(IPv4Interface(each.address), each.dev) for each in state.addresses]
        broadcast = {
            int(each.network.broadcast_address): dev
            for each, dev in interfaces
            if each.network.prefixlen < NO_BROADCAST
        }
        super().__init__((), state.rules, {int(each.ip): dev for each, dev in interfaces}, broadcast)
        self.routes = by_table(state.routes)
        for table, routes in self.routes.items():
            is_known = like is not None and like.routes.get(table) == routes
            self._tables[table] = like._tables[table] if like and is_known else RouteTable(routes)
        self.rules = state.rules

    def tables_at(self, mark: int) -> list[int]:
        """List the tables that packets with a mark look into, main aside."""
        return [rule.table for rule in self._by_mark.get(mark, ())]

    def entry(self, table: int, address: int) -> RouteEntry | None:
        """Find a route in one table."""
        found = self._tables.get(table)
        return found.find(address, nothing) if found else None


class Place(Netns):
    """One namespace, ready to be walked through."""

    def __init__(self, name: str, state: NetnsState, like: "Place | None") -> None:
        """Build the look-ups, taking from `like` what is the same."""
        self.name, self.state = name, state
        self.shared: SharedRouting
        self.links = {link.name: link for link in state.links}
        self.addresses = {}
        for each in state.addresses:
            self.addresses.setdefault(each.dev, []).append(IPv4Interface(each.address))
        routing = SharedRouting(state, like.shared if like else None)
        self.routing = self.shared = routing
        same = like is not None and like.state.neighbours == state.neighbours
        self.neighbours = (
            like.neighbours
            if like and same
            else {(each.dev, number_of(each.address)): each for each in state.neighbours}
        )
        same = like is not None and like.state.tables == state.tables
        self.tracks = like.tracks if like and same else needs_tracking(state.tables)
        self.hooks = like.hooks if like and same else stages(state.tables, self.tracks) if state.tables else NO_STAGES
        self._sysctls = DEFAULTS | dict(state.sysctls)
        if unknown := self._sysctls.keys() - DEFAULTS.keys():
            raise Undecided(f"namespace {name}", f"the model does not know the sysctl {min(unknown)!r}")

    @property
    def tables(self) -> tuple[PreparedTable, ...]:
        """The tables that hang on a hook, each once."""
        every = (entry.table for staged in self.hooks.values() for stage in staged for entry in stage.chains)
        return tuple({id(table): table for table in every}.values())

    def chain_of(self, name: ChainName) -> tuple[PreparedTable, str]:
        """Find a chain of a table that hangs on a hook."""
        return next(table for table in self.tables if table.name == name[1]), name[2]

    @cached_property
    def forwards(self) -> bool:
        """Whether packets for others are passed on."""
        return super().forwards

    @cached_property
    def reverse_path(self) -> int:
        """How sources are checked."""
        return super().reverse_path

    @cached_property
    def redirects(self) -> bool:
        """Whether ICMP redirects are sent."""
        return super().redirects


class Terrain(Network):
    """All namespaces of one state, and who holds which address."""

    def __init__(
        self,
        state: NetworkState,
        owners: Mapping[int, tuple[str, ...]],
        like: "Terrain | None" = None,
        filters: FilterEdit = NO_EDIT,
    ) -> None:
        """Start with what `like` has prepared, from which only routes and `filters` may differ.

        `owners` are each address' namespaces.
        """
        super().__init__(state, None)
        self.owners = owners
        self._places: dict[str, Place] = {}
        self._before = like
        self.core: frozenset[str] = like.core if like else frozenset()
        """Whose chains walks note, as edits may change them."""
        self._behind: dict[tuple[str, str], dict[str, list[Veth]]] = {}
        self._chains: dict[int, dict[str, Chain]] = {}
        self._chains_before: dict[int, dict[str, Chain]] = {}
        """Those in another space of ports."""
        self._kept: list[PreparedTable] = []
        self._steady: dict[tuple[int, str], str] = {}
        self.space: PortSpace
        self.proxies: frozenset[str]
        """Who may answer ARP for others."""
        if like is not None:
            self.space, self.proxies = like.space.with_cuts(filters.cuts), like.proxies
            self._chains, self._kept, self._steady = like._chains, like._kept, like._steady
            if self.space is not like.space:
                self._chains, self._chains_before = {}, like._chains
            for netns in {each for each, _, _ in filters.chains}:
                self._take_chains(netns, like, filters)
        else:
            self.proxies = frozenset(
                name
                for name, netns in state.items()
                if netns.sysctls and any(setting in PROXY_ARP and value != "0" for setting, value in netns.sysctls)
            )
            distinct = {id(netns.tables): netns.tables for netns in state.values() if netns.tables}
            self.space = PortSpace(cuts_of(table for tables in distinct.values() for table in tables))

    def netns(self, name: str) -> Place:
        """Return a namespace, ready. Raises Undecided when the state has none of that name."""
        place = self._places.get(name)
        if place is None:
            if name not in self.state:
                raise Undecided(f"namespace {name}", "it is not in the state")
            state = self.state[name]
            before = self._before._places.get(name) if self._before else None
            place = before if before and before.state is state else Place(name, state, before)
            self._places[name] = place
        return place

    def _take_chains(self, netns: str, like: "Terrain", filters: FilterEdit) -> None:
        """Take over the chains of a namespace that an edit of its tables leaves alone."""
        before = {each.name: each for each in like.netns(netns).tables}
        for table in self.netns(netns).tables:
            earlier = before.get(table.name)
            if earlier is None or earlier is table:
                continue
            self._kept.append(table)
            for known in (self._chains, self._chains_before):
                known[id(table)] = {
                    name: chain
                    for name, chain in known.get(id(earlier), {}).items()
                    if (netns, table.name, name) not in filters.chains
                }

    def chain(self, table: PreparedTable, name: str) -> Chain:
        """Return a chain of a table, ready for regions."""
        known = self._chains.get(id(table))
        if known is None:
            # Kept, so that no other table ever gets its number.
            self._kept.append(table)
            known = self._chains[id(table)] = {}
        chain = known.get(name)
        if chain is None:
            earlier = self._chains_before.get(id(table), {}).get(name)
            chain = known[name] = Chain(table.chains[name], self.space, earlier)
        return chain

    def steadiness(self, place: Place, table: PreparedTable, name: str) -> str:
        """Say whether connection tracking changes what a chain does (see `repeating`)."""
        key = id(table), name
        known = self._steady.get(key)
        if known is None:
            written = next(each for each in place.state.tables if each.name == table.name)
            known = self._steady[key] = steadiness(written, name)
        return known

    def far_end(self, link: Veth) -> Veth:
        """Find the other end of a cable."""
        for end in self.state[link.peer_netns].links if link.peer_netns in self.state else ():
            if end.name == link.peer_name and isinstance(end, Veth):
                return end
        raise Undecided(f"{link.peer_name} of {link.peer_netns}", f"it is no end of the cable {link.name}")

    def hearing(self, netns: str, dev: str) -> Iterator[Listener]:
        """Yield the interfaces that hear what a namespace broadcasts on an interface."""
        yield from self._reached(netns, dev, {(netns, dev)})

    def _reached(self, netns: str, dev: str, seen: set[tuple[str, str]]) -> Iterator[Listener]:
        links = self.state[netns].links
        link = next((each for each in links if each.name == dev), None)
        if link is None:
            raise Undecided(f"namespace {netns}", f"there is no interface {dev!r}")
        if isinstance(link, Bridge):
            for port in links:
                if isinstance(port, Veth) and port.master == dev:
                    yield from self._through(port, seen)
        else:
            yield from self._through(link, seen)

    def _through(self, link: Veth, seen: set[tuple[str, str]]) -> Iterator[Listener]:
        end = self.far_end(link)
        far = link.peer_netns
        if end.master is None:
            yield Listener(far, end.name, end.mac)
            return
        if (far, end.master) in seen:
            raise Undecided(
                f"bridge {end.master} of {far}", "it is part of a ring, and the model knows no spanning tree"
            )
        seen.add((far, end.master))
        for each in self.state[far].links:
            if each.name == end.master:
                yield Listener(far, each.name, each.mac)
            elif isinstance(each, Veth) and each.master == end.master and each.name != end.name:
                yield from self._through(each, seen)

    def port_towards(self, netns: str, bridge: Bridge, mac: str) -> Veth | None:
        """Find the port of a bridge behind which a hardware address lives, None: nowhere, or in the bridge itself."""
        behind = self._behind.get((netns, bridge.name))
        if behind is None:
            behind = self._behind[netns, bridge.name] = self._learned(netns, bridge)
        found = behind.get(mac, [])
        if len(found) > 1:
            names = ", ".join(port.name for port in found)
            raise Undecided(
                f"bridge {bridge.name} of {netns}", f"{mac} lives behind {names}: the last to speak is believed"
            )
        return found[0] if found else None

    def _learned(self, netns: str, bridge: Bridge) -> dict[str, list[Veth]]:
        ports = [link for link in self.state[netns].links if isinstance(link, Veth) and link.master == bridge.name]
        behind: dict[str, list[Veth]] = {}
        for port in ports:
            for mac in {each.mac for each in self._reached(netns, port.name, {(netns, port.name)})}:
                behind.setdefault(mac, []).append(port)
        for mac in (bridge.mac, *(port.mac for port in ports)):
            behind.pop(mac, None)
        return behind

    def answering(self, netns: Place, dev: str, target: int, speaker: int | None) -> Listener | None:
        """Find who answers "who has `target`" on `dev`, asked from `speaker`; None when nobody does."""
        able = self.proxies.union(self.owners.get(target, ()))
        candidates = [each for each in self.hearing(netns.name, dev) if each.netns in able]
        found = [each for each in candidates if self._answers(self.netns(each.netns), each.dev, target, speaker)]
        if len({each.mac for each in found}) > 1:
            names = ", ".join(each.netns for each in found)
            raise Undecided(f"{dev} of {netns.name}", f"{names} all answer ARP for one address: the first answer wins")
        return found[0] if found else None

    def _answers(self, netns: Place, dev: str, target: int, speaker: int | None) -> bool:
        """Linux: arp_process, as `trace.wires` has it."""
        is_own = netns.routing.is_local(target)
        if not is_own and not (netns.forwards and netns.answers_for_others):
            return False
        if is_own:
            return speaker is None or source_problem(netns, dev, speaker, None, nothing) is None
        choice = netns.routing.find(target, 0, nothing)
        if choice is None or choice.kind != "unicast" or choice.dev == dev or speaker is None:
            return False
        return source_problem(netns, dev, speaker, choice.dev, nothing) is None


def by_table(routes: tuple[RouteEntry, ...]) -> dict[int, tuple[RouteEntry, ...]]:
    """Part routes, which are sorted by it, by their table: a few binary searches, however many they are."""
    found, start = dict[int, tuple[RouteEntry, ...]](), 0
    while start < len(routes):
        table = routes[start].table
        end = bisect_right(routes, table, start, key=_table_of)
        found[table] = routes[start:end]
        start = end
    return found


def _table_of(route: RouteEntry) -> int:
    return route.table


def nothing(route: RouteRef) -> bool:
    """No route is looked past here."""
    return False
