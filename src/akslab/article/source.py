"""The article's commands, letter by letter: Microsoft Learn, "Use kubenet with your own IP address ranges in AKS".

Each is the text of one code block (the fourth's trailing blanks included), with the section it stands in and its place
among the article's commands. Nothing here may be edited: a command that does not stand alone is run as it is first.
"""

from msgspec import Struct


class Quote(Struct, frozen=True):
    """A command of the article."""

    number: int
    """Its place among the article's commands, from 1."""
    section: str
    """The catalogue's key of the heading it stands under."""
    text: str


CREATE_GROUP = Quote(1, "section.network", "az group create --name myResourceGroup --location eastus")

CREATE_NETWORK = Quote(
    2,
    "section.network",
    """\
az network vnet create \\
    --resource-group myResourceGroup \\
    --name myAKSVnet \\
    --address-prefixes 192.168.0.0/16 \\
    --subnet-name myAKSSubnet \\
    --subnet-prefix 192.168.1.0/24 \\
    --location eastus""",
)

SUBNET_ID = Quote(
    3,
    "section.network",
    "SUBNET_ID=$(az network vnet subnet show --resource-group myResourceGroup --vnet-name myAKSVnet "
    "--name myAKSSubnet --query id -o tsv)",
)

CREATE_SYSTEM_ASSIGNED = Quote(
    4,
    "section.system",
    """\
az aks create \\
    --resource-group myResourceGroup \\
    --name myAKSCluster \\
    --network-plugin kubenet \\
    --service-cidr 10.0.0.0/16 \\
    --dns-service-ip 10.0.0.10 \\
    --pod-cidr 10.244.0.0/16 \\
    --vnet-subnet-id $SUBNET_ID    """,
)

SHOW_IDENTITY = Quote(5, "section.identity", "az identity show --ids <identity-resource-id>")

CREATE_IDENTITY = Quote(6, "section.identity", "az identity create --name myIdentity --resource-group myResourceGroup")

VNET_ID = Quote(
    7,
    "section.role",
    "VNET_ID=$(az network vnet show --resource-group myResourceGroup --name myAKSVnet --query id -o tsv)",
)

ASSIGN_ROLE = Quote(
    8,
    "section.role",
    "az role assignment create --assignee <control-plane-identity-principal-id> --scope $VNET_ID "
    '--role "Network Contributor"',
)

CREATE_USER_ASSIGNED = Quote(
    9,
    "section.user",
    """\
az aks create \\
    --resource-group myResourceGroup \\
    --name myAKSCluster \\
    --node-count 3 \\
    --network-plugin kubenet \\
    --vnet-subnet-id $SUBNET_ID \\
    --assign-identity <identity-resource-id>""",
)

LIST_SUBNETS = Quote(
    10,
    "section.table",
    "az network vnet subnet list --resource-group myResourceGroup --vnet-name myAKSVnet [--subscription]",
)

CREATE_WITH_TABLE = Quote(
    11,
    "section.table",
    "az aks create -g myResourceGroup -n myManagedCluster --vnet-subnet-id mySubnetIDResourceID "
    "--enable-managed-identity --assign-identity controlPlaneIdentityResourceID",
)

ARTICLE = (
    CREATE_GROUP,
    CREATE_NETWORK,
    SUBNET_ID,
    CREATE_SYSTEM_ASSIGNED,
    SHOW_IDENTITY,
    CREATE_IDENTITY,
    VNET_ID,
    ASSIGN_ROLE,
    CREATE_USER_ASSIGNED,
    LIST_SUBNETS,
    CREATE_WITH_TABLE,
)
