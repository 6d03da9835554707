"""Chapter 3: the article's own subnet with an own route table, and all that its commands leave out."""

from collections.abc import Mapping

from . import source
from .expectations import NOTHING, column, field, refused, shows
from .identity import CREATE_IDENTITY, ROLE_ON_NETWORK
from .outage import OUTAGE
from .reading import as_json, cells
from .scenes import BEGIN, CLUSTER_SHOWN, DELETE_GROUP, NODES, NOTHING_LEFT, PACKETS, ROUTES, learn_cluster
from .script import Chapter, Run, Seen, Step, Text

_SYSTEM_WITH_TABLE = (
    "(CustomRouteTableWithUnsupportedMSIType) Clusters using managed identity type SystemAssigned do not support "
    "bringing your own route table. Please see https://aka.ms/aks/customrt for more information"
)
"""E10."""
_NO_RIGHT_ON_TABLE = (
    "(CustomRouteTableMissingPermission) Managed identity or service principle must be given permission to read and "
    "write to custom route table {TABLE_ID}. Please see https://aka.ms/aks/customrt for more information"
)
"""E11."""

_FILL = {"mySubnetIDResourceID": "SUBNET_ID", "controlPlaneIdentityResourceID": "IDENTITY_ID"}
_WITH_PLUGIN = """\
az aks create -g myResourceGroup -n myManagedCluster \\
    --vnet-subnet-id $SUBNET_ID \\
    --enable-managed-identity --assign-identity $IDENTITY_ID \\
    --network-plugin kubenet"""


def _learn_table(seen: Seen) -> Mapping[str, str]:
    answer = as_json(seen.stdout)
    return {"TABLE": str(answer["name"]), "TABLE_ID": str(answer["id"]), "TABLE_GROUP": str(answer["resourceGroup"])}


def _own_routes(seen: Seen) -> str:
    return " ".join(name for name in cells(seen.stdout, "Name") if "____" not in name) or NOTHING


AS_IT_STANDS: tuple[Step, ...] = (
    Run(
        command=source.LIST_SUBNETS,
        say="say.list-subnets",
        fill={" [--subscription]": ""},
        picks=("addressPrefix", "id", "routeTable"),
        judges=(field(Text("claim.no-table-yet"), NOTHING, 0, "routeTable"),),
    ),
    Run(
        command=source.CREATE_WITH_TABLE,
        say="say.create-table-verbatim",
        fill=_FILL,
        picks=CLUSTER_SHOWN,
        judges=(
            field(Text("claim.default-plugin"), "azure", "networkProfile", "networkPlugin"),
            field(Text("claim.default-mode"), "overlay", "networkProfile", "networkPluginMode"),
        ),
    ),
    Run(
        command="akslab get nodes",
        say="say.no-ranges",
        picks=("NAME", "INTERNAL-IP", "POD-CIDR"),
        judges=(column(Text("claim.no-ranges"), "- - -", "POD-CIDR"),),
    ),
    Run(command="az aks delete -g myResourceGroup -n myManagedCluster --yes", say="say.delete-overlay"),
)

OWN_TABLE: tuple[Step, ...] = (
    Run(command="az group create --name myNetworkGroup --location eastus", say="say.make-table", picks=("name",)),
    Run(
        command="az network route-table create -g myNetworkGroup -n myRouteTable",
        learn=_learn_table,
        picks=("id", "routes"),
    ),
    Run(
        command="""\
az network route-table route create -g myNetworkGroup --route-table-name myRouteTable \\
    -n to-internet --address-prefix 0.0.0.0/0 --next-hop-type Internet""",
        say="say.own-rule",
        picks=("addressPrefix", "nextHopType"),
    ),
    Run(
        command="az network vnet subnet update --ids $SUBNET_ID --route-table $TABLE_ID",
        say="say.associate",
        picks=("addressPrefix", "routeTable", "id"),
        judges=(field(Text("claim.own-associated"), "{TABLE_ID}", "routeTable", "id"),),
    ),
)

REFUSED_IDENTITIES: tuple[Step, ...] = (
    Run(
        command=source.CREATE_SYSTEM_ASSIGNED,
        say="say.system-with-table",
        judges=(refused(Text("claim.system-with-table"), _SYSTEM_WITH_TABLE),),
        may_fail=True,
    ),
    *ROLE_ON_NETWORK,
    Run(
        command=_WITH_PLUGIN,
        say="say.no-right-on-table",
        judges=(refused(Text("claim.no-right-on-table"), _NO_RIGHT_ON_TABLE),),
        may_fail=True,
    ),
)

CREATE: tuple[Step, ...] = (
    Run(
        command='az role assignment create --assignee $PRINCIPAL_ID --scope $TABLE_ID --role "Network Contributor"',
        say="say.role-on-table",
        picks=("principalId", "scope"),
        judges=(field(Text("claim.role-on-table"), "{TABLE_ID}", "scope"),),
    ),
    Run(
        command=_WITH_PLUGIN,
        say="say.create-table",
        learn=learn_cluster,
        picks=CLUSTER_SHOWN,
        judges=(field(Text("claim.plugin"), "kubenet", "networkProfile", "networkPlugin"),),
    ),
    NODES,
    ROUTES,
    Run(
        command="az network route-table list -g $NODE_GROUP -o table",
        say="say.no-second-table",
        judges=(column(Text("claim.no-second-table"), NOTHING, "Name"),),
    ),
)

OWN_RULE_STAYS = Run(
    command=ROUTES.command,
    say="say.own-rule-stays",
    picks=ROUTES.picks,
    judges=(shows(Text("claim.own-rule-stays"), "to-internet", _own_routes),),
)

CHAPTER = Chapter(
    "chapter.table",
    (
        *BEGIN,
        CREATE_IDENTITY,
        *AS_IT_STANDS,
        *OWN_TABLE,
        *REFUSED_IDENTITIES,
        *CREATE,
        *PACKETS,
        *OUTAGE,
        OWN_RULE_STAYS,
    ),
    (
        Run(command="akslab vm delete machine"),
        DELETE_GROUP,
        Run(command="az group delete --name myNetworkGroup --yes"),
        *NOTHING_LEFT,
    ),
)
