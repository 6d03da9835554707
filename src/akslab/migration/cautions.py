"""What is to be known before a cluster moves, though it need not stop it: reports, locks, rights, what is broken already."""

from collections.abc import Iterator

from ..net.prefixes import is_public, overlapping
from ..rules.block_routes import BLOCK_ROUTES
from ..rules.facts import has_outbound_type, prefixes_of
from ..rules.fields import certain
from ..rules.forwarding import FORWARDING
from ..rules.governance import is_under, written_places
from ..rules.grants import principals_of
from ..rules.ids import name_of, same
from ..rules.peered_ranges import PODS_OVER_PEER
from ..rules.places import POD_CIDR
from ..rules.resources import ManagedCluster
from ..rules.rule import Finding
from ..rules.security_of_pods import SECURITY_OF_PODS
from ..rules.table_association import TABLE_ASSOCIATION
from ..rules.taken_ranges import PODS_OVER_TAKEN
from ..rules.unknown import CannotJudge, Unknown
from ..wire.sentences import sentence
from .case import Case
from .gateways import INGRESS_PAGE, OLDEST_CONTROLLER, gateways_of
from .lost_ways import named
from .remarks import Check, Remark

WRITE_SUBNET = "Microsoft.Network/virtualNetworks/subnets/write"
DELEGATION = "Microsoft.Network/applicationGateways"
REFUSAL = "UnsupportedNetworkPluginModeWithNetworkPlugin"
_LOCK_PAGE = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
_BROKEN = tuple(
    rule
    for rule in (*TABLE_ASSOCIATION, *BLOCK_ROUTES, *FORWARDING, *SECURITY_OF_PODS)
    if rule.class_ == "breaks" and rule.subject is ManagedCluster
)


def _warn(key: str, *sources: str, todo: str = "", place: str = "", rule: str = "", **values: object) -> Remark:
    return Remark(
        key=key,
        kind="warn",
        what=sentence(f"warn.{key}", **values),
        todo=sentence(todo, **values) if todo else None,
        sources=sources,
        place=place,
        rule=rule,
    )


def _open_report(_case: Case) -> Iterator[Remark]:
    yield _warn("open-report", "E21", "M5", "Azure/AKS#5662", todo="do.explain", code=REFUSAL)


def _broken(case: Case) -> Iterator[Remark]:
    """Yield that pod traffic is broken already: draining nodes then shows nothing of what the move did."""
    found = [each for rule in _BROKEN for each in rule.judge(case.view, case.cluster) if isinstance(each, Finding)]
    if found:
        rules = named(dict.fromkeys(each.rule for each in found))
        yield _warn("broken", *_sources(found), todo="do.doctor", rules=rules, rule=found[0].rule, place=found[0].place)


def _sources(found: list[Finding]) -> tuple[str, ...]:
    by_id = {rule.id: rule.source for rule in _BROKEN}
    return tuple(dict.fromkeys(source for each in found for source in by_id[each.rule]))[:3]


def _detaching(case: Case) -> Iterator[Remark]:
    """Yield what pages leave open about the own table: who takes it off, and what of a cluster that goes out by it."""
    for id_ in case.own_table_ids():
        is_way_out = has_outbound_type(case.cluster, "userDefinedRouting")
        key = "table-is-way-out" if is_way_out else "who-detaches"
        yield _warn(key, "M2", "M4", *(("R41", "E7") if is_way_out else ()), todo=f"do.{key}", table=name_of(id_))


def _locks(case: Case) -> Iterator[Remark]:
    places = written_places(case.view, case.cluster) if case.view.locks else ()
    for lock in case.view.locks.values():
        over = next((each for each in places if is_under(each, lock.scope)), "")
        if over:
            level = certain(lock.level) or "?"
            yield _warn(
                "lock", _LOCK_PAGE, "M4", todo="do.unlock", lock=name_of(lock.id), level=level, over=name_of(over)
            )


def _rights(case: Case) -> Iterator[Remark]:
    """Yield that the identity may not write a node subnet: then it cannot take the table off."""
    rights = case.view.rights
    # Files that declare a cluster need not hold the roles that were given to its identity elsewhere.
    if (
        not case.is_exported
        or isinstance(rights, Unknown)
        or not same(certain(case.cluster.identity_type), "UserAssigned")
    ):
        return
    for id_ in case.node_subnet_ids() if case.has_own_subnets else ():
        for principal in principals_of(case.cluster):
            if not rights(principal, WRITE_SUBNET, id_):
                yield _warn("rights", "M2", "R48", todo="do.grant", subnet=name_of(id_), action=WRITE_SUBNET)


def _pods_elsewhere(case: Case) -> Iterator[Remark | CannotJudge]:
    """Yield what the pod range meets beyond the subnets: the rest of the network, peers, ranges that are taken."""
    for pods in case.target_pods():
        for network in case.networks():
            wide = () if isinstance(network.prefixes, Unknown) else overlapping(pods, prefixes_of(network))
            for prefix in wide[:1]:
                yield _warn(
                    "pods-in-network", "R11", "X6", todo="do.other-pods", pod=pods, network=network.name, prefix=prefix
                )
        if is_public(pods):
            yield _warn("pods-public", "R6", todo="do.other-pods", pod=pods, place=f"{POD_CIDR}[{pods}]")
    view, moved = case.afterwards()
    for rule in (PODS_OVER_PEER, PODS_OVER_TAKEN):
        for found in rule.judge(view, moved):
            if not isinstance(found, Finding):
                yield CannotJudge(found.missing)
                continue
            values = dict(found.values)
            other = values.get("peer", values.get("name", ""))
            yield _warn(
                "pods-over-others", *rule.source[:2], todo="do.other-pods", rule=rule.id, pod=values["pod"],
                prefix=values["prefix"], other=other,
            )  # fmt: skip


def _delegation(case: Case) -> Iterator[Remark | CannotJudge]:
    """Yield what gateways before the pods need on Overlay, and how long they are without them."""
    for found in gateways_of(case):
        if isinstance(found, CannotJudge):
            yield found
            continue
        gateway, subnet = found
        yield Remark(
            key="gateway-out",
            kind="breaks",
            what=sentence("breaks.gateway", gateway=gateway, subnet=subnet.name),
            todo=sentence("do.controller", version=OLDEST_CONTROLLER),
            sources=(INGRESS_PAGE, "M5"),
        )
        delegations = subnet.delegations
        if not isinstance(delegations, Unknown) and not any(same(each, DELEGATION) for each in delegations):
            yield Remark(
                key="gateway-delegation",
                kind="breaks",
                what=sentence("breaks.gateway-delegation", gateway=gateway, subnet=subnet.name, service=DELEGATION),
                todo=sentence("do.delegate"),
                sources=(INGRESS_PAGE,),
                values=(("subnetId", subnet.id),),
            )


CAUTIONS = (
    Check("open-report", "none", _open_report),
    Check("broken", "none", _broken),
    Check("detaching", "none", _detaching),
    Check("locks", "none", _locks),
    Check("rights", "none", _rights),
    Check("pods-elsewhere", "none", _pods_elsewhere),
    Check("gateways", "none", _delegation),
)
