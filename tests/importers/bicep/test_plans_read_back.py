"""What `akslab plan -o bicep` writes is sound when it is read: nothing refused, ordered, and clean the second time."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.deployments.judging import view_of_deployment
from akslab.planning.fleet import Wanted, plan_fleet
from akslab.planning.needs import Needs, Surge
from akslab.planning.placing import Ranges
from akslab.planning.plan import Plan, plan_cluster
from akslab.planning.plugins import KUBENET, PLUGINS, Plugin
from akslab.planning.snippets.text import snippet
from akslab.rules.time import association_of

from .articles import findings
from .reading import before, sound

PLUGIN = st.sampled_from(list(PLUGINS.values()))
NEEDS = st.builds(
    Needs,
    name=st.sampled_from(["aks", "team-a_1", "9lives"]),
    nodes=st.integers(3, 60),
    pools=st.integers(1, 3),
    surge=st.builds(Surge, st.integers(1, 100), is_percent=st.booleans()),
    pods_per_node=st.sampled_from([0, 30, 110, 250]),
    services=st.integers(1, 4000),
    internal_load_balancers=st.integers(0, 20),
)


@settings(deadline=None)
@given(NEEDS, PLUGIN)
def test_a_plan_reads_back_as_a_sound_deployment(needs: Needs, plugin: Plugin) -> None:
    plan = plan_cluster(needs, plugin, Ranges())
    if plan.fits:
        check([plan])


@settings(deadline=None)
@given(st.lists(PLUGIN, min_size=2, max_size=4))
def test_a_fleet_reads_back_as_sound_deployments(plugins: list[Plugin]) -> None:
    wanted = [Wanted(Needs(name=f"c{number}", nodes=6), plugin) for number, plugin in enumerate(plugins)]
    check([plan for plan in plan_fleet(wanted, Ranges()) if plan.fits])


def check(plans: Sequence[Plan]) -> None:
    """Judge the file of some plans."""
    found = sound(snippet("bicep", plans, "en"))
    view = view_of_deployment(found)
    assert findings(found) == []
    assert found.gaps == ()
    assert view.losses == ()
    assert view.order is not None
    assert len(view.managed_clusters) == len(plans)
    roles = {each.id: each.address for each in found.resources if each.type.endswith("/roleAssignments")}
    assert isinstance(view.role_assignments, tuple)
    assert len(view.role_assignments) == len(roles) == sum(1 + (plan.plugin is KUBENET) for plan in plans)
    for cluster in view.managed_clusters.values():
        assert isinstance(cluster.principal_ids, tuple)
        (address,) = (each.address for each in found.resources if each.id == cluster.id)
        own = {roles[each.id] for each in view.role_assignments if each.principal_id in cluster.principal_ids}
        assert own
        assert own <= before(found, address)
        for pool in cluster.pools:
            assert view.order.precedes(str(pool.subnet_id), cluster.id)
            assert view.order.precedes(association_of(str(pool.subnet_id)), cluster.id)
