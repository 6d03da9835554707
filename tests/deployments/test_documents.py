"""Declared resources become the documents Azure would hold."""

import pytest

from akslab.deployments.declared import Declared
from akslab.deployments.documents import documents_of
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.nodes import Node, Unknown, node_of, plain
from akslab.deployments.origins import Origin
from akslab.rules.catalogue import judgements
from akslab.rules.examples import CLUSTER, IDENTITY, NETWORK, SUBNET, TABLE
from akslab.rules.rule import Finding
from akslab.rules.unknown import UNKNOWN, CannotJudge
from akslab.wire.symbols import brief, has_symbol, is_symbol, principal_of, spoken, symbol

from .declarations import (
    CLUSTERS,
    SUBNETS,
    association,
    cluster,
    declared,
    deployment,
    network,
    subnet,
    subnet_body,
    table,
)


def test_a_subnet_of_its_own_and_one_in_its_network_make_the_same_document() -> None:
    apart = documents_of([network(), subnet()])[NETWORK.lower()]
    inside = documents_of([network(subnet_body())])[NETWORK.lower()]

    [one], [other] = apart["properties"]["subnets"], inside["properties"]["subnets"]
    assert one["id"] == other["id"] == SUBNET
    assert one["properties"] == other["properties"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_an_association_changes_the_subnet_it_names_and_nothing_else(order: tuple[int, ...]) -> None:
    parts = (network(), subnet(), association())

    [found] = documents_of([parts[i] for i in order])[NETWORK.lower()]["properties"]["subnets"]

    assert found["properties"] == {"addressPrefix": "192.168.1.0/24", "routeTable": {"id": TABLE}}


def test_of_a_network_that_is_not_declared_only_what_was_said_is_known() -> None:
    view = view_of_deployment(deployment(subnet()))
    place = view.network(SUBNET.rsplit("/", 2)[0])

    assert place is not None
    assert place.prefixes is UNKNOWN
    assert view.subnet(SUBNET) is not None
    with pytest.raises(CannotJudge):
        view.subnet(f"{NETWORK}/subnets/other")


def test_a_network_that_lists_its_subnets_has_no_others() -> None:
    view = view_of_deployment(deployment(network(subnet_body())))

    assert view.subnet(f"{NETWORK}/subnets/other") is None


def test_a_pool_of_its_own_stands_in_its_cluster() -> None:
    pool = declared(f"{CLUSTERS}/agentPools", f"{CLUSTER}/agentPools/second", {"count": 2, "vnetSubnetID": SUBNET})

    pools = documents_of([pool, cluster()])[CLUSTER.lower()]["properties"]["agentPoolProfiles"]

    assert [(found["name"], found["count"]) for found in pools] == [("nodepool1", 3), ("second", 2)]


def test_identities_that_are_not_there_yet_have_principals_that_compare() -> None:
    view = view_of_deployment(deployment(network(subnet_body()), cluster()))

    assert view.managed_clusters[CLUSTER.lower()].principal_ids == (principal_of(IDENTITY.upper()),)


def test_what_is_read_adds_nothing_to_what_is_written() -> None:
    read = Declared(
        address="data",
        type=SUBNETS,
        id=SUBNET,
        body=node_of({}),
        origin=Origin(file="f", start=0, end=1),
        existing=True,
    )

    [found] = documents_of([network(), read, subnet()])[NETWORK.lower()]["properties"]["subnets"]

    assert found["properties"] == {"addressPrefix": "192.168.1.0/24"}


def test_a_text_with_a_symbol_is_unknown_unless_it_is_an_id() -> None:
    name = symbol("parameter name")
    node = node_of({"id": f"/subscriptions/{name}", "addressPrefix": f"10.{name}.0.0/16", "principalId": name})

    assert plain(node) == {"id": f"/subscriptions/{name}", "addressPrefix": UNKNOWN, "principalId": name}


def test_unknown_values_stay_unknown_at_any_depth() -> None:
    node = Node({"a": Node((Node(Unknown("not-supplied", "parameter a")), Node(1)))})

    assert plain(node) == {"a": [UNKNOWN, 1]}


def test_literals_take_their_place_from_what_is_around_them() -> None:
    node = node_of({"a": [{"b": 1}]}, Origin(file="main.json", path=("resources", 0)))

    found = node.at("A", 0, "b")

    assert found is not None
    assert found.origin == Origin(file="main.json", path=("resources", 0, "a", 0, "b"))


def test_symbols_are_spoken_in_angle_brackets() -> None:
    assert spoken(f"/subscriptions/{symbol('subscription')}/x") == "/subscriptions/<subscription>/x"
    assert has_symbol(symbol("a"))
    assert is_symbol(symbol("a"))
    assert not is_symbol(symbol("a") + "b")
    assert not has_symbol("<subscription>")


def test_a_sentence_names_of_a_principal_only_whose_it_is() -> None:
    text = f"Principal {principal_of(CLUSTER)} lacks it, {symbol('parameter who')} has it."

    assert brief(text) == "Principal <principal of …/managedclusters/myakscluster> lacks it, <parameter who> has it."


def test_of_a_cluster_that_is_only_changed_nothing_else_is_known() -> None:
    change = declared(CLUSTERS, CLUSTER, {"networkProfile": {"outboundType": "userDefinedRouting"}}, writing="patch")

    view = view_of_deployment(deployment(change))

    assert view.managed_clusters[CLUSTER.lower()].network.outbound_type == "userDefinedRouting"
    assert view.managed_clusters[CLUSTER.lower()].network.plugin is UNKNOWN
    assert not [each for each in judgements(view) if isinstance(each, Finding)]


def test_a_pool_that_is_added_to_a_cluster_nobody_declares_may_be_one_of_several() -> None:
    added = declared(f"{CLUSTERS}/agentPools", f"{CLUSTER}/agentPools/user", {"mode": "User", "count": 1})

    view = view_of_deployment(deployment(added))

    assert [each.name for each in view.managed_clusters[CLUSTER.lower()].pools] == ["", "user"]
    assert not [each for each in judgements(view) if isinstance(each, Finding)]


def test_of_a_subnet_that_is_only_changed_nothing_else_is_known() -> None:
    view = view_of_deployment(deployment(network(), association()))
    found = view.subnet(SUBNET)

    assert found is not None
    assert (found.route_table_id, found.prefixes) == (TABLE, UNKNOWN)


def test_a_table_that_is_declared_twice_is_what_was_said_last() -> None:
    first, second = table(properties={"routes": [1]}), table(properties={"routes": []})

    assert documents_of([first, second])[TABLE.lower()]["properties"] == {"routes": []}


def test_a_cluster_without_pools_is_a_change_of_one_that_is_there() -> None:
    """Azure's own templates turn monitoring on so, after the cluster or beside it."""
    monitored = declared(CLUSTERS, CLUSTER, {"azureMonitorProfile": {"metrics": {"enabled": True}}}, "monitoring")

    together = documents_of([cluster(), monitored])[CLUSTER.lower()]["properties"]
    alone = view_of_deployment(deployment(monitored))

    assert together["agentPoolProfiles"][0]["name"] == "nodepool1"
    assert together["azureMonitorProfile"] == {"metrics": {"enabled": True}}
    assert "no-system-pool" not in {each.rule for each in judgements(alone) if isinstance(each, Finding)}
