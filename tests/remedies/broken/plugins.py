"""Clusters whose network plugin is in the way. The sound text is one: kubenet ends."""

from .forms import LANGUAGES, Breaking, Language, Swap, line, several, with_line
from .neighbours import BESIDE
from .pools import second_pool

_LARGE: tuple[Swap, ...] = (("10.244.0.0/16", "10.224.0.0/11"), ("192.168.1.0/24", "192.168.0.0/22"))
"""Ranges with room for more than 400 nodes."""


def _nodes(number: int) -> dict[Language, tuple[Swap, ...]]:
    """Return so many nodes, with ranges that have room for them."""
    swaps = {
        "arm": ('"count": 3', f'"count": {number}'),
        "bicep": ("count: 3", f"count: {number}"),
        "terraform": ("node_count     = 3", f"node_count     = {number}"),
        "az": ("--node-count 3", f"--node-count {number}"),
    }
    return {each: (*_LARGE, swap) for each, swap in swaps.items()}


_WINDOWS = second_pool(
    arm='"osType": "Windows"', bicep="osType: 'Windows'", terraform='os_type = "Windows"', az="Windows"
)

PLUGINS: tuple[Breaking, ...] = (
    Breaking("kubenet-retirement", dict.fromkeys(LANGUAGES, ())),
    Breaking(
        "network-plugin-not-named",
        {
            "arm": (('          "networkPlugin": "kubenet",\n', ""),),
            "bicep": (("      networkPlugin: 'kubenet'\n", ""),),
            "az": (("  --network-plugin kubenet \\\n", ""),),
        },
    ),
    Breaking(
        "network-plugin-not-named",
        {
            "arm": (
                (
                    '\n        ],\n        "networkProfile": {\n          "networkPlugin": "kubenet",\n'
                    '          "podCidr": "10.244.0.0/16",\n          "serviceCidr": "10.0.0.0/16",\n'
                    '          "dnsServiceIP": "10.0.0.10"\n        }\n',
                    "\n        ]\n",
                ),
            ),
            "bicep": (
                (
                    "    networkProfile: {\n      networkPlugin: 'kubenet'\n      podCidr: '10.244.0.0/16'\n"
                    "      serviceCidr: '10.0.0.0/16'\n      dnsServiceIP: '10.0.0.10'\n    }\n",
                    "",
                ),
            ),
        },
    ),
    several("windows-without-azure-cni", _WINDOWS),
    with_line(
        "network-isolated-kubenet",
        line(
            "cluster",
            arm='"bootstrapProfile": {"artifactSource": "Cache"}',
            bicep="bootstrapProfile: { artifactSource: 'Cache' }",
            terraform='bootstrap_profile {\n  artifact_source = "Cache"\n}',
            az="--bootstrap-artifact-source Cache",
        ),
    ),
    Breaking("kubenet-node-limit", _nodes(401)),
    Breaking("own-routes-fill-route-table", _nodes(400)),
    Breaking("route-table-headroom", _nodes(399)),
    several("subnet-shared-by-clusters", BESIDE),
    several("route-table-shared-by-clusters", BESIDE),
    Breaking(
        "route-table-shared-by-disjoint-clusters",
        {each: (swap, ("10.244.0.0/17", "10.96.0.0/16")) for each, swap in BESIDE.items()},
    ),
    with_line(
        "virtual-nodes-without-azure-cni",
        line(
            "cluster",
            arm='"addonProfiles": {"aciConnectorLinux": {"enabled": true}}',
            bicep="addonProfiles: {\n  aciConnectorLinux: {\n    enabled: true\n  }\n}",
        ),
    ),
    Breaking(
        "pod-cidrs-overlap",
        {
            "arm": (('"podCidr": "10.244.0.0/16"', '"podCidrs": ["10.244.0.0/16", "10.244.8.0/24"]'),),
            "bicep": (
                ("podCidr: '10.244.0.0/16'", "podCidrs: [\n        '10.244.0.0/16'\n        '10.244.8.0/24'\n      ]"),
            ),
            "terraform": (('pod_cidr       = "10.244.0.0/16"', 'pod_cidrs      = ["10.244.0.0/16", "10.244.8.0/24"]'),),
        },
    ),
)
