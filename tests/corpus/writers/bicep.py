"""Documents -> Bicep: symbols for what comes earlier, ids put together where nothing may wait, modules for second writes."""

import re
from typing import Any

from msgspec.structs import replace

from akslab.rules.examples import GROUP

from ..settings import (
    ASSIGNMENTS,
    ATTACH,
    CLUSTERS,
    LOCKS,
    NETWORKS,
    PEERINGS,
    ROLES,
    ROUTES,
    SUBNETS,
    TABLES,
    WAIT,
    Document,
    Setting,
)
from .saying import (
    ROLE_IDS,
    CannotSay,
    before_each,
    declared_in,
    is_here,
    parts_of,
    principals,
    refuse_what_no_file_says,
)

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PARENTS = {SUBNETS: NETWORKS, PEERINGS: NETWORKS, ROUTES: TABLES}
_API = {
    "Microsoft.ContainerService": "2024-09-01",
    "Microsoft.Network": "2024-05-01",
    "Microsoft.ManagedIdentity": "2023-01-31",
    "Microsoft.Authorization": "2022-04-01",
}


class Raw(str):
    """An expression, as against a text."""


def write_bicep(setting: Setting) -> dict[str, str]:
    """Return the files: `main.bicep` and its modules. Raises CannotSay."""
    refuse_what_no_file_says(replace(setting, is_of_api_version=False))
    writer = _Writer(setting)
    blocks = [writer.block(document, earlier) for document, earlier in before_each(setting.layers)]
    written = [*writer.existing.values(), *filter(None, blocks)]
    return {"main.bicep": "\n\n".join(written) + "\n", **writer.modules}


