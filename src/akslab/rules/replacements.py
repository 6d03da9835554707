"""A plan that destroys a cluster to make it anew, because of something its tool or Azure cannot change in place."""

from collections.abc import Iterator

from .examples import CLUSTER, cluster, network, subnet, world
from .ids import name_of
from .places import PLUGIN
from .rule import Rule, in_own_words
from .time import Replacement
from .unknown import Values
from .view import View


def _replaced(_view: View, found: Replacement) -> Iterator[Values]:
    if found.id.lower().split("/")[-2:-1] == ["managedclusters"]:
        because = ", ".join(found.properties) or "-"
        yield {"cluster": name_of(found.id), "address": found.address, "because": because}


CLUSTER_REPLACED = Rule(
    id="cluster-would-be-replaced",
    title="A plan changes a cluster in place",
    class_="breaks",
    source=("C3", "Azure/AKS#5189", "hashicorp/terraform-provider-azurerm#31683"),
    subject=Replacement,
    answer=in_own_words(
        "",
        "The plan destroys cluster {cluster} ({address}) and makes a new one, because of: {because}. Everything that "
        "runs in it is gone.",
    ),
    fix="Put the old value of {because} back. Going from kubenet to Overlay in place needs azurerm 4.66.0 or later; "
    "older ones replace the cluster.",
    place=PLUGIN,
    check=_replaced,
    failing=lambda: world(
        network(subnet()),
        cluster(),
        replacements=(
            Replacement(id=CLUSTER, address="azurerm_kubernetes_cluster.main", properties=("network_profile",)),
        ),
    ),
    sound=lambda: world(network(subnet()), cluster()),
)

REPLACEMENTS = (CLUSTER_REPLACED,)
