"""Plans: unknown and known values together, joins by references, order, what is there already, and what goes."""

from typing import Any

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.deployments.nodes import plain
from akslab.rules.catalogue import judgements
from akslab.rules.rule import Finding
from akslab.wire.symbols import principal_of

from .plans import (
    AKS_TABLE,
    CLUSTER,
    NETWORK,
    PLACE,
    SUBNET,
    SUBNET_BODY,
    SUBSCRIPTION,
    TABLE,
    TABLE_BODY,
    Json,
    block,
    change,
    cluster,
    inline,
    network,
    plan,
    read,
    refers,
)
from .reading import at, findings, precedes, resource

NEW = [
    change("azurerm_virtual_network.v", network() | {"id": None}, unknown={"id": True, "subnet": True, "guid": True}),
    change("azurerm_subnet.s", SUBNET_BODY, unknown={"id": True}),
    change("azurerm_route_table.t", TABLE_BODY, unknown={"id": True, "route": True, "subnets": True}),
    change(
        "azurerm_subnet_route_table_association.a", {}, unknown={"id": True, "subnet_id": True, "route_table_id": True}
    ),
]
NEW_BLOCKS = [
    block("azurerm_virtual_network.v", {"name": {"constant_value": "v"}}),
    block("azurerm_subnet.s", {"virtual_network_name": refers("azurerm_virtual_network.v.name")}),
    block("azurerm_route_table.t", {"name": {"constant_value": "t"}}),
    block(
        "azurerm_subnet_route_table_association.a",
        {"subnet_id": refers("azurerm_subnet.s.id"), "route_table_id": refers("azurerm_route_table.t.id")},
    ),
]


def test_an_unknown_id_is_joined_by_what_it_refers_to() -> None:
    found = read(plan(NEW, NEW_BLOCKS))
    assert resource(found, "azurerm_subnet_route_table_association.a").id == resource(found, "azurerm_subnet.s").id
    link = at(found, "azurerm_subnet_route_table_association.a", "properties", "routeTable", "id")
    assert link == resource(found, "azurerm_route_table.t").id


def test_what_nobody_wrote_and_the_provider_will_read_back_is_absent() -> None:
    found = read(plan(NEW, NEW_BLOCKS))
    assert at(found, "azurerm_virtual_network.v", "properties", "subnets") is None
    assert at(found, "azurerm_route_table.t", "properties", "routes") is None


def test_what_was_written_and_is_unknown_is_unknown() -> None:
    unknown = change("azurerm_route_table.t", {**PLACE, "name": "t"}, unknown={"route": True})
    found = read(plan([unknown], [block("azurerm_route_table.t", {"route": refers("var.routes")})]))
    routes = resource(found, "azurerm_route_table.t").body.at("properties", "routes")
    assert routes is not None
    assert routes.is_unknown


def test_an_unknown_part_of_a_list_is_unknown_at_its_place() -> None:
    route = {"name": "r", "address_prefix": "0.0.0.0/0", "next_hop_type": "VirtualAppliance"}
    one = change(
        "azurerm_route_table.t",
        {**TABLE_BODY, "route": [route]},
        unknown={"route": [{"next_hop_in_ip_address": True}]},
    )
    blocks = [block("azurerm_route_table.t", {"route": refers("azurerm_firewall.fw.ip_configuration")})]
    found = read(plan([one], blocks))
    properties = resource(found, "azurerm_route_table.t").body.at("properties", "routes", 0, "properties")
    assert properties is not None
    assert plain(properties)["addressPrefix"] == "0.0.0.0/0"
    assert properties.get("nextHopIpAddress") is not None
    assert findings(view_of_deployment(found)) == set()


def test_a_null_in_a_list_that_is_unknown_is_no_null() -> None:
    one = change(
        "azurerm_virtual_network.v",
        {**PLACE, "name": "v", "address_space": ["192.168.0.0/16", None]},
        unknown={"address_space": [False, True]},
    )
    found = read(plan([one], [block("azurerm_virtual_network.v", {"address_space": refers("random_x.y.z")})]))
    space = resource(found, "azurerm_virtual_network.v").body.at("properties", "addressSpace", "addressPrefixes")
    assert space is not None
    assert [each.is_unknown for each in space.elements()] == [False, True]


