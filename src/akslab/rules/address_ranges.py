"""Which ranges a cluster's pods and services may have: well written, large enough, not reserved, not on each other.

Overlap is meant, not containment (R2): a range that encloses a reserved one is as wrong as one inside it.
"""

from collections.abc import Iterator

from ..net.prefixes import RESERVED_BY_AKS, PrefixError, is_public, overlap, overlapping, parse_prefix
from .cluster_documents import DEFAULT_POD_CIDR, DEFAULT_SERVICE_CIDR
from .examples import cluster, in_the_article, network, subnet, world
from .facts import PROFILE, at_creation, own_network, pod_ranges, prefixes_of, service_ranges
from .free_ranges import free_pods, free_services, tenth
from .places import DNS_SERVICE_IP, POD_CIDR, SERVICE_CIDR
from .resources import ManagedCluster, VirtualNetwork
from .room import moved_space
from .rule import Rule, in_own_words, with_own_code
from .unknown import Unknown, Values
from .view import View

POD_TARGET = f"{PROFILE}.podCIDR"
SERVICE_TARGET = f"{PROFILE}.serviceCIDR"
LARGEST_SERVICE_RANGE = {4: 12, 6: 107}
"""A service range has to be smaller than these prefix lengths (R5)."""


def _written_wrong(cluster: ManagedCluster) -> Iterator[tuple[Values, PrefixError]]:
    """Yield the ranges that cannot be read: where they stand, with the default one as an example of a good one."""
    for target, at, texts, example in (
        (POD_TARGET, POD_CIDR, cluster.network.pod_cidrs, DEFAULT_POD_CIDR),
        (SERVICE_TARGET, SERVICE_CIDR, cluster.network.service_cidrs, DEFAULT_SERVICE_CIDR),
    ):
        for text in () if isinstance(texts, Unknown) else texts:
            try:
                parse_prefix(text)
            except PrefixError as error:
                yield {"target": target, "cidr": text, "at": f"{at}[{text}]", "example": example}, error


