"""Pools, versions and places of a cluster that Azure does not take."""

from .clusters import pods
from .forms import Breaking, Swap, alike, both, line, several, with_line
from .neighbours import BESIDE
from .pools import second_pool

_ELSEWHERE = "/providers/Microsoft.Network/virtualNetworks/other/subnets/nodes"
_GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myResourceGroup"
_IN_ANOTHER_NETWORK = second_pool(
    subnets={
        "arm": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'other', 'nodes')]",
        "bicep": "resourceId('Microsoft.Network/virtualNetworks/subnets', 'other', 'nodes')",
        "terraform": f'"${{azurerm_resource_group.main.id}}{_ELSEWHERE}"',
        "az": f"{_GROUP}{_ELSEWHERE}",
    }
)
_CROWD = {
    "arm": ('"count": 3', '"count": 1001'),
    "bicep": ("count: 3", "count: 1001"),
    "terraform": ("node_count     = 3", "node_count     = 1001"),
    "az": ("--node-count 3", "--node-count 1001"),
}
_NAMED_ONLY = {
    "arm": ("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', 'myAKSSubnet')]", "myAKSSubnet"),
    "bicep": ("net.properties.subnets[0].id", "'myAKSSubnet'"),
    "terraform": ("vnet_subnet_id = azurerm_subnet.nodes.id", 'vnet_subnet_id = "myAKSSubnet"'),
    "az": ("--vnet-subnet-id $SUBNET", "--vnet-subnet-id myAKSSubnet"),
}
_ELSEWHERE_IN_THE_WORLD = {
    "arm": ('"myAKSCluster",\n      "location": "eastus"', '"myAKSCluster",\n      "location": "westus2"'),
    "bicep": ("'myAKSCluster'\n  location: 'eastus'", "'myAKSCluster'\n  location: 'westus2'"),
    "terraform": (
        "  location            = azurerm_resource_group.main.location\n  dns_prefix ",
        '  location            = "westus2"\n  dns_prefix ',
    ),
    "az": ("-n myAKSCluster \\\n", "-n myAKSCluster -l westus2 \\\n"),
}
_OLD: Swap = ("1.31.2", "1.18.14")


def _gateway(cidr: str) -> dict[str, Swap]:
    """Return the ingress add-on with a subnet of its own."""
    return line(
        "cluster",
        arm='"addonProfiles": {"ingressApplicationGateway": {"enabled": true, "config": {"subnetCIDR": "'
        + cidr
        + '"}}}',
        bicep="addonProfiles: {\n  ingressApplicationGateway: {\n    enabled: true\n"
        f"    config: {{ subnetCIDR: '{cidr}' }}\n  }}\n}}",
        terraform=f'ingress_application_gateway {{\n  subnet_cidr = "{cidr}"\n}}',
        az=f"--enable-addons ingress-appgw --appgw-subnet-cidr {cidr}",
    )


SIZES: tuple[Breaking, ...] = (
    several("pool-too-large", _CROWD),
    Breaking("node-pod-range-pressure", pods("221")),
    alike("custom-table-kubernetes-version", ("1.31.2", "1.14.8")),
    with_line(
        "docker-bridge-overlaps",
        line(
            "profile",
            arm='"dockerBridgeCidr": "10.0.0.1/16"',
            bicep="dockerBridgeCidr: '10.0.0.1/16'",
            terraform='docker_bridge_cidr = "10.0.0.1/16"',
        ),
        _OLD,
    ),
    several("pools-in-several-networks", _IN_ANOTHER_NETWORK),
    several("subnet-id-malformed", _NAMED_ONLY),
    several("network-in-another-region", _ELSEWHERE_IN_THE_WORLD),
    several("ingress-gateway-subnet-outside-network", _gateway("10.2.0.0/16")),
    several("ingress-gateway-subnet-overlaps", _gateway("192.168.1.128/26")),
    alike("cluster-range-malformed", ("10.244.0.0/16", "10.244.0.0")),
    alike("cluster-range-malformed", ("10.0.0.0/16", "10.0.0.0")),
    alike("cluster-range-malformed", ("10.244.0.0/16", "ten.244.0.0/16")),
    Breaking("pod-cidr-reused", both(BESIDE)),
)
