"""Ranges that lie where something else is."""

from akslab.rules.view import TakenRange

from .forms import LANGUAGES, Breaking, Language, Swap, alike
from .peers import peered

_ON_PREMISES = (TakenRange("on-premises", "10.0.0.0/8"),)


_PODS_THERE = (TakenRange("on-premises", "10.244.8.0/24"),)


FOUR_NODES = {
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


MANAGED = {
    "arm": (
        ",\n            \"vnetSubnetID\": \"[resourceId('Microsoft.Network/virtualNetworks/subnets', 'myAKSVnet', "
        "'myAKSSubnet')]\"",
        "",
    ),
    "bicep": ("        vnetSubnetID: net.properties.subnets[0].id\n", ""),
    "terraform": ("    vnet_subnet_id = azurerm_subnet.nodes.id\n", ""),
    "az": ("  --vnet-subnet-id $SUBNET \\\n", ""),
}


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


_WITHOUT_DNS: dict[Language, Swap] = {
    "arm": (',\n          "dnsServiceIP": "10.0.0.10"', ""),
    "bicep": ("      dnsServiceIP: '10.0.0.10'\n", ""),
    "terraform": ('    dns_service_ip = "10.0.0.10"\n', ""),
    "az": (" \\\n  --dns-service-ip 10.0.0.10", ""),
}


RANGES: tuple[Breaking, ...] = (
    Breaking(
        "dns-service-ip-left-to-default",
        {each: (swap, ("10.0.0.0/16", "10.1.0.0/16")) for each, swap in _WITHOUT_DNS.items()},
    ),
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
        {each: (*FOUR_NODES[each], ("10.244.0.0/16", "10.244.0.0/22")) for each in LANGUAGES},
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
            for each, swap in MANAGED.items()
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
    alike("reserved-range", ("192.168.0.0/16", "172.30.0.0/15"), ("192.168.1.0/24", "172.31.1.0/24")),
    alike("cluster-range-host-bits", ("10.244.0.0/16", "10.244.0.1/16")),
    alike("cluster-range-host-bits", ("10.0.0.0/16", "10.0.0.7/16")),
)
