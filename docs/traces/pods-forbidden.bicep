// A security group on the subnet that lets only the nodes' own range in: nobody thought of the pods'.
param location string = 'koreacentral'

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: 'nsg-aks'
  location: location
  properties: {
    securityRules: [
      {
        name: 'nodes'
        properties: {
          priority: 200
          direction: 'Inbound'
          access: 'Allow'
          protocol: '*'
          sourceAddressPrefix: '192.168.1.0/24'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
      }
      {
        name: 'nobody-else'
        properties: {
          priority: 4000
          direction: 'Inbound'
          access: 'Deny'
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
        }
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
      { name: 'snet-aks', properties: { addressPrefix: '192.168.1.0/24', networkSecurityGroup: { id: group.id } } }
    ]
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2025-01-01' = {
  name: 'aks'
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    dnsPrefix: 'aks'
    networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' }
    agentPoolProfiles: [
      { name: 'nodepool1', mode: 'System', count: 2, vnetSubnetID: vnet.properties.subnets[0].id }
    ]
  }
}
