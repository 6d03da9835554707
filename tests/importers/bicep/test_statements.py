"""Every form of statement, and what becomes of those that cannot be read."""

import pytest

from akslab.importers.bicep.declarations import (
    Assignment,
    Broken,
    Extends,
    Extension,
    Function,
    Ignored,
    Import,
    Module,
    Output,
    Parameter,
    Resource,
    Scope,
    Statement,
    TypeDeclaration,
    Using,
    Variable,
)
from akslab.importers.bicep.statements import statements_of
from akslab.importers.bicep.syntax import Object

from .shapes import broken_in, shape


def one(text: str, *, is_parameter_file: bool = False) -> Statement:
    (found,) = statements_of(text, is_parameter_file=is_parameter_file)
    return found


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("targetScope = 'subscription'", Scope),
        ("metadata description = 'x'", Ignored),
        ("assert sound = a == b", Ignored),
        ("test t 'a.bicep' = { params: {} }", Ignored),
        ("extension microsoftGraphV1", Extension),
        ("extension 'br:example.azurecr.io/graph:1' with { a: 1 } as graph", Extension),
        ("provider 'kubernetes@1.0.0' with { namespace: 'a' } as k8s", Extension),
        ("import 'az@1.0.0'", Extension),
        ("import { a, b as c } from 'x.bicep'", Import),
        ("import {\n  a\n  'b-c' as d\n} from 'x.bicep'", Import),
        ("import * as all from 'x.bicep'", Import),
        ("type a = { b: string, *: int }", TypeDeclaration),
        ("func f(a string, b int?) string => '${a}'", Function),
        ("func f(\n  a string\n) string =>\n  a", Function),
        ("var a string = 'b'", Variable),
        ("output o resource 'A.B/c@2020-01-01' = a", Output),
        ("output o resourceOutput<'A.B/c@2020-01-01'>.id = a", Output),
        ("module m 'br/public:avm/res/network/virtual-network:0.5.1' = { params: {} }", Module),
        ("module m 'a.bicep' = [for n in names: if (n != 'x') {\n  params: { n: n }\n}]", Module),
        ("module m 'a.bicep' =\n  if (a) { params: {} }", Module),
        ("resource r 'A.B/c@2020-01-01' existing = { name: 'x' }", Resource),
    ],
)
def test_every_statement_of_the_language_is_read(written: str, kind: type) -> None:
    assert isinstance(one(written), kind)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("using 'main.bicep'", Using),
        ("using none", Using),
        ("using 'main.bicep' with { mode: 'deployment' }", Using),
        ("extends './shared.bicepparam'", Extends),
        ("param a = [1, 2]", Assignment),
        ("var a = readEnvironmentVariable('B', 'c')", Variable),
        ("import { a } from 'x.bicep'", Import),
        ("extensionConfig k8s with { kubeConfig: '' }", Ignored),
        ("type a = string", TypeDeclaration),
    ],
)
def test_every_statement_of_a_parameter_file_is_read(written: str, kind: type) -> None:
    assert isinstance(one(written, is_parameter_file=True), kind)


@pytest.mark.parametrize(
    ("type_", "is_nullable", "literals", "name"),
    [
        ("string", False, (), "string"),
        ("string?", True, (), "string"),
        ("'kubenet' | 'azure'", False, ("kubenet", "azure"), ""),
        ("\n  | 'kubenet'\n  | null", True, ("kubenet", None), ""),
        ("('a' | 'b')[]", False, (), ""),
        ("string[]?", True, (), ""),
        ("-1 | 2", False, (-1, 2), ""),
        ("all.pool", False, (), "all.pool"),
        ("resourceInput<'A.B/c@2020-01-01'>.properties", False, (), "resourceInput.properties"),
        ("{\n  @description('x')\n  a: string\n  b: 'x' | 'y'?\n  c: { d: int }[]\n}", False, (), "object"),
        ("[string, int]", False, (), "array"),
        ("pools[0]", False, (), ""),
        ("pools[*].name", False, (), ""),
        ("pools.*", False, (), "pools"),
        ("a | b", False, (), ""),
    ],
)
def test_of_a_type_it_is_known_what_values_depend_on(
    type_: str, is_nullable: bool, literals: tuple[object, ...], name: str
) -> None:
    found = one(f"param p {type_} = null")
    assert isinstance(found, Parameter)
    assert (found.type.is_nullable, found.type.literals, found.type.name) == (is_nullable, literals, name)
    assert found.default is not None


