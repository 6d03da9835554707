"""One HTTP call as values: what every endpoint of the server takes and gives, with no HTTP library in sight."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

PeerUid = Callable[[], int | None]


class Call(Struct, frozen=True):
    """A request; `query` and `headers` have lower-cased keys."""

    method: str
    path: str
    """Percent-decoded, without the query."""
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    base_url: str
    """`https://host:port` as the client wrote it."""
    correlation_id: str
    peer_uid: PeerUid
    """Looks up the user whose process is at the other end of the connection; None if it can't be told."""

    def form(self) -> dict[str, str]:
        """Return the body as form fields; what is no form has none."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object; raises `ValueError` saying what is wrong with it."""
        return msgspec.json.decode(self.body or b"{}", type=dict[str, Any])


class Answer(Struct, frozen=True):
    """A response; `principal_id` is for the log."""

    status: int
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    principal_id: str = ""


def answer(status: int, document: Any, *headers: tuple[str, str]) -> Answer:
    """Answer with `document` as JSON."""
    return Answer(status, msgspec.json.encode(document), headers)


def problem(status: int, code: str, message: str, *headers: tuple[str, str]) -> Answer:
    """Answer with the error body that Resource Manager and Graph share."""
    return answer(status, {"error": {"code": code, "message": message}}, *headers)
