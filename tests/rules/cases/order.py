"""Cases of order: what comes before the cluster, after it, or at the same time."""

from typing import Any

from akslab.rules.deployment_order import ATTACHED, own_cluster
from akslab.rules.example import Example, in_order
from akslab.rules.examples import (
    CLUSTER,
    GROUP,
    IDENTITY,
    SUBNET,
    TABLE,
    TO_BE_MADE,
    USER_ASSIGNED,
    Document,
    allowed,
    assignment,
    cluster,
    deployed,
    identity,
    network,
    pool,
    route,
    subnet,
    table,
    wait,
    world,
)
from akslab.rules.user_routing import USER_DEFINED
from akslab.wire.symbols import principal_of

from .clusters import AZURE

WHO = principal_of(IDENTITY)
ROUTED: dict[str, Any] = {"outboundType": USER_DEFINED}
ROLE = assignment(GROUP, WHO)
ACTIONS = ("read", "write", "routes/read", "routes/write")


def parts(*rest: Document | tuple[Document, ...]) -> Example:
    """Return a deployment that attaches the table in a step of its own."""
    return deployed(identity(), table(), network(), *rest, holding=(network(ATTACHED), table(route())))


def roles(*rest: Document | tuple[Document, ...], language: str = "bicep") -> Example:
    """Return a deployment of a cluster on an own table, with these steps at its end."""
    return deployed(identity(), table(), network(ATTACHED), *rest, language=language)


def again(*steps: Document | tuple[Document, ...]) -> Example:
    """Return the same with a cluster that runs already."""
    made = deployed(*steps, holding=(network(ATTACHED), table(route())))
    return world(*made.documents, before=(own_cluster(),), order=made.order)


def custom(action: str, name: str = "Routes") -> Document:
    """Return a role of one action on the table."""
    return assignment(TABLE, WHO, "Routes", actions=[f"Microsoft.Network/routeTables/{action}"], name=name)


def existing_identity(*rest: Document | tuple[Document, ...]) -> Example:
    """Return a deployment that only names an identity which was there before."""
    return deployed(table(), network(ATTACHED), *rest)


OLDER = IDENTITY.replace("myIdentity", "older")


def of_two() -> Document:
    """Return the cluster with a second identity, which was there before."""
    made = own_cluster()
    return made | {
        "identity": made["identity"]
        | {"userAssignedIdentities": {each: {"principalId": principal_of(each)} for each in (IDENTITY, OLDER)}}
    }


SECOND_ATTACHED = subnet("second", "192.168.2.0/24", routeTable={"id": TABLE})
POOLED = pool("second", vnetSubnetID=SECOND_ATTACHED["id"])
SECOND_POOL = POOLED | {
    "id": f"{CLUSTER}/agentPools/second", "type": "Microsoft.ContainerService/managedClusters/agentPools",
}  # fmt: skip


THIRD_POOL = SECOND_POOL | {"id": SECOND_POOL["id"].replace("second", "third"), "name": "third"}


def pooled(*rest: Document | tuple[Document, ...], third: str = "") -> Example:
    """Return a deployment whose second pool, in a subnet of its own, is a step of its own; so may a `third` one be."""
    pools = (pool(), POOLED, *([POOLED | {"name": third}] if third else []))
    both = cluster(*pools, identity=TO_BE_MADE)
    return deployed(
        identity(),
        table(),
        network(ATTACHED),
        *rest,
        holding=(network(ATTACHED, SECOND_ATTACHED), table(route()), both),
    )


OWN_ROUTE = route() | {"type": "Microsoft.Network/routeTables/routes"}

