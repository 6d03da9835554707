"""The network peered with a hub at 10.1.0.0/16."""

from .forms import Breaking, Swap, both

PEERING = {
    "arm": (
        '        "subnets": [\n          {\n            "name": "myAKS',
        '        "virtualNetworkPeerings": [\n          {\n            "name": "toHub",\n'
        '            "properties": {\n'
        '              "remoteVirtualNetwork": {\n'
        '                "id": "[resourceId(\'Microsoft.Network/virtualNetworks\', '
        '\'hub\')]"\n              },\n              "allowVirtualNetworkAccess": true\n            }\n'
        "          }\n        ],\n"
        '        "subnets": [\n          {\n            "name": "myAKS',
    ),
    "bicep": (
        "    subnets: [\n",
        "    virtualNetworkPeerings: [\n      {\n        name: 'toHub'\n        properties: {\n"
        "          remoteVirtualNetwork: {\n"
        "            id: resourceId('Microsoft.Network/virtualNetworks', 'hub')\n          }\n"
        "          allowVirtualNetworkAccess: true\n        }\n      }\n    ]\n    subnets: [\n",
    ),
    "terraform": (
        'resource "azurerm_subnet" "nodes" {\n',
        'resource "azurerm_virtual_network_peering" "hub" {\n  name                      = "toHub"\n'
        "  resource_group_name       = azurerm_resource_group.main.name\n"
        "  virtual_network_name      = azurerm_virtual_network.main.name\n"
        '  remote_virtual_network_id = "${azurerm_resource_group.main.id}/providers/Microsoft.Network/virtualNetworks/hub"\n'
        "}\n\n"
        'resource "azurerm_subnet" "nodes" {\n',
    ),
    "az": (
        "IDENTITY=$(az",
        "az network vnet peering create -g myResourceGroup --vnet-name myAKSVnet -n toHub \\\n"
        "  --remote-vnet /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myResourceGroup/providers/"
        "Microsoft.Network/virtualNetworks/hub --allow-vnet-access\nIDENTITY=$(az",
    ),
}


HUB = {
    "arm": (
        '    "role": {\n',
        '    "hub": {\n      "type": "Microsoft.Network/virtualNetworks",\n      "apiVersion": "2024-05-01",\n'
        '      "name": "hub",\n      "location": "eastus",\n      "properties": {"addressSpace": {"addressPrefixes": '
        '["10.1.0.0/16"]}}\n    },\n    "role": {\n',
    ),
    "bicep": (
        "resource role '",
        "resource hub 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'hub'\n  location: 'eastus'\n"
        "  properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] } }\n}\n\nresource role '",
    ),
    "terraform": (
        'resource "azurerm_role_assignment" "network" {\n',
        'resource "azurerm_virtual_network" "hub" {\n  name                = "hub"\n'
        "  resource_group_name = azurerm_resource_group.main.name\n"
        "  location            = azurerm_resource_group.main.location\n"
        '  address_space       = ["10.1.0.0/16"]\n}\n\nresource "azurerm_role_assignment" "network" {\n',
    ),
    "az": (
        "PRINCIPAL=$(az",
        "az network vnet create -g myResourceGroup -n hub --address-prefixes 10.1.0.0/16\nPRINCIPAL=$(az",
    ),
}


def peered(rule: str, *swaps: Swap) -> Breaking:
    """Return a breaking in a network that is peered with a hub at 10.1.0.0/16."""
    return Breaking(rule, {each: (*found, *swaps) for each, found in both(PEERING, HUB).items()})
