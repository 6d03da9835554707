"""What a text names beside its error: ids of resources, the cluster, the node. Taken when it names just one of a kind."""

import re
from collections.abc import Iterator

from .resource import resource_of
from .values import value_named

MOST_IDS = 200

_ID = re.compile(r"/subscriptions/[^\s\"'`,;()\[\]{}<>|]{10,900}")
_CLUSTER = re.compile(r"container service ([\w-]{1,63}) in resource group ([\w.()-]{1,90})")
_IN_TERRAFORM = re.compile(r"Cluster(?: Name)?:? \"([\w-]{1,63})\"")
_GROUP_THERE = re.compile(r"Resource Group(?: Name)?:? \"([\w.()-]{1,90})\"")
_NODE = re.compile(r"\b(aks-[a-z0-9]{1,12}-\d{8}-vmss[0-9a-z]{6})\b")


def names_in(text: str) -> dict[str, str]:
    """Return the values a text names beside its error; `text` is flat."""
    found: dict[str, set[str]] = {}
    for name, value in (*_ids(text), *_words(text)):
        found.setdefault(name, set()).add(value)
    return {name: next(iter(values)) for name, values in found.items() if len({v.lower() for v in values}) == 1}


def _ids(text: str) -> Iterator[tuple[str, str]]:
    for count, match in enumerate(_ID.finditer(text)):
        if count >= MOST_IDS:
            return
        resource = resource_of(match[0].rstrip("./:"))
        if resource and (name := value_named(resource)):
            yield name, resource.id
        if resource and resource.group.lower().startswith("mc_"):
            yield "node_group", resource.group


def _words(text: str) -> Iterator[tuple[str, str]]:
    if match := _CLUSTER.search(text):
        yield "cluster", match[1]
        yield "group", match[2]
    if match := _IN_TERRAFORM.search(text):
        yield "cluster", match[1]
        if group := _GROUP_THERE.search(text, max(match.start() - 200, 0), match.end() + 200):
            yield "group", group[1]
    for node in _NODE.findall(text)[:MOST_IDS]:
        yield "node", node
