"""Resources: what they are called and where, loops, conditions, what is read and what is written."""

import pytest

from akslab.deployments.declared import Condition
from akslab.deployments.nodes import plain
from akslab.importers.options import Options
from akslab.rules.unknown import UNKNOWN

from .reading import GROUP, NETWORKS, addresses, deployed, id_of, in_english, resource, sound, written

NETWORK = "resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'myAKSVnet'\n}\n"
SUBNETS = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
ASSIGNMENT = "Microsoft.Authorization/roleAssignments@2022-04-01"


@pytest.mark.parametrize(
    "declaration",
    [
        f"resource s '{SUBNETS}' = {{\n  parent: vnet\n  name: 'nodes'\n}}",
        f"resource s '{SUBNETS}' = {{\n  name: '${{vnet.name}}/nodes'\n}}",
        f"resource s '{SUBNETS}' = {{\n  name: 'myAKSVnet/nodes'\n}}",
        f"resource s '{SUBNETS}' existing = {{\n  parent: vnet\n  name: 'nodes'\n}}",
    ],
)
def test_a_child_has_one_id_however_its_parent_is_written(declaration: str) -> None:
    found = sound(NETWORK + declaration)
    assert id_of(found, "s") == f"{NETWORKS}/myAKSVnet/subnets/nodes"
    assert plain(resource(found, "s").body)["name"] == "nodes"


def test_a_child_inside_its_parent_has_the_parents_type_and_name() -> None:
    text = """\
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'myAKSVnet'
  resource nodes 'subnets' = {
    name: 'nodes'
    properties: { addressPrefix: other.properties.addressPrefix }
  }
  resource other 'subnets@2023-11-01' existing = {
    name: 'other'
  }
}
output id string = vnet::nodes.id
"""
    found = sound(text)
    assert id_of(found, "vnet::nodes") == f"{NETWORKS}/myAKSVnet/subnets/nodes"
    assert resource(found, "vnet::nodes").type == "Microsoft.Network/virtualNetworks/subnets"
    assert resource(found, "vnet::other").existing
    assert resource(found, "vnet::nodes").after == ("vnet", "vnet::other")


@pytest.mark.parametrize(
    ("scope", "id_"),
    [
        ("resourceGroup('net-rg')", "/subscriptions/<subscription>/resourceGroups/net-rg"),
        ("resourceGroup('0000', 'net-rg')", "/subscriptions/0000/resourceGroups/net-rg"),
        ("resourceGroup()", GROUP),
    ],
)
def test_what_is_read_is_where_its_scope_says(scope: str, id_: str) -> None:
    text = f"resource v 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {{\n  name: 'v'\n  scope: {scope}\n}}"
    assert id_of(sound(text), "v") == f"{id_}/providers/Microsoft.Network/virtualNetworks/v"


def test_an_extension_is_on_what_its_scope_says_and_a_role_assignment_says_so_too() -> None:
    text = f"""{NETWORK}
resource role '{ASSIGNMENT}' = {{
  name: 'a'
  scope: vnet
  properties: {{ principalId: 'p', roleDefinitionId: 'r' }}
}}
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {{
  name: 'l'
  scope: role
}}
resource whole '{ASSIGNMENT}' = {{
  name: 'b'
  properties: {{ principalId: 'p', roleDefinitionId: 'r' }}
}}
"""
    found = sound(text)
    on_network = f"{NETWORKS}/myAKSVnet/providers/Microsoft.Authorization/roleAssignments/a"
    assert id_of(found, "role") == on_network
    assert id_of(found, "lock") == f"{on_network}/providers/Microsoft.Authorization/locks/l"
    assert id_of(found, "whole") == f"{GROUP}/providers/Microsoft.Authorization/roleAssignments/b"
    scope = resource(found, "role").body.at("properties", "scope")
    assert scope is not None
    assert scope.text == resource(found, "vnet").id


def test_a_subscription_holds_groups_and_a_file_says_so() -> None:
    text = """\
targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'net-rg'
  location: deployment().location
}
"""
    assert id_of(sound(text), "rg") == "/subscriptions/<subscription>/resourceGroups/net-rg"


