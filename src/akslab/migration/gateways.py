"""The Application Gateways that send to a cluster's pods themselves: the ingress add-on's, and those that show it.

A gateway shows it by the cluster's route table on its subnet, or by pods' addresses in its backend pools.
"""

from bisect import bisect_left
from collections.abc import Iterator

from ..net.prefixes import Prefix, first, last, parse_address
from ..rules.ids import name_of, parent_of
from ..rules.resources import Subnet
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from .case import Case
from .nearness import near_networks

INGRESS_PAGE = "https://learn.microsoft.com/azure/application-gateway/ingress-controller-overview"
OLDEST_CONTROLLER = "1.9.1"
"""The ingress controller that finds pods on Overlay."""
Gateway = tuple[str, Subnet]
"""A gateway's name and its subnet."""
_Backends = tuple[str, str, list[int]]
"""A gateway's name, the id of its subnet, and its backends' addresses as numbers, sorted."""


def gateway_in(view: View, subnet_id: str) -> str:
    """Return the name of an Application Gateway in a subnet, empty where there is none."""
    return view.once(_by_subnet).get(subnet_id.lower(), "")


def _by_subnet(view: View) -> dict[str, str]:
    return {
        id_.lower(): gateway.name
        for gateway in view.application_gateways.values()
        for id_ in (() if isinstance(gateway.subnet_ids, Unknown) else gateway.subnet_ids)
    }


def gateways_of(case: Case) -> Iterator[Gateway | CannotJudge]:
    """Yield the gateways before a cluster's pods, each with its subnet, and what would show those that are not seen."""
    seen: set[str] = set()
    for name, id_ in (*_of_add_on(case), *_on_tables(case), *_with_pods(case)):
        if isinstance(id_, CannotJudge):
            yield id_
            continue
        if id_.lower() in seen:
            continue
        seen.add(id_.lower())
        try:
            found = case.view.subnet(id_)
        except CannotJudge:
            yield CannotJudge(f"az network vnet subnet show --ids {id_}")
            continue
        if found:
            yield name, found


def _of_add_on(case: Case) -> Iterator[tuple[str, str | CannotJudge]]:
    ingress = case.cluster.ingress_gateway
    if ingress:
        id_ = ingress.gateway_id
        if isinstance(id_, Unknown) or isinstance(ingress.subnet_id, Unknown):
            yield "", CannotJudge("the Application Gateway of the ingress add-on")
        elif id_:
            yield from _of_gateway(case, id_)
        elif ingress.subnet_id:
            yield name_of(ingress.subnet_id), ingress.subnet_id


def _on_tables(case: Case) -> Iterator[tuple[str, str]]:
    for table_id in case.tables()[0].values():
        for subnet in case.subnets_with(table_id):
            if name := gateway_in(case.view, subnet.id):
                yield name, subnet.id


def _with_pods(case: Case) -> Iterator[tuple[str, str]]:
    backends, pods = case.view.once(_backends), case.pods()
    for network in sorted(near_networks(case)):
        for name, subnet_id, addresses in backends.get(network, ()):
            if any(_reach(addresses, each) for each in pods):
                yield name, subnet_id


def _backends(view: View) -> dict[str, list[_Backends]]:
    """Return the gateways that send to addresses, by the network they stand in."""
    found: dict[str, list[_Backends]] = {}
    for gateway in view.application_gateways.values():
        parsed = (parse_address(text) for text in gateway.backend_addresses)
        addresses = sorted(int(each) for each in parsed if each is not None and each.version == 4)
        for id_ in () if isinstance(gateway.subnet_ids, Unknown) or not addresses else gateway.subnet_ids:
            found.setdefault(parent_of(id_).lower(), []).append((gateway.name, id_, addresses))
    return found


def _reach(addresses: list[int], pods: Prefix) -> bool:
    at = bisect_left(addresses, first(pods))
    return at < len(addresses) and addresses[at] <= last(pods)


def _of_gateway(case: Case, id_: str) -> Iterator[tuple[str, str | CannotJudge]]:
    gateway = case.view.application_gateways.get(id_.lower())
    if gateway is None or isinstance(gateway.subnet_ids, Unknown) or not gateway.subnet_ids:
        yield name_of(id_), CannotJudge(f"az network application-gateway show --ids {id_}")
        return
    yield from ((gateway.name, subnet_id) for subnet_id in gateway.subnet_ids)
