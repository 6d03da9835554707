"""The scripts that `akslab plan -o az` prints: read back, each is its plan, in order, nothing wrong and nothing open."""

from hypothesis import given
from planning.wishes import needs, plugins, unhurried

from akslab.deployments.judging import view_of_deployment
from akslab.planning.needs import Needs
from akslab.planning.placing import Ranges
from akslab.planning.plan import Plan, plan_cluster
from akslab.planning.plugins import KUBENET, Plugin
from akslab.planning.snippets.text import snippet

from .reading import ENDS, not_judged, only, read, resources, rules


def script_of(plan: Plan) -> str:
    return snippet("az", [plan], "en")


@unhurried
@given(needs(name="team-a_1"), plugins)
def test_the_script_of_a_plan_is_sound_and_all_of_it_is_judged(wanted: Needs, plugin: Plugin) -> None:
    plan = plan_cluster(wanted, plugin, Ranges())
    if plan.fits:
        deployment = read(script_of(plan))
        assert rules(deployment, "rejected", "breaks", "risk") == (ENDS if plugin is KUBENET else set())
        assert not_judged(deployment) == set()
        assert (deployment.gaps, deployment.problems) == ((), ())


@unhurried
@given(needs(name="team-a_1"), plugins)
def test_the_script_of_a_plan_has_the_plans_ranges(wanted: Needs, plugin: Plugin) -> None:
    plan = plan_cluster(wanted, plugin, Ranges())
    if plan.fits:
        view = view_of_deployment(read(script_of(plan)))
        (cluster,) = view.managed_clusters.values()
        (network,) = view.virtual_networks.values()
        assert cluster.network.plugin == plugin.network_plugin
        assert cluster.network.service_cidrs == (str(plan.service_cidr),)
        assert network.prefixes == tuple(map(str, plan.network))
        assert (str(plan.subnet),) in [subnet.prefixes for subnet in network.subnets]
        assert sum(pool.count for pool in cluster.pools if isinstance(pool.count, int)) == plan.demand.nodes_now


def test_the_identity_has_its_roles_before_the_cluster_is_made() -> None:
    deployment = read(script_of(plan_cluster(Needs(nodes=6), KUBENET, Ranges())))
    view = view_of_deployment(deployment)
    assert view.order is not None
    assert isinstance(view.role_assignments, tuple)
    cluster = only(deployment, "managedClusters")
    assert len(view.role_assignments) == 3
    assert all(view.order.precedes(role.id, cluster.id) for role in view.role_assignments)


def test_the_cluster_is_tried_until_its_roles_count() -> None:
    deployment = read(script_of(plan_cluster(Needs(nodes=6), KUBENET, Ranges())))
    order = view_of_deployment(deployment).order
    assert order is not None
    cluster = only(deployment, "managedClusters")
    on_table = [each for each in resources(deployment, "roleAssignments") if "/routeTables/" in each.id]
    assert [order.pause(each.id, cluster.id) for each in on_table] == [None]
