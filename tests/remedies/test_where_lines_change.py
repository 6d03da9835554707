"""Where the changed lines stand: at the place a value is written, and nowhere that says something else as well."""

import pytest

from akslab.checking.report import Change
from akslab.deployments.declared import Declared
from akslab.deployments.nodes import Node
from akslab.deployments.origins import Origin
from akslab.remedies.properties import is_of_a_loop
from akslab.remedies.sharing import is_in_loop
from akslab.remedies.writer import Spot

from .applying import applied, checked, of_rule, sound

FIRST = "dns-service-ip-first"
"""A rule with one literal value: the address for DNS."""


def changes(files: dict[str, str], rule: str = FIRST) -> tuple[Change, ...]:
    """Return the changes of the one finding of a rule."""
    (found,) = of_rule(checked(files), rule)
    return found.changes


def change(files: dict[str, str], rule: str = FIRST) -> Change:
    """Return the one change of the one finding of a rule."""
    (found,) = changes(files, rule)
    return found


def bicep(*swaps: tuple[str, str]) -> str:
    """Return the sound text of Bicep with other words in it."""
    text = sound("bicep")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_parameter_is_changed_where_its_default_stands() -> None:
    text = "param dns string = '10.0.0.1'\n" + bicep(("'10.0.0.10'", "dns"))
    assert change({"main.bicep": text}) == Change(
        file="main.bicep",
        line=1,
        before=("param dns string = '10.0.0.1'",),
        after=("param dns string = '10.0.0.10'",),
    )


def test_a_parameter_is_changed_in_the_file_that_gives_it() -> None:
    text = "param dns string\n" + bicep(("'10.0.0.10'", "dns"))
    given = "using 'main.bicep'\n\nparam dns = '10.0.0.1' // first\n"
    found = change({"main.bicep": text, "main.bicepparam": given})
    assert (found.file, found.line, found.after) == ("main.bicepparam", 3, ("param dns = '10.0.0.10' // first",))


def test_a_parameter_of_a_template_is_changed_in_its_parameter_file() -> None:
    text = sound("arm").replace('"10.0.0.10"', "\"[parameters('dns')]\"")
    text = text.replace('  "resources": {', '  "parameters": {"dns": {"type": "string"}},\n  "resources": {', 1)
    given = '{\n  "parameters": {\n    "dns": {\n      "value": "10.0.0.1"\n    }\n  }\n}\n'
    found = change({"main.json": text, "main.parameters.json": given})
    assert (found.file, found.line, found.after) == ("main.parameters.json", 4, ('      "value": "10.0.0.10"',))


def test_a_module_is_changed_where_it_is_called() -> None:
    inner = "param dns string\n" + bicep(("'10.0.0.10'", "dns"))
    outer = "module all 'all.bicep' = {\n  name: 'all'\n  params: {\n    dns: '10.0.0.1'\n  }\n}\n"
    found = change({"main.bicep": outer, "all.bicep": inner})
    assert (found.file, found.line, found.after) == ("main.bicep", 4, ("    dns: '10.0.0.10'",))


def test_a_variable_of_terraform_is_changed_where_its_default_stands() -> None:
    text = sound("terraform").replace('"10.0.0.10"', "var.dns")
    found = change({"main.tf": text, "variables.tf": 'variable "dns" {\n  default = "10.0.0.1"\n}\n'})
    assert (found.file, found.line, found.after) == ("variables.tf", 2, ('  default = "10.0.0.10"',))


def test_a_variable_of_a_script_is_changed_where_it_is_set() -> None:
    text = sound("az").replace("--dns-service-ip 10.0.0.10", '--dns-service-ip "$DNS"')
    found = change({"deploy.sh": text.replace("GROUP=", 'DNS="10.0.0.1"\nGROUP=', 1)})
    assert found.before == ('DNS="10.0.0.1"',)
    assert found.after == ('DNS="10.0.0.10"',)


