"""Chapter 1: the article's cluster with a system-assigned identity; before it, two ranges that are refused."""

from collections.abc import Mapping

from . import source
from .expectations import NOTHING, column, field, refused, refused_naming
from .outage import OUTAGE
from .reading import as_json
from .scenes import BEGIN, CLUSTER_SHOWN, END, NODES, PACKETS, PROVIDER_TABLE, ROUTES, learn_cluster
from .script import Chapter, Run, Seen, Step, Text

_SERVICES_OVER_SUBNET = (
    "(ServiceCidrOverlapExistingSubnetsCidr) The specified service CIDR 192.168.1.0/24 is conflicted "
    "with an existing subnet CIDR 192.168.1.0/24"
)
"""E1."""


def _learn_created(seen: Seen) -> Mapping[str, str]:
    return {**learn_cluster(seen), "PRINCIPAL_ID": str(as_json(seen.stdout)["identity"]["principalId"])}


REFUSED_RANGES: tuple[Step, ...] = (
    Run(
        command="""\
az aks create -g myResourceGroup -n myAKSCluster \\
    --network-plugin kubenet \\
    --service-cidr 192.168.1.0/24 --dns-service-ip 192.168.1.10 \\
    --vnet-subnet-id $SUBNET_ID""",
        say="say.services-over-subnet",
        judges=(refused(Text("claim.services-over-subnet"), _SERVICES_OVER_SUBNET),),
        may_fail=True,
    ),
    Run(
        command="""\
az aks create -g myResourceGroup -n myAKSCluster \\
    --network-plugin kubenet \\
    --pod-cidr 172.30.0.0/16 \\
    --vnet-subnet-id $SUBNET_ID""",
        say="say.reserved",
        judges=(refused_naming(Text("claim.reserved"), "172.30.0.0/16"),),
        may_fail=True,
    ),
    Run(
        command="az aks list -o table",
        say="say.nothing-made",
        judges=(column(Text("claim.nothing-made"), NOTHING, "Name"),),
    ),
)

CREATE: tuple[Step, ...] = (
    Run(
        command=source.CREATE_SYSTEM_ASSIGNED,
        say="say.create-system",
        learn=_learn_created,
        picks=CLUSTER_SHOWN,
        judges=(
            field(Text("claim.plugin"), "kubenet", "networkProfile", "networkPlugin"),
            field(Text("claim.pod-cidr"), "10.244.0.0/16", "networkProfile", "podCidr"),
            field(Text("claim.identity-type"), "SystemAssigned", "identity", "type"),
        ),
    ),
    Run(
        command="az role assignment list --assignee $PRINCIPAL_ID --scope $SUBNET_ID -o table",
        say="say.role-by-az",
        picks=("Role", "Scope"),
        judges=(column(Text("claim.role-by-az"), "Network Contributor", "Role"),),
    ),
)

CHAPTER = Chapter(
    "chapter.system",
    (*BEGIN, *REFUSED_RANGES, *CREATE, NODES, PROVIDER_TABLE, ROUTES, *PACKETS, *OUTAGE),
    END,
)
