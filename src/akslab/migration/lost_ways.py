"""Who reaches pods today and will not on CNI Overlay: pods are addressed by nobody outside of the nodes there (R31, P8)."""

from collections.abc import Iterable, Iterator

from ..net.prefixes import Prefix, contains, parsed
from ..rules.fields import certain
from ..rules.ids import group_of, name_of, parent_of, same
from ..rules.masquerade import RECONCILED
from ..rules.resources import NetworkInterface, RouteTable
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from ..wire.sentences import Sentence, sentence
from .case import Case
from .gateways import gateway_in
from .pod_ways import Way, ways_to_pods
from .remarks import Check, Remark
from .table_blockers import side_subnet_ids

MOST_NAMED = 4
GATEWAY_SUBNET = "gatewaysubnet"


def named(names: Iterable[str], most: int = MOST_NAMED) -> str:
    """Return names as a list, the first few and how many more there are."""
    listed = list(dict.fromkeys(names))
    more = f" +{len(listed) - most}" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def machines_in(view: View, subnet_id: str, group: str) -> tuple[str, ...]:
    """Return the names of what has an address of a subnet and is not in the nodes' resource group."""
    found = view.once(_interfaces_by_subnet).get(subnet_id.lower(), ())
    return tuple(_called(each) for each in found if group_of(each.id) != group.lower())


def _interfaces_by_subnet(view: View) -> dict[str, list[NetworkInterface]]:
    found: dict[str, list[NetworkInterface]] = {}
    for each in view.network_interfaces.values():
        for id_ in dict.fromkeys(certain(one.subnet_id).lower() for one in each.ip_configurations):
            found.setdefault(id_, []).append(each)
    return found


def _called(interface: NetworkInterface) -> str:
    return name_of(certain(interface.machine_id) or interface.id)


def _node_prefixes(case: Case) -> tuple[Prefix, ...]:
    found = (subnet.prefixes for subnet in case.node_subnets())
    return tuple(prefix for texts in found if not isinstance(texts, Unknown) for prefix in parsed(texts))


def _routes(case: Case) -> Iterator[Remark | CannotJudge]:
    by_table: dict[str, list[Way]] = {}
    for way in ways_to_pods(case):
        by_table.setdefault(way[0].id, []).append(way)
    for id_, found in by_table.items():
        shown = named(
            f"{route.name} ({prefix} -> {certain(route.next_hop_ip_address) or certain(route.next_hop_type)})"
            for _, prefix, route in found
        )
        yield Remark(
            key="route",
            kind="breaks",
            what=sentence("breaks.route", routes=shown, table=name_of(id_), whom=_whom(case, found[0][0])),
            todo=sentence("do.publish"),
            sources=("M4", "R31", "P8", "Azure/AKS#4871"),
            place=f"{id_}#properties.routes[{found[0][2].name}]",
            values=(("tableId", id_), ("routes", "\n".join(route.name for _, _, route in found))),
        )


def _whom(case: Case, table: RouteTable) -> Sentence:
    """Return who uses a table: machines of its subnets, on-premises by a gateway's subnet."""
    listed = () if isinstance(table.subnet_ids, Unknown) else table.subnet_ids
    ids = list(dict.fromkeys([*listed, *(each.id for each in case.subnets_with(table.id))]))
    if not ids:
        return sentence("whom.unknown" if isinstance(table.subnet_ids, Unknown) else "whom.nobody")
    group = certain(case.cluster.node_resource_group)
    names = [name for id_ in ids for name in machines_in(case.view, id_, group)]
    gateways = [id_ for id_ in ids if same(name_of(id_), GATEWAY_SUBNET)]
    if gateways:
        return sentence("whom.on-premises", network=name_of(parent_of(gateways[0])))
    shown = named(f"{name_of(parent_of(id_))}/{name_of(id_)}" for id_ in ids)
    return (
        sentence("whom.machines", subnets=shown, machines=named(names))
        if names
        else sentence("whom.subnets", subnets=shown)
    )


def _neighbours(case: Case) -> Iterator[Remark]:
    """Yield the machines that stand among the nodes: the nodes' table is theirs too."""
    group = certain(case.cluster.node_resource_group)
    for id_ in case.node_subnet_ids() if group else ():
        names = machines_in(case.view, id_, group)
        if names:
            yield Remark(
                key="neighbours",
                kind="breaks",
                what=sentence("breaks.neighbours", subnet=name_of(id_), machines=named(names)),
                todo=sentence("do.publish"),
                sources=("D7", "R31", "M4"),
            )


def _side_machines(case: Case) -> Iterator[Remark]:
    """Yield the machines of other subnets that have the nodes' table."""
    group = certain(case.cluster.node_resource_group)
    for id_ in side_subnet_ids(case):
        if isinstance(id_, CannotJudge):
            continue
        names = machines_in(case.view, id_, group)
        if not names and gateway_in(case.view, id_):
            # What becomes of a gateway's traffic is said where gateways are.
            continue
        whom = sentence("whom.machines", subnets=name_of(id_), machines=named(names))
        yield Remark(
            key="side-machines",
            kind="breaks",
            what=sentence("breaks.side-subnet", whom=whom if names else sentence("whom.subnets", subnets=name_of(id_))),
            todo=sentence("do.publish"),
            sources=("D7", "R31", "M4"),
        )


def _unmasked(case: Case) -> Iterator[Remark]:
    """Yield who sees pods' own addresses today, because a list of the user's exempts them from masquerading."""
    configs = case.facts.masquerade
    keeps = (*case.pods(), *_node_prefixes(case))
    for config in () if isinstance(configs, Unknown) else configs:
        listed = () if isinstance(config.non_masquerade_cidrs, Unknown) else config.non_masquerade_cidrs
        seen = [str(each) for each in parsed(listed) if not any(contains(inner, each) for inner in keeps)]
        if config.name != RECONCILED and seen:
            yield Remark(
                key="unmasked",
                kind="breaks",
                what=sentence("breaks.unmasked", ranges=named(seen), config=config.name),
                todo=sentence("do.admit-nodes"),
                sources=("M2", "K26", "P8"),
            )


LOST_WAYS = (
    Check("routes", "none", _routes),
    Check("neighbours", "none", _neighbours),
    Check("side-machines", "none", _side_machines),
    Check("unmasked", "none", _unmasked),
)
