"""Networks and tables that are written, kept or locked as they should not be."""

from .custom_roles import CUSTOM_ROLES
from .doors import DOORS
from .forms import Breaking, alike, both, several
from .peers import HUB, PEERING, peered
from .rooms import ROOMS
from .routing import INLINE_ROUTE, ROUTING
from .turned import TURNED
from .twice import TWICE

_LOCK = {
    "arm": (
        '    "role": {\n',
        '    "keep": {\n      "type": "Microsoft.Authorization/locks",\n      "apiVersion": "2020-05-01",\n'
        '      "name": "keep",\n'
        "      \"scope\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\",\n"
        '      "properties": {\n        "level": "ReadOnly"\n      },\n      "dependsOn": ["table"]\n    },\n'
        '    "role": {\n',
    ),
    "bicep": (
        "resource role '",
        "resource keep 'Microsoft.Authorization/locks@2020-05-01' = {\n  name: 'keep'\n  scope: table\n"
        "  properties: {\n"
        "    level: 'ReadOnly'\n  }\n}\n\nresource role '",
    ),
}


_KEPT_OFF = {
    "arm": ('        "routes": [\n', '        "disableBgpRoutePropagation": true,\n        "routes": [\n'),
    "bicep": ("    routes: [\n", "    disableBgpRoutePropagation: true\n    routes: [\n"),
    "terraform": (
        'resource "azurerm_route_table" "main" {\n',
        'resource "azurerm_route_table" "main" {\n  bgp_route_propagation_enabled = false\n',
    ),
    "az": (
        "-g myResourceGroup -n myRouteTable\n",
        "-g myResourceGroup -n myRouteTable --disable-bgp-route-propagation true\n",
    ),
}


_THROUGH_THE_HUB = {
    "arm": (
        '"allowVirtualNetworkAccess": true',
        '"allowVirtualNetworkAccess": true,\n              "useRemoteGateways": true',
    ),
    "bicep": ("allowVirtualNetworkAccess: true", "allowVirtualNetworkAccess: true\n          useRemoteGateways: true"),
    "terraform": ('/virtualNetworks/hub"\n', '/virtualNetworks/hub"\n  use_remote_gateways = true\n'),
    "az": ("--allow-vnet-access", "--allow-vnet-access --use-remote-gateways"),
}


_TO_NOTHING = {
    "arm": (
        '"nextHopType": "VirtualAppliance",\n              "nextHopIpAddress": "192.168.2.4"',
        '"nextHopType": "VnetLocal"',
    ),
    "bicep": ("'VirtualAppliance'\n          nextHopIpAddress: '192.168.2.4'", "'VnetLocal'"),
    "terraform": (
        '"VirtualAppliance"\n  next_hop_in_ip_address = "192.168.2.4"',
        '"VnetLocal"',
    ),
    "az": ("VirtualAppliance \\\n  --next-hop-ip-address 192.168.2.4", "VnetLocal"),
}