def test_a_secret_property_of_a_type_is_known() -> None:
    found = one("type t = {\n  a: string\n  @secure()\n  b: string\n}")
    assert isinstance(found, TypeDeclaration)
    assert found.type.secret_properties == ("b",)


def test_decorators_are_known_with_and_without_their_namespace() -> None:
    found = one("@sys.description('x')\n@secure()\n@allowed([\n  'a'\n])\n// said\nparam p string")
    assert isinstance(found, Parameter)
    assert [each.name for each in found.decorators] == ["description", "secure", "allowed"]


def test_a_decorator_has_a_name() -> None:
    assert [each.fault.what.key for each in broken_in("@('x')\nparam p string")] == ["bicep.expected-name"]


def test_a_resource_may_hold_resources() -> None:
    found = one(
        "resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'v'\n  resource: 1\n"
        "  @batchSize(1)\n  resource sub 'subnets' = [for n in names: {\n    name: n\n  }]\n"
        "  resource other 'subnets' existing = {\n    name: 'o'\n  }\n  properties: {}\n}"
    )
    assert isinstance(found, Resource)
    assert isinstance(found.body, Object)
    names = [each.name for each in found.body.resources if isinstance(each, Resource)]
    assert names == ["sub", "other"]
    assert [item.key.plain for item in found.body.items if hasattr(item, "key")] == ["name", "resource", "properties"]


def test_the_head_of_a_resource_ends_before_its_body() -> None:
    text = "resource r 'A.B/c@2020-01-01' existing = { name: 'x' }"
    found = one(text)
    assert isinstance(found, Resource)
    assert text[found.start : found.head_end] == "resource r 'A.B/c@2020-01-01' existing"


BROKEN = """\
param a string
var b = [1 2]
resource r 'A.B/c@2020-01-01' = {
  name: 'x'
  properties: {
    broken
    type: 'y'
    resource: 'z'
  }
}
@description('x'
param c string
output d string = 'open
var e = a
"""


def test_one_broken_statement_hides_none_of_the_others() -> None:
    found = statements_of(BROKEN)
    assert [(type(each).__name__, getattr(each, "name", "")) for each in found] == [
        ("Parameter", "a"),
        ("Broken", "b"),
        ("Broken", "r"),
        ("Broken", ""),
        ("Parameter", "c"),
        ("Broken", "d"),
        ("Variable", "e"),
    ]


def test_a_broken_statement_says_what_it_would_have_declared_and_where_it_broke() -> None:
    resource = broken_in(BROKEN)[1]
    assert (resource.keyword, resource.name) == ("resource", "r")
    assert resource.fault.what.key == "bicep.expected-mark"
    assert BROKEN[: resource.fault.start].endswith("    broken")


def test_a_broken_resource_inside_another_leaves_the_other() -> None:
    text = (
        "resource outer 'A.B/c@2020-01-01' = {\n  resource one 'd' = {\n    name 'x'\n  }\n"
        "  resource two 'd' = {\n    name: 'y'\n  }\n  name: 'o'\n}\nvar a = 1\n"
    )
    outer, variable = statements_of(text)
    assert isinstance(variable, Variable)
    assert isinstance(outer, Resource)
    assert isinstance(outer.body, Object)
    assert [type(each) for each in outer.body.resources] == [Broken, Resource]
    assert shape(outer.body) == "{'name': 'o'}"


def test_a_broken_resource_ends_with_the_one_it_stands_in() -> None:
    text = (
        "resource outer 'A.B/c@2020-01-01' = {\n  name: 'o'\n  resource one 'd' = {\n    name 'x'\n  }\n}\n"
        "var a = 1\nresource next 'A.B/c@2020-01-01' = {\n  name: 'n'\n}\n"
    )
    assert [(type(each), getattr(each, "name", "")) for each in statements_of(text)] == [
        (Resource, "outer"),
        (Variable, "a"),
        (Resource, "next"),
    ]


def test_two_statements_on_a_line_are_not_two() -> None:
    (fault,) = [each.fault for each in broken_in("var a = 1 var b = 2\nvar c = 3")]
    assert fault.what.key == "bicep.expected-line-end"


def test_the_reading_goes_on_behind_binary_junk() -> None:
    found = statements_of("\x00\x01\x02 PK é\nvar a = 1")
    assert [type(each) for each in found] == [Broken, Variable]
