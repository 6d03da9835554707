"""Which public address stands for which private one at a virtual network's edge."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from .attachments import Attachment
from .errors import CompileError
from .inputs import Inputs
from .names import short_hash
from .ranges import dotted, number_of

DEFAULT_OUTBOUND_FIRST = number_of("203.0.113.129")
DEFAULT_OUTBOUND_COUNT = 126
"""Default outbound access addresses are the hosts of 203.0.113.128/25 that no public IP address holds."""


class Edge(Struct, frozen=True):
    """Translations at the edge of one virtual network."""

    sources: dict[str, str]
    """Private address -> the public address its packets leave with. Others don't leave."""
    instances: dict[str, str]
    """Public address -> the private address that answers to it from outside (instance-level public IPs)."""


def default_outbound_addresses(network_ids: Iterable[str], allocated: Iterable[str]) -> dict[str, str]:
    """Choose a default outbound access address per network, by its id, around those that are taken.

    As on Azure nobody owns them, and one may change when a public IP address comes to need it.
    Raises CompileError when they run out.
    """
    taken = set(allocated)
    chosen: dict[str, str] = {}
    for network_id in sorted(network_ids):
        start = int(short_hash(network_id), 16)
        candidates = (
            dotted(DEFAULT_OUTBOUND_FIRST + (start + step) % DEFAULT_OUTBOUND_COUNT)
            for step in range(DEFAULT_OUTBOUND_COUNT)
        )
        address = next((candidate for candidate in candidates if candidate not in taken), None)
        if address is None:
            raise CompileError(network_id, "no default outbound access address is left in 203.0.113.128/25")
        taken.add(address)
        chosen[network_id] = address
    return chosen


def edge_of(ports: Iterable[Attachment], default_address: str, inputs: Inputs) -> Edge:
    """Find the translations for the interfaces of one network."""
    sources: dict[str, str] = {}
    instances: dict[str, str] = {}
    for port in ports:
        for configuration in port.configurations:
            own = inputs.public_addresses.get(configuration.public_address or "")
            public = own or _shared_address(port, default_address, inputs.public_addresses)
            if public:
                sources[configuration.address] = public
            if own:
                instances[own] = configuration.address
    return Edge(sources, instances)


def _shared_address(port: Attachment, default_address: str, public_addresses: Mapping[str, str]) -> str | None:
    cluster = port.cluster
    if cluster and cluster.outbound_type.lower() == "loadbalancer":
        # Members of a load balancer's backend pool have no default outbound access besides it.
        return public_addresses.get(cluster.outbound_address or "")
    return default_address if port.subnet.default_outbound_access else None
