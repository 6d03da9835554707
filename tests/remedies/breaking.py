"""How the sound texts are broken, rule by rule: what stands in them is replaced by something else, in every language.

A rule with a remedy in a language and without an entry here turns the tests red.
"""

from collections.abc import Mapping

from msgspec import Struct

from akslab.rules.view import TakenRange

Swap = tuple[str, str]
"""Words that stand in the text, and those that come in their place."""
Language = str
LANGUAGES: tuple[Language, ...] = ("arm", "bicep", "terraform", "az")


class Breaking(Struct, frozen=True):
    """How a rule is broken."""

    rule: str
    swaps: Mapping[Language, tuple[Swap, ...]]
    taken: tuple[TakenRange, ...] = ()


def alike(
    rule: str, *swaps: Swap, taken: tuple[TakenRange, ...] = (), only: tuple[Language, ...] = LANGUAGES
) -> Breaking:
    """Return a breaking by values, which stand in every language as they are."""
    return Breaking(rule, dict.fromkeys(only, swaps), taken)


_AFTER = {
    "profile": {
        "arm": '          "networkPlugin": "kubenet",\n',
        "bicep": "      networkPlugin: 'kubenet'\n",
        "terraform": '    network_plugin = "kubenet"\n',
        "az": "  --network-plugin kubenet \\\n",
    },
    "pool": {
        "arm": '            "count": 3,\n',
        "bicep": "        count: 3\n",
        "terraform": "    node_count     = 3\n",
        "az": "  --node-count 3 \\\n",
    },
}


def line(where: str, **written: str) -> dict[Language, Swap]:
    """Return lines that are added to the network profile or the pool, as each language writes them."""
    indents = {"profile": (10, 6, 4, 2), "pool": (12, 8, 4, 2)}[where]
    ends = (",", "", "", " \\")
    found = {}
    for language, indent, end in zip(LANGUAGES, indents, ends, strict=True):
        if language in written:
            before = _AFTER[where][language]
            lines = "".join(f"{' ' * indent}{each}\n" for each in f"{written[language]}{end}".split("\n"))
            found[language] = (before, before + lines)
    return found


def with_line(rule: str, lines: Mapping[Language, Swap], *swaps: Swap) -> Breaking:
    """Return a breaking by a line more, and by values."""
    return Breaking(rule, {language: (swap, *swaps) for language, swap in lines.items()})


def outbound(type_: str) -> dict[Language, Swap]:
    """Return the line of an outbound type."""
    return line(
        "profile",
        arm=f'"outboundType": "{type_}"',
        bicep=f"outboundType: '{type_}'",
        terraform=f'outbound_type = "{type_}"',
        az=f"--outbound-type {type_}",
    )


def both(*parts: Mapping[Language, Swap]) -> dict[Language, tuple[Swap, ...]]:
    """Return the swaps of several, in the languages that all of them have."""
    return {each: tuple(part[each] for part in parts) for each in LANGUAGES if all(each in part for part in parts)}


