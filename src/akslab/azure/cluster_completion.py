"""What AKS fills in when a cluster is written: versions, ranges, sizes, names, identities, and the state it goes to."""

import zlib

from ..arm.declaration import Change
from ..arm.world import World
from ..wire.properties import Json
from . import kubernetes_versions

POD_CIDR, SERVICE_CIDR, DNS_SERVICE_IP = "10.244.0.0/16", "10.0.0.0/16", "10.0.0.10"
"""The default ranges (R13)."""

_OVERLAY = ("azure", "overlay")
_DEFAULT_VM_SIZE = "Standard_D4ds_v5"


def max_pods_of(plugin: str, mode: str | None, pod_subnet: bool = False) -> int:
    """Return the default number of pods a node may run (R20)."""
    if plugin == "kubenet" or pod_subnet:
        return 110
    return 250 if (plugin, mode) == _OVERLAY or plugin == "none" else 30


def complete_cluster(change: Change, world: World) -> Json:
    """Return the cluster as AKS answers the PUT, before anything of it exists."""
    assert change.new is not None
    properties = dict(change.new["properties"])
    version = kubernetes_versions.resolve(properties["kubernetesVersion"]) or properties["kubernetesVersion"]
    properties["kubernetesVersion"] = properties["currentKubernetesVersion"] = version
    properties["networkProfile"] = profile = complete_network_profile(properties["networkProfile"])
    before = {p["name"]: p for p in change.old["properties"]["agentPoolProfiles"]} if change.old else {}
    properties["agentPoolProfiles"] = [
        _complete_pool(pool, before.get(pool["name"]), profile, version) for pool in properties["agentPoolProfiles"]
    ]
    properties |= _names(change.new, properties, world)
    properties["powerState"] = {"code": "Running"}
    properties["provisioningState"] = "Updating" if change.old else "Creating"
    document = {**change.new, "properties": properties, "identity": _identity(change, world)}
    document.setdefault("sku", {"name": "Base", "tier": "Free"})
    internal = {k: v for k, v in (change.new.get("akslab") or {}).items() if k != "error"}
    return {**document, "akslab": internal}


def complete_network_profile(given: Json) -> Json:
    """Return a network profile with its defaults: today's is CNI Overlay when no plugin is named (C1, R13)."""
    profile = dict(given)
    if "networkPlugin" not in profile:
        profile |= {"networkPlugin": "azure", "networkPluginMode": "overlay"}
    if profile["networkPlugin"] == "kubenet" or profile.get("networkPluginMode") == "overlay":
        profile.setdefault("podCidr", next(iter(profile.get("podCidrs") or ()), POD_CIDR))
        profile["podCidrs"] = [profile["podCidr"]]
    profile.setdefault("serviceCidr", next(iter(profile.get("serviceCidrs") or ()), SERVICE_CIDR))
    profile.setdefault("dnsServiceIP", DNS_SERVICE_IP)
    profile |= {"serviceCidrs": [profile["serviceCidr"]], "ipFamilies": ["IPv4"]}
    profile.setdefault("networkPolicy", "none")
    if profile["outboundType"] == "loadBalancer" and profile["loadBalancerSku"] == "standard":
        profile["loadBalancerProfile"] = {"managedOutboundIPs": {"count": 1}} | (
            profile.get("loadBalancerProfile") or {}
        )
    return profile


def _complete_pool(pool: Json, before: Json | None, profile: Json, version: str) -> Json:
    plugin, mode = profile["networkPlugin"], profile.get("networkPluginMode")
    wanted = kubernetes_versions.resolve(pool["orchestratorVersion"]) if pool["orchestratorVersion"] else None
    filled = {
        **pool,
        "vmSize": pool["vmSize"] or _DEFAULT_VM_SIZE,
        "maxPods": pool.get("maxPods") or max_pods_of(plugin, mode, "podSubnetID" in pool),
        "osSKU": pool.get("osSKU") or "Ubuntu",
        "osDiskSizeGB": pool.get("osDiskSizeGB") or 128,
        "osDiskType": pool.get("osDiskType") or "Managed",
        "kubeletDiskType": pool.get("kubeletDiskType") or "OS",
        "orchestratorVersion": wanted or pool["orchestratorVersion"] or version,
        "upgradeSettings": {"maxSurge": "10%"} | pool["upgradeSettings"],
        "powerState": {"code": "Running"},
    }
    filled["currentOrchestratorVersion"] = filled["orchestratorVersion"]
    if before == {**filled, "provisioningState": "Succeeded"}:
        return before
    return {**filled, "provisioningState": "Updating" if before else "Creating"}


def _names(document: Json, properties: Json, world: World) -> Json:
    name, group, location = document["name"], document["id"].split("/")[4], document["location"]
    prefix = properties.get("dnsPrefix") or name
    host = f"{prefix}-{zlib.crc32(document['id'].lower().encode()):08x}"
    return {
        "dnsPrefix": prefix,
        "nodeResourceGroup": properties.get("nodeResourceGroup") or f"MC_{group}_{name}_{location}"[:80],
        "fqdn": f"{host}.hcp.{location}.azmk8s.io",
        "azurePortalFQDN": f"{host}.portal.hcp.{location}.azmk8s.io",
        "resourceUID": properties.get("resourceUID") or world.new_id().replace("-", "")[:24],
        "servicePrincipalProfile": properties.get("servicePrincipalProfile") or {"clientId": "msi"},
    }


def _identity(change: Change, world: World) -> Json:
    """Return the identity block with its principals, which az reads right after the PUT."""
    assert change.new is not None
    given, old = change.new.get("identity") or {}, (change.old or {}).get("identity") or {}
    if str(given.get("type", "")).lower() == "userassigned":
        named = {id_: world.get(id_) for id_ in given.get("userAssignedIdentities") or {}}
        shown = {
            id_: {key: identity["properties"][key] for key in ("clientId", "principalId")}
            for id_, identity in named.items()
            if identity
        }
        return {"type": "UserAssigned", "userAssignedIdentities": shown}
    kept = old if old.get("type") == "SystemAssigned" else {"principalId": world.new_id(), "tenantId": world.tenant_id}
    return {"type": "SystemAssigned", "principalId": kept["principalId"], "tenantId": kept["tenantId"]}


def control_plane_principal(cluster: Json) -> str:
    """Return the object id of the identity a cluster's control plane acts as."""
    return _control_plane_identity(cluster)["principalId"]


def control_plane_client(cluster: Json) -> str:
    """Return the client id of that identity; a system-assigned one has none that AKS shows, so its object id."""
    identity = _control_plane_identity(cluster)
    return identity.get("clientId", identity["principalId"])


def _control_plane_identity(cluster: Json) -> dict[str, str]:
    identity: Json = cluster["identity"]
    assigned: dict[str, dict[str, str]] = identity.get("userAssignedIdentities") or {}
    return next(iter(assigned.values())) if identity["type"] == "UserAssigned" else identity