def test_references_travel_through_modules_both_ways() -> None:
    root: Json = {
        "module_calls": {
            "net": {
                "module": {
                    "resources": [block("azurerm_subnet.s")],
                    "outputs": {"subnet_id": {"expression": refers("azurerm_subnet.s.id")}},
                }
            },
            "aks": {
                "expressions": {"subnet": refers("module.net.subnet_id")},
                "module": {
                    "resources": [
                        block(
                            "azurerm_kubernetes_cluster.c",
                            {"default_node_pool": [{"vnet_subnet_id": refers("var.subnet")}]},
                        )
                    ],
                    "variables": {"subnet": {}},
                },
            },
        }
    }
    pool = {"name": "p", "node_count": 3}
    changes = [
        change("module.net.azurerm_subnet.s", SUBNET_BODY, unknown={"id": True}),
        change(
            "module.aks.azurerm_kubernetes_cluster.c",
            cluster() | {"default_node_pool": [pool]},
            unknown={"default_node_pool": [{"vnet_subnet_id": True}]},
        ),
    ]
    found = read(plan(changes, root=root))
    subnet = resource(found, "module.net.azurerm_subnet.s")
    own = at(found, "module.aks.azurerm_kubernetes_cluster.c", "properties", "agentPoolProfiles", 0, "vnetSubnetID")
    assert own == subnet.id
    assert precedes(found, subnet.address, "module.aks.azurerm_kubernetes_cluster.c")


def test_an_object_around_one_reference_is_seen_through() -> None:
    root: Json = {
        "resources": [block("azurerm_subnet.s")],
        "module_calls": {
            "aks": {
                "expressions": {"subnet": refers("azurerm_subnet.s.id")},
                "module": {
                    "resources": [
                        block(
                            "azurerm_kubernetes_cluster_node_pool.p",
                            {"vnet_subnet_id": {"references": ["var.subnet.id", "var.subnet"]}},
                        )
                    ]
                },
            }
        },
    }
    changes = [
        change("azurerm_subnet.s", SUBNET_BODY, unknown={"id": True}),
        change(
            "module.aks.azurerm_kubernetes_cluster_node_pool.p",
            {"name": "p", "kubernetes_cluster_id": CLUSTER},
            unknown={"vnet_subnet_id": True},
        ),
    ]
    found = read(plan(changes, root=root))
    pool = at(found, "module.aks.azurerm_kubernetes_cluster_node_pool.p", "properties", "vnetSubnetID")
    assert pool == resource(found, "azurerm_subnet.s").id


@pytest.mark.parametrize(
    ("references", "is_joined"),
    [
        (['azurerm_subnet.s["a"].id', 'azurerm_subnet.s["a"]', "azurerm_subnet.s"], True),
        (["azurerm_subnet.s", "each.key"], True),
        (["azurerm_subnet.s", "each.value.subnet", "each.value"], False),
        (["azurerm_subnet.s"], False),
    ],
)
def test_instances_are_joined_by_key_and_never_by_guess(references: list[str], is_joined: bool) -> None:
    expression = {"references": references}
    blocks = [
        block("azurerm_subnet.s", for_each_expression=refers("var.subnets")),
        block(
            "azurerm_subnet_nat_gateway_association.n",
            {"subnet_id": expression},
            for_each_expression=refers("var.subnets"),
        ),
    ]
    changes = [
        change('azurerm_subnet.s["a"]', SUBNET_BODY | {"name": "a"}, unknown={"id": True}),
        change('azurerm_subnet.s["b"]', SUBNET_BODY | {"name": "b"}, unknown={"id": True}),
        change('azurerm_subnet_nat_gateway_association.n["a"]', {"nat_gateway_id": "/n"}, unknown={"subnet_id": True}),
    ]
    found = read(plan(changes, blocks))
    joined = resource(found, 'azurerm_subnet_nat_gateway_association.n["a"]').id
    assert (joined == resource(found, 'azurerm_subnet.s["a"]').id) is is_joined


