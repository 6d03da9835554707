"""Resources of azurerm as ARM documents: networks, rules, gateways, roles, and what others ask of them."""

from typing import Any

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.wire.symbols import kubelet_of, principal_of

from .reading import ARTICLE, HEAD, NETWORK, at, body, broken, deployment, id_of, resource

GROUP = 'resource_group_name = "g"\n  location = "eastus"'


def one(kind: str, text: str, more: str = "") -> Any:
    found = deployment(f'{more}\nresource "{kind}" "x" {{\n  {text}\n}}\n')
    assert found.problems == ()
    return body(found, f"{kind}.x")


def test_inline_subnets_stand_in_their_network() -> None:
    document = one(
        "azurerm_virtual_network",
        f"""name = "v"
  {GROUP}
  address_space = ["192.168.0.0/16"]
  dns_servers   = ["192.168.0.4"]
  subnet {{
    name             = "s"
    address_prefixes = ["192.168.1.0/24", "192.168.2.0/24"]
    security_group   = "/nsg"
    route_table_id   = "/rt"
  }}""",
    )
    assert document["properties"]["dhcpOptions"] == {"dnsServers": ["192.168.0.4"]}
    assert document["properties"]["subnets"] == [
        {
            "name": "s",
            "properties": {
                "addressPrefixes": ["192.168.1.0/24", "192.168.2.0/24"],
                "networkSecurityGroup": {"id": "/nsg"},
                "routeTable": {"id": "/rt"},
            },
        }
    ]


def test_subnets_written_as_a_value_are_the_same_as_blocks() -> None:
    network = f'name = "v"\n  {GROUP}\n  address_space = ["10.1.0.0/16"]\n  '
    value = one("azurerm_virtual_network", network + 'subnet = [{ name = "s", address_prefixes = ["10.1.1.0/24"] }]')
    block = one(
        "azurerm_virtual_network", network + 'subnet {\n    name = "s"\n    address_prefixes = ["10.1.1.0/24"]\n  }'
    )
    assert value == block


@pytest.mark.parametrize(
    "reference",
    [
        "one(azurerm_virtual_network.x.subnet).id",
        "tolist(azurerm_virtual_network.x.subnet)[0].id",
        "azurerm_virtual_network.x.subnet.*.id[0]",
        "element(azurerm_virtual_network.x.subnet[*].id, 0)",
        '[for s in azurerm_virtual_network.x.subnet : s.id if s.name == "s"][0]',
        '{ for s in azurerm_virtual_network.x.subnet : s.name => s.id }["s"]',
        '"${azurerm_virtual_network.x.id}/subnets/s"',
    ],
)
def test_an_inline_subnet_can_be_referred_to(reference: str) -> None:
    source = f"""
resource "azurerm_virtual_network" "x" {{
  name = "v"
  {GROUP}
  address_space = ["10.1.0.0/16"]
  subnet {{
    name             = "s"
    address_prefixes = ["10.1.1.0/24"]
  }}
}}
resource "azurerm_subnet_nat_gateway_association" "a" {{
  subnet_id      = {reference}
  nat_gateway_id = "/nat"
}}
"""
    found = deployment(source)
    assert found.problems == ()
    assert id_of(found, "azurerm_subnet_nat_gateway_association.a").endswith("/virtualNetworks/v/subnets/s")


def test_of_several_inline_subnets_no_order_is_guessed() -> None:
    source = f"""
resource "azurerm_virtual_network" "x" {{
  name = "v"
  {GROUP}
  address_space = ["10.1.0.0/16"]
  subnet {{
    name             = "a"
    address_prefixes = ["10.1.1.0/24"]
  }}
  subnet {{
    name             = "b"
    address_prefixes = ["10.1.2.0/24"]
  }}
}}
resource "azurerm_subnet_nat_gateway_association" "a" {{
  subnet_id      = tolist(azurerm_virtual_network.x.subnet)[0].id
  nat_gateway_id = "/nat"
}}
"""
    found = deployment(source)
    assert "<" in id_of(found, "azurerm_subnet_nat_gateway_association.a")


def test_the_three_associations_each_change_one_property() -> None:
    subnet = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
    for kind, argument, property_ in (
        ("azurerm_subnet_route_table_association", "route_table_id", "routeTable"),
        ("azurerm_subnet_network_security_group_association", "network_security_group_id", "networkSecurityGroup"),
        ("azurerm_subnet_nat_gateway_association", "nat_gateway_id", "natGateway"),
    ):
        found = deployment(f'resource "{kind}" "x" {{\n  subnet_id = "{subnet}"\n  {argument} = "/target"\n}}\n')
        (declared,) = found.resources
        assert (declared.id, declared.writing) == (subnet, "patch")
        assert body(found, declared.address) == {"name": "s", "properties": {property_: {"id": "/target"}}}


