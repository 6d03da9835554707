resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-spoke'
  location: 'koreacentral'
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      { name: 'snet-aks', properties: { addressPrefix: '192.168.1.0/24' } }
    ]
    virtualNetworkPeerings: [
      {
        name: 'to-hub'
        properties: {
          remoteVirtualNetwork: { id: resourceId('rg-hub', 'Microsoft.Network/virtualNetworks', 'vnet-hub') }
          remoteAddressSpace: { addressPrefixes: ['10.0.0.0/16'] }
          allowVirtualNetworkAccess: true
        }
      }
    ]
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-01-01' = {
  name: 'aks'
  location: 'koreacentral'
  identity: { type: 'SystemAssigned' }
  properties: {
    dnsPrefix: 'aks'
    networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' }
    agentPoolProfiles: [
      { name: 'nodepool1', mode: 'System', count: 2, vnetSubnetID: vnet.properties.subnets[0].id }
    ]
  }
}
