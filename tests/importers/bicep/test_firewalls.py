"""A firewall in Bicep, found by a reference to the address it will have, and judged by its own rules or its policy's."""

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.rules.catalogue import judgements
from akslab.rules.rule import Finding

from .reading import sound

PLACES = """
resource nodes 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'myAKSVnet'
  location: 'eastus'
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [{ name: 'nodes', properties: { addressPrefix: '192.168.1.0/24', routeTable: { id: table.id } } }]
  }
}
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'myRouteTable'
  location: 'eastus'
  properties: {
    routes: [
      {
        name: 'out'
        properties: {
          addressPrefix: '0.0.0.0/0'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: firewall.properties.ipConfigurations[0].properties.privateIPAddress
        }
      }
    ]
  }
}
resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'myAKSCluster'
  location: 'eastus'
  identity: { type: 'SystemAssigned' }
  properties: {
    agentPoolProfiles: [{ name: 'system', mode: 'System', count: 3, vnetSubnetID: nodes.properties.subnets[0].id }]
    networkProfile: { networkPlugin: 'azure', outboundType: 'userDefinedRouting' }
  }
}
resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'hub'
}
"""
OWN = """
resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {{
  name: 'hub-firewall'
  location: 'eastus'
  properties: {{
    ipConfigurations: [{{ name: 'c', properties: {{ subnet: {{ id: '${{hub.id}}/subnets/AzureFirewallSubnet' }} }} }}]
    networkRuleCollections: [
      {{
        name: 'out'
        properties: {{
          priority: 100
          action: {{ type: 'Allow' }}
          rules: [
            {{
              name: 'web'
              protocols: ['TCP']
              sourceAddresses: ['*']
              destinationAddresses: ['{to}']
              destinationPorts: ['443']
            }}
          ]
        }}
      }}
    ]
  }}
}}
"""
POLICY = """
resource firewall 'Microsoft.Network/azureFirewalls@2024-05-01' = {{
  name: 'hub-firewall'
  location: 'eastus'
  properties: {{
    firewallPolicy: {{ id: policy.id }}
    ipConfigurations: [{{ name: 'c', properties: {{ subnet: {{ id: '${{hub.id}}/subnets/AzureFirewallSubnet' }} }} }}]
  }}
}}
resource policy 'Microsoft.Network/firewallPolicies@2024-05-01'{existing} = {{
  name: 'policy'
  {body}
}}
resource group 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2024-05-01' = {{
  parent: policy
  name: 'aks'
  properties: {{
    priority: 100
    ruleCollections: [
      {{
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'out'
        priority: 100
        action: {{ type: 'Allow' }}
        rules: [
          {{
            ruleType: 'ApplicationRule'
            name: 'aks'
            sourceAddresses: ['*']
            protocols: [{{ protocolType: 'Https', port: 443 }}]
            fqdnTags: ['{tag}']
          }}
        ]
      }}
    ]
  }}
}}
"""
MADE = {"existing": "", "body": "location: 'eastus'\n  properties: {}"}
THERE = {"existing": " existing", "body": ""}


def found(firewall: str) -> set[str]:
    judged = judgements(view_of_deployment(sound(PLACES + firewall)))
    return {each.rule for each in judged if isinstance(each, Finding)}


@pytest.mark.parametrize("firewall", [OWN.format(to="10.9.0.0/16"), POLICY.format(tag="WindowsUpdate", **MADE)])
def test_a_firewall_that_lets_nodes_get_nothing_is_found(firewall: str) -> None:
    assert "firewall-closes-node-setup" in found(firewall)


@pytest.mark.parametrize(
    "firewall",
    [
        OWN.format(to="AzureCloud"),
        POLICY.format(tag="AzureKubernetesService", **MADE),
        POLICY.format(tag="WindowsUpdate", **THERE),
    ],
    ids=["a tag", "a policy's tag", "a policy that is there already"],
)
def test_one_that_may_is_let_pass(firewall: str) -> None:
    assert "firewall-closes-node-setup" not in found(firewall)
