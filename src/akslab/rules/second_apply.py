"""What a second apply takes away from what AKS added after the first: the table it attached, the routes it wrote.

Azure gives no error for it, and it is what users ask about most. A detached table stays detached: the cloud provider
does not attach it again (K12). Routes come back when the provider looks again (K17), minutes later.
"""

from collections.abc import Iterator
from typing import Literal

from .example import Example
from .examples import CLUSTER, NETWORK, SUBNET, TABLE, USER_ASSIGNED, cluster, network, subnet, table, world
from .ids import name_of
from .places import subnet_place
from .rule import Check, Rule, in_own_words
from .time import Loss
from .unknown import Values
from .view import View

When = Literal["always", "on-change"]


def _lost(what: str, when: str) -> Check[Loss]:
    """Return the check for one kind of loss."""

    def judge(_view: View, loss: Loss) -> Iterator[Values]:
        if (loss.what, loss.when) == (what, when):
            yield {
                "address": loss.address,
                "subnet": name_of(loss.subnet_id),
                "cluster": name_of(loss.cluster_id),
                "clusterId": loss.cluster_id,
                "table": name_of(loss.resource_id),
                "at": subnet_place(loss.subnet_id),
            }

    return judge


def _detached(*losses: Loss) -> Example:
    return world(network(subnet()), cluster(), losses=losses)


def _association(when: When) -> Loss:
    return Loss(
        subnet_id=SUBNET,
        what="association",
        resource_id=NETWORK,
        address="myAKSVnet",
        when=when,
        cluster_id=CLUSTER,
    )


def _with_own_table(*losses: Loss) -> Example:
    place = network(subnet(routeTable={"id": TABLE}))
    return world(place, table(), cluster(identity=USER_ASSIGNED), losses=losses)


_OWN_TABLE = (
    "Give the subnet a route table of your own before the cluster is made, named in {address}, and the cluster a "
    "user-assigned identity that may write it; or write the subnet so that its table is left alone (azurerm_subnet by "
    "itself, azapi_update_resource). With onlyIfNotExists or ignore_changes later changes of {address} in the file do not "
    "reach Azure either."
)
_DETACHED_SOURCES = ("R32", "R34", "K12", "V6", "Azure/AKS#1242", "hashicorp/terraform-provider-azurerm#3749")

REDEPLOY_DETACHES = Rule(
    id="redeploy-detaches-route-table",
    title="A second apply leaves the route table that AKS attached on the subnet",
    class_="breaks",
    source=_DETACHED_SOURCES,
    subject=Loss,
    answer=in_own_words(
        "",
        "Applied again, {address} writes subnet {subnet} without a route table: the one AKS attached is taken off, and "
        "pods of {cluster} no longer reach those on other nodes.",
    ),
    fix=_OWN_TABLE,
    place="{at}.properties.routeTable",
    also=("{clusterId}#properties.networkProfile.networkPlugin",),
    check=_lost("association", "always"),
    failing=lambda: _detached(_association("always")),
    sound=_with_own_table,
)

CHANGE_DETACHES = Rule(
    id="change-detaches-route-table",
    title="A later change leaves the route table that AKS attached on the subnet",
    class_="breaks",
    source=_DETACHED_SOURCES,
    subject=Loss,
    answer=in_own_words(
        "",
        "The next apply that changes anything in {address} writes subnet {subnet} without a route table: the one AKS "
        "attached is taken off, and pods of {cluster} no longer reach those on other nodes.",
    ),
    fix=_OWN_TABLE,
    place="{at}.properties.routeTable",
    also=("{clusterId}#properties.networkProfile.networkPlugin",),
    check=_lost("association", "on-change"),
    failing=lambda: _detached(_association("on-change")),
    sound=_with_own_table,
)


def _routes(when: When) -> Loss:
    return Loss(
        subnet_id=SUBNET, what="routes", resource_id=TABLE, address="myRouteTable", when=when, cluster_id=CLUSTER
    )


_NO_LIST = (
    "Apply the route table apart from what is applied often, and refer to it as existing; write routes of your own as "
    "resources of their own (routeTables/routes, azurerm_route), so that {address} holds no list of routes. With "
    "onlyIfNotExists or ignore_changes later changes of {address} in the file do not reach Azure either."
)
_ROUTES_SOURCES = ("R36", "K8", "K17", "hashicorp/terraform-provider-azurerm#6061")

REDEPLOY_EMPTIES = Rule(
    id="redeploy-removes-pod-routes",
    title="A second apply leaves the pods' routes in the route table",
    class_="breaks",
    source=_ROUTES_SOURCES,
    subject=Loss,
    answer=in_own_words(
        "",
        "Applied again, {address} replaces the list of routes of {table}: those to nodes of {cluster} that are not in it "
        "are gone, and the pods there do not reach those on other nodes until the cloud provider has written them again.",
    ),
    fix=_NO_LIST,
    place="properties.routes",
    also=("{at}.properties.routeTable", "{clusterId}#properties.networkProfile.networkPlugin"),
    check=_lost("routes", "always"),
    failing=lambda: _with_own_table(_routes("always")),
    sound=_with_own_table,
)