def test_a_name_that_may_be_composed_is_never_taken_for_what_it_refers_to() -> None:
    blocks = [
        block("azurerm_route_table.a", {"name": refers("random_pet.p.id")}),
        block("azurerm_route_table.b", {"name": refers("random_pet.p.id")}),
    ]
    changes = [
        change("random_pet.p", {}, unknown={"id": True}),
        change("azurerm_route_table.a", PLACE, unknown={"name": True}),
        change("azurerm_route_table.b", PLACE, unknown={"name": True}),
    ]
    found = read(plan(changes, blocks))
    assert resource(found, "azurerm_route_table.a").id != resource(found, "azurerm_route_table.b").id


def test_a_principal_is_joined_too() -> None:
    blocks = [
        block("azurerm_user_assigned_identity.i"),
        block(
            "azurerm_role_assignment.r",
            {
                "principal_id": refers("azurerm_user_assigned_identity.i.principal_id"),
                "scope": refers("azurerm_route_table.t.id"),
            },
        ),
        block("azurerm_route_table.t"),
    ]
    changes = [
        change("azurerm_user_assigned_identity.i", {**PLACE, "name": "i"}, unknown={"id": True, "principal_id": True}),
        change("azurerm_route_table.t", TABLE_BODY, unknown={"id": True}),
        change(
            "azurerm_role_assignment.r",
            {"role_definition_name": "Network Contributor"},
            unknown={"principal_id": True, "scope": True},
        ),
    ]
    found = read(plan(changes, blocks))
    identity, table = (
        resource(found, "azurerm_user_assigned_identity.i").id,
        resource(found, "azurerm_route_table.t").id,
    )
    assert at(found, "azurerm_role_assignment.r", "properties", "principalId") == principal_of(identity)
    assert at(found, "azurerm_role_assignment.r", "properties", "scope") == table


def test_secrets_are_marked_and_stay_marked() -> None:
    tagged = change("azurerm_route_table.t", TABLE_BODY | {"tags": {"k": "hush"}}, secret={"tags": {"k": True}})
    found = read(plan([tagged], [block("azurerm_route_table.t")]))
    tag = resource(found, "azurerm_route_table.t").body.at("tags", "k")
    assert tag is not None
    assert tag.is_secret


def test_places_are_paths_in_the_plan() -> None:
    found = read(plan(NEW, NEW_BLOCKS))
    subnet = resource(found, "azurerm_subnet.s")
    prefixes = subnet.body.at("properties", "addressPrefixes")
    assert subnet.origin.path == ("resource_changes", 1, "address")
    assert prefixes is not None
    assert prefixes.origin is not None
    assert prefixes.origin.path == ("resource_changes", 1, "change", "after", "address_prefixes")


FILES = """
resource "azurerm_subnet" "s" {
  name                 = "s"
  address_prefixes     = var.range
}
resource "azurerm_route_table" "t" {
  name = "t"
  route {
    name = "r"
  }
  lifecycle {
    ignore_changes = [route]
  }
}
"""


def test_places_are_those_of_the_files_when_they_are_there() -> None:
    found = read(plan(NEW, NEW_BLOCKS), {"main.tf": FILES})
    subnet = resource(found, "azurerm_subnet.s")
    prefixes = subnet.body.at("properties", "addressPrefixes", 0)
    assert FILES[subnet.origin.start : subnet.origin.end] == 'resource "azurerm_subnet" "s"'
    assert prefixes is not None
    assert prefixes.origin is not None
    assert FILES[prefixes.origin.start : prefixes.origin.end] == "var.range"


def test_a_plan_that_lacks_a_block_of_the_files_is_stale() -> None:
    extra = FILES + 'resource "azurerm_nat_gateway" "new" {\n}\n'
    (gap,) = read(plan(NEW, NEW_BLOCKS), {"main.tf": extra}).gaps
    assert gap.what.key == "tf.plan-stale"


def test_order_comes_from_the_configuration() -> None:
    found = read(plan(NEW, NEW_BLOCKS))
    assert precedes(found, "azurerm_route_table.t", "azurerm_subnet_route_table_association.a")
    assert precedes(found, "azurerm_virtual_network.v", "azurerm_subnet.s")
    assert not precedes(found, "azurerm_route_table.t", "azurerm_subnet.s")


