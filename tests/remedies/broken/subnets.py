"""A second pool, and a second subnet for it."""

from .forms import Breaking, both

_POOL = {
    "arm": (
        "'myAKSSubnet')]\"\n          }\n        ],",
        '\'myAKSSubnet\')]"\n          },\n          {\n            "name": "second",\n            "mode": "User",\n'
        '            "vnetSubnetID": "[resourceId('
        "'Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'second')]\"\n"
        "          }\n        ],",
    ),
    "bicep": (
        "        vnetSubnetID: net.properties.subnets[0].id\n      }\n",
        "        vnetSubnetID: net.properties.subnets[0].id\n      }\n      {\n        name: 'second'\n"
        "        mode: 'User'\n"
        "        vnetSubnetID: net.properties.subnets[1].id\n      }\n",
    ),
}
_TERRAFORM_POOL = {
    "terraform": (
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
        'resource "azurerm_kubernetes_cluster_node_pool" "second" {\n  name                  = "second"\n'
        "  kubernetes_cluster_id = azurerm_kubernetes_cluster.main.id\n"
        '  vm_size               = "Standard_D2s_v5"\n'
        "  vnet_subnet_id        = azurerm_subnet.second.id\n}\n\n"
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
    ),
}
_WITHOUT_SUBNET = {
    "terraform": ("  vnet_subnet_id        = azurerm_subnet.second.id\n", ""),
    "arm": (
        '"mode": "User",\n'
        "            \"vnetSubnetID\": \"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'second')]\"",
        '"mode": "User"',
    ),
    "bicep": ("        vnetSubnetID: net.properties.subnets[1].id\n", ""),
}
SECOND_SUBNET = {
    "terraform": (
        'resource "azurerm_subnet" "nodes" {\n',
        'resource "azurerm_subnet" "second" {\n  name                 = "second"\n'
        "  resource_group_name  = azurerm_resource_group.main.name\n"
        "  virtual_network_name = azurerm_virtual_network.main.name\n"
        '  address_prefixes     = ["192.168.2.0/24"]\n}\n\nresource "azurerm_subnet" "nodes" {\n',
    ),
    "arm": (
        '        "subnets": [\n          {\n            "name": "myAKSSubnet",',
        '        "subnets": [\n          {\n            "name": "second",\n            "properties": {\n'
        '              "addressPrefix": "192.168.2.0/24"\n            }\n          },\n'
        '          {\n            "name": "myAKSSubnet",',
    ),
    "bicep": (
        "            id: table.id\n          }\n        }\n      }\n",
        "            id: table.id\n          }\n        }\n      }\n"
        "      {\n        name: 'second'\n        properties: {\n          addressPrefix: '192.168.2.0/24'\n"
        "        }\n      }\n",
    ),
    "az": (
        "  --route-table myRouteTable\n",
        "  --route-table myRouteTable\n"
        "az network vnet subnet create -g myResourceGroup --vnet-name myAKSVnet -n second \\\n"
        "  --address-prefixes 192.168.2.0/24\n"
        "SECOND=$(az network vnet subnet show -g myResourceGroup --vnet-name myAKSVnet -n second --query id -o tsv)\n",
    ),
}
_SCRIPTED_POOL = {
    "az": (
        "  --dns-service-ip 10.0.0.10",
        "  --dns-service-ip 10.0.0.10\n"
        "az aks nodepool add -g myResourceGroup --cluster-name myAKSCluster -n second \\\n"
        "  --vnet-subnet-id $SECOND",
    ),
}
_OTHER_TABLE = {
    "terraform": (
        'resource "azurerm_role_assignment" "network" {\n',
        'resource "azurerm_subnet_route_table_association" "second" {\n  subnet_id      = azurerm_subnet.second.id\n'
        '  route_table_id = "${azurerm_resource_group.main.id}/providers/Microsoft.Network/routeTables/other"\n}\n\n'
        'resource "azurerm_role_assignment" "network" {\n',
    ),
    "arm": (
        '"addressPrefix": "192.168.2.0/24"\n',
        '"addressPrefix": "192.168.2.0/24",\n              "routeTable": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'other')]\"\n              }\n",
    ),
    "bicep": (
        "addressPrefix: '192.168.2.0/24'\n",
        "addressPrefix: '192.168.2.0/24'\n          routeTable: {\n"
        "            id: resourceId('Microsoft.Network/routeTables', 'other')\n          }\n",
    ),
    "az": ("--address-prefixes 192.168.2.0/24", "--address-prefixes 192.168.2.0/24 --route-table other"),
}
_ALL = {**_POOL, **_TERRAFORM_POOL, **_SCRIPTED_POOL}


SUBNETS: tuple[Breaking, ...] = (
    Breaking("managed-and-own-subnets-mixed", both({**_POOL, **_TERRAFORM_POOL}, _WITHOUT_SUBNET)),
    Breaking("custom-table-missing-on-subnet", both(SECOND_SUBNET, _ALL)),
    Breaking("several-custom-tables", both(SECOND_SUBNET, _OTHER_TABLE, _ALL)),
)