CHANGE_EMPTIES = Rule(
    id="change-removes-pod-routes",
    title="A later change leaves the pods' routes in the route table",
    class_="breaks",
    source=_ROUTES_SOURCES,
    subject=Loss,
    answer=in_own_words(
        "",
        "The next apply that changes anything in {address} replaces the list of routes of {table}: those to nodes of "
        "{cluster} that are not in it are gone, and the pods there do not reach those on other nodes until the cloud "
        "provider has written them again.",
    ),
    fix=_NO_LIST,
    place="properties.routes",
    also=("{at}.properties.routeTable", "{clusterId}#properties.networkProfile.networkPlugin"),
    check=_lost("routes", "on-change"),
    failing=lambda: _with_own_table(_routes("on-change")),
    sound=_with_own_table,
)


def _left_out(_view: View, loss: Loss) -> Iterator[Values]:
    if loss.what == "subnet":
        named = {"subnet": name_of(loss.subnet_id), "at": subnet_place(loss.subnet_id)}
        yield {"address": loss.address, "cluster": name_of(loss.cluster_id), **named}


LEFT_OUT = Rule(
    id="redeploy-deletes-subnet",
    title="A network that lists its subnets lists all of them",
    class_="breaks",
    source=(
        "A9",
        "A16",
        "Azure/bicep#13267",
        "Azure/bicep-types-az#1687",
        "hashicorp/terraform-provider-azurerm#21156",
    ),
    subject=Loss,
    answer=in_own_words(
        "",
        "Applied again, {address} writes a list of subnets without {subnet}, which is declared by itself: Azure is told to "
        "delete the subnet of {cluster}, and refuses as long as nodes are in it (InUseSubnetCannotBeDeleted).",
    ),
    fix=(
        "Write all subnets in the list of {address}. Or write no list: then those that are declared by themselves are "
        "left alone, in ARM and Bicep with apiVersion 2023-11-01 or newer."
    ),
    place="properties.subnets[]",
    also=("{at}.properties.addressPrefix",),
    check=_left_out,
    failing=lambda: _detached(
        Loss(
            subnet_id=SUBNET,
            what="subnet",
            resource_id=NETWORK,
            address="myAKSVnet",
            when="always",
            cluster_id=CLUSTER,
        )
    ),
    sound=_with_own_table,
)


def _unnamed(_view: View, loss: Loss) -> Iterator[Values]:
    if loss.what == "unnamed-subnet":
        yield {
            "address": loss.address,
            "version": loss.version,
            "subnet": name_of(loss.subnet_id),
            "cluster": name_of(loss.cluster_id),
            "at": subnet_place(loss.subnet_id),
        }


def _of_old_version() -> Example:
    loss = Loss(
        subnet_id=SUBNET,
        what="unnamed-subnet",
        resource_id=NETWORK,
        address="myAKSVnet",
        when="always",
        cluster_id=CLUSTER,
        version="2023-04-01",
    )
    place = {**network(subnet(routeTable={"id": TABLE})), "apiVersion": loss.version}
    return world(place, table(), cluster(identity=USER_ASSIGNED), losses=(loss,))


# The announcement has 2023-09-01 as the version it began with, in some regions; a user was told that it takes
# 2023-11-01. Of 2023-09-01 itself nothing is said.
OLD_VERSION = Rule(
    id="old-api-version-deletes-subnet",
    title="A network that names no subnets has an API version that keeps them",
    class_="breaks",
    source=("A9", "A16", "Azure/bicep#13267", "Azure/bicep-types-az#1687", "nuonco/nuon#1666"),
    subject=Loss,
    answer=in_own_words(
        "",
        "Applied again, {address} writes the network without subnets, which Azure takes for none at all with apiVersion "
        "{version}: it is told to delete subnet {subnet}, which is declared by itself. With nodes of {cluster} in it Azure "
        "refuses (InUseSubnetCannotBeDeleted) and the deployment fails; without, the subnet is deleted and made anew.",
    ),
    fix=(
        "Raise the apiVersion of {address} to 2023-11-01 or newer, which keeps subnets that it does not name, or list all "
        "subnets inside {address}."
    ),
    place="apiVersion",
    also=("{at}.properties.addressPrefix",),
    check=_unnamed,
    failing=_of_old_version,
    sound=_with_own_table,
)

SECOND_APPLY = (REDEPLOY_DETACHES, CHANGE_DETACHES, REDEPLOY_EMPTIES, CHANGE_EMPTIES, LEFT_OUT, OLD_VERSION)
