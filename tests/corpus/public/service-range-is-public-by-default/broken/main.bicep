param location string = 'eastus'
param serviceCidr string = '172.10.0.0/16'
param dnsServiceIP string = '172.10.0.10'

resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-cluster'
  location: location
}
resource grant 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, id.id)
  properties: {
    principalId: id.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
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
      serviceCidr: serviceCidr
      dnsServiceIP: dnsServiceIP
    }
  }
  dependsOn: [grant]
}
