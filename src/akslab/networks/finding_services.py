"""What is asked for and is a service, a load balancer or a name of one: refused with what it is and whom to ask instead."""

from collections import Counter
from collections.abc import Sequence

from ..compile.ranges import number_of, range_of
from ..wire.sentences import sentence
from .apart import PLATFORM, is_inside
from .services import Backend, Service, called, full_names, said_of, with_address
from .values import Network, NetworkError

SERVICE_KINDS = {
    "service": "service",
    "svc": "service",
    "lb": "load balancer",
    "loadbalancer": "load balancer",
    "ingress": "ingress",
    "dns": "DNS name",
}
"""What may stand before a name and is not part of the network yet, with what it is called."""
DNS_OF_SERVICES = (".svc", ".svc.cluster.local")


def refuse_kind(network: Network, kind: str, text: str, name: str, port: int | None) -> NetworkError:
    """Return why a service, a load balancer, an ingress or a DNS name can't be asked for."""
    known = network.named_services
    if kind == "ingress" or known is None:
        plain = sentence("endpoint.no-kind", kind=sentence(f"kind.{SERVICE_KINDS[kind]}"), name=text)
        needs = network.services_need if kind != "ingress" else ""
        return NetworkError(sentence("service.not-told", what=plain, needs=needs) if needs else plain)
    by_address = with_address(known, name)
    found = [by_address] if by_address else called(known, name)
    if not found:
        some = ", ".join(full_names(known)[:6]) or "-"
        return NetworkError(sentence("service.unknown", name=text, some=some), is_missing=True)
    return _refusal(network, text, name, found, port)


def refuse_dns_name(network: Network, text: str, name: str, port: int | None) -> None:
    """Raise NetworkError for a name that nobody in a network has and a service does."""
    found = called(network.named_services or (), name)
    if found:
        raise _refusal(network, text, name, found, port)
    if name.lower().rstrip(".").endswith(DNS_OF_SERVICES):
        raise refuse_kind(network, "service", text, name, port)


def refuse_address(network: Network, text: str, address: str, port: int | None) -> None:
    """Raise NetworkError for an address of a service or its load balancer, as far as the input names them."""
    known = network.named_services
    found = with_address(known or (), address)
    if found:
        raise _refusal(network, text, address, [found], port)
    for each in network.services if network.services_need else ():
        first, last = range_of(each.prefix)
        if first <= number_of(address) <= last and not is_inside(network, address):
            values = {"address": address, "prefix": each.prefix, "name": each.cluster}
            if known is not None:
                raise NetworkError(sentence("service.nobody-has", **values), is_missing=True)
            what = sentence("endpoint.service-range", **values)
            raise NetworkError(sentence("service.not-told", what=what, needs=network.services_need))


def _refusal(network: Network, text: str, name: str, found: Sequence[Service], port: int | None) -> NetworkError:
    if len(found) > 1:
        candidates = ", ".join(full_names(found)[:6])
        return NetworkError(sentence("endpoint.ambiguous", name=text, candidates=candidates))
    service = found[0]
    asked = service.port_asked(port)
    behind = service.behind_port(asked) if asked else ()
    titles = _titles(network)
    words = [_words(each, titles) for each in behind]
    inhabited = {each.address for each in network.endpoints}
    able = sorted(_able(network, behind), key=lambda each: each.address not in inhabited)
    there = [f"{titles.get(each.address, each.address)}:{each.port}" for each in able]
    shown = name if name in (*service.addresses, *service.balanced) else text
    return NetworkError(said_of(service, shown, port, words), asked=text, instead=there[0] if there else "")


def _words(backend: Backend, titles: dict[str, str]) -> str:
    where = f"{backend.address}:{backend.port}"
    title = titles.get(backend.address) or (f"pod/{backend.pod}" if backend.pod else "")
    return f"{title} ({where})" if title else where


def _able(network: Network, behind: Sequence[Backend]) -> list[Backend]:
    """List those at whose address somebody can be asked about: not where a cluster's pods are left out."""
    return [each for each in behind if each.address not in network.absent and each.address not in PLATFORM]


def _titles(network: Network) -> dict[str, str]:
    """Return, by address, the words that mean an endpoint alone; a pod that nobody runs yet is nobody's name."""
    several = Counter(each.title for each in network.endpoints)
    return {
        each.address: f"{each.kind}/{each.cluster}/{each.name}" if several[each.title] > 1 else each.title
        for each in network.endpoints
        if not each.is_foreseen
    }