BROKEN = [
    ("cluster-does-not-wait-for-what-it-names", "the identity", lambda: deployed(
        network(subnet()), (identity(), own_cluster()))),
    ("route-table-attached-after-cluster", "with capitals", lambda: parts(own_cluster(), ATTACHED)),
    ("user-routing-table-after-cluster", "on Azure CNI", lambda: parts(own_cluster(**ROUTED, **AZURE), ATTACHED)),
    ("route-table-not-attached-before-cluster", "with routing by the user", lambda: parts(
        (ATTACHED, own_cluster(**ROUTED, **AZURE)))),
    ("route-table-not-attached-before-cluster", "a pool of its own that does not wait for it", lambda: pooled(
        own_cluster(), (SECOND_POOL, SECOND_ATTACHED))),
    ("route-table-not-attached-before-cluster", "one of two pools of its own does not wait for it", lambda: pooled(
        own_cluster(), (THIRD_POOL, SECOND_ATTACHED), SECOND_POOL, third="third")),
    ("route-table-not-attached-before-cluster", "it comes between two pools of its own", lambda: pooled(
        own_cluster(), SECOND_POOL, SECOND_ATTACHED, THIRD_POOL, third="third")),
    ("route-table-not-attached-before-cluster", "a pool of the cluster's own is there too", lambda: pooled(
        (own_cluster(), SECOND_ATTACHED), SECOND_POOL, third="inner")),
    ("route-table-attached-after-cluster", "after a pool of its own", lambda: pooled(
        own_cluster(), SECOND_POOL, SECOND_ATTACHED)),
    ("default-route-not-before-cluster", "after it", lambda: parts(ATTACHED, own_cluster(**ROUTED), OWN_ROUTE)),
    *(("route-table-role-after-cluster", f"one that gives {each}", lambda each=each: roles(
        own_cluster(), custom(each))) for each in ACTIONS),
    *(("route-table-role-not-before-cluster", f"one that gives {each}", lambda each=each: roles(
        (own_cluster(), custom(each)))) for each in ACTIONS),
    ("route-table-role-not-before-cluster", "one right in time, another not", lambda: roles(
        custom("read", "Read"), (custom("write", "Write"), own_cluster()))),
    ("role-without-wait", "one that only lets it write", lambda: roles(custom("write"), own_cluster(), language="az")),
    ("role-without-wait", "another after it", lambda: roles(
        ROLE, own_cluster(), assignment(TABLE, WHO, name="late"), language="az")),
    ("role-without-wait", "among other roles", lambda: roles(
        assignment(GROUP, WHO, "Reader"), ROLE, own_cluster(), language="az")),
    ("role-without-wait", "a wait before the role", lambda: roles(wait(60), ROLE, own_cluster(), language="az")),
    ("subnet-role-not-before-cluster", "one that only lets it read", lambda: deployed(
        identity(), network(subnet()), (own_cluster(), assignment(
            SUBNET, WHO, "See", actions=["Microsoft.Network/virtualNetworks/subnets/read"])))),
    ("subnet-role-not-before-cluster", "one that only lets it join", lambda: deployed(
        identity(), network(subnet()), (own_cluster(), assignment(
            SUBNET, WHO, "Join", actions=["Microsoft.Network/virtualNetworks/subnets/join/action"])))),
    ("subnet-role-not-before-cluster", "after it", lambda: deployed(
        identity(), network(subnet()), own_cluster(), assignment(SUBNET, WHO))),
    ("route-table-role-not-before-cluster", "an identity that was there before, beside it", lambda: roles(
        (of_two(), ROLE))),
]  # fmt: skip

