"""Clusters that go out by a way that their network is not made for."""

from .forms import Breaking, both, outbound, several
from .ranges import MANAGED

_BY_USER = outbound("userDefinedRouting")
_BY_NAT = outbound("userAssignedNATGateway")
_EVERYWHERE = dict.fromkeys(("arm", "bicep", "terraform", "az"), ("10.200.0.0/16", "0.0.0.0/0"))
"""The route to the firewall is the default route."""
_WITHOUT_TABLE = {
    "arm": (
        '"192.168.1.0/24",\n              "routeTable": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n              }\n",
        '"192.168.1.0/24"\n',
    ),
    "bicep": ("          routeTable: {\n            id: table.id\n          }\n", ""),
    "terraform": (
        'resource "azurerm_subnet_route_table_association" "nodes" {\n  subnet_id      = azurerm_subnet.nodes.id\n'
        "  route_table_id = azurerm_route_table.main.id\n}\n\n",
        "",
    ),
    "az": (" \\\n  --route-table myRouteTable\n", "\n"),
}
_NOBODY_WAITS = {
    **dict.fromkeys(("arm", "bicep", "az"), ("myAKSCluster", "myAKSCluster")),
    "terraform": ("    azurerm_subnet_route_table_association.nodes,\n", ""),
}
_WAITS_FOR_IT = {
    **_NOBODY_WAITS,
    "terraform": (
        "    azurerm_subnet_route_table_association.nodes,\n",
        "    azurerm_subnet_route_table_association.nodes,\n    azurerm_route.firewall,\n",
    ),
}
_TO_THE_INTERNET = {
    "arm": (
        '"VirtualAppliance",\n              "nextHopIpAddress": "192.168.2.4"',
        '"Internet"',
    ),
    "bicep": ("'VirtualAppliance'\n          nextHopIpAddress: '192.168.2.4'", "'Internet'"),
    "terraform": ('"VirtualAppliance"\n  next_hop_in_ip_address = "192.168.2.4"', '"Internet"'),
    "az": ("VirtualAppliance \\\n  --next-hop-ip-address 192.168.2.4", "Internet"),
}

WAYS_OUT: tuple[Breaking, ...] = (
    several("outbound-type-unknown", outbound("internet")),
    several("outbound-type-unknown", outbound("userDefinedRoute"), _EVERYWHERE, _WAITS_FOR_IT),
    several("managed-nat-gateway-own-network", outbound("managedNATGateway")),
    several("outbound-type-needs-subnet", _BY_USER, MANAGED),
    several("own-nat-gateway-missing", _BY_NAT),
    Breaking("user-routing-without-table", both(_BY_USER, _WITHOUT_TABLE, _NOBODY_WAITS)),
    several("user-routing-without-default-route", _BY_USER),
    several("default-route-hop", _BY_USER, _EVERYWHERE, _TO_THE_INTERNET),
)
