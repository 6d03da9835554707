"""What on the cluster's route table and subnets stands in the way: others who use them, and gateways (M5)."""

from collections.abc import Iterator

from ..net.prefixes import parsed
from ..rules.fields import certain
from ..rules.ids import group_of, name_of, parent_of, same
from ..rules.neighbours import users_of_subnets, users_of_tables
from ..rules.places import subnet_place
from ..rules.resources import Subnet
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from ..wire.sentences import Sentence, sentence
from ..wire.symbols import spoken
from .case import Case
from .gateways import INGRESS_PAGE, gateway_in, gateways_of
from .remarks import Check, Remark

GATEWAY_LENGTH = 24
"""The largest subnet an Application Gateway may have before Overlay."""


def side_subnet_ids(case: Case) -> Iterator[str | CannotJudge]:
    """Yield the ids of the subnets that have a table of the nodes and are no node subnet, and what hides others."""
    nodes = {id_.lower() for id_ in case.node_subnet_ids()}
    tables, missing = case.tables()
    for id_ in tables.values():
        table = case.table(id_)
        listed = () if table is None or isinstance(table.subnet_ids, Unknown) else table.subnet_ids
        seen = {each.id.lower(): each.id for each in case.subnets_with(id_)} | {each.lower(): each for each in listed}
        yield from (seen[key] for key in seen if key not in nodes)
        if table is None or isinstance(table.subnet_ids, Unknown):
            yield CannotJudge(f"az network route-table show --ids {id_}")
    yield from map(CannotJudge, missing)
    if not case.is_exported and not tables:
        # AKS makes the table when the cluster is made; who else has it, no file says.
        group = spoken(certain(case.cluster.node_resource_group)) or "<node resource group>"
        yield CannotJudge(f"az network route-table list -g {group}")


def _side_subnets(case: Case) -> Iterator[Remark | CannotJudge]:
    users = case.view.once(users_of_subnets)
    for id_ in side_subnet_ids(case):
        if isinstance(id_, CannotJudge):
            yield id_
        elif not any(users.others(id_, case.cluster)):
            # Another kubenet cluster's nodes are a matter of their own.
            yield _side_subnet(case, id_)


def _side_subnet(case: Case, id_: str) -> Remark:
    tables, _ = case.tables()
    table = next((each for each in tables.values() if _has(case, id_, each)), next(iter(tables.values())))
    gateway = gateway_in(case.view, id_)
    values = {"subnet": name_of(id_), "table": name_of(table)}
    plain = sentence("block.side-subnet", **values)
    return Remark(
        key="gateway-subnet" if gateway else "side-subnet",
        kind="blocker",
        what=sentence("block.gateway-subnet", gateway=gateway, **values) if gateway else plain,
        todo=sentence("do.gateway-subnet" if gateway else "do.side-subnet"),
        sources=("M5", "MicrosoftDocs/azure-aks-docs#334"),
        place=f"{subnet_place(id_)}.properties.routeTable",
        values=(("subnetId", id_), ("tableId", table), ("gateway", gateway)),
    )


def _has(case: Case, subnet_id: str, table_id: str) -> bool:
    table = case.table(table_id)
    listed = () if table is None or isinstance(table.subnet_ids, Unknown) else table.subnet_ids
    return any(same(each, subnet_id) for each in (*listed, *(found.id for found in case.subnets_with(table_id))))


def _shared(case: Case) -> Iterator[Remark]:
    subnets, tables = case.view.once(users_of_subnets), case.view.once(users_of_tables)
    for id_ in case.node_subnet_ids():
        for other in subnets.others(id_, case.cluster):
            what = sentence("block.shared-subnet", subnet=name_of(id_), other=name_of(other.id))
            yield _of_two("shared-subnet", what, subnet_place(id_))
    for id_ in case.tables()[0].values():
        for other in tables.others(id_, case.cluster):
            what = sentence("block.shared-table", table=name_of(id_), other=name_of(other.id))
            yield _of_two("shared-table", what, f"{id_}#properties.subnets")


def _of_two(key: str, what: Sentence, place: str) -> Remark:
    return Remark(
        key=key,
        kind="blocker",
        what=what,
        todo=sentence("do.new-cluster-for-one"),
        needs_new_cluster=True,
        sources=("M5", "R25" if key == "shared-subnet" else "R35", "U3"),
        place=place,
    )


def _strangers(case: Case) -> Iterator[Remark]:
    """Yield that another cluster's machines have addresses of a node subnet, though that cluster was not exported."""
    group = certain(case.cluster.node_resource_group)
    known = case.view.once(_node_groups)
    for subnet in case.node_subnets() if case.is_exported and group else ():
        ids = () if isinstance(subnet.ip_configuration_ids, Unknown) else subnet.ip_configuration_ids
        for other in dict.fromkeys(group_of(id_) for id_ in ids if "/virtualmachinescalesets/aks-" in id_.lower()):
            if not same(other, group) and other not in known:
                what = sentence("block.shared-subnet", subnet=subnet.name, other=other)
                yield _of_two("shared-subnet", what, subnet_place(subnet.id))


def _node_groups(view: View) -> frozenset[str]:
    return frozenset(certain(each.node_resource_group).lower() for each in view.managed_clusters.values())


def _gateways(case: Case) -> Iterator[Remark | CannotJudge]:
    """Yield the gateways whose ingress controller does not do with Overlay."""
    networks = {each.id.lower() for each in case.networks()}
    for found in gateways_of(case):
        if isinstance(found, CannotJudge):
            yield found
            continue
        gateway, subnet = found
        for prefix in _too_large(subnet):
            yield Remark(
                key="gateway-size",
                kind="blocker",
                what=sentence("block.gateway-size", gateway=gateway, subnet=subnet.name, prefix=prefix),
                todo=sentence("do.gateway-size"),
                sources=(INGRESS_PAGE,),
                place=f"{subnet_place(subnet.id)}.properties.addressPrefix",
                values=(("subnetId", subnet.id),),
            )
        if networks and parent_of(subnet.id).lower() not in networks:
            network = name_of(parent_of(subnet.id))
            yield Remark(
                key="gateway-peer",
                kind="blocker",
                what=sentence("block.gateway-peer", gateway=gateway, network=network),
                todo=sentence("do.gateway-peer"),
                sources=(INGRESS_PAGE,),
                place=subnet_place(subnet.id),
            )


def _too_large(subnet: Subnet) -> Iterator[str]:
    prefixes = () if isinstance(subnet.prefixes, Unknown) else parsed(subnet.prefixes)
    yield from (str(each) for each in prefixes if each.version == 4 and each.prefixlen < GATEWAY_LENGTH)


TABLE_BLOCKERS = (
    Check("shared", "class", _shared),
    Check("strangers", "none", _strangers),
    Check("side-subnets", "class", _side_subnets),
    Check("gateways", "ready", _gateways),
)
