"""`az network …`: bodies as az sends them, with its defaults."""

from typing import Any

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.rules.unknown import Unknown

from .reading import NETWORK, body, name, only, read, resources, rules


def properties(script: str, type_: str) -> Any:
    return body(only(read(script), type_))["properties"]


@pytest.mark.parametrize(
    ("options", "prefix"),
    [
        ("--address-prefixes 10.0.0.0/16 --subnet-name s", "10.0.0.0/24"),
        ("--address-prefixes 10.0.0.0/26 --subnet-name s", "10.0.0.0/26"),
        ("--subnet-name s", "10.0.0.0/24"),
        ("--subnet-name s --subnet-prefixes 10.0.9.0/24", "10.0.9.0/24"),
        ("--subnet-name s --subnet-prefix 10.0.9.0/24", "10.0.9.0/24"),
    ],
)
def test_a_subnet_of_a_new_network_has_the_prefix_az_gives_it(options: str, prefix: str) -> None:
    (subnet,) = properties(f"az network vnet create -g g -n v {options}", "virtualNetworks")["subnets"]
    assert subnet == {"name": "s", "properties": {"addressPrefix": prefix}}


def test_a_network_without_prefixes_has_azs_own() -> None:
    assert properties("az network vnet create -g g -n v", "virtualNetworks") == {
        "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}
    }


@pytest.mark.parametrize("prefixes", ["10.0.0.0/16 10.1.0.0/16", "'[10.0.0.0/16,10.1.0.0/16]'"])
def test_several_prefixes_are_words_or_azs_shorthand(prefixes: str) -> None:
    space = properties(f"az network vnet create -g g -n v --address-prefixes {prefixes}", "virtualNetworks")
    assert space["addressSpace"]["addressPrefixes"] == ["10.0.0.0/16", "10.1.0.0/16"]


def test_a_subnet_links_what_it_names_by_name_or_by_id() -> None:
    id_ = "/subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/networkSecurityGroups/n"
    script = f"az network vnet subnet create -g g --vnet-name v -n s --route-table rt --nsg {id_}"
    found = properties(script, "subnets")
    assert found["routeTable"]["id"] == "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/rt"
    assert found["networkSecurityGroup"]["id"] == id_


@pytest.mark.parametrize("nothing", ['""', "null", "''"])
def test_a_subnet_update_with_nothing_takes_the_table_off(nothing: str) -> None:
    script = (
        NETWORK
        + f"""
az network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --route-table rt
az network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --route-table {nothing}
"""
    )
    (network,) = view_of_deployment(read(script)).virtual_networks.values()
    assert network.subnets[0].route_table_id == ""


def test_a_subnet_update_changes_only_what_it_names() -> None:
    update = "az network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --route-table rt\n"
    (network,) = view_of_deployment(read(NETWORK + update)).virtual_networks.values()
    assert network.subnets[0].prefixes == ("192.168.1.0/24",)
    assert str(network.subnets[0].route_table_id).endswith("/routeTables/rt")


def test_an_update_by_set_leaves_the_subnet_open() -> None:
    update = (
        "az network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet --set routeTable.id=x\n"
    )
    deployment = read(NETWORK + update + "az aks create -g g -n c --network-plugin kubenet --vnet-subnet-id $SUBNET_ID")
    assert rules(deployment, "rejected", "breaks") == set()


def test_routes_and_rules_are_children_of_their_parents() -> None:
    script = """
az network route-table create -g g -n rt
az network route-table route create -g g --route-table-name rt -n out --address-prefix 0.0.0.0/0 \\
  --next-hop-type VirtualAppliance --next-hop-ip-address 10.0.1.4
az network nsg create -g g -n n
az network nsg rule create -g g --nsg-name n -n ssh --priority 100 --destination-port-ranges 22
"""
    view = view_of_deployment(read(script))
    ((table,), (group,)) = view.route_tables.values(), view.network_security_groups.values()
    assert isinstance(table.routes, tuple)
    assert isinstance(group.rules, tuple)
    assert (table.routes[0].address_prefix, table.routes[0].next_hop_ip_address) == ("0.0.0.0/0", "10.0.1.4")
    assert (group.rules[0].priority, group.rules[0].direction) == (100, "Inbound")
    assert group.rules[0].port_ranges == ("*", "22")


def test_a_peering_has_the_flags_az_sends_when_they_are_not_given() -> None:
    script = "az network vnet peering create -g g -n p --vnet-name a --remote-vnet {} --allow-vnet-access"
    found = properties(script.format("b"), "virtualNetworkPeerings")
    assert found["remoteVirtualNetwork"]["id"].endswith(
        "/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/b"
    )
    assert found["allowVirtualNetworkAccess"] is True
    assert found["allowForwardedTraffic"] is False
    assert properties(script.format("/subscriptions/s/x"), "virtualNetworkPeerings")["remoteVirtualNetwork"] == {
        "id": "/subscriptions/s/x"
    }


