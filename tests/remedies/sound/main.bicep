resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'myIdentity'
  location: 'eastus'
}

@onlyIfNotExists()
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'myRouteTable'
  location: 'eastus'
  properties: {
    routes: [
      {
        name: 'toFirewall'
        properties: {
          addressPrefix: '10.200.0.0/16'
          nextHopType: 'VirtualAppliance'
          nextHopIpAddress: '192.168.2.4'
        }
      }
    ]
  }
}

@onlyIfNotExists()
resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'myAKSVnet'
  location: 'eastus'
  properties: {
    addressSpace: {
      addressPrefixes: [
        '192.168.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'myAKSSubnet'
        properties: {
          addressPrefix: '192.168.1.0/24'
          routeTable: {
            id: table.id
          }
        }
      }
    ]
  }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid('aks')
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4d97b98b-1d4f-4787-a291-c67834d212e7')
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'myAKSCluster'
  location: 'eastus'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    kubernetesVersion: '1.31.2'
    agentPoolProfiles: [
      {
        name: 'nodepool1'
        mode: 'System'
        count: 3
        maxPods: 110
        vnetSubnetID: net.properties.subnets[0].id
      }
    ]
    networkProfile: {
      networkPlugin: 'kubenet'
      podCidr: '10.244.0.0/16'
      serviceCidr: '10.0.0.0/16'
      dnsServiceIP: '10.0.0.10'
    }
  }
  dependsOn: [
    role
  ]
}
