"""What AKS makes of a cluster that files declare, before anybody has deployed it."""

import pytest

from akslab.net.validation import validate
from akslab.networks.finding import find
from akslab.networks.values import NetworkError
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .files import CLUSTER, bicep, network_in

NODE = "aks-nodepool1-65090712-vmss000000"


def test_nodes_have_the_next_addresses_and_blocks_and_two_pods_each() -> None:
    network = network_in(bicep())
    validate(network.state)
    addresses = {each.name.replace("65090712", "N"): each.address for each in network.endpoints}
    nodes = [address for name, address in addresses.items() if name.startswith("aks-")]
    assert nodes == ["192.168.1.4", "192.168.1.5"]
    assert sorted(address for name, address in addresses.items() if "@" in name) == [
        "10.244.0.2",
        "10.244.0.3",
        "10.244.1.2",
        "10.244.1.3",
    ]


def test_aks_makes_a_table_for_a_subnet_without_and_pods_reach_pods() -> None:
    network = network_in(bicep())
    sender, receiver = find(network, "pod@nodepool1/0"), find(network, "pod@nodepool1/1")
    trace = send(prepare(network.state), sender.netns, Packet(destination=receiver.address))
    assert trace.disposition == "delivered"


def test_an_own_table_gets_no_routes_from_an_identity_that_may_not_write_it() -> None:
    table = """\
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-aks'
  location: 'koreacentral'
  properties: { routes: [] }
}
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-aks'
  location: 'koreacentral'
}
"""
    assigned = "identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }"
    text = bicep(table, subnet="routeTable: { id: table.id }").replace("identity: { type: 'SystemAssigned' }", assigned)
    network = network_in(text)
    assert "assume.no-right" in {each.what.key for each in network.assumptions}
    assert [table.routes for table in network.inputs.tables.values()] == [()]


def test_a_machine_without_a_written_address_gets_the_next_free_one() -> None:
    machine = """\
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'db-nic'
  location: 'koreacentral'
  properties: {
    ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: vnet.properties.subnets[0].id } } }]
  }
}
"""
    network = network_in(bicep(machine))
    assert find(network, "db-nic").address == "192.168.1.4"
    assert find(network, "node/nodepool1/0").address == "192.168.1.5"


def test_a_next_hop_nobody_has_is_a_doubt_and_not_a_loss() -> None:
    table = """\
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-aks'
  location: 'koreacentral'
  properties: {
    routes: [
      {
        name: 'fw'
        properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '192.168.9.4' }
      }
    ]
  }
}
"""
    network = network_in(bicep(table, subnet="routeTable: { id: table.id }"))
    doubt = next(each for each in network.assumptions if each.what.key == "assume.hop")
    assert (doubt.may_open, doubt.may_stop, doubt.route) == (True, False, "0.0.0.0/0")


def test_an_input_without_anybody_says_why() -> None:
    with pytest.raises(NetworkError) as refused:
        network_in("resource t 'Microsoft.Network/routeTables@2024-05-01' = { name: 't', location: 'x' }\n")
    assert refused.value.what.values["why"].key == "network.no-inhabitant"


def test_where_a_thing_is_written_is_its_file_and_line() -> None:
    network = network_in(bicep())
    vnet = next(iter(network.inputs.networks))
    assert network.written(vnet, "properties.subnets[snet-aks].properties.addressPrefix") == "main.bicep:10"


def test_a_public_address_nobody_knows_yet_is_stood_for() -> None:
    machine = """\
resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'pip'
  location: 'koreacentral'
}
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'web'
  location: 'koreacentral'
  properties: {
    ipConfigurations: [
      {
        name: 'ipconfig1'
        properties: { subnet: { id: vnet.properties.subnets[0].id }, publicIPAddress: { id: address.id } }
      }
    ]
  }
}
"""
    network = network_in(bicep(machine))
    validate(network.state)
    web = find(network, "web")
    interface = next(
        each for each in network.inputs.interfaces.values() if each.configurations[0].address == web.address
    )
    public = network.inputs.public_addresses[interface.configurations[0].public_address or ""]
    trace = send(prepare(network.state), "internet", Packet(destination=public))
    assert (trace.disposition, trace.legs[0].hops[-1].netns) == ("delivered", web.netns)
    assert {each.what.values["address"] for each in network.assumptions if each.what.key == "assume.public"} == {public}