def _malformed(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for values, error in _written_wrong(cluster):
        if error.canonical is None:
            yield values


def _host_bits(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for values, error in _written_wrong(cluster):
        if error.canonical is not None:
            yield values | {"canonical": error.canonical}


MALFORMED_RANGE = Rule(
    id="cluster-range-malformed",
    title="A pod or service range is an address and a prefix length",
    source=("R7",),
    subject=ManagedCluster,
    answer=in_own_words("CidrStringParseError", "'{cidr}' is not a CIDR range such as 10.244.0.0/16.", "{target}"),
    fix="Write an address, a slash and a length, such as {example}.",
    place="{at}",
    check=at_creation(_malformed),
    failing=lambda: in_the_article(podCidr="10.244.0.0"),
    sound=lambda: in_the_article(podCidr="10.244.0.0/16"),
)

HOST_BITS = Rule(
    id="cluster-range-host-bits",
    title="A pod or service range starts at its first address",
    source=("R7",),
    subject=ManagedCluster,
    answer=with_own_code(
        "CidrHasHostBits", "'{cidr}' has host bits set: for this length the range is {canonical}.", "{target}"
    ),
    fix="Write {canonical} instead of {cidr}.",
    place="{at}",
    check=at_creation(_host_bits),
    failing=lambda: in_the_article(serviceCidr="10.2.0.1/24", dnsServiceIP="10.2.0.10"),
    sound=lambda: in_the_article(serviceCidr="10.2.0.0/24", dnsServiceIP="10.2.0.10"),
)


def _reserved(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    named = [(POD_TARGET, POD_CIDR, prefix) for prefix in pod_ranges(cluster)]
    named += [(SERVICE_TARGET, SERVICE_CIDR, prefix) for prefix in service_ranges(cluster)]
    for target, at, prefix in named:
        for reserved in overlapping(prefix, RESERVED_BY_AKS):
            free = free_pods(view, prefix)
            yield {"target": target, "cidr": prefix, "reserved": reserved, "at": f"{at}[{prefix}]", "moves": "", **free}
    if network := own_network(view, cluster):
        yield from _reserved_in(view, network)


def _reserved_in(view: View, network: VirtualNetwork) -> Iterator[Values]:
    """Yield the reserved ranges that a network meets: it moves with the subnets in it."""
    for prefix in prefixes_of(network):
        for reserved in overlapping(prefix, RESERVED_BY_AKS):
            yield {
                "target": "agentPoolProfile.vnetSubnetID",
                "cidr": prefix,
                "reserved": reserved,
                "at": f"{network.id}#properties.addressSpace.addressPrefixes[{prefix}]",
                **moved_space(view, network, prefix),
            }


RESERVED_RANGE = Rule(
    id="reserved-range",
    title="Pods, services and the cluster's network keep off 169.254/16, 172.30/16, 172.31/16 and 192.0.2/24",
    source=("R1", "R2", "C7", "E27"),
    subject=ManagedCluster,
    answer=with_own_code(
        "ReservedRange", "The range {cidr} overlaps {reserved}, which AKS reserves for itself.", "{target}"
    ),
    fix="Take a range that does not meet {reserved}; {free} is free here.",
    place="{at}",
    check=at_creation(_reserved),
    failing=lambda: in_the_article(podCidr="172.16.0.0/12"),
    sound=lambda: in_the_article(podCidr="172.16.0.0/16"),
)


def _service_too_large(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for prefix in service_ranges(cluster):
        if prefix.prefixlen <= LARGEST_SERVICE_RANGE[prefix.version]:
            smaller = parse_prefix(f"{prefix.network_address}/{16 if prefix.version == 4 else 108}")
            length = LARGEST_SERVICE_RANGE[prefix.version]
            yield {"cidr": prefix, "length": length, "smaller": smaller, "dns": tenth(smaller)}


# Upstream Kubernetes accepts exactly /12; AKS's pages say "smaller than /12", and the service is the stricter (X8).
SERVICE_TOO_LARGE = Rule(
    id="service-cidr-too-large",
    title="A service range is smaller than a /12",
    source=("R5", "X8"),
    subject=ManagedCluster,
    answer=with_own_code(
        "ServiceCidrTooLarge", "The service CIDR {cidr} has to be smaller than a /{length}.", SERVICE_TARGET
    ),
    fix="Write serviceCidr {smaller} and dnsServiceIP {dns}.",
    place="properties.networkProfile.serviceCidr[{cidr}]",
    also=(DNS_SERVICE_IP,),
    check=at_creation(_service_too_large),
    failing=lambda: in_the_article(serviceCidr="10.0.0.0/12"),
    sound=lambda: in_the_article(serviceCidr="10.0.0.0/13"),
)


def _service_public(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for prefix in service_ranges(cluster):
        if is_public(prefix):
            yield {"cidr": prefix, **free_services(view, prefix)}


# The changelog says so; AKS Construction's templates still had 172.10.0.0/16 long after. We take the changelog.
SERVICE_PUBLIC = Rule(
    id="service-cidr-public",
    title="A service range is neither public nor multicast",
    source=("R6",),
    subject=ManagedCluster,
    answer=with_own_code(
        "ServiceCidrPublic", "The service CIDR {cidr} is in public or multicast address space.", SERVICE_TARGET
    ),
    fix="Write serviceCidr {free} and dnsServiceIP {dns}, or another private range that nobody else uses.",
    place="properties.networkProfile.serviceCidr[{cidr}]",
    also=(DNS_SERVICE_IP,),
    check=at_creation(_service_public),
    failing=lambda: in_the_article(serviceCidr="20.1.0.0/16", dnsServiceIP="20.1.0.10"),
    sound=lambda: in_the_article(serviceCidr="100.64.0.0/16", dnsServiceIP="100.64.0.10"),
)


def _pods_over_services(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for pods in pod_ranges(cluster):
        for services in overlapping(pods, service_ranges(cluster)):
            yield {"pod": pods, "svc": services, **free_services(view, services)}


PODS_OVER_SERVICES = Rule(
    id="pod-cidr-overlaps-service-cidr",
    title="Pods and services do not share addresses",
    source=("R10", "E5b"),
    subject=ManagedCluster,
    answer=in_own_words("PodCidrOverlapServiceCidr", "The pod CIDR {pod} overlaps the service CIDR {svc}.", POD_TARGET),
    fix="Move one of them: serviceCidr {free} with dnsServiceIP {dns} is free here.",
    place="properties.networkProfile.podCidr[{pod}]",
    also=("properties.networkProfile.serviceCidr[{svc}]",),
    check=at_creation(_pods_over_services),
    failing=lambda: in_the_article(serviceCidr="10.244.8.0/24", dnsServiceIP="10.244.8.10"),
    sound=lambda: in_the_article(serviceCidr="10.245.8.0/24", dnsServiceIP="10.245.8.10"),
)


def _pods_over_each_other(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    ranges = pod_ranges(cluster)
    for index, one in enumerate(ranges):
        for other in ranges[:index]:
            if overlap(one, other):
                yield {"pod": one, "other": other}


PODS_OVER_EACH_OTHER = Rule(
    id="pod-cidrs-overlap",
    title="A dual-stack cluster's pod ranges differ",
    source=("R13",),
    subject=ManagedCluster,
    answer=with_own_code("PodCidrsOverlap", "The pod CIDR {pod} overlaps the pod CIDR {other}.", POD_TARGET),
    fix="Write one IPv4 and one IPv6 range, such as 10.244.0.0/16 and fd12:3456:789a::/64.",
    place="properties.networkProfile.podCidr[{pod}]",
    also=("properties.networkProfile.podCidr[{other}]",),
    check=at_creation(_pods_over_each_other),
    failing=lambda: world(network(subnet()), cluster(podCidrs=["10.244.0.0/16", "10.244.8.0/24"])),
    sound=lambda: world(network(subnet()), cluster(podCidrs=["10.244.0.0/16", "fd12:3456:789a::/64"])),
)

ADDRESS_RANGES = (
    MALFORMED_RANGE,
    HOST_BITS,
    SERVICE_TOO_LARGE,
    SERVICE_PUBLIC,
    RESERVED_RANGE,
    PODS_OVER_SERVICES,
    PODS_OVER_EACH_OTHER,
)
"""In the order AKS judges: parsing, then each range, then ranges against each other."""
