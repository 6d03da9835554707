"""A cluster as `az aks create` makes it, its further pools with `az aks nodepool add`."""

from collections.abc import Iterator
from typing import Any

from ..settings import Document, name_of
from .saying import CannotSay

Command = tuple[str, ...]
_PROFILE = {
    "networkPlugin": "--network-plugin",
    "networkPluginMode": "--network-plugin-mode",
    "networkPolicy": "--network-policy",
    "networkDataplane": "--network-dataplane",
    "podCidr": "--pod-cidr",
    "podCidrs": "--pod-cidrs",
    "serviceCidr": "--service-cidr",
    "dnsServiceIP": "--dns-service-ip",
    "dockerBridgeCidr": "--docker-bridge-address",
    "outboundType": "--outbound-type",
    "loadBalancerSku": "--load-balancer-sku",
}
_POOL = {
    "count": "--node-count",
    "minCount": "--min-count",
    "maxCount": "--max-count",
    "maxPods": "--max-pods",
    "vnetSubnetID": "--vnet-subnet-id",
    "orchestratorVersion": "--kubernetes-version",
    "osType": "--os-type",
    "type": "--vm-set-type",
}
_FLAGS = {"enableAutoScaling": "--enable-cluster-autoscaler", "enableNodePublicIP": "--enable-node-public-ip"}


def cluster_commands(document: Document, place: Command) -> Iterator[Command]:
    """Yield the commands that make a cluster. Raises CannotSay."""
    properties = document["properties"]
    pools = list(properties["agentPoolProfiles"])
    if pools[0].get("mode", "User") != "System":
        raise CannotSay("the first pool of az aks create is a System pool")
    if pools[0].get("osType", "Linux") != "Linux":
        raise CannotSay("the first pool of az aks create is one of Linux")
    yield (
        *("aks", "create", *place, "--kubernetes-version", properties["kubernetesVersion"]),
        *("--node-resource-group", properties["nodeResourceGroup"]),
        *_identity(document),
        *_options(properties["networkProfile"], _PROFILE),
        *_balancer(properties["networkProfile"]),
        *("--nodepool-name", pools[0]["name"], *_pool({**pools[0], "osType": None}, properties["kubernetesVersion"])),
        *_others(properties),
        "--skip-subnet-role-assignment",
        "--generate-ssh-keys",
    )
    for pool in pools[1:]:
        named = ("-n", pool["name"], "--cluster-name", name_of(document), "--mode", pool.get("mode", "User"))
        yield ("aks", "nodepool", "add", *_without_place(place), *named, *_pool(pool, ""), *_surge(pool))
    if _surge(pools[0]):
        first = ("-n", pools[0]["name"], "--cluster-name", name_of(document))
        yield ("aks", "nodepool", "update", *_without_place(place), *first, *_surge(pools[0]))


def _without_place(place: Command) -> Command:
    """Return where a cluster is without its name and location."""
    return place[: place.index("-n")]


def _options(values: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    for key, option in names.items():
        value = values.get(key)
        if value is not None:
            yield from (option, ",".join(value) if isinstance(value, list | tuple) else str(value))


def _pool(pool: Document, version: str) -> Iterator[str]:
    if version and pool.get("orchestratorVersion") not in (None, version):
        raise CannotSay("az gives the first pool the cluster's version")
    yield from _options({**pool, "orchestratorVersion": None} if version else pool, _POOL)
    yield from (flag for key, flag in _FLAGS.items() if pool.get(key))


def _surge(pool: Document) -> Command:
    surge = pool.get("upgradeSettings", {}).get("maxSurge")
    return ("--max-surge", surge) if surge else ()


def _identity(document: Document) -> Iterator[str]:
    ids = list(document["identity"].get("userAssignedIdentities", {}))
    yield from ("--assign-identity", ids[0]) if ids else ("--enable-managed-identity",)


def _balancer(profile: dict[str, Any]) -> Command:
    count = profile.get("loadBalancerProfile", {}).get("managedOutboundIPs", {}).get("count")
    return ("--load-balancer-managed-outbound-ip-count", str(count)) if count else ()


def _others(properties: dict[str, Any]) -> Iterator[str]:
    addons = properties.get("addonProfiles", {})
    names = {"ingressApplicationGateway": "ingress-appgw", "aciConnectorLinux": "virtual-node"}
    enabled = [name for key, name in names.items() if addons.get(key, {}).get("enabled")]
    if enabled:
        yield from ("--enable-addons", ",".join(enabled))
    config = addons.get("ingressApplicationGateway", {}).get("config", {})
    yield from _options(config, {"subnetCIDR": "--appgw-subnet-cidr", "applicationGatewayId": "--appgw-id"})
    if "virtual-node" in enabled:
        yield from ("--aci-subnet-name", "virtual")
    yield from _options(properties.get("nodeProvisioningProfile", {}), {"mode": "--node-provisioning-mode"})
    yield from _options(properties.get("bootstrapProfile", {}), {"artifactSource": "--bootstrap-artifact-source"})
