"""Services as an export tells them: what names and addresses they have, and who is behind them.

No packet goes to a service in akslab's network yet. Who asks for one is told what it is, and whom to ask for instead.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..wire.sentences import Sentence, sentence

DNS_SUFFIXES = (".svc.cluster.local", ".svc")
"""What may stand behind NAME.NAMESPACE where a cluster's own name server is asked."""
MOST_NAMED = 6
EXPORT_SERVICES = "kubectl get services,endpointslices -A -o json"


class ServicePort(Struct, frozen=True):
    """A port of a service; several have names, by which endpoints say their own ports."""

    number: int
    protocol: str
    name: str = ""


class Backend(Struct, frozen=True):
    """Somebody ready behind a service: an address, and a port of it by the name of the service's."""

    address: str
    port: int
    port_name: str = ""
    pod: str = ""
    """The pod's name, where it is told."""


class Service(Struct, frozen=True, kw_only=True):
    """One service of a cluster."""

    cluster: str
    """The cluster's name."""
    namespace: str
    name: str
    addresses: tuple[str, ...] = ()
    """Those of the cluster's service range; of a headless service there are none."""
    balanced: tuple[str, ...] = ()
    """Those of a load balancer."""
    elsewhere: str = ""
    """The DNS name that it is another name for."""
    ports: tuple[ServicePort, ...] = ()
    behind: tuple[Backend, ...] | None = None
    """None: the export does not tell."""

    @property
    def title(self) -> str:
        """Its namespace and name."""
        return f"{self.namespace}/{self.name}"

    def port_asked(self, number: int | None) -> ServicePort | None:
        """Return the port of a number, or the first where none is asked for; None where there is none."""
        fitting = (each for each in self.ports if number in (None, each.number))
        return next(fitting, None)

    def behind_port(self, port: ServicePort) -> tuple[Backend, ...]:
        """Return who is behind one of its ports."""
        return tuple(each for each in self.behind or () if each.port_name == port.name)


def with_address(services: Iterable[Service], address: str) -> Service | None:
    """Return the service that has an address, of its range or of a load balancer; the first where several have it."""
    return next((each for each in services if address in (*each.addresses, *each.balanced)), None)


def called(services: Iterable[Service], text: str) -> list[Service]:
    """Return the services that `web`, `shop/web`, `aks/shop/web` or a DNS name of the cluster may mean."""
    wanted = text.lower().rstrip(".")
    return [each for each in services if wanted in _names(each)]


def _names(service: Service) -> Iterator[str]:
    name, namespace = service.name.lower(), service.namespace.lower()
    yield name
    yield f"{namespace}/{name}"
    yield f"{service.cluster.lower()}/{namespace}/{name}"
    for suffix in ("", *DNS_SUFFIXES):
        yield f"{name}.{namespace}{suffix}"


def full_names(found: Sequence[Service]) -> list[str]:
    """Return a name for each that means it alone."""
    return [f"svc/{each.cluster}/{each.title}" for each in found]


def said_of(service: Service, asked: str, port: int | None, behind: Sequence[str]) -> Sentence:
    """Say what a service is that somebody asked for, and who is behind it; `behind` are their names with their ports."""
    has_address = bool(service.addresses or service.balanced)
    kind = "balancer" if asked in service.balanced else "address" if asked in service.addresses else "name"
    kind = kind if has_address else "name-alone"
    ports = ", ".join(f"{each.number}/{each.protocol}" for each in service.ports[:MOST_NAMED]) or "-"
    addresses = ", ".join((*service.addresses, *service.balanced))
    values = {"asked": asked, "service": service.title, "cluster": service.cluster}
    what = sentence(f"service.by-{kind}", **values, addresses=addresses, ports=ports)
    return sentence("service.said", what=what, behind=_behind(service, port, behind))


def _behind(service: Service, port: int | None, behind: Sequence[str]) -> Sentence:
    if service.elsewhere:
        return sentence("service.elsewhere", name=service.elsewhere)
    if port is not None and service.port_asked(port) is None:
        return sentence("service.no-port", port=port)
    if service.behind is None:
        return sentence("service.behind-unknown", needs=EXPORT_SERVICES)
    if not behind:
        return sentence("service.behind-nobody")
    more = f", … ({len(behind) - MOST_NAMED})" if len(behind) > MOST_NAMED else ""
    return sentence("service.behind", behind=", ".join(behind[:MOST_NAMED]) + more)