def test_a_cluster_on_azure_cni_has_nodes_and_says_that_its_pods_are_left_out() -> None:
    network = network_in(
        bicep().replace("networkPlugin: 'kubenet', podCidr: '10.244.0.0/16'", "networkPlugin: 'azure'")
    )
    assert {each.kind for each in network.endpoints} == {"node", "internet"}
    assert [each.key for each in network.unfit] == ["unfit.pods-of"]


def test_a_condition_nobody_can_decide_is_taken_to_hold_and_told() -> None:
    machine = """\
param withMachine bool
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = if (withMachine) {
  name: 'db'
  location: 'koreacentral'
  properties: {
    ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: vnet.properties.subnets[0].id } } }]
  }
}
"""
    network = network_in(bicep(machine))
    assert find(network, "db").address == "192.168.1.4"
    (told,) = [each.what for each in network.assumptions if each.what.key == "assume.condition"]
    assert "withMachine" in told.values["condition"]


def test_identities_without_a_right_write_no_routes_and_take_none_out() -> None:
    second = CLUSTER.replace("resource aks", "resource other").replace("'aks'", "'other'")
    table = """\
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt'
  location: 'koreacentral'
  properties: {
    routes: [{ name: 'x', properties: { addressPrefix: '172.16.0.0/12', nextHopType: 'None' } }]
  }
}
"""
    network = network_in(bicep(table, second, subnet="routeTable: { id: table.id }"))
    keys = {each.what.key for each in network.assumptions}
    assert "assume.no-right" in keys
    assert "assume.shared-table" not in keys


DUAL_STACK = """\
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'db'
  location: 'koreacentral'
  properties: {
    ipConfigurations: [
      {
        name: 'four'
        properties: { subnet: { id: vnet.properties.subnets[0].id }, privateIPAddress: '192.168.1.20' }
      }
      {
        name: 'six'
        properties: {
          subnet: { id: vnet.properties.subnets[0].id }
          privateIPAddressVersion: 'IPv6'
          privateIPAddress: 'fd00:1::20'
        }
      }
    ]
  }
}
"""


def test_a_machine_with_an_ipv6_address_too_has_its_ipv4_one() -> None:
    network = network_in(bicep(DUAL_STACK))
    validate(network.state)
    assert find(network, "db").address == "192.168.1.20"


def six_rule(name: str, priority: int, source: str) -> str:
    return f"""\
      {{
        name: '{name}'
        properties: {{
          priority: {priority}, direction: 'Inbound', access: 'Deny', protocol: '*', {source}
          sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '*'
        }}
      }}
"""


SIX = f"""\
resource table 'Microsoft.Network/routeTables@2024-05-01' = {{
  name: 'rt'
  location: 'koreacentral'
  properties: {{ routes: [{{ name: 'six', properties: {{ addressPrefix: '::/0', nextHopType: 'None' }} }}] }}
}}
resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {{
  name: 'nsg'
  location: 'koreacentral'
  properties: {{
    securityRules: [
{six_rule("six", 100, "sourceAddressPrefix: 'fd00::/8'")}
{six_rule("both", 110, "sourceAddressPrefixes: ['fd00::/8', '172.20.0.0/16']")}
    ]
  }}
}}
"""


def test_ipv6_routes_and_rules_are_nothing_to_ipv4_packets_and_open_no_verdict() -> None:
    network = network_in(bicep(SIX, subnet="routeTable: { id: table.id }, networkSecurityGroup: { id: group.id }"))
    keys = {each.what.key for each in network.assumptions}
    assert keys.isdisjoint({"assume.rule-unknown", "assume.route-unknown"})
    (group,) = [each for each in network.inputs.security_groups.values() if each.name == "nsg"]
    own = [(rule.name, rule.sources) for rule in group.rules if rule.priority < 65000]
    assert own == [("both", ("172.20.0.0/16",))]


def test_a_cluster_with_its_own_nat_gateway_goes_out_by_an_address_that_is_not_shown() -> None:
    text = bicep(subnet="defaultOutboundAccess: false").replace(
        "networkPlugin: 'kubenet',", "networkPlugin: 'kubenet', outboundType: 'managedNATGateway',"
    )
    network = network_in(text)
    assert "assume.managed-gateway" in {each.what.key for each in network.assumptions}
    sender = find(network, "pod@nodepool1/0")
    assert send(prepare(network.state), sender.netns, Packet(destination="198.51.100.1")).disposition == "delivered"
