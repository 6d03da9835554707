"""Entra's token endpoint: one function a grant type."""

import base64
from collections.abc import Mapping
from typing import Any

import msgspec

from ..store.directory import Directory, Document, secret_fits
from .call import Answer, Call, answer
from .credentials import usable_hashes
from .issuer import AZURE_CLI, Issuer, UnknownResourceError
from .own_user import refuse_other_users
from .refusals import RefusalError, malformed
from .tenant import Tenant
from .tokens import Purpose, TokenExpiredError, TokenUnknownError

Form = Mapping[str, str]

_NO_RESOURCES = ("openid", "profile", "offline_access", "email")
_DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"


class Grants:
    """Answers POST /<tenant>/oauth2/…/token; raises `RefusalError`."""

    def __init__(self, tenant: Tenant, directory: Directory, issuer: Issuer) -> None:
        self._tenant = tenant
        self._directory = directory
        self._issuer = issuer

    def answer(self, call: Call) -> Answer:
        """Answer a token request by its grant type."""
        form = call.form()
        grant = form.get("grant_type", "")
        if grant == "client_credentials":
            return answer(200, self._tokens(call, form, self._application(form)))
        if grant == "refresh_token":
            return answer(200, self._user_tokens(call, form, self._refreshed(form)))
        if grant == "password":
            return answer(200, self._user_tokens(call, form, self._user(form)))
        if grant in (_DEVICE_CODE, "device_code"):
            return refuse_other_users(self._tenant, call) or answer(200, self._device_tokens(call, form))
        raise RefusalError("unsupported_grant_type", 70003, f"The app requested an unsupported grant type '{grant}'.")

    def _application(self, form: Form) -> Document:
        """Return the service principal whose secret the form shows."""
        app_id = form.get("client_id", "")
        principal = self._directory.by_app_id(app_id)
        if principal is None or principal["kind"] != "application":
            raise RefusalError(
                "unauthorized_client",
                700016,
                f"Application with identifier '{app_id}' was not found in the directory '{self._tenant.tenant_id}'. "
                "This can happen if the application has not been installed by the administrator of the tenant or "
                "consented to by any user in the tenant. You may have sent your authentication request to the wrong "
                "tenant.",
            )
        if "client_secret" not in form:
            text = (
                "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."
            )
            raise RefusalError("invalid_client", 7000216, text, 401)
        if not secret_fits(form["client_secret"], self._secrets(principal)):
            raise RefusalError(
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret "
                f"value, not the client secret ID, for a secret added to app '{app_id}'.",
                401,
            )
        return principal

    def _secrets(self, principal: Document) -> list[str]:
        """Return the hashes of all secrets a service principal may show now: its own and its application's."""
        now = self._issuer.tokens.now()
        application = self._directory.application_of(principal["appId"]) or {}
        own: list[str] = principal.get("secrets", [])
        return own + usable_hashes(application, now) + usable_hashes(principal, now)

    def _refreshed(self, form: Form) -> Document:
        claims = self._read("refresh", form.get("refresh_token", ""), "invalid_grant")
        principal = self._directory.principal(claims["oid"])
        if principal is None:
            raise malformed()
        return principal

    def _user(self, form: Form) -> Document:
        user = self._directory.by_user_principal_name(form.get("username", ""))
        if user is None or not secret_fits(form.get("password", ""), user.get("secrets", [])):
            raise RefusalError(
                "invalid_grant", 50126, "Error validating credentials due to invalid username or password."
            )
        return user

    def _device_tokens(self, call: Call, form: Form) -> dict[str, Any]:
        self._read("device", form.get("device_code") or form.get("code", ""), "expired_token")
        user = self._directory.principal(self._tenant.user_object_id)
        if user is None:
            raise malformed()
        return self._user_tokens(call, form, user)

    def _read(self, purpose: Purpose, token: str, when_expired: str) -> dict[str, Any]:
        try:
            return self._issuer.tokens.read(purpose, token)
        except TokenUnknownError as unknown:
            raise malformed() from unknown
        except TokenExpiredError as expired:
            raise RefusalError(when_expired, 0, "the code or refresh token has expired; sign in again.") from expired

    def _tokens(self, call: Call, form: Form, principal: Document) -> dict[str, Any]:
        resource = form.get("resource") or _resource_of(form.get("scope", "")) or call.base_url
        try:
            token, lifetime_s = self._issuer.access_token(call, principal, resource)
        except UnknownResourceError as unknown:
            raise RefusalError(
                "invalid_resource",
                500011,
                f"The resource principal named {unknown.resource} was not found in the tenant named "
                f"{self._tenant.tenant_id}. This can happen if the application has not been installed by the "
                "administrator of the tenant or consented to by any user in the tenant. You might have sent your "
                "authentication request to the wrong tenant.",
            ) from unknown
        times = {"expires_in": lifetime_s, "ext_expires_in": lifetime_s}
        return {"token_type": "Bearer", **times, "access_token": token, "resource": resource}

    def _user_tokens(self, call: Call, form: Form, user: Document) -> dict[str, Any]:
        """Return what a user's client needs on top: who signed in, and a refresh token."""
        authority = call.path.lstrip("/").partition("/")[0].lower()
        tenant_id = self._tenant.tenant_id
        account = {"uid": user["objectId"], "utid": tenant_id}
        identity = {
            "iss": f"{call.base_url}/adfs" if authority == "adfs" else f"{call.base_url}/{tenant_id}/v2.0",
            "aud": form.get("client_id", AZURE_CLI),
            "oid": user["objectId"],
            "sub": user["objectId"],
            "tid": tenant_id,
            "name": user["displayName"],
            "preferred_username": user.get("userPrincipalName", ""),
            "upn": user.get("userPrincipalName", ""),
        }
        issue = self._issuer.tokens.issue
        return self._tokens(call, form, user) | {
            "scope": form.get("scope", ""),
            "refresh_token": issue("refresh", {"oid": user["objectId"]}),
            "id_token": issue("id", identity),
            "client_info": base64.urlsafe_b64encode(msgspec.json.encode(account)).decode().rstrip("="),
        }


def _resource_of(scope: str) -> str:
    """Return the resource a v2.0 scope names: `B//.default` is `B/`, and only openid scopes name none."""
    for item in scope.split():
        if item not in _NO_RESOURCES:
            return item.rpartition("/")[0]
    return ""