class _Writer:
    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.principals = principals(setting.documents)
        self.modules: dict[str, str] = {}
        self.symbols = {each["id"]: _symbol(each["id"], number) for number, each in enumerate(setting.documents)}
        self.earlier: tuple[Document, ...] = ()
        self.is_inner = False
        self.existing: dict[str, str] = {}

    def block(self, document: Document, earlier: tuple[Document, ...]) -> str:
        self.earlier = tuple(each for each in earlier if each["type"] != WAIT)
        if document["type"] == WAIT:
            return ""
        waits = [self.symbols[each["id"]] for each in self.earlier]
        depends = f"  dependsOn: [{', '.join(waits)}]\n" if waits else ""
        if document["type"] == ATTACH or not self._is_in_this_file(document):
            return self._module(document, depends)
        return self._resource(document, self.symbols[document["id"]], depends)

    def _is_in_this_file(self, document: Document) -> bool:
        return is_here(document["id"]) or document["type"] in (ASSIGNMENTS, LOCKS, ROLES)

    def _module(self, document: Document, depends: str) -> str:
        symbol = self.symbols[document["id"]]
        file = f"{symbol}.bicep"
        self.is_inner, scope = True, ""
        if document["type"] == ATTACH:
            subnet = document["subnet"]
            properties = {**subnet["properties"], "routeTable": {"id": document["table"]}}
            document = {"id": subnet["id"], "type": SUBNETS, "properties": properties}
        else:
            _, _, subscription, _, group, *_ = document["id"].split("/")
            scope = f"  scope: resourceGroup('{subscription}', '{group}')\n"
        made = [self._resource(document, "made", "")]
        if document["type"] == CLUSTERS:
            made.append("output principalId string = made.identity.principalId")
        self.modules[file] = "\n\n".join(made) + "\n"
        self.is_inner = False
        return f"module {symbol} '{file}' = {{\n  name: '{symbol}'\n{scope}{depends}}}"

    def _resource(self, document: Document, symbol: str, depends: str) -> str:
        type_ = document["type"]
        names = parts_of(document["id"])[2]
        lines, once = [], ""
        parent = self._parent(document)
        if parent:
            lines.append(f"  parent: {parent}")
        lines.append(
            f"  name: {_quoted(names[-1] if parent or len(names) == 1 or type_ in _SCOPED else '/'.join(names))}"
        )
        scope = self._scope(document)
        lines += [f"  scope: {scope}"] if scope else []
        for key in ("location", "identity"):
            if key in document:
                lines.append(f"  {key}: {self._value(document[key], 1)}")
        properties = self._assignment(document) if type_ == ASSIGNMENTS else document.get("properties", {})
        if properties:
            lines.append(f"  properties: {self._value(properties, 1)}")
        if self.setting.is_once and type_ in (NETWORKS, TABLES):
            once = "@onlyIfNotExists()\n"
        body = "\n".join(lines)
        version = document.get("apiVersion", _API[type_.split("/")[0]])
        return f"{once}resource {symbol} '{type_}@{version}' = {{\n{body}\n{depends}}}"

    def _parent(self, document: Document) -> str:
        parent = declared_in(document["id"].rpartition("/")[0].rpartition("/")[0], self.earlier)
        if self.is_inner or document["type"] not in _PARENTS or parent is None:
            return ""
        return self.symbols[parent["id"]]

    def _scope(self, document: Document) -> str:
        if document["type"] not in (ASSIGNMENTS, LOCKS):
            return ""
        id_ = document["id"].rpartition("/providers/")[0]
        if id_.lower() == GROUP.lower():
            return ""
        found = declared_in(id_, self.setting.documents)
        if found is None:
            raise CannotSay("it lies in another group than the one deployed to")
        if found["id"].lower() == id_.lower():
            return self.symbols[found["id"]]
        return self._existing(id_, found)

    def _existing(self, id_: str, found: Document) -> str:
        """Return the symbol of a child that its parent makes inside itself, declared as existing beside it."""
        symbol, parent = f"{self.symbols[found['id']]}Child", self.symbols[found["id"]]
        _, type_, names = parts_of(id_)
        head = f"resource {symbol} '{type_}@2024-05-01' existing = {{"
        self.existing[symbol] = f"{head}\n  parent: {parent}\n  name: {_quoted(names[-1])}\n}}"
        return symbol

    def _assignment(self, document: Document) -> dict[str, Any]:
        role = document["properties"]["roleDefinitionName"]
        definition = Raw(f"subscriptionResourceId('{ROLES}', '{ROLE_IDS.get(role, role)}')")
        return {"principalId": document["properties"]["principalId"], "roleDefinitionId": definition}

    def _value(self, value: Any, depth: int) -> str:
        pad = "  " * (depth + 1)
        end = "  " * depth
        if isinstance(value, dict):
            if {"serviceAssociationLinks", "resourceNavigationLinks"} & set(value):
                raise CannotSay("Azure writes it: no request may")
            is_child = "properties" in value and "id" in value
            kept = {
                key: each
                for key, each in value.items()
                if each is not None and not (is_child and key in ("id", "type"))
            }
            lines = [f"{pad}{self._key(key)}: {self._value(each, depth + 1)}" for key, each in kept.items()]
            return "{\n" + "\n".join(lines) + f"\n{end}}}" if lines else "{}"
        if isinstance(value, list | tuple):
            lines = [f"{pad}{self._value(each, depth + 1)}" for each in value]
            return "[\n" + "\n".join(lines) + f"\n{end}]" if lines else "[]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Raw) or not isinstance(value, str):
            return str(value)
        return self._text(value)

    def _key(self, key: str) -> str:
        if _NAME.fullmatch(key):
            return key
        said = self._text(key)
        return said if said.startswith("'") else f"'${{{said}}}'"

    def _text(self, text: str) -> str:
        if text in self.principals:
            return self._principal(*self.principals[text])
        if is_here(text) and not self.is_inner:
            return self._id(text)
        return _quoted(text)

    def _id(self, id_: str) -> str:
        """Return an id: by the symbol of what comes earlier, and so waits; put together otherwise, and so does not."""
        found = declared_in(id_, self.earlier)
        if found is not None and found["type"] not in (ATTACH, ROLES, ASSIGNMENTS):
            symbol = self.symbols[found["id"]]
            rest = id_[len(found["id"]) :]
            return f"'${{{symbol}.id}}{rest}'" if rest else f"{symbol}.id"
        _, type_, names = parts_of(id_)
        return f"resourceId({', '.join(map(_quoted, (type_, *names)))})"

    def _principal(self, kind: str, id_: str) -> str:
        symbol = self.symbols[id_]
        if kind == "identity":
            return f"{symbol}.properties.principalId"
        if kind == "kubelet":
            return f"{symbol}.properties.identityProfile.kubeletidentity.objectId"
        return f"{symbol}.identity.principalId" if is_here(id_) else f"{symbol}.outputs.principalId"


_SCOPED = (ASSIGNMENTS, LOCKS, ROLES)


def _symbol(id_: str, number: int) -> str:
    word = re.sub(r"[^A-Za-z]", "", id_.rsplit("/", 1)[-1]) or "part"
    return f"{word[0].lower()}{word[1:]}{number}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("${", "\\${") + "'"
