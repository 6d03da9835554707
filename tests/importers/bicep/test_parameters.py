"""Parameters: where their values come from, what is known without one, and which files go together."""

from typing import Any

import pytest

from akslab.deployments.nodes import plain
from akslab.importers.bicep.discovery import modules_of
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.rules.unknown import UNKNOWN
from akslab.wire.symbols import spoken

from .reading import deployed, deployments, in_english, resource, sound, written

MAIN = """\
param name string
param prefix string = '192.168.0.0/16'
param count int = 1
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  properties: { addressSpace: { addressPrefixes: [prefix] } }
  tags: { count: count }
}
"""
PROD = "using 'main.bicep'\nvar second = 1 + 1\nparam name = 'prod'\nparam count = second\n"


def facts(files: dict[str, str], name: str = "main.bicep", options: Options | None = None) -> list[tuple[str, Any]]:
    """Return for each deployment its name and what its network is called, has for a range and a count."""
    found = []
    for each in deployments(files, name, options or Options()):
        assert each.problems == ()
        body = plain(resource(each, "vnet").body)
        found.append(
            (
                each.name,
                (spoken(body["name"]), body["properties"]["addressSpace"]["addressPrefixes"][0], body["tags"]["count"]),
            )
        )
    return found


def test_without_parameters_defaults_count_and_the_rest_is_missing() -> None:
    found = sound(MAIN)
    assert facts({"main.bicep": MAIN}) == [("main.bicep", ("<parameter name>", "192.168.0.0/16", 1))]
    assert [(in_english(gap), gap.needs, written(MAIN, gap.origin)) for gap in found.gaps] == [
        ("the parameter name has no value", "parameter name", "param name string")
    ]


def test_each_parameter_file_that_uses_it_is_a_deployment() -> None:
    files = {
        "main.bicep": MAIN,
        "prod.bicepparam": PROD,
        "test.bicepparam": "using './main.bicep'\nparam name = 'test'\nparam prefix = '10.0.0.0/8'\n",
        "other.bicepparam": "using 'other.bicep'\nparam name = 'other'\n",
        "other.bicep": MAIN,
    }
    assert facts(files) == [
        ("main.bicep with prod.bicepparam", ("prod", "192.168.0.0/16", 2)),
        ("main.bicep with test.bicepparam", ("test", "10.0.0.0/8", 1)),
    ]


def test_a_parameter_file_of_the_same_name_needs_not_say_what_it_is_for() -> None:
    files = {"main.bicep": MAIN, "main.bicepparam": "using none\nparam name = 'x'\n"}
    assert facts(files) == [("main.bicep with main.bicepparam", ("x", "192.168.0.0/16", 1))]


JSON = (
    '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": %s}'
)


def test_parameter_files_in_json_go_with_their_stem_or_with_the_only_file_they_fit() -> None:
    named = JSON % '{"name": {"value": "j"}}'
    own = {
        "main.bicep": MAIN,
        "main.parameters.json": named,
        "main.parameters.prod.json": JSON % '{"NAME": {"value": "p"}}',
    }
    assert facts(own) == [
        ("main.bicep with main.parameters.json", ("j", "192.168.0.0/16", 1)),
        ("main.bicep with main.parameters.prod.json", ("p", "192.168.0.0/16", 1)),
    ]
    assert facts({"main.bicep": MAIN, "prod.parameters.json": named})[0][0] == "main.bicep with prod.parameters.json"
    alien = JSON % '{"size": {"value": "j"}}'
    assert facts({"main.bicep": MAIN, "prod.parameters.json": alien})[0][0] == "main.bicep"
    assert facts({"main.bicep": MAIN, "b.bicep": "", "prod.parameters.json": named})[0][0] == "main.bicep"


def test_a_parameter_file_may_be_asked_for_and_what_the_person_says_wins() -> None:
    files = {"main.bicep": MAIN, "a.bicepparam": PROD, "env/b.bicepparam": "using '../main.bicep'\nparam name = 'b'\n"}
    options = Options(parameter_files=("env/b.bicepparam",), parameters={"PREFIX": "10.0.0.0/8", "count": "7"})
    assert facts(files, options=options) == [("main.bicep with env/b.bicepparam", ("b", "10.0.0.0/8", 7))]


