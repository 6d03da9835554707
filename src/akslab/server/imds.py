"""Managed identities' token endpoints: instance metadata (virtual machines) and /msi/token (App Service's form)."""

import hmac

from ..store.directory import Directory, Document
from .call import Answer, Call, answer
from .issuer import Issuer, UnknownResourceError
from .own_user import refuse_other_users
from .tenant import Tenant

_BY_CLIENT = ("client_id", "clientid")
_BY_OBJECT = ("object_id", "principal_id")
_BY_RESOURCE = ("mi_res_id", "msi_res_id")


class InstanceMetadata:
    """Answers for the identities of "this machine": the lab's own principal, and every managed identity by name."""

    def __init__(self, tenant: Tenant, directory: Directory, issuer: Issuer) -> None:
        self._tenant = tenant
        self._directory = directory
        self._issuer = issuer

    def imds(self, call: Call) -> Answer:
        """Answer GET /metadata/identity/oauth2/token."""
        if call.headers.get("metadata", "").lower() != "true":
            return _invalid("Required metadata header not specified")
        return refuse_other_users(self._tenant, call) or self._token(call)

    def app_service(self, call: Call) -> Answer:
        """Answer GET /msi/token; its header is a secret that only the lab's own environment holds."""
        offered = call.headers.get("x-identity-header", "")
        if not hmac.compare_digest(offered.encode(), self._tenant.identity_header.encode()):
            text = "akslab: X-IDENTITY-HEADER is not the IDENTITY_HEADER of this lab."
            return answer(403, {"error": "access_denied", "error_description": text})
        return self._token(call)

    def _token(self, call: Call) -> Answer:
        resource = call.query.get("resource", "")
        if not resource:
            return _invalid("Required query variable 'resource' is missing")
        principal = self._identity(call)
        if principal is None:
            return _invalid("Identity not found")
        try:
            token, lifetime_s = self._issuer.access_token(call, principal, resource)
        except UnknownResourceError as unknown:
            text = (
                f"AADSTS500011: The resource principal named {unknown.resource} was not found in the tenant named "
                f"{self._tenant.tenant_id}."
            )
            return answer(400, {"error": "invalid_resource", "error_description": text})
        now = int(self._issuer.tokens.now())
        times = {"expires_in": lifetime_s, "expires_on": now + lifetime_s, "not_before": now}
        fields = {"access_token": token, "client_id": principal["appId"], "resource": resource, "token_type": "Bearer"}
        return answer(200, fields | {name: str(value) for name, value in times.items()})

    def _identity(self, call: Call) -> Document | None:
        """Find the identity that is asked for; the lab's own principal answers to its ids, too."""
        for names, find in (
            (_BY_CLIENT, self._directory.by_app_id),
            (_BY_OBJECT, self._directory.principal),
            (_BY_RESOURCE, self._directory.by_resource_id),
        ):
            for name in names:
                if name in call.query:
                    return self._assigned(find(call.query[name]))
        return self._directory.principal(self._tenant.object_id)

    def _assigned(self, principal: Document | None) -> Document | None:
        """Hold back principals that no machine carries: applications and users sign in with their secrets."""
        if principal and (principal["kind"] == "managedIdentity" or principal["objectId"] == self._tenant.object_id):
            return principal
        return None


def _invalid(description: str) -> Answer:
    return answer(400, {"error": "invalid_request", "error_description": description})
