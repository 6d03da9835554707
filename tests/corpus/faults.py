"""Faults to be put into sound networks: into the text itself, or into the network before it is written.

Each says which rules would name it: one of them has to.
"""

import re
from collections.abc import Callable
from ipaddress import IPv4Network
from typing import Any

from msgspec import Struct

from akslab.rules.examples import (
    CLUSTER,
    GROUP,
    IDENTITY,
    NETWORK,
    SUBNET,
    TABLE,
    assignment,
    cluster,
    identity,
    network,
    peering,
    pool,
    route,
    subnet,
    table,
)
from akslab.wire.symbols import principal_of

from .settings import ASSIGNMENTS, ATTACH, CLUSTERS, LOCKS, SUBNETS, Document, Setting, layered

_CIDR = r"(?!0\.0)(\d+\.\d+\.\d+\.\d+/\d+)"
_ADDRESS = r"(\d+\.\d+\.\d+\.\d+)"
_PLACES = {
    "pods": rf"(?:pod_?[cC]idr\W+|--pod-cidr ){_CIDR}",
    "services": rf"(?:service_?[cC]idr\W+|service_?[cC]idr string = '|--service-cidr ){_CIDR}",
    "dns": rf"(?:dns_?[sS]ervice_?[iI][pP]\W+|dnsServiceIP string = '|--dns-service-ip ){_ADDRESS}",
    "network": rf"(?:addressPrefixes\W+|address_space\W+|--address-prefixes ){_CIDR}",
    "nodes": (
        r"(?:addressPrefix['\"]?: ['\"]|address_prefixes\W+|--subnet-prefixes |subnet create.*--address-prefixes )"
        + _CIDR
    ),
}
"""Where a text says a range, in any of the languages."""


class TextFault(Struct, frozen=True):
    """A fault in a text."""

    name: str
    put: Callable[[str], str]
    """Returns the text as it was where the fault has no place in it."""
    rules: tuple[str, ...]


class NetworkFault(Struct, frozen=True):
    """A fault in the documents, or in their order."""

    name: str
    put: Callable[[tuple[Document, ...]], Setting]
    rules: tuple[str, ...]


def _said(text: str, name: str) -> str:
    found = re.search(_PLACES[name], text)
    return found[1] if found else ""


def _with(text: str, **values: str) -> str:
    """Return a text with other ranges; the same text where it does not say one of them."""
    if not all(_said(text, name) for name in values):
        return text
    for name, value in values.items():
        start, end = re.search(_PLACES[name], text).span(1)  # type: ignore[union-attr]
        text = text[:start] + value + text[end:]
    return text


def _moved(name: str, to: str) -> Callable[[str], str]:
    return lambda text: _with(text, **{name: to})


def _services_at(text: str, prefix: str) -> str:
    return _with(text, services=prefix, dns=str(IPv4Network(prefix)[10])) if prefix else text


def _resized(name: str, length: int) -> Callable[[str], str]:
    return lambda text: _with(text, **{name: f"{_said(text, name).partition('/')[0]}/{length}"})


def _pods_in_network(text: str) -> str:
    space = _said(text, "network")
    return _with(text, pods=f"{IPv4Network(space)[0]}/{max(16, int(space.partition('/')[2]))}") if space else text


def _first_address(text: str) -> str:
    services = _said(text, "services")
    return _with(text, dns=str(IPv4Network(services)[1])) if services else text


def _hop(text: str) -> str:
    return text.replace("VirtualAppliance", "Internet") if "0.0.0.0/0" in text and _said(text, "services") else text


