"""Resource Manager over HTTP semantics: a request in, an answer out, synchronously and never an exception.

Which path means what is decided once (`_ROUTES` for what Resource Manager owns, `routing` for declared types); statuses,
headers and error bodies are made here and nowhere else.
"""

import re
import urllib.parse
from collections.abc import Callable, Iterable, Mapping

import msgspec

from ..wire.properties import Json
from . import directory, filters, roles
from .errors import ArmError, bad_request, method_not_allowed, type_not_found
from .exchange import ArmRequest, ArmResponse
from .operations import RETRY_AFTER, TERMINAL, Operation, Operations
from .preconditions import Preconditions
from .routing import Target
from .verbs import Arm, Caller, Outcome
from .world import ROLE_ASSIGNMENTS, ROLE_DEFINITIONS

LocationView = Callable[[str], Json]
"""(location) -> what a provider says of it, such as the Kubernetes versions there."""

_API_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(-[A-Za-z]+)?", re.ASCII)
_NESTING_MAX = 64
"""Deeper JSON than this is an attack or a mistake, and what is read at one depth must be writable at another."""
_decode = msgspec.json.Decoder().decode
_encode = msgspec.json.encode


class Engine:
    """The whole of Resource Manager, as the server sees it."""

    def __init__(self, arm: Arm, operations: Operations, location_views: Mapping[str, LocationView]) -> None:
        """`location_views` maps `<namespace>/<name>`, lower-cased, to what answers it."""
        self._arm, self._operations, self._location_views = arm, operations, location_views

    def handle(self, request: ArmRequest) -> ArmResponse:
        """Answer a request; whatever is wrong with it becomes Azure's error body."""
        try:
            return self._answer(request)
        except ArmError as error:
            return ArmResponse(error.status, error.body(), ())

    def _answer(self, request: ArmRequest) -> ArmResponse:
        _check_api_version(request.query.get("api-version"))
        path = request.path.rstrip("/") or "/"
        for method, pattern, answer in _ROUTES:
            if method == request.method and (match := pattern.fullmatch(path)):
                return answer(self, request, *match.groups())
        target = self._arm.target(path, request.query["api-version"])
        verb = _VERBS.get(request.method)
        if verb is None:
            raise method_not_allowed(request.method, path)
        return verb(self, request, target)

    def _read(self, request: ArmRequest, target: Target) -> ArmResponse:
        caller, scope = _caller(request), _scope_of(target)
        if target.type.name == ROLE_ASSIGNMENTS and target.kind == "collection":
            return _many(filters.first(roles.list_assignments(self._arm, caller, scope, request.query), request.query))
        if target.type.name == ROLE_DEFINITIONS:
            if target.kind == "collection":
                return _many(
                    filters.first(roles.list_definitions(self._arm, caller, scope, request.query), request.query)
                )
            return _one(roles.get_definition(self._arm, caller, target.asked))
        if target.kind == "collection":
            return _many(filters.select(self._arm.list(caller, target), request.query))
        if target.kind == "view":
            return _one(self._arm.view(caller, target))
        return _one(self._arm.get(caller, target))

    def _exists(self, request: ArmRequest, target: Target) -> ArmResponse:
        try:
            self._arm.get(_caller(request), target)
        except ArmError as error:
            return ArmResponse(error.status, None, ())
        return ArmResponse(204, None, ())

    def _put(self, request: ArmRequest, target: Target) -> ArmResponse:
        if target.type.name == ROLE_DEFINITIONS:
            roles.check_custom(self._arm, target.id)
        outcome = self._arm.put(_caller(request), target, _body(request), _demands(request))
        return self._written(request, target, outcome, 201 if outcome.created else 200)

    def _patch(self, request: ArmRequest, target: Target) -> ArmResponse:
        outcome = self._arm.patch(_caller(request), target, _body(request), _demands(request))
        return self._written(request, target, outcome, 200)

    def _written(self, request: ArmRequest, target: Target, outcome: Outcome, status: int) -> ArmResponse:
        assert outcome.document is not None
        assert outcome.stored is not None
        headers: tuple[tuple[str, str], ...] = ()
        if outcome.stored["properties"].get("provisioningState", "Succeeded") not in TERMINAL:
            url = self._operation_url(request, target, outcome.stored, "PUT")
            headers = (("Azure-AsyncOperation", url), RETRY_AFTER)
        if "etag" in outcome.document:
            headers = (*headers, ("ETag", outcome.document["etag"]))
        return ArmResponse(status, _encode(outcome.document), headers)

    def _delete(self, request: ArmRequest, target: Target) -> ArmResponse:
        if target.type.name == ROLE_DEFINITIONS:
            roles.check_custom(self._arm, target.id)
        outcome = self._arm.delete(_caller(request), target, _demands(request))
        if not outcome.existed:
            return ArmResponse(204, None, ())
        stored = outcome.stored
        if stored is None or stored["properties"].get("provisioningState", "Succeeded") in TERMINAL:
            shown = stored is None and target.type.name == ROLE_ASSIGNMENTS
            return ArmResponse(200, b"{}" if shown else None, ())
        url = self._operation_url(request, target, stored, "PUT" if target.child else "DELETE", results=True)
        return ArmResponse(202, None, (("Location", url), RETRY_AFTER))

    def _post(self, request: ArmRequest, target: Target) -> ArmResponse:
        body = _body(request) if request.body.strip() else {}
        answer = self._arm.act(_caller(request), target, body)
        return ArmResponse(200, _encode(answer) if answer is not None else None, ())

    def _operation_url(
        self, request: ArmRequest, target: Target, stored: Json, verb: str, results: bool = False
    ) -> str:
        operation = self._operations.begin(_caller(request), stored["id"], verb)
        namespace = target.type.name.split("/")[0]
        kind = "operationresults" if results else "operations"
        return (
            f"{request.base_url}/subscriptions/{self._arm.world.subscription_id}/providers/{namespace}"
            f"/locations/{stored.get('location', 'eastus')}/{kind}/{operation.id}"
            f"?api-version={request.query['api-version']}"
        )

    def _operation(self, request: ArmRequest, subscription: str, id_: str) -> ArmResponse:
        status = self._operations.status(self._watched(request, subscription, id_))
        return ArmResponse(200, _encode(status), (RETRY_AFTER,))

    def _operation_result(self, request: ArmRequest, subscription: str, id_: str) -> ArmResponse:
        status = self._operations.status(self._watched(request, subscription, id_))
        if status["status"] not in TERMINAL:
            url = f"{request.base_url}{urllib.parse.quote(request.path)}?api-version={request.query['api-version']}"
            return ArmResponse(202, None, (("Location", url), RETRY_AFTER))
        if "error" in status:
            error = status["error"]
            raise ArmError(409, error["code"], error["message"])
        return ArmResponse(204, None, ())

    def _watched(self, request: ArmRequest, subscription: str, id_: str) -> Operation:
        """Return an operation: its own caller may watch it, even to the end of their rights; others who may read."""
        caller = _caller(request)
        directory.find_subscription(self._arm, subscription)
        operation = self._operations.get(id_)
        if operation.principal_id != caller.principal_id:
            target = self._arm.target(operation.resource_id)
            self._arm.authorise(caller, f"{target.action_type}/read", target.id)
        return operation

    def _location_view(self, request: ArmRequest, *parts: str) -> ArmResponse:
        subscription, namespace, location, name = parts
        directory.look_into(self._arm, _caller(request), subscription, f"locations/{name}/read")
        view = self._location_views.get(f"{namespace}/{name}".lower())
        if view is None:
            raise type_not_found(namespace, f"locations/{name}", request.query["api-version"])
        return _one(view(location))

    def _provider(self, request: ArmRequest, subscription: str | None, namespace: str) -> ArmResponse:
        return _one(directory.provider(self._arm, _caller(request), subscription, namespace))

    def _register(self, request: ArmRequest, *parts: str) -> ArmResponse:
        return _one(directory.register(self._arm, _caller(request), *parts))

    def _resources(self, request: ArmRequest, scope: str) -> ArmResponse:
        return _many(filters.select(directory.resources(self._arm, _caller(request), scope), request.query))


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ROUTES: tuple[tuple[str, re.Pattern[str], Callable[..., ArmResponse]], ...] = (
    ("GET", _path("/subscriptions"), lambda e, r: _many(directory.subscriptions(e._arm, _caller(r)))),
    ("GET", _path("/tenants"), lambda e, r: _many([directory.tenant(e._arm)])),
    ("GET", _path("/subscriptions/([^/]+)"), lambda e, r, s: _one(directory.subscription(e._arm, _caller(r), s))),
    (
        "GET",
        _path("/subscriptions/([^/]+)/locations"),
        lambda e, r, s: _many(directory.locations(e._arm, _caller(r), s)),
    ),
    ("GET", _path("(/subscriptions/[^/]+(?:/resourcegroups/[^/]+)?)/resources"), Engine._resources),
    (
        "GET",
        _path("(?:/subscriptions/([^/]+))?/providers"),
        lambda e, r, s: _many(directory.providers(e._arm, _caller(r), s)),
    ),
    ("GET", _path("(?:/subscriptions/([^/]+))?/providers/([^/]+)"), Engine._provider),
    ("POST", _path("/subscriptions/([^/]+)/providers/([^/]+)/((?:un)?register)"), Engine._register),
    ("GET", _path("/subscriptions/([^/]+)/providers/[^/]+/locations/[^/]+/operations/([^/]+)"), Engine._operation),
    (
        "GET",
        _path("/subscriptions/([^/]+)/providers/[^/]+/locations/[^/]+/operationresults/([^/]+)"),
        Engine._operation_result,
    ),
    ("GET", _path("/subscriptions/([^/]+)/providers/([^/]+)/locations/([^/]+)/([^/]+)"), Engine._location_view),
)

