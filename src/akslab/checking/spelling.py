"""A fix in the words of the file: rules name properties as ARM does, az has options and Terraform arguments for them."""

import re

from ..deployments.declared import Declared, Deployment, Invocation
from .locations import Locator

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
    "maxSurge": (_CLUSTERS, f"{_POOLS}.upgradeSettings.maxSurge"),
    "allowForwardedTraffic": (
        "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        "properties.allowForwardedTraffic",
    ),
    "nextHopIpAddress": (f"{_TABLES}/routes", "properties.nextHopIpAddress"),
}
"""Property as a fix names it -> the type and path of it. One that a language turns round (`disable…`, `…_enabled`) is not
here: its value would be wrong."""
_AZAPI = re.compile(r"(?:^|\.)azapi_\w+\.")
_CMDLET = re.compile(r"(?:\$\w+\s*=\s*)?(?:New|Set|Add|Update)-Az", re.IGNORECASE)
_NAMED = re.compile(rf"(?<![\w.-])(?:{'|'.join(_PLACES)})(?!\w|\.\w)")


def in_words_of(language: str, fix: str, major: int = 0) -> str:
    """Return a fix with properties as a language writes them: `--pod-cidr`, `pod_cidr`; ARM's name where it has none.

    `language` is that of a deployment, `azapi`, which has ARM's own names, or `cmdlet`; `major` the version of azurerm.
    """
    if language == "az":
        from ..importers.scripts.spelling import spelled  # noqa: PLC0415 - of one language
    elif language == "cmdlet":
        from ..importers.scripts.cmdlets import spelled  # noqa: PLC0415 - as above
    elif language.startswith("terraform"):
        from ..importers.terraform.spelling import spelled as of_major  # noqa: PLC0415 - as above

        def spelled(arm_type: str, path: str) -> str:
            return of_major(arm_type, path, major) if major else of_major(arm_type, path)
    else:
        return fix
    return _NAMED.sub(lambda found: spelled(*_PLACES[found[0]]).rpartition(".")[2] or found[0], fix)


def language_of(deployment: Deployment, written: Declared | Invocation | None, locator: Locator) -> str:
    """Return the language a declaration is written in, where a deployment has several."""
    if written is None:
        return deployment.language
    if deployment.language == "az" and _CMDLET.match(locator.words(written.origin)):
        return "cmdlet"
    if deployment.language.startswith("terraform") and _AZAPI.search(written.address):
        return "azapi"
    return deployment.language
