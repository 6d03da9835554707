"""Who asks: the bearer token of a call, or Azure's refusal of it."""

from datetime import UTC, datetime

from .call import Answer, Call, problem
from .tenant import Tenant
from .tokens import Principal, TokenExpiredError, Tokens, TokenUnknownError


class Authentication:
    """Tells who makes a call."""

    def __init__(self, tenant: Tenant, tokens: Tokens) -> None:
        self._tenant_id = tenant.tenant_id
        self._tokens = tokens

    def of(self, call: Call) -> Principal | Answer:
        """Return who holds the call's token, or Azure's 401."""
        header = call.headers.get("authorization")
        if not header:
            return self._refuse(
                call, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."
            )
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            return self._refuse(
                call,
                "AuthenticationFailedInvalidHeader",
                "Authentication failed. The 'Authorization' header is provided in an invalid format.",
            )
        try:
            return self._tokens.holder(token.strip())
        except TokenUnknownError:
            return self._refuse(call, "InvalidAuthenticationToken", "The access token is invalid.")
        except TokenExpiredError as expired:
            message = (
                f"The access token expiry UTC time '{_azure_time(expired.expires)}' is earlier than "
                f"current UTC time '{_azure_time(self._tokens.now())}'."
            )
            return self._refuse(call, "ExpiredAuthenticationToken", message)

    def _refuse(self, call: Call, code: str, message: str) -> Answer:
        authority = f"{call.base_url}/{self._tenant_id}"
        challenge = f'Bearer authorization_uri="{authority}", error="invalid_token", error_description="{message}"'
        return problem(401, code, message, ("WWW-Authenticate", challenge))


def _azure_time(seconds: float) -> str:
    """Write a time as Resource Manager does in its messages: 5/9/2026 3:05:07 PM."""
    moment = datetime.fromtimestamp(seconds, UTC)
    clock = f"{moment.hour % 12 or 12}:{moment:%M:%S} {'AM' if moment.hour < 12 else 'PM'}"
    return f"{moment.month}/{moment.day}/{moment.year} {clock}"
