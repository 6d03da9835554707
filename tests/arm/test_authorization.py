"""RBAC on every request: per verb, inherited, with wildcards and notActions, after its delay; and over there for links."""

import uuid

import pytest
from clouds import Cloud, cloud_over, new_cloud, subnet, vnet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.lab.place import LabFile
from akslab.roles.authorization import Grant, Permission, permissions_of, permits
from akslab.settings import Settings
from akslab.store.memory import MemoryStore


@pytest.fixture
def mine(cloud: Cloud) -> str:
    """Return the id of a network with the subnet a."""
    mine = cloud.network("virtualNetworks", "v")
    assert cloud.put(mine, vnet(("a", "10.1.0.0/24"))).status == 201
    return mine


VERBS = {
    "GET": ("", "Microsoft.Network/virtualNetworks/read"),
    "HEAD": ("", ""),
    "PUT": ("", "Microsoft.Network/virtualNetworks/write"),
    "PATCH": ("", "Microsoft.Network/virtualNetworks/write"),
    "DELETE": ("", "Microsoft.Network/virtualNetworks/delete"),
    "GET child": ("/subnets/a", "Microsoft.Network/virtualNetworks/subnets/read"),
    "PUT child": ("/subnets/a", "Microsoft.Network/virtualNetworks/subnets/write"),
    "DELETE child": ("/subnets/a", "Microsoft.Network/virtualNetworks/subnets/delete"),
    "GET children": ("/subnets", "Microsoft.Network/virtualNetworks/subnets/read"),
}


@pytest.mark.parametrize("verb", VERBS)
def test_without_a_role_every_verb_is_refused_with_the_action_it_needs(cloud: Cloud, mine: str, verb: str) -> None:
    below, action = VERBS[verb]
    stranger, before = cloud.as_(str(uuid.uuid4())), cloud.revision
    answer = stranger.call(verb.split(maxsplit=1)[0], mine + below, vnet())
    assert answer.status == 403
    assert cloud.revision == before
    if verb != "HEAD":
        scope = mine if below == "/subnets" else mine + below
        assert answer.code == "AuthorizationFailed"
        assert answer.message == (
            f"The client 'an-app' with object id '{stranger.principal}' does not have authorization to perform action "
            f"'{action}' over scope '{scope}' or the scope is invalid. If access was recently granted, please refresh your "
            "credentials."
        )


def test_a_list_of_the_subscription_holds_what_the_caller_may_read(cloud: Cloud, mine: str) -> None:
    cloud.put(f"{cloud.subscription}/resourceGroups/other", {"location": "eastus"})
    cloud.put(cloud.network("virtualNetworks", "hidden", "other"), vnet())
    owner, collection = cloud.granted("Owner", cloud.group), "providers/Microsoft.Network/virtualNetworks"
    assert owner.get(f"{cloud.subscription}/resourcegroups").names == ["rg"]
    assert owner.get(f"{cloud.subscription}/{collection}").names == ["v"]
    assert owner.get(f"{cloud.subscription}/resources").names == ["v"]
    assert cloud.get(f"{cloud.subscription}/{collection}").names == ["hidden", "v"]


def test_a_list_of_a_group_or_a_parent_needs_the_right_there(cloud: Cloud, mine: str) -> None:
    reader, collection = cloud.granted("Reader", f"{mine}/subnets/a"), "providers/Microsoft.Network/virtualNetworks"
    assert reader.get(f"{cloud.group}/{collection}").code == "AuthorizationFailed"
    assert reader.get(f"{mine}/subnets").code == "AuthorizationFailed"
    assert reader.get(f"{cloud.subscription}/{collection}").json == {"value": []}
    assert cloud.granted("Reader", cloud.group).get(f"{cloud.group}/{collection}").names == ["v"]


OF_THE_SUBSCRIPTION = {
    "": "Microsoft.Resources/subscriptions/read",
    "/locations": "Microsoft.Resources/subscriptions/locations/read",
    "/providers": "Microsoft.Resources/subscriptions/providers/read",
    "/providers/Microsoft.Network": "Microsoft.Resources/subscriptions/providers/read",
    "/resources": "Microsoft.Resources/subscriptions/resources/read",
    "/resourcegroups": "Microsoft.Resources/subscriptions/resourceGroups/read",
    "/resourceGroups/rg/resources": "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
    "/providers/Microsoft.Network/virtualNetworks": "Microsoft.Network/virtualNetworks/read",
    "/providers/Microsoft.ContainerService/locations/eastus/kubernetesVersions": "locations/kubernetesVersions/read",
}


