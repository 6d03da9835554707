"""Why findings about the network around a cluster have no lines."""

_BEFORE = (
    "it is found where the state before is known, in a plan of Terraform or in a request: neither is written by hand"
)
_RUNNING = "only an export of a running cluster tells it, and no text that is deployed says so"
_COMMAND = f"{_RUNNING}; the command that puts it right stands in the finding"
_ADMITTED = (
    "which ranges of pods and nodes a group is to admit its author knows; the command that admits all of them stands in the "
    "finding"
)
_DELETED = "it is about a request to delete something, which no text says"
_APPLIANCE = "the address of an appliance is what only the one who runs it knows"
_FEWER = "which of them go, or become one, is decided by what they are for"
_AZAPI = (
    "azapi sends the whole body when anything in it changes, and what it is to leave alone cannot be said without giving up "
    "later changes of the body"
)

NETWORK: dict[str, str] = {
    "address-prefix-malformed": "without a length that can be read nobody can tell how large the range is meant to be",
    "route-prefix-malformed": "without a length that can be read nobody can tell which addresses the route is meant for",
    "route-appliance-without-address": _APPLIANCE,
    "route-appliance-address-malformed": _APPLIANCE,
    "route-next-hop-in-node-subnet": "an appliance has to move to another subnet, and gets its address there",
    "route-next-hop-nowhere": (
        f"{_APPLIANCE}; where it stands in a network of others, a peering with that one is theirs to make as well"
    ),
    "default-route-drops-the-way-out": (
        f"{_APPLIANCE}; without the route the nodes would go out freely, which somebody may have meant to stop"
    ),
    "gateway-routes-around-firewall": (
        "it may be meant so; which ranges behind the gateway are to pass the firewall stands in no text"
    ),
    "peering-one-sided": (
        "the other side is a resource of its own, and whether it forwards traffic or lends its gateway is decided there"
    ),
    "peering-with-itself": "which other network is meant only its author knows; taking the peering out joins nothing",
    "peers-of-a-network-overlap": f"{_BEFORE}; one of the peers moves to other addresses",
    "too-many-subnets": f"{_FEWER}; a second network has to be made for the rest",
    "too-many-peerings": f"{_FEWER}; a hub has to be made that the networks go through",
    "too-many-routes": _FEWER,
    "too-many-service-tag-routes": _FEWER,
    "too-many-security-rules": _FEWER,
    "subnet-removed-in-use": f"{_BEFORE}; the subnet is written again with its prefix",
    "subnet-resized-in-use": f"{_BEFORE}; the old prefix is written again, or what is in the subnet moves to another",
    "subnet-with-external-resources": f"{_RUNNING}; the interface goes to another subnet",
    "subnet-full": f"{_BEFORE}; a pool goes to another subnet, or addresses are freed",
    "subnet-in-use": _DELETED,
    "route-table-in-use": _DELETED,
    "network-security-group-in-use": _DELETED,
    "public-ip-in-use": _DELETED,
    "application-gateway-table-at-run-time": (
        "the cluster needs a route table of its own, an identity that may write it, and is made anew for that"
    ),
    "application-gateway-default-route": (
        "the gateway needs a table with the pods' routes and without the default route, and whoever makes it keeps it up to "
        "date: AKS writes to the cluster's table alone"
    ),
    "application-gateway-blocks-overlay": (
        "it is right as it is until the cluster moves: without the table the gateway answers 502"
    ),
    "change-detaches-route-table": _AZAPI,
    "change-removes-pod-routes": _AZAPI,
    "route-table-detached": _COMMAND,
    "route-table-swapped": _COMMAND,
    "route-table-without-pod-routes": f"{_RUNNING}; other findings say what keeps AKS from writing the routes",
    "pool-subnet-without-cluster-table": _COMMAND,
    "managed-table-orphaned": f"{_RUNNING}; it costs nothing, and AKS takes it away with the cluster",
    "route-missing-for-node": _COMMAND,
    "route-next-hop-mismatch": _COMMAND,
    "route-shadowed": _COMMAND,
    "nodes-share-a-block": f"{_RUNNING}; which of the two machines is there still, nobody but Azure can say",
    "route-stale": _COMMAND,
    "route-duplicate": _COMMAND,
    "route-outside-pod-cidr": f"{_COMMAND}, after a look whether another cluster uses the table",
    "route-table-role-missing": _COMMAND,
    "route-table-role-not-seen": f"{_RUNNING}; whether the role is inherited from above, an export of that scope says",
    "nsg-blocks-what-nodes-send": _ADMITTED,
    "nsg-blocks-pods-to-nodes": _ADMITTED,
    "nsg-blocks-some-pod-ports": "a closed port may be meant so; the command that opens it stands in the finding",
    "nsg-cuts-off-load-balancers": _COMMAND,
    "firewall-closes-node-setup": (
        "its rules stand in collections of the firewall's or of a policy's, by priority: where among them AKS may pass its "
        "owner decides; the command stands in the finding"
    ),
    "nsg-virtual-network-tag-widened": f"{_RUNNING}; which ranges are meant instead of the tag its author knows",
    "read-only-lock-on-node-group": f"{_COMMAND}; who made the lock has to agree",
    "delete-lock-over-node-group": f"{_COMMAND}; whether the lock is worth what it keeps AKS from, a person decides",
    "policy-touches-route-table": f"{_RUNNING}; an exemption is for the owner of the policy to give",
    "public-service-behind-appliance": f"{_RUNNING}; the service becomes internal, or the firewall lets it in",
    "nat-gateway-unused": f"{_RUNNING}; whether the gateway or the outbound type is meant, a person decides",
    "nat-gateway-without-subnet": f"{_RUNNING}; which subnet the gateway is for only its owner knows",
}
