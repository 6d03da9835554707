param location string = 'eastus'
param appliance string = ''

resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt-appliance'
  location: location
}

resource out 'Microsoft.Network/routeTables/routes@2024-05-01' = {
  parent: table
  name: 'through-appliance'
  properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: appliance }
}
