"""What the rules say of whole deployments: order, roles, the second apply, what a plan makes anew."""

from typing import Any

import pytest
from msgspec.structs import replace

from akslab.deployments.declared import WAIT, Declared, Deployment, Gap
from akslab.deployments.judging import view_of_deployment
from akslab.rules.catalogue import judgements
from akslab.rules.examples import CLUSTER, GROUP, IDENTITY, NETWORK, SUBNET, TABLE
from akslab.rules.rule import Finding, NotJudged
from akslab.wire.sentences import sentence
from akslab.wire.symbols import kubelet_of, principal_of

from .declarations import (
    CLUSTERS,
    NETWORKS,
    ROLES,
    association,
    cluster,
    declared,
    deployment,
    identity,
    network,
    role,
    subnet,
    subnet_body,
    table,
)

ROUTED: dict[str, Any] = {"outboundType": "userDefinedRouting"}
DEFAULT_ROUTE = {
    "name": "out",
    "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.1.0.4"},
}
ROLE_OF_CLUSTER = role(SUBNET, principal=principal_of(CLUSTER), after=("cluster",))
KEEPS_ROUTES: dict[str, Any] = {"keeps": ("properties.routes",)}


def judged(made: Deployment) -> list[Finding | NotJudged]:
    """Return what is refused or breaks, and what cannot be judged."""
    all_of_it = judgements(view_of_deployment(made))
    return [each for each in all_of_it if isinstance(each, NotJudged) or each.class_ in ("rejected", "breaks")]


def found(*resources: Declared, **more: Any) -> list[str]:
    return [each.rule for each in judged(deployment(*resources, **more)) if isinstance(each, Finding)]


def unclear(*resources: Declared, **more: Any) -> list[str]:
    return [each.rule for each in judged(deployment(*resources, **more)) if isinstance(each, NotJudged)]


def own_table(*, cluster_after: tuple[str, ...] = ("net", "role"), **profile: Any) -> tuple[Declared, ...]:
    """Return the article's second way: an own table on the subnet, an own identity, a role for it."""
    return (
        table(**KEEPS_ROUTES),
        network(subnet_body(routeTable={"id": TABLE}), after=("table",)),
        identity(),
        role(after=("identity",)),
        cluster(after=cluster_after, profile=profile),
    )


def test_a_sound_deployment_in_order_is_let_pass_and_wholly_judged() -> None:
    assert judged(deployment(*own_table())) == []


def test_a_network_that_keeps_what_aks_attached_is_let_pass() -> None:
    kept = network(subnet_body(), keeps=("properties.subnets.*.properties.routeTable",))

    assert judged(deployment(kept, cluster(assigned=False, after=("net",)), ROLE_OF_CLUSTER)) == []


@pytest.mark.parametrize("missing", ["net", "role"])
def test_a_cluster_that_waits_for_less_than_it_needs(missing: str) -> None:
    after = tuple(each for each in ("net", "role", "identity") if each != missing)
    expected = {
        "net": ["cluster-does-not-wait-for-what-it-names", "route-table-not-attached-before-cluster"],
        "role": ["route-table-role-not-before-cluster"],
    }

    assert found(*own_table(cluster_after=after)) == expected[missing]


def test_a_role_that_waits_for_the_cluster_is_refused() -> None:
    *rest, _, _ = own_table()

    ids = found(*rest, role(after=("cluster",)), cluster(after=("net", "identity")))

    assert ids == ["route-table-role-after-cluster"]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [({}, "route-table-attached-after-cluster"), (ROUTED, "user-routing-table-after-cluster")],
)
def test_an_association_that_waits_for_the_cluster(profile: dict[str, Any], expected: str) -> None:
    plain = (network(), subnet(after=("net",), keeps=("properties.routeTable",)), table(**KEEPS_ROUTES))
    late = association(after=("cluster", "table"))
    roles = (identity(), role(after=("identity",)))

    ids = found(*plain, *roles, late, cluster(after=("subnet", "role"), profile=profile))

    assert expected in ids
    assert not set(ids) - {expected, "user-routing-without-default-route"}


def test_routing_by_the_user_in_order_is_let_pass() -> None:
    routed = table(properties={"routes": [DEFAULT_ROUTE]}, **KEEPS_ROUTES)

    assert found(routed, *own_table(**ROUTED)[1:]) == []


