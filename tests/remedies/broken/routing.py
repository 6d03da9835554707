"""Routes, delegations and an Application Gateway's subnet that stand in a cluster's way."""

from .forms import LANGUAGES, Breaking, Swap, alike, both, outbound
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
ROUTING: tuple[Breaking, ...] = (
    Breaking("routes-for-one-prefix", _ROUTE_AGAIN),
    Breaking("routes-for-one-prefix", {each: _AGAIN_APART[each] for each in ("bicep", "terraform", "az")}),
    Breaking("route-next-hop-type", _OF_AZURE),
    alike("route-address-without-appliance", ("VirtualAppliance", "Internet")),
    Breaking("subnet-is-delegated", both(_DELEGATED)),
    Breaking("subnet-has-several-prefixes", both(_TWO_PREFIXES)),
    Breaking("default-route-past-load-balancer", both(_DEFAULT)),
    Breaking("default-route-past-nat-gateway", both(_DEFAULT, outbound("userAssignedNATGateway"))),
    Breaking("application-gateway-without-pod-routes", both(SECOND_SUBNET, _INGRESS)),
)
