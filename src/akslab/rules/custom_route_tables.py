"""A route table of the user's own under a kubenet cluster: whose identity may write it, and where it has to be.

Only kubenet writes routes, so Azure CNI clusters are asked nothing here (R40). A table in the node resource group is
AKS's own. Judged when the cluster is made and when a pool joins: a change of the association is the subnet's affair,
which Azure lets pass (R34).
"""

from collections.abc import Iterator

from .coming_before import comes_before_nodes
from .example import Example
from .examples import (
    GROUP,
    NETWORK,
    NODE_GROUP,
    SUBNET,
    SUBSCRIPTION,
    TABLE,
    USER_ASSIGNED,
    Document,
    assignment,
    cluster,
    network,
    pool,
    subnet,
    table,
    world,
)
from .facts import has_plugin, minor_version, new_pools, own_subnets, own_table_id
from .ids import differ, same, subscription_of
from .places import VERSION, subnet_place
from .resources import ManagedCluster
from .rule import Answer, Rule, in_own_words
from .time import association_of
from .unknown import CannotJudge, Unknown, Values, known
from .view import View

WRITE_TABLE = "Microsoft.Network/routeTables/write"
TABLE_ACTIONS = (
    "Microsoft.Network/routeTables/read",
    WRITE_TABLE,
    "Microsoft.Network/routeTables/routes/read",
    "Microsoft.Network/routeTables/routes/write",
)
"""What the cloud provider does to a table in another resource group (R49)."""

_OTHER_TABLE = TABLE.replace("myRouteTable", "other")


def _through(*roles: Document, table_id: str = TABLE, identity: Document | None = USER_ASSIGNED) -> Example:
    """Return a cluster whose subnet has this table."""
    made = cluster(identity=identity)
    return world(network(subnet(routeTable={"id": table_id})), table(id_=table_id), made, *roles)


def brought_tables(view: View, cluster: ManagedCluster) -> tuple[str, ...]:
    """Return the user's route tables that a kubenet cluster finds when it is made, or gets a pool."""
    if not new_pools(view, cluster) or not has_plugin(cluster, "kubenet"):
        return ()
    found = {
        table.lower(): table
        for each in own_subnets(view, cluster)
        if (table := own_table_id(cluster, each))
        and comes_before_nodes(view, cluster, each, association_of(each.id)) is not False
    }
    return tuple(found.values())


def _on_subnet(view: View, cluster: ManagedCluster, table_id: str) -> str:
    """Return the place of the first subnet of a cluster that has this table."""
    return next(subnet_place(s.id) for s in own_subnets(view, cluster) if same(own_table_id(cluster, s), table_id))