def test_a_parameter_file_by_itself_is_what_it_uses() -> None:
    files = {"net/main.bicep": MAIN, "net/env/prod.bicepparam": PROD.replace("main.bicep", "../main.bicep")}
    assert facts(files, "net/env/prod.bicepparam") == [("net/env/prod.bicepparam", ("prod", "192.168.0.0/16", 2))]


@pytest.mark.parametrize(
    ("text", "says", "is_gap"),
    [
        ("using none\nparam name = 'x'", "p.bicepparam says of no template that it is for it (using)", True),
        ("param name = 'x'", "p.bicepparam says of no template that it is for it (using)", True),
        (
            "using 'br:example.azurecr.io/net:1'",
            "the template br:example.azurecr.io/net:1 is not to be seen here",
            True,
        ),
        ("using 'gone.bicep'", "there is no file gone.bicep", False),
        ("using '..\\\\..\\\\main.bicep'", "..\\..\\main.bicep lies outside of what is checked: it is not read", False),
        ("using 'main.bicep'\nparam nam = 'x'", "main.bicep has no parameter nam: Azure refuses it", False),
        ("using 'main.bicep'\nparam name 'x'", "= was expected, not 'x'", False),
        ("using 'main.bicep'\nresource r 'x' = {}", None, False),
        ("using 'main.bicep'\nextends 'p.bicepparam'", None, False),
    ],
)
def test_a_parameter_file_that_cannot_be_used_says_why(text: str, says: str | None, is_gap: bool) -> None:
    found = deployed({"p.bicepparam": text, "main.bicep": MAIN}, "p.bicepparam")
    noted = found.gaps if is_gap else found.problems
    assert noted
    assert says is None or says in [in_english(each) for each in noted]


def test_a_parameter_file_may_use_a_template_in_json() -> None:
    template = (
        '{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",'
        ' "contentVersion": "1.0.0.0", "parameters": {"name": {"type": "string"}}, "resources": [{"type":'
        ' "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "[parameters(\'name\')]"}]}'
    )
    found = sound({"p.bicepparam": "using 'main.json'\nparam name = 'x'\n", "main.json": template}, "p.bicepparam")
    assert [each.id.rpartition("/")[2] for each in found.resources] == ["x"]


def test_a_parameter_file_may_extend_another() -> None:
    files = {
        "main.bicep": MAIN,
        "shared.bicepparam": "using none\nparam name = 'shared'\nparam count = 3\n",
        "prod.bicepparam": "using 'main.bicep'\nextends './shared.bicepparam'\nparam name = '${base.name}-prod'\n",
    }
    assert facts(files, "prod.bicepparam") == [("prod.bicepparam", ("shared-prod", "192.168.0.0/16", 3))]


def test_a_value_is_where_it_was_written_and_used_where_it_is_needed() -> None:
    found = sound({"main.bicep": MAIN, "prod.bicepparam": PROD})
    name, count = (resource(found, "vnet").body.at(*path) for path in (("name",), ("tags", "count")))
    assert name is not None
    assert name.origin is not None
    assert name.origin.file == "prod.bicepparam"
    assert written(PROD, name.origin) == "'prod'"
    assert written(MAIN, name.origin.used) == "name"
    assert count is not None
    assert written(PROD, count.origin) == "1 + 1"
    default = resource(found, "vnet").body.at("properties", "addressSpace", "addressPrefixes", 0)
    assert default is not None
    assert written(MAIN, default.origin) == "'192.168.0.0/16'"


def test_a_value_of_a_json_file_is_there() -> None:
    files = {"main.bicep": MAIN, "main.parameters.json": JSON % '{"name": {"value": "j"}}'}
    name = resource(sound(files), "vnet").body.get("name")
    assert name is not None
    assert name.origin is not None
    assert (name.origin.file, name.origin.path) == ("main.parameters.json", ("parameters", "name", "value"))


@pytest.mark.parametrize(
    ("declaration", "shown"),
    [
        ("param p string", "<parameter p>"),
        ("@allowed(['kubenet'])\nparam p string", "kubenet"),
        ("@allowed(['kubenet', 'azure'])\nparam p string", "<parameter p>"),
        ("param p 'kubenet'", "kubenet"),
        ("param p 'kubenet' | 'azure'", "<parameter p>"),
        ("param p string?", None),
        ("type own = string\nparam p own", "<parameter p>"),
        ("type own = string?\nparam p own", None),
        ("type own = string\nparam p own?", None),
        ("param p int", UNKNOWN),
        ("param p object", UNKNOWN),
        ("param p string[]", UNKNOWN),
        ("param p { a: string }", UNKNOWN),
    ],
)
def test_what_is_known_of_a_parameter_nobody_gave(declaration: str, shown: Any) -> None:
    probe = "resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'r'\n  tags: { id: p }\n}\n"
    text = f"{declaration}\n{probe}"
    found = plain(resource(sound(text), "r").body)["tags"]["id"]
    assert (spoken(found) if isinstance(found, str) else found) == shown


