"""Who is who in a state: whose address is whose, who hangs on whom, which prefixes are a family's own.

A leaf has one neighbour: a pod, a machine. A centre is a namespace all of whose neighbours but one are leaves: a node
with its pods. Everything else is core: a virtual network, a router. A centre and its leaves are a family, and so is a
leaf that hangs on the core. Only members of families can be alike; the core is what they are alike in.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network

from ..net.state import NetnsState, NetworkState, Veth

Range = tuple[int, int]
"""First and last address, both included."""


class Census:
    """Names, addresses and kinship of all namespaces of one state."""

    def __init__(self, state: NetworkState) -> None:
        self.state = state
        self.addresses: dict[str, tuple[int, ...]] = {}
        self.owners: dict[int, tuple[str, ...]] = {}
        self.numbers: dict[str, int] = {}
        """Every held address as it is written -> as a number."""
        self.macs: dict[str, tuple[str, ...]] = {}
        self.children: dict[str, list[str]] = {}
        """Leaves by what they hang on."""
        peers: dict[str, tuple[str, ...]] = {}
        for name, netns in state.items():
            peers[name] = self._count(name, netns)
        self.parents = _parents(peers, {name: len(netns.links) for name, netns in state.items()})
        """Namespace -> what it hangs on; the core is not in it."""
        self.centres = frozenset(name for name, around in peers.items() if len(around) > 1 and name in self.parents)
        for name, parent in self.parents.items():
            self.children.setdefault(parent, []).append(name)
        self._held = sorted(self.owners)
        self.own_networks: dict[str, tuple[Range, ...]] = {}
        """The interface networks of a family that hold no stranger's address, by the family's root."""
        for name in self.parents:
            if self.root(name) == name:
                self.own_networks[name] = tuple(self._find_own_networks(name, state[name]))

    def _count(self, name: str, netns: NetnsState) -> tuple[str, ...]:
        """Note who holds what; returns the namespaces at the other ends of the cables."""
        alone, macs, owners = (name,), self.macs, self.owners
        for link in netns.links:
            if macs.setdefault(link.mac, alone) is not alone:
                macs[link.mac] += alone
        held = []
        for each in netns.addresses:
            text = each.address.partition("/")[0]
            address = self.numbers[text] = address_of(text)
            held.append(address)
            if owners.setdefault(address, alone) is not alone:
                owners[address] += alone
        self.addresses[name] = tuple(held)
        if len(netns.links) == 1 and isinstance(netns.links[0], Veth):
            return (netns.links[0].peer_netns,)
        return tuple({link.peer_netns for link in netns.links if isinstance(link, Veth)})

    def number(self, text: str) -> int:
        """Read a dotted address."""
        found = self.numbers.get(text)
        return address_of(text) if found is None else found

    def centre_of(self, name: str) -> str | None:
        """Return the centre a leaf hangs on, None where that is the core."""
        parent = self.parents.get(name)
        return parent if parent in self.centres else None

    def root(self, name: str) -> str:
        """Return what a family is known by: its centre, or the namespace itself."""
        parent = self.parents.get(name)
        return parent if parent is not None and parent in self.centres else name

    def is_core(self, name: str) -> bool:
        """Whether a namespace belongs to no family."""
        return name not in self.parents

    def holders(self, span: Range) -> Iterable[str]:
        """Yield who holds the addresses of a range."""
        low, high = bisect_left(self._held, span[0]), bisect_right(self._held, span[1])
        for address in self._held[low:high]:
            yield from self.owners[address]

    def _find_own_networks(self, root: str, netns: NetnsState) -> Iterable[Range]:
        for each in netns.addresses:
            span = range_of(each.address)
            low, high = bisect_left(self._held, span[0]), bisect_right(self._held, span[1])
            strangers = (
                owner for held in self._held[low:high] for owner in self.owners[held] if self.root(owner) != root
            )
            if next(strangers, None) is None:
                yield span


def _parents(peers: dict[str, tuple[str, ...]], sizes: dict[str, int]) -> dict[str, str]:
    """Find what leaves and centres hang on."""
    leaves = {name for name, around in peers.items() if len(around) == 1}
    found = {name: peers[name][0] for name in leaves}
    # Two that know only each other hang on nobody.
    found = {name: parent for name, parent in found.items() if parent not in leaves}
    only = {
        name: rest[0]
        for name, around in peers.items()
        if name not in leaves and len(rest := [peer for peer in around if peer not in leaves]) == 1
    }
    for name, parent in only.items():
        # Of two that would both be a centre of the other, the smaller one is.
        if only.get(parent) != name or (sizes[name], name) < (sizes[parent], parent):
            found[name] = parent
    return found


def address_of(text: str) -> int:
    """Read a dotted address, with or without a length, as a number."""
    one, two, three, four = text.partition("/")[0].split(".")
    return int(one) << 24 | int(two) << 16 | int(three) << 8 | int(four)


@lru_cache(maxsize=1 << 14)
def range_of(prefix: str) -> Range:
    """Read a prefix, host bits or not, as a range."""
    address, _, length = prefix.partition("/")
    size = 1 << 32 - int(length)
    first = address_of(address) & ~(size - 1)
    return first, first + size - 1


def prefix_of(span: Range) -> str:
    """Write a range that is a prefix."""
    return str(IPv4Network((span[0], 33 - (span[1] - span[0] + 1).bit_length())))