def test_gateways_and_firewalls_stand_in_their_subnets() -> None:
    script = """
az network vnet-gateway create -g g -n gw --vnet v --public-ip-addresses p
az network firewall create -g g -n fw
az network firewall ip-config create -g g -f fw -n c --vnet-name v --public-ip-address p
az network application-gateway create -g g -n ag --vnet-name v --subnet apps
"""
    deployment = read(script)

    def subnet(type_: str, key: str) -> str:
        configurations = body(resources(deployment, type_)[-1])["properties"][key]
        return str(configurations[0]["properties"]["subnet"]["id"]).rsplit("/", 1)[-1]

    assert subnet("virtualNetworkGateways", "ipConfigurations") == "GatewaySubnet"
    assert subnet("azureFirewalls", "ipConfigurations") == "AzureFirewallSubnet"
    assert subnet("applicationGateways", "gatewayIPConfigurations") == "apps"


def test_a_firewalls_address_is_the_same_wherever_it_is_asked_for() -> None:
    script = """
az network firewall create -g g -n fw
A=$(az network firewall ip-config create -g g -f fw -n c --vnet-name v --query privateIpAddress -o tsv)
B=$(az network firewall show -g g -n fw --query "ipConfigurations[0].privateIpAddress" -o tsv)
az network nsg create -g $A -n a
az network nsg create -g $B -n b
"""
    one, other = resources(read(script), "networkSecurityGroups")
    assert one.id.rsplit("/", 1)[0] == other.id.rsplit("/", 1)[0]


def test_any_resource_by_its_json() -> None:
    script = """
az resource create -g g -n rt --resource-type Microsoft.Network/routeTables -l eastus --properties '{"routes": []}'
az resource update --ids /subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/rt \\
  --set properties.disableBgpRoutePropagation=true
"""
    made, changed = read(script).resources
    assert body(made)["properties"] == {"routes": []}
    assert (changed.writing, made.id) == ("patch", changed.id)
    assert body(changed) == {"properties": {"disableBgpRoutePropagation": True}}


def test_resources_are_where_their_group_is() -> None:
    script = "az group create -n g -l westus\naz network nsg create -g g -n n\naz network nsg create -g other -n m\n"
    groups = resources(read(script), "networkSecurityGroups")
    assert [body(each)["location"] for each in groups] == ["westus", "\ue000location of other\ue001"]
    assert [name(each) for each in groups] == ["n", "m"]


def test_a_resource_by_its_id_brings_its_group_along() -> None:
    update = "az network vnet subnet update --ids $SUBNET_ID --route-table rt\n"
    (network,) = view_of_deployment(read(NETWORK + update)).virtual_networks.values()
    assert "/resourceGroups/myResourceGroup/" in str(network.subnets[0].route_table_id)


def test_an_application_gateway_has_the_frontend_and_the_size_it_is_given() -> None:
    place = "--vnet-name v --subnet s --public-ip-address ip --sku WAF_v2"
    script = f"az network application-gateway create -g g -n a {place}"
    found = properties(script, "applicationGateways")
    (frontend,) = found["frontendIPConfigurations"]
    assert found["sku"] == {"name": "WAF_v2", "tier": "WAF_v2"}
    assert frontend["properties"]["publicIPAddress"]["id"].endswith("/publicIPAddresses/ip")
    assert "frontendIPConfigurations" not in properties(
        script.replace("--public-ip-address ip ", ""), "applicationGateways"
    )


@pytest.mark.parametrize(
    ("option", "forwards"),
    [
        ("--ip-forwarding", True),
        ("--ip-forwarding true", True),
        ("--ip-forwarding yes", True),
        ("--ip-forwarding 1", True),
        ("--ip-forwarding false", False),
        ("--ip-forwarding no", False),
        ("", None),
    ],
)
def test_an_interface_forwards_as_az_is_told(option: str, forwards: bool | None) -> None:
    script = f"az network nic create -g g -n nva --vnet-name v --subnet s {option}"

    (interface,) = view_of_deployment(read(script)).network_interfaces.values()

    assert interface.has_ip_forwarding is bool(forwards)
    assert properties(script, "networkInterfaces").get("enableIPForwarding") is forwards


@pytest.mark.parametrize("told", ["-g g -n nva", "--ids /subscriptions/s/resourceGroups/g/providers/ID"])
def test_an_interface_is_changed_by_an_update(told: str) -> None:
    script = f"""
az network nic create -g g -n nva --vnet-name v --subnet s --private-ip-address 10.0.0.4
az network nic update {told.replace("ID", "Microsoft.Network/networkInterfaces/nva")} --ip-forwarding
"""
    (interface,) = view_of_deployment(read(script)).network_interfaces.values()

    assert interface.has_ip_forwarding is True
    assert interface.ip_configurations[0].private_ip_address == "10.0.0.4"


def test_what_a_generic_update_changes_of_an_interface_is_not_known() -> None:
    script = """
az network nic create -g g -n nva --vnet-name v --subnet s
az network nic update -g g -n nva --set enableIPForwarding=true
"""
    (interface,) = view_of_deployment(read(script)).network_interfaces.values()

    assert isinstance(interface.has_ip_forwarding, Unknown)
