"""When the roles of a cluster's identity count: given before the cluster is made, and long enough before.

AKS asks once for its rights on an own route table. A role that comes later, at the same time, or a moment before makes
the first run fail; the second passes, because the role is there by then.
"""

from collections.abc import Iterator

from ..wire.symbols import principal_of
from .coming_before import comes_before
from .custom_route_tables import SUBNET_ACTIONS, TABLE_ACTIONS, WRITE_TABLE, brought_tables
from .deployment_order import ATTACHED, own_cluster
from .example import Example
from .examples import GROUP, IDENTITY, SUBNET, Document, assignment, deployed, identity, network, subnet, table, wait
from .facts import own_subnets
from .grants import given_later, giving, making, principals_of, told
from .ids import name_of
from .resources import ManagedCluster
from .rule import Answer, Rule, in_own_words
from .unknown import Values
from .view import View


def _role_late(view: View, cluster: ManagedCluster, *, is_surely: bool) -> Iterator[Values]:
    for table_id in brought_tables(view, cluster) if making(view, cluster) else ():
        for principal, late in given_later(view, cluster, TABLE_ACTIONS, table_id):
            if (comes_before(view, cluster, late.id) is False) is is_surely:
                named = {"assignment": late.id, "name": told(late), "role": late.role}
                yield {"rtId": table_id, "table": name_of(table_id), "principal": principal, **named}


def _role_later(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    yield from _role_late(view, cluster, is_surely=True)


def _with_role(*rest: Document | tuple[Document, ...]) -> Example:
    return deployed(identity(), table(), network(ATTACHED), *rest)


_ROLE = assignment(GROUP, principal_of(IDENTITY))

ROLE_LATER = Rule(
    id="route-table-role-after-cluster",
    title="The identity has its role on an own route table before the cluster is made",
    source=("E11", "R49", "R51"),
    subject=ManagedCluster,
    answer=Answer(
        code="CustomRouteTableMissingPermission",
        text="Managed identity or service principle must be given permission to read and write to custom route "
        "table {rtId}. Please see https://aka.ms/aks/customrt for more information",
    ),
    fix="Give the role {role} before the cluster is made, and let the cluster depend on it: {name} comes after it now.",
    place="identity",
    also=("{assignment}#properties.principalId",),
    check=_role_later,
    failing=lambda: _with_role(own_cluster(), _ROLE),
    sound=lambda: _with_role(_ROLE, own_cluster()),
)


def _role_whenever(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    yield from _role_late(view, cluster, is_surely=False)


ROLE_WHENEVER = Rule(
    id="route-table-role-not-before-cluster",
    title="The cluster waits for its identity's role on an own route table",
    class_="breaks",
    source=("E11", "R49", "R51", "Azure/AKS-Construction#501"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Nothing makes the cluster wait for role assignment {name}: its identity may not write route table {table} yet, "
        "and the cluster is refused (CustomRouteTableMissingPermission). A second run may pass.",
    ),
    fix="Let the cluster depend on role assignment {name} (dependsOn, depends_on).",
    place="identity",
    also=("{assignment}#properties.principalId",),
    check=_role_whenever,
    failing=lambda: _with_role((_ROLE, own_cluster())),
    sound=lambda: _with_role(_ROLE, own_cluster()),
)


def _subnet_role_late(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in own_subnets(view, cluster) if making(view, cluster) else ():
        for principal, late in given_later(view, cluster, SUBNET_ACTIONS, found.id):
            named = {"assignment": late.id, "name": told(late)}
            yield {"subnet": found.name, "subnetId": found.id, "principal": principal, **named}


# Not refused: until the role counts, services of type LoadBalancer with an address of the subnet stay pending.
SUBNET_ROLE_LATE = Rule(
    id="subnet-role-not-before-cluster",
    title="The identity has its role on the subnet before the cluster is made",
    class_="risk",
    source=("R48", "R51", "Azure/AKS#1557"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The cluster does not wait for role assignment {name}: internal load balancers in subnet {subnet} stay pending "
        "until it is there and counts, up to an hour later.",
    ),
    fix="Let the cluster depend on role assignment {name}.",
    place="identity",
    also=("{assignment}#properties.principalId",),
    check=_subnet_role_late,
    failing=lambda: deployed(
        identity(), network(subnet()), (assignment(SUBNET, principal_of(IDENTITY)), own_cluster())
    ),
    sound=lambda: deployed(identity(), network(subnet()), assignment(SUBNET, principal_of(IDENTITY)), own_cluster()),
)


def _role_fresh(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    order = making(view, cluster)
    if order is None or view.language != "az":
        return
    for table_id in brought_tables(view, cluster):
        for principal in principals_of(cluster):
            given = giving(view, principal, WRITE_TABLE, table_id)
            before = [each.id for each in given if order.precedes(each.id, cluster.id)]
            if before and all(order.makes(id_) and order.pause(id_, cluster.id) == 0 for id_ in before):
                named = {"assignment": given[0].id, "name": told(given[0])}
                yield {"principal": principal, "table": name_of(table_id), **named}


# Of scripts only: a template's or Terraform's steps cannot wait, and those who deploy them run them again.
ROLE_FRESH = Rule(
    id="role-without-wait",
    title="A script waits until a new role counts",
    class_="risk",
    source=("R51", "Azure/azure-cli#27464", "Azure/AKS#1557"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The script makes the cluster right after role assignment {name}: a new role may take up to an hour to count, "
        "and until it does the cluster is refused (CustomRouteTableMissingPermission).",
    ),
    fix="Wait between the two: `sleep 60`, or try `az aks create` again until it is taken.",
    place="identity",
    also=("{assignment}#properties.principalId",),
    check=_role_fresh,
    failing=lambda: _script(_ROLE, own_cluster()),
    sound=lambda: _script(_ROLE, wait(60), own_cluster()),
)


def _script(*rest: Document) -> Example:
    """Return a script that makes identity, table and network, and then these."""
    return deployed(identity(), table(), network(ATTACHED), *rest, language="az")


ROLE_ORDER = (ROLE_LATER, ROLE_WHENEVER, ROLE_FRESH, SUBNET_ROLE_LATE)
