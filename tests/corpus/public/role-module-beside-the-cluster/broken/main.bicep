param location string = 'eastus'

resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-cluster'
  location: location
}
@onlyIfNotExists()
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-nodes'
  location: location
}
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'net-orders'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      {
        name: 'nodes'
        properties: {
          addressPrefix: '192.168.1.0/24'
          routeTable: { id: table.id }
        }
      }
    ]
  }
}

module grant 'role.bicep' = {
  name: 'grant'
  params: { principalId: id.properties.principalId }
}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks-orders'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
  properties: {
    dnsPrefix: 'orders'
    agentPoolProfiles: [
      { name: 'system', mode: 'System', count: 3, vmSize: 'Standard_D4s_v5', vnetSubnetID: net.properties.subnets[0].id }
    ]
    networkProfile: {
      networkPlugin: 'kubenet'
      podCidr: '10.244.0.0/16'
      serviceCidr: '172.20.0.0/16'
      dnsServiceIP: '172.20.0.10'
    }
  }
}
