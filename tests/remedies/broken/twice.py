"""Names that are given twice, a firewall's rule for pods, and more interfaces than a small subnet has addresses."""

from .forms import Breaking, Swap, both

_SUBNET_ID = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')]"
_NUMBERS = range(1, 5)


def _listed(one: str, between: str) -> str:
    return between.join(one.replace("#", str(number)) for number in _NUMBERS)


FOUR_INTERFACES: dict[str, Swap] = {
    "arm": (
        '    "role": {\n',
        '    "many": {\n      "type": "Microsoft.Network/networkInterfaces",\n      "apiVersion": "2024-05-01",\n'
        '      "name": "many",\n      "location": "eastus",\n      "properties": {\n        "ipConfigurations": [\n'
        + _listed(f'          {{"name": "c#", "properties": {{"subnet": {{"id": "{_SUBNET_ID}"}}}}}}', ",\n")
        + '\n        ]\n      },\n      "dependsOn": ["net"]\n    },\n    "role": {\n',
    ),
    "bicep": (
        "resource role '",
        "resource many 'Microsoft.Network/networkInterfaces@2024-05-01' = {\n  name: 'many'\n  location: 'eastus'\n"
        "  properties: {\n    ipConfigurations: [\n"
        + _listed("      { name: 'c#', properties: { subnet: { id: net.properties.subnets[0].id } } }", "\n")
        + "\n    ]\n  }\n}\n\nresource role '",
    ),
    "terraform": (
        'resource "azurerm_role_assignment" "network" {\n',
        'resource "azurerm_network_interface" "many" {\n  name                = "many"\n'
        "  resource_group_name = azurerm_resource_group.main.name\n"
        "  location            = azurerm_resource_group.main.location\n"
        + _listed(
            '\n  ip_configuration {\n    name                          = "c#"\n'
            "    subnet_id                     = azurerm_subnet.nodes.id\n"
            '    private_ip_address_allocation = "Dynamic"\n  }\n',
            "",
        )
        + '}\n\nresource "azurerm_role_assignment" "network" {\n',
    ),
    "az": (
        "PRINCIPAL=$(az",
        "".join(
            "az network nic create -g myResourceGroup --vnet-name myAKSVnet --subnet myAKSSubnet "
            f"-n nic{number} --private-ip-address 192.168.1.{number}\n"
            for number in (4, 5, 6)
        )
        + "az network nic create -g myResourceGroup --vnet-name myAKSVnet --subnet myAKSSubnet -n any\nPRINCIPAL=$(az",
    ),
}
_FIREWALL: dict[str, Swap] = {
    "arm": (
        '    "role": {\n',
        '    "wall": {\n      "type": "Microsoft.Network/azureFirewalls",\n      "apiVersion": "2024-05-01",\n'
        '      "name": "wall",\n      "location": "eastus",\n      "properties": {\n'
        '        "networkRuleCollections": [\n          {\n            "name": "out",\n            "properties": {\n'
        '              "priority": 200,\n              "action": {"type": "Allow"},\n              "rules": [\n'
        '                {\n                  "name": "web",\n                  "protocols": ["TCP"],\n'
        '                  "sourceAddresses": ["10.244.0.0/16", "10.9.0.0/16"],\n'
        '                  "destinationAddresses": ["*"],\n                  "destinationPorts": ["443"]\n'
        "                }\n              ]\n            }\n          }\n        ]\n      }\n    },\n"
        '    "role": {\n',
    ),
    "bicep": (
        "resource role '",
        "resource wall 'Microsoft.Network/azureFirewalls@2024-05-01' = {\n  name: 'wall'\n  location: 'eastus'\n"
        "  properties: {\n    networkRuleCollections: [\n      {\n        name: 'out'\n        properties: {\n"
        "          priority: 200\n          action: { type: 'Allow' }\n          rules: [\n            {\n"
        "              name: 'web'\n              protocols: ['TCP']\n              sourceAddresses: ['10.244.8.0/24']\n"
        "              destinationAddresses: ['*']\n              destinationPorts: ['443']\n            }\n"
        "          ]\n        }\n      }\n    ]\n  }\n}\n\nresource role '",
    ),
}
_SUBNET_TWICE: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '        "subnets": [\n',
            '        "subnets": [\n          {"name": "spare", "properties": {"addressPrefix": "192.168.4.0/24"}},\n'
            '          {"name": "spare", "properties": {"addressPrefix": "192.168.5.0/24"}},\n',
        ),
    ),
    "bicep": (
        (
            "    subnets: [\n",
            "    subnets: [\n      { name: 'spare', properties: { addressPrefix: '192.168.4.0/24' } }\n"
            "      { name: 'Spare', properties: { addressPrefix: '192.168.5.0/24' } }\n",
        ),
    ),
    "terraform": (
        (
            '  address_space       = ["192.168.0.0/16"]\n',
            '  address_space       = ["192.168.0.0/16"]\n\n  subnet {\n    name             = "spare"\n'
            '    address_prefixes = ["192.168.4.0/24"]\n  }\n\n  subnet {\n    name             = "spare"\n'
            '    address_prefixes = ["192.168.5.0/24"]\n  }\n',
        ),
    ),
}
_ROUTE_TWICE: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '        "routes": [\n',
            '        "routes": [\n          {"name": "toFirewall", "properties": '
            '{"addressPrefix": "10.201.0.0/16", "nextHopType": "VirtualNetworkGateway"}},\n',
        ),
    ),
    "bicep": (
        (
            "    routes: [\n",
            "    routes: [\n      { name: 'tofirewall', properties: "
            "{ addressPrefix: '10.201.0.0/16', nextHopType: 'VirtualNetworkGateway' } }\n",
        ),
    ),
    "terraform": (
        (
            'resource "azurerm_route_table" "main" {\n',
            'resource "azurerm_route_table" "main" {\n  route {\n    name           = "up"\n'
            '    address_prefix = "10.201.0.0/16"\n    next_hop_type  = "VirtualNetworkGateway"\n  }\n\n'
            '  route {\n    name           = "up"\n    address_prefix = "10.202.0.0/16"\n'
            '    next_hop_type  = "VirtualNetworkGateway"\n  }\n\n',
        ),
    ),
}

TWICE: tuple[Breaking, ...] = (
    Breaking("firewall-rule-for-pods", both(_FIREWALL)),
    Breaking("subnet-named-twice", _SUBNET_TWICE),
    Breaking("route-named-twice", _ROUTE_TWICE),
)
