"""How long the prefixes have to be: for each range the smallest that holds the demand, and how that was reckoned."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..net.prefixes import NODE_BLOCK_LENGTH, RESERVED_IN_A_SUBNET
from ..rules.networks import LONGEST_SUBNET
from .demand import Demand
from .limits import slots, usable
from .plugins import POD_BATCH
from .ranges import length_of, size_of
from .sentences import Sentence, sentence

DNS_OFFSET = 10
"""The DNS service is the .10 of the service range (R9)."""

SERVICES_OF_AKS = 2
"""kubernetes.default and kube-dns."""

NO_SERVICE = 2
"""A range's first and last address are no service's."""

LONGEST_SERVICE = 28
"""The longest prefix that still has a .10."""

SHOWN_POOLS = 6


class Sizes(Struct, frozen=True, kw_only=True):
    """The prefix lengths of a plan; 0 for a range its plugin does not have."""

    subnet: int
    pod_subnet: int = 0
    pod_cidr: int = 0
    service: int


def sizes_of(demand: Demand) -> Sizes:
    """Return the smallest ranges that hold the demand, an upgrade's surge included."""
    plugin = demand.plugin
    return Sizes(
        subnet=subnet_length(demand.subnet_addresses),
        pod_subnet=subnet_length(demand.pod_subnet_addresses) if plugin.pods_in_own_subnet else 0,
        pod_cidr=NODE_BLOCK_LENGTH - (demand.at_upgrade - 1).bit_length() if plugin.has_slots else 0,
        service=service_length(demand.needs.services),
    )


def subnet_length(addresses: int) -> int:
    """Return the longest prefix whose usable addresses are so many, a /29 for one (P1, D24)."""
    return length_of(addresses + RESERVED_IN_A_SUBNET)


def service_length(services: int) -> int:
    """Return the longest prefix that holds so many own services."""
    return min(LONGEST_SERVICE, length_of(services + SERVICES_OF_AKS + NO_SERVICE))


def services_in(length: int) -> int:
    """Return how many own services a range has addresses for."""
    return size_of(length) - SERVICES_OF_AKS - NO_SERVICE


def arithmetic(demand: Demand, sizes: Sizes) -> Iterator[Sentence]:
    """Yield how the sizes were reckoned, line by line."""
    yield from _nodes(demand)
    yield from _subnet(demand, sizes.subnet)
    if demand.plugin.pods_in_own_subnet:
        yield from _pod_subnet(demand, sizes.pod_subnet)
    if demand.plugin.has_slots:
        yield sentence("sum.pod-cidr", nodes=demand.at_upgrade, slots=slots(sizes.pod_cidr), length=sizes.pod_cidr)
    total = demand.needs.services + SERVICES_OF_AKS + NO_SERVICE
    yield sentence("sum.services", services=demand.needs.services, total=total, length=sizes.service)
    yield sentence("sum.pods", nodes=demand.nodes, pods_per_node=demand.pods_per_node, pods=demand.pods)


def _nodes(demand: Demand) -> Iterator[Sentence]:
    needs = demand.needs
    if needs.pods:
        by_pods = -(-needs.pods // demand.pods_per_node)
        yield sentence("sum.by-pods", pods=needs.pods, pods_per_node=demand.pods_per_node, nodes=by_pods)
    growth = needs.growth.text or "1x"
    yield sentence("sum.nodes", now=demand.nodes_now, growth=growth, nodes=demand.nodes)
    if len(demand.pools) > 1:
        yield sentence("sum.pools", pools=len(demand.pools), nodes=_sum(demand.sizes))
    surges = _sum([needs.surge.of(size) for size in demand.sizes])
    yield sentence(
        "sum.surge-percent" if needs.surge.is_percent else "sum.surge", surge=str(needs.surge), surges=surges
    )
    yield sentence("sum.at-upgrade", nodes=demand.nodes, extra=demand.surge, total=demand.at_upgrade)


def _sum(numbers: Sequence[int]) -> str:
    """Return `10 + 9 + 9 = 28`."""
    if len(numbers) == 1:
        return f"{numbers[0]:,}"
    shown = " + ".join(f"{number:,}" for number in numbers[:SHOWN_POOLS])
    return f"{shown}{' + …' if len(numbers) > SHOWN_POOLS else ''} = {sum(numbers):,}"


def _subnet(demand: Demand, length: int) -> Iterator[Sentence]:
    nodes, pods = demand.at_upgrade, demand.pods_per_node
    if demand.plugin.pods_in_node_subnet:
        yield sentence("sum.node-subnet", nodes=nodes, pods_per_node=pods, total=nodes + nodes * pods)
    if fixed := demand.needs.fixed_addresses:
        yield sentence(
            "sum.fixed",
            balancers=demand.needs.internal_load_balancers,
            others=demand.needs.other_addresses,
            nodes=demand.subnet_addresses - fixed,
            total=demand.subnet_addresses,
        )
    yield _rounded("sum.subnet", demand.subnet_addresses, length)


def _pod_subnet(demand: Demand, length: int) -> Iterator[Sentence]:
    each = demand.plugin.pod_addresses(demand.pods_per_node)
    yield sentence(
        "sum.batches", pods_per_node=demand.pods_per_node, batches=each // POD_BATCH, batch=POD_BATCH, each=each
    )
    yield sentence("sum.pod-addresses", nodes=demand.at_upgrade, each=each, total=demand.pod_subnet_addresses)
    yield _rounded("sum.pod-subnet", demand.pod_subnet_addresses, length)


def _rounded(key: str, addresses: int, length: int) -> Sentence:
    return sentence(
        key,
        addresses=addresses,
        reserved=RESERVED_IN_A_SUBNET,
        total=addresses + RESERVED_IN_A_SUBNET,
        length=length,
        size=size_of(length),
        usable=usable(length),
    )


def one_smaller(demand: Demand, sizes: Sizes) -> Iterator[Sentence]:
    """Yield why no range is one size smaller."""
    if sizes.subnet < LONGEST_SUBNET:
        yield _too_small("rejected.subnet", sizes.subnet + 1, usable(sizes.subnet + 1), demand.subnet_addresses)
    if demand.plugin.pods_in_own_subnet and sizes.pod_subnet < LONGEST_SUBNET:
        has = usable(sizes.pod_subnet + 1)
        yield _too_small("rejected.pod-subnet", sizes.pod_subnet + 1, has, demand.pod_subnet_addresses)
    if demand.plugin.has_slots and sizes.pod_cidr < NODE_BLOCK_LENGTH:
        yield _too_small("rejected.pod-cidr", sizes.pod_cidr + 1, slots(sizes.pod_cidr + 1), demand.at_upgrade)
    if sizes.service < LONGEST_SERVICE:
        has = services_in(sizes.service + 1)
        yield _too_small("rejected.service-cidr", sizes.service + 1, has, demand.needs.services)


def _too_small(key: str, length: int, has: int, needed: int) -> Sentence:
    return sentence(key, length=length, has=has, needed=needed)
