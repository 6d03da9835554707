"""Entra ID's sign-in endpoints: discovery and device codes. The token endpoint is grants.py.

Every spelling clients use is served: with a tenant id, `organizations`, `common` or `adfs`, with and without v2.0.
"""

import secrets

from .call import Answer, Call, answer
from .grants import Grants
from .issuer import Issuer
from .own_user import refuse_other_users
from .refusals import RefusalError
from .tenant import Tenant
from .tokens import LIFETIME_S

_SHARED_TENANTS = ("organizations", "common", "adfs")
_DISCOVERY = ".well-known/openid-configuration"
_CONSONANTS = "BCDFGHJKLMNPQRSTVWXZ"


class Entra:
    """Answers calls to `/<tenant>/…`."""

    def __init__(self, tenant: Tenant, issuer: Issuer, grants: Grants) -> None:
        self._tenant = tenant
        self._issuer = issuer
        self._grants = grants

    def answer(self, call: Call) -> Answer | None:
        """Answer `call`, or return None if its path is none of Entra's."""
        authority, _, rest = call.path.lstrip("/").partition("/")
        endpoint = rest.lower().removeprefix("v2.0/").replace("oauth2/v2.0/", "oauth2/")
        routes = {
            ("GET", _DISCOVERY): self._discovery,
            ("GET", "discovery/keys"): lambda _: answer(200, {"keys": []}),
            ("GET", "discovery/v2.0/keys"): lambda _: answer(200, {"keys": []}),
            ("GET", "oauth2/authorize"): _no_login_page,
            ("POST", "oauth2/token"): self._grants.answer,
            ("POST", "oauth2/devicecode"): self._device_code,
        }
        route = routes.get((call.method, endpoint))
        if route is None:
            return None
        if authority.lower() not in (*_SHARED_TENANTS, self._tenant.tenant_id.lower()):
            return RefusalError(
                "invalid_tenant",
                90002,
                f"Tenant '{authority}' not found. Check to make sure you have the correct tenant ID and are signing "
                "into the correct cloud. Check with your subscription administrator, this may happen if there are no "
                "active subscriptions for the tenant.",
            ).answer(call, self._issuer.tokens.now())
        try:
            return route(call)
        except RefusalError as refusal:
            return refusal.answer(call, self._issuer.tokens.now())

    def _discovery(self, call: Call) -> Answer:
        authority = call.path.lstrip("/").partition("/")[0]
        adfs = authority.lower() == "adfs"
        version = "" if adfs else "/v2.0"
        here = f"{call.base_url}/{authority}"
        issuer = here if adfs else f"{call.base_url}/{self._tenant.tenant_id}/v2.0"
        return answer(
            200,
            {
                "issuer": issuer,
                "authorization_endpoint": f"{here}/oauth2{version}/authorize",
                "token_endpoint": f"{here}/oauth2{version}/token",
                "device_authorization_endpoint": f"{here}/oauth2{version}/devicecode",
                "jwks_uri": f"{here}/discovery{version}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["HS256"],
                "scopes_supported": ["openid", "profile", "offline_access"],
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
        )

    def _device_code(self, call: Call) -> Answer:
        """Give a device code to a process of the lab's own user: there is nobody else to confirm it."""
        refused = refuse_other_users(self._tenant, call)
        if refused:
            return refused
        code = self._issuer.tokens.issue("device", {"client_id": call.form().get("client_id", "")})
        user_code = "".join(secrets.choice(_CONSONANTS) for _ in range(9))
        return answer(
            200,
            {
                "user_code": user_code,
                "device_code": code,
                "verification_uri": f"{call.base_url}/common/oauth2/deviceauth",
                "expires_in": LIFETIME_S["device"],
                "interval": 1,
                "message": f"akslab signs you in as the lab's own user; the code {user_code} needs no confirmation.",
            },
        )


def _no_login_page(_: Call) -> Answer:
    text = "akslab has no login page. Use `az login --use-device-code`, which needs no browser, or a service principal."
    return Answer(400, text.encode(), (("Content-Type", "text/plain; charset=utf-8"),))
