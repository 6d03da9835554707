"""If-Match and If-None-Match, by the table of the ARM RPC Addendum.

| header              | resource absent | present, etag equal | present, etag differs |
|---------------------|-----------------|---------------------|-----------------------|
| none                | create          | replace             | replace               |
| If-Match: *         | 412             | replace             | replace               |
| If-Match: "e"       | 412             | replace             | 412                   |
| If-None-Match: *    | create          | 412                 | 412                   |
"""

from msgspec import Struct

from ..wire.properties import Json
from .errors import precondition_failed


class Preconditions(Struct, frozen=True):
    """What a request demands of the resource's etag; empty strings demand nothing."""

    if_match: str = ""
    if_none_match: str = ""


NONE = Preconditions()


def check(preconditions: Preconditions, current: Json | None, id_: str) -> None:
    """Raise 412 when the demand does not hold of `current`."""
    if preconditions.if_none_match == "*" and current is not None:
        raise precondition_failed(id_)
    wanted = preconditions.if_match
    if not wanted:
        return
    if current is None or (wanted != "*" and _opaque(wanted) != _opaque(str(current.get("etag", "")))):
        raise precondition_failed(id_)


def _opaque(etag: str) -> str:
    """Return the etag without the weak mark and quotes, which clients drop and add."""
    return etag.removeprefix("W/").strip('"')
