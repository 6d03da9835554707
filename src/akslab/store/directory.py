"""The Entra directory: who exists, kept as documents in the store and found by any of their ids.

It stands on the store's floor because Resource Manager (role assignments), the controllers (managed identities) and
the server (tokens, Graph) all look here. A principal is kept at `principal/<object id>`; an application registration,
the thing Graph hangs secrets on before a principal exists, at `application/<object id>`.
"""

import hashlib
import hmac
from typing import Any

import msgspec

from .seam import Delete, Put, Store, Written

Document = dict[str, Any]

_PRINCIPAL = "principal/"
_APPLICATION = "application/"


def service_principal(object_id: str, app_id: str, display_name: str, *secrets: str) -> Document:
    """Build the document of an application's service principal that may sign in with any of `secrets`."""
    hashes = [secret_hash(secret) for secret in secrets]
    return _principal("application", object_id, app_id, display_name) | {"secrets": hashes}


def managed_identity(object_id: str, app_id: str, display_name: str, resource_id: str) -> Document:
    """Build the document of a managed identity; `resource_id` is its ARM id (system-assigned: its owner's)."""
    return _principal("managedIdentity", object_id, app_id, display_name) | {"resourceId": resource_id}


def user(object_id: str, user_principal_name: str, display_name: str, *secrets: str) -> Document:
    """Build the document of a user who may sign in with any of `secrets` as password."""
    hashes = [secret_hash(secret) for secret in secrets]
    name = {"userPrincipalName": user_principal_name, "secrets": hashes}
    return _principal("user", object_id, "", display_name) | name


def put_principal(document: Document) -> Put:
    """Return the write that keeps `document`, for a batch of the caller's own."""
    return Put(_PRINCIPAL + document["objectId"].lower(), msgspec.json.encode(document))


def delete_principal(object_id: str) -> Delete:
    """Return the write that removes a principal."""
    return Delete(_PRINCIPAL + object_id.lower())


def secret_hash(secret: str) -> str:
    """Return what is kept of a secret. The lab's secrets are random, so one round of SHA-256 hides them."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_fits(secret: str, hashes: list[str]) -> bool:
    """Tell whether `secret` is one of those kept as `hashes`; comparing takes as long for near misses."""
    offered = secret_hash(secret)
    return any(hmac.compare_digest(offered, kept) for kept in hashes)


def _principal(kind: str, object_id: str, app_id: str, display_name: str) -> Document:
    return {"objectId": object_id, "appId": app_id, "displayName": display_name, "kind": kind}


class Directory:
    """Finds principals and applications by every id they have; follows the store by listening to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._principals: dict[str, Document] = {}
        self._applications: dict[str, Document] = {}
        self._principal_by_alias: dict[str, str] = {}
        for prefix in (_PRINCIPAL, _APPLICATION):
            for entry in store.list(prefix):
                self._learn(entry.key, entry.value)
        store.listen(self._hear)

    def principal(self, object_id: str) -> Document | None:
        """Find a principal by its object id."""
        return self._principals.get(object_id.lower())

    def by_app_id(self, app_id: str) -> Document | None:
        """Find a service principal or managed identity by its client id."""
        return self._by_alias("app", app_id)

    def by_resource_id(self, resource_id: str) -> Document | None:
        """Find a managed identity by its ARM id."""
        return self._by_alias("resource", resource_id)

    def by_user_principal_name(self, name: str) -> Document | None:
        """Find a user by sign-in name."""
        return self._by_alias("user", name)

    def principals(self) -> list[Document]:
        """Return all principals, in order of their object ids."""
        return [self._principals[key] for key in sorted(self._principals)]

    def application(self, object_id: str) -> Document | None:
        """Find an application registration by its own object id."""
        return self._applications.get(object_id.lower())

    def applications(self) -> list[Document]:
        """Return all application registrations, in order of their object ids."""
        return [self._applications[key] for key in sorted(self._applications)]

    def application_of(self, app_id: str) -> Document | None:
        """Find an application registration by its client id."""
        wanted = app_id.lower()
        return next((known for known in self._applications.values() if known["appId"].lower() == wanted), None)

    def keep_principal(self, document: Document, cause: str) -> None:
        """Write a principal, durably."""
        self._store.write([put_principal(document)], cause)

    def keep_application(self, document: Document, cause: str) -> None:
        """Write an application registration (`id` is its object id), durably."""
        self._store.write([Put(_APPLICATION + document["id"].lower(), msgspec.json.encode(document))], cause)

    def forget_principal(self, object_id: str, cause: str) -> None:
        """Remove a principal, durably."""
        self._store.write([delete_principal(object_id)], cause)

    def forget_application(self, document: Document, cause: str) -> None:
        """Remove an application registration and, as Entra does, its service principal with it."""
        writes = [Delete(_APPLICATION + document["id"].lower())]
        principal = self.by_app_id(document["appId"])
        if principal:
            writes.append(delete_principal(principal["objectId"]))
        self._store.write(writes, cause)

    def _by_alias(self, kind: str, value: str) -> Document | None:
        object_id = self._principal_by_alias.get(f"{kind} {value.lower()}")
        return self._principals.get(object_id) if object_id else None

    def _hear(self, written: Written) -> None:
        for write in written.writes:
            if write.key.startswith((_PRINCIPAL, _APPLICATION)):
                self._unlearn(write.key)
                if isinstance(write, Put):
                    self._learn(write.key, write.value)

    def _learn(self, key: str, value: bytes) -> None:
        document: Document = msgspec.json.decode(value)
        prefix, _, object_id = key.partition("/")
        if prefix + "/" == _APPLICATION:
            self._applications[object_id] = document
            return
        self._principals[object_id] = document
        for alias in _aliases(document):
            self._principal_by_alias[alias] = object_id

    def _unlearn(self, key: str) -> None:
        prefix, _, object_id = key.partition("/")
        if prefix + "/" == _APPLICATION:
            self._applications.pop(object_id, None)
            return
        document = self._principals.pop(object_id, None)
        for alias in _aliases(document or {}):
            if self._principal_by_alias.get(alias) == object_id:
                del self._principal_by_alias[alias]


def _aliases(document: Document) -> list[str]:
    """Return the names a principal is found by besides its object id."""
    names = {"app": "appId", "resource": "resourceId", "user": "userPrincipalName"}
    return [f"{kind} {document[name].lower()}" for kind, name in names.items() if document.get(name)]