def test_a_variable_that_two_properties_have_stays_as_it_is() -> None:
    range_ = "var range = '192.168.1.0/24'\n"
    text = range_ + bicep(("'192.168.1.0/24'", "range"), ("'10.0.0.0/16'", "range"), ("10.0.0.10", "192.168.1.10"))
    assert changes({"main.bicep": text}, "service-cidr-overlaps-subnet") == ()


def test_a_value_that_is_put_together_stays_as_it_is() -> None:
    text = "var start = '10.0.0'\n" + bicep(("'10.0.0.10'", "'${start}.1'"))
    assert changes({"main.bicep": text}) == ()


def test_a_parameter_that_nobody_gives_has_no_finding_and_no_change() -> None:
    text = "param dns string\n" + bicep(("'10.0.0.10'", "dns"))
    assert of_rule(checked({"main.bicep": text}), FIRST) == []


def test_the_body_of_a_loop_stays_as_it_is() -> None:
    text = bicep(
        ("@2024-09-01' = {\n  name: 'myAKSCluster'", "@2024-09-01' = [for name in ['one', 'two']: {\n  name: name"),
        ("'10.0.0.10'", "'10.0.0.1'"),
        ("    role\n  ]\n}\n", "    role\n  ]\n}]\n"),
    )
    found = of_rule(checked({"main.bicep": text}), FIRST)
    assert len(found) == 2
    assert [each.changes for each in found] == [(), ()]


def test_a_module_that_is_used_twice_stays_as_it_is() -> None:
    inner = "param name string\n" + bicep(("'myAKSCluster'", "name"), ("'10.0.0.10'", "'10.0.0.1'"))
    outer = "".join(
        f"module {each} 'all.bicep' = {{\n  name: '{each}'\n  params: {{ name: '{each}' }}\n}}\n" for each in "ab"
    )
    found = of_rule(checked({"main.bicep": outer, "all.bicep": inner}), FIRST)
    assert found
    assert {each.changes for each in found} == {()}


OVERLAP = "service-cidr-overlaps-subnet"
"""A rule that moves one value and needs another beside it."""


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (
            "    networkProfile: { networkPlugin: 'kubenet', serviceCidr: '192.168.1.0/25' }\n",
            (
                "    networkProfile: { networkPlugin: 'kubenet', serviceCidr: '172.20.0.0/25', "
                "dnsServiceIP: '172.20.0.10' }",
            ),
        ),
        (
            "    networkProfile: {\n      networkPlugin: 'kubenet'\n      serviceCidr: '192.168.1.0/25'\n    }\n",
            ("      serviceCidr: '172.20.0.0/25'", "      dnsServiceIP: '172.20.0.10'"),
        ),
    ],
)
def test_a_property_that_is_not_written_comes_after_the_others(written: str, after: tuple[str, ...]) -> None:
    text = sound("bicep")
    start, end = text.index("    networkProfile"), text.index("  }\n  dependsOn")
    assert change({"main.bicep": text[:start] + written + text[end:]}, OVERLAP).after == after


@pytest.mark.parametrize(
    ("written", "after"),
    [
        (
            '"networkProfile": {"serviceCidr": "192.168.1.0/25"}',
            ('        "networkProfile": {"dnsServiceIP": "172.20.0.10", "serviceCidr": "172.20.0.0/25"}',),
        ),
        (
            '"networkProfile": { "serviceCidr": "192.168.1.0/25" }',
            ('        "networkProfile": { "dnsServiceIP": "172.20.0.10", "serviceCidr": "172.20.0.0/25" }',),
        ),
        (
            '"networkProfile": {\n          "serviceCidr": "192.168.1.0/25"\n        }',
            ('          "dnsServiceIP": "172.20.0.10",', '          "serviceCidr": "172.20.0.0/25"'),
        ),
    ],
)
def test_a_member_that_is_not_written_comes_before_the_others(written: str, after: tuple[str, ...]) -> None:
    text = sound("arm")
    start, end = text.index('"networkProfile"'), text.index('\n      },\n      "dependsOn": [\n        "identity",')
    assert change({"main.json": text[:start] + written + text[end:]}, OVERLAP).after == after


