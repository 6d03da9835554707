"""Which cluster a Kubernetes object is of: kubectl's output does not say.

A node says it: its machine is in the node resource group of its cluster. A pod and an event of a node follow the node.
Everything else belongs to the cluster whose nodes, or whose own document, are in the same folder; where that leaves a
choice, the object is left out and told.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ..importers.exports.items import Item
from ..rules import kubernetes_documents as kubernetes
from ..rules.fields import Fields, certain
from ..rules.ids import group_of, subscription_of
from ..rules.resources import ManagedCluster

Group = tuple[str, str]
"""Subscription and node resource group, lower-case."""


class Objects:
    """The Kubernetes objects of every cluster, by kind."""

    def __init__(self, items: Iterable[Item], clusters: Mapping[str, ManagedCluster], homes: Mapping[str, str]) -> None:
        """Take the objects, the clusters by lower-case id, and the file each cluster's document is in."""
        self.by_cluster: dict[str, dict[str, list[Item]]] = {id_: {} for id_ in clusters}
        self.left_out: list[Item] = []
        objects = tuple(items)
        self._groups = {_group_of(cluster): id_ for id_, cluster in clusters.items()}
        self._nodes: dict[str, str] = {}
        folders: dict[str, set[str]] = {}
        for item in objects:
            if item.document["kind"] == "Node" and (id_ := self._cluster_of_node(item)):
                self._nodes[kubernetes.node(item.document).name.lower()] = id_
                folders.setdefault(_folder(item.file), set()).add(id_)
        for id_, file in homes.items():
            folders.setdefault(_folder(file), set()).add(id_)
        self._folders = folders
        for item in objects:
            self._place(item)

    def _place(self, item: Item) -> None:
        id_ = self._cluster_of(item)
        if id_ is None:
            self.left_out.append(item)
        else:
            self.by_cluster[id_].setdefault(str(item.document["kind"]), []).append(item)

    def _cluster_of(self, item: Item) -> str | None:
        if item.document["kind"] == "Node":
            return self._cluster_of_node(item)
        named = self._nodes.get(_node_named(item.document))
        if named:
            return named
        found = self._folders.get(_folder(item.file)) or (set(self.by_cluster) if len(self.by_cluster) == 1 else set())
        return next(iter(found)) if len(found) == 1 else None

    def _cluster_of_node(self, item: Item) -> str | None:
        machine = kubernetes.node(item.document).machine_id
        if machine:
            return self._groups.get((subscription_of(machine), group_of(machine)))
        label = certain(Fields(item.document).fields("metadata").fields("labels").text("kubernetes.azure.com/cluster"))
        found = [id_ for (_, group), id_ in self._groups.items() if group == label.lower()]
        if len(found) == 1:
            return found[0]
        return next(iter(self.by_cluster)) if len(self.by_cluster) == 1 and not label else None


def _node_named(document: Mapping[str, Any]) -> str:
    """Return the node that a pod runs on, or that an event is about."""
    if document["kind"] == "Pod":
        return kubernetes.node_of_pod(document)
    if document["kind"] == "Event":
        found = kubernetes.event(document)
        return found.name.lower() if found.kind == "Node" else ""
    return ""


def _group_of(cluster: ManagedCluster) -> Group:
    group = cluster.node_resource_group
    return subscription_of(cluster.id), group.lower() if isinstance(group, str) else ""


def _folder(file: str) -> str:
    return file.rpartition("/")[0]
