"""What a cluster's nodes have to reach, as Azure's page on outbound rules of AKS has it (R52-R54).

The page says itself that addresses are known of almost none of it: of public ends only the tags are known that hold
them, and security groups are judged by these (`Place`).
"""

from collections.abc import Iterator

from msgspec import Struct

from ..net.prefixes import first, last, parse_address
from .facts import has_outbound_type, minor_version, own_network, prefixes_of
from .ids import same
from .resources import ManagedCluster, Subnet
from .security_evaluation import Place, Protocol, Span, Spans, merged_spans
from .unknown import Unknown, known
from .view import View

HTTPS = 443
API_SERVER_PORTS = (443, 4443)
"""Of an API server in the user's network, behind a security group (R54)."""
DNS = 53
_NTP = 123
_TUNNEL: tuple[tuple[Protocol, int], ...] = (("Udp", 1194), ("Tcp", 9000))
_LAST_WITH_TUNNEL = (1, 22)
"""The version before the tunnel of today was everywhere, in May 2022 (R53)."""
_LAST_WITH_NTP = (1, 19)
"""The version before March 2021, since when nodes take the time from their host (R53)."""
_ELSEWHERE = ("china", "usgov", "usdod")
"""How regions of the other clouds begin."""
_API_SERVERS = {
    "china": "*.hcp.{region}.cx.prod.service.azk8s.cn",
    "usgov": "*.hcp.{region}.cx.aks.containerservice.azure.us",
    "usdod": "*.hcp.{region}.cx.aks.containerservice.azure.us",
}
_SERVICES = frozenset(
    {
        "azureactivedirectory",
        "azurecosmosdb",
        "azurekeyvault",
        "azureloadbalancer",
        "azuremonitor",
        "azureplatformdns",
        "azureplatformimds",
        "azureplatformlkm",
        "azureresourcemanager",
        "eventhub",
        "servicebus",
        "sql",
        "storage",
    }
)
"""Tags with the addresses of one service each, which is none of those that nodes need here."""
_IMAGES = frozenset({"azurecontainerregistry", "azurefrontdoor", "microsoftcontainerregistry"})
_REGISTRY = "MicrosoftContainerRegistry AzureFrontDoor.FirstParty"
"""The registry needs both (D29): who denies either denies it, who admits either means it."""
AZURE_DNS = Place(inside=frozenset({"azureplatformdns"}), is_platform=True)
AZURE_DNS_ADDRESS = "168.63.129.16"
"""Groups pass it by, but for the tag AzurePlatformDNS (D23, D30)."""


class Need(Struct, frozen=True, kw_only=True):
    """An end that nodes have to reach, or that has to reach them."""

    name: str
    """As it is shown: `mcr.microsoft.com:443`."""
    admitted_by: str
    """What a rule names that admits it: tags, or prefixes."""
    ports: Span
    protocol: Protocol = "Tcp"
    place: Place | None = None
    spans: Spans = ()
    """Its addresses, where they are known."""
    hosts: tuple[str, ...] = ()
    """Its names, of which one will do; `*` before one stands for what Azure makes up."""


def spans_of(subnet: Subnet) -> Spans:
    """Return the IPv4 addresses of a subnet."""
    return merged_spans((first(each), last(each)) for each in prefixes_of(subnet) if each.version == 4)


def for_setup(view: View, cluster: ManagedCluster, nodes: Subnet, *, widens: bool) -> Iterator[Need]:
    """Yield what a node needs to come up: the API server, and the registry of AKS's own images (R52).

    `widens`: VirtualNetwork may hold public addresses (U6), and Internet need not.
    """
    yield from _api_servers(view, cluster, nodes, widens=widens)
    if known(cluster.has_http_proxy, "httpProxyConfig"):
        return
    is_cached = same(known(cluster.artifact_source, "bootstrapProfile.artifactSource"), "Cache")
    if not is_cached and not any(has_outbound_type(cluster, each) for each in ("none", "block")):
        tags = frozenset(_REGISTRY.lower().split())
        registry = _public(*tags, outside=_SERVICES, widens=widens)
        is_in_china = _region(cluster).startswith("china")
        yield Need(
            name="mcr.microsoft.com:443",
            admitted_by=_REGISTRY,
            ports=(HTTPS, HTTPS),
            place=registry,
            hosts=("mcr.microsoft.com", "mcr.azure.cn") if is_in_china else ("mcr.microsoft.com",),
        )


