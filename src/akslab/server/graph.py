"""Microsoft Graph, the part that az reads and writes: who is there, and service principals with their secrets.

Everybody with a token may read; writing the directory is for the lab's own principals, or any service principal could
give itself a secret of the owner's.
"""

import re
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from ..store.directory import Directory, Document
from .applications import Applications, no_object
from .call import Answer, Call, answer, problem
from .graph_filter import UnsupportedFilterError, matcher
from .tenant import Tenant
from .tokens import Principal

_KEY = re.compile(r"\(appid='([^']*)'\)$", re.IGNORECASE)
_KINDS = ["user", "serviceprincipal"]

Objects = list[dict[str, Any]]


class _Wanted(Struct):
    """The body of getByIds."""

    ids: list[str] = []
    types: list[str] | None = None


class Graph:
    """Answers calls to /v1.0/… for whoever `principal` is."""

    def __init__(self, tenant: Tenant, directory: Directory, applications: Applications) -> None:
        self._tenant = tenant
        self._directory = directory
        self._applications = applications
        self._reads: dict[str, Callable[[], Objects]] = {
            "applications": applications.all,
            "serviceprincipals": self._service_principals,
            "users": self._users,
        }

    def answer(self, call: Call, principal: Principal) -> Answer:
        """Answer `call`; what Graph has and the lab has not is refused as Graph refuses unknown segments."""
        segments = [segment for segment in call.path.split("/")[2:] if segment]
        try:
            if [segment.lower() for segment in segments] == ["directoryobjects", "getbyids"] and call.method == "POST":
                return self._get_by_ids(call)
            if call.method == "GET":
                return self._read(call, principal, segments)
            if not self._tenant.owns(principal.object_id):
                text = "Insufficient privileges to complete the operation."
                return problem(403, "Authorization_RequestDenied", text)
            return self._applications.write(call, segments) or _unknown_segment(segments)
        except UnsupportedFilterError as unsupported:
            return problem(400, "Request_UnsupportedQuery", f"akslab does not know the filter {unsupported}.")
        except ValueError as wrong:
            return problem(400, "BadRequest", f"Unable to read JSON request payload. {wrong}")

    def _read(self, call: Call, principal: Principal, segments: list[str]) -> Answer:
        if len(segments) == 1 and segments[0].lower() == "me":
            return self._me(principal)
        if not segments or len(segments) > 2:
            return _unknown_segment(segments)
        keyed = _KEY.search(segments[0])
        collection = _KEY.sub("", segments[0]).lower()
        if collection not in self._reads:
            return _unknown_segment(segments)
        objects = self._reads[collection]()
        if keyed or len(segments) == 2:
            return _single(objects, keyed.group(1) if keyed else segments[1])
        fits = matcher(call.query.get("$filter", ""))
        return answer(200, {"value": [found for found in objects if fits(found)]})

    def _me(self, principal: Principal) -> Answer:
        document = self._directory.principal(principal.object_id)
        if document is None or document["kind"] != "user":
            return problem(400, "BadRequest", "/me request is only valid with delegated authentication flow.")
        return answer(200, user_object(document))

    def _get_by_ids(self, call: Call) -> Answer:
        wanted = msgspec.convert(call.json(), _Wanted)
        kinds = _KINDS if wanted.types is None else [kind.lower() for kind in wanted.types]
        found = [self._directory.principal(id_) for id_ in wanted.ids]
        objects = [self._object(document) for document in found if document]
        fitting = [item for item in objects if item["@odata.type"].rpartition(".")[2].lower() in kinds]
        return answer(200, {"value": fitting})

    def _object(self, document: Document) -> dict[str, Any]:
        if document["kind"] == "user":
            return user_object(document)
        return self._applications.service_principal_object(document)

    def _service_principals(self) -> Objects:
        return [self._object(known) for known in self._directory.principals() if known["kind"] != "user"]

    def _users(self) -> Objects:
        return [user_object(known) for known in self._directory.principals() if known["kind"] == "user"]


def user_object(document: Document) -> dict[str, Any]:
    """Return a user as Graph shows it."""
    return {
        "@odata.type": "#microsoft.graph.user",
        "id": document["objectId"],
        "displayName": document["displayName"],
        "userPrincipalName": document["userPrincipalName"],
        "mail": None,
        "businessPhones": [],
    }


def _single(objects: Objects, name: str) -> Answer:
    """Answer with the object that has `name` as id, client id or sign-in name."""
    wanted = name.lower()
    for found in objects:
        if wanted in (str(found.get(key, "")).lower() for key in ("id", "appId", "userPrincipalName")):
            return answer(200, found)
    return no_object(name)


def _unknown_segment(segments: list[str]) -> Answer:
    return problem(400, "BadRequest", f"Resource not found for the segment '{segments[0] if segments else ''}'.")