_ONCE = '      "@options": {"onlyIfNotExists": []},\n'
_TABLE_AGAIN = {
    "arm": (
        f'"name": "myRouteTable",\n      "location": "eastus",\n{_ONCE}',
        '"name": "myRouteTable",\n      "location": "eastus",\n',
    ),
    "bicep": ("@onlyIfNotExists()\nresource table", "resource table"),
}
_NETWORK_AGAIN = {
    "arm": (
        f'"name": "myAKSVnet",\n      "location": "eastus",\n{_ONCE}',
        '"name": "myAKSVnet",\n      "location": "eastus",\n',
    ),
    "bicep": ("@onlyIfNotExists()\nresource net", "resource net"),
}
_WITHOUT_TABLE = {
    "arm": (
        ',\n              "routeTable": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n              }",
        "",
    ),
    "bicep": ("          routeTable: {\n            id: table.id\n          }\n", ""),
}
_BESIDE_LIST = {
    "arm": (
        '    "role": {\n',
        '    "nodes": {\n      "type": "Microsoft.Network/virtualNetworks/subnets",\n'
        '      "apiVersion": "2024-05-01",\n      "name": "myAKSVnet/nodes",\n      "properties": {\n'
        '        "addressPrefix": "192.168.3.0/24",\n        "routeTable": {"id": '
        "\"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"}\n      },\n"
        '      "dependsOn": ["net"]\n    },\n    "role": {\n',
    ),
    "bicep": (
        "resource role '",
        "resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n  parent: net\n"
        "  name: 'nodes'\n  properties: {\n    addressPrefix: '192.168.3.0/24'\n"
        "    routeTable: {\n      id: table.id\n    }\n  }\n}\n\nresource role '",
    ),
}
_ON_IT = {
    "arm": (
        "\"vnetSubnetID\": \"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')]\"",
        "\"vnetSubnetID\": \"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'nodes')]\"",
    ),
    "bicep": ("vnetSubnetID: net.properties.subnets[0].id", "vnetSubnetID: nodes.id"),
}
_WITHOUT_LIST = {
    "arm": (
        ',\n        "subnets": [\n          {\n            "name": "myAKSSubnet",\n            "properties": {\n'
        '              "addressPrefix": "192.168.1.0/24",\n              "routeTable": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n"
        "              }\n            }\n          }\n        ]\n",
        "\n",
    ),
    "bicep": (
        "    subnets: [\n      {\n        name: 'myAKSSubnet'\n        properties: {\n"
        "          addressPrefix: '192.168.1.0/24'\n          routeTable: {\n            id: table.id\n          }\n"
        "        }\n      }\n    ]\n",
        "",
    ),
}
_OLD_VERSION = {
    "arm": (
        '"type": "Microsoft.Network/virtualNetworks",\n      "apiVersion": "2024-05-01"',
        '"type": "Microsoft.Network/virtualNetworks",\n      "apiVersion": "2023-04-01"',
    ),
    "bicep": ("'Microsoft.Network/virtualNetworks@2024-05-01'", "'Microsoft.Network/virtualNetworks@2023-04-01'"),
}
_INLINE_SUBNET = (
    (
        '  address_space       = ["192.168.0.0/16"]\n',
        '  address_space       = ["192.168.0.0/16"]\n\n  subnet {\n    name             = "myAKSSubnet"\n'
        '    address_prefixes = ["192.168.1.0/24"]\n  }\n',
    ),
    (
        'resource "azurerm_subnet" "nodes" {\n  name                 = "myAKSSubnet"\n',
        'terraform {\n  required_providers {\n    azurerm = {\n      source  = "hashicorp/azurerm"\n'
        '      version = "~> 4.20"\n    }\n  }\n}\n\nresource "azurerm_subnet" "other" {\n'
        '  name                 = "other"\n',
    ),
    ('address_prefixes     = ["192.168.1.0/24"]', 'address_prefixes     = ["192.168.2.0/24"]'),
    ("azurerm_subnet.nodes.id\n  route_table_id", "azurerm_subnet.other.id\n  route_table_id"),
    (
        "vnet_subnet_id = azurerm_subnet.nodes.id",
        'vnet_subnet_id = "${azurerm_virtual_network.main.id}/subnets/myAKSSubnet"',
    ),
)


_ROUTES_LOST = {**both(_TABLE_AGAIN), "terraform": (INLINE_ROUTE,)}
_TABLE_LOST = {**both(_NETWORK_AGAIN, _WITHOUT_TABLE), "terraform": _INLINE_SUBNET}
_SUBNET_LOST = both(_NETWORK_AGAIN, _BESIDE_LIST, _ON_IT)
_VERSION_LOST = both(_NETWORK_AGAIN, _OLD_VERSION, _WITHOUT_LIST, _BESIDE_LIST, _ON_IT)


NETWORKS: tuple[Breaking, ...] = (
    *ROOMS,
    *ROUTING,
    *DOORS,
    *TURNED,
    *TWICE,
    *CUSTOM_ROLES,
    alike("address-prefix-host-bits", ("192.168.1.0/24", "192.168.1.1/24")),
    alike("address-prefix-host-bits", ("192.168.0.0/16", "192.168.0.1/16")),
    alike("route-prefix-host-bits", ("10.200.0.0/16", "10.200.0.1/16")),
    Breaking(
        "route-inside-pod-cidr",
        {
            **dict.fromkeys(("arm", "bicep"), (("10.200.0.0/16", "10.244.7.0/24"),)),
            "terraform": (INLINE_ROUTE, ("10.201.0.0/16", "10.244.7.0/24")),
            "az": (("10.200.0.0/16", "10.244.7.0/24"),),
        },
    ),
    alike("route-inside-pod-cidr", ("10.200.0.0/16", "10.244.7.0/24"), only=("terraform",)),
    Breaking("redeploy-removes-pod-routes", _ROUTES_LOST),
    Breaking("redeploy-detaches-route-table", _TABLE_LOST),
    Breaking("redeploy-deletes-subnet", _SUBNET_LOST),
    Breaking("old-api-version-deletes-subnet", _VERSION_LOST),
    peered("peering-without-forwarded-traffic", ("192.168.2.4", "10.1.0.4"), ("10.200.0.0/16", "0.0.0.0/0")),
    several("read-only-lock-on-routes", _LOCK),
    several("gateway-routes-kept-off", _KEPT_OFF, PEERING, HUB, _THROUGH_THE_HUB, _TO_NOTHING),
)
