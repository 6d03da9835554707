"""How a property is written for az, compared with the options of the commands."""

import pytest

from akslab.importers.scripts.options.table import table_of
from akslab.importers.scripts.spelling import _POOL, _SPELLED, spelled

CLUSTERS = "Microsoft.ContainerService/managedClusters"
COMMANDS = {
    "microsoft.containerservice/managedclusters": "aks create",
    "microsoft.network/virtualnetworks": "network vnet create",
    "microsoft.network/virtualnetworks/subnets": "network vnet subnet create",
    "microsoft.network/virtualnetworks/virtualnetworkpeerings": "network vnet peering create",
    "microsoft.network/routetables": "network route-table create",
    "microsoft.network/routetables/routes": "network route-table route create",
    "microsoft.network/networksecuritygroups/securityrules": "network nsg rule create",
    "microsoft.authorization/roleassignments": "role assignment create",
}


@pytest.mark.parametrize(
    ("type_", "path", "option"),
    [
        (CLUSTERS, "properties.networkProfile.serviceCidr", "--service-cidr"),
        (CLUSTERS, "properties.networkProfile.dnsServiceIP", "--dns-service-ip"),
        (CLUSTERS, "properties.agentPoolProfiles[nodepool1].count", "--node-count"),
        (f"{CLUSTERS}/agentPools", "properties.maxPods", "--max-pods"),
        ("microsoft.network/virtualnetworks/subnets", "properties.routeTable.id", "--route-table"),
        ("Microsoft.Network/virtualNetworks", "properties.subnets[a].properties.addressPrefix", "--subnet-prefixes"),
        (CLUSTERS, "properties.somethingElse", ""),
        ("Microsoft.Other/things", "properties.x", ""),
    ],
)
def test_a_property_is_written_as_an_option(type_: str, path: str, option: str) -> None:
    assert spelled(type_, path) == option


def test_every_spelling_is_an_option_of_the_command_that_makes_it() -> None:
    assert set(_SPELLED) == set(COMMANDS)
    for type_, options in _SPELLED.items():
        table = table_of(COMMANDS[type_])
        assert table is not None
        assert [option for option in options.values() if not table.by_name.get(option)] == []
    pools = table_of("aks nodepool add")
    assert pools is not None
    assert [option for option in _POOL.values() if not pools.by_name.get(option)] == []
