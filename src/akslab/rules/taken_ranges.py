"""A cluster's ranges against what is known to be somebody else's, against public addresses, and against name servers."""

from collections.abc import Iterator
from itertools import takewhile

from ..net.prefixes import RESERVED_BY_AKS, Prefix, holds, is_public, overlapping, parse_address, parsed
from .example import Example
from .examples import cluster, in_the_article, network, subnet, world
from .facts import own_network, pod_ranges, prefixes_of, service_ranges
from .free_ranges import free_pods, free_services
from .ids import name_of
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .span_index import Named, SpanIndex
from .subnet_spans import spans_of
from .unknown import CannotJudge, Values, known
from .view import TakenRange, View

MOST_NAMED = 10
"""Of the routes of a large company there may be thousands in one pod range; the cluster moves away from all of them."""


def taken_index(view: View) -> SpanIndex:
    """Return what is taken, to be asked by range."""
    return SpanIndex((taken.name, prefix) for taken in view.taken for prefix in parsed((taken.prefix,)))


def _taken(view: View, cluster: ManagedCluster, ours: Prefix) -> Iterator[Named]:
    """Yield what is taken and meets a range. A list that has this very range under the cluster's name means this one."""
    meeting, own_name = view.once(taken_index).meeting(ours), name_of(cluster.id).lower()
    same_range = tuple(takewhile(lambda each: each[1] == ours, meeting))
    others = (each for each in same_range if own_name not in each[0].lower())
    yield from few((*others, *meeting[len(same_range) :]))


def few(named: tuple[Named, ...]) -> Iterator[Named]:
    """Yield the first of these, the last of them with the number of those left out: `on-premises +4990`."""
    more = len(named) - MOST_NAMED
    for at, (name, prefix) in enumerate(named[:MOST_NAMED], 1):
        yield f"{name} +{more}" if at == MOST_NAMED and more > 0 else name, prefix


