"""Why pods on different nodes do not reach each other: the findings that explain it, with proof and alternative fixes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..rules.ids import group_name, name_of
from ..wire.sentences import Sentence, sentence
from .diagnosis import Diagnosis
from .findings import Judged
from .fixes import Fix, fixes_for
from .joined import Joined
from .proofs import node_proofs, proof_of

POD_CIDR = ("spec", "podCIDR")
_MOST_NAMED = 5
_MOST_PROOFS = 6
_MOST_FLOWS = 4
Values = Mapping[str, str]


class Cause(Struct, frozen=True, kw_only=True):
    """One cause: what was found, where each fact stands, what to do."""

    rule: str
    what: Sentence
    proofs: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()


def causes_of(known: Joined, diagnosis: Diagnosis, judged: Sequence[Judged]) -> Iterator[Cause]:
    """Yield the causes among the findings about a cluster, the most sweeping first."""
    if diagnosis.state != "broken":
        return
    by_rule: dict[str, list[Judged]] = {}
    for each in judged:
        by_rule.setdefault(each.finding.rule, []).append(each)
    for rule, say in _SAID.items():
        for found in _parted(rule, by_rule.get(rule, [])):
            values = [dict(each.finding.values) for each in found]
            yield Cause(
                rule=rule,
                what=say(values, known),
                proofs=_proofs(known, diagnosis, found, values),
                fixes=tuple(fixes_for(rule, known, diagnosis, values)),
            )


def _parted(rule: str, found: list[Judged]) -> Iterable[list[Judged]]:
    """Return the findings that are one cause each: of security groups every group by itself."""
    if rule != "nsg-blocks-pod-traffic":
        return [found] if found else []
    by_group: dict[str, list[Judged]] = {}
    for each in found:
        by_group.setdefault(dict(each.finding.values)["nsg"], []).append(each)
    return by_group.values()


def is_cause(rule: str) -> bool:
    """Whether a rule's finding explains why pod traffic is broken."""
    return rule in _SAID


def _proofs(known: Joined, diagnosis: Diagnosis, found: Sequence[Judged], values: Sequence[Values]) -> tuple[str, ...]:
    places = [
        proof_of(known, place, each.finding.resource_id)
        for each in found
        for place in (each.finding.place, *each.finding.also)
        if place
    ]
    places += _routes_of(known, values)
    nodes = [each["node"] for each in values if "node" in each] or [path.node for path in diagnosis.paths.nodes]
    places += node_proofs(known, diagnosis.cluster_id, nodes, POD_CIDR)
    return tuple(dict.fromkeys(filter(None, places)))[:_MOST_PROOFS]


def _routes_of(known: Joined, values: Sequence[Values]) -> Iterator[str]:
    """Yield where the routes stand of the tables that findings name."""
    for id_ in dict.fromkeys(each[key] for each in values for key in ("rtId", "holder") if key in each):
        yield proof_of(known, f"{id_}#properties.routes")


def table_name(id_: str, known: Joined) -> str:
    """Return a table as people know it: with its group, where it is AKS's own."""
    groups = {str(cluster.node_resource_group).lower() for cluster in known.view.managed_clusters.values()}
    return f"{group_name(id_)}/{name_of(id_)}" if group_name(id_).lower() in groups else name_of(id_)


def _names(values: Sequence[Values], key: str) -> str:
    named = list(dict.fromkeys(each[key] for each in values))
    return ", ".join(named[:_MOST_NAMED]) + (", …" if len(named) > _MOST_NAMED else "")


def _detached(values: Sequence[Values], known: Joined) -> Sentence:
    holder = values[0]["rtId"]
    if holder.lower() not in known.view.route_tables:
        return sentence("cause.detached", subnets=_names(values, "subnet"))
    table, attached = table_name(holder, known), _attachment(holder, known)
    return sentence("cause.detached-from", subnets=_names(values, "subnet"), table=table, attached=attached)


def _attachment(table_id: str, known: Joined) -> Sentence:
    subnets = known.view.route_tables[table_id.lower()].subnet_ids
    if subnets == ():
        return sentence("cause.attached-to-nothing")
    if isinstance(subnets, tuple):
        return sentence("cause.attached-to", subnets=", ".join(map(name_of, subnets)))
    return sentence("cause.attached-unknown")


def _swapped(values: Sequence[Values], known: Joined) -> Sentence:
    holder = values[0]["holder"]
    return sentence(
        "cause.swapped",
        subnets=_names(values, "subnet"),
        table=table_name(values[0]["rtId"], known),
        holder=table_name(holder, known),
        attached=_attachment(holder, known),
    )


def _without_routes(values: Sequence[Values], known: Joined) -> Sentence:
    return sentence(
        "cause.without-routes", subnets=_names(values, "subnet"), table=table_name(values[0]["rtId"], known)
    )


def _pool_subnet(values: Sequence[Values], known: Joined) -> Sentence:
    return sentence(
        "cause.pool-subnet",
        subnets=_names(values, "subnet"),
        pools=_names(values, "pools"),
        table=table_name(values[0]["holder"], known),
    )


def _of_nodes(key: str) -> Callable[[Sequence[Values], Joined], Sentence]:
    """Return what says a cause by the table and the nodes it names."""

    def say(values: Sequence[Values], known: Joined) -> Sentence:
        tables = {each["rtId"] for each in values if "rtId" in each}
        table = ", ".join(table_name(id_, known) for id_ in sorted(tables)) or "-"
        number = len({each["node"] for each in values})
        return sentence(key, table=table, nodes=_names(values, "node"), n=number)

    return say


def _filtered(values: Sequence[Values], _known: Joined) -> Sentence:
    first, *more = values[:_MOST_FLOWS]
    flows = _flow(first)
    for each in more:
        flows = sentence("cause.flows", flows=flows, flow=_flow(each))
    return sentence("cause.filtered", group=first["name"], rules=_names(values, "rule"), flows=flows)


def _shared_block(values: Sequence[Values], _known: Joined) -> Sentence:
    return sentence("cause.shared-block", nodes=_names(values, "node"), others=_names(values, "other"))


def _flow(values: Values) -> Sentence:
    ends = {name: values[name] for name in ("sources", "destinations", "protocol", "ports")}
    return sentence("cause.flow", **ends)


_SAID: dict[str, Callable[[Sequence[Values], Joined], Sentence]] = {
    "route-table-swapped": _swapped,
    "route-table-detached": _detached,
    "route-table-without-pod-routes": _without_routes,
    "pool-subnet-without-cluster-table": _pool_subnet,
    "route-missing-for-node": _of_nodes("cause.missing"),
    "route-next-hop-mismatch": _of_nodes("cause.misdirected"),
    "route-shadowed": _of_nodes("cause.shadowed"),
    "node-without-pod-cidr": _of_nodes("cause.no-block"),
    "nodes-share-a-block": _shared_block,
    "ip-forwarding-off": _of_nodes("cause.not-forwarding"),
    "nsg-blocks-pod-traffic": _filtered,
}
"""Rule -> how it is said as a cause, in the order causes are told."""
