"""A second kubenet cluster in the subnet of the first, with pods among its pods."""

from .forms import Language, Swap

BESIDE: dict[Language, Swap] = {
    "arm": (
        '    "aks": {\n',
        '    "other": {\n      "type": "Microsoft.ContainerService/managedClusters",\n      "apiVersion": "2024-09-01",\n'
        '      "name": "other",\n      "location": "eastus",\n      "identity": {"type": "SystemAssigned"},\n'
        '      "properties": {\n        "agentPoolProfiles": [{"name": "nodepool1", "mode": "System", "count": 1, '
        "\"vnetSubnetID\": \"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')]\"}],\n"
        '        "networkProfile": {"networkPlugin": "kubenet", "podCidr": "10.244.0.0/17"}\n      },\n'
        '      "dependsOn": ["net"]\n    },\n    "aks": {\n',
    ),
    "bicep": (
        "resource aks '",
        "resource other 'Microsoft.ContainerService/managedClusters@2024-09-01' = {\n  name: 'other'\n"
        "  location: 'eastus'\n  identity: { type: 'SystemAssigned' }\n  properties: {\n    agentPoolProfiles: [\n"
        "      { name: 'nodepool1', mode: 'System', count: 1, vnetSubnetID: net.properties.subnets[0].id }\n    ]\n"
        "    networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/17' }\n  }\n}\n\nresource aks '",
    ),
    "terraform": (
        'resource "azurerm_kubernetes_cluster" "main" {\n',
        'resource "azurerm_kubernetes_cluster" "other" {\n  name                = "other"\n'
        "  resource_group_name = azurerm_resource_group.main.name\n"
        "  location            = azurerm_resource_group.main.location\n"
        '  dns_prefix          = "other"\n\n  default_node_pool {\n    name           = "nodepool1"\n'
        "    node_count     = 1\n"
        '    vm_size        = "Standard_D2s_v5"\n    vnet_subnet_id = azurerm_subnet.nodes.id\n  }\n\n'
        '  identity {\n    type = "SystemAssigned"\n  }\n\n  network_profile {\n    network_plugin = "kubenet"\n'
        '    pod_cidr       = "10.244.0.0/17"\n  }\n}\n\nresource "azurerm_kubernetes_cluster" "main" {\n',
    ),
    "az": (
        "az aks create -g myResourceGroup -n myAKSCluster",
        "az aks create -g myResourceGroup -n other --node-count 1 --vnet-subnet-id $SUBNET \\\n"
        "  --network-plugin kubenet --pod-cidr 10.244.0.0/17\n"
        "az aks create -g myResourceGroup -n myAKSCluster",
    ),
}