def test_an_argument_that_is_not_written_stands_below_the_others() -> None:
    text = sound("terraform").replace('    dns_service_ip = "10.0.0.10"\n', "").replace("10.0.0.0/16", "192.168.1.0/25")
    found = change({"main.tf": text}, OVERLAP)
    assert found.after == ('    service_cidr   = "172.20.0.0/25"', '    dns_service_ip = "172.20.0.10"')


def test_an_option_that_is_not_given_goes_to_the_end_of_its_command() -> None:
    text = sound("az").replace(" \\\n  --dns-service-ip 10.0.0.10", "").replace("10.0.0.0/16", "192.168.1.0/25")
    found = change({"deploy.sh": text}, OVERLAP)
    assert found.after == ("  --service-cidr 172.20.0.0/25 \\", "  --dns-service-ip 172.20.0.10")


def test_powershell_goes_on_with_its_own_sign() -> None:
    text = "az aks create -g rg -n aks `\n  --network-plugin kubenet `\n  --service-cidr 20.1.0.0/16\n"
    found = change({"deploy.ps1": text}, "service-cidr-public")
    assert found.after == ("  --service-cidr 172.20.0.0/16 `", "  --dns-service-ip 172.20.0.10")


def test_a_resource_of_a_list_is_waited_for_by_its_name() -> None:
    text = sound("arm").replace('  "languageVersion": "2.0",\n', "")
    for name in ("identity", "table", "net", "role", "aks"):
        text = text.replace(f'    "{name}": {{\n      "type"', '    {\n      "type"')
    text = text.replace('"resources": {', '"resources": [').replace("    }\n  }\n}", "    }\n  ]\n}")
    text = text.replace(
        '\n        "table"\n', "\n        \"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"\n"
    )
    text = text.replace("reference('identity')", "reference('myIdentity')").replace(
        '        "identity"', '        "myIdentity"'
    )
    text = text.replace('        "net",\n        "role"\n', '        "myAKSVnet"\n')
    found = change({"main.json": text}, "route-table-role-not-before-cluster")
    assert found.before == ()
    assert found.after == ("        \"[guid('aks')]\",",)


@pytest.mark.parametrize(("others", "is_changed"), [("'2024-05-01'", True), ("version", False)])
def test_a_version_in_a_variable_is_raised_where_nothing_else_has_it(others: str, is_changed: bool) -> None:
    listed = sound("arm").partition(',\n        "subnets": [\n')
    text = listed[0] + "\n" + listed[2].partition("        ]\n")[2].replace('"net",\n', '"net",\n        "nodes",\n')
    nodes = (
        '"nodes": {"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "OTHER", "dependsOn": ["net"],\n'
        '      "name": "myAKSVnet/myAKSSubnet", "properties": {"addressPrefix": "192.168.1.0/24", "routeTable": {"id": '
        "\"[resourceId('Microsoft.Network/routeTables', 'myRouteTable')]\"}}},\n    "
    ).replace("OTHER", "[variables('v')]" if others == "version" else others.strip("'"))
    text = text.replace(
        '"net": {\n      "type": "Microsoft.Network/virtualNetworks",\n      "apiVersion": "2024-05-01"',
        nodes
        + '"net": {\n      "type": "Microsoft.Network/virtualNetworks",\n      "apiVersion": "[variables(\'v\')]"',
    )
    text = text.replace(
        '      "@options": {"onlyIfNotExists": []},\n      "properties": {\n        "addressSpace"',
        '      "properties": {\n        "addressSpace"',
    )
    text = text.replace('  "resources": {', '  "variables": {"v": "2023-04-01"},\n  "resources": {', 1)

    found = changes({"main.json": text}, "old-api-version-deletes-subnet")

    assert [each.after for each in found] == [('  "variables": {"v": "2023-11-01"},',)] * is_changed