@pytest.mark.parametrize("files", [None, {"main.tf": "locals {\n  id = azurerm_route_table.t.id\n}\n" + FILES}])
def test_a_local_is_looked_up_in_the_files_or_taken_to_be_anything(files: dict[str, str] | None) -> None:
    blocks = [*NEW_BLOCKS[:3], block("azurerm_user_assigned_identity.i", {"tags": refers("local.id")})]
    changes = [*NEW[:3], change("azurerm_user_assigned_identity.i", {**PLACE, "name": "i"})]
    found = read(plan(changes, blocks), files)
    assert precedes(found, "azurerm_route_table.t", "azurerm_user_assigned_identity.i")
    assert precedes(found, "azurerm_subnet.s", "azurerm_user_assigned_identity.i") is (files is None)


def test_depends_on_a_module_waits_for_all_in_it() -> None:
    root: Json = {
        "resources": [block("azurerm_route_table.t", depends_on=["module.m"])],
        "module_calls": {"m": {"module": {"resources": [block("azurerm_subnet.s")]}}},
    }
    changes = [change("azurerm_route_table.t", TABLE_BODY), change("module.m.azurerm_subnet.s", SUBNET_BODY)]
    assert precedes(read(plan(changes, root=root)), "module.m.azurerm_subnet.s", "azurerm_route_table.t")


def standing(*changes: Json, **more: Any) -> Json:
    """Return a plan for a cluster that stands, without changes to it."""
    there = cluster(id=CLUSTER)
    blocks = [block(f"{each['type']}.{each['name']}") for each in changes]
    own = change("azurerm_kubernetes_cluster.c", there, there, actions=("no-op",))
    return plan([own, *changes], [*blocks, block("azurerm_kubernetes_cluster.c")], **more)


def lost(document: Json) -> list[tuple[str, str]]:
    return [(loss.what, loss.address) for loss in view_of_deployment(read(document)).losses]


def test_a_plan_that_takes_the_table_from_an_inline_subnet_is_seen() -> None:
    stripping = change("azurerm_virtual_network.v", network(inline()), network(inline(AKS_TABLE)))
    assert lost(standing(stripping)) == [("association", "azurerm_virtual_network.v")]


def test_a_plan_that_leaves_the_table_is_fine() -> None:
    there = network(inline(AKS_TABLE))
    assert lost(standing(change("azurerm_virtual_network.v", there | {"tags": {"a": "b"}}, there))) == []


def test_a_plan_that_deletes_an_association_is_seen_at_it() -> None:
    subnet = SUBNET_BODY | {"id": SUBNET}
    changes = [
        change("azurerm_subnet.s", subnet, subnet, actions=("no-op",)),
        change(
            "azurerm_subnet_route_table_association.a",
            None,
            {"id": SUBNET, "subnet_id": SUBNET, "route_table_id": TABLE},
        ),
    ]
    assert lost(standing(*changes)) == [("association", "azurerm_subnet_route_table_association.a")]


def own_table(after: list[Json]) -> Json:
    aks: Json = {
        "name": "aks-node-0",
        "address_prefix": "10.244.0.0/24",
        "next_hop_type": "VirtualAppliance",
        "next_hop_in_ip_address": "192.168.1.4",
    }
    table = TABLE_BODY | {"id": TABLE}
    subnet = SUBNET_BODY | {"id": SUBNET}
    link = {"id": SUBNET, "subnet_id": SUBNET, "route_table_id": TABLE}
    return standing(
        change("azurerm_subnet.s", subnet, subnet, actions=("no-op",)),
        change("azurerm_subnet_route_table_association.a", link, link, actions=("no-op",)),
        change("azurerm_route_table.t", table | {"route": after}, table | {"route": [aks]}),
    )


def test_a_plan_that_removes_routes_from_the_clusters_table_is_seen() -> None:
    egress: Json = {
        "name": "egress",
        "address_prefix": "0.0.0.0/0",
        "next_hop_type": "Internet",
        "next_hop_in_ip_address": "",
    }
    assert lost(own_table([egress])) == [("routes", "azurerm_route_table.t")]


