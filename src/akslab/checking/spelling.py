"""A fix in the words of the file: rules name properties as ARM does, az has options and Terraform arguments for them."""

import re

_CLUSTERS = "Microsoft.ContainerService/managedClusters"
_TABLES = "Microsoft.Network/routeTables"
_PROFILE = "properties.networkProfile"
_POOLS = "properties.agentPoolProfiles[]"
_PLACES = {
    **{
        name: (_CLUSTERS, f"{_PROFILE}.{name}")
        for name in (
            "dnsServiceIP",
            "dockerBridgeCidr",
            "loadBalancerSku",
            "networkPlugin",
            "networkPluginMode",
            "networkPolicy",
            "outboundType",
            "podCidr",
            "serviceCidr",
        )
    },
    **{name: (_CLUSTERS, f"{_POOLS}.{name}") for name in ("enableNodePublicIP", "maxPods", "vnetSubnetID")},
    "allowForwardedTraffic": (
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        "properties.allowForwardedTraffic",
    ),
    "nextHopIpAddress": (f"{_TABLES}/routes", "properties.nextHopIpAddress"),
}
"""Property as a fix names it -> the type and path of it. One that a language turns round (`disable…`, `…_enabled`) is not
here: its value would be wrong."""
_NAMED = re.compile(rf"(?<![\w.-])(?:{'|'.join(_PLACES)})(?![\w.])")


def in_words_of(language: str, fix: str) -> str:
    """Return a fix with properties as a language writes them: `--pod-cidr`, `pod_cidr`; ARM's name where it has none."""
    if language == "az":
        from ..importers.scripts.spelling import spelled  # noqa: PLC0415 - of one language
    elif language.startswith("terraform"):
        from ..importers.terraform.spelling import spelled  # noqa: PLC0415 - of one language
    else:
        return fix
    return _NAMED.sub(lambda found: spelled(*_PLACES[found[0]]).rpartition(".")[2] or found[0], fix)
