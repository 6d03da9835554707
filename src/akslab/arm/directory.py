"""What Resource Manager says of itself: subscriptions, tenants, locations, providers, and all resources at once."""

import re
from collections.abc import Iterator, Mapping

from ..wire.properties import Json
from .composition import LOCATIONS
from .declaration import ResourceType
from .errors import group_not_found, namespace_not_found, subscription_not_found
from .routing import GROUPS
from .verbs import Arm, Caller

_EQ = re.compile(r"(\w+)\s+eq\s+'([^']*)'", re.IGNORECASE)


def subscription(arm: Arm, id_: str = "") -> Json:
    """Return the lab's subscription; raises 404 when another is meant."""
    own = arm.world.subscription_id
    if id_ and id_.lower() != own:
        raise subscription_not_found(id_)
    return {
        "id": f"/subscriptions/{own}",
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": own,
        "tenantId": arm.world.tenant_id,
        "displayName": "akslab",
        "state": "Enabled",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "akslab",
            "spendingLimit": "Off",
        },
    }


def tenant(arm: Arm) -> Json:
    """Return the lab's tenant."""
    own = arm.world.tenant_id
    return {"id": f"/tenants/{own}", "tenantId": own, "displayName": "akslab", "defaultDomain": "akslab.local"}


def locations(arm: Arm, subscription_id: str) -> list[Json]:
    """Return the regions, named alone: they differ in nothing else here."""
    at = subscription(arm, subscription_id)["id"]
    return [
        {
            "id": f"{at}/locations/{name}",
            "name": name,
            "type": "Region",
            "displayName": name,
            "regionalDisplayName": name,
            "metadata": {"regionType": "Physical", "regionCategory": "Recommended"},
        }
        for name in LOCATIONS
    ]


def provider(arm: Arm, subscription_id: str, namespace: str) -> Json:
    """Return a resource provider with its declared types; raises 404 for one we don't have."""
    at = subscription(arm, subscription_id)["id"]
    declared = [t for t in arm.types.values() if t.name.split("/")[0].lower() == namespace.lower()]
    if not declared:
        raise namespace_not_found(namespace)
    name = declared[0].name.split("/")[0]
    return {
        "id": f"{at}/providers/{name}",
        "namespace": name,
        "registrationState": "Registered",
        "registrationPolicy": "RegistrationRequired",
        "resourceTypes": [_resource_type(t.name, t) for t in declared]
        + [_resource_type(f"{t.name}/{child.name}", t) for t in declared for child in t.children],
    }


def _resource_type(name: str, declared: ResourceType) -> Json:
    return {
        "resourceType": name.split("/", 1)[1],
        "locations": list(LOCATIONS),
        "apiVersions": list(declared.api_versions),
        "capabilities": "SupportsTags" if declared.tracked and name == declared.name else "None",
    }


def providers(arm: Arm, subscription_id: str | None) -> list[Json]:
    """Return all resource providers, by name."""
    names = {declared.name.split("/")[0] for declared in arm.types.values()}
    return [provider(arm, subscription_id or "", name) for name in sorted(names)]


def resources(arm: Arm, caller: Caller, scope: str, query: Mapping[str, str]) -> Iterator[Json]:
    """Yield all top-level resources below `scope` that the caller may read, as `az resource list` shows them."""
    subscription(arm, scope.split("/")[2])
    wanted = {key.lower(): value.lower() for key, value in _EQ.findall(query.get("$filter", ""))}
    if "/resourcegroups/" in scope.lower() and arm.world.get(scope) is None:
        raise group_not_found(scope.rsplit("/", 1)[-1])
    for document in arm.world.documents.within(scope):
        declared = arm.types.get(str(document["type"]).lower())
        if declared is None or not declared.tracked or declared.name == GROUPS:
            continue
        if _is_wanted(document, wanted) and arm.world.may(caller.principal_id, f"{declared.name}/read", document["id"]):
            yield {
                k: v for k, v in document.items() if k in ("id", "name", "type", "location", "tags", "sku", "identity")
            }


def _is_wanted(document: Json, wanted: Mapping[str, str]) -> bool:
    group = str(document["id"]).split("/")[4].lower()
    facts = {"resourcegroup": group, "resourcetype": document["type"].lower(), "name": document["name"].lower()}
    return all(facts.get(key, value) == value for key, value in wanted.items())
