"""Routes, delegations, doors and an Application Gateway's subnet that stand in a cluster's way."""

from .forms import LANGUAGES, Breaking, Swap, alike, both, outbound
from .rooms import GROUP
from .subnets import SECOND_SUBNET

INLINE_ROUTE: Swap = (
    'resource "azurerm_route_table" "main" {\n',
    'resource "azurerm_route_table" "main" {\n  route {\n    name           = "onPremises"\n'
    '    address_prefix = "10.201.0.0/16"\n    next_hop_type  = "VirtualNetworkGateway"\n  }\n\n',
)
_ROUTE_AGAIN: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '        "routes": [\n',
            '        "routes": [\n          {\n            "name": "again",\n            "properties": {\n'
            '              "addressPrefix": "10.200.0.0/16",\n              "nextHopType": "VirtualNetworkGateway"\n'
            "            }\n          },\n",
        ),
    ),
    "bicep": (
        (
            "    routes: [\n",
            "    routes: [\n      {\n        name: 'again'\n        properties: {\n"
            "          addressPrefix: '10.200.0.0/16'\n          nextHopType: 'VirtualNetworkGateway'\n"
            "        }\n      }\n",
        ),
    ),
    "terraform": (
        INLINE_ROUTE,
        (
            '    next_hop_type  = "VirtualNetworkGateway"\n  }\n\n',
            '    next_hop_type  = "VirtualNetworkGateway"\n  }\n\n  route {\n    name           = "again"\n'
            '    address_prefix = "10.201.0.0/16"\n    next_hop_type  = "Internet"\n  }\n\n',
        ),
    ),
}
_AGAIN_APART: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '    "role": {\n',
            '    "again": {\n      "type": "Microsoft.Network/routeTables/routes",\n      "apiVersion": "2024-05-01",\n'
            '      "name": "myRouteTable/again",\n      "properties": {\n        "addressPrefix": "10.200.0.0/16",\n'
            '        "nextHopType": "VirtualNetworkGateway"\n      },\n      "dependsOn": ["table"]\n    },\n'
            '    "role": {\n',
        ),
    ),
    "bicep": (
        (
            "resource role '",
            "resource again 'Microsoft.Network/routeTables/routes@2024-05-01' = {\n  parent: table\n  name: 'again'\n"
            "  properties: {\n    addressPrefix: '10.200.0.0/16'\n    nextHopType: 'VirtualNetworkGateway'\n  }\n}\n\n"
            "resource role '",
        ),
    ),
    "terraform": (
        (
            'resource "azurerm_virtual_network" "main" {\n',
            'resource "azurerm_route" "again" {\n  name                = "again"\n'
            "  resource_group_name = azurerm_resource_group.main.name\n"
            "  route_table_name    = azurerm_route_table.main.name\n"
            '  address_prefix      = "10.200.0.0/16"\n  next_hop_type       = "VirtualNetworkGateway"\n}\n\n'
            'resource "azurerm_virtual_network" "main" {\n',
        ),
    ),
    "az": (
        (
            "az network vnet create",
            "az network route-table route create -g myResourceGroup --route-table-name myRouteTable -n again \\\n"
            "  --address-prefix 10.200.0.0/16 --next-hop-type VirtualNetworkGateway\naz network vnet create",
        ),
    ),
}
_OF_AZURE: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '"nextHopType": "VirtualAppliance",\n              "nextHopIpAddress": "192.168.2.4"',
            '"nextHopType": "VNetPeering"',
        ),
    ),
    "bicep": (("'VirtualAppliance'\n          nextHopIpAddress: '192.168.2.4'", "'VNetPeering'"),),
    "terraform": (INLINE_ROUTE, ('"VirtualNetworkGateway"', '"VirtualNetworkServiceEndpoint"')),
    "az": (("VirtualAppliance \\\n  --next-hop-ip-address 192.168.2.4", "VNetPeering"),),
}
_DELEGATED: dict[str, Swap] = {
    "arm": (
        '"addressPrefix": "192.168.1.0/24",\n',
        '"addressPrefix": "192.168.1.0/24",\n              "delegations": [\n                {\n'
        '                  "name": "sql",\n                  "properties": {\n'
        '                    "serviceName": "Microsoft.Sql/managedInstances"\n                  }\n'
        "                }\n              ],\n",
    ),
    "bicep": (
        "          addressPrefix: '192.168.1.0/24'\n",
        "          addressPrefix: '192.168.1.0/24'\n          delegations: [\n            {\n"
        "              name: 'sql'\n              properties: { serviceName: 'Microsoft.Sql/managedInstances' }\n"
        "            }\n          ]\n",
    ),
    "terraform": (
        '  address_prefixes     = ["192.168.1.0/24"]\n',
        '  address_prefixes     = ["192.168.1.0/24"]\n\n  delegation {\n    name = "sql"\n\n'
        '    service_delegation {\n      name = "Microsoft.Sql/managedInstances"\n    }\n  }\n',
    ),
    "az": (
        "  --route-table myRouteTable\n",
        "  --delegations Microsoft.Sql/managedInstances \\\n  --route-table myRouteTable\n",
    ),
}
_TWO_PREFIXES: dict[str, Swap] = {
    "arm": (
        '"addressPrefix": "192.168.1.0/24"',
        '"addressPrefixes": [\n                "192.168.1.0/24",\n                "192.168.3.0/24"\n              ]',
    ),
    "bicep": ("addressPrefix: '192.168.1.0/24'", "addressPrefixes: ['192.168.1.0/24', '192.168.3.0/24']"),
    "terraform": ('["192.168.1.0/24"]', '["192.168.1.0/24", "192.168.3.0/24"]'),
    "az": ("--address-prefixes 192.168.1.0/24", "--address-prefixes 192.168.1.0/24 192.168.3.0/24"),
}
_DEFAULT: dict[str, Swap] = dict.fromkeys(LANGUAGES, ("10.200.0.0/16", "0.0.0.0/0"))
_INGRESS: dict[str, Swap] = {
    "arm": (
        '        "kubernetesVersion": "1.31.2",\n',
        '        "kubernetesVersion": "1.31.2",\n        "addonProfiles": {\n'
        '          "ingressApplicationGateway": {\n            "enabled": true,\n            "config": {\n'
        '              "subnetId": "[resourceId('
        "'Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'second')]\"\n"
        "            }\n          }\n        },\n",
    ),
    "bicep": (
        "    kubernetesVersion: '1.31.2'\n",
        "    kubernetesVersion: '1.31.2'\n    addonProfiles: {\n      ingressApplicationGateway: {\n"
        "        enabled: true\n        config: {\n          subnetId: net.properties.subnets[1].id\n        }\n"
        "      }\n    }\n",
    ),
    "terraform": (
        "  network_profile {\n",
        "  ingress_application_gateway {\n    subnet_id = azurerm_subnet.second.id\n  }\n\n  network_profile {\n",
    ),
    "az": (
        "  --network-plugin kubenet \\\n",
        "  --enable-addons ingress-appgw \\\n  --appgw-subnet-id $SECOND \\\n  --network-plugin kubenet \\\n",
    ),
}
_GROUP_ON_SUBNET: dict[str, Swap] = {
    "arm": (
        '"addressPrefix": "192.168.1.0/24",\n',
        '"addressPrefix": "192.168.1.0/24",\n              "networkSecurityGroup": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/networkSecurityGroups', 'doors')]\"\n"
        "              },\n",
    ),
    "bicep": (
        "          addressPrefix: '192.168.1.0/24'\n",
        "          addressPrefix: '192.168.1.0/24'\n          networkSecurityGroup: {\n            id: doors.id\n"
        "          }\n",
    ),
    "terraform": (
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
        'resource "azurerm_subnet_network_security_group_association" "nodes" {\n'
        "  subnet_id                 = azurerm_subnet.nodes.id\n"
        "  network_security_group_id = azurerm_network_security_group.doors.id\n}\n\n"
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
    ),
    "az": (
        "SUBNET=$(az",
        "az network nsg create -g myResourceGroup -n doors\n"
        "az network nsg rule create -g myResourceGroup --nsg-name doors -n shell --priority 310 --access Deny \\\n"
        "  --direction Outbound --destination-address-prefixes Internet --protocol Tcp --destination-port-ranges 443\n"
        "az network vnet subnet update -g myResourceGroup --vnet-name myAKSVnet -n myAKSSubnet \\\n"
        "  --network-security-group doors\nSUBNET=$(az",
    ),
}
_CLOSED: dict[str, tuple[Swap, ...]] = {
    "arm": (
        (
            '"priority": 310,\n              "direction": "Inbound",',
            '"priority": 310,\n              "direction": "Outbound",',
        ),
        ('"20.30.0.0/16"', '"*"'),
        (
            '"destinationAddressPrefix": "*",\n              "destinationPortRange": "22"',
            '"destinationAddressPrefix": "Internet",\n              "destinationPortRange": "443"',
        ),
    ),
    "bicep": (
        ("priority: 310\n          direction: 'Inbound'", "priority: 310\n          direction: 'Outbound'"),
        ("'20.30.0.0/16'", "'*'"),
        (
            "destinationAddressPrefix: '*'\n          destinationPortRange: '22'",
            "destinationAddressPrefix: 'Internet'\n          destinationPortRange: '443'",
        ),
    ),
    "terraform": (
        (
            '= 310\n    direction                  = "Inbound"',
            '= 310\n    direction                  = "Outbound"',
        ),
        ('"20.30.0.0/16"', '"*"'),
        (
            'destination_address_prefix = "*"\n    destination_port_range     = "22"',
            'destination_address_prefix = "Internet"\n    destination_port_range     = "443"',
        ),
    ),
}


