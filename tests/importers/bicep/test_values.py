"""What expressions are worth: operators, texts, objects, loops, lambdas, functions, files."""

from typing import Any

import pytest

from akslab.deployments.nodes import plain
from akslab.rules.unknown import UNKNOWN
from akslab.wire.symbols import spoken

from .reading import deployed, in_english, node_of_expression, resource, sound, value_of, why, written

VARIABLES = """\
param given string
param flag bool
param config object
param many array
param nothing string?
var one = 1
var words = ['a', 'b', 'c']
var nodes = { name: 'nodes', prefix: '192.168.1.0/24', inner: { deep: true } }
"""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3 - 4", 3),
        ("-7 / 2", -3),
        ("7 % 4", 3),
        ("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", True),
        ("'a' == 'A' || 'a' =~ 'A'", True),
        ("'a' != 'a' || 'a' !~ 'A'", False),
        ("!true", False),
        ("null ?? 'x'", "x"),
        ("1 == 1 ? 'yes' : 'no'", "yes"),
        ("false ? 1 : false ? 2 : 3", 3),
        ("'${one}-${true}-${words[0]}'", "1-True-a"),
        ("'{0} {${one}}'", "{0} {1}"),
        ("'''\n  ${one}\n'''", "  ${one}\n"),
        ("$'''<${one}>'''", "<1>"),
        ("words[2]", "c"),
        ("words[^1]", "c"),
        ("words[?7]", None),
        ("words[?^7]", None),
        ("nodes.inner.deep", True),
        ("nodes['name']", "nodes"),
        ("nodes.?absent", None),
        ("nodes.?absent.deeper.still", None),
        ("nodes!.name", "nodes"),
        ("nothing", None),
        ("nothing ?? 'default'", "default"),
        ("{ a: 1, ...nodes, name: 'x' }.name", "x"),
        ("{ ...{ a: 1 }, ...{ a: 2, b: 3 } }", {"a": 2, "b": 3}),
        ("{ '${words[0]}-b': 1 }", {"a-b": 1}),
        ("['x', ...words, ...[]]", ["x", "a", "b", "c"]),
        ("[for w in words: '${w}!']", ["a!", "b!", "c!"]),
        ("[for (w, i) in words: { n: w, i: i }][1]", {"n": "b", "i": 1}),
        ("[for i in range(0, 2): [for w in words: '${w}${i}']][1][2]", "c1"),
        ("map(words, w => toUpper(w))", ["A", "B", "C"]),
        ("map(words, (w, i) => '${w}${i}')", ["a0", "b1", "c2"]),
        ("filter(range(0, 6), n => n % 2 == 0)", [0, 2, 4]),
        ("reduce(range(1, 3), 0, (sum, next) => sum + next)", 6),
        ("sort(['b', 'a'], (x, y) => x < y)", ["a", "b"]),
        ("toObject(words, w => w, w => length(w))", {"a": 1, "b": 1, "c": 1}),
        ("union(nodes, { name: 'x' }).name", "x"),
        ("cidrSubnet('192.168.0.0/16', 24, 1)", "192.168.1.0/24"),
        ("parseCidr('192.168.0.0/16').firstUsable", "192.168.0.1"),
        ("sys.concat('a', 'b')", "ab"),
        ("az.subscription().id", "/subscriptions/<subscription>"),
        ("resourceGroup('other').id", "/subscriptions/<subscription>/resourceGroups/other"),
        ("resourceGroup('sub', 'other').id", "/subscriptions/sub/resourceGroups/other"),
        ("subscription('sub').id", "/subscriptions/sub"),
        ("any(1)", 1),
        ("nameof(nodes)", "nodes"),
        ("nameof(nodes.inner)", "inner"),
        ("nameof(nodes['prefix'])", "prefix"),
        ("roleDefinitions('Network Contributor').roleDefinitionId", "4d97b98b-1d4f-4787-a291-c67834d212e7"),
        ("roleDefinitions('Our Own').roleDefinitionId", "Our Own"),
        ("readEnvironmentVariable('X', 'default')", "default"),
    ],
)
def test_an_expression_is_worth_what_azure_makes_of_it(expression: str, value: Any) -> None:
    found = value_of(expression, VARIABLES)
    assert (spoken(found) if isinstance(found, str) else found) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("false && flag", False),
        ("true || flag", True),
        ("flag && false", False),
        ("flag ? 'same' : 'same'", "same"),
        ("flag ? { a: 1, b: 1 } : { a: 1, b: 2 }", {"a": 1, "b": UNKNOWN}),
        ("length([given, given])", 2),
        ("[given][0] == given", True),
        ("{ a: 1, ...config, b: 2 }", {"a": UNKNOWN, "b": 2, "*": UNKNOWN}),
        ("{ a: 1, ...{ b: 2, ...config } }", {"a": UNKNOWN, "b": UNKNOWN, "*": UNKNOWN}),
        ("[...many, 1]", UNKNOWN),
        ("config.a.b", UNKNOWN),
        ("[for m in many: 1]", UNKNOWN),
        ("flag ? 1 : 2", UNKNOWN),
        ("empty('a${given}')", False),
        ("toUpper(given) == toUpper(given)", True),
    ],
)
def test_what_is_not_known_spoils_no_more_than_it_must(expression: str, value: Any) -> None:
    assert value_of(expression, VARIABLES) == value