def test_a_plan_that_adds_a_route_is_fine() -> None:
    document = own_table([])
    kept = document["resource_changes"][3]["change"]
    kept["after"]["route"] = [
        *kept["before"]["route"],
        {"name": "x", "address_prefix": "10.9.0.0/16", "next_hop_type": "None"},
    ]
    assert lost(document) == []


def test_a_plan_of_a_creation_makes_no_claim_without_the_files() -> None:
    route: Json = {"name": "r", "address_prefix": "10.9.0.0/16", "next_hop_type": "None", "next_hop_in_ip_address": ""}
    made = change("azurerm_route_table.t", TABLE_BODY | {"route": [route]})
    blocks = [block("azurerm_route_table.t", {"route": [{"name": {"constant_value": "r"}}]})]
    assert resource(read(plan([made], blocks)), "azurerm_route_table.t").keeps == ("*",)
    without_ignore = {"main.tf": FILES.replace("ignore_changes = [route]", "")}
    assert resource(read(plan([made], blocks), without_ignore), "azurerm_route_table.t").keeps == ()
    assert resource(read(plan([made], blocks), {"main.tf": FILES}), "azurerm_route_table.t").keeps == ("*",)


def test_what_is_there_is_what_rules_see_as_before() -> None:
    there = cluster(id=CLUSTER)
    document = plan(
        [change("azurerm_kubernetes_cluster.c", cluster(id=CLUSTER, profile={"pod_cidr": "10.9.0.0/16"}), there)],
        [block("azurerm_kubernetes_cluster.c")],
    )
    view = view_of_deployment(read(document))
    assert view.before is not None
    assert view.before.managed_clusters[CLUSTER.lower()].network.pod_cidrs == ("10.244.0.0/16",)
    changed = [each for each in judgements(view) if isinstance(each, Finding) and each.rule == "fixed-property-changed"]
    assert [each.target for each in changed] == ["networkProfile.podCidr"]


def test_a_cluster_that_is_made_anew_says_for_what() -> None:
    there = cluster(id=CLUSTER)
    replaced = change(
        "azurerm_kubernetes_cluster.c",
        cluster(profile={"pod_cidr": "10.9.0.0/16"}),
        there,
        unknown={"id": True},
        actions=("delete", "create"),
        replaced_for=[["network_profile", 0, "pod_cidr"]],
    )
    found = read(plan([replaced], [block("azurerm_kubernetes_cluster.c")]))
    assert resource(found, "azurerm_kubernetes_cluster.c").replaced_for == ("network_profile[0].pod_cidr",)
    assert [each.id for each in found.prior] == [resource(found, "azurerm_kubernetes_cluster.c").id]
    rules = {each.rule for each in judgements(view_of_deployment(found)) if isinstance(each, Finding)}
    assert "cluster-would-be-replaced" in rules
    assert "fixed-property-changed" not in rules, "the tool makes it anew, and Azure is not asked to change it"


def test_what_is_deleted_is_only_before() -> None:
    table = TABLE_BODY | {"id": TABLE}
    found = read(plan([change("azurerm_route_table.t", None, table)], []))
    assert found.resources == ()
    assert [each.id for each in found.prior] == [TABLE]


def test_new_things_meet_those_that_are_there_in_their_subscription() -> None:
    changes = [
        change("azurerm_virtual_network.v", network(), network(), actions=("no-op",)),
        change("azurerm_subnet.s", SUBNET_BODY, unknown={"id": True}),
    ]
    found = read(plan(changes, NEW_BLOCKS[:2]))
    assert resource(found, "azurerm_subnet.s").id == SUBNET
    assert SUBSCRIPTION in resource(found, "azurerm_virtual_network.v").id


def test_data_that_was_read_is_there_with_what_it_says() -> None:
    values = {
        "id": NETWORK,
        "name": "v",
        "resource_group_name": "g",
        "location": "eastus",
        "address_space": ["192.168.0.0/16"],
    }
    data = {
        "address": "data.azurerm_virtual_network.v",
        "mode": "data",
        "type": "azurerm_virtual_network",
        "name": "v",
        "values": values,
    }
    prior = {"format_version": "1.0", "values": {"root_module": {"resources": [data]}}}
    pool = change("azurerm_subnet.s", SUBNET_BODY | {"address_prefixes": ["10.1.0.0/24"]}, unknown={"id": True})
    blocks = [
        block("data.azurerm_virtual_network.v"),
        block("azurerm_subnet.s", {"virtual_network_name": refers("data.azurerm_virtual_network.v.name")}),
    ]
    found = read(plan([pool], blocks, prior_state=prior))
    network_ = resource(found, "data.azurerm_virtual_network.v")
    assert (network_.existing, network_.id) == (True, NETWORK)
    assert precedes(found, network_.address, "azurerm_subnet.s")
    assert "subnet-outside-network" in findings(view_of_deployment(found))


