"""What stays as it is: addresses of nodes, ranges, own routes, services, the rules that name the nodes (M3, M4, P6)."""

from collections.abc import Iterator

from ..net.prefixes import Prefix, contains, parsed
from ..rules.facts import max_pods, service_ranges
from ..rules.fields import certain
from ..rules.ids import name_of
from ..rules.node_tables import own_routes
from ..rules.unknown import CannotJudge, Unknown, known
from ..wire.sentences import sentence
from .case import Case
from .lost_filters import FirewallSources
from .lost_ways import named
from .remarks import Check, Remark

SERVICES = "kubectl get services -A -o json"


def _keep(key: str, *sources: str, place: str = "", **values: object) -> Remark:
    return Remark(key=key, kind="keep", what=sentence(f"keep.{key}", **values), sources=sources, place=place)


def _addresses(case: Case) -> Iterator[Remark]:
    subnets = [(each.name, certain_prefixes(each.prefixes)) for each in case.node_subnets()]
    shown = named(f"{name} ({', '.join(map(str, prefixes))})" for name, prefixes in subnets)
    if not shown:
        shown = named(map(name_of, case.node_subnet_ids()))
    if shown:
        yield _keep("nodes", "M4", subnets=shown)


def certain_prefixes(texts: object) -> tuple[Prefix, ...]:
    """Return the prefixes of a list, none where it is not known."""
    return parsed(texts) if isinstance(texts, tuple) else ()


def _firewalls(case: Case) -> Iterator[Remark]:
    nodes = [prefix for each in case.node_subnets() for prefix in certain_prefixes(each.prefixes)]
    sources = case.view.once(FirewallSources)
    found = [
        each
        for node in dict.fromkeys(nodes)
        for each in sources.meeting(node)
        if each.prefix.prefixlen and (contains(each.prefix, node) or contains(node, each.prefix))
    ]
    if found:
        rules = named(f"{each.rule} ({each.prefix})" for each in found)
        yield _keep("firewall", "P8", "M4", rules=rules, place=f"{found[0].firewall_id}#{found[0].place}")
    else:
        yield _keep("source", "P8")


def _ranges(case: Case) -> Iterator[Remark]:
    pods = ", ".join(map(str, case.pods()))
    if not case.aim.pod_cidr:
        yield _keep("pods", "M3", "P6", pods=pods)
    services = service_ranges(case.cluster)
    dns = known(case.cluster.network.dns_service_ip, "networkProfile.dnsServiceIP")
    yield _keep("services", "C3", services=", ".join(map(str, services)), dns=dns or "-")


def _pods_per_node(case: Case) -> Iterator[Remark]:
    shown = named(f"{pool.name} {max_pods(pool)}" for pool in case.cluster.pools)
    yield _keep("max-pods", "R22", pools=shown)


def _own_routes(case: Case) -> Iterator[Remark]:
    for id_ in case.own_table_ids():
        table = case.table(id_)
        if table is None or isinstance(table.routes, Unknown):
            yield _keep("table", "M4", table=name_of(id_))
            continue
        own = list(own_routes(table))
        shown = named(f"{each.name} ({certain(each.address_prefix)})" for each in own)
        written = len(table.routes) - len(own)
        if not case.is_exported and not table.routes:
            yield _keep("declared-table", "M4", table=table.name)
        elif own:
            yield _keep("own-routes", "M4", table=table.name, routes=shown, written=written)
        else:
            yield _keep("empty-table", "M4", table=table.name, written=written)


def _balancers(case: Case) -> Iterator[Remark | CannotJudge]:
    services = case.facts.services
    if isinstance(services, Unknown):
        yield CannotJudge(SERVICES)
        return
    names = [f"{each.namespace}/{each.name}" for each in services]
    if names:
        yield _keep("balancers", "M4", "P6", n=len(names), names=named(names))


KEEPS = (
    Check("nodes", "none", _addresses),
    Check("firewall", "none", _firewalls),
    Check("ranges", "none", _ranges),
    Check("max-pods", "none", _pods_per_node),
    Check("own-routes", "none", _own_routes),
    Check("balancers", "none", _balancers),
)
