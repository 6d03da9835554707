"""Modules: their own scope, their outputs evaluated through, where they go, and what of them is not to be seen."""

import pytest

from akslab.deployments.declared import Condition
from akslab.deployments.nodes import plain
from akslab.importers.options import Options
from akslab.rules.unknown import UNKNOWN
from akslab.wire.symbols import spoken

from .reading import GROUP, NETWORKS, addresses, deployed, id_of, in_english, resource, sound, why, written

NET = """\
param name string
param prefix string = '192.168.0.0/16'
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: resourceGroup().location
  properties: {
    addressSpace: { addressPrefixes: [prefix] }
    subnets: [{ name: 'nodes', properties: { addressPrefix: cidrSubnet(prefix, 24, 1) } }]
  }
}
output id string = vnet.id
output nodes string = vnet.properties.subnets[0].id
output prefixes array = vnet.properties.addressSpace.addressPrefixes
"""


def with_main(main: str) -> dict[str, str]:
    return {"main.bicep": main, "modules/net.bicep": NET}


def tag(main: str, expression: str) -> object:
    probe = (
        f"resource r 'Microsoft.Network/routeTables@2024-05-01' = {{\n  name: 'r'\n  tags: {{ x: {expression} }}\n}}\n"
    )
    return plain(resource(sound(with_main(main + probe)), "r").body)["tags"]["x"]


def test_the_id_that_comes_out_of_a_module_is_that_of_the_resource_in_it() -> None:
    main = "module net 'modules/net.bicep' = {\n  name: 'net'\n  params: { name: 'myAKSVnet' }\n}\n"
    found = sound(with_main(main))
    assert id_of(found, "net > vnet") == f"{NETWORKS}/myAKSVnet"
    assert tag(main, "net.outputs.id == resourceId('Microsoft.Network/virtualNetworks', 'myAKSVnet')") is True
    assert str(tag(main, "net.outputs.nodes")).endswith("/virtualNetworks/myAKSVnet/subnets/nodes")
    assert tag(main, "net.outputs.prefixes[0]") == "192.168.0.0/16"
    assert tag(main, "net.name") == "net"


def test_a_module_without_a_name_has_one_that_only_the_compiler_knows() -> None:
    found = sound(with_main("module net './modules/net.bicep' = {\n  params: { name: 'v' }\n}\n"))
    deployment = resource(found, "net")
    assert deployment.type == "Microsoft.Resources/deployments"
    assert id_of(found, "net") == f"{GROUP}/providers/Microsoft.Resources/deployments/<deployment name of net>"


def test_a_loop_of_modules_is_one_for_each_element() -> None:
    main = (
        "module net 'modules/net.bicep' = [for (n, i) in ['a', 'b']: {\n  name: 'net-${n}'\n"
        "  params: { name: n, prefix: '10.${i}.0.0/16' }\n}]\n"
    )
    found = sound(with_main(main))
    assert addresses(found) == ["net[0] > vnet", "net[0]", "net[1] > vnet", "net[1]"]
    assert tag(main, "net[1].outputs.prefixes[0]") == "10.1.0.0/16"
    assert tag(main, "[for i in range(0, 2): net[i].name]") == ["net-a", "net-b"]


def test_everything_in_a_conditional_module_is_under_its_condition() -> None:
    main = "param flag bool\nmodule net 'modules/net.bicep' = if (!flag) {\n  params: { name: 'v' }\n}\n"
    found = sound(with_main(main))
    assert {each.conditions for each in found.resources} == {(Condition("flag", holds=False),)}


def test_a_test_inside_a_module_is_the_test_that_was_passed_to_it() -> None:
    inner = "param wanted bool\nresource r 'Microsoft.Network/routeTables@2024-05-01' = if (wanted) {\n  name: 'r'\n}\n"
    main = "param flag bool\nmodule one 'inner.bicep' = {\n  params: { wanted: !flag }\n}\n"
    found = sound({"main.bicep": main, "inner.bicep": inner})
    assert resource(found, "one > r").conditions == (Condition("flag", holds=False),)


