"""Every managed identity is a principal of the directory: user-assigned ones, and those of clusters of their own."""

from collections.abc import Iterator

from ..store.directory import Directory, managed_identity
from .context import Context

_USER_ASSIGNED = "Microsoft.ManagedIdentity/userAssignedIdentities"


class Identities:
    """Keeps the directory's managed identities in step with the resources that have them."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def reconcile(self, context: Context) -> float | None:
        """Add principals of new identities, forget those whose resource is gone."""
        wanted = {object_id: rest for object_id, *rest in _identities(context)}
        known = {p["objectId"]: p for p in self._directory.principals() if p["kind"] == "managedIdentity"}
        for object_id in wanted.keys() - known.keys():
            app_id, name, resource_id = wanted[object_id]
            self._directory.keep_principal(managed_identity(object_id, app_id, name, resource_id), "")
        for object_id in known.keys() - wanted.keys():
            self._directory.forget_principal(object_id, "")
        return None


def _identities(context: Context) -> Iterator[tuple[str, str, str, str]]:
    """Yield (object id, app id, name, resource id) of every managed identity there is."""
    for identity in context.arm.world.of_type(_USER_ASSIGNED):
        properties = identity["properties"]
        yield properties["principalId"], properties["clientId"], identity["name"], identity["id"]
    for cluster in context.clusters():
        if cluster["identity"]["type"] == "SystemAssigned":
            principal = cluster["identity"]["principalId"]
            yield principal, principal, cluster["name"], cluster["id"]
