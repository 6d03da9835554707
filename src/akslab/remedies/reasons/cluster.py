"""Why findings about a cluster, its pools and commands of az have no lines."""

_BEFORE = (
    "it is found where the state before is known, in a plan of Terraform or in a request: neither is written by hand"
)
_RUNNING = "only an export of a running cluster tells it, and no text that is deployed says so"
_CONFIG_MAP = "it stands in a ConfigMap of the running cluster, which an export shows and nobody deploys from"

CLUSTER: dict[str, str] = {
    "overlay-migration-with-policy": f"{_BEFORE}; the policies go first, in an update of its own",
    "fixed-property-changed": f"{_BEFORE}; what was there is written again, or a new pool or cluster is made",
    "kubernetes-downgrade": f"{_BEFORE}; the version that runs is written again, or a later one",
    "pool-in-expanded-network": f"{_BEFORE}; the network is widened first, the cluster updated once, then the pool added",
    "cluster-would-be-replaced": f"{_BEFORE}; what has to be as it was stands in the finding",
    "too-many-pools": "which pools are put together, and what moves to a second cluster, is decided by what runs in them",
    "cluster-too-large": "which nodes go to a second cluster is decided by what runs on them; Azure has no larger one",
    "network-in-another-subscription": (
        "a cluster or a network has to be made in the other's subscription, and no line of a text moves either there"
    ),
    "custom-table-in-another-subscription": (
        "a table has to be made in the cluster's subscription, with routes that only its owner knows"
    ),
    "subnet-not-found": "whether the subnet has still to be made, or its id is a slip, only its author knows",
    "network-policy-before-overlay": (
        "it is right as it is until the cluster moves: a line that takes its policies off would open it before"
    ),
    "dual-stack-before-overlay": "a new cluster is made and the workloads move to it: this one is right as it is until then",
    "names-too-long-for-overlay": (
        "a subnet, network or group of another name is a new one, and everything in it moves there first"
    ),
    "subnet-shared-with-other-plugin": (
        "a subnet has to be made for one of the two, and which one moves is its owner's decision"
    ),
    "network-overlaps-taken-range": (
        "a network moves with everything in it, or the others give up addresses: that is for those who hand out ranges"
    ),
    "reserved-range-taken": "what has to move belongs to others, and is named in a list, not in the text",
    "node-without-pod-cidr": f"{_RUNNING}; the machine is deleted, or the cluster has fewer nodes",
    "node-network-unavailable": f"{_RUNNING}; the node waits for its route, and other findings say why",
    "node-block-exhausted": f"{_RUNNING}; the node is drained and made anew, or pods are spread",
    "node-block-nearly-full": f"{_RUNNING}; pods are spread over more nodes",
    "event-route-not-created": f"{_RUNNING}; the code in the event says what is in the way",
    "event-no-block-left": f"{_RUNNING}; fewer nodes, or a new cluster with a larger range",
    "event-node-network-not-ready": f"{_RUNNING}; the node waits for its block or its route",
    "event-load-balancer-failed": f"{_RUNNING}; the code in the event says what is in the way",
    "ip-forwarding-off": f"{_RUNNING}; AKS turns it on when it makes the machine anew",
    "role-too-fresh": f"{_RUNNING}; nothing has to change but the time",
    "masquerade-range-malformed": f"{_CONFIG_MAP}; the range to write stands in the finding",
    "masquerade-hides-pods-from-pods": f"{_CONFIG_MAP}; the range to add stands in the finding",
    "masquerade-shows-pods-outside": f"{_CONFIG_MAP}; whether subnets there have routes to pods, their owner knows",
}
