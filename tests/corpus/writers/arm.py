"""Documents -> an ARM template: symbolic names, every wait written, tables and networks made the first time only."""

import json
from typing import Any

from msgspec.structs import replace

from akslab.rules.examples import GROUP

from ..settings import (
    ASSIGNMENTS,
    ATTACH,
    LOCKS,
    NETWORKS,
    ROLES,
    TABLES,
    WAIT,
    Document,
    Setting,
)
from .saying import ROLE_IDS, CannotSay, before_each, is_here, parts_of, principals, refuse_what_no_file_says

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_VERSIONS = {
    "Microsoft.ContainerService": "2024-09-01",
    "Microsoft.Network": "2024-05-01",
    "Microsoft.ManagedIdentity": "2023-01-31",
    "Microsoft.Authorization": "2022-04-01",
}
_READ_ONLY = ("serviceAssociationLinks", "resourceNavigationLinks")


def write_arm(setting: Setting) -> dict[str, str]:
    """Return the files of a template. Raises CannotSay."""
    refuse_what_no_file_says(replace(setting, is_of_api_version=False))
    resources: dict[str, Any] = {}
    writer = _Writer(setting)
    for document, earlier in before_each(setting.layers):
        if document["type"] == WAIT:
            continue
        waits = [writer.labels[each["id"]] for each in earlier if each["type"] != WAIT]
        resources[writer.labels[document["id"]]] = writer.resource(document, waits)
    template = {"$schema": SCHEMA, "languageVersion": "2.0", "contentVersion": "1.0.0.0", "resources": resources}
    return {"main.json": json.dumps(template, indent=1)}


class _Writer:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.principals = principals(setting.documents)
        self.is_inner = False
        """Inside a deployment to another group `resourceId` means that one: ids are written out."""
        self.labels = {
            each["id"]: f"r{number}{each['type'].rsplit('/', 1)[-1][:4]}"
            for number, each in enumerate(setting.documents)
        }

    def resource(self, document: Document, waits: list[str]) -> dict[str, Any]:
        if document["type"] == ATTACH:
            return {**self._attaching(document), "dependsOn": waits}
        if not is_here(document["id"]) and document["type"] not in (ASSIGNMENTS, LOCKS, ROLES):
            return {**self._elsewhere(document), "dependsOn": waits}
        return {**self._body(document), **self._options(document), "dependsOn": waits}

    def _options(self, document: Document) -> dict[str, Any]:
        is_once = self.setting.is_once and document["type"] in (NETWORKS, TABLES)
        return {"@options": {"onlyIfNotExists": []}} if is_once else {}

    def _body(self, document: Document) -> dict[str, Any]:
        type_ = document["type"]
        names = parts_of(document["id"])[2]
        made: dict[str, Any] = {
            "type": type_,
            "apiVersion": document.get("apiVersion", _VERSIONS[type_.split("/")[0]]),
            "name": "/".join(names) if is_here(document["id"]) else names[-1],
        }
        made |= {key: document[key] for key in ("location", "identity") if key in document}
        if type_ in (ASSIGNMENTS, LOCKS):
            made |= self._scoped(document)
        properties = self._assignment(document) if type_ == ASSIGNMENTS else document.get("properties", {})
        said: dict[str, Any] = self._said({**made, "properties": properties} if properties else made)
        return said

    def _scoped(self, document: Document) -> dict[str, Any]:
        scope = document["id"].rpartition("/providers/")[0]
        if scope.lower() == GROUP.lower():
            return {}
        if not is_here(scope):
            raise CannotSay("it lies in another group than the one deployed to")
        return {"scope": scope}

    def _assignment(self, document: Document) -> dict[str, Any]:
        role = document["properties"]["roleDefinitionName"]
        return {
            "principalId": document["properties"]["principalId"],
            "roleDefinitionId": f"[subscriptionResourceId('{ROLES}', '{ROLE_IDS.get(role, role)}')]",
        }

    def _attaching(self, document: Document) -> dict[str, Any]:
        subnet = document["subnet"]
        properties = {**subnet["properties"], "routeTable": {"id": document["table"]}}
        inner = self._body({"id": subnet["id"], "type": subnet["type"], "properties": properties})
        return _deployment("attach", inner)

    def _elsewhere(self, document: Document) -> dict[str, Any]:
        _, _, subscription, _, group, *_ = document["id"].split("/")
        self.is_inner = True
        made = _deployment(f"in-{group}", {**self._body(document), **self._options(document)})
        self.is_inner = False
        return {**made, "subscriptionId": subscription, "resourceGroup": group}

    def _said(self, value: Any) -> Any:
        """Return a value with ids and principals as expressions, without what Azure writes."""
        if isinstance(value, dict):
            if any(key in value for key in _READ_ONLY):
                raise CannotSay("Azure writes it: no request may")
            children = "properties" in value and "id" in value
            kept = {key: each for key, each in value.items() if not (children and key in ("id", "type"))}
            return {self._text(key): self._said(each) for key, each in kept.items() if each is not None}
        if isinstance(value, list | tuple):
            return [self._said(each) for each in value]
        return self._text(value) if isinstance(value, str) else value

    def _text(self, text: str) -> str:
        if text in self.principals:
            return f"[{self._principal(*self.principals[text])}]"
        if is_here(text) and not self.is_inner:
            return f"[{_id(text)}]"
        return text

    def _principal(self, kind: str, id_: str) -> str:
        if kind == "identity":
            return f"reference({_id(id_)}, '2023-01-31').principalId"
        if kind == "kubelet":
            return f"reference({_id(id_)}, '2024-09-01').identityProfile.kubeletidentity.objectId"
        return f"reference({_id(id_)}, '2024-09-01', 'Full').identity.principalId"


def _id(id_: str) -> str:
    _, type_, names = parts_of(id_)
    return f"resourceId({', '.join(repr(each) for each in (type_, *names))})" if is_here(id_) else repr(id_)


def _deployment(name: str, resource: dict[str, Any]) -> dict[str, Any]:
    resources = {"made": resource}
    template = {"$schema": SCHEMA, "languageVersion": "2.0", "contentVersion": "1.0.0.0", "resources": resources}
    return {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2022-09-01",
        "name": name,
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "template": template,
        },
    }
