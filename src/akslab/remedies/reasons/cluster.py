"""Why findings about a cluster, its pools and commands of az have no lines."""

_BEFORE = (
    "it is found where the state before is known, in a plan of Terraform or a request, and neither is written by hand"
)

CLUSTER: dict[str, str] = {
    "overlay-migration-with-policy": f"{_BEFORE}; the policies go first, in an update of its own",
    "fixed-property-changed": f"{_BEFORE}; what was there has to be written again, or a new pool or cluster is made",
    "kubernetes-downgrade": f"{_BEFORE}; the version that runs, or a later one, is the person's",
    "cluster-would-be-replaced": f"{_BEFORE}; what has to be as it was stands in the finding",
}