def test_where_it_is_deployed_to_may_be_said() -> None:
    options = Options(subscription_id="0000", resource_group="rg", location="koreacentral")
    found = sound(NETWORK.replace("'myAKSVnet'", "'v'\n  location: resourceGroup().location"), options=options)
    assert id_of(found, "vnet") == "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v"
    assert plain(resource(found, "vnet").body)["location"] == "koreacentral"


def test_a_loop_makes_a_resource_for_each_element() -> None:
    text = f"""{NETWORK}
param prefixes array = ['192.168.1.0/24', '192.168.2.0/24']
resource s '{SUBNETS}' = [for (prefix, i) in prefixes: {{
  parent: vnet
  name: 'nodes${{i}}'
  properties: {{ addressPrefix: prefix }}
}}]
output first string = s[0].id
"""
    found = sound(text)
    assert addresses(found) == ["vnet", "s[0]", "s[1]"]
    assert id_of(found, "s[1]").endswith("/subnets/nodes1")
    assert plain(resource(found, "s[1]").body)["properties"]["addressPrefix"] == "192.168.2.0/24"
    assert resource(found, "s[1]").after == ("vnet",)


def test_a_list_nobody_knows_makes_one_resource_for_all() -> None:
    text = f"""{NETWORK}
param prefixes array
resource s '{SUBNETS}' = [for (prefix, i) in prefixes: {{
  parent: vnet
  name: 'nodes${{i}}'
  properties: {{ addressPrefix: prefix }}
}}]
resource r 'Microsoft.Network/routeTables@2024-05-01' = {{
  name: 'r'
  tags: {{ id: s[0].id }}
}}
"""
    found = sound(text)
    every = resource(found, "s[*]")
    assert every.repeated == "prefixes"
    assert plain(every.body)["properties"] == {"addressPrefix": UNKNOWN}
    assert id_of(found, "s[*]") == f"{NETWORKS}/myAKSVnet/subnets/nodes<index in prefixes>"
    tag = resource(found, "r").body.at("tags", "id")
    assert tag is not None
    assert tag.text == every.id


def test_a_batch_waits_for_the_one_before() -> None:
    text = (
        "@batchSize(2)\nresource s 'Microsoft.Network/routeTables@2024-05-01' = [for i in range(0, 5): {\n"
        "  name: 'r${i}'\n}]"
    )
    found = sound(text)
    assert [resource(found, f"s[{index}]").after for index in range(5)] == [
        (),
        (),
        ("s[0]", "s[1]"),
        ("s[0]", "s[1]"),
        ("s[2]", "s[3]"),
    ]


@pytest.mark.parametrize(
    ("test", "conditions"),
    [
        ("true", ()),
        ("1 == 2", None),
        ("flag", (Condition("flag"),)),
        ("!flag", (Condition("flag", holds=False),)),
        ("!(!flag)", (Condition("flag"),)),
        ("flag && !other", (Condition("flag"), Condition("other", holds=False))),
        ("!(flag || other)", (Condition("flag", holds=False), Condition("other", holds=False))),
        ("flag && true", (Condition("flag"),)),
        ("mode == 'new'", (Condition("mode == 'new'"),)),
        ("mode != 'new'", (Condition("mode == 'new'", holds=False),)),
        ("empty(mode)", (Condition("empty(mode)"),)),
        ("!empty(mode)", (Condition("empty(mode)", holds=False),)),
        ("alias", (Condition("flag"),)),
        ("settings.network.create", (Condition("settings.network.create"),)),
    ],
)
def test_a_test_is_decided_or_a_condition_that_its_negation_shares(
    test: str, conditions: tuple[Condition, ...] | None
) -> None:
    text = f"""\
param flag bool
param other bool
param mode string
param settings object
var alias = flag
resource r 'Microsoft.Network/routeTables@2024-05-01' = if ({test}) {{
  name: 'r'
}}
"""
    found = sound(text).resources
    assert (found[0].conditions if found else None) == conditions


def test_what_stands_in_a_conditional_resource_shares_its_condition() -> None:
    text = """\
param flag bool
param many bool
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = if (flag) {
  name: 'v'
  resource s 'subnets' = [for i in range(0, 2): if (many) {
    name: 's${i}'
  }]
}
"""
    found = sound(text)
    assert resource(found, "vnet::s[1]").conditions == (Condition("flag"), Condition("many"))


