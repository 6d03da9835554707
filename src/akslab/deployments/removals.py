"""What a plan itself takes away from clusters that stand: a subnet's route table that is there now and will not be.

A plan of Terraform says it outright, whoever attached the table: AKS, or an association that the plan deletes.
"""

from collections.abc import Iterable, Iterator

from ..rules.facts import has_plugin, own_subnets
from ..rules.ids import parent_of
from ..rules.resources import ManagedCluster, Subnet
from ..rules.time import Loss
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from .declared import Declared


def removals(view: View, prior: Iterable[Declared], planned: Iterable[Declared]) -> Iterator[Loss]:
    """Yield the route tables that subnets of kubenet clusters have in `view.before` and no longer in `view`."""
    prior, planned = tuple(prior), tuple(planned)
    anew = {each.id.lower() for each in planned if not each.existing} - {each.id.lower() for each in prior}
    for cluster in view.managed_clusters.values() if prior else ():
        stands = cluster.id.lower() not in anew
        try:
            subnets = tuple(own_subnets(view, cluster)) if stands and has_plugin(cluster, "kubenet") else ()
        except CannotJudge:
            continue
        for subnet in subnets:
            if subnet.route_table_id == "" and _had_table(view, subnet):
                yield _loss(cluster, subnet, prior, planned)


def _had_table(view: View, subnet: Subnet) -> bool:
    network = view.before.virtual_networks.get(parent_of(subnet.id).lower()) if view.before else None
    before = network.subnet(subnet.id) if network else None
    return before is not None and not isinstance(before.route_table_id, Unknown) and bool(before.route_table_id)


def _loss(cluster: ManagedCluster, subnet: Subnet, prior: tuple[Declared, ...], planned: tuple[Declared, ...]) -> Loss:
    """Return the loss, named after what is deleted, or what is written without the table."""
    stays = {each.address for each in planned}
    ids = (subnet.id.lower(), parent_of(subnet.id).lower())
    deleted = [each for each in prior if each.id.lower() == ids[0] and each.address not in stays]
    writers = [each for id_ in ids for each in planned if each.id.lower() == id_ and not each.existing]
    named = (deleted or writers or list(prior))[0]
    return Loss(
        subnet_id=subnet.id,
        what="association",
        resource_id=named.id,
        address=named.address,
        when="always",
        cluster_id=cluster.id,
    )
