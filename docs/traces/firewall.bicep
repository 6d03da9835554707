// Clients reach the pods by a firewall; nobody told the pods' subnet to answer by it.
param location string = 'koreacentral'

resource toPods 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-clients'
  location: location
  properties: {
    routes: [
      {
        name: 'pods-by-firewall'
        properties: { addressPrefix: '10.244.0.0/16', nextHopType: 'VirtualAppliance', nextHopIpAddress: '192.168.3.4' }
      }
    ]
  }
}

resource ofFirewall 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-firewall'
  location: location
  properties: {
    routes: [
      {
        name: 'pods-of-node-0'
        properties: { addressPrefix: '10.244.0.0/24', nextHopType: 'VirtualAppliance', nextHopIpAddress: '192.168.1.4' }
      }
      {
        name: 'pods-of-node-1'
        properties: { addressPrefix: '10.244.1.0/24', nextHopType: 'VirtualAppliance', nextHopIpAddress: '192.168.1.5' }
      }
    ]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-hub'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [
      { name: 'snet-aks', properties: { addressPrefix: '192.168.1.0/24' } }
      { name: 'snet-clients', properties: { addressPrefix: '192.168.2.0/24', routeTable: { id: toPods.id } } }
      { name: 'snet-firewall', properties: { addressPrefix: '192.168.3.0/24', routeTable: { id: ofFirewall.id } } }
    ]
  }
}

resource firewall 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'firewall'
  location: location
  properties: {
    enableIPForwarding: true
    ipConfigurations: [
      {
        name: 'ipconfig1'
        properties: {
          subnet: { id: vnet.properties.subnets[2].id }
          privateIPAllocationMethod: 'Static'
          privateIPAddress: '192.168.3.4'
        }
      }
    ]
  }
}

resource client 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'client'
  location: location
  properties: {
    ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: vnet.properties.subnets[1].id } } }]
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
