"""Networks and tables that are written, kept or locked as they should not be."""

from .forms import Breaking, alike, several
from .peers import HUB, PEERING, peered

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


_TABLE_AGAIN = ("@onlyIfNotExists()\nresource table", "resource table")


_WITHOUT_TABLE = (
    ("@onlyIfNotExists()\nresource net", "resource net"),
    ("          routeTable: {\n            id: table.id\n          }\n", ""),
)


_INLINE_ROUTE = (
    'resource "azurerm_route_table" "main" {\n',
    'resource "azurerm_route_table" "main" {\n  route {\n    name           = "onPremises"\n'
    '    address_prefix = "10.201.0.0/16"\n    next_hop_type  = "VirtualNetworkGateway"\n  }\n\n',
)


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


NETWORKS: tuple[Breaking, ...] = (
    alike("address-prefix-host-bits", ("192.168.1.0/24", "192.168.1.1/24")),
    alike("address-prefix-host-bits", ("192.168.0.0/16", "192.168.0.1/16")),
    alike("route-prefix-host-bits", ("10.200.0.0/16", "10.200.0.1/16")),
    Breaking(
        "route-inside-pod-cidr",
        {
            **dict.fromkeys(("arm", "bicep"), (("10.200.0.0/16", "10.244.7.0/24"),)),
            "terraform": (_INLINE_ROUTE, ("10.201.0.0/16", "10.244.7.0/24")),
        },
    ),
    Breaking("redeploy-removes-pod-routes", {"bicep": (_TABLE_AGAIN,), "terraform": (_INLINE_ROUTE,)}),
    Breaking("redeploy-detaches-route-table", {"bicep": _WITHOUT_TABLE, "terraform": _INLINE_SUBNET}),
    peered("peering-without-forwarded-traffic", ("192.168.2.4", "10.1.0.4"), ("10.200.0.0/16", "0.0.0.0/0")),
    several("read-only-lock-on-routes", _LOCK),
    several("gateway-routes-kept-off", _KEPT_OFF, PEERING, HUB, _THROUGH_THE_HUB, _TO_NOTHING),
)