@pytest.mark.parametrize(
    ("scope", "id_"),
    [
        ("", GROUP),
        ("scope: resourceGroup('net-rg')", "/subscriptions/<subscription>/resourceGroups/net-rg"),
        ("scope: resourceGroup('0000', 'net-rg')", "/subscriptions/0000/resourceGroups/net-rg"),
        ("scope: az.resourceGroup(groups[1])", "/subscriptions/<subscription>/resourceGroups/b-rg"),
    ],
)
def test_a_module_goes_where_its_scope_says(scope: str, id_: str) -> None:
    main = f"var groups = ['a-rg', 'b-rg']\nmodule net 'modules/net.bicep' = {{\n  {scope}\n  params: {{ name: 'v' }}\n}}\n"
    found = sound(with_main(main))
    assert id_of(found, "net > vnet") == f"{id_}/providers/Microsoft.Network/virtualNetworks/v"


def test_another_group_is_not_where_the_deployment_is() -> None:
    main = "module net 'modules/net.bicep' = {\n  SCOPE\n  params: { name: 'v' }\n}\n"
    options = Options(resource_group="rg", location="koreacentral")
    found = {
        scope: plain(resource(sound(with_main(main.replace("SCOPE", scope)), options=options), "net > vnet").body)
        for scope in ("", "scope: resourceGroup('rg')", "scope: resourceGroup('other')")
    }
    assert [spoken(body["location"]) for body in found.values()] == [
        "koreacentral",
        "koreacentral",
        "<location of the resource group other>",
    ]


def test_a_group_that_is_declared_has_the_location_it_is_declared_with() -> None:
    main = """\
targetScope = 'subscription'
resource rg 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'net-rg'
  location: 'koreacentral'
}
module net 'modules/net.bicep' = {
  scope: rg
  params: { name: 'v' }
}
"""
    found = sound(with_main(main))
    network = resource(found, "net > vnet")
    assert id_of(found, "net > vnet").startswith("/subscriptions/<subscription>/resourceGroups/net-rg/providers/")
    assert plain(network.body)["location"] == "koreacentral"
    assert network.after == ("rg",)


def test_a_value_keeps_the_place_where_it_was_written_through_a_module() -> None:
    main = (
        "var space = '172.16.0.0/12'\nmodule net 'modules/net.bicep' = {\n  params: { name: 'v', prefix: space }\n}\n"
    )
    prefix = resource(sound(with_main(main)), "net > vnet").body.at("properties", "addressSpace", "addressPrefixes", 0)
    assert prefix is not None
    assert written(main, prefix.origin) == "'172.16.0.0/12'"
    assert prefix.origin is not None
    assert prefix.origin.used is not None
    assert prefix.origin.used.file == "modules/net.bicep"
    assert written(NET, prefix.origin.used) == "prefix"


@pytest.mark.parametrize("path", ["br:example.azurecr.io/net:1", "br/public:avm/res/network/vnet:0.1", "ts:a/b/c:1"])
def test_a_module_elsewhere_is_said_once_with_what_would_settle_it(path: str) -> None:
    main = f"module net '{path}' = {{\n  params: {{ name: 'v' }}\n}}\n"
    found = sound(main)
    (gap,) = found.gaps
    assert gap.hides_resources
    assert gap.needs == path
    assert written(main, gap.origin) == f"'{path}'"
    assert tag(main, "net.outputs.id") is UNKNOWN


def test_a_module_elsewhere_may_be_given_as_a_file() -> None:
    main = "module net 'br:example.azurecr.io/net:1' = {\n  params: { name: 'v' }\n}\n"
    options = Options(links={"br:example.azurecr.io/net:1": "modules/net.bicep"})
    found = sound(with_main(main), options=options)
    assert addresses(found) == ["net > vnet", "net"]
    assert found.gaps == ()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("gone.bicep", "there is no file gone.bicep"),
        ("../out.bicep", "../out.bicep lies outside of what is checked: it is not read"),
        ("/etc/passwd", "/etc/passwd lies outside of what is checked: it is not read"),
        ("main.bicep", "main.bicep is deployed by a module that it deploys itself"),
        ("loop.bicep", "main.bicep is deployed by a module that it deploys itself"),
        ("data.json", "data.json is not an ARM template: it has no deploymentTemplate $schema with resources"),
        ("${name}.bicep", "the path of a module is a text without ${…}"),
    ],
)
def test_a_path_that_leads_nowhere_is_said_and_the_rest_is_read(path: str, says: str) -> None:
    main = f"var name = 'x'\nmodule m '{path}' = {{}}\nmodule net 'modules/net.bicep' = {{\n  params: {{ name: 'v' }}\n}}\n"
    files = {**with_main(main), "loop.bicep": "module back './main.bicep' = {}\n", "data.json": "{}"}
    found = deployed(files)
    assert says in [in_english(each) for each in found.problems]
    assert any(gap.hides_resources for gap in found.gaps)
    assert "net > vnet" in addresses(found)


