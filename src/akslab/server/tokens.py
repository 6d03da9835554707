"""The lab's tokens: JWTs signed with its own random key: a token of another lab, or of nobody, is worth nothing.

Each purpose has its own key: a refresh token can't be shown as an access token.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Literal

import jwt
from jwt.types import Options
from msgspec import Struct

from ..clock import Clock

Purpose = Literal["access", "id", "refresh", "device"]
Claims = dict[str, Any]

LIFETIME_S: Mapping[Purpose, int] = {"access": 3599, "id": 3599, "refresh": 90 * 86400, "device": 900}
MANAGED_IDENTITY_LIFETIME_S = 86399

_REMEMBERED = 4096


class Principal(Struct, frozen=True):
    """Who holds an access token, and until when (seconds since 1970)."""

    object_id: str
    app_id: str
    expires: float


class TokenExpiredError(Exception):
    """The token was good until `expires` (seconds since 1970)."""

    def __init__(self, expires: float) -> None:
        super().__init__("expired")
        self.expires = expires


class TokenUnknownError(Exception):
    """The token was not issued by this lab for that purpose."""


class Tokens:
    """Issues and verifies tokens."""

    def __init__(self, signing_key: bytes, clock: Clock) -> None:
        self._signing_key = signing_key
        self._clock = clock
        self._remembered: dict[str, Principal] = {}

    def now(self) -> float:
        """Return the time tokens are judged by, in seconds since 1970."""
        return self._clock.now()

    def issue(self, purpose: Purpose, claims: Claims, lifetime_s: int | None = None) -> str:
        """Sign `claims`, valid from now for `lifetime_s` seconds (default: the purpose's)."""
        now = int(self._clock.now())
        times = {"iat": now, "nbf": now, "exp": now + (lifetime_s or LIFETIME_S[purpose])}
        return jwt.encode(claims | times, self._key(purpose), algorithm="HS256")

    def read(self, purpose: Purpose, token: str) -> Claims:
        """Return the claims of a token of ours; raises `TokenUnknownError` or `TokenExpiredError`."""
        # The times are compared with the lab's clock, not PyJWT's.
        unchecked: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}
        try:
            claims: Claims = jwt.decode(token, self._key(purpose), algorithms=["HS256"], options=unchecked)
        except jwt.InvalidTokenError as error:
            raise TokenUnknownError(str(error)) from error
        if claims["exp"] <= self._clock.now():
            raise TokenExpiredError(claims["exp"])
        return claims

    def holder(self, token: str) -> Principal:
        """Return who holds an access token; raises like `read`. Verified tokens are remembered."""
        known = self._remembered.get(token)
        if known is None:
            claims = self.read("access", token)
            known = Principal(claims["oid"], claims["appid"], claims["exp"])
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[token] = known
        if known.expires <= self._clock.now():
            raise TokenExpiredError(known.expires)
        return known

    def _key(self, purpose: Purpose) -> bytes:
        return hmac.digest(self._signing_key, purpose.encode(), hashlib.sha256)