def _pods_over_taken(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for pods in pod_ranges(cluster) if view.taken else ():
        for name, prefix in _taken(view, cluster, pods):
            yield {"pod": pods, "prefix": prefix, "name": name, **free_pods(view, pods)}


def _beside(prefix: str, name: str = "on-premises") -> Example:
    """Return the article's cluster beside a range that is taken."""
    return world(network(subnet()), cluster(), taken=(TakenRange(name, prefix),))


PODS_OVER_TAKEN = Rule(
    id="pod-cidr-overlaps-taken-range",
    title="Pods keep off ranges that are taken",
    class_="breaks",
    source=("R3", "Azure/AKS#1175", "sassoftware/viya4-iac-azure#259"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The pod CIDR {pod} overlaps {prefix} ({name}): what pods send to those addresses stays in the cluster. Machines "
        "outside of it still reach them.",
    ),
    fix="Write podCidr {free}, or another range that nobody else uses; that of a running cluster is fixed.",
    place="properties.networkProfile.podCidr[{pod}]",
    check=_pods_over_taken,
    failing=lambda: _beside("10.244.8.0/24"),
    sound=lambda: _beside("10.245.8.0/24"),
)


def _services_over_taken(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for services in service_ranges(cluster) if view.taken else ():
        for name, prefix in _taken(view, cluster, services):
            yield {"svc": services, "prefix": prefix, "name": name, **free_services(view, services)}


# The article's own case: 10.0.0.0/8 comes over ExpressRoute, and the default service range lies inside it.
SERVICES_OVER_TAKEN = Rule(
    id="service-cidr-overlaps-taken-range",
    title="Services keep off ranges that are taken",
    class_="breaks",
    source=("R3", "R13", "Azure/AKS#1175"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The service CIDR {svc} overlaps {prefix} ({name}): in the cluster an address there may be a service's, and who "
        "has it over there is not reached. Machines outside of the cluster still reach it.",
    ),
    fix="Write serviceCidr {free} and dnsServiceIP {dns}, the two together; those of a running cluster are fixed.",
    place="properties.networkProfile.serviceCidr[{svc}]",
    also=("properties.networkProfile.dnsServiceIP",),
    check=_services_over_taken,
    failing=lambda: _beside("10.0.0.0/8"),
    sound=lambda: _beside("172.16.0.0/12"),
)


def _reserved(view: View) -> tuple[tuple[str, Prefix, Prefix], ...]:
    index = view.once(taken_index)
    return tuple((name, prefix, kept) for kept in RESERVED_BY_AKS for name, prefix in few(index.meeting(kept)))


def _reserved_taken(view: View, _cluster: ManagedCluster) -> Iterator[Values]:
    for name, prefix, reserved in view.once(_reserved):
        yield {"name": name, "prefix": prefix, "reserved": reserved}


RESERVED_TAKEN = Rule(
    id="reserved-range-taken",
    title="What a cluster talks to elsewhere keeps off the ranges that AKS reserves for itself",
    class_="risk",
    source=("R1", "R2", "Azure/AKS#2234"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "{name} uses {prefix}, which meets {reserved}: AKS keeps that range for itself, and the cluster may not reach "
        "those addresses.",
    ),
    fix="Move what the cluster talks to in {name} off {reserved}.",
    place="properties.networkProfile",
    check=_reserved_taken,
    failing=lambda: _beside("172.31.0.0/16", "other-cloud"),
    sound=lambda: _beside("172.29.0.0/16", "other-cloud"),
)


def _public(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for pods in pod_ranges(cluster):
        if is_public(pods):
            yield {"pod": pods, **free_pods(view, pods)}


PODS_PUBLIC = Rule(
    id="pod-cidr-public",
    title="A pod range is private",
    class_="risk",
    source=("R6",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The pod CIDR {pod} is in public address space: Azure accepts it and does not support it, and pods cannot reach "
        "those addresses on the Internet.",
    ),
    fix="Write podCidr {free}, or another range of RFC 1918 or RFC 6598.",
    place="properties.networkProfile.podCidr[{pod}]",
    check=_public,
    failing=lambda: in_the_article(podCidr="20.1.0.0/16"),
    sound=lambda: in_the_article(podCidr="100.64.0.0/16"),
)


def _name_servers(view: View, cluster: ManagedCluster, ranges: tuple[Prefix, ...]) -> Iterator[tuple[str, Prefix, str]]:
    """Yield the name servers of the cluster's network that are inside one of its ranges: where they are written."""
    place = own_network(view, cluster)
    if place is None:
        return
    for text in known(place.dns_servers, f"dnsServers of {place.name}"):
        address = parse_address(text)
        for prefix in (prefix for prefix in ranges if address and holds(prefix, address)):
            yield text, prefix, f"{place.id}#properties.dhcpOptions.dnsServers[{text}]"


def _server_in_services(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for ip, prefix, at in _name_servers(view, cluster, service_ranges(cluster)):
        yield {"ip": ip, "svc": prefix, "at": at, **free_services(view, prefix)}


def _resolving_at(ip: str) -> Example:
    return world(network(subnet(), dhcpOptions={"dnsServers": [ip]}), cluster())


SERVER_IN_SERVICES = Rule(
    id="dns-server-inside-service-cidr",
    title="The network's name servers are outside of the service range",
    class_="breaks",
    source=("R3",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The name server {ip} of the cluster's network is inside the service CIDR {svc}: in the cluster that address "
        "may be a service's, and names outside of the cluster do not resolve then.",
    ),
    fix="Write serviceCidr {free} and dnsServiceIP {dns}, or move the name server.",
    place="{at}",
    also=("properties.networkProfile.serviceCidr[{svc}]", "properties.networkProfile.dnsServiceIP"),
    check=_server_in_services,
    failing=lambda: _resolving_at("10.0.0.53"),
    sound=lambda: _resolving_at("10.1.0.53"),
)


def _server_in_pods(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for ip, prefix, at in _name_servers(view, cluster, pod_ranges(cluster)):
        yield {"ip": ip, "pod": prefix, "at": at, **free_pods(view, prefix)}


SERVER_IN_PODS = Rule(
    id="dns-server-inside-pod-cidr",
    title="The network's name servers are outside of the pod range",
    class_="breaks",
    source=("R3", "N7"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The name server {ip} of the cluster's network is inside the pod CIDR {pod}: what is sent there stays in the "
        "cluster, and names outside of it do not resolve.",
    ),
    fix="Write podCidr {free}, or move the name server.",
    place="{at}",
    also=("properties.networkProfile.podCidr[{pod}]",),
    check=_server_in_pods,
    failing=lambda: _resolving_at("10.244.3.53"),
    sound=lambda: _resolving_at("10.1.0.53"),
)


def _services_in_network(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    place = own_network(view, cluster)
    if place is None:
        return
    subnets = spans_of(view, place)
    if subnets.missing:
        raise CannotJudge(subnets.missing)
    for services in service_ranges(cluster):
        for prefix in overlapping(services, prefixes_of(place)) if not subnets.meeting(services) else ():
            at = f"{place.id}#properties.addressSpace.addressPrefixes[{prefix}]"
            yield {"svc": services, "vnet": prefix, "at": at, **free_services(view, services)}


# The service compares with subnets only (R3); the pages want the whole network kept free, and a subnet that is added
# there later stops the next upgrade (R4).
SERVICES_IN_NETWORK = Rule(
    id="service-cidr-inside-network",
    title="Services keep off the whole address space of the cluster's network",
    class_="risk",
    source=("R3", "R4", "V7"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The service CIDR {svc} overlaps {vnet} of the cluster's network, where there is no subnet yet: one that is "
        "added there stops the cluster's next upgrade.",
    ),
    fix="Write serviceCidr {free} and dnsServiceIP {dns}; in a running cluster keep subnets off {svc}.",
    place="properties.networkProfile.serviceCidr[{svc}]",
    also=("{at}", "properties.networkProfile.dnsServiceIP"),
    check=_services_in_network,
    failing=lambda: in_the_article(serviceCidr="192.168.8.0/22", dnsServiceIP="192.168.8.10"),
    sound=lambda: in_the_article(serviceCidr="10.0.0.0/16"),
)

TAKEN_RANGES = (
    SERVICES_IN_NETWORK,
    PODS_OVER_TAKEN,
    SERVICES_OVER_TAKEN,
    RESERVED_TAKEN,
    PODS_PUBLIC,
    SERVER_IN_SERVICES,
    SERVER_IN_PODS,
)
