"""What Resource Manager says of itself: subscriptions, tenants, locations, providers, and all resources at once.

What lies in the subscription is for whoever holds a role somewhere in it; the tenant and its providers are for anybody
with a token.
"""

from collections.abc import Iterator

from ..wire.properties import Json
from .composition import LOCATIONS
from .declaration import ResourceType
from .errors import group_not_found, namespace_not_found, subscription_not_found
from .routing import GROUPS
from .verbs import Arm, Caller

_SUBSCRIPTIONS = "Microsoft.Resources/subscriptions"
_SHOWN = ("id", "name", "type", "location", "tags", "sku", "identity")


def find_subscription(arm: Arm, subscription_id: str) -> str:
    """Return the id of the lab's subscription; raises 404 when another is meant."""
    own = arm.world.subscription_id
    if subscription_id.lower() != own:
        raise subscription_not_found(subscription_id)
    return f"/subscriptions/{own}"


def look_into(arm: Arm, caller: Caller, subscription_id: str, below: str = "read") -> str:
    """Return the id of the lab's subscription; raises 404 when another is meant, 403 for who holds no role in it."""
    own = find_subscription(arm, subscription_id)
    arm.authorise_looking(caller, f"{_SUBSCRIPTIONS}/{below}", own)
    return own


def subscriptions(arm: Arm, caller: Caller) -> list[Json]:
    """Return the lab's subscription to whoever holds a role in it; nobody else is told of it."""
    own = arm.world.subscription_id
    return [subscription(arm, caller, own)] if arm.holds_role(caller, f"/subscriptions/{own}") else []


def subscription(arm: Arm, caller: Caller, id_: str) -> Json:
    """Return the lab's subscription; raises as `look_into` does."""
    look_into(arm, caller, id_)
    own = arm.world.subscription_id
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


def locations(arm: Arm, caller: Caller, subscription_id: str) -> list[Json]:
    """Return the regions, named alone: they differ in nothing else here."""
    at = look_into(arm, caller, subscription_id, "locations/read")
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


def provider(arm: Arm, caller: Caller, subscription_id: str | None, namespace: str) -> Json:
    """Return a resource provider with its declared types, as the tenant or a subscription shows it; 404 for others."""
    if subscription_id:
        look_into(arm, caller, subscription_id, "providers/read")
    return _provider(arm, namespace)


def register(arm: Arm, caller: Caller, subscription_id: str, namespace: str, verb: str) -> Json:
    """Register or unregister a provider, which changes nothing here but needs the right to."""
    own = find_subscription(arm, subscription_id)
    found = _provider(arm, namespace)
    arm.authorise(caller, f"{found['namespace']}/{verb.lower()}/action", own)
    return found


def _provider(arm: Arm, namespace: str) -> Json:
    declared = [t for t in arm.types.values() if t.name.split("/")[0].lower() == namespace.lower()]
    if not declared:
        raise namespace_not_found(namespace)
    name = declared[0].name.split("/")[0]
    return {
        "id": f"/subscriptions/{arm.world.subscription_id}/providers/{name}",
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


def providers(arm: Arm, caller: Caller, subscription_id: str | None) -> list[Json]:
    """Return all resource providers, by name."""
    if subscription_id:
        look_into(arm, caller, subscription_id, "providers/read")
    names = {declared.name.split("/")[0] for declared in arm.types.values()}
    return [_provider(arm, name) for name in sorted(names)]


def resources(arm: Arm, caller: Caller, scope: str) -> Iterator[Json]:
    """Yield all top-level resources below `scope` that the caller may read, as `az resource list` shows them."""
    subscription_id, group = scope.split("/")[2], scope.split("/")[4:]
    if group:
        arm.target(scope)
        arm.authorise_looking(caller, f"{_SUBSCRIPTIONS}/resourceGroups/resources/read", scope)
        if arm.world.get(scope) is None:
            raise group_not_found(group[0])
    else:
        look_into(arm, caller, subscription_id, "resources/read")
    for document in arm.world.documents.within(scope):
        declared = arm.types.get(str(document["type"]).lower())
        if declared is None or not declared.tracked or declared.name == GROUPS:
            continue
        if arm.world.may(caller.principal_id, f"{declared.name}/read", document["id"]):
            yield {key: value for key, value in document.items() if key in _SHOWN}