def test_what_is_surely_not_there_is_not_waited_for_and_its_id_is_known() -> None:
    text = """\
resource a 'Microsoft.Network/routeTables@2024-05-01' = if (false) {
  name: 'a'
}
resource b 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'b'
  tags: { id: a.id }
}
"""
    found = sound(text)
    assert addresses(found) == ["b"]
    assert resource(found, "b").after == ()
    tag = resource(found, "b").body.at("tags", "id")
    assert tag is not None
    assert tag.text.endswith("/routeTables/a")


def test_what_is_deployed_only_once_keeps_everything() -> None:
    text = "@onlyIfNotExists()\nresource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'r'\n}"
    assert resource(sound(text), "r").keeps == ("*",)


def test_what_is_taken_from_the_resource_as_it_is_stays() -> None:
    text = """\
resource r 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'r'
  properties: { routes: this.existingResource().?properties.routes ?? [] }
}
resource v 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'v'
  properties: {
    subnets: [
      { name: 's', properties: { routeTable: this.existingResource().?properties.subnets[0].properties.routeTable } }
    ]
  }
}
"""
    found = sound(text)
    assert resource(found, "r").keeps == ("properties.routes",)
    assert resource(found, "v").keeps == ("properties.subnets.*.properties.routeTable",)


def test_what_is_patched_is_patched() -> None:
    text = "@patch()\nresource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'r'\n}"
    assert resource(sound(text), "r").writing == "patch"


def test_a_resource_is_where_its_head_is() -> None:
    text = (
        "param p string\n\n@description('x')\nresource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: p\n}\n"
    )
    origin = resource(sound(text), "r").origin
    assert written(text, origin) == "resource r 'Microsoft.Network/routeTables@2024-05-01'"


def test_what_an_extension_makes_is_none_of_azures() -> None:
    text = """\
extension microsoftGraphV1
resource group 'Microsoft.Graph/groups@v1.0' = {
  uniqueName: 'g'
  displayName: 'g'
  resource owner 'owners' = {
    name: 'o'
  }
}
resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(group.id)
  properties: { principalId: group.id, roleDefinitionId: 'r' }
}
"""
    found = sound(text)
    assert addresses(found) == ["role"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("properties: {}", "r has no name"),
        ("name: [1]", "the name of a resource is a text, not of type array"),
        ("name: 'a/b'", None),
        ("name: 'a'\n  parent: 'b'", "a parent is a resource by its symbol, not 'b'"),
        (
            "name: 'a'\n  scope: 'b'",
            "a scope is a resource, or resourceGroup(…), subscription(…) and their like, not 'b'",
        ),
    ],
)
def test_a_name_that_cannot_be_is_said_and_the_resource_is_there(body: str, says: str | None) -> None:
    found = deployed(f"resource r 'Microsoft.Network/routeTables@2024-05-01' = {{\n  {body}\n}}")
    (problem,) = found.problems
    assert says is None or in_english(problem) == says
    assert addresses(found) == ["r"]


def test_a_loop_of_more_than_azure_allows_is_refused() -> None:
    found = deployed(
        "resource r 'Microsoft.Network/routeTables@2024-05-01' = [for i in range(0, 801): {\n  name: 'r${i}'\n}]"
    )
    assert [in_english(each) for each in found.problems] == ["the loop runs over 801 elements; Azure allows 800"]
    assert addresses(found) == ["r[*]"]


def test_a_script_may_make_anything() -> None:
    found = sound("resource s 'Microsoft.Resources/deploymentScripts@2023-08-01' = {\n  name: 's'\n}")
    assert [(in_english(gap), gap.hides_resources) for gap in found.gaps] == [
        ("s runs a script: what it makes or changes is not to be seen here", True)
    ]


def test_the_version_in_a_type_is_the_one_the_resource_is_sent_with() -> None:
    text = NETWORK + "resource s 'Microsoft.Network/virtualNetworks/subnets' = {\n  parent: vnet\n  name: 'nodes'\n}"

    found = deployed(text)

    version = resource(found, "vnet").body.get("apiVersion")
    assert version is not None
    assert (version.text, written(text, version.origin)) == ("2024-05-01", "2024-05-01")
    assert resource(found, "s").body.get("apiVersion") is None
