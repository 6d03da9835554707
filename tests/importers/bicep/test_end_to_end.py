"""From a file to what is wrong with it: broken rules and where that is written, order, what a second time takes away."""

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.rules.time import association_of

from .articles import SOUND, broken, everything, findings, rules, without
from .reading import deployed, resource, sound, written


def test_the_sound_file_breaks_nothing_loses_nothing_and_is_ordered() -> None:
    found = sound(SOUND)
    view = view_of_deployment(found)
    aks, subnet = resource(found, "aks").id, f"{resource(found, 'vnet').id}/subnets/myAKSSubnet"
    assert findings(found) == []
    assert found.gaps == ()
    assert view.losses == ()
    assert isinstance(view.role_assignments, tuple)
    assert len(view.role_assignments) == 2
    assert view.order is not None
    for first in (subnet, association_of(subnet), *(each.id for each in view.role_assignments)):
        assert view.order.precedes(first, aks)


def test_what_the_view_knows_is_not_unknown() -> None:
    view = view_of_deployment(sound(SOUND))
    (cluster,) = view.managed_clusters.values()
    (network,) = view.virtual_networks.values()
    assert cluster.network.pod_cidrs == ("10.244.0.0/16",)
    assert isinstance(network.subnets, tuple)
    assert network.subnets[0].prefixes == ("192.168.1.0/24",)
    assert network.subnets[0].route_table_id == resource(sound(SOUND), "routes").id


@pytest.mark.parametrize(
    ("change", "rule", "path", "where"),
    [
        (
            ("param podCidr string = '10.244.0.0/16'", "param podCidr string = '192.168.0.0/20'"),
            "pod-cidr-overlaps-subnet",
            ("properties", "networkProfile", "podCidr"),
            "'192.168.0.0/20'",
        ),
        (
            ("param serviceCidr string = '10.0.0.0/16'", "param serviceCidr string = '10.0.0.0/8'"),
            "service-cidr-too-large",
            ("properties", "networkProfile", "serviceCidr"),
            "'10.0.0.0/8'",
        ),
        (
            ("dnsServiceIP: '10.0.0.10'", "dnsServiceIP: '10.1.0.10'"),
            "dns-service-ip-outside",
            ("properties", "networkProfile", "dnsServiceIP"),
            "'10.1.0.10'",
        ),
        (
            ("podCidr: podCidr", "podCidr: cidrSubnet(podCidr, 23, 0)"),
            "pod-cidr-too-small",
            ("properties", "networkProfile", "podCidr"),
            "cidrSubnet(podCidr, 23, 0)",
        ),
        (
            ("count: 3", "count: 300"),
            "subnet-too-small",
            ("properties", "agentPoolProfiles", 0, "count"),
            "300",
        ),
        (
            ("vnet.properties.subnets[0].id", "'${vnet.id}/subnets/gone'"),
            "subnet-not-found",
            ("properties", "agentPoolProfiles", 0, "vnetSubnetID"),
            "'${vnet.id}/subnets/gone'",
        ),
    ],
)
def test_a_fault_is_found_and_its_value_is_where_it_was_written(
    change: tuple[str, str], rule: str, path: tuple[str | int, ...], where: str
) -> None:
    text = broken(change)
    found = sound(text)
    assert rule in {each.rule for each in findings(found)}
    value = resource(found, "aks").body.at(*path)
    assert value is not None
    assert written(text, value.origin) == where


def test_an_absent_property_is_where_the_resource_begins() -> None:
    text = broken(("          routeTable: { id: routes.id }\n", ""))
    assert written(text, resource(sound(text), "vnet").origin) == (
        "resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01'"
    )


@pytest.mark.parametrize("role", ["networkRole", "routesRole"])
def test_a_role_that_nobody_gives_is_missed(role: str) -> None:
    wanted = {"networkRole": "subnet-role-missing", "routesRole": "custom-table-missing-permission"}[role]
    assert wanted in {each.rule for each in everything(deployed(without(role)))}


def test_a_role_that_a_module_elsewhere_may_give_is_not_missed() -> None:
    text = without("routesRole") + "module roles 'br:example.azurecr.io/roles:1' = {\n  params: { vnet: vnet.id }\n}\n"
    assert rules(text) == set()


def test_a_statement_that_cannot_be_read_may_give_a_role_too() -> None:
    broken_role = "resource more 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name 'x'\n}\n"
    assert rules(without("routesRole") + broken_role) == set()


def test_a_role_by_its_name_is_the_role() -> None:
    text = broken(
        ("roleDefinitionId: networkContributor", "roleDefinitionId: roleDefinitions('Network Contributor').id")
    )
    assert rules(text) == set()


def test_without_waiting_for_its_roles_a_cluster_may_come_first() -> None:
    text = broken(("  dependsOn: [networkRole, routesRole]\n", ""))
    found = sound(text)
    order = view_of_deployment(found).order
    assert order is not None
    assert not order.precedes(resource(found, "networkRole").id, resource(found, "aks").id)


def losses(text: str) -> list[tuple[str, str]]:
    return [(loss.what, loss.address) for loss in view_of_deployment(sound(text)).losses]


def test_a_table_without_routes_loses_those_of_the_nodes_when_it_is_deployed_again() -> None:
    assert losses(broken(("@onlyIfNotExists()\n", ""))) == [("routes", "routes")]


MANAGED = broken(("          routeTable: { id: routes.id }\n", ""))
CHILD = broken(
    (
        """\
    subnets: [
      {
        name: 'myAKSSubnet'
        properties: {
          addressPrefix: '192.168.1.0/24'
          routeTable: { id: routes.id }
        }
      }
    ]
  }
}
""",
        """\
  }
  resource nodes 'subnets' = {
    name: 'myAKSSubnet'
    properties: { addressPrefix: '192.168.1.0/24' }
  }
}
""",
    ),
    ("vnet.properties.subnets[0].id", "vnet::nodes.id"),
)


def test_a_subnet_without_a_table_loses_the_one_aks_attached_when_it_is_deployed_again() -> None:
    assert losses(MANAGED) == [("association", "vnet")]
    assert losses(CHILD) == [("association", "vnet::nodes")]


def test_what_is_only_read_loses_nothing() -> None:
    text = """\
resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  name: 'hub/nodes'
  scope: resourceGroup('net-rg')
}
resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks'
  identity: { type: 'SystemAssigned' }
  properties: {
    agentPoolProfiles: [{ name: 'np', mode: 'System', count: 3, vnetSubnetID: nodes.id }]
    networkProfile: { networkPlugin: 'kubenet' }
  }
}
"""
    assert losses(text) == []


def test_faults_of_both_branches_are_those_of_each() -> None:
    text = broken(
        ("param podCidr string = '10.244.0.0/16'", "param big bool\nvar podCidr = big ? '10.0.0.0/16' : '10.0.0.0/16'")
    )
    assert "pod-cidr-overlaps-service-cidr" in {each.rule for each in findings(sound(text))}


def test_what_depends_on_a_parameter_nobody_gave_is_not_held_against_the_file() -> None:
    text = broken(("param podCidr string = '10.244.0.0/16'", "param podCidr string"))
    assert findings(sound(text)) == []
    assert [gap.needs for gap in sound(text).gaps] == ["parameter podCidr"]
