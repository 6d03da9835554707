"""Where the cluster's DNS service may live: in the service range, not on its first or last address (R8)."""

from collections.abc import Iterator
from ipaddress import IPv4Address

from ..net.prefixes import Address, Prefix, first, holds, last, parse_address
from .cluster_documents import DEFAULT_DNS_SERVICE_IP
from .examples import in_the_article
from .facts import PROFILE, at_creation, service_ranges
from .free_ranges import tenth
from .places import DNS_SERVICE_IP, SERVICE_CIDR
from .resources import ManagedCluster
from .rule import Answer, Rule, in_own_words
from .unknown import Values, known
from .view import View

DNS_TARGET = f"{PROFILE}.dnsServiceIP"


def _dns_and_range(cluster: ManagedCluster) -> Iterator[tuple[Address, Prefix]]:
    """Yield the DNS address with the service range of its family; nothing if the service is to choose it."""
    address = parse_address(known(cluster.network.dns_service_ip, DNS_TARGET))
    for prefix in service_ranges(cluster):
        if address is not None and prefix.version == address.version:
            yield address, prefix


def _malformed(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    text = known(cluster.network.dns_service_ip, DNS_TARGET)
    if text and parse_address(text) is None:
        ranges = service_ranges(cluster)
        yield {"ip": text, "ten": tenth(ranges[0]) if ranges else DEFAULT_DNS_SERVICE_IP}


DNS_MALFORMED = Rule(
    id="dns-service-ip-malformed",
    title="The DNS service IP is an IP address",
    source=("E3", "R8"),
    subject=ManagedCluster,
    answer=in_own_words("DnsServiceIpParseError", "The DNS service IP '{ip}' is not an IP address.", DNS_TARGET),
    fix="Write one address of the service range without a length, by convention its tenth: {ten}.",
    place=DNS_SERVICE_IP,
    check=at_creation(_malformed),
    failing=lambda: in_the_article(dnsServiceIP="10.0.0.10/16"),
    sound=lambda: in_the_article(dnsServiceIP="10.0.0.10"),
)


def _outside(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for address, prefix in _dns_and_range(cluster):
        if not holds(prefix, address):
            yield {"ip": address, "cidr": prefix, "ten": tenth(prefix)}


DNS_OUTSIDE = Rule(
    id="dns-service-ip-outside",
    title="The DNS service IP is in the service range",
    source=("E2", "R8"),
    subject=ManagedCluster,
    answer=Answer(
        code="DnsServiceIpOutOfServiceCidr",
        text="The DNS service IP {ip} is out of the range defined by service CIDR {cidr}.",
        target=DNS_TARGET,
    ),
    fix="Write dnsServiceIP {ten}, or a serviceCidr that {ip} is in: the two change together.",
    place=DNS_SERVICE_IP,
    also=(SERVICE_CIDR,),
    check=at_creation(_outside),
    failing=lambda: in_the_article(serviceCidr="10.1.0.0/16"),
    sound=lambda: in_the_article(serviceCidr="10.1.0.0/16", dnsServiceIP="10.1.0.10"),
)


def _left_to_default(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if known(cluster.network.dns_service_ip, DNS_TARGET):
        return
    for prefix in service_ranges(cluster):
        if prefix.version == 4 and not holds(prefix, IPv4Address(DEFAULT_DNS_SERVICE_IP)):
            yield {"ip": DEFAULT_DNS_SERVICE_IP, "cidr": prefix, "ten": tenth(prefix)}


# Azure documents the default and shows a refusal of it; whether it chooses another address by itself is not public.
DNS_LEFT_TO_DEFAULT = Rule(
    id="dns-service-ip-left-to-default",
    title="A service range of one's own comes with a DNS service IP inside it",
    class_="risk",
    source=("R13", "E2", "R8"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The service CIDR is {cidr}, and no DNS service IP is written: its documented default, {ip}, is outside, which "
        "Azure refuses (DnsServiceIpOutOfServiceCidr).",
        DNS_TARGET,
    ),
    fix="Write dnsServiceIP {ten}: service range and DNS address change together.",
    place=SERVICE_CIDR,
    check=at_creation(_left_to_default),
    failing=lambda: in_the_article(serviceCidr="10.1.0.0/16", dnsServiceIP=None),
    sound=lambda: in_the_article(serviceCidr="10.1.0.0/16", dnsServiceIP="10.1.0.10"),
)


def _broadcast(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for address, prefix in _dns_and_range(cluster):
        if int(address) == last(prefix):
            yield {"ip": address, "cidr": prefix, "ten": tenth(prefix)}


DNS_BROADCAST = Rule(
    id="dns-service-ip-last",
    title="The DNS service IP is not the last address of the service range",
    source=("E3", "R8"),
    subject=ManagedCluster,
    answer=in_own_words(
        "DnsBroadcastAddressConflicting",
        "The DNS service IP {ip} is the broadcast address of the service CIDR {cidr}.",
        DNS_TARGET,
    ),
    fix="Write dnsServiceIP {ten}.",
    place=DNS_SERVICE_IP,
    also=(SERVICE_CIDR,),
    check=at_creation(_broadcast),
    failing=lambda: in_the_article(dnsServiceIP="10.0.255.255"),
    sound=lambda: in_the_article(dnsServiceIP="10.0.255.254"),
)


def _first(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for address, prefix in _dns_and_range(cluster):
        if int(address) == first(prefix) + 1:
            yield {"ip": address, "cidr": prefix, "ten": tenth(prefix)}


DNS_FIRST = Rule(
    id="dns-service-ip-first",
    title="The first address of the service range is kubernetes.default's, not the DNS service's",
    source=("E3", "R8"),
    subject=ManagedCluster,
    answer=in_own_words(
        "DnsServiceIpConflicting",
        "The DNS service IP {ip} is the first address of the service CIDR {cidr}, which kubernetes.default has.",
        DNS_TARGET,
    ),
    fix="Write dnsServiceIP {ten}.",
    place=DNS_SERVICE_IP,
    also=(SERVICE_CIDR,),
    check=at_creation(_first),
    failing=lambda: in_the_article(dnsServiceIP="10.0.0.1"),
    sound=lambda: in_the_article(dnsServiceIP="10.0.0.2"),
)


def _network_address(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for address, prefix in _dns_and_range(cluster):
        if int(address) == first(prefix):
            yield {"ip": address, "cidr": prefix, "ten": tenth(prefix)}


# Azure/AKS#2579: the service took .0, and nothing resolved.
DNS_NETWORK_ADDRESS = Rule(
    id="dns-service-ip-network-address",
    title="The DNS service cannot answer on the network address",
    class_="breaks",
    source=("Azure/AKS#2579",),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "The DNS service IP {ip} is the network address of {cidr}: no pod will resolve a name.", DNS_TARGET
    ),
    fix="Write dnsServiceIP {ten}; in a cluster that runs already it is fixed, and a new one is needed.",
    place=DNS_SERVICE_IP,
    also=(SERVICE_CIDR,),
    check=_network_address,
    failing=lambda: in_the_article(dnsServiceIP="10.0.0.0"),
    sound=lambda: in_the_article(dnsServiceIP="10.0.0.10"),
)


def _not_ten(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for address, prefix in _dns_and_range(cluster):
        if holds(prefix, address) and int(address) != first(prefix) + 10:
            yield {"ip": address, "cidr": prefix, "ten": tenth(prefix)}


DNS_NOT_TEN = Rule(
    id="dns-service-ip-not-ten",
    title="By convention the DNS service is the tenth address of the service range",
    class_="note",
    source=("R9", "X2"),
    subject=ManagedCluster,
    answer=in_own_words("", "The DNS service IP {ip} is not the .10 of {cidr}; Azure does not mind.", DNS_TARGET),
    fix="Write dnsServiceIP {ten} if nothing speaks for {ip}.",
    place=DNS_SERVICE_IP,
    also=(SERVICE_CIDR,),
    check=_not_ten,
    failing=lambda: in_the_article(dnsServiceIP="10.0.0.53"),
    sound=lambda: in_the_article(dnsServiceIP="10.0.0.10"),
)

DNS_SERVICE = (
    DNS_MALFORMED,
    DNS_OUTSIDE,
    DNS_LEFT_TO_DEFAULT,
    DNS_BROADCAST,
    DNS_FIRST,
    DNS_NETWORK_ADDRESS,
    DNS_NOT_TEN,
)
"""In range, not broadcast, not first: the order of AKS's ancestor (R8)."""