def test_the_only_value_allowed_is_where_the_parameter_is() -> None:
    probe = "resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'r'\n  tags: { id: p }\n}\n"
    text = f"param p 'kubenet'\n{probe}"
    tag = resource(sound(text), "r").body.at("tags", "id")
    assert tag is not None
    assert written(text, tag.origin) == "param p 'kubenet'"


@pytest.mark.parametrize(
    ("declaration", "value", "says"),
    [
        ("param p int", "'x'", "the parameter p is of type int; a value of type string is given"),
        ("@allowed(['a', 'b'])\nparam p string", "'c'", "the parameter p may be a, b; c is none of them"),
        ("param p 'a' | 'b'", "'c'", "the parameter p may be a, b; c is none of them"),
        (
            "@maxLength(2)\nparam p string",
            "'abc'",
            "the parameter p has a length of 3, more than the most, 2: Azure refuses it",
        ),
    ],
)
def test_what_azure_would_refuse_of_a_value_is_said_in_its_file(declaration: str, value: str, says: str) -> None:
    given = f"using 'main.bicep'\nparam p = {value}\n"
    found = deployed({"main.bicep": declaration, "p.bicepparam": given})
    assert [(in_english(each), written(given, each.origin)) for each in found.problems] == [(says, value)]


def test_null_means_the_default() -> None:
    files = {"main.bicep": MAIN, "p.bicepparam": "using 'main.bicep'\nparam name = 'x'\nparam prefix = null\n"}
    assert facts(files)[0][1][1] == "192.168.0.0/16"


def test_the_environment_is_what_somebody_says_it_is() -> None:
    given = "using 'main.bicep'\nparam name = readEnvironmentVariable('NAME')\n"
    files = {"main.bicep": MAIN, "p.bicepparam": given}
    assert facts(files, options=Options(environment={"NAME": "e"}))[0][1][0] == "e"
    (gap,) = sound(files).gaps
    assert (gap.needs, written(given, gap.origin)) == ("environment variable NAME", "readEnvironmentVariable('NAME')")


@pytest.mark.parametrize("value", ["az.getSecret('sub', 'rg', 'vault', 'secret')", "externalInput('pipeline', 'x')"])
def test_what_only_a_pipeline_knows_is_unknown(value: str) -> None:
    files = {"main.bicep": MAIN, "p.bicepparam": f"using 'main.bicep'\nparam name = {value}\n"}
    assert sound(files).gaps == ()
    assert resource(sound(files), "vnet").body.get("name") is not None


def test_a_person_may_give_a_parameter_there_is_none_of() -> None:
    found = deployed(MAIN, options=Options(parameters={"name": "x", "nam": "y"}))
    assert [in_english(each) for each in found.problems] == ["main.bicep has no parameter nam: Azure refuses it"]


def test_modules_and_imports_of_a_file_are_named_and_those_elsewhere_are_not() -> None:
    files = {
        "net/main.bicep": "import { a } from '../types.bicep'\nmodule m './m.bicep' = {}\nmodule r 'br:x/y:1' = {}\n"
        "module o '../../out.bicep' = {}\n",
        "net/prod.bicepparam": "using 'main.bicep'\n",
        "broken.bicep": "resource 'x'",
    }
    given = GivenFiles(files)
    assert modules_of(given, "net/main.bicep") == ("net/m.bicep", "types.bicep")
    assert modules_of(given, "net/prod.bicepparam") == ("net/main.bicep",)
    assert modules_of(given, "broken.bicep") == ()
    assert modules_of(given, "gone.bicep") == ()


def test_a_file_that_is_not_there_says_so() -> None:
    assert [in_english(each) for each in deployed({}, "gone.bicep").problems] == ["there is no file gone.bicep"]
    assert [in_english(each) for each in deployed({}, "gone.bicepparam").problems] == [
        "there is no file gone.bicepparam"
    ]