def test_routes_in_and_beside_their_table_are_the_same_routes() -> None:
    route = (
        'address_prefix = "10.9.0.0/16"\n  next_hop_type = "VirtualAppliance"\n  next_hop_in_ip_address = "10.1.0.4"'
    )
    inline = one("azurerm_route_table", f'name = "t"\n  {GROUP}\n  route {{\n  name = "r"\n  {route}\n  }}')
    alone = one("azurerm_route", f'name = "r"\n  resource_group_name = "g"\n  route_table_name = "t"\n  {route}')
    assert inline["properties"]["routes"][0] == alone
    assert alone["properties"] == {
        "addressPrefix": "10.9.0.0/16",
        "nextHopType": "VirtualAppliance",
        "nextHopIpAddress": "10.1.0.4",
    }


def test_an_old_spelling_of_a_next_hop_is_arms() -> None:
    route = 'name = "r"\n  resource_group_name = "g"\n  route_table_name = "t"\n  address_prefix = "10.9.0.0/16"\n'
    assert one("azurerm_route", f'{route}  next_hop_type = "vnetlocal"')["properties"]["nextHopType"] == "VnetLocal"


def test_a_peering_has_the_providers_defaults() -> None:
    text = 'name = "p"\n  resource_group_name = "g"\n  virtual_network_name = "v"\n  remote_virtual_network_id = "/hub"'
    assert one("azurerm_virtual_network_peering", text)["properties"] == {
        "remoteVirtualNetwork": {"id": "/hub"},
        "allowVirtualNetworkAccess": True,
        "allowForwardedTraffic": False,
        "allowGatewayTransit": False,
        "useRemoteGateways": False,
    }


def test_rules_have_ports_as_texts_and_priorities_as_numbers() -> None:
    rule = """name = "r"
    priority = "100"
    direction = "Inbound"
    access = "Allow"
    protocol = "Tcp"
    source_port_range = "*"
    destination_port_ranges = [22, 443]
    source_address_prefix = "VirtualNetwork"
    destination_address_prefix = "*" """
    document = one("azurerm_network_security_group", f'name = "n"\n  {GROUP}\n  security_rule {{\n    {rule}\n  }}')
    properties = document["properties"]["securityRules"][0]["properties"]
    assert (properties["priority"], properties["destinationPortRanges"]) == (100, ["22", "443"])


@pytest.mark.parametrize("line", ["enable_ip_forwarding = true", "ip_forwarding_enabled = true"])
def test_interfaces_forward_in_either_name(line: str) -> None:
    configuration = 'name = "c"\n    subnet_id = "/s"\n    private_ip_address_allocation = "Dynamic"'
    text = f'name = "n"\n  {GROUP}\n  {line}\n  ip_configuration {{\n    {configuration}\n  }}'
    document = one("azurerm_network_interface", text)
    assert document["properties"]["enableIPForwarding"] is True
    assert document["properties"]["ipConfigurations"][0]["properties"]["subnet"] == {"id": "/s"}


def test_a_next_hop_at_a_new_firewall_is_unknown_and_nobody_is_alarmed() -> None:
    source = (
        HEAD
        + NETWORK
        + """
resource "azurerm_firewall" "fw" {
  name                = "fw"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  ip_configuration {
    name                 = "c"
    subnet_id            = azurerm_subnet.nodes.id
    public_ip_address_id = "/ip"
  }
}
resource "azurerm_route_table" "t" {
  name                = "t"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  route {
    name                   = "egress"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.fw.ip_configuration[0].private_ip_address
  }
}
"""
    )
    found = deployment(source)
    assert found.problems == ()
    assert broken(source) == set()
    hop = resource(found, "azurerm_route_table.t").body.at("properties", "routes", 0, "properties", "nextHopIpAddress")
    assert hop is not None
    assert "private address of azurerm_firewall.fw" in hop.text


