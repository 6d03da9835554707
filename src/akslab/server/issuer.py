"""Access tokens as Entra writes them: which resource, which claims, for which principal."""

from typing import Any

from ..store.directory import Document
from .call import Call
from .tenant import Tenant
from .tokens import LIFETIME_S, MANAGED_IDENTITY_LIFETIME_S, Tokens

AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
"""The client id of az itself: what a user's tokens are issued to."""

_PUBLIC_RESOURCES = (
    "https://management.azure.com",
    "https://management.core.windows.net",
    "https://graph.microsoft.com",
)
"""Clients that were pointed at the lab by its address alone still ask for tokens for these."""


class UnknownResourceError(Exception):
    """A token was asked for something that is not in the lab."""

    def __init__(self, resource: str) -> None:
        super().__init__(resource)
        self.resource = resource


class Issuer:
    """Issues the lab's access tokens."""

    def __init__(self, tenant: Tenant, tokens: Tokens) -> None:
        self._tenant = tenant
        self.tokens = tokens

    def access_token(self, call: Call, principal: Document, resource: str) -> tuple[str, int]:
        """Issue a token for `resource`, echoed as `aud`, and tell its lifetime; raises `UnknownResourceError`."""
        lifetime_s = MANAGED_IDENTITY_LIFETIME_S if principal["kind"] == "managedIdentity" else LIFETIME_S["access"]
        if not is_served(resource, call.base_url):
            raise UnknownResourceError(resource)
        claims: dict[str, Any] = {
            "aud": resource,
            "iss": f"{call.base_url}/{self._tenant.tenant_id}/",
            "oid": principal["objectId"],
            "sub": principal["objectId"],
            "tid": self._tenant.tenant_id,
            "appid": principal["appId"] or AZURE_CLI,
            "idtyp": "user" if principal["kind"] == "user" else "app",
            "ver": "1.0",
        }
        if principal["kind"] == "user":
            claims |= {"upn": principal["userPrincipalName"], "name": principal["displayName"]}
        if principal.get("resourceId"):
            claims["xms_mirid"] = principal["resourceId"]
        return self.tokens.issue("access", claims, lifetime_s), lifetime_s


def is_served(resource: str, base_url: str) -> bool:
    """Tell whether the lab serves `resource`, under any of its names, with or without the last slash."""
    port = base_url.rpartition(":")[2]
    names = (f"https://localhost:{port}", f"https://127.0.0.1:{port}", *_PUBLIC_RESOURCES)
    return resource.removesuffix("/").lower() in names