def test_windows_slashes_lead_where_they_lead() -> None:
    found = sound(with_main("module net '.\\\\modules\\\\net.bicep' = {\n  params: { name: 'v' }\n}\n"))
    assert addresses(found) == ["net > vnet", "net"]


def test_arguments_are_checked_against_parameters() -> None:
    main = "module net 'modules/net.bicep' = {\n  params: { nam: 'v' }\n}\n"
    found = deployed(with_main(main))
    assert [(in_english(each), written(main, each.origin)) for each in found.problems] == [
        ("modules/net.bicep has no parameter nam: Azure refuses it", "nam"),
        ("the module net needs a value for its parameter name", "module net 'modules/net.bicep'"),
    ]


def test_arguments_may_be_spread_or_come_from_a_variable() -> None:
    main = "var given = { name: 'v' }\nmodule net 'modules/net.bicep' = {\n  params: PARAMS\n}\n"
    for params in ("given", "{ ...given, prefix: '10.0.0.0/16' }"):
        found = sound(with_main(main.replace("PARAMS", params)))
        assert id_of(found, "net > vnet") == f"{NETWORKS}/v"


def test_only_outputs_and_the_name_come_out_of_a_module() -> None:
    main = (
        "module net 'modules/net.bicep' = {\n  params: { name: 'v' }\n}\n"
        "output a string = net.id\noutput b string = net.outputs.absent\n"
    )
    assert [in_english(each) for each in deployed(with_main(main)).problems] == [
        "a module has name and outputs, not id: write net.outputs.…",
        "modules/net.bicep has no output absent",
    ]


TEMPLATE = """\
{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {"name": {"type": "string"}},
  "resources": [
    {
      "type": "Microsoft.Network/virtualNetworks",
      "apiVersion": "2024-05-01",
      "name": "[parameters('name')]",
      "properties": {}
    }
  ],
  "outputs": {
    "id": {"type": "string", "value": "[resourceId('Microsoft.Network/virtualNetworks', parameters('name'))]"}
  }
}
"""


def test_a_template_in_json_may_be_a_module() -> None:
    main = (
        "resource first 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'f'\n}\n"
        "module net 'net.json' = {\n  dependsOn: [first]\n  params: { name: 'v' }\n}\n"
        "resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'r'\n  tags: { x: net.outputs.id }\n}\n"
    )
    found = sound({"main.bicep": main, "net.json": TEMPLATE})
    (network,) = (each for each in found.resources if each.type == "Microsoft.Network/virtualNetworks")
    assert network.after == ("first",)
    assert network.address in resource(found, "net").after
    assert plain(resource(found, "r").body)["tags"]["x"] == network.id


def test_a_broken_module_hides_nothing_of_the_others() -> None:
    main = "module bad 'bad.bicep' = {}\nmodule net 'modules/net.bicep' = {\n  params: { name: 'v' }\n}\n"
    found = deployed({**with_main(main), "bad.bicep": "resource r 'x' = {\n  name 'y'\n}\nvar a = 1\n"})
    assert [each.origin.file for each in found.problems if each.origin] == ["bad.bicep"]
    assert any(gap.hides_resources for gap in found.gaps)
    assert "net > vnet" in addresses(found)


def test_modules_inside_modules_end_at_a_depth() -> None:
    files = {f"m{n}.bicep": f"module m 'm{n + 1}.bicep' = {{}}\n" for n in range(40)}
    found = deployed({"main.bicep": "module m 'm0.bicep' = {}\n", **files})
    assert [in_english(each) for each in found.problems] == ["more than 20 modules inside each other"]


def test_an_output_of_a_module_nobody_can_see_says_where_it_would_come_from() -> None:
    main = (
        "module net 'ts:a/b/c:1' = {}\n"
        "resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'r'\n  tags: { x: net.outputs.id }\n}\n"
    )
    assert why(resource(sound(main), "r").body.at("tags", "x")) == "elsewhere"