SOUND = [
    ("cluster-does-not-wait-for-what-it-names", "no order is told", lambda: world(network(subnet()), cluster())),
    ("cluster-does-not-wait-for-what-it-names", "the network was there before", lambda: world(
        network(subnet()), cluster(), order=in_order(cluster()))),
    ("cluster-does-not-wait-for-what-it-names", "the cluster was there before", lambda: world(
        network(subnet()), cluster(), order=in_order(network(subnet())))),
    ("cluster-does-not-wait-for-what-it-names", "a cluster that runs already", lambda: again(
        (network(subnet()), own_cluster()))),
    ("cluster-does-not-wait-for-what-it-names", "a subnet that only a pool of its own names", lambda: pooled(
        (own_cluster(), SECOND_ATTACHED), SECOND_POOL)),
    ("route-table-not-attached-before-cluster", "a pool of its own waits for it", lambda: pooled(
        (own_cluster(), SECOND_ATTACHED), SECOND_POOL)),
    ("route-table-attached-after-cluster", "before the pool that needs it", lambda: pooled(
        own_cluster(), SECOND_ATTACHED, SECOND_POOL)),
    ("route-table-attached-after-cluster", "Azure CNI needs none", lambda: parts(own_cluster(**AZURE), ATTACHED)),
    ("route-table-attached-after-cluster", "routing by the user, which is another rule's", lambda: parts(
        own_cluster(**ROUTED), ATTACHED)),
    ("route-table-attached-after-cluster", "whenever, which is another rule's", lambda: parts((ATTACHED, own_cluster()))),
    ("route-table-attached-after-cluster", "a cluster that runs already", lambda: again(
        table(), network(), own_cluster(), ATTACHED)),
    ("custom-table-system-assigned-identity", "a table that comes after the cluster", lambda: parts(
        cluster(), ATTACHED)),
    ("custom-table-missing-permission", "a table that comes after the cluster", lambda: world(
        *(made := parts(cluster(identity=USER_ASSIGNED), ATTACHED)).documents, rights=allowed(), order=made.order)),
    ("route-table-not-attached-before-cluster", "Azure CNI needs none", lambda: parts((own_cluster(**AZURE), ATTACHED))),
    ("route-table-not-attached-before-cluster", "after it, which is another rule's", lambda: parts(
        own_cluster(), ATTACHED)),
    ("user-routing-table-after-cluster", "no routing by the user", lambda: parts(own_cluster(), ATTACHED)),
    ("user-routing-table-after-cluster", "whenever, which is another rule's", lambda: parts(
        (own_cluster(**ROUTED), ATTACHED))),
    ("default-route-not-before-cluster", "no routing by the user", lambda: parts(ATTACHED, own_cluster(), OWN_ROUTE)),
    ("default-route-not-before-cluster", "another route", lambda: deployed(
        identity(), table(), network(ATTACHED), (own_cluster(**ROUTED), OWN_ROUTE),
        holding=(table(route("10.8.0.0/16")),))),
    ("default-route-not-before-cluster", "a route inside its table", lambda: deployed(
        identity(), table(route()), network(ATTACHED), own_cluster(**ROUTED))),
    ("default-route-not-before-cluster", "no order is told", lambda: world(
        network(ATTACHED), table(route()), own_cluster(**ROUTED))),
    ("route-table-role-after-cluster", "whenever, which is another rule's", lambda: roles((ROLE, own_cluster()))),
    ("route-table-role-after-cluster", "a second one, while the first is in time", lambda: roles(
        ROLE, own_cluster(), assignment(TABLE, WHO, name="late"))),
    ("route-table-role-after-cluster", "a role that gives nothing there", lambda: roles(
        ROLE, own_cluster(), assignment(SUBNET, WHO, name="late"))),
    ("route-table-role-after-cluster", "no role at all, which is another rule's", lambda: roles(own_cluster())),
    ("route-table-role-not-before-cluster", "after it, which is another rule's", lambda: roles(own_cluster(), ROLE)),
    ("route-table-role-not-before-cluster", "a second one, while the first is in time", lambda: roles(
        ROLE, (own_cluster(), assignment(TABLE, WHO, name="late")))),
    ("role-without-wait", "a template cannot wait", lambda: roles(ROLE, own_cluster())),
    ("role-without-wait", "after it, which is another rule's", lambda: roles(own_cluster(), ROLE, language="az")),
    ("role-without-wait", "an older role beside it", lambda: roles(
        ROLE, wait(60), assignment(TABLE, WHO, name="late"), own_cluster(), language="az")),
    ("role-without-wait", "no role at all, which is another rule's", lambda: roles(own_cluster(), language="az")),
    ("role-without-wait", "a role that gives nothing there", lambda: roles(
        assignment(SUBNET, WHO), own_cluster(), language="az")),
    ("route-table-role-after-cluster", "an identity that was there before, its role in time", lambda: existing_identity(
        ROLE, own_cluster())),
    ("role-without-wait", "a role that was there before", lambda: world(
        network(ATTACHED), table(), own_cluster(), ROLE, order=in_order(own_cluster()), language="az")),
    ("role-without-wait", "no order is told", lambda: world(
        network(ATTACHED), table(), own_cluster(), ROLE, language="az")),
    ("subnet-role-not-before-cluster", "the cluster's own identity, which comes with it", lambda: deployed(
        network(subnet()), cluster(), assignment(SUBNET, principal_of(cluster()["id"])))),
    ("subnet-role-not-before-cluster", "no order is told", lambda: world(
        network(subnet()), own_cluster(), assignment(SUBNET, WHO))),
    ("role-without-wait", "a cluster that something else makes", lambda: world(
        network(ATTACHED), table(), own_cluster(), ROLE, order=in_order(ROLE), language="az")),
]  # fmt: skip