@pytest.mark.parametrize(
    ("reference", "symbol"),
    [
        ("azurerm_kubernetes_cluster.main.identity[0].principal_id", principal_of),
        ("azurerm_kubernetes_cluster.main.identity.0.principal_id", principal_of),
        ("azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id", kubelet_of),
    ],
)
def test_a_clusters_principals_can_be_referred_to(reference: str, symbol: Any) -> None:
    source = (
        ARTICLE
        + f"""
resource "azurerm_role_assignment" "later" {{
  scope                = azurerm_virtual_network.main.id
  role_definition_name = "Network Contributor"
  principal_id         = {reference}
}}
"""
    )
    found = deployment(source)
    cluster = resource(found, "azurerm_kubernetes_cluster.main").id
    assert at(found, "azurerm_role_assignment.later", "properties", "principalId") == symbol(cluster)


def test_a_role_for_the_clusters_own_identity_comes_after_the_cluster() -> None:
    own = 'identity {\n    type = "SystemAssigned"\n  }'
    source = ARTICLE.replace(
        ARTICLE[ARTICLE.index("  identity {") : ARTICLE.index("  network_profile")], f"  {own}\n\n"
    )
    source = source.replace("    azurerm_role_assignment.network,\n", "").replace(
        "    azurerm_role_assignment.routes,\n", ""
    )
    source = source.replace(
        "azurerm_user_assigned_identity.main.principal_id", "azurerm_kubernetes_cluster.main.identity[0].principal_id"
    )
    found = deployment(source)
    view = view_of_deployment(found)
    assert "custom-table-system-assigned-identity" in broken(source)
    assert view.order is not None
    assert "azurerm_kubernetes_cluster.main" in view.order.waits["azurerm_role_assignment.routes"]


def test_built_in_roles_are_known_by_name_and_by_data_source() -> None:
    source = """
data "azurerm_role_definition" "network" {
  name = "Network Contributor"
}
resource "azurerm_role_assignment" "a" {
  scope              = "/subscriptions/s"
  role_definition_id = data.azurerm_role_definition.network.id
  principal_id       = "p"
}
"""
    found = deployment(source)
    assert at(found, "azurerm_role_assignment.a", "properties", "roleDefinitionId").endswith(
        "/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7"
    )


def test_a_custom_role_gives_its_actions() -> None:
    definition = """
resource "azurerm_role_definition" "subnets" {
  name  = "aks-subnets"
  scope = azurerm_virtual_network.main.id
  permissions {
    actions = %s
  }
}
"""
    assign = ARTICLE.replace(
        'role_definition_name = "Network Contributor"', "role_definition_name = azurerm_role_definition.subnets.name"
    )
    enough = definition % '["Microsoft.Network/*"]'
    lacking = definition % '["Microsoft.Network/*/read"]'
    assert broken(assign + enough) == set()
    assert "custom-table-missing-permission" in broken(assign + lacking)


def test_a_custom_role_that_is_not_known_is_no_proof() -> None:
    source = (
        ARTICLE.replace('role_definition_name = "Network Contributor"', "role_definition_id = var.role")
        + 'variable "role" {}\n'
    )
    assert broken(source) == set()


def test_a_scope_that_is_not_known_is_no_proof() -> None:
    source = (
        ARTICLE.replace("scope                = azurerm_route_table.main.id", "scope                = var.scope")
        + 'variable "scope" {}\n'
    )
    assert broken(source) == set()


def test_an_existing_network_is_joined_by_its_name() -> None:
    source = (
        HEAD
        + """
data "azurerm_virtual_network" "v" {
  name                = "v"
  resource_group_name = "net"
}
resource "azurerm_subnet" "s" {
  name                 = "s"
  resource_group_name  = data.azurerm_virtual_network.v.resource_group_name
  virtual_network_name = data.azurerm_virtual_network.v.name
  address_prefixes     = [cidrsubnet(data.azurerm_virtual_network.v.address_space[0], 8, 1)]
}
"""
    )
    found = deployment(source)
    assert found.problems == ()
    network = resource(found, "data.azurerm_virtual_network.v")
    assert resource(found, "azurerm_subnet.s").id == f"{network.id}/subnets/s"
    assert broken(source) == set()


def test_a_pool_for_a_cluster_from_elsewhere_alarms_nobody() -> None:
    source = """
data "azurerm_kubernetes_cluster" "c" {
  name                = "c"
  resource_group_name = "g"
}
resource "azurerm_kubernetes_cluster_node_pool" "p" {
  name                  = "two"
  kubernetes_cluster_id = data.azurerm_kubernetes_cluster.c.id
  vm_size               = "Standard_D4s_v5"
  node_count            = 2
}
"""
    assert broken(source) == set()