def _api_servers(view: View, cluster: ManagedCluster, nodes: Subnet, *, widens: bool) -> Iterator[Need]:
    server = cluster.api_server
    if known(server.is_in_network, "apiServerAccessProfile.enableVnetIntegration"):
        id_ = known(server.subnet_id, "apiServerAccessProfile.subnetId")
        if subnet := view.subnet(id_) if id_ else None:
            yield from (_at(subnet, port) for port in API_SERVER_PORTS)
    elif known(server.is_private, "apiServerAccessProfile.enablePrivateCluster"):
        yield _at(nodes, HTTPS)
    elif not known(cluster.has_http_proxy, "httpProxyConfig"):
        yield _api_server(cluster, "Tcp", HTTPS, widens=widens)


def _at(subnet: Subnet, port: int) -> Need:
    prefixes = " ".join(str(each) for each in prefixes_of(subnet) if each.version == 4)
    return Need(name=f"{prefixes}:{port}", admitted_by=prefixes, ports=(port, port), spans=spans_of(subnet))


def _api_server(cluster: ManagedCluster, protocol: Protocol, port: int, *, widens: bool) -> Need:
    region = _region(cluster)
    host = next((host for start, host in _API_SERVERS.items() if region.startswith(start)), "*.hcp.{region}.azmk8s.io")
    return Need(
        name=f"{host.format(region=region or '*')}:{port}",
        hosts=(host.format(region=region),) if region else ("*.azmk8s.io",),
        admitted_by="AzureCloud",
        ports=(port, port),
        protocol=protocol,
        place=_public("azurecloud", f"azurecloud.{region}", outside=_SERVICES | _IMAGES, widens=widens),
    )


def _region(cluster: ManagedCluster) -> str:
    """Return a cluster's region as ids have it; nothing where it is not known."""
    return "" if isinstance(cluster.location, Unknown) else cluster.location.lower().replace(" ", "")


def _public(*tags: str, outside: frozenset[str], widens: bool) -> Place:
    """Return a public end in these tags, and in no network unless a default route may have widened the tag."""
    if widens:
        return Place(inside=frozenset(tags), outside=outside)
    return Place(inside=frozenset((*tags, "internet")), outside=outside | {"virtualnetwork"})


def name_servers(view: View, cluster: ManagedCluster) -> Iterator[Need]:
    """Yield the DNS servers of the nodes' network: those of the user, or Azure's own (R52, D30)."""
    network = own_network(view, cluster)
    servers = known(network.dns_servers, f"dnsServers of {network.name}") if network else ()
    for text in servers or (AZURE_DNS_ADDRESS,):
        if text == AZURE_DNS_ADDRESS:
            yield _name_server(text, "AzurePlatformDNS", place=AZURE_DNS)
        else:
            # What is no IPv4 address lies beyond all that a rule closes: it counts as open.
            address = parse_address(text)
            yield _name_server(text, text, spans=((int(address), int(address)),) if address else ())


def _name_server(text: str, admitted_by: str, *, place: Place | None = None, spans: Spans = ()) -> Need:
    return Need(name=f"{text}:53", admitted_by=admitted_by, ports=(DNS, DNS), protocol="Udp", place=place, spans=spans)


def of_old_nodes(cluster: ManagedCluster, *, widens: bool) -> Iterator[Need]:
    """Yield what only old nodes need: the tunnel before konnectivity, and the time; elsewhere the page asks it of all."""
    version = minor_version(cluster.kubernetes_version)
    is_private = known(cluster.api_server.is_private, "apiServerAccessProfile.enablePrivateCluster")
    if version and version <= _LAST_WITH_TUNNEL and not is_private:
        yield from (_api_server(cluster, protocol, port, widens=widens) for protocol, port in _TUNNEL)
    if _region(cluster).startswith(_ELSEWHERE) or (version and version <= _LAST_WITH_NTP):
        place = _public(outside=_SERVICES | _IMAGES, widens=widens)
        yield Need(name="*:123", admitted_by="Internet", ports=(_NTP, _NTP), protocol="Udp", place=place)