_DEFAULT_ROUTE = (("10.200.0.0/16", "0.0.0.0/0"),)
_PEERING = {
    "arm": (
        '        "subnets": [\n          {\n            "name": "myAKS',
        '        "virtualNetworkPeerings": [\n          {\n            "name": "toHub",\n            "properties": {\n'
        '              "remoteVirtualNetwork": {\n                "id": "[resourceId(\'Microsoft.Network/virtualNetworks\', '
        '\'hub\')]"\n              },\n              "allowVirtualNetworkAccess": true\n            }\n          }\n        ],\n'
        '        "subnets": [\n          {\n            "name": "myAKS',
    ),
    "bicep": (
        "    subnets: [\n",
        "    virtualNetworkPeerings: [\n      {\n        name: 'toHub'\n        properties: {\n          remoteVirtualNetwork: {\n"
        "            id: resourceId('Microsoft.Network/virtualNetworks', 'hub')\n          }\n"
        "          allowVirtualNetworkAccess: true\n        }\n      }\n    ]\n    subnets: [\n",
    ),
    "terraform": (
        'resource "azurerm_subnet" "nodes" {\n',
        'resource "azurerm_virtual_network_peering" "hub" {\n  name                      = "toHub"\n'
        "  resource_group_name       = azurerm_resource_group.main.name\n"
        "  virtual_network_name      = azurerm_virtual_network.main.name\n"
        '  remote_virtual_network_id = "${azurerm_resource_group.main.id}/providers/Microsoft.Network/virtualNetworks/hub"\n}\n\n'
        'resource "azurerm_subnet" "nodes" {\n',
    ),
    "az": (
        "IDENTITY=$(az",
        "az network vnet peering create -g myResourceGroup --vnet-name myAKSVnet -n toHub \\\n"
        "  --remote-vnet /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myResourceGroup/providers/"
        "Microsoft.Network/virtualNetworks/hub --allow-vnet-access\nIDENTITY=$(az",
    ),
}
_HUB = {
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
        "  resource_group_name = azurerm_resource_group.main.name\n  location            = azurerm_resource_group.main.location\n"
        '  address_space       = ["10.1.0.0/16"]\n}\n\nresource "azurerm_role_assignment" "network" {\n',
    ),
    "az": (
        "PRINCIPAL=$(az",
        "az network vnet create -g myResourceGroup -n hub --address-prefixes 10.1.0.0/16\nPRINCIPAL=$(az",
    ),
}


def peered(rule: str, *swaps: Swap) -> Breaking:
    """Return a breaking in a network that is peered with a hub at 10.1.0.0/16."""
    return Breaking(rule, {each: (*found, *swaps) for each, found in both(_PEERING, _HUB).items()})