def test_a_cluster_that_names_its_subnet_in_plain_text_waits_for_nothing() -> None:
    kept = network(subnet_body(), keeps=("*",))

    assert found(kept, cluster(assigned=False), ROLE_OF_CLUSTER) == ["cluster-does-not-wait-for-what-it-names"]


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        ((network(subnet_body()), cluster(assigned=False, after=("net",))), "redeploy-detaches-route-table"),
        (
            (network(subnet_body(), renews="on-change"), cluster(assigned=False, after=("net",))),
            "change-detaches-route-table",
        ),
        ((table(), *own_table()[1:]), "redeploy-removes-pod-routes"),
        ((table(renews="on-change"), *own_table()[1:]), "change-removes-pod-routes"),
    ],
)
def test_what_a_second_apply_takes_away(resources: tuple[Declared, ...], expected: str) -> None:
    [only] = [
        each
        for each in judgements(view_of_deployment(deployment(*resources)))
        if each.rule.startswith(("re", "change"))
    ]

    assert only.rule == expected


def subnets_apart(version: str, *listed: Any, **more: Any) -> list[str]:
    """Return what is found of a network of this API version, with these subnets in it, and the nodes' beside it."""
    around = network(*listed, after=("table",), body={"apiVersion": version} if version else {}, **more)
    own, _, *rest = own_table(cluster_after=("subnet", "role"))
    return found(own, around, subnet(after=("net",), routeTable={"id": TABLE}), *rest)


@pytest.mark.parametrize(
    ("version", "is_lost"),
    [
        ("2015-05-01-preview", True),
        ("2023-04-01", True),
        ("2023-06-01", True),
        # The announcement and those who tried it disagree.
        ("2023-09-01", False),
        ("2023-11-01", False),
        ("2024-05-01-preview", False),
        ("<parameter version>", False),
        ("", False),
    ],
)
def test_a_network_without_a_list_of_subnets_loses_them_by_its_api_version(version: str, is_lost: bool) -> None:
    assert subnets_apart(version) == ["old-api-version-deletes-subnet"] * is_lost


def test_a_network_of_an_old_version_that_lists_the_subnet_or_is_left_alone_keeps_it() -> None:
    listed = subnet_body(routeTable={"id": TABLE})

    assert subnets_apart("2023-04-01", listed) == []
    assert subnets_apart("2023-04-01", {"name": "other"}) == ["redeploy-deletes-subnet"]
    assert subnets_apart("2023-04-01", keeps=("*",)) == []
    assert subnets_apart("2023-04-01", existing=True) == []
    assert subnets_apart("2023-04-01", writing="patch") == []


def test_what_a_network_of_an_old_version_says_of_its_subnets_may_be_unknown() -> None:
    own, _, *rest = own_table(cluster_after=("subnet", "role"))
    apart = subnet(after=("net",), routeTable={"id": TABLE})
    body = {"apiVersion": "2023-04-01"}

    for told in ({"*": 1}, {"subnets": None}, None):
        around = declared(NETWORKS, NETWORK, told, "net", after=("table",), body=body)
        assert "old-api-version-deletes-subnet" not in found(own, around, apart, *rest)


def test_a_subnet_that_nobody_declares_by_itself_is_not_missed_in_its_network() -> None:
    around = network(body={"apiVersion": "2023-04-01"})
    own, _, *rest = own_table(cluster_after=("role",))

    assert found(own, around, replace(subnet(routeTable={"id": TABLE}), existing=True), *rest) == []


def test_many_clusters_in_one_network_lose_what_each_of_them_loses() -> None:
    tables: list[dict[str, Any]] = [{}, {"routeTable": {"id": TABLE}}, {}]
    around = network(
        *(
            {"name": f"nodes{n}", "properties": {"addressPrefix": f"192.168.{n}.0/24", **each}}
            for n, each in enumerate(tables)
        )
    )
    made = [in_subnet(n, f"{NETWORK}/subnets/nodes{n}") for n in range(3)]

    view = view_of_deployment(deployment(around, table(**KEEPS_ROUTES), *made))

    assert {(loss.what, loss.subnet_id[-6:]) for loss in view.losses} == {
        ("association", "nodes0"),
        ("association", "nodes2"),
    }


def in_subnet(number: int, subnet_id: str) -> Declared:
    pool = {"name": "p", "mode": "System", "count": 3, "vnetSubnetID": subnet_id}
    properties = {"networkProfile": {"networkPlugin": "kubenet"}, "agentPoolProfiles": [pool]}
    return declared(CLUSTERS, f"{CLUSTER}{number}", properties, f"cluster{number}", after=("net",))


def test_a_cluster_that_a_plan_makes_anew() -> None:
    *rest, made = own_table()

    assert found(*rest, replace(made, replaced_for=("network_profile[0].pod_cidr",))) == ["cluster-would-be-replaced"]


