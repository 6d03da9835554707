"""What crosses the line between HTTP and Resource Manager: one request in, one response out, both plain values."""

from collections.abc import Mapping

from msgspec import Struct


class ArmRequest(Struct, frozen=True):
    """An authenticated request, taken apart but not judged."""

    method: str
    path: str
    """Percent-decoded, in the client's own casing, without the query."""
    query: Mapping[str, str]
    """Keys lower-cased, values decoded."""
    headers: Mapping[str, str]
    """Keys lower-cased."""
    body: bytes
    principal_id: str
    """The object id of who asks."""
    app_id: str
    """The client id the token was issued to."""
    base_url: str
    """`https://host:port` as the client wrote it: what polling addresses start with."""
    correlation_id: str


class ArmResponse(Struct, frozen=True):
    """An answer; `body` is JSON, or None for none."""

    status: int
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
