// Two clusters in one subnet, and so on one route table. With two pod ranges they live side by side; with one range
// each route controller takes the other's routes for leftovers of its own.
param location string = 'koreacentral'
param secondRange string = '10.245.0.0/16'

var networkContributor = '4d97b98b-1d4f-4787-a291-c67834d212e7'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-aks'
  location: location
}

resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-shared'
  location: location
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-aks'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      { name: 'snet-aks', properties: { addressPrefix: '192.168.1.0/24', routeTable: { id: table.id } } }
    ]
  }
}

resource mayJoin 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vnet.id, identity.id)
  scope: vnet
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', networkContributor)
  }
}

resource mayRoute 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(table.id, identity.id)
  scope: table
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', networkContributor)
  }
}

resource blue 'Microsoft.ContainerService/managedClusters@2025-01-01' = {
  name: 'blue'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  dependsOn: [mayJoin, mayRoute]
  properties: {
    dnsPrefix: 'blue'
    networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' }
    agentPoolProfiles: [
      { name: 'bluepool', mode: 'System', count: 2, vnetSubnetID: vnet.properties.subnets[0].id }
    ]
  }
}

resource green 'Microsoft.ContainerService/managedClusters@2025-01-01' = {
  name: 'green'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  dependsOn: [blue]
  properties: {
    dnsPrefix: 'green'
    networkProfile: { networkPlugin: 'kubenet', podCidr: secondRange }
    agentPoolProfiles: [
      { name: 'greenpool', mode: 'System', count: 2, vnetSubnetID: vnet.properties.subnets[0].id }
    ]
  }
}
