param location string
param tableId string = ''

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
          routeTable: empty(tableId) ? null : { id: tableId }
        }
      }
    ]
  }
}

output nodes string = net.properties.subnets[0].id
