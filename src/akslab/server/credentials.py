"""Password credentials, as Graph keeps them on applications and service principals: only their hashes stay."""

import secrets
import uuid
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from ..store.directory import Document, secret_hash

KEY = "credentials"
"""Where a document holds them."""

_LIFETIME_S = 2 * 365 * 86400


def graph_time(seconds: float) -> str:
    """Write a time (seconds since 1970) as Graph does; such texts sort by time."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")[:19] + "Z"


class WantedCredential(Struct, rename="camel"):
    """What a client may say of a credential to make; times without an offset are UTC."""

    display_name: str | None = None
    start_date_time: datetime | None = None
    end_date_time: datetime | None = None


class AddPassword(Struct, rename="camel"):
    """The body of addPassword."""

    password_credential: WantedCredential | None = None


def with_new_credential(document: Document, wanted: WantedCredential, now: float) -> tuple[Document, dict[str, Any]]:
    """Return `document` with one more credential, and what Graph answers: the only place that shows the secret."""
    secret = secrets.token_urlsafe(30)
    kept = {
        "keyId": str(uuid.uuid4()),
        "displayName": wanted.display_name,
        "startDateTime": _written(wanted.start_date_time, now),
        "endDateTime": _written(wanted.end_date_time, now + _LIFETIME_S),
        "hint": secret[:3],
        "sha256": secret_hash(secret),
    }
    return document | {KEY: [*document.get(KEY, []), kept]}, _shown(kept) | {"secretText": secret}


def _written(time: datetime | None, otherwise: float) -> str:
    if time is None:
        return graph_time(otherwise)
    return graph_time((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())


def without_credential(document: Document, key_id: object) -> Document | None:
    """Return `document` without one credential; None if it has no such one."""
    held = document.get(KEY, [])
    left = [kept for kept in held if kept["keyId"] != key_id]
    return document | {KEY: left} if len(left) < len(held) else None


def shown_credentials(document: Document) -> list[dict[str, Any]]:
    """Return a document's credentials as Graph lists them."""
    return [_shown(kept) for kept in document.get(KEY, [])]


def usable_hashes(document: Document, now: float) -> list[str]:
    """Return the hashes of the secrets that are good at `now`."""
    return [kept["sha256"] for kept in document.get(KEY, []) if str(kept["endDateTime"])[:19] > graph_time(now)[:19]]


def _shown(kept: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kept.items() if name != "sha256"} | {"secretText": None}
