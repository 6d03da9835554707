"""Chapter 2: the article's cluster of three nodes with an identity of one's own, and what AKS makes by itself."""

from . import source
from .expectations import NOTHING, field, shows
from .identity import CREATE_IDENTITY, PLACEHOLDER, ROLE_ON_NETWORK, SHOW_IDENTITY
from .scenes import (
    BEGIN,
    CLUSTER_SHOWN,
    DELETE_GROUP,
    NODES,
    NOTHING_LEFT,
    PROVIDER_TABLE,
    ROUTES,
    learn_cluster,
    pods,
    probe,
)
from .script import Chapter, Run, Seen, Step, Text


def _groups_on_interfaces(seen: Seen) -> str:
    names = {line.rsplit("/", 1)[-1].split("-")[-1] for line in seen.stdout.split()}
    return f"{len(seen.stdout.split())} {' '.join(sorted(names))}"


CREATE: tuple[Step, ...] = (
    Run(
        command=source.CREATE_USER_ASSIGNED,
        say="say.create-user",
        fill={PLACEHOLDER: "IDENTITY_ID"},
        learn=learn_cluster,
        picks=CLUSTER_SHOWN,
        judges=(
            field(Text("claim.plugin"), "kubenet", "networkProfile", "networkPlugin"),
            field(Text("claim.node-count"), "3", "agentPoolProfiles", 0, "count"),
            field(Text("claim.identity-type"), "UserAssigned", "identity", "type"),
        ),
    ),
)

MADE_BY_AKS: tuple[Step, ...] = (
    PROVIDER_TABLE,
    Run(
        command="az network vnet subnet show --ids $SUBNET_ID --query routeTable.id -o tsv",
        say="say.associated",
        judges=(
            shows(Text("claim.associated"), "{TABLE}", lambda seen: seen.stdout.strip().rsplit("/", 1)[-1] or NOTHING),
        ),
    ),
    Run(
        command='az network nic list -g $NODE_GROUP --query "[].networkSecurityGroup.id" -o tsv',
        say="say.security-group",
        judges=(shows(Text("claim.security-group"), "3 nsg", _groups_on_interfaces),),
    ),
)

ACROSS: tuple[Step, ...] = (
    pods("beta", 2, say="say.pods"),
    pods("gamma", 3),
    probe("across-nodes", "beta", "gamma", "{BETA}", "say.packets"),
    probe("across-nodes", "gamma", "beta", "{GAMMA}"),
)

CHAPTER = Chapter(
    "chapter.user",
    (*BEGIN, CREATE_IDENTITY, SHOW_IDENTITY, *ROLE_ON_NETWORK, *CREATE, NODES, *MADE_BY_AKS, ROUTES, *ACROSS),
    (DELETE_GROUP, *NOTHING_LEFT),
)
