// The article's cluster: a subnet and a route table of one's own, and an identity that may write it.
param location string = 'koreacentral'

var networkContributor = '4d97b98b-1d4f-4787-a291-c67834d212e7'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-aks'
  location: location
}

resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-aks'
  location: location
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-aks'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      { name: 'snet-aks', properties: { addressPrefix: '192.168.1.0/24', routeTable: { id: table.id } } }
      { name: 'snet-data', properties: { addressPrefix: '192.168.2.0/24' } }
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

resource db 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'db'
  location: location
  properties: {
    ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: vnet.properties.subnets[1].id } } }]
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-01-01' = {
  name: 'aks'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  dependsOn: [mayJoin, mayRoute]
  properties: {
    dnsPrefix: 'aks'
    networkProfile: {
      networkPlugin: 'kubenet'
      podCidr: '10.244.0.0/16'
      serviceCidr: '10.0.0.0/16'
      dnsServiceIP: '10.0.0.10'
    }
    agentPoolProfiles: [
      { name: 'nodepool1', mode: 'System', count: 2, vnetSubnetID: vnet.properties.subnets[0].id }
    ]
  }
}