def test_a_text_with_an_unknown_part_keeps_the_known_ones() -> None:
    assert spoken(str(node_of_expression("'vnet-${given}-x'", VARIABLES).value)) == "vnet-<parameter given>-x"


def test_two_unknown_texts_are_the_same_when_they_are_made_alike() -> None:
    one, two, other = (
        node_of_expression(text, VARIABLES).value
        for text in ("flag ? 'a' : 'b'", "(flag) ? 'a' : 'b'", "flag ? 'a' : 'c'")
    )
    assert one == two != other


def test_functions_of_the_file_are_called() -> None:
    before = "func f(a string, b int) string => '${a}${b + 1}'\nfunc g(x string) string =>\n  f(x, 2)"
    assert value_of("g('n')", before) == "n3"


SHARED = """\
@export()
var sizes = { small: 2 }
var hidden = 'h'
@export()
func name(x string) string => '${x}-${hidden}'
@export()
type optional = string?
"""


@pytest.mark.parametrize(
    ("imports", "expression", "value"),
    [
        ("import { sizes } from 'shared.bicep'", "sizes.small", 2),
        ("import { sizes as s, name as n } from './shared.bicep'", "'${s.small}${n('x')}'", "2x-h"),
        ("import * as shared from 'shared.bicep'", "shared.name('${shared.sizes.small}')", "2-h"),
        ("import { optional } from 'shared.bicep'\nparam p optional", "p", None),
        ("import * as shared from 'shared.bicep'\nparam p shared.optional", "p", None),
    ],
)
def test_what_is_imported_means_what_it_means_there(imports: str, expression: str, value: Any) -> None:
    assert value_of(expression, imports, {"shared.bicep": SHARED}) == value


FILES = {
    "data/net.json": '{\n  "prefix": "10.1.0.0/16", // said\n  "pools": [{"name": "np"}]\n}\n',
    "data/note.txt": "first\nsecond",
    "data/net.yaml": "vnet:\n  name: yaml\n  prefixes:\n    - 10.2.0.0/16\n",
    "data/anchors.yaml": "a: &x 1\nb: *x\n",
}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("loadJsonContent('data/net.json').prefix", "10.1.0.0/16"),
        ("loadJsonContent('./data/net.json', '$.pools[0].name')", "np"),
        ("loadJsonContent('data/net.json', '.pools')", [{"name": "np"}]),
        ("loadTextContent('data/note.txt')", "first\nsecond"),
        ("loadFileAsBase64('data/note.txt')", "Zmlyc3QKc2Vjb25k"),
        ("loadYamlContent('data/net.yaml').vnet.prefixes[0]", "10.2.0.0/16"),
        ("loadYamlContent('data/net.yaml', '$.vnet.name')", "yaml"),
        ("loadYamlContent('data/anchors.yaml').a", UNKNOWN),
        ("loadDirectoryFileInfo('data')", UNKNOWN),
    ],
)
def test_files_of_the_tree_are_read(expression: str, value: Any) -> None:
    assert value_of(expression, files=FILES) == value


def test_a_file_that_is_not_read_is_said() -> None:
    text = (
        "resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: loadYamlContent('data/anchors.yaml').a\n}\n"
    )
    (gap,) = sound({"main.bicep": text, **FILES}).gaps
    assert (in_english(gap), gap.needs) == (
        "loadYamlContent is not evaluated: what data/anchors.yaml holds is not known here",
        "data/anchors.yaml",
    )


def test_a_value_from_a_file_is_there() -> None:
    found = node_of_expression("loadJsonContent('data/net.json').prefix", files=FILES)
    assert found.origin is not None
    assert (found.origin.file, found.origin.path) == ("data/net.json", ("prefix",))
    assert found.origin.used is not None
    assert found.origin.used.file == "main.bicep"


