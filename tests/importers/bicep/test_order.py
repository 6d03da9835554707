"""What waits for what: by mentions, through variables, loops, modules and what is only read; and by nothing else."""

import pytest

from .reading import before, resource, sound

TABLES = "Microsoft.Network/routeTables@2024-05-01"
THREE = f"""\
param n int = 1
resource a '{TABLES}' = {{
  name: 'a'
}}
resource b '{TABLES}' = {{
  name: 'b'
}}
resource many '{TABLES}' = [for i in range(0, 3): {{
  name: 'm${{i}}'
}}]
"""


def last(body: str) -> str:
    return f"{THREE}resource last '{TABLES}' = {{\n  name: 'last'\n  {body}\n}}\n"


@pytest.mark.parametrize(
    ("body", "waits"),
    [
        ("tags: {}", ()),
        ("tags: { x: a.id }", ("a",)),
        ("tags: { x: a.name }", ("a",)),
        ("tags: { x: a.properties.provisioningState }", ("a",)),
        ("tags: { x: '${a.id}/${b.id}' }", ("a", "b")),
        ("dependsOn: [a]", ("a",)),
        ("dependsOn: [many]", ("many[0]", "many[1]", "many[2]")),
        ("dependsOn: [many[n]]", ("many[1]",)),
        ("tags: { x: many[2].id }", ("many[2]",)),
        ("tags: { x: many[n + 1].id }", ("many[2]",)),
        ("tags: { x: [for i in range(0, 1): many[i].id] }", ("many[0]", "many[1]", "many[2]")),
        ("tags: { x: map(range(0, 1), i => many[i].id) }", ("many[0]", "many[1]", "many[2]")),
        ("tags: { x: false ? a.id : 'x' }", ("a",)),
        ("tags: { x: resourceId('Microsoft.Network/routeTables', 'a') }", ()),
        ("tags: { x: nameof(a) }", ("a",)),
        ("tags: { x: map([1], a => a) }", ()),
    ],
)
def test_a_resource_waits_for_what_it_mentions(body: str, waits: tuple[str, ...]) -> None:
    assert resource(sound(last(body)), "last").after == waits


def test_a_variable_passes_on_what_it_mentions() -> None:
    text = last("tags: { x: outer }") + "var inner = { id: a.id }\nvar outer = [inner, b.name]\n"
    assert set(resource(sound(text), "last").after) == {"a", "b"}


def test_an_index_of_its_own_loop_waits_for_that_turn() -> None:
    text = (
        THREE + f"resource last '{TABLES}' = [for (x, i) in range(0, 3): {{\n  name: 'l${{i}}'\n"
        "  tags: { x: many[i].id }\n}]\n"
    )
    assert resource(sound(text), "last[2]").after == ("many[2]",)


def test_an_index_of_an_inner_loop_is_not_that_of_the_outer_one() -> None:
    text = (
        THREE + f"resource last '{TABLES}' = [for i in range(0, 2): {{\n  name: 'l${{i}}'\n"
        "  tags: { x: [for i in range(1, 2): many[i].id] }\n}]\n"
    )
    assert resource(sound(text), "last[0]").after == ("many[0]", "many[1]", "many[2]")


def test_what_is_only_read_passes_on_what_it_waits_for() -> None:
    text = """\
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'v'
}
resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: vnet
  name: 'nodes'
}
resource r 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'r'
  tags: { x: nodes.id }
}
"""
    assert before(sound(text), "r") == {"nodes", "vnet"}


def test_a_name_with_slashes_is_not_ordered_and_one_made_of_the_parents_is() -> None:
    network = "resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'v'\n}\n"
    subnet = "resource s 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {{\n  name: {}\n}}\n"
    assert resource(sound(network + subnet.format("'v/s'")), "s").after == ()
    assert resource(sound(network + subnet.format("'${vnet.name}/s'")), "s").after == ("vnet",)


def test_a_child_inside_a_loop_waits_for_its_own_parent_only() -> None:
    text = """\
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = [for i in range(0, 2): {
  name: 'v${i}'
  resource s 'subnets' = {
    name: 's'
  }
}]
resource r 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'r'
  tags: { x: vnet[1]::s.id }
}
"""
    found = sound(text)
    assert resource(found, "vnet[1]::s").after == ("vnet[1]",)
    assert "vnet[1]::s" in resource(found, "r").after


MODULES = {
    "main.bicep": f"""\
resource first '{TABLES}' = {{
  name: 'first'
}}
module net 'net.bicep' = {{
  params: {{ after: first.id }}
}}
resource last '{TABLES}' = {{
  name: 'last'
  tags: {{ x: net.outputs.name }}
}}
""",
    "net.bicep": f"""\
param after string
resource one '{TABLES}' = {{
  name: 'one'
}}
resource two '{TABLES}' = {{
  name: 'two'
  tags: {{ x: one.id, y: after }}
}}
output name string = 'known'
""",
}


def test_a_module_is_waited_for_as_a_whole_and_all_in_it_waits_for_what_it_waits_for() -> None:
    found = sound(MODULES)
    assert resource(found, "net > one").after == ("first",)
    assert resource(found, "net > two").after == ("first", "net > one")
    assert resource(found, "net").after == ("first", "net > one", "net > two")
    assert resource(found, "last").after == ("net",)
    assert before(found, "last") == {"net", "net > one", "net > two", "first"}


def test_a_module_without_resources_passes_on_what_it_waits_for() -> None:
    files = {**MODULES, "net.bicep": "param after string\noutput name string = after\n"}
    assert before(sound(files), "last") == {"net", "first"}


def test_a_module_that_is_not_to_be_seen_passes_on_what_it_waits_for() -> None:
    files = {"main.bicep": MODULES["main.bicep"].replace("net.bicep", "br:example.azurecr.io/net:1")}
    assert before(sound(files), "last") == {"net", "first"}