def test_what_was_there_before_waits_for_nothing() -> None:
    *rest, made = own_table(cluster_after=())

    assert found(*rest, made, prior=(*rest, made)) == []


def test_an_identity_that_was_there_before_may_have_had_its_role() -> None:
    who, late = identity(existing=True), role(after=("cluster",))
    before = (table(**KEEPS_ROUTES), network(subnet_body(routeTable={"id": TABLE})), who)

    assert found(*before, late, cluster(after=("net",))) == []
    assert "route-table-role-after-cluster" in unclear(*before, late, cluster(after=("net",)))


def test_a_module_that_is_missing_may_give_the_role() -> None:
    gap = Gap(what=sentence("gap.module"), hides_resources=True)
    without = [each for each in own_table(cluster_after=("net", "identity")) if each.address != "role"]

    assert found(*without) == ["custom-table-missing-permission"]
    assert found(*without, gaps=(gap,)) == []
    assert "custom-table-missing-permission" in unclear(*without, gaps=(gap,))


def test_a_role_for_the_kubelet_does_not_serve_the_control_plane() -> None:
    *rest, _, made = own_table()
    slip = role(TABLE, principal=kubelet_of(CLUSTER), after=("cluster",))

    ids = found(*rest, slip, replace(made, after=("net", "identity")))

    assert set(ids) == {"custom-table-missing-permission", "role-given-to-kubelet-identity"}


def waits(seconds: Any, after: tuple[str, ...] = ("role",)) -> Declared:
    body = {"seconds": seconds} if isinstance(seconds, int) else {"until": str(seconds)}
    return declared(WAIT, f"{GROUP}/wait", address="wait", after=after, body=body)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), True),
        ((waits(60),), False),
        ((waits("it counts"),), False),
        ((waits(0),), True),
        ((waits(60, after=("identity",)),), True),
    ],
)
def test_a_script_waits_until_a_role_counts(steps: tuple[Declared, ...], expected: bool) -> None:
    after = ("net", "role", *(step.address for step in steps))
    made = deployment(*own_table(cluster_after=after), *steps)

    ids = {each.rule for each in judgements(view_of_deployment(replace(made, language="az")))}

    assert ("role-without-wait" in ids) is expected
    assert "role-without-wait" not in {each.rule for each in judgements(view_of_deployment(made))}


def test_a_system_assigned_identity_has_no_role_before_its_cluster() -> None:
    kept = network(subnet_body(), keeps=("*",))
    made = deployment(kept, cluster(assigned=False, after=("net",)), ROLE_OF_CLUSTER)

    assert not [each for each in judgements(view_of_deployment(made)) if each.rule.startswith("subnet-role")]


@pytest.mark.parametrize(
    ("scope", "is_judged"),
    [
        (f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/images", True),
        (SUBNET, True),
        (TABLE, False),
        (GROUP, False),
    ],
)
def test_a_role_nobody_knows_hides_a_lack_only_where_it_holds(scope: str, is_judged: bool) -> None:
    """AcrPull on a registry stands in most templates, and gives nothing on a network."""
    pull = {"principalId": principal_of(IDENTITY), "roleDefinitionId": "7f951dda-4ed3-4680-a7ca-43fe172d538d"}
    other = declared(ROLES, f"{scope}/providers/{ROLES}/pull", pull)
    made = deployment(identity(), table(), network(subnet_body(routeTable={"id": TABLE})), cluster(), other)

    found = [each for each in judged(made) if each.rule == "custom-table-missing-permission"]
    assert [isinstance(each, Finding) for each in found] == [is_judged]


@pytest.mark.parametrize("action", [None, 5, ["a"]])
def test_a_role_with_actions_that_are_no_texts_is_unknown(action: object) -> None:
    id_ = f"{GROUP}/providers/Microsoft.Authorization/roleDefinitions/own"
    permissions = [{"actions": [action, "Microsoft.Network/*"], "notActions": []}]
    own = declared("Microsoft.Authorization/roleDefinitions", id_, {"roleName": "own", "permissions": permissions})
    given = {"principalId": principal_of(IDENTITY), "roleDefinitionId": id_}
    role_ = declared(ROLES, f"{TABLE}/providers/{ROLES}/own", given)
    made = deployment(identity(), table(), network(subnet_body(routeTable={"id": TABLE})), cluster(), own, role_)

    found = [each for each in judged(made) if each.rule == "custom-table-missing-permission"]
    assert [isinstance(each, Finding) for each in found] == [False]