def _closed() -> dict[str, tuple[Swap, ...]]:
    on_subnet = _GROUP_ON_SUBNET
    found = {each: (GROUP[each], on_subnet[each], *_CLOSED[each]) for each in _CLOSED}
    return {**found, "az": (on_subnet["az"],)}


_RULES_APART: tuple[Swap, ...] = (
    (
        'resource "azurerm_role_assignment" "network" {\n',
        'resource "azurerm_network_security_group" "doors" {\n  name                = "doors"\n'
        "  resource_group_name = azurerm_resource_group.main.name\n"
        "  location            = azurerm_resource_group.main.location\n}\n\n"
        'resource "azurerm_network_security_rule" "out" {\n  name                        = "out"\n'
        "  resource_group_name         = azurerm_resource_group.main.name\n"
        "  network_security_group_name = azurerm_network_security_group.doors.name\n"
        '  priority                    = 310\n  direction                   = "Outbound"\n'
        '  access                      = "Deny"\n  protocol                    = "*"\n'
        '  source_address_prefix       = "*"\n  source_port_range           = "*"\n'
        '  destination_address_prefix  = "Internet"\n  destination_port_range      = "*"\n}\n\n'
        'resource "azurerm_role_assignment" "network" {\n',
    ),
    _GROUP_ON_SUBNET["terraform"],
)

ROUTING: tuple[Breaking, ...] = (
    Breaking("nsg-closes-the-way-out", {"terraform": _RULES_APART}),
    Breaking("routes-for-one-prefix", _ROUTE_AGAIN),
    Breaking("routes-for-one-prefix", {each: _AGAIN_APART[each] for each in ("bicep", "terraform", "az")}),
    Breaking("route-next-hop-type", _OF_AZURE),
    alike("route-address-without-appliance", ("VirtualAppliance", "Internet")),
    Breaking("subnet-is-delegated", both(_DELEGATED)),
    Breaking("subnet-has-several-prefixes", both(_TWO_PREFIXES)),
    Breaking("default-route-past-load-balancer", both(_DEFAULT)),
    Breaking("default-route-past-nat-gateway", both(_DEFAULT, outbound("userAssignedNATGateway"))),
    Breaking("application-gateway-without-pod-routes", both(SECOND_SUBNET, _INGRESS)),
    Breaking("nsg-closes-the-way-out", _closed()),
)