def test_resources_nobody_reads_are_there_for_the_order_only() -> None:
    (found,) = deployment('resource "azurerm_storage_account" "s" {\n  name = "s"\n}\n').resources
    assert (found.type, found.body.value) == ("azurerm_storage_account", {})


@pytest.mark.parametrize(
    ("kind", "text", "type_"),
    [
        ("azurerm_nat_gateway", f'name = "n"\n  {GROUP}', "Microsoft.Network/natGateways"),
        (
            "azurerm_public_ip",
            f'name = "n"\n  {GROUP}\n  allocation_method = "Static"',
            "Microsoft.Network/publicIPAddresses",
        ),
        ("azurerm_application_gateway", f'name = "n"\n  {GROUP}', "Microsoft.Network/applicationGateways"),
        (
            "azurerm_virtual_network_gateway",
            f'name = "n"\n  {GROUP}\n  type = "Vpn"',
            "Microsoft.Network/virtualNetworkGateways",
        ),
        ("azurerm_local_network_gateway", f'name = "n"\n  {GROUP}', "Microsoft.Network/localNetworkGateways"),
        ("azurerm_lb", f'name = "n"\n  {GROUP}', "Microsoft.Network/loadBalancers"),
        ("azurerm_private_dns_zone", 'name = "n"\n  resource_group_name = "g"', "Microsoft.Network/privateDnsZones"),
        ("azurerm_resource_group", 'name = "n"\n  location = "eastus"', "Microsoft.Resources/resourceGroups"),
    ],
)
def test_other_resources_have_their_types_and_ids(kind: str, text: str, type_: str) -> None:
    (found,) = deployment(f'resource "{kind}" "x" {{\n  {text}\n}}\n').resources
    assert found.type == type_
    assert found.id.endswith("/n")


def test_a_read_only_lock_on_the_route_table_is_seen() -> None:
    lock = """
    resource "azurerm_management_lock" "main" {
      name       = "mine"
      scope      = azurerm_route_table.main.id
      lock_level = "LEVEL"
    }
    """
    assert broken(ARTICLE + lock.replace("LEVEL", "ReadOnly")) == {"read-only-lock-on-routes"}
    assert broken(ARTICLE + lock.replace("LEVEL", "CanNotDelete")) == set()


def test_locations_are_said_as_azure_keeps_them() -> None:
    assert one("azurerm_resource_group", 'name = "g"\n  location = "West Europe"')["location"] == "westeurope"


@pytest.mark.parametrize(
    ("scope", "is_found"),
    [
        ('"/subscriptions/${var.other}/resourceGroups/hub"', False),
        ('"${azurerm_resource_group.main.id}/providers/Microsoft.Network/routeTables/${var.other}"', False),
        ("azurerm_resource_group.main.id", False),
        ("azurerm_virtual_network.main.id", True),
        ('"${azurerm_resource_group.main.id}/providers/Microsoft.Network/routeTables/other"', True),
    ],
)
def test_a_scope_with_unknown_parts_may_be_the_right_one(scope: str, is_found: bool) -> None:
    named = scope.replace("hub", "myResourceGroup")
    source = 'variable "other" {}\n' + ARTICLE.replace(
        "scope                = azurerm_route_table.main.id", f"scope = {named}"
    )
    assert ("custom-table-missing-permission" in broken(source)) is is_found


def test_a_table_from_a_variable_is_no_proof_of_anything() -> None:
    source = 'variable "table" {}\n' + ARTICLE.replace(
        "route_table_id = azurerm_route_table.main.id", "route_table_id = var.table"
    )
    assert broken(source) == set()


def test_without_a_network_profile_the_plugin_is_open_and_the_service_range_is_the_default() -> None:
    profile = ARTICLE[ARTICLE.index("  network_profile {") : ARTICLE.index("  depends_on = [")]
    source = ARTICLE.replace(profile, "").replace("192.168.", "10.0.")
    assert "service-cidr-overlaps-subnet" in broken(source)
    assert broken(ARTICLE.replace(profile, "")) == set()
    network = body(deployment(source), "azurerm_kubernetes_cluster.main")["properties"]["networkProfile"]
    assert set(network) == {"networkPlugin", "networkPluginMode", "podCidr"}


def test_a_cluster_without_a_first_pool_is_not_one_without_pools() -> None:
    text = """
    resource "azurerm_kubernetes_cluster" "c" {
      name                = "c"
      resource_group_name = "g"
      location            = "eastus"
      dns_prefix          = "c"
      agent_pool_profile {
        name = "p"
      }
    }
    """
    assert "no-system-pool" not in broken(text)
