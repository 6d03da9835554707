"""The article's network in Bicep, sound, and ways to break it."""

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.rules.catalogue import judgements
from akslab.rules.rule import Finding

from .reading import deployed

SOUND = """\
param location string = resourceGroup().location
param podCidr string = '10.244.0.0/16'
param serviceCidr string = '10.0.0.0/16'

var networkContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4d97b98b-1d4f-4787-a291-c67834d212e7'
)

@onlyIfNotExists()
resource routes 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'myAKSRoutes'
  location: location
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'myAKSVnet'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
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

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'myIdentity'
  location: location
}

resource networkRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vnet.id, identity.id)
  scope: vnet
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: networkContributor
  }
}

resource routesRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(routes.id, identity.id)
  scope: routes
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: networkContributor
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'myAKSCluster'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    dnsPrefix: 'aks'
    agentPoolProfiles: [
      {
        name: 'nodepool1'
        mode: 'System'
        count: 3
        vmSize: 'Standard_D4s_v5'
        vnetSubnetID: vnet.properties.subnets[0].id
      }
    ]
    networkProfile: {
      networkPlugin: 'kubenet'
      podCidr: podCidr
      serviceCidr: serviceCidr
      dnsServiceIP: '10.0.0.10'
    }
  }
  dependsOn: [networkRole, routesRole]
}
"""
"""The table is left alone once it is there: the routes of the nodes are in it."""


def broken(*changes: tuple[str, str]) -> str:
    """Return the sound file with parts of it replaced; each of them must be there."""
    text = SOUND
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def without(resource: str) -> str:
    """Return the sound file without a resource, and without what mentions it in `dependsOn`."""
    start = SOUND.index(f"resource {resource} ")
    end = SOUND.index("\n}\n", start) + 3
    return (SOUND[:start] + SOUND[end:]).replace(f", {resource}]", "]").replace(f"[{resource}, ", "[")


def everything(deployment: Deployment) -> list[Finding]:
    """Return what the catalogue has against a deployment."""
    return [each for each in judgements(view_of_deployment(deployment)) if isinstance(each, Finding)]


def findings(deployment: Deployment) -> list[Finding]:
    """Return what the catalogue has against a deployment, but for notes and risks."""
    return [each for each in everything(deployment) if each.class_ in ("rejected", "breaks")]


def rules(text: str) -> set[str]:
    """Return the ids of the rules that a file breaks."""
    return {each.rule for each in findings(deployed(text))}
