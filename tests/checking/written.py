"""A small template as text, with declarations whose origins lie in it: what an importer would return."""

from typing import Any

from msgspec.structs import replace

from akslab.deployments.declared import Declared, Deployment
from akslab.deployments.nodes import Node, node_of
from akslab.deployments.origins import Origin
from akslab.rules.examples import CLUSTER, NETWORK, SUBNET

FILE = "main.bicep"
TEXT = """\
param podCidr string = '192.168.0.0/20'

resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'myAKSVnet'
  properties: {
    addressSpace: { addressPrefixes: ['192.168.0.0/16'] }
    subnets: [{ name: 'myAKSSubnet', properties: { addressPrefix: '192.168.1.0/24' } }]
  }
}

resource aks 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: 'myAKSCluster'
  properties: {
    networkProfile: {
      networkPlugin: 'kubenet'
      podCidr: podCidr
    }
  }
}
"""


def at(words: str, text: str = TEXT, file: str = FILE) -> Origin:
    """Return the origin of words that stand once in the text."""
    assert text.count(words) == 1, words
    start = text.index(words)
    return Origin(file=file, start=start, end=start + len(words))


def value(words: str, plain: Any = None, **more: Any) -> Node:
    """Return a node written as these words."""
    return Node(words.strip("'") if plain is None else plain, at(words), **more)


def network(**more: Any) -> Declared:
    """Return the network as it is written."""
    subnet = {
        "name": Node("myAKSSubnet"),
        "properties": Node({"addressPrefix": value("'192.168.1.0/24'")}),
    }
    properties = {
        "addressSpace": Node({"addressPrefixes": Node((value("'192.168.0.0/16'"),))}),
        "subnets": Node((Node(subnet),)),
    }
    return Declared(
        address="net",
        type="Microsoft.Network/virtualNetworks",
        id=NETWORK,
        body=Node({"name": Node("myAKSVnet"), "properties": Node(properties)}, at("resource net")),
        origin=at("resource net"),
        keeps=("properties.subnets.*.properties.routeTable",),
        **more,
    )


def cluster(**more: Any) -> Declared:
    """Return the cluster as it is written: its pod range comes from a parameter and lies in the network."""
    profile = Node(
        {"networkPlugin": value("'kubenet'"), "podCidr": Node("192.168.0.0/20", at("'192.168.0.0/20'"))},
        at("networkProfile:"),
    )
    pools = node_of([{"name": "nodepool1", "mode": "System", "count": 3, "vnetSubnetID": SUBNET}], at("resource aks"))
    properties = {"networkProfile": profile, "agentPoolProfiles": pools}
    return Declared(
        address="aks",
        type="Microsoft.ContainerService/managedClusters",
        id=CLUSTER,
        body=Node(
            {"name": value("'myAKSCluster'"), "location": Node("eastus"), "properties": Node(properties)},
            at("resource aks"),
        ),
        origin=at("resource aks"),
        **{"after": ("net",)} | more,
    )


def deployment(*resources: Declared, name: str = FILE, **more: Any) -> Deployment:
    """Return the whole template, or these resources."""
    return Deployment(language="bicep", name=name, resources=resources or (network(), cluster()), **more)


def moved(whole: Deployment, by: int) -> Deployment:
    """Return a deployment whose text stands so many characters later in its file."""
    resources = (replace(each, body=_moved(each.body, by), origin=_at(each.origin, by)) for each in whole.resources)
    return replace(whole, resources=tuple(resources))


def _moved(node: Node, by: int) -> Node:
    inner = node.value
    if isinstance(inner, dict):
        inner = {key: _moved(each, by) for key, each in inner.items()}
    elif isinstance(inner, tuple):
        inner = tuple(_moved(each, by) for each in inner)
    return Node(inner, _at(node.origin, by) if node.origin else None)


def _at(origin: Origin, by: int) -> Origin:
    return replace(origin, start=origin.start + by, end=origin.end + by)
