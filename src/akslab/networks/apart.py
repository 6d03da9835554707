"""Addresses that are no machine's: those Azure itself answers on every host, and services, which are not there yet."""

from collections.abc import Iterable, Mapping
from typing import Any

from ..compile.ranges import number_of, range_of
from ..net.prefixes import parsed
from ..rules.cluster_documents import DEFAULT_SERVICE_CIDR
from ..wire.sentences import Sentence, sentence
from ..wire.symbols import spoken
from .values import Network, ServiceRange

PLATFORM = {
    "168.63.129.16": "endpoint.platform-dns",
    "169.254.169.254": "endpoint.platform-metadata",
}
"""Answered on the host itself: neither routes nor security groups of one's own are asked (D23)."""
_CLUSTERS = "microsoft.containerservice/managedclusters"


def service_ranges(documents: Iterable[Mapping[str, Any]]) -> tuple[ServiceRange, ...]:
    """Return the service ranges of the clusters among ARM documents, as far as they are IPv4 and told."""
    found: list[ServiceRange] = []
    for document in documents:
        properties = document.get("properties")
        profile = properties.get("networkProfile") if isinstance(properties, Mapping) else None
        if str(document.get("type", "")).lower() != _CLUSTERS or not isinstance(profile, Mapping):
            continue
        several = profile.get("serviceCidrs")
        texts = several if isinstance(several, list) and several else [profile.get("serviceCidr", DEFAULT_SERVICE_CIDR)]
        name = spoken(str(document.get("name", "")))
        readable = parsed(text for text in texts if isinstance(text, str))
        found += [ServiceRange(str(prefix), name) for prefix in readable if prefix.version == 4]
    return tuple(found)


def is_inside(network: Network, address: str) -> bool:
    """Whether an address lies in one of a network's virtual networks."""
    prefixes = (prefix for each in network.inputs.networks.values() for prefix in each.prefixes)
    return any(first <= number_of(address) <= last for first, last in map(range_of, prefixes))


def why_apart(address: str, services: Iterable[ServiceRange]) -> Sentence | None:
    """Return why nobody can be asked about at an address, None where somebody can."""
    if address in PLATFORM:
        return sentence(PLATFORM[address], address=address)
    for each in services:
        first, last = range_of(each.prefix)
        if first <= number_of(address) <= last:
            return sentence("endpoint.service-range", address=address, prefix=each.prefix, name=each.cluster)
    return None
