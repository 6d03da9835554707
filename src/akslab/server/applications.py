"""Graph's writes: application registrations, their secrets, and their service principals (az ad sp create-for-rbac)."""

import uuid
from collections.abc import Callable
from typing import Any

import msgspec

from ..clock import Clock
from ..store.directory import Directory, Document, service_principal
from .call import Answer, Call, answer, problem
from .credentials import (
    KEY,
    AddPassword,
    WantedCredential,
    graph_time,
    shown_credentials,
    with_new_credential,
    without_credential,
)
from .tenant import Tenant

_HIDDEN = (KEY, "@odata.type")

Keep = Callable[[Document, str], None]


class Applications:
    """Writes applications and service principals to the directory."""

    def __init__(self, tenant: Tenant, directory: Directory, clock: Clock) -> None:
        self._tenant = tenant
        self._directory = directory
        self._clock = clock

    def all(self) -> list[dict[str, Any]]:
        """Return all application registrations as Graph shows them."""
        return [_shown(document) for document in self._directory.applications()]

    def write(self, call: Call, segments: list[str]) -> Answer | None:
        """Answer a POST, PATCH or DELETE; None if there is no such thing to write."""
        names = tuple(segment.lower() for segment in segments)
        collection, rest = names[:1], names[1:]
        if collection == ("serviceprincipals",):
            return self._write_service_principal(call, rest)
        if collection != ("applications",):
            return None
        if not rest:
            return self._create(call) if call.method == "POST" else None
        document = self._directory.application(rest[0])
        if document is None:
            return no_object(rest[0])
        if call.method == "POST":
            return self._write_credential(call, rest[1:], document, self._directory.keep_application)
        write = {"PATCH": self._update, "DELETE": self._delete}.get(call.method)
        return write(call, document) if write and len(rest) == 1 else None

    def service_principal_object(self, document: Document) -> dict[str, Any]:
        """Return a service principal or managed identity as Graph shows it."""
        managed = document["kind"] == "managedIdentity"
        return {
            "@odata.type": "#microsoft.graph.servicePrincipal",
            "id": document["objectId"],
            "appId": document["appId"],
            "displayName": document["displayName"],
            "appDisplayName": None if managed else document["displayName"],
            "servicePrincipalNames": [document["appId"]],
            "servicePrincipalType": "ManagedIdentity" if managed else "Application",
            "alternativeNames": [document["resourceId"]] if managed else [],
            "keyCredentials": [],
            "passwordCredentials": shown_credentials(document),
            "accountEnabled": True,
            "appOwnerOrganizationId": self._tenant.tenant_id,
        }

    def _create(self, call: Call) -> Answer:
        body = call.json()
        if not _is_name(body.get("displayName")):
            return _no_name()
        document = {
            "signInAudience": "AzureADMyOrg",
            "identifierUris": [],
            **{name: value for name, value in body.items() if name not in _HIDDEN},
            "id": str(uuid.uuid4()),
            "appId": str(uuid.uuid4()),
            "createdDateTime": graph_time(self._clock.now()),
            "keyCredentials": [],
        }
        if body.get("keyCredentials"):
            return _no_certificates()
        self._directory.keep_application(document, call.correlation_id)
        return answer(201, _shown(document))

    def _update(self, call: Call, document: Document) -> Answer:
        body = call.json()
        if body.get("keyCredentials"):
            return _no_certificates()
        if not _is_name(body.get("displayName", document["displayName"])):
            return _no_name()
        fixed = ("id", "appId", "createdDateTime", "passwordCredentials", *_HIDDEN)
        changed = document | {name: value for name, value in body.items() if name not in fixed}
        self._directory.keep_application(changed, call.correlation_id)
        return Answer(204)

    def _delete(self, call: Call, document: Document) -> Answer:
        self._directory.forget_application(document, call.correlation_id)
        return Answer(204)

    def _write_credential(self, call: Call, action: tuple[str, ...], document: Document, keep: Keep) -> Answer | None:
        if action == ("addpassword",):
            wanted = msgspec.convert(call.json(), AddPassword).password_credential or WantedCredential()
            changed, made = with_new_credential(document, wanted, self._clock.now())
            keep(changed, call.correlation_id)
            return answer(200, made)
        if action == ("removepassword",):
            key_id = call.json().get("keyId")
            left = without_credential(document, key_id)
            if left is None:
                return problem(400, "Request_BadRequest", f"No password credential found with keyId '{key_id}'.")
            keep(left, call.correlation_id)
            return Answer(204)
        return None

    def _write_service_principal(self, call: Call, rest: tuple[str, ...]) -> Answer | None:
        if not rest:
            return self._create_service_principal(call) if call.method == "POST" else None
        document = self._directory.principal(rest[0])
        if document is None or document["kind"] == "user":
            return no_object(rest[0])
        if call.method == "POST":
            return self._write_credential(call, rest[1:], document, self._directory.keep_principal)
        if call.method != "DELETE" or len(rest) > 1:
            return None
        self._directory.forget_principal(rest[0], call.correlation_id)
        return Answer(204)

    def _create_service_principal(self, call: Call) -> Answer:
        app_id = str(call.json().get("appId", ""))
        application = self._directory.application_of(app_id)
        if application is None:
            text = f"The appId '{app_id}' of the service principal does not reference a valid application object."
            return problem(400, "Request_BadRequest", text)
        if self._directory.by_app_id(app_id):
            text = (
                "The service principal cannot be created, updated, or restored because the service principal name "
                f"{app_id} is already in use."
            )
            return problem(409, "Request_MultipleObjectsWithSameKeyValue", text)
        document = service_principal(str(uuid.uuid4()), application["appId"], application["displayName"])
        self._directory.keep_principal(document, call.correlation_id)
        return answer(201, self.service_principal_object(document))


def _shown(document: Document) -> dict[str, Any]:
    shown = {name: value for name, value in document.items() if name not in _HIDDEN}
    return shown | {"passwordCredentials": shown_credentials(document)}


def no_object(name: str) -> Answer:
    """Answer as Graph does for an object that is not there."""
    text = f"Resource '{name}' does not exist or one of its queried reference-property objects are not present."
    return problem(404, "Request_ResourceNotFound", text)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _no_name() -> Answer:
    text = "A value is required for property 'displayName' of resource."
    return problem(400, "Request_BadRequest", f"{text} akslab: it must be a text that is not empty.")


def _no_certificates() -> Answer:
    text = "akslab signs applications in by secret only, not by certificate. Leave out --create-cert and --cert."
    return problem(400, "Request_BadRequest", text)
