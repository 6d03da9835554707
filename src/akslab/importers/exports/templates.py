"""`az group export` and the portal's template -> the resources in it, as far as its few expressions say.

What these exports write is `[parameters('x')]` with a default, `[concat(…)]` and `[resourceId(…)]`; anything else is
unknown. Where the group is, a template does not say: a resource that another export shows tells it, else a symbol stands
for it. Subnets and routes are there twice, inline and alone; whoever merges items takes care of that.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ...deployments.origins import Path
from ...rules.fields import ELSE
from ...rules.unknown import UNKNOWN
from ...wire.symbols import symbol
from ..options import Options
from .items import Item, Json

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[A-Za-z_][\w.]*|[(),])")
_MOST_DEEP = 20
_LONGEST = 4_096
_ENVELOPE = ("location", "tags", "sku", "identity", "zones", "kind")


def resources_of(
    template: Mapping[str, Any], file: str, path: Path, known: Mapping[str, Mapping[str, Any]], options: Options
) -> Iterator[Item]:
    """Yield the resources of a template; `known` are the resources of other exports, by lower-case id."""
    reader = _Reader(template, known, options)
    listed = template.get("resources")
    for index, written in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(written, Mapping) or {"copy", "condition"} & set(written):
            continue
        document = reader.document(written)
        if document:
            yield Item(
                kind="resource",
                key=str(document["id"]).lower(),
                document=document,
                written=written,
                file=file,
                path=(*path, "resources", index),
            )


class _NotReadError(Exception):
    """An expression is not one of the few that exports write."""


class _Reader:
    def __init__(self, template: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], options: Options) -> None:
        declared = template.get("parameters")
        self.defaults = {
            str(name).lower(): each["defaultValue"]
            for name, each in (declared.items() if isinstance(declared, Mapping) else ())
            if isinstance(each, Mapping) and "defaultValue" in each
        }
        self.group = ""
        """Empty until it is found: the names that tell it may be expressions themselves."""
        self.group = _group(options) or self._group_of(template, known) or _unknown_group()

    def _group_of(self, template: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> str:
        """Return the group most of whose resources are known by the names this template has; empty if none is."""
        tails: dict[str, set[str]] = {}
        ids = (*known, *(str(value) for value in self.defaults.values() if str(value).startswith("/subscriptions/")))
        for id_ in ids:
            group, found, tail = id_.lower().rpartition("/providers/")
            if found and group.count("/") == 4:
                tails.setdefault(tail, set()).add(id_[: len(group)])
        listed = template.get("resources")
        votes: Counter[str] = Counter()
        for written in listed if isinstance(listed, list) else ():
            if isinstance(written, Mapping):
                tail = _tail(str(written.get("type", "")), self.value(written.get("name")))
                votes.update(tails.get(tail.lower(), ()))
        return votes.most_common(1)[0][0] if votes else ""

    def document(self, written: Mapping[str, Any]) -> Json | None:
        type_, name = str(written.get("type", "")), self.value(written.get("name"))
        if not isinstance(name, str) or name.count("/") != type_.count("/") - 1:
            return None
        document: Json = {"id": f"{self.group}/providers/{_tail(type_, name)}", "type": type_}
        document["name"] = name.rsplit("/", 1)[-1]
        document |= {key: self.value(written[key]) for key in _ENVELOPE if key in written}
        properties = self.value(written.get("properties"))
        document["properties"] = properties if isinstance(properties, dict) else {ELSE: UNKNOWN}
        return document

    def value(self, written: Any, depth: int = 0) -> Any:
        """Return a value with its expressions evaluated; UNKNOWN for those that are not read."""
        if isinstance(written, Mapping):
            return {key: self.value(each, depth) for key, each in written.items()}
        if isinstance(written, list):
            return [self.value(each, depth) for each in written]
        if not isinstance(written, str) or not written.startswith("[") or not written.endswith("]"):
            return written
        if written.startswith("[[") or len(written) > _LONGEST:
            return written[1:] if written.startswith("[[") else UNKNOWN
        try:
            value, end = self._expression(_tokens(written[1:-1]), 0, depth)
        except _NotReadError:
            return UNKNOWN
        return value if end is None else UNKNOWN

    def _expression(self, tokens: list[str], at: int, depth: int) -> tuple[Any, int | None]:
        """Return the value of the expression at a token, and where the next one is; None at the end."""
        if at >= len(tokens) or depth > _MOST_DEEP:
            raise _NotReadError
        first, following = tokens[at], at + 1
        if first.startswith("'"):
            return first[1:-1].replace("''", "'"), following if following < len(tokens) else None
        if tokens[following : following + 1] != ["("]:
            raise _NotReadError
        arguments, at = list[Any](), following + 1
        while tokens[at : at + 1] != [")"]:
            value, end = self._expression(tokens, at, depth + 1)
            arguments.append(value)
            if end is None:
                raise _NotReadError
            at = end + (tokens[end] == ",")
        return self._called(first.lower(), arguments), at + 1 if at + 1 < len(tokens) else None

    def _called(self, name: str, arguments: list[Any]) -> Any:
        if not arguments or not all(isinstance(each, str) for each in arguments):
            return UNKNOWN
        if name == "parameters":
            return self.defaults.get(arguments[0].lower(), UNKNOWN)
        if name == "concat":
            return "".join(arguments) if sum(map(len, arguments)) <= _LONGEST else UNKNOWN
        if name == "resourceid" and self.group and len(arguments) == arguments[0].count("/") + 1:
            return f"{self.group}/providers/{_tail(arguments[0], '/'.join(arguments[1:]))}"
        return UNKNOWN


def _tokens(text: str) -> list[str]:
    """Return the tokens of an expression; none for a text that has anything else in it."""
    tokens, at = list[str](), 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            return []
        tokens.append(found[1])
        at = found.end()
    return tokens


def _tail(type_: str, name: object) -> str:
    """Return `Microsoft.Network/virtualNetworks/V/subnets/S`."""
    namespace, *types = type_.split("/")
    names = str(name).split("/")
    return "/".join((namespace, *(part for pair in zip(types, names, strict=False) for part in pair)))


def _group(options: Options) -> str:
    if options.subscription_id and options.resource_group:
        return f"/subscriptions/{options.subscription_id}/resourceGroups/{options.resource_group}"
    return ""


def _unknown_group() -> str:
    return f"/subscriptions/{symbol('subscription')}/resourceGroups/{symbol('resource group')}"
