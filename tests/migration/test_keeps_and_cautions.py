"""What stays as it is, and what is to be known before anybody begins."""

import pytest
from doctor import az_shapes as az
from doctor.scenarios import BROKEN

from akslab.migration.aims import Aim
from akslab.migration.assessment import Assessment
from akslab.migration.sentences import Speaker

from . import exports
from .exports import assessed, commands, keys, step_keys

TO_FIREWALL = az.route(az.OWN_TABLE, "toFirewall", "0.0.0.0/0")
UPDATE = "az network vnet subnet update -g rg-aks --vnet-name myAKSVnet -n snet-aks"
UDR = {"outboundType": "userDefinedRouting"}


def told(found: Assessment, kind: str) -> list[str]:
    return [Speaker("en").sentence(each.what) for each in found.of(kind)]  # type: ignore[arg-type]


def with_default_route(**profile: object) -> az.Files:
    routes = [*az.pod_routes(az.OWN_TABLE), TO_FIREWALL]
    return exports.ready(aks=az.aks_show(networkProfile=profile), rt=az.table_show(az.OWN_TABLE, routes, [az.SUBNET]))


def test_what_stays_is_told() -> None:
    assert told(assessed(exports.ready()), "keep") == [
        "nodes keep their addresses, and take new ones from snet-aks (192.168.1.0/24)",
        "what leaves the cluster has its node's address, as before: rules that name the node subnet hold",
        "the pod range 10.244.0.0/16, a /24 for each node; which node has which block may change",
        "the service range 10.0.0.0/16 and the DNS address 10.0.0.10",
        "pods per node: nodepool1 110",
        "table rt-aks, which is empty afterwards: AKS takes out the routes it wrote (3)",
        "the addresses of LoadBalancer services (1): shop/web",
    ]


def test_a_new_range_is_not_told_as_one_that_stays() -> None:
    assert "pods" not in keys(assessed(exports.ready(), Aim(pod_cidr="10.64.0.0/16")), "keep")


def test_own_routes_stay_and_so_does_the_table_on_the_subnets() -> None:
    found = assessed(with_default_route())

    assert "table rt-aks with its own routes toFirewall (0.0.0.0/0); AKS takes out those it wrote (3)" in told(
        found, "keep"
    )
    table = next(step for step in found.steps if step.key == "table")
    assert table.commands == (f"{UPDATE} --route-table rt-aks",)


def test_a_table_with_nothing_of_the_users_goes_off_the_subnets() -> None:
    table = next(step for step in assessed(exports.ready()).steps if step.key == "table")

    assert table.commands == (f"{UPDATE} --remove routeTable",)


def test_nobody_is_told_to_take_the_table_off_the_nodes_before_the_move() -> None:
    for files in (exports.ready(), with_default_route(**UDR), exports.with_side_subnet()):
        found = assessed(files)
        before = [command for step in found.steps[: found.final_step] for command in step.commands]
        assert not any(f"{UPDATE} --remove" in command for command in before)


def test_a_table_that_holds_the_way_out_is_told_with_what_pages_say_of_both() -> None:
    found = assessed(with_default_route(**UDR))

    assert "table-is-way-out" in keys(found, "warn")
    assert "who-detaches" not in keys(found, "warn")
    assert "way-out" in {each.key for each in found.disagreements}


def test_the_open_report_of_a_refusal_is_always_shown_with_its_date() -> None:
    warning = next(each for each in assessed(exports.ready()).of("warn") if each.key == "open-report")

    words = Speaker("en").sentence(warning.what)
    assert "2026-03-18" in words
    assert "UnsupportedNetworkPluginModeWithNetworkPlugin" in words
    assert "Azure/AKS#5662" in warning.sources


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_pod_traffic_that_is_broken_already_is_mended_first(name: str) -> None:
    found = assessed(exports.inside(BROKEN[name]().files))

    assert "broken" in keys(found, "warn")


def test_locks_over_what_aks_writes_are_told() -> None:
    group = f"/subscriptions/{az.SUBSCRIPTION}/resourceGroups/{az.NODE_GROUP}"
    lock = {
        "id": f"{group}/providers/Microsoft.Authorization/locks/keep",
        "name": "keep",
        "type": "Microsoft.Authorization/locks",
        "level": "CanNotDelete",
        "resourceGroup": az.NODE_GROUP,
    }

    assert "lock" in keys(assessed(exports.ready(locks=[lock])), "warn")


def test_an_identity_that_may_not_write_the_subnet_is_told() -> None:
    narrow = [az.role(az.OWN_TABLE), az.role(f"/subscriptions/{az.SUBSCRIPTION}/resourceGroups/rg-x", name="Reader")]
    wide = [*narrow, az.role(az.VNET)]

    assert "rights" in keys(assessed(exports.ready(roles=narrow)), "warn")
    assert "rights" not in keys(assessed(exports.ready(roles=wide)), "warn")


@pytest.mark.parametrize(
    ("pods", "key"),
    [("192.168.128.0/17", "pods-in-network"), ("20.1.0.0/16", "pods-public"), ("10.9.0.0/16", "pods-over-others")],
)
def test_a_range_that_meets_more_than_subnets_is_a_warning(pods: str, key: str) -> None:
    hub = az.id_of("virtualNetworks", "hub")
    side = az.peering("toHub", hub, "10.9.0.0/16")
    files = exports.ready(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE), virtualNetworkPeerings=[side]))

    found = assessed(files, Aim(pod_cidr=pods))

    assert (found.state, key in keys(found, "warn")) == ("ready", True)


def test_a_kept_range_that_aks_reserves_is_a_warning_for_nobody_says_whether_it_may_move() -> None:
    files = exports.with_aks(networkProfile={"podCidr": "172.30.0.0/16", "podCidrs": ["172.30.0.0/16"]})

    assert "pods-reserved" in keys(assessed(files), "warn")


def test_cilium_is_a_move_of_its_own_after_the_one_to_overlay() -> None:
    found = assessed(exports.ready(), Aim(dataplane="cilium"))

    assert step_keys(found).index("move") < step_keys(found).index("cilium")
    assert "az aks update -g rg-aks -n aks-prod --network-dataplane cilium" in commands(found)
    assert "cilium" in {each.key for each in found.disagreements}


def test_a_policy_engine_comes_back_after_the_move() -> None:
    found = assessed(exports.with_aks(networkProfile={"networkPolicy": "calico"}))

    assert step_keys(found).index("policy") < found.final_step - 1 < step_keys(found).index("policy-back")
    assert commands(found)[-1] == "az aks update -g rg-aks -n aks-prod --network-policy calico"