@pytest.mark.parametrize("below", OF_THE_SUBSCRIPTION)
def test_the_subscription_is_for_whoever_holds_any_role_in_it(cloud: Cloud, mine: str, below: str) -> None:
    refused = cloud.as_("nobody").get(cloud.subscription + below)
    assert (refused.status, refused.code) == (403, "AuthorizationFailed")
    assert f"{OF_THE_SUBSCRIPTION[below]}' over scope" in refused.message
    assert cloud.granted("Reader", mine).get(cloud.subscription + below).status == 200


def test_who_holds_no_role_is_told_of_no_subscription(cloud: Cloud, mine: str) -> None:
    assert cloud.as_("nobody").get("/subscriptions").json == {"value": []}
    seen = cloud.granted("Reader", mine).get("/subscriptions").json["value"]
    assert [one["subscriptionId"] for one in seen] == [cloud.file.subscription_id]


@pytest.mark.parametrize("verb", ["register", "unregister"])
def test_a_provider_is_registered_with_the_right_to_in_the_subscription(cloud: Cloud, verb: str) -> None:
    path = f"{cloud.subscription}/providers/microsoft.network/{verb}"
    assert cloud.post(path).json["registrationState"] == "Registered"
    for them in (cloud.as_("nobody"), cloud.granted("Reader", cloud.subscription), cloud.granted("Owner", cloud.group)):
        refused = them.post(path)
        assert refused.code == "AuthorizationFailed"
        assert f"'Microsoft.Network/{verb}/action' over scope '{cloud.subscription}'" in refused.message


def test_an_operation_is_watched_by_who_began_it_and_who_may_read_its_resource(cloud: Cloud) -> None:
    owner = cloud.granted("Owner", cloud.group)
    begun = owner.delete(cloud.group)
    path = begun.headers["Location"].split("?")[0].removeprefix("https://localhost:8443")
    for watched in (path, path.replace("operationresults", "operations")):
        assert cloud.as_("nobody").get(watched).code == "AuthorizationFailed"
        assert cloud.granted("Reader", cloud.subscription).get(watched).status in (200, 202)
    cloud.settle()
    assert owner.get(cloud.group).code == "AuthorizationFailed"
    assert owner.get(path).status == 204


def test_a_group_is_authorised_under_the_name_azure_gives_its_actions(cloud: Cloud) -> None:
    answer = cloud.as_("nobody").put(f"{cloud.subscription}/resourceGroups/new", {"location": "eastus"})
    assert "'Microsoft.Resources/subscriptions/resourceGroups/write'" in answer.message


def test_a_reader_sees_everything_and_changes_nothing(cloud: Cloud, mine: str) -> None:
    reader, before = cloud.granted("Reader", cloud.subscription), cloud.revision + 0
    for path in (mine, f"{mine}/subnets/a", f"{mine}/subnets", cloud.group, f"{cloud.subscription}/resourcegroups"):
        assert reader.get(path).status == 200
    answers = [reader.put(mine, vnet()), reader.patch(mine, {"tags": {}}), reader.delete(mine), reader.delete(cloud.group),
               reader.put(f"{mine}/subnets/b", subnet("10.1.1.0/24")), reader.delete(f"{mine}/subnets/a")]  # fmt: skip
    assert {answer.code for answer in answers} == {"AuthorizationFailed"}
    assert cloud.revision == before


def test_a_network_contributor_does_all_of_the_network_and_nothing_else(cloud: Cloud, mine: str) -> None:
    them = cloud.granted("Network Contributor", cloud.group)
    assert them.put(cloud.network("routeTables", "t"), {"location": "eastus"}).status == 201
    assert them.put(f"{mine}/subnets/a", subnet("10.1.0.0/24", cloud.network("routeTables", "t"))).status == 200
    assert them.get(cloud.group).status == 200
    identity = f"{cloud.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u"
    assert them.put(identity, {"location": "eastus"}).code == "AuthorizationFailed"
    assert them.patch(cloud.group, {"tags": {}}).code == "AuthorizationFailed"


def test_a_contributor_does_everything_but_grant_rights(cloud: Cloud, mine: str) -> None:
    them = cloud.granted("Contributor", cloud.subscription)
    assert them.delete(mine).status == 200
    own = f"{cloud.subscription}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}"
    body = {"properties": {"principalId": them.principal, "roleDefinitionId": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}}
    assert them.put(own, body).code == "AuthorizationFailed"
    assert them.get(own.rsplit("/", 1)[0]).status == 200