def test_the_ends_of_lines_stay_as_they_are() -> None:
    text = bicep(("10.0.0.10", "10.0.0.1")).replace("\n", "\r\n")
    found = change({"main.bicep": text})
    assert (found.before, found.after) == (("      dnsServiceIP: '10.0.0.1'",), ("      dnsServiceIP: '10.0.0.10'",))


def test_a_cluster_that_is_only_referred_to_is_not_changed() -> None:
    text = bicep(
        ("resource net '", "resource other '"), ("net.properties", "other.properties"), ("10.0.0.10", "10.0.0.1")
    )
    text = text.replace("@onlyIfNotExists()\nresource other", "resource other")
    assert change({"main.bicep": text}).line == text[: text.index("dnsServiceIP")].count("\n") + 1


def test_an_address_reckoned_from_the_range_follows_it() -> None:
    text = (
        sound("terraform").replace('"10.0.0.0/16"', "var.services").replace('"10.0.0.10"', "cidrhost(var.services, 10)")
    )
    files = {"main.tf": text, "variables.tf": 'variable "services" {\n  default = "192.168.1.0/25"\n}\n'}
    found = change(files, OVERLAP)
    assert (found.file, found.after) == ("variables.tf", ('  default = "172.20.0.0/25"',))
    assert of_rule(checked(applied(files, (found,))), OVERLAP) == []
    assert of_rule(checked(applied(files, (found,))), "dns-service-ip-outside") == []


def test_an_address_reckoned_from_something_else_does_not() -> None:
    text = sound("terraform").replace('"10.0.0.0/16"', "var.services").replace('"10.0.0.10"', "cidrhost(var.other, 10)")
    variables = (
        'variable "services" {\n  default = "192.168.1.0/25"\n}\n',
        'variable "other" {\n  default = "192.168.1.0/25"\n}\n',
    )
    assert changes({"main.tf": text, "variables.tf": "".join(variables)}, OVERLAP) == ()


def test_resources_of_several_files_of_a_module_wait_for_each_other() -> None:
    text = sound("terraform").replace("    azurerm_role_assignment.network,\n", "")
    at = text.index('resource "azurerm_kubernetes_cluster"')
    found = change({"network.tf": text[:at], "cluster.tf": text[at:]}, "route-table-role-not-before-cluster")
    assert (found.file, found.after) == ("cluster.tf", ("    azurerm_role_assignment.network,",))


def test_an_identity_in_another_file_of_a_module_gets_its_role() -> None:
    text = sound("terraform").replace("    azurerm_role_assignment.network,\n", "")
    start, at = text.index('resource "azurerm_role_assignment"'), text.index('resource "azurerm_kubernetes_cluster"')
    files = {"network.tf": text[:start], "cluster.tf": text[at:]}
    found = changes(files, "custom-table-missing-permission")
    assert {each.file for each in found} == {"cluster.tf"}
    assert of_rule(checked(applied(files, found)), "custom-table-missing-permission") == []


def test_an_object_in_a_variable_is_not_left_out_with_one_of_its_properties() -> None:
    text = sound("bicep")
    start, end = text.index("    networkProfile"), text.index("  }\n  dependsOn")
    profile = (
        "var profile = {\n  networkPlugin: 'kubenet'\n  outboundType: 'userDefinedRouting'\n  loadBalancerProfile: {\n"
        "    managedOutboundIPs: { count: 2 }\n  }\n}\n"
    )
    text = f"{profile}{text[:start]}    networkProfile: profile\n{text[end:]}"
    found = change({"main.bicep": text}, "user-routing-with-load-balancer-profile")
    assert (found.line, len(found.before), found.after) == (4, 3, ())


_PLACE = "        vnetSubnetID: net.properties.subnets[0].id\n"