TEXT_FAULTS = (
    TextFault("pods moved into the network", _pods_in_network, ("pod-cidr-overlaps-network", "pod-cidr-overlaps-peer")),
    TextFault(
        "pods moved onto services",
        lambda text: _with(text, pods=_said(text, "services")),
        ("pod-cidr-overlaps-service-cidr",),
    ),
    TextFault(
        "services moved onto the nodes",
        lambda text: _services_at(text, _said(text, "nodes")),
        ("service-cidr-overlaps-subnet", "service-cidr-overlaps-peer"),
    ),
    TextFault(
        "services moved to a reserved range", lambda text: _services_at(text, "172.30.0.0/16"), ("reserved-range",)
    ),
    TextFault(
        "services moved to a public range", lambda text: _services_at(text, "20.1.0.0/16"), ("service-cidr-public",)
    ),
    TextFault("DNS moved out of services", _moved("dns", "10.99.0.10"), ("dns-service-ip-outside",)),
    TextFault("DNS moved to the first address", _first_address, ("dns-service-ip-first",)),
    TextFault("pods with host bits", _moved("pods", "10.244.0.1/16"), ("cluster-range-host-bits",)),
    TextFault("pods with a length of 33", _moved("pods", "10.244.0.0/33"), ("cluster-range-malformed",)),
    TextFault("pods shrunk to one block", _resized("pods", 24), ("pod-cidr-too-small", "kubenet-node-limit")),
    TextFault("nodes moved out of the network", _moved("nodes", "100.64.0.0/24"), ("subnet-outside-network",)),
    TextFault("nodes shrunk to nothing", _resized("nodes", 30), ("subnet-size",)),
    TextFault("the default route leads to Internet", _hop, ("default-route-hop", "route-address-without-appliance")),
)
_SECOND = CLUSTER.replace("myAKSCluster", "second")
_SECOND_ID = IDENTITY.replace("myIdentity", "secondIdentity")
_SECOND_TABLE = TABLE.replace("myRouteTable", "secondTable")
_SECOND_SUBNET = SUBNET.replace("myAKSSubnet", "second")


def _assigned(id_: str) -> Document:
    return {"type": "UserAssigned", "userAssignedIdentities": {id_: {}}}


def sound_documents() -> tuple[Document, ...]:
    """Return two kubenet clusters behind a firewall, each with a table, an identity and a role of its own, and a hub."""
    second = cluster(
        pool(vnetSubnetID=_SECOND_SUBNET),
        identity=_assigned(_SECOND_ID),
        outboundType="userDefinedRouting",
        podCidr="10.245.0.0/16",
    )
    return (
        identity(),
        {**identity(), "id": _SECOND_ID, "name": "secondIdentity"},
        table(route()),
        table({**route(), "id": f"{_SECOND_TABLE}/routes/r"}, id_=_SECOND_TABLE),
        network(
            subnet(routeTable={"id": TABLE}),
            subnet("second", "192.168.3.0/24", routeTable={"id": _SECOND_TABLE}),
            subnet("firewall", "192.168.2.0/24"),
            virtualNetworkPeerings=[peering(allowForwardedTraffic=True)],
        ),
        network(prefixes=("10.1.0.0/16",), name="hub"),
        assignment(GROUP, principal_of(IDENTITY), name="00000000-0000-0000-0000-000000000001"),
        assignment(GROUP, principal_of(_SECOND_ID), name="00000000-0000-0000-0000-000000000002"),
        cluster(identity=_assigned(IDENTITY), outboundType="userDefinedRouting"),
        {**second, "id": _SECOND, "name": "second"},
    )


Change = Callable[[Document], Document | None]


def _changed(change: Change) -> Callable[[tuple[Document, ...]], Setting]:
    """Return how documents are changed one by one; None leaves one out."""
    return lambda documents: Setting(layers=layered(tuple(filter(None, map(change, documents)))))


def _without(*ids: str) -> Change:
    return lambda document: None if any(document["id"].startswith(id_) for id_ in ids) else document


def _roleless(document: Document) -> Document | None:
    is_first = document["type"] == ASSIGNMENTS and document["properties"]["principalId"] == principal_of(IDENTITY)
    return None if is_first else document


def _role_on_network(document: Document) -> Document | None:
    if _roleless(document):
        return document
    return assignment(NETWORK, principal_of(IDENTITY), name="00000000-0000-0000-0000-000000000001")


def _in_cluster(**properties: Any) -> Change:
    def change(document: Document) -> Document:
        if document["id"] != CLUSTER:
            return document
        return {**document, "properties": {**document["properties"], **properties}}

    return change


def _in_subnet(name: str, **properties: Any) -> Change:
    def change(document: Document) -> Document:
        if document["id"] != NETWORK:
            return document
        subnets = [
            {**each, "properties": {**each["properties"], **properties}} if each["name"] == name else each
            for each in document["properties"]["subnets"]
        ]
        return {**document, "properties": {**document["properties"], "subnets": subnets}}

    return change


def _system_assigned(document: Document) -> Document:
    return {**document, "identity": {"type": "SystemAssigned"}} if document["id"] == CLUSTER else document


def _routeless(document: Document) -> Document:
    return {**document, "properties": {"routes": []}} if document["id"] == TABLE else document


def _together(document: Document) -> Document:
    if document["id"] != _SECOND:
        return document
    return {**document, "properties": {**document["properties"], "agentPoolProfiles": [pool()]}}