@pytest.mark.parametrize(
    ("actions", "not_actions", "allowed"),
    [
        (["*"], [], "read write delete"),
        (["*/read"], [], "read"),
        (["Microsoft.Network/*"], [], "read write delete"),
        (["microsoft.NETWORK/virtualnetworks/READ"], [], "read"),
        (["Microsoft.Network/virtualNetworks/*/read"], [], ""),
        (["Microsoft.Network/*"], ["Microsoft.Network/*/delete"], "read write"),
        (["*"], ["Microsoft.Network/virtualNetworks/*"], ""),
        (["Microsoft.Network/virtualNetworks/write", "*/delete"], ["*/write"], "delete"),
        (["Microsoft.Network/virtualNetwork"], [], ""),
        (["Microsoft.Network.virtualNetworks/read"], [], ""),
        ([], [], ""),
    ],
)
def test_a_custom_role_allows_what_its_actions_match_and_its_not_actions_do_not(
    cloud: Cloud, mine: str, actions: list[str], not_actions: list[str], allowed: str
) -> None:
    them = cloud.granted(cloud.custom_role("mine", actions, not_actions), mine)
    done = {"read": them.get(mine), "write": them.patch(mine, {"tags": {}}), "delete": them.delete(mine)}
    assert [verb for verb, answer in done.items() if answer.status == 200] == allowed.split()


def test_what_one_role_takes_out_another_may_give(cloud: Cloud, mine: str) -> None:
    them = cloud.granted(cloud.custom_role("all but networks", ["*"], ["Microsoft.Network/*"]), cloud.group)
    assert them.get(mine).status == 403
    cloud.grant(them.principal, "Reader", mine)
    assert them.get(mine).status == 200


def test_a_role_counts_at_its_scope_and_below_and_nowhere_else(cloud: Cloud, mine: str) -> None:
    cloud.put(cloud.network("virtualNetworks", "v2"), vnet())
    paths = {"subscription": cloud.subscription, "group": cloud.group, "network": mine, "subnet": f"{mine}/subnets/a"}
    seen = {}
    for name, scope in paths.items():
        them = cloud.granted(
            "Reader", scope.upper().replace("/SUBSCRIPTIONS", "/subscriptions") if name == "group" else scope
        )
        reach = [cloud.group, mine, f"{mine}/subnets/a", cloud.network("virtualNetworks", "v2")]
        seen[name] = [them.get(path).status == 200 for path in reach]
    assert seen == {
        "subscription": [True, True, True, True],
        "group": [True, True, True, True],
        "network": [False, True, True, False],
        "subnet": [False, False, True, False],
    }


def test_a_link_needs_the_right_to_join_over_there(cloud: Cloud, mine: str) -> None:
    table, missing = cloud.network("routeTables", "t"), cloud.network("routeTables", "nope")
    cloud.put(table, {"location": "eastus"})
    role = cloud.custom_role("subnets only", ["Microsoft.Network/virtualNetworks/*"])
    them, before = cloud.granted(role, cloud.group), cloud.revision
    before = cloud.revision
    for linked in (table, missing):
        answer = them.put(f"{mine}/subnets/a", subnet("10.1.0.0/24", linked))
        assert (answer.status, answer.code) == (403, "LinkedAuthorizationFailed")
        assert answer.message == (
            f"The client 'an-app' with object id '{them.principal}' has permission to perform action "
            f"'Microsoft.Network/virtualNetworks/subnets/write' on scope '{mine}/subnets/a'; however, it does not have "
            f"permission to perform action(s) 'Microsoft.Network/routeTables/join/action' on the linked scope(s) '{linked}' "
            "or the linked scope(s) are invalid."
        )
    assert cloud.revision == before
    cloud.grant(them.principal, cloud.custom_role("join", ["Microsoft.Network/routeTables/join/action"]), table)
    assert them.put(f"{mine}/subnets/a", subnet("10.1.0.0/24", table)).status == 200


def test_a_subnet_put_does_not_answer_for_the_links_of_its_neighbours(cloud: Cloud, mine: str) -> None:
    table = cloud.network("routeTables", "t")
    cloud.put(table, {"location": "eastus"})
    cloud.put(f"{mine}/subnets/ab", subnet("10.1.1.0/24", table))
    them = cloud.granted(cloud.custom_role("networks only", ["Microsoft.Network/virtualNetworks/*"]), cloud.group)
    assert them.put(f"{mine}/subnets/a", subnet("10.1.2.0/24")).status == 200
    assert them.delete(f"{mine}/subnets/a").status == 200
    assert them.put(mine, cloud.get(mine).json).code == "LinkedAuthorizationFailed"


def test_what_is_not_authorised_does_not_learn_what_exists(cloud: Cloud, mine: str) -> None:
    stranger = cloud.as_("nobody")
    there, missing = stranger.get(mine), stranger.get(f"{mine}x")
    assert (there.code, missing.code) == ("AuthorizationFailed", "AuthorizationFailed")


def test_a_new_role_grants_nothing_until_it_has_propagated() -> None:
    cloud = new_cloud(LabFile(settings=Settings(role_propagation_s=3600.0)))
    them = cloud.granted("Reader", cloud.group)
    assert them.get(cloud.group).code == "AuthorizationFailed"
    cloud.pass_time(3599)
    assert them.get(cloud.group).code == "AuthorizationFailed"
    cloud.pass_time(1)
    assert them.get(cloud.group).status == 200


