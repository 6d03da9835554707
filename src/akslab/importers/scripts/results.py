"""What a command of az prints, as far as a script can use it: ids, principals and properties, picked by a query."""

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.nodes import Node
from ...wire.symbols import symbol
from .naming import symbol_of

MOST_QUERY = 500
_STEP = re.compile(
    r"""\.?(?P<name>[A-Za-z_]\w*|"[^"]*")"""
    r"""|\[\?(?P<key>\w+)==[`'"](?P<value>[^`'"\]]*)[`'"]\]"""
    r"""|\[(?P<index>-?\d{1,4})\]|(?P<all>\[\*?\])|\|(?=[\[.\w])"""
)


class Result(Struct, frozen=True, kw_only=True):
    """The resource, or the list of them, that a command made or looked up."""

    id: str = ""
    body: Node | None = None
    facts: Mapping[str, str] = {}
    """Path as a query writes it, lower-case and without blanks -> text: `identity.principalid`, `subnets[0].id`."""
    items: "tuple[Result, ...] | None" = None
    """The elements of a list that are known."""
    is_all: bool = False
    """There are no others."""
    collection: str = ""
    """The id that elements of the list begin with."""
    wrapper: str = ""
    """The key az prints it under: `newVNet`."""


def answer(result: Result, query: str) -> str:
    """Return the text that a query (or a path of jq, or a member of PowerShell) picks; a symbol where nobody can tell."""
    path = _normal(query)
    if result.wrapper and path.lower().startswith(f"{result.wrapper.lower()}."):
        path = path[len(result.wrapper) + 1 :]
    if known := result.facts.get(path.lower()):
        return known
    here: Result | Node | tuple[Result, ...] | None = result
    for step in _steps(path):
        here = _take(here, step)
    return _text(here) or symbol_of(f"{query.strip()} of {result.id or result.collection or 'az'}")


def _normal(query: str) -> str:
    return re.sub(r"\s+", "", query[:MOST_QUERY]).removeprefix(".").removeprefix("@.")


def _steps(path: str) -> "list[re.Match[str] | None]":
    steps: list[re.Match[str] | None] = []
    at = 0
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None or found.end() == at:
            return [None]
        if found[0] != "|":
            steps.append(found)
        at = found.end()
    return steps


def _take(
    here: "Result | Node | tuple[Result, ...] | None", step: "re.Match[str] | None"
) -> "Result | Node | tuple[Result, ...] | None":
    if step is None or here is None:
        return None
    if isinstance(here, Result) and here.items is not None:
        return _of_list(here, step)
    if isinstance(here, tuple):
        return _of_several(here, step)
    name = (step["name"] or "").strip('"')
    if isinstance(here, Result):
        return _member(here, name) if name else None
    if isinstance(here.value, str):
        # What a list was projected to: `[?name=='a'].id | [0]`.
        return here if step["all"] or step["index"] in ("0", "-1") else None
    return here.get(name) if name else here.get(int(step["index"])) if step["index"] else None


def _of_list(here: Result, step: "re.Match[str]") -> "Result | tuple[Result, ...] | None":
    items = here.items or ()
    if step["key"]:
        if step["key"].lower() != "name":
            return None
        wanted = [each for each in items if each.id.lower().endswith(f"/{step['value'].lower()}")]
        return tuple(wanted) or (Result(id=f"{here.collection}/{step['value']}"),)
    if len(items) == 1 and here.is_all and step["index"] in (None, "0", "-1"):
        return items if step["all"] else items[0]
    if step["all"] or step["index"]:
        unseen = Result(id=f"{here.collection}/{symbol(f'one of {here.collection}')}")
        return (unseen,) if step["all"] else unseen
    return None


def _of_several(here: tuple[Result, ...], step: "re.Match[str]") -> "Result | Node | tuple[Result, ...] | None":
    if step["all"]:
        return here
    if step["index"]:
        return here[0] if len(here) == 1 else None
    return _take(here[0], step) if len(here) == 1 else None


def _member(here: Result, name: str) -> "Result | Node | None":
    known = here.facts.get(name.lower())
    if known:
        return Node(known)
    if name.lower() == "id":
        return Node(here.id)
    if name.lower() == "name" and here.id:
        return Node(here.id.rsplit("/", 1)[-1])
    if name.lower() == "resourcegroup":
        segments = here.id.split("/")
        return Node(segments[4]) if len(segments) > 4 else None
    deeper = {key.partition(".")[2]: text for key, text in here.facts.items() if key.startswith(f"{name.lower()}.")}
    own = here.body.get(name) or here.body.at("properties", name) if here.body else None
    return replace(here, id="", body=own, facts=deeper, wrapper="") if deeper else own


def _text(here: "Result | Node | tuple[Result, ...] | None") -> str:
    if not isinstance(here, Node) or isinstance(here.value, bool):
        return ""
    return str(here.value) if isinstance(here.value, str | int) else ""
