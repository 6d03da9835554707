"""Clusters that do not wait for what they need."""

from .forms import Breaking, outbound

_WITHOUT_ROLE = {
    "arm": ((',\n        "role"\n', "\n"),),
    "bicep": (("  dependsOn: [\n    role\n  ]\n", ""),),
    "terraform": (("    azurerm_role_assignment.network,\n", ""),),
}


_ATTACHED_BESIDE = {
    "arm": (
        (
            '    "role": {\n',
            '    "attached": {\n      "type": "Microsoft.Resources/deployments",\n      "apiVersion": "2022-09-01",\n'
            '      "name": "attach",\n      "properties": {\n        "mode": "Incremental",\n'
            '        "expressionEvaluationOptions": {"scope": "inner"},\n        "template": {\n'
            '          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",\n'
            '          "contentVersion": "1.0.0.0",\n          "resources": [\n            {\n'
            '              "type": "Microsoft.Network/virtualNetworks/subnets",\n'
            '              "apiVersion": "2024-05-01",\n'
            '              "name": "myAKSVnet/myAKSSubnet",\n              "properties": {\n'
            '                "addressPrefix": "192.168.1.0/24",\n                "routeTable": {"id": '
            "\"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"}\n"
            '              }\n            }\n          ]\n        }\n      },\n      "dependsOn": ["net"]\n'
            '    },\n    "role": {\n',
        ),
        (
            '              "addressPrefix": "192.168.1.0/24",\n              "routeTable": {\n'
            "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n"
            "              }\n",
            '              "addressPrefix": "192.168.1.0/24"\n',
        ),
    ),
    "bicep": (
        (
            "resource role '",
            "resource attached 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n  parent: net\n"
            "  name: 'myAKSSubnet'\n  properties: {\n    addressPrefix: '192.168.1.0/24'\n"
            "    routeTable: {\n      id: table.id\n    }\n  }\n}\n\nresource role '",
        ),
        (
            "          addressPrefix: '192.168.1.0/24'\n          routeTable: {\n            id: table.id\n"
            "          }\n",
            "          addressPrefix: '192.168.1.0/24'\n",
        ),
    ),
    "terraform": (("    azurerm_subnet_route_table_association.nodes,\n", ""),),
}


_USER_ROUTING = outbound("userDefinedRouting")


_ROUTED_BESIDE = {
    "arm": (
        _USER_ROUTING["arm"],
        (
            '    "role": {\n',
            '    "out": {\n      "type": "Microsoft.Network/routeTables/routes",\n      "apiVersion": "2024-05-01",\n'
            '      "name": "myRouteTable/out",\n      "properties": {\n        "addressPrefix": "0.0.0.0/0",\n'
            '        "nextHopType": "VirtualAppliance",\n        "nextHopIpAddress": "192.168.2.4"\n      },\n'
            '      "dependsOn": ["table"]\n    },\n    "role": {\n',
        ),
    ),
    "bicep": (
        _USER_ROUTING["bicep"],
        (
            "resource role '",
            "resource out 'Microsoft.Network/routeTables/routes@2024-05-01' = {\n  parent: table\n  name: 'out'\n"
            "  properties: {\n    addressPrefix: '0.0.0.0/0'\n    nextHopType: 'VirtualAppliance'\n"
            "    nextHopIpAddress: '192.168.2.4'\n  }\n}\n\nresource role '",
        ),
    ),
    "terraform": (_USER_ROUTING["terraform"], ("10.200.0.0/16", "0.0.0.0/0")),
}


_WITHOUT_NETWORK = {
    "arm": (('        "net",\n', ""),),
    "bicep": (
        (
            "net.properties.subnets[0].id",
            "resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')",
        ),
    ),
    "terraform": (
        (
            "vnet_subnet_id = azurerm_subnet.nodes.id",
            'vnet_subnet_id = "${azurerm_resource_group.main.id}/providers/Microsoft.Network/virtualNetworks/myAKSVnet'
            '/subnets/myAKSSubnet"',
        ),
        ("    azurerm_subnet_route_table_association.nodes,\n", ""),
    ),
}


ORDER: tuple[Breaking, ...] = (
    Breaking("route-table-role-not-before-cluster", _WITHOUT_ROLE),
    Breaking("cluster-does-not-wait-for-what-it-names", _WITHOUT_NETWORK),
    Breaking(
        "subnet-role-not-before-cluster",
        _WITHOUT_ROLE,
    ),
    Breaking("route-table-not-attached-before-cluster", _ATTACHED_BESIDE),
    Breaking("default-route-not-before-cluster", _ROUTED_BESIDE),
)