def _other_subscription(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for id_ in brought_tables(view, cluster):
        if differ(subscription_of(id_), subscription_of(cluster.id)):
            yield {"rtId": id_, "at": _on_subnet(view, cluster, id_)}


OTHER_SUBSCRIPTION = Rule(
    id="custom-table-in-another-subscription",
    title="An own route table is in the cluster's subscription",
    source=("R38", "E13"),
    subject=ManagedCluster,
    answer=in_own_words(
        "CustomRouteTableCannotCrossSubscription", "The route table {rtId} is not in the cluster's subscription."
    ),
    fix="Put a route table of the cluster's own subscription on the subnet.",
    place="{at}.properties.routeTable",
    check=_other_subscription,
    failing=lambda: _through(table_id=TABLE.replace(SUBSCRIPTION, f"{SUBSCRIPTION[:-1]}9")),
    sound=_through,
)


def _old_version(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    version = minor_version(cluster.kubernetes_version)
    if version and version < (1, 15) and brought_tables(view, cluster):
        yield {"version": cluster.kubernetes_version}


OLD_VERSION = Rule(
    id="custom-table-kubernetes-version",
    title="An own route table needs Kubernetes 1.15",
    source=("R38",),
    subject=ManagedCluster,
    answer=in_own_words(
        "CustomRouteTableUnsupportedK8SVersion", "Kubernetes {version} cannot use a custom route table; 1.15 can."
    ),
    fix="Write a version that AKS still supports.",
    place=VERSION,
    check=_old_version,
    failing=lambda: world(
        network(subnet(routeTable={"id": TABLE})), table(), cluster(identity=USER_ASSIGNED, version="1.14.8")
    ),
    sound=_through,
)


def _several(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    tables = brought_tables(view, cluster)
    other = next((other for other in tables[1:] if differ(tables[0], other)), None)
    if other:
        yield {"tables": ", ".join(tables), "one": tables[0], "at": _on_subnet(view, cluster, other)}


def _two_pools(first_table: str | None, second_table: str | None) -> View:
    """Return a cluster of two pools in two subnets with these tables."""
    subnets = (
        subnet(routeTable={"id": first_table} if first_table else None),
        subnet("second", "192.168.2.0/24", routeTable={"id": second_table} if second_table else None),
    )
    pools = (pool(), pool("second", vnetSubnetID=SUBNET.replace("myAKSSubnet", "second")))
    return world(network(*subnets), table(), table(id_=_OTHER_TABLE), cluster(*pools, identity=USER_ASSIGNED))


SEVERAL_TABLES = Rule(
    id="several-custom-tables",
    title="All subnets of a cluster have one route table",
    source=("R35", "R38", "E13"),
    subject=ManagedCluster,
    answer=in_own_words(
        "TooManyCustomRouteTables", "The subnets of the cluster have different route tables, {tables}: it needs one."
    ),
    fix="Put {one} on every subnet of the cluster.",
    place="{at}.properties.routeTable",
    check=_several,
    failing=lambda: _two_pools(TABLE, _OTHER_TABLE),
    sound=lambda: _two_pools(TABLE, TABLE),
)


def _missing_on_subnet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    tables = brought_tables(view, cluster)
    for found in own_subnets(view, cluster) if len(tables) == 1 else ():
        if not own_table_id(cluster, found):
            yield {"subnetId": found.id, "rtId": tables[0], "at": subnet_place(found.id)}


MISSING_ON_SUBNET = Rule(
    id="custom-table-missing-on-subnet",
    title="The cluster's own route table is on each of its subnets",
    source=("R35", "R38", "D7", "E13"),
    subject=ManagedCluster,
    answer=in_own_words(
        "SubnetMissingRouteTableAssociation", "The subnet {subnetId} has to have the cluster's route table {rtId}."
    ),
    fix="Put {rtId} on the subnet {subnetId} too, before the cluster is made.",
    place="{at}.properties.routeTable",
    check=_missing_on_subnet,
    failing=lambda: _two_pools(TABLE, None),
    sound=lambda: _two_pools(None, None),
)


def _unsupported_identity(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    tables = brought_tables(view, cluster)
    if tables and same(known(cluster.identity_type, "identity.type"), "SystemAssigned"):
        yield {"rtId": tables[0]}


# The article says in one place that az makes it work (X4); the service's answer names the identity type (E10).
UNSUPPORTED_IDENTITY = Rule(
    id="custom-table-system-assigned-identity",
    title="An own route table on kubenet needs a user-assigned identity",
    source=("E10", "R37", "X4"),
    subject=ManagedCluster,
    answer=Answer(
        code="CustomRouteTableWithUnsupportedMSIType",
        text="Clusters using managed identity type SystemAssigned do not support bringing your own route table. "
        "Please see https://aka.ms/aks/customrt for more information",
    ),
    fix="Make a user-assigned identity, give it Network Contributor on the route table and on the subnet, and "
    "write identity type UserAssigned with it.",
    place="identity.type",
    check=_unsupported_identity,
    failing=lambda: _through(identity=None),
    sound=lambda: _through(table_id=NODE_GROUP + "/providers/Microsoft.Network/routeTables/aks", identity=None),
)


def _missing_rights(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    tables = brought_tables(view, cluster)
    if not tables or same(known(cluster.identity_type, "identity.type"), "SystemAssigned"):
        return
    rights = view.rights
    if isinstance(rights, Unknown):
        raise CannotJudge("the role assignments of the cluster's identity")
    for id_ in tables:
        for principal in known(cluster.principal_ids, "the principal of the cluster's identity"):
            missing = [action for action in TABLE_ACTIONS if not rights(principal, action, id_)]
            if missing:
                at = _on_subnet(view, cluster, id_)
                yield {"rtId": id_, "principal": principal, "missing": ", ".join(missing), "at": at}


MISSING_RIGHTS = Rule(
    id="custom-table-missing-permission",
    title="The cluster's identity may read and write its route table",
    source=("E11", "R49"),
    subject=ManagedCluster,
    answer=Answer(
        code="CustomRouteTableMissingPermission",
        text="Managed identity or service principle must be given permission to read and write to custom route "
        "table {rtId}. Please see https://aka.ms/aks/customrt for more information",
    ),
    fix="Give principal {principal} the role Network Contributor on {rtId} before the cluster is made; a role on "
    "the virtual network does not cover the table.",
    place="identity",
    also=("{at}.properties.routeTable",),
    check=_missing_rights,
    failing=lambda: _through(assignment(NETWORK)),
    sound=lambda: _through(assignment(GROUP)),
)


def _role_on_subnet_missing(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    rights = view.rights
    for found in own_subnets(view, cluster):
        if isinstance(rights, Unknown):
            raise CannotJudge("the role assignments of the cluster's identity")
        for principal in known(cluster.principal_ids, "the principal of the cluster's identity"):
            missing = [action for action in SUBNET_ACTIONS if not rights(principal, action, found.id)]
            if missing:
                at = subnet_place(found.id)
                yield {"principal": principal, "missing": ", ".join(missing), "id": found.id, "at": at}


SUBNET_ACTIONS = (
    "Microsoft.Network/virtualNetworks/subnets/join/action",
    "Microsoft.Network/virtualNetworks/subnets/read",
)
"""The article's custom role (R48)."""


def _with_role(role: Document) -> Example:
    return world(network(subnet()), cluster(identity=USER_ASSIGNED), role)


# Not refused at creation: az grants the role afterwards. Without it the cluster runs, and internal load balancers stay
# pending: many clusters have none, so that a build is not to fail for it.
SUBNET_ROLE_MISSING = Rule(
    id="subnet-role-missing",
    title="The cluster's identity may read and join its subnets",
    class_="risk",
    source=("R48",),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "Principal {principal} lacks {missing} on {id}: internal load balancers cannot be placed there."
    ),
    fix="Give principal {principal} the role Network Contributor on {id}.",
    place="identity",
    also=("{at}",),
    check=_role_on_subnet_missing,
    failing=lambda: _with_role(assignment(SUBNET, role="Reader")),
    sound=lambda: _with_role(assignment(SUBNET, role="Joiner", actions=list(SUBNET_ACTIONS))),
)

CUSTOM_ROUTE_TABLES = (
    OLD_VERSION,
    SEVERAL_TABLES,
    MISSING_ON_SUBNET,
    OTHER_SUBSCRIPTION,
    UNSUPPORTED_IDENTITY,
    MISSING_RIGHTS,
    SUBNET_ROLE_MISSING,
)
"""The table itself, then O1's last two: identity type, rights."""
