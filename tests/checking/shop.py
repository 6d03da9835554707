"""The files that docs/check.md checks: a shop's cluster in Bicep, in Terraform, and with much left open."""

BICEP = """\
param location string = resourceGroup().location
param podCidr string = '10.244.0.0/16'
var contributor = '4d97b98b-1d4f-4787-a291-c67834d212e7'
var networkContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', contributor)

resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-shop'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      { name: 'nodes', properties: { addressPrefix: '10.0.1.0/24' } }
    ]
  }
}

resource id 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-shop'
  location: location
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(net.id, id.id)
  scope: net
  properties: {
    principalId: id.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: networkContributor
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks-shop'
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${id.id}': {} } }
  properties: {
    dnsPrefix: 'shop'
    agentPoolProfiles: [
      { name: 'system', mode: 'System', count: 3, vmSize: 'Standard_D4s_v5', vnetSubnetID: net.properties.subnets[0].id }
    ]
    networkProfile: {
      networkPlugin: 'kubenet'
      podCidr: podCidr
    }
  }
}
"""

TERRAFORM = """\
resource "azurerm_virtual_network" "net" {
  name                = "vnet-shop"
  location            = "koreacentral"
  resource_group_name = "rg-shop"
  address_space       = ["192.168.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = "rg-shop"
  virtual_network_name = azurerm_virtual_network.net.name
  address_prefixes     = ["192.168.1.0/24"]
}

resource "azurerm_route_table" "rt" {
  name                = "rt-shop"
  location            = "koreacentral"
  resource_group_name = "rg-shop"
}

resource "azurerm_subnet_route_table_association" "rt" {
  subnet_id      = azurerm_subnet.nodes.id
  route_table_id = azurerm_route_table.rt.id
}

resource "azurerm_user_assigned_identity" "id" {
  name                = "id-shop"
  location            = "koreacentral"
  resource_group_name = "rg-shop"
}

resource "azurerm_role_assignment" "network" {
  scope                = azurerm_route_table.rt.id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.id.principal_id
}

resource "azurerm_kubernetes_cluster" "aks" {
  name                = "aks-shop"
  location            = "koreacentral"
  resource_group_name = "rg-shop"
  dns_prefix          = "shop"
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.id.id]
  }
  default_node_pool {
    name           = "system"
    node_count     = 3
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }
  network_profile {
    network_plugin = "kubenet"
    pod_cidr       = "10.244.0.0/16"
    service_cidr   = "10.0.0.0/16"
    dns_service_ip = "10.0.0.10"
  }
}
"""

OPEN = """\
param location string = resourceGroup().location
param podCidr string

resource net 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'vnet-hub'
  resource nodes 'subnets' existing = {
    name: 'nodes'
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'aks-shop'
  location: location
  identity: { type: 'SystemAssigned' }
  properties: {
    dnsPrefix: 'shop'
    agentPoolProfiles: [
      { name: 'system', mode: 'System', count: 3, vmSize: 'Standard_D4s_v5', vnetSubnetID: net::nodes.id }
    ]
    networkProfile: {
      networkPlugin: 'kubenet'
      podCidr: podCidr
      serviceCidr: '10.0.0.0/16'
      dnsServiceIP: '10.0.0.1'
    }
  }
}
"""
