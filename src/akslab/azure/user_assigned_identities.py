"""Microsoft.ManagedIdentity/userAssignedIdentities: a principal of its own life, given to clusters."""

from ..arm.declaration import Change, ResourceType
from ..arm.world import World
from ..wire.properties import Json, Properties, ReadOnly


class IdentityProperties(Properties, frozen=True, kw_only=True):
    """All of it is the server's."""

    tenant_id: ReadOnly[str | None] = None
    principal_id: ReadOnly[str | None] = None
    client_id: ReadOnly[str | None] = None
    client_secret_url: ReadOnly[str | None] = None


def _complete(change: Change, world: World) -> Json:
    assert change.new is not None
    properties = dict(change.new["properties"])
    if "principalId" not in properties:
        principal, client = world.new_id(), world.new_id()
        secret = f"https://control-{change.new['location']}.identity.akslab.local{change.new['id']}/credentials"
        properties = {
            "tenantId": world.tenant_id,
            "principalId": principal,
            "clientId": client,
            "clientSecretUrl": f"{secret}?tid={world.tenant_id}&oid={principal}&aid={client}",
        }
    return {**change.new, "properties": properties}


def _in_its_own_casing(document: Json, world: World) -> Json:
    """Return the identity as its provider shows it: with `resourcegroups` in lower case, as in the article's sample."""
    return {**document, "id": document["id"].replace("/resourceGroups/", "/resourcegroups/")}


USER_ASSIGNED_IDENTITIES = ResourceType(
    name="Microsoft.ManagedIdentity/userAssignedIdentities",
    what="create, show, list, delete; each is a principal that roles can be assigned to and tokens issued for",
    properties=IdentityProperties,
    complete=_complete,
    answer=_in_its_own_casing,
    api_versions=("2024-11-30",),
)
