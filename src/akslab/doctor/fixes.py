"""What to do about a cause: alternatives, each with its price and the commands with the real names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from ..rules.facts import pod_ranges
from ..rules.pod_routing import TableIndex, blocks_of, index_of, routes_into
from ..rules.resources import Route, RouteTable
from ..rules.unknown import CannotJudge, Unknown
from ..wire.sentences import Sentence, sentence
from . import commands
from .diagnosis import Diagnosis
from .joined import Joined

_MOST_ROUTES_NAMED = 4
Values = Mapping[str, str]


class Fix(Struct, frozen=True):
    """One way out."""

    what: Sentence
    price: Sentence
    commands: tuple[str, ...] = ()


Fixer = Callable[[Joined, Diagnosis, Sequence[Values]], Iterator[Fix]]


def fixes_for(rule: str, known: Joined, diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    """Yield the ways out of what a rule found, the usual one first. `values` are those of its findings."""
    yield from _FIXERS[rule](known, diagnosis, values)


def _table(known: Joined, id_: str) -> RouteTable | None:
    return known.view.route_tables.get(id_.lower())


def _index(known: Joined, table: RouteTable) -> TableIndex:
    return index_of(known.view, table)


def _split(known: Joined, diagnosis: Diagnosis, table: RouteTable) -> tuple[list[Route], list[Route]]:
    """Return the routes of a table that lead to nodes, and the others."""
    cluster = known.view.managed_clusters[diagnosis.cluster_id.lower()]
    index = _index(known, table)
    try:
        for_nodes = [route for _, route in routes_into(index, pod_ranges(cluster))]
    except CannotJudge:
        for_nodes = []
    others = [] if isinstance(table.routes, Unknown) else [each for each in table.routes if each not in for_nodes]
    return for_nodes, others


def _named(routes: Sequence[Route]) -> str:
    named = [f"{each.address_prefix} -> {each.next_hop_ip_address or each.next_hop_type}" for each in routes]
    return ", ".join(named[:_MOST_ROUTES_NAMED]) + (", …" if len(named) > _MOST_ROUTES_NAMED else "")


def _swapped(known: Joined, diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    attached, holder = _table(known, values[0]["rtId"]), _table(known, values[0]["holder"])
    if attached is None or holder is None:
        return
    own, pods = _split(known, diagnosis, attached)[1], _split(known, diagnosis, holder)[0]
    attachings = tuple(commands.attach(each["subnetId"], holder.id) for each in values)
    price = sentence("price.loses-routes", routes=_named(own)) if own else sentence("price.nothing")
    yield Fix(sentence("fix.attach", table=holder.name), price, attachings)
    copies = tuple(commands.copy_route(each, attached.id) for each in pods)
    yield Fix(sentence("fix.copy-pod-routes", n=len(pods), table=attached.name), sentence("price.not-kept"), copies)
    if own:
        merge = tuple(commands.copy_route(each, holder.id) for each in own)
        what = sentence("fix.merge", n=len(own), source=attached.name, table=holder.name)
        yield Fix(what, sentence("price.tell-the-team"), (*merge, *attachings))


def _detached(known: Joined, diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    holder = _table(known, values[0]["rtId"])
    if holder is not None:
        attachings = tuple(commands.attach(each["subnetId"], holder.id) for each in values)
        yield Fix(sentence("fix.attach", table=holder.name), sentence("price.say-it-in-iac"), attachings)
        return
    group = values[0]["rtId"].split("/resourceGroups/", 1)[-1].split("/", 1)[0]
    found = (f"az network route-table list -g {group} -o json",)
    yield Fix(sentence("fix.find-table"), sentence("price.say-it-in-iac"), found)


def _without_routes(known: Joined, diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    cluster = known.view.managed_clusters[diagnosis.cluster_id.lower()]
    principals = () if isinstance(cluster.principal_ids, Unknown) else cluster.principal_ids
    table_id = values[0]["rtId"]
    grants = tuple(commands.grant(principal, table_id) for principal in principals)
    yield Fix(sentence("fix.grant", table=values[0]["table"]), sentence("price.wait-an-hour"), grants)
    group = "" if isinstance(cluster.node_resource_group, Unknown) else cluster.node_resource_group
    found = (f"az network route-table list -g {group} -o json",)
    yield Fix(sentence("fix.find-table"), sentence("price.loses-table", table=values[0]["table"]), found)


def _pool_subnet(known: Joined, diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    attached = {} if diagnosis.routing is None else diagnosis.routing.attached
    tables = [table for each in values if (table := _table(known, attached.get(each["subnetId"], "")))]
    own = list(chain.from_iterable(_split(known, diagnosis, table)[1] for table in tables))
    price = sentence("price.loses-routes", routes=_named(own)) if own else sentence("price.nothing")
    attachings = tuple(commands.attach(each["subnetId"], each["holder"]) for each in values)
    yield Fix(sentence("fix.attach", table=values[0]["holderName"]), price, attachings)


def _missing(_known: Joined, _diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    yield Fix(sentence("fix.let-aks-write"), sentence("price.finds-the-reason"))
    made = tuple(
        commands.create_route(each["rtId"], each["route"], each["cidr"], "VirtualAppliance", each["ip"])
        for each in values
    )
    yield Fix(sentence("fix.create-routes", n=len(made)), sentence("price.next-node"), made)


def _misdirected(_known: Joined, _diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    led = tuple(commands.redirect_route(each["rtId"], each["route"], each["ip"]) for each in values)
    yield Fix(sentence("fix.redirect", n=len(led)), sentence("price.nothing"), led)
    gone = tuple(commands.delete_route(each["rtId"], each["route"]) for each in values)
    yield Fix(sentence("fix.delete-and-wait", n=len(gone)), sentence("price.minutes"), gone)


def _shadowed(_known: Joined, _diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    unique = {(each["rtId"], each["route"]): each for each in values}
    gone = tuple(commands.delete_route(table, name) for table, name in unique)
    routes = ", ".join(f"{each['prefix']} -> {each['hop']}" for each in unique.values())
    yield Fix(sentence("fix.delete", n=len(gone)), sentence("price.loses-routes", routes=routes), gone)


def _reimaged(known: Joined, diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    facts = known.view.cluster_facts[diagnosis.cluster_id.lower()]
    nodes = () if isinstance(facts.nodes, Unknown) else facts.nodes
    named = {each["node"].lower() for each in values}
    pools = dict.fromkeys(each.pool for each in nodes if each.name.lower() in named and each.pool)
    made = tuple(commands.reimage(diagnosis.cluster_id, pool) for pool in pools)
    yield Fix(sentence("fix.reimage"), sentence("price.drains"), made)


def _without_block(known: Joined, diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    cluster = known.view.managed_clusters[diagnosis.cluster_id.lower()]
    facts = known.view.cluster_facts[diagnosis.cluster_id.lower()]
    nodes = () if isinstance(facts.nodes, Unknown) else facts.nodes
    used = len({block for each in nodes for block in blocks_of(each)})
    try:
        slots = sum(2 ** max(0, 24 - each.prefixlen) for each in pod_ranges(cluster) if each.version == 4)
    except CannotJudge:
        slots = 0
    if slots and used >= slots:
        yield Fix(sentence("fix.fewer-nodes", used=used, slots=slots), sentence("price.range-is-fixed"))
    else:
        yield from _reimaged(known, diagnosis, values)


def _parted(_known: Joined, _diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    """Yield what gives nodes blocks of their own; to lead the one route to another of them would cut off its owner."""
    gone = tuple(dict.fromkeys(commands.delete_node(each["node"]) for each in values))
    yield Fix(sentence("fix.delete-nodes"), sentence("price.pods-move"), gone)


def _filtered(_known: Joined, _diagnosis: Diagnosis, values: Sequence[Values]) -> Iterator[Fix]:
    made = dict.fromkeys(map(_allowing, values))
    yield Fix(sentence("fix.allow"), sentence("price.opens", ranges=values[0]["ranges"]), tuple(made))


def _allowing(values: Values) -> str:
    name, ranges = f"AllowAksPodsAndNodes{values['direction']}", values["ranges"]
    return (
        f"{values['room']}az network nsg rule create -g {values['group']} --nsg-name {values['name']} -n {name} "
        f"--priority {values['priority']} --direction {values['direction']} --access Allow --protocol '*' "
        f"--source-address-prefixes {ranges} --destination-address-prefixes {ranges} --destination-port-ranges '*'"
    )


_FIXERS: dict[str, Fixer] = {
    "route-table-swapped": _swapped,
    "route-table-detached": _detached,
    "route-table-without-pod-routes": _without_routes,
    "pool-subnet-without-cluster-table": _pool_subnet,
    "route-missing-for-node": _missing,
    "route-next-hop-mismatch": _misdirected,
    "route-shadowed": _shadowed,
    "node-without-pod-cidr": _without_block,
    "nodes-share-a-block": _parted,
    "ip-forwarding-off": _reimaged,
    "nsg-blocks-pod-traffic": _filtered,
}