def pools_in_a_loop(body: str) -> str:
    """Return the sound text with its pools made by a loop."""
    text = sound("bicep")
    start, end = text.index("    agentPoolProfiles"), text.index("    networkProfile")
    pools = f"    agentPoolProfiles: [\n      for (name, place) in ['one', 'two']: {{\n{body}      }}\n    ]\n"
    return text[:start] + pools + text[end:]


def test_the_body_of_a_loop_inside_a_resource_stays_as_it_is() -> None:
    body = "        name: name\n        mode: 'System'\n        count: 0\n"
    found = of_rule(checked({"main.bicep": pools_in_a_loop(body + _PLACE)}), "system-pool-without-nodes")
    assert len(found) == 2
    assert {each.changes for each in found} == {()}


def test_elements_that_one_text_makes_are_a_loop() -> None:
    def pool(start: int) -> Node:
        return Node({"count": Node(1)}, Origin(file="f", start=start, end=start + 1))

    def cluster(*pools: Node) -> Declared:
        body = Node({"pools": Node(pools, Origin(file="f", start=0, end=9))})
        return Declared(address="a", type="t", id="/a", body=body, origin=Origin(file="f", start=0, end=1))

    assert is_in_loop(cluster(pool(1), pool(1)), ("pools", 1, "count"))
    assert not is_in_loop(cluster(pool(1), pool(2)), ("pools", 1, "count"))
    assert not is_in_loop(cluster(pool(1), pool(1)), ("pools",))


@pytest.mark.parametrize(
    ("words", "text", "is_of_a_loop_"),
    [
        ("ids[i]", "[for i in range(0, 2): {}]", True),
        ("pool.subnet", "[for (pool, at) in pools: {}]", True),
        ("subnets.pool.id", "[for each_ in pools: {}]", False),
        ("each.value", "", True),
        ("net.id", "[for n in names: {}]", False),
    ],
)
def test_an_expression_of_a_loop_is_known_by_its_variable(words: str, text: str, is_of_a_loop_: bool) -> None:
    whole = f"{text}\n{words}"
    assert is_of_a_loop(Spot("f", whole, len(whole) - len(words), len(whole))) is is_of_a_loop_


LATER = "routes-for-one-prefix"
"""A rule that leaves a command out."""
ROUTE = "az network route-table route create -g rg --route-table-name t -n {} --address-prefix 10.8.0.0/16 {}"


def two_routes(block: str) -> dict[str, str]:
    """Return a script with a route before a block, and another one for the same prefix in it."""
    first, second = ROUTE.format("a", "--next-hop-type Internet"), ROUTE.format("b", "--next-hop-type None")
    return {"deploy.sh": f"az network route-table create -g rg -n t\n{first}\n{block.format(second)}\n"}


def test_a_command_goes_where_others_stand_beside_it() -> None:
    found = change(two_routes("if true; then\n  {}\n  az group list\nfi"), LATER)
    assert (found.line, found.after) == (4, ())


def test_the_only_command_of_a_block_stays() -> None:
    assert changes(two_routes("if true; then\n  {}\nfi"), LATER) == ()


def test_a_command_of_several_lines_goes_whole() -> None:
    files = two_routes("{}")
    files["deploy.sh"] = files["deploy.sh"].replace("-n b ", "-n b \\\n  ")
    found = change(files, LATER)
    assert (found.line, len(found.before), found.after) == (3, 2, ())