@pytest.mark.parametrize(
    ("expression", "says", "where"),
    [
        ("nowhere", "nothing here is called nowhere", "nowhere"),
        ("unheardOf(1)", "Bicep has no function unheardOf, and the file declares and imports none", "unheardOf"),
        ("az.unheardOf()", "Bicep has no function unheardOf, and the file declares and imports none", "az.unheardOf"),
        (
            "true ? 1 : unheardOf()",
            "Bicep has no function unheardOf, and the file declares and imports none",
            "unheardOf",
        ),
        ("{ a: [1][3] }", "there is no element 3: the array has 1", "[1][3]"),
        ("{ a: 1 }.b", "there is no property b; there is: a", "{ a: 1 }.b"),
        ("'a' + 1", "argument 1 is of type string; it must be of type int", "'a' + 1"),
        ("substring('abc', 2, 5)", None, "substring('abc', 2, 5)"),
        ("[for x in 'a': x]", "a loop runs over a list", "[for x in 'a': x]"),
        ("x => x", "a lambda can only be an argument of a function such as map or filter", "x => x"),
        ("loadTextContent('../out.txt')", "../out.txt lies outside of what is checked: it is not read", None),
        ("loadJsonContent('main.bicep')", None, "loadJsonContent('main.bicep')"),
        ("loadJsonContent('gone.json')", "there is no file gone.json", "loadJsonContent('gone.json')"),
        ("fail('no')", "the template calls fail here: no", "fail('no')"),
        ("nameof(1)", "nameof takes a symbol or a property: nameof(1)", "nameof(1)"),
    ],
)
def test_what_the_compiler_or_azure_would_refuse_is_said_at_its_place(
    expression: str, says: str | None, where: str | None
) -> None:
    text = (
        f"resource r 'Microsoft.Network/routeTables@2024-05-01' = {{\n  name: 'x'\n  tags: {{ t: {expression} }}\n}}\n"
    )
    found = deployed(text)
    (problem,) = found.problems
    assert says is None or in_english(problem) == says
    assert where is None or written(text, problem.origin) == where
    assert plain(resource(found, "r").body)["name"] == "x"


def test_a_refused_part_leaves_the_others() -> None:
    text = (
        "resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'x'\n  tags: { a: [1][3], b: 'kept' }\n}\n"
    )
    tags = resource(deployed(text), "r").body.get("tags")
    assert tags is not None
    assert plain(tags) == {"a": UNKNOWN, "b": "kept"}
    assert why(tags.get("a")) == "unreadable"


def test_in_a_choice_that_is_decided_too() -> None:
    text = (
        "resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'x'\n"
        "  tags: false ? {} : true ? { a: [1][3], b: 'kept' } : {}\n}\n"
    )
    tags = resource(deployed(text), "r").body.get("tags")
    assert tags is not None
    assert plain(tags) == {"a": UNKNOWN, "b": "kept"}


def test_what_is_refused_where_nobody_knows_whether_it_counts_is_no_problem() -> None:
    assert value_of("flag ? [1][3] : 2", VARIABLES) is UNKNOWN


@pytest.mark.parametrize(
    "declarations",
    [
        "var a = b\nvar b = a",
        "var a = '${a}'",
        "param a string = b\nvar b = a",
        "func f(x int) int => f(x)\nvar a = f(1)",
    ],
)
def test_what_needs_itself_is_said_and_ends(declarations: str) -> None:
    found = deployed(f"{declarations}\noutput o string = a\n")
    assert {each.what.key for each in found.problems} & {"bicep.cycle", "arm.limit-depth"}


def test_secrets_stay_secret() -> None:
    vault = "resource v 'Microsoft.KeyVault/vaults@2023-07-01' existing = {\n  name: 'v'\n}"
    before = f"@secure()\nparam password string\n{vault}"
    for expression in ("password", "'${password}'", "toUpper(password)", "v.getSecret('a')", "v.listKeys().keys[0]"):
        assert node_of_expression(expression, before).is_secret, expression


def test_a_secret_property_of_a_type_is_secret() -> None:
    text = """\
type login = {
  name: string
  @secure()
  password: string
}
param given login = { name: 'a', password: 'b' }
resource r 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'x'
  tags: given
}
"""
    tags = resource(sound(text), "r").body.get("tags")
    assert tags is not None
    assert {key: node.is_secret for key, node in tags.items()} == {"name": False, "password": True}
