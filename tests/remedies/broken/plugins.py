"""Clusters whose network plugin is in the way. The sound text is one: kubenet ends."""

from .forms import LANGUAGES, Breaking, Swap, line, several, with_line
from .pools import second_pool

_LARGE: tuple[Swap, ...] = (("10.244.0.0/16", "10.224.0.0/11"), ("192.168.1.0/24", "192.168.0.0/22"))
"""Ranges with room for more than 400 nodes."""
_TOO_MANY = {
    "arm": ('"count": 3', '"count": 401'),
    "bicep": ("count: 3", "count: 401"),
    "terraform": ("node_count     = 3", "node_count     = 401"),
    "az": ("--node-count 3", "--node-count 401"),
}
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
    Breaking("kubenet-node-limit", {each: (*_LARGE, swap) for each, swap in _TOO_MANY.items()}),
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