def test_a_block_that_is_referred_to_stays() -> None:
    text = sound("terraform")
    again = text[text.index('resource "azurerm_route" "firewall"') : text.index('resource "azurerm_virtual_network"')]
    again = again.replace('"firewall"', '"again"').replace('"toFirewall"', '"again"')
    assert changes({"main.tf": text + again}, LATER) != ()
    assert changes({"main.tf": f'{text}{again}\noutput "id" {{\n  value = azurerm_route.again.id\n}}\n'}, LATER) == ()


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("--enable-rbac", "--node-count 3"),
        ("--rbac-mode full --node-count 3", "--node-count 3"),
        ("--rbac-mode=full", "--node-count 3"),
        ('--rbac-modes "full" $MORE other', "--node-count 3"),
    ],
)
def test_an_option_that_az_does_not_have_goes_with_its_values(given: str, left: str) -> None:
    text = sound("az").replace("  --node-count 3 \\\n", f"  --node-count 3 \\\n  {given} \\\n", 1)
    (found,) = of_rule(checked({"deploy.sh": text}), "az-unknown-option")
    after = applied({"deploy.sh": text}, found.changes)["deploy.sh"]
    assert "rbac" not in after
    assert f"  {left} \\\n" in after


@pytest.mark.parametrize("given", ["--rbac-mode $(cat mode)", "--rbac-mode `cat mode`", "--rbac-mode {full}"])
def test_an_option_whose_values_nobody_can_tell_stays(given: str) -> None:
    text = sound("az").replace("  --node-count 3 \\\n", f"  --node-count 3 {given} \\\n", 1)
    assert [each.changes for each in of_rule(checked({"deploy.sh": text}), "az-unknown-option")] == [()]


NAMED = "subnet-id-malformed"
"""A rule for which the text itself has the id that is meant."""


def test_a_subnet_inside_its_network_is_named_by_both() -> None:
    inline = (
        "    subnets: [\n      {\n        name: 'myAKSSubnet'\n        properties: {\n"
        "          addressPrefix: '192.168.1.0/24'\n          routeTable: {\n            id: table.id\n          }\n"
        "        }\n      }\n    ]\n  }\n"
    )
    nested = (
        "  }\n\n  resource nodes 'subnets' = {\n    name: 'myAKSSubnet'\n"
        "    properties: { addressPrefix: '192.168.1.0/24', routeTable: { id: table.id } }\n  }\n"
    )
    text = bicep((inline, nested), ("net.properties.subnets[0].id", "'myAKSSubnet'"))
    assert change({"main.bicep": text}, NAMED).after == ("        vnetSubnetID: net::nodes.id",)


def test_a_name_that_two_subnets_have_stays() -> None:
    other = (
        "resource more 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'more'\n  location: 'eastus'\n"
        "  properties: {\n    addressSpace: { addressPrefixes: ['10.9.0.0/16'] }\n"
        "    subnets: [{ name: 'myAKSSubnet', properties: { addressPrefix: '10.9.1.0/24' } }]\n  }\n}\n"
    )
    assert changes({"main.bicep": bicep(("net.properties.subnets[0].id", "'myAKSSubnet'")) + other}, NAMED) == ()


def test_a_script_of_powershell_is_not_asked_in_the_words_of_bash() -> None:
    text = "az aks create -g rg -n aks --assign-identity myIdentity\n"
    assert changes({"deploy.ps1": text}, "az-not-a-resource-id") == ()
    (found,) = changes({"deploy.sh": text}, "az-not-a-resource-id")
    assert found.after[0].endswith('"$(az identity show --resource-group rg --name myIdentity --query id -o tsv)"')


def test_an_object_that_is_not_written_is_not_written_twice() -> None:
    profile = "    networkProfile: {\n      networkPlugin: 'kubenet'\n      podCidr: '10.244.0.0/16'\n"
    rest = "      serviceCidr: '10.0.0.0/16'\n      dnsServiceIP: '10.0.0.10'\n    }\n"
    text = bicep((profile + rest, ""), ("'192.168.0.0/16'", "'10.0.0.0/8'"), ("'192.168.1.0/24'", "'10.0.1.0/24'"))
    assert changes({"main.bicep": text}, OVERLAP) == ()
    written = text.replace("  dependsOn: [\n    role", "  // no profile\n  dependsOn: [\n    role")
    overlay = written.replace("    agentPoolProfiles", "    networkProfile: {\n    }\n    agentPoolProfiles")
    assert len(changes({"main.bicep": overlay}, OVERLAP)) == 1