def test_drift_of_what_the_plan_leaves_out_is_there_too() -> None:
    drifted = change("azurerm_route_table.t", TABLE_BODY | {"id": TABLE}, TABLE_BODY | {"id": TABLE})
    found = read(plan([], [], resource_drift=[drifted]))
    assert [each.id for each in found.prior] == [TABLE]


@pytest.mark.parametrize(
    ("document", "key"),
    [
        ("{", "hcl.json"),
        ("[]", "tf.no-plan"),
        ('{"a": 1}', "tf.no-plan"),
        ({"format_version": "2.0", "resource_changes": []}, "tf.plan-format"),
    ],
)
def test_what_is_no_plan_is_told(document: Any, key: str) -> None:
    assert [each.what.key for each in read(document).problems] == [key]


def test_a_plan_that_failed_or_was_put_off_may_hide_resources() -> None:
    for document, key in (
        (plan([], [], errored=True), "tf.plan-errored"),
        (plan([], [], complete=False), "tf.plan-incomplete"),
    ):
        (gap,) = read(document).gaps
        assert (gap.what.key, gap.hides_resources) == (key, True)


def test_the_release_is_seen_by_the_attributes_that_a_plan_has() -> None:
    old = cluster() | {
        "default_node_pool": [{"name": "p", "enable_auto_scaling": True, "min_count": 1, "max_count": 2}]
    }
    found = read(plan([change("azurerm_kubernetes_cluster.c", old | {"automatic_channel_upgrade": None})], version=""))
    pool = at(found, "azurerm_kubernetes_cluster.c", "properties", "agentPoolProfiles", 0)
    assert (pool["enableAutoScaling"], pool["count"]) == (True, 1)


GUID = "33333333-3333-3333-3333-333333333333"
IDENTITY = f"{NETWORK.partition('/Microsoft.Network')[0]}/Microsoft.ManagedIdentity/userAssignedIdentities/i"


def owning(scope: str, *, is_new: bool) -> Json:
    """Return a cluster with its own table and an identity that has a role at a scope, all new or all there."""
    identity: Json = {**PLACE, "name": "i", "id": IDENTITY, "principal_id": GUID}
    role: Json = {"scope": scope, "role_definition_name": "Network Contributor", "principal_id": GUID}
    link: Json = {"subnet_id": SUBNET, "route_table_id": TABLE}
    own = cluster(id=CLUSTER, identity=[{"type": "UserAssigned", "identity_ids": [IDENTITY]}])
    entries = [
        ("azurerm_virtual_network.v", network()),
        ("azurerm_subnet.s", SUBNET_BODY | {"id": SUBNET}),
        ("azurerm_route_table.t", TABLE_BODY | {"id": TABLE}),
        ("azurerm_subnet_route_table_association.a", link),
        ("azurerm_user_assigned_identity.i", identity),
        ("azurerm_role_assignment.r", role),
        ("azurerm_kubernetes_cluster.c", own),
    ]
    changes = [
        change(address, values, None if is_new else values, actions=("create",) if is_new else ("no-op",))
        for address, values in entries
    ]
    return plan(changes, [block(address) for address, _ in entries])


def test_a_principals_guid_is_its_identity() -> None:
    found = read(owning(TABLE, is_new=False))
    assert at(found, "azurerm_role_assignment.r", "properties", "principalId") == principal_of(IDENTITY)


def test_a_lack_of_rights_is_no_fault_of_an_identity_that_was_there_before() -> None:
    assert "custom-table-missing-permission" in findings(view_of_deployment(read(owning(NETWORK, is_new=True))))
    assert findings(view_of_deployment(read(owning(NETWORK, is_new=False)))) == set()