def test_writing_an_assignment_again_does_not_start_its_delay_again() -> None:
    cloud = new_cloud(LabFile(settings=Settings(role_propagation_s=3600.0)))
    them = cloud.as_(str(uuid.uuid4()))
    assignment = cloud.grant(them.principal, "Reader", cloud.group)
    cloud.pass_time(3600)
    cloud.put(assignment, cloud.get(assignment).json)
    assert them.get(cloud.group).status == 200


def test_a_right_taken_away_is_gone_with_the_next_request(cloud: Cloud) -> None:
    them = cloud.as_(str(uuid.uuid4()))
    assignment = cloud.grant(them.principal, "Reader", cloud.group)
    assert them.get(cloud.group).status == 200
    assert cloud.delete(assignment).status == 200
    assert them.get(cloud.group).status == 403


def test_a_role_that_is_redefined_counts_as_it_is_now(cloud: Cloud) -> None:
    role = cloud.custom_role("mine", ["*/read"])
    them = cloud.granted(role, cloud.group)
    assert them.get(cloud.group).status == 200
    block, scopes = {"actions": ["*/write"]}, [cloud.subscription]
    redefined = {"roleName": "mine", "permissions": [block], "assignableScopes": scopes}
    assert cloud.put(role, {"properties": redefined}).status == 200
    assert them.get(cloud.group).status == 403
    assert them.patch(cloud.group, {"tags": {}}).status == 200


def test_rights_are_the_same_after_a_restart(cloud: Cloud, mine: str) -> None:
    them = cloud.granted("Reader", mine)
    restarted = cloud_over(MemoryStore(cloud.store.list(""), cloud.revision), cloud.file).as_(them.principal)
    assert [restarted.get(path).status for path in (mine, cloud.group)] == [200, 403]


_steps = st.lists(
    st.tuples(
        st.sampled_from(["grant", "revoke", "redefine", "undefine", "wait"]), st.integers(0, 3), st.integers(0, 3)
    ),
    max_size=12,
)


@given(_steps)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_remembered_rights_never_differ_from_rights_read_afresh(steps: list[tuple[str, int, int]]) -> None:
    cloud = new_cloud(LabFile(settings=Settings(role_propagation_s=100.0)))
    roles = [cloud.custom_role(f"role {n}", [f"Test/{n}"]) for n in range(2)]
    roles += [f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions/{guid}" for guid in
              ("acdd72a7-3385-48ef-bd42-f606fba81ae7", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635")]  # fmt: skip
    scopes = [cloud.subscription, cloud.group, f"{cloud.subscription}/resourceGroups/other", cloud.group]
    made: list[str] = []
    for step, a, b in steps:
        if step == "grant" and scopes[b] != scopes[2]:
            body = {"properties": {"principalId": "P", "roleDefinitionId": roles[a]}}
            assignment = f"{scopes[b]}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}"
            made += [assignment] if cloud.put(assignment, body).status == 201 else []
        elif step == "revoke" and made:
            cloud.delete(made.pop(a % len(made)))
        elif step == "redefine" and a < 2:
            cloud.put(roles[a], {"properties": {"roleName": f"role {a}", "permissions": [{"actions": [f"Test/{b}"]}]}})
        elif step == "undefine" and a < 2:
            cloud.delete(roles[a])
        elif step == "wait":
            cloud.pass_time(60 * (b + 1))
        for action in ("Test/0", "Test/1", "Test/2", "x/read"):
            for scope in scopes:
                assert cloud.lab.arm.world.may("p", action, scope) == _afresh(cloud, action, scope), (action, scope)


def _afresh(cloud: Cloud, action: str, scope: str) -> bool:
    world, now = cloud.lab.arm.world, cloud.clock.now()
    grants = []
    for document in world.of_type("Microsoft.Authorization/roleAssignments"):
        role = world.role_definition(document["properties"]["roleDefinitionId"])
        young = document["akslab"]["since"] + 100.0 > now
        if document["properties"]["principalId"].lower() != "p" or role is None or young:
            continue
        blocks = role["properties"]["permissions"]
        permissions = tuple(Permission(tuple(b["actions"]), tuple(b["notActions"])) for b in blocks)
        grants.append(Grant(document["properties"]["scope"].lower(), permissions))
    return permits(grants, action, scope)


@pytest.mark.parametrize("actions", [[None, "*/read", 7, ["x"]], ("*/read", {}), None, "*/read", 7, {}])
def test_what_is_no_action_grants_nothing(actions: object) -> None:
    (permission,) = permissions_of({"permissions": [{"actions": actions, "notActions": [None]}]})

    assert set(permission.actions) <= {"*/read"}
    assert not permits(
        [Grant("/subscriptions/s", (permission,))], "Microsoft.Network/routeTables/write", "/subscriptions/s"
    )
