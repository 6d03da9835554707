"""What `akslab plan -o terraform` writes reads back as sound: nothing refused, nothing broken, ordered, safe to repeat."""

import pytest
from hypothesis import given
from planning.wishes import needs, plugins, unhurried

from akslab.deployments.judging import view_of_deployment
from akslab.planning.needs import Growth, Needs
from akslab.planning.placing import Ranges
from akslab.planning.plan import Plan, plan_cluster
from akslab.planning.plugins import KUBENET, PLUGINS, Plugin
from akslab.planning.snippets.text import snippet
from akslab.rules.time import association_of

from .reading import deployment, findings


def check(plan: Plan) -> None:
    """Assert that a plan's snippet is sound."""
    found = deployment(snippet("terraform", [plan], "en"))
    view = view_of_deployment(found)
    (cluster,) = view.managed_clusters.values()
    profile = cluster.network

    assert found.problems == ()
    assert [gap.needs for gap in found.gaps] == ["variable resource_group_name"]
    assert findings(view) == set()
    assert view.losses == ()
    assert profile.service_cidrs == (str(plan.service_cidr),)
    assert not plan.pod_cidr or profile.pod_cidrs == (str(plan.pod_cidr),)
    assert view.order is not None
    for pool in cluster.pools:
        assert isinstance(pool.subnet_id, str)
        assert view.order.precedes(pool.subnet_id, cluster.id)
        if plan.plugin.has_routes:
            assert view.order.makes(association_of(pool.subnet_id))
            assert view.order.precedes(association_of(pool.subnet_id), cluster.id)


@pytest.mark.parametrize("plugin", PLUGINS.values(), ids=lambda plugin: plugin.id)
def test_a_plan_of_any_plugin_is_sound(plugin: Plugin) -> None:
    check(plan_cluster(Needs(nodes=6, pools=2, growth=Growth(2, 1, text="2x")), plugin, Ranges()))


@unhurried
@given(needs(name="team-a_1"), plugins)
def test_whatever_one_wishes_the_snippet_is_sound(wanted: Needs, plugin: Plugin) -> None:
    plan = plan_cluster(wanted, plugin, Ranges())
    if plan.fits:
        check(plan)


def test_a_snippet_without_its_order_is_told_from_the_sound_one() -> None:
    text = snippet("terraform", [plan_cluster(Needs(nodes=6), KUBENET, Ranges())], "en")
    unordered = deployment(text[: text.index("  depends_on")] + "}\n")
    view = view_of_deployment(unordered)
    (cluster,) = view.managed_clusters.values()
    assert view.order is not None
    assert isinstance(cluster.pools[0].subnet_id, str)
    assert not view.order.precedes(association_of(cluster.pools[0].subnet_id), cluster.id)
