"""Clusters with values and properties that Azure does not take together."""

from .forms import Breaking, Language, Swap, line, outbound, several, with_line
from .ranges import FOUR_NODES

_TWO_NODES = {each: tuple((old, new.replace("4", "2")) for old, new in swaps) for each, swaps in FOUR_NODES.items()}


def pods(number: str) -> dict[Language, tuple[Swap, ...]]:
    """Return another number of pods a node."""
    return {
        "arm": (('"maxPods": 110', f'"maxPods": {number}'),),
        "bicep": (("maxPods: 110", f"maxPods: {number}"),),
        "terraform": (("max_pods       = 110", f"max_pods       = {number}"),),
        "az": (("--max-pods 110", f"--max-pods {number}"),),
    }


NAT = {
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


CLUSTERS: tuple[Breaking, ...] = (
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
    several("nat-gateway-beside-load-balancer", NAT),
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
            az="--docker-bridge-address 172.17.0.1/16",
        ),
    ),
)
