// On-premises behind an appliance that ends the tunnel. The gateway's subnet has the cluster's own table, so it knows
// where the pods are; that table leads back on-premises.
param location string = 'koreacentral'

var networkContributor = '4d97b98b-1d4f-4787-a291-c67834d212e7'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-aks'
  location: location
}

resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-aks'
  location: location
  properties: {
    routes: [
      {
        name: 'on-premises'
        properties: { addressPrefix: '172.16.0.0/16', nextHopType: 'VirtualAppliance', nextHopIpAddress: '192.168.9.4' }
      }
    ]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-aks'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      { name: 'snet-aks', properties: { addressPrefix: '192.168.1.0/24', routeTable: { id: table.id } } }
      { name: 'snet-vpn', properties: { addressPrefix: '192.168.9.0/24', routeTable: { id: table.id } } }
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

resource vpn 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'vpn'
  location: location
  properties: {
    enableIPForwarding: true
    ipConfigurations: [
      {
        name: 'ipconfig1'
        properties: {
          subnet: { id: vnet.properties.subnets[1].id }
          privateIPAllocationMethod: 'Static'
          privateIPAddress: '192.168.9.4'
        }
      }
    ]
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-01-01' = {
  name: 'aks'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  dependsOn: [mayJoin, mayRoute]
  properties: {
    dnsPrefix: 'aks'
    networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' }
    agentPoolProfiles: [
      { name: 'nodepool1', mode: 'System', count: 2, vnetSubnetID: vnet.properties.subnets[0].id }
    ]
  }
}