_VERBS: dict[str, Callable[[Engine, ArmRequest, Target], ArmResponse]] = {
    "GET": Engine._read,
    "HEAD": Engine._exists,
    "PUT": Engine._put,
    "PATCH": Engine._patch,
    "DELETE": Engine._delete,
    "POST": Engine._post,
}


def _check_api_version(version: str | None) -> None:
    if version is None:
        raise bad_request(
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        )
    if not _API_VERSION.fullmatch(version):
        raise bad_request(
            "InvalidApiVersionParameter",
            f"The api-version '{version[:40]}' is invalid. It must be a date in the form YYYY-MM-DD, with -preview or not.",
        )


def _body(request: ArmRequest) -> Json:
    try:
        body = _decode(request.body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise bad_request(
            "InvalidRequestContent", f"The request content was invalid and could not be deserialized: '{error}'."
        ) from None
    except RecursionError:
        raise bad_request("InvalidRequestContent", "The request content is nested too deeply.") from None
    if not isinstance(body, dict):
        raise bad_request("InvalidRequestContent", "The request content is not a JSON object.")
    brackets = request.body.count(b"{") + request.body.count(b"[")
    if brackets > _NESTING_MAX and _nests_deeper(body, _NESTING_MAX):
        raise bad_request("InvalidRequestContent", "The request content is nested too deeply.")
    return body


def _nests_deeper(value: object, than: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return than == 0 or any(_nests_deeper(item, than - 1) for item in inside if isinstance(item, dict | list))


def _demands(request: ArmRequest) -> Preconditions:
    return Preconditions(request.headers.get("if-match", ""), request.headers.get("if-none-match", ""))


def _caller(request: ArmRequest) -> Caller:
    return Caller(request.principal_id, request.app_id, request.correlation_id)


def _scope_of(target: Target) -> str:
    if target.kind == "collection":
        return target.id
    cut = target.id.lower().rfind("/providers/microsoft.authorization/")
    return target.id[:cut] if cut >= 0 else target.id


def _one(document: Json) -> ArmResponse:
    headers = (("ETag", str(document["etag"])),) if "etag" in document else ()
    return ArmResponse(200, _encode(document), headers)


def _many(documents: Iterable[Json]) -> ArmResponse:
    return ArmResponse(200, _encode({"value": list(documents)}), ())