def _with_equal_pods(document: Document | None) -> Document | None:
    if document is None or document["id"] != _SECOND:
        return document
    profile = {**document["properties"]["networkProfile"], "podCidr": "10.244.0.0/16"}
    return {**document, "properties": {**document["properties"], "networkProfile": profile}}


def _hub_over_pods(document: Document) -> Document:
    if document["name"] != "hub":
        return document
    return {
        **document,
        "properties": {**document["properties"], "addressSpace": {"addressPrefixes": ["10.244.0.0/20"]}},
    }


def _locked(documents: tuple[Document, ...]) -> Setting:
    lock = {"id": f"{TABLE}/providers/{LOCKS}/mine", "name": "mine", "type": LOCKS, "properties": {"level": "ReadOnly"}}
    return Setting(layers=layered((*documents, lock)))


def _role_last(documents: tuple[Document, ...]) -> Setting:
    """Return an order in which the clusters come before the roles."""
    first = tuple(each for each in documents if each["type"] not in (ASSIGNMENTS, CLUSTERS))
    return Setting(layers=(*layered(first), _of(documents, CLUSTERS), _of(documents, ASSIGNMENTS)))


def _role_beside(documents: tuple[Document, ...]) -> Setting:
    """Return an order in which the clusters do not wait for the roles."""
    first = tuple(each for each in documents if each["type"] not in (ASSIGNMENTS, CLUSTERS))
    return Setting(layers=(*layered(first), (*_of(documents, ASSIGNMENTS), *_of(documents, CLUSTERS))))


def _table_last(documents: tuple[Document, ...]) -> Setting:
    """Return an order in which the first cluster's table is put on its subnet after everything else."""
    own = subnet()
    made = _changed(_in_subnet("myAKSSubnet", routeTable=None))(documents)
    attach = {
        "id": f"{SUBNET}/attach",
        "type": ATTACH,
        "subnet": {**own, "type": SUBNETS},
        "network": NETWORK,
        "table": TABLE,
    }
    return Setting(layers=(*made.layers, (attach,)))


def _of(documents: tuple[Document, ...], kind: str) -> tuple[Document, ...]:
    return tuple(each for each in documents if each["type"] == kind)


_MISSING = ("custom-table-missing-permission",)
NETWORK_FAULTS = (
    NetworkFault("the role is dropped", _changed(_roleless), _MISSING),
    NetworkFault("the role is on the network only", _changed(_role_on_network), _MISSING),
    NetworkFault(
        "the table is taken off", _changed(_in_subnet("myAKSSubnet", routeTable=None)), ("user-routing-without-table",)
    ),
    NetworkFault("the default route is dropped", _changed(_routeless), ("user-routing-without-default-route",)),
    NetworkFault(
        "the table is shared",
        _changed(lambda document: _with_equal_pods(_in_subnet("second", routeTable={"id": TABLE})(document))),
        ("route-table-shared-by-clusters",),
    ),
    NetworkFault("the subnet is shared", _changed(_together), ("subnet-shared-by-clusters",)),
    NetworkFault(
        "the identity is the cluster's own", _changed(_system_assigned), ("custom-table-system-assigned-identity",)
    ),
    NetworkFault("the role comes last", _role_last, ("route-table-role-after-cluster",)),
    NetworkFault("the role comes beside the cluster", _role_beside, ("route-table-role-not-before-cluster",)),
    NetworkFault("the table comes last", _table_last, ("user-routing-table-after-cluster",)),
    NetworkFault("the table is locked", _locked, ("read-only-lock-on-routes",)),
    NetworkFault("the hub lies over the pods", _changed(_hub_over_pods), ("pod-cidr-overlaps-peer",)),
    NetworkFault(
        "the subnet is somebody else's",
        _changed(
            _in_subnet(
                "myAKSSubnet",
                delegations=[{"name": "d", "properties": {"serviceName": "Microsoft.Sql/managedInstances"}}],
            )
        ),
        ("subnet-is-delegated",),
    ),
    NetworkFault(
        "a pool has no subnet",
        _changed(_in_cluster(agentPoolProfiles=[pool(), pool("other", mode="User", vnetSubnetID=None)])),
        ("managed-and-own-subnets-mixed",),
    ),
    NetworkFault(
        "a pool is one of Windows",
        _changed(_in_cluster(agentPoolProfiles=[pool(), pool("win", mode="User", osType="Windows")])),
        ("windows-without-azure-cni",),
    ),
)