_LOCK = {
    "arm": (
        '    "role": {\n',
        '    "keep": {\n      "type": "Microsoft.Authorization/locks",\n      "apiVersion": "2020-05-01",\n      "name": "keep",\n'
        "      \"scope\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\",\n"
        '      "properties": {\n        "level": "ReadOnly"\n      },\n      "dependsOn": ["table"]\n    },\n    "role": {\n',
    ),
    "bicep": (
        "resource role '",
        "resource keep 'Microsoft.Authorization/locks@2020-05-01' = {\n  name: 'keep'\n  scope: table\n  properties: {\n"
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
_NAT = {
    "arm": (
        '              "addressPrefix": "192.168.1.0/24",\n',
        '              "addressPrefix": "192.168.1.0/24",\n              "natGateway": {\n'
        "                \"id\": \"[resourceId('Microsoft.Network/natGateways', 'nat')]\"\n              },\n",
    ),
    "bicep": (
        "          addressPrefix: '192.168.1.0/24'\n",
        "          addressPrefix: '192.168.1.0/24'\n          natGateway: {\n"
        "            id: resourceId('Microsoft.Network/natGateways', 'nat')\n          }\n",
    ),
    "terraform": (
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
        'resource "azurerm_subnet_nat_gateway_association" "nodes" {\n  subnet_id      = azurerm_subnet.nodes.id\n'
        '  nat_gateway_id = "${azurerm_resource_group.main.id}/providers/Microsoft.Network/natGateways/nat"\n}\n\n'
        'resource "azurerm_subnet_route_table_association" "nodes" {\n',
    ),
    "az": ("  --route-table myRouteTable\n", "  --route-table myRouteTable --nat-gateway nat\n"),
}
_ON_PREMISES = (TakenRange("on-premises", "10.0.0.0/8"),)
_PODS_THERE = (TakenRange("on-premises", "10.244.8.0/24"),)

_FOUR_NODES = {
    "arm": (('"count": 3', '"count": 4'),),
    "bicep": (("count: 3", "count: 4"),),
    "terraform": (("node_count     = 3", "node_count     = 4"),),
    "az": (("--node-count 3", "--node-count 4"),),
}
_OVERLAY = {
    "arm": ('"networkPlugin": "kubenet"', '"networkPlugin": "azure",\n          "networkPluginMode": "overlay"'),
    "bicep": ("networkPlugin: 'kubenet'", "networkPlugin: 'azure'\n      networkPluginMode: 'overlay'"),
    "terraform": ('network_plugin = "kubenet"', 'network_plugin = "azure"\n    network_plugin_mode = "overlay"'),
    "az": ("--network-plugin kubenet", "--network-plugin azure --network-plugin-mode overlay"),
}
_MANAGED = {
    "arm": (
        ",\n            \"vnetSubnetID\": \"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', "
        "'myAKSSubnet')]\"",
        "",
    ),
    "bicep": ("        vnetSubnetID: net.properties.subnets[0].id\n", ""),
    "terraform": ("    vnet_subnet_id = azurerm_subnet.nodes.id\n", ""),
    "az": ("  --vnet-subnet-id $SUBNET \\\n", ""),
}


_TWO_NODES = {each: tuple((old, new.replace("4", "2")) for old, new in swaps) for each, swaps in _FOUR_NODES.items()}


def pods(number: str) -> dict[Language, tuple[Swap, ...]]:
    """Return another number of pods a node."""
    return {
        "arm": (('"maxPods": 110', f'"maxPods": {number}'),),
        "bicep": (("maxPods: 110", f"maxPods: {number}"),),
        "terraform": (("max_pods       = 110", f"max_pods       = {number}"),),
        "az": (("--max-pods 110", f"--max-pods {number}"),),
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
        '      version = "~> 4.20"\n    }\n  }\n}\n\nresource "azurerm_subnet" "other" {\n  name                 = "other"\n',
    ),
    ('address_prefixes     = ["192.168.1.0/24"]', 'address_prefixes     = ["192.168.2.0/24"]'),
    ("azurerm_subnet.nodes.id\n  route_table_id", "azurerm_subnet.other.id\n  route_table_id"),
    (
        "vnet_subnet_id = azurerm_subnet.nodes.id",
        'vnet_subnet_id = "${azurerm_virtual_network.main.id}/subnets/myAKSSubnet"',
    ),
)


def alike_commands() -> tuple[Breaking, ...]:
    """Return the breakings of rules about az itself."""
    plugin = "  --network-plugin kubenet \\\n"
    load_balancer = "--load-balancer-managed-outbound-ip-count 1 --load-balancer-"
    swaps: dict[str, tuple[Swap, ...]] = {
        "az-policy-without-plugin": ((plugin, "  --network-policy calico \\\n"),),
        "az-outbound-type-with-basic-load-balancer": (
            (plugin, f"{plugin}  --load-balancer-sku basic --outbound-type userDefinedRouting \\\n"),
        ),
        "az-outbound-type-with-load-balancer-addresses": (
            (
                plugin,
                f"{plugin}  --outbound-type userDefinedRouting \\\n  --load-balancer-managed-outbound-ip-count 2 \\\n",
            ),
        ),
        "az-load-balancer-idle-timeout": ((plugin, f"{plugin}  {load_balancer}idle-timeout 3 \\\n"),),
        "az-load-balancer-ports": ((plugin, f"{plugin}  {load_balancer}outbound-ports 1001 \\\n"),),
        "az-broken-command": (("--network-plugin kubenet \\\n", "--network-plugin kubenet\n"),),
        "az-script-goes-on": (("set -euo pipefail\n", ""),),
        "role-without-wait": (("sleep 60\n", ""),),
    }
    return (
        *(Breaking(rule, {"az": found}) for rule, found in swaps.items()),
        Breaking("az-broken-command", {"az": (("--network-plugin kubenet \\\n", "--network-plugin kubenet \\ \n"),)}),
        Breaking(
            "az-outbound-type-with-load-balancer-addresses",
            {
                "az": (
                    (
                        "--dns-service-ip 10.0.0.10",
                        "--dns-service-ip 10.0.0.10 \\\n  --outbound-type userDefinedRouting \\\n"
                        "  --load-balancer-managed-outbound-ip-count 2",
                    ),
                )
            },
        ),
    )


def name_server(address: str) -> dict[Language, Swap]:
    """Return a name server of the network."""
    return {
        "arm": (
            '        "addressSpace": {',
            f'        "dhcpOptions": {{"dnsServers": ["{address}"]}},\n        "addressSpace": {{',
        ),
        "bicep": ("    addressSpace: {", f"    dhcpOptions: {{ dnsServers: ['{address}'] }}\n    addressSpace: {{"),
        "terraform": (
            '  address_space       = ["192.168.0.0/16"]\n',
            f'  address_space       = ["192.168.0.0/16"]\n  dns_servers         = ["{address}"]\n',
        ),
        "az": ("--address-prefixes 192.168.0.0/16", f"--address-prefixes 192.168.0.0/16 --dns-servers {address}"),
    }


def several(rule: str, *parts: Mapping[Language, Swap]) -> Breaking:
    """Return a breaking by several swaps, in the languages that all of them have."""
    return Breaking(rule, both(*parts))


_WITHOUT_ROLE = {
    "arm": ((',\n        "role"\n', "\n"),),
    "bicep": (("  dependsOn: [\n    role\n  ]\n", ""),),
    "terraform": (("    azurerm_role_assignment.network,\n", ""),),
}
_ON_THE_SUBNET: dict[Language, tuple[Swap, ...]] = {"arm": (), "bicep": (), "terraform": ()}
_ATTACHED_BESIDE = {
    "arm": (
        (
            '    "role": {\n',
            '    "attached": {\n      "type": "Microsoft.Resources/deployments",\n      "apiVersion": "2022-09-01",\n'
            '      "name": "attach",\n      "properties": {\n        "mode": "Incremental",\n'
            '        "expressionEvaluationOptions": {"scope": "inner"},\n        "template": {\n'
            '          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",\n'
            '          "contentVersion": "1.0.0.0",\n          "resources": [\n            {\n'
            '              "type": "Microsoft.Network/virtualNetworks/subnets",\n              "apiVersion": "2024-05-01",\n'
            '              "name": "myAKSVnet/myAKSSubnet",\n              "properties": {\n'
            '                "addressPrefix": "192.168.1.0/24",\n                "routeTable": {"id": '
            "\"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"}\n"
            '              }\n            }\n          ]\n        }\n      },\n      "dependsOn": ["net"]\n    },\n    "role": {\n',
        ),
        (
            '              "addressPrefix": "192.168.1.0/24",\n              "routeTable": {\n'
            "                \"id\": \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n              }\n",
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
            "          addressPrefix: '192.168.1.0/24'\n          routeTable: {\n            id: table.id\n          }\n",
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

BREAKINGS: tuple[Breaking, ...] = (
    alike("service-cidr-too-large", ("10.0.0.0/16", "10.0.0.0/12")),
    alike("service-cidr-public", ("10.0.0.0/16", "20.1.0.0/16"), ("10.0.0.10", "20.1.0.10")),
    alike("service-cidr-overlaps-subnet", ("10.0.0.0/16", "192.168.1.128/25"), ("10.0.0.10", "192.168.1.138")),
    peered("service-cidr-overlaps-peer", ("10.0.0.0/16", "10.1.0.0/24"), ("10.0.0.10", "10.1.0.10")),
    alike("service-cidr-overlaps-taken-range", taken=_ON_PREMISES),
    alike("service-cidr-inside-network", ("10.0.0.0/16", "192.168.8.0/22"), ("10.0.0.10", "192.168.8.10")),
    alike("pod-cidr-overlaps-service-cidr", ("10.0.0.0/16", "10.244.8.0/24"), ("10.0.0.10", "10.244.8.10")),
    alike("pod-cidr-overlaps-subnet", ("10.244.0.0/16", "192.168.0.0/20")),
    alike("pod-cidr-overlaps-network", ("10.244.0.0/16", "192.168.128.0/17")),
    peered("pod-cidr-overlaps-peer", ("10.244.0.0/16", "10.1.0.0/18")),
    alike("pod-cidr-overlaps-taken-range", taken=_PODS_THERE),
    alike("pod-cidr-public", ("10.244.0.0/16", "20.1.0.0/16")),
    alike("pod-cidr-too-small", ("10.244.0.0/16", "10.244.0.0/23")),
    Breaking(
        "pod-cidr-headroom",
        {each: (*_FOUR_NODES[each], ("10.244.0.0/16", "10.244.0.0/22")) for each in LANGUAGES},
    ),
    Breaking(
        "overlay-pod-cidr-too-small",
        {each: (swap, ("10.244.0.0/16", "10.244.0.0/23")) for each, swap in _OVERLAY.items()},
    ),
    Breaking("dns-server-inside-service-cidr", {each: (swap,) for each, swap in name_server("10.0.0.53").items()}),
    Breaking("dns-server-inside-pod-cidr", {each: (swap,) for each, swap in name_server("10.244.3.53").items()}),
    Breaking(
        "service-cidr-overlaps-managed-network",
        {
            each: (swap, ("10.0.0.0/16", "10.225.0.0/16"), ("10.0.0.10", "10.225.0.10"))
            for each, swap in _MANAGED.items()
        },
    ),
    alike("dns-service-ip-malformed", ("10.0.0.10", "10.0.0.10/16")),
    alike("dns-service-ip-outside", ("10.0.0.10", "10.7.0.10")),
    alike("dns-service-ip-last", ("10.0.0.10", "10.0.255.255")),
    alike("dns-service-ip-first", ("10.0.0.10", "10.0.0.1")),
    alike("dns-service-ip-not-ten", ("10.0.0.10", "10.0.0.53")),
    alike("dns-service-ip-network-address", ("10.0.0.10", "10.0.0.0")),
    alike("reserved-range", ("10.244.0.0/16", "172.30.0.0/16")),
    alike("reserved-range", ("10.0.0.0/16", "172.31.0.0/20"), ("10.0.0.10", "172.31.0.10")),
    alike("cluster-range-host-bits", ("10.244.0.0/16", "10.244.0.1/16")),
    alike("cluster-range-host-bits", ("10.0.0.0/16", "10.0.0.7/16")),
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
    *(alike_commands()),
    Breaking("route-table-role-not-before-cluster", _WITHOUT_ROLE),
    Breaking("cluster-does-not-wait-for-what-it-names", _WITHOUT_NETWORK),
    Breaking(
        "subnet-role-not-before-cluster",
        {each: (*swaps, *_ON_THE_SUBNET[each]) for each, swaps in _WITHOUT_ROLE.items()},
    ),
    Breaking("route-table-not-attached-before-cluster", _ATTACHED_BESIDE),
    Breaking("default-route-not-before-cluster", _ROUTED_BESIDE),
    peered("peering-without-forwarded-traffic", ("192.168.2.4", "10.1.0.4"), ("10.200.0.0/16", "0.0.0.0/0")),
    several("read-only-lock-on-routes", _LOCK),
    several("gateway-routes-kept-off", _KEPT_OFF, _PEERING, _HUB, _THROUGH_THE_HUB, _TO_NOTHING),
    with_line(
        "overlay-mode-without-azure-cni",
        line(
            "profile",
            arm='"networkPluginMode": "overlay"',
            bicep="networkPluginMode: 'overlay'",
            terraform='network_plugin_mode = "overlay"',
            az="--network-plugin-mode overlay",
        ),
    ),
    with_line(
        "azure-policy-on-kubenet",
        line(
            "profile",
            arm='"networkPolicy": "azure"',
            bicep="networkPolicy: 'azure'",
            terraform='network_policy = "azure"',
            az="--network-policy azure",
        ),
    ),
    with_line(
        "cilium-on-kubenet",
        line(
            "profile",
            arm='"networkDataplane": "cilium"',
            bicep="networkDataplane: 'cilium'",
            terraform='network_data_plane = "cilium"',
            az="--network-dataplane cilium",
        ),
    ),
    Breaking(
        "node-provisioning-on-kubenet",
        {
            "arm": (
                ('        "agentPool', '        "nodeProvisioningProfile": {"mode": "Auto"},\n        "agentPool'),
            ),
            "bicep": (("    agentPool", "    nodeProvisioningProfile: { mode: 'Auto' }\n    agentPool"),),
            "az": (("  --node-count 3", "  --node-provisioning-mode Auto \\\n  --node-count 3"),),
        },
    ),
    Breaking("no-system-pool", {"arm": (('"mode": "System"', '"mode": "User"'),), "bicep": (("'System'", "'User'"),)}),
    Breaking(
        "system-pool-without-nodes",
        {
            "arm": (('"count": 3', '"count": 0'),),
            "bicep": (("count: 3", "count: 0"),),
            "terraform": (("node_count     = 3", "node_count     = 0"),),
            "az": (("--node-count 3", "--node-count 0"),),
        },
    ),
    Breaking("max-pods-too-few", pods("9")),
    Breaking("max-pods-too-many", pods("251")),
    Breaking(
        "pool-pods-too-few",
        {each: (*swaps, *_TWO_NODES[each]) for each, swaps in pods("10").items()},
    ),
    with_line("outbound-block-own-network", outbound("block")),
    several("nat-gateway-beside-load-balancer", _NAT),
    several(
        "user-routing-basic-load-balancer",
        line(
            "profile",
            arm='"outboundType": "userDefinedRouting",\n"loadBalancerSku": "basic"',
            bicep="outboundType: 'userDefinedRouting'\nloadBalancerSku: 'basic'",
            terraform='outbound_type = "userDefinedRouting"\nload_balancer_sku = "basic"',
            az="--outbound-type userDefinedRouting \\\n--load-balancer-sku basic",
        ),
    ),
    several(
        "user-routing-availability-set",
        outbound("userDefinedRouting"),
        line(
            "pool",
            arm='"type": "AvailabilitySet"',
            bicep="type: 'AvailabilitySet'",
            terraform='type = "AvailabilitySet"',
            az="--vm-set-type AvailabilitySet",
        ),
    ),
    several(
        "user-routing-with-load-balancer-profile",
        outbound("userDefinedRouting"),
        line(
            "profile",
            arm='"loadBalancerProfile": {"managedOutboundIPs": {"count": 2}}',
            bicep="loadBalancerProfile: {\n  managedOutboundIPs: { count: 2 }\n}",
            terraform="load_balancer_profile {\n  managed_outbound_ip_count = 2\n}",
        ),
    ),
    several(
        "user-routing-public-nodes",
        outbound("userDefinedRouting"),
        line(
            "pool",
            arm='"enableNodePublicIP": true',
            bicep="enableNodePublicIP: true",
            terraform="node_public_ip_enabled = true",
            az="--enable-node-public-ip",
        ),
    ),
    with_line(
        "pool-version-ahead",
        line(
            "pool",
            arm='"orchestratorVersion": "1.32.0"',
            bicep="orchestratorVersion: '1.32.0'",
            terraform='orchestrator_version = "1.32.0"',
        ),
    ),
    with_line(
        "docker-bridge-legacy",
        line(
            "profile",
            arm='"dockerBridgeCidr": "172.17.0.1/16"',
            bicep="dockerBridgeCidr: '172.17.0.1/16'",
            terraform='docker_bridge_cidr = "172.17.0.1/16"',
        ),
    ),
)
