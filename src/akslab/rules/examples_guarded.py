"""The article's cluster behind a security group, for the examples of rules about what groups close."""

from typing import Any

from .cluster_facts import Service
from .example import Document, Example
from .examples import SECURITY_GROUP, USER_ASSIGNED, cluster, network, security_group, security_rule, subnet, world
from .examples_running import ON_TABLE, attached, node_route, place, running

_OUT: Document = {
    "direction": "Outbound",
    "access": "Deny",
    "protocol": "*",
    "sourceAddressPrefix": "*",
    "destinationAddressPrefix": "Internet",
    "destinationPortRange": "*",
    "priority": 4000,
}


def deny(name: str = "deny", **properties: Any) -> Document:
    """Return a rule that denies all ways to the Internet, but for `properties`."""
    return security_rule(name, **{**_OUT, **properties})


def let(name: str, to: str, **properties: Any) -> Document:
    """Return a rule before it that admits what goes to some end."""
    return deny(name, **{"access": "Allow", "destinationAddressPrefix": to, "priority": 200, **properties})


def declared_behind(*rules: Document, **more: Any) -> Example:
    """Return the article's cluster behind a group; `servers` are the network's, the rest is the cluster's."""
    servers = more.pop("servers", None)
    options: dict[str, Any] = {"dhcpOptions": {"dnsServers": servers}} if servers else {}
    where = network(subnet(networkSecurityGroup={"id": SECURITY_GROUP}), **options)
    return world(where, security_group(*rules), cluster(**more))


def serving_behind(*rules: Document) -> Example:
    """Return the cluster as it runs behind a group, with a service behind an internal load balancer."""
    where = place(**ON_TABLE, networkSecurityGroup={"id": SECURITY_GROUP})
    table = attached(node_route(0), node_route(1))
    services = (Service(namespace="shop", name="web", is_internal=True),)
    return running(where, table, security_group(*rules), cluster(identity=USER_ASSIGNED), services=services)


IN = {"direction": "Inbound", "destinationAddressPrefix": "*"}
NETWORK_IN = let("network", "*", direction="Inbound", sourceAddressPrefix="192.168.0.0/16")
PODS_IN = let("pods", "*", direction="Inbound", sourceAddressPrefix="10.244.0.0/16", priority=201)
