"""Files as people might leave them: parts deleted, doubled, swapped, put together at random. All are read, soon."""

import time
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.importers.bicep.deployments import deployments_of_bicep
from akslab.importers.bicep.discovery import modules_of
from akslab.importers.bicep.tokens import tokens_of
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.rules.catalogue import judgements
from akslab.wire.sentences import said

from .articles import SOUND
from .reading import CATALOGUES

MODULE = """\
targetScope = 'resourceGroup'
type pool = { name: string, count: int? }
param pools pool[] = [{ name: 'a' }, { name: 'b', count: 2 }]
param extra object = {}
var names = map(pools, p => p.name)
func prefix(i int) string => cidrSubnet('10.0.0.0/16', 24, i)
resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' existing = {
  name: 'hub'
  resource nodes 'subnets' = [for (p, i) in pools: if (contains(names, p.name)) {
    name: '${p.name}-${i}'
    properties: { addressPrefix: prefix(i), ...extra }
  }]
}
@batchSize(1)
module inner 'inner.bicep' = [for p in pools: {
  name: 'inner-${p.name}'
  scope: resourceGroup(p.name)
  params: { id: vnet::nodes[0].id, count: p.?count ?? 1 }
}]
output ids array = [for (p, i) in pools: inner[i].outputs.id]
"""
INNER = "param id string\nparam count int = 1\noutput id string = '${id}/${count}'\n"
GIVEN = """\
using 'main.bicep'
import { x } from 'module.bicep'
var s = '10.1.0.0/16'
param podCidr = s
param serviceCidr = '${s}'
"""
TEXTS = {"main.bicep": SOUND, "module.bicep": MODULE, "inner.bicep": INNER, "main.bicepparam": GIVEN}


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """Draw a text with a few of its tokens deleted, doubled, swapped, or replaced by others."""
    tokens = [text[token.start : token.end] for token in tokens_of(text)]
    blanks = ["" if token.kind == "newline" else " " for token in tokens_of(text)]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(tokens) - 1))
        other = draw(st.integers(0, len(tokens) - 1))
        how = draw(st.sampled_from(["delete", "double", "swap", "replace", "newline"]))
        if how == "delete":
            tokens[at] = ""
        elif how == "double":
            tokens[at] *= 2
        elif how == "swap":
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens[at] = tokens[other] if how == "replace" else "\n"
    return "".join(part for pair in zip(tokens, blanks, strict=True) for part in pair)


def check(files: dict[str, str], found: Sequence[Deployment]) -> None:
    """Assert that everything can be said, stands in its file, and can be judged."""
    for deployment in found:
        noted = [(each.what, each.origin) for each in deployment.problems]
        noted += [(each.what, each.origin) for each in deployment.gaps]
        for what, origin in noted:
            assert all(said(what, catalogue) for catalogue in CATALOGUES)
            assert origin is None or not origin.is_span or 0 <= origin.start <= origin.end <= len(files[origin.file])
        for _ in judgements(view_of_deployment(deployment)):
            pass


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_spoilt_file_is_read_and_judged(data: st.DataObject) -> None:
    files = dict(TEXTS)
    files["main.bicep"] += "module m 'module.bicep' = {}\n"
    name = data.draw(st.sampled_from(sorted(TEXTS)))
    files[name] = data.draw(spoilt(files[name]))
    before = time.process_time()
    for entry in TEXTS:
        check(files, deployments_of_bicep(GivenFiles(files), entry))
        modules_of(GivenFiles(files), entry)
    assert time.process_time() - before < 5


PARTS = st.sampled_from(
    [
        "a", "b", "c", "0", "1", "'x'", "'${a}'", "null", "true", "[a]", "[a, ...b]", "{ x: a }", "{ ...b, '${a}': c }",
        "a.x", "a.?x", "a[0]", "a[?b]", "a[^1]", "a::b", "a!", "!a", "-a", "a + b", "a == b", "a && b", "a || b", "a ?? b",
        "a ? b : c", "[for a in b: a]", "map(a, b => b)", "reduce(a, b, (x, y) => x)", "union(a, b)", "f(a)", "a.id",
        "a.properties.x", "m.outputs.o", "resourceGroup()", "resourceId('A/b', a)", "cidrSubnet(a, 24, 0)", "length(a)",
        "loadJsonContent('main.bicep')", "range(0, 3)", "any(a)", "string(b)", "json(a)", "guid(a.id, b)",
    ]
)  # fmt: skip


FORMS = st.sampled_from(
    [
        "param NAME string",
        "param NAME object = VALUE",
        "var NAME = VALUE",
        "resource NAME 'A.B/c@2020-01-01' = {\n  name: VALUE\n  scope: OTHER\n}",
        "resource NAME 'A.B/c@2020-01-01' existing = [for i in VALUE: if (OTHER) {\n  name: i\n}]",
        "resource NAME 'A.B/c/d@2020-01-01' = {\n  name: 'n'\n  parent: VALUE\n  properties: OTHER\n}",
        "module NAME 'm.bicep' = {\n  params: { a: VALUE }\n  scope: OTHER\n}",
        "module NAME 'main.bicep' = [for i in VALUE: {\n  params: OTHER\n}]",
    ]
)


@st.composite
def files_of_anything(draw: st.DrawFn) -> dict[str, str]:
    """Draw two files whose names mean whatever comes."""
    statements = [
        draw(FORMS).replace("NAME", name).replace("VALUE", draw(PARTS)).replace("OTHER", draw(PARTS))
        for name in ("a", "b", "c", "m")
    ]
    text = "\n".join([*statements, f"func f(a string) string => {draw(PARTS)}", f"output o string = {draw(PARTS)}"])
    return {"main.bicep": text + "\n", "m.bicep": f"param a object = {draw(PARTS)}\noutput o string = {draw(PARTS)}\n"}


@settings(deadline=None, max_examples=400)
@given(files_of_anything(), st.sampled_from([{}, {"a": "1"}, {"a": [1, {"x": 2}], "b": None}]))
def test_any_meaning_of_names_is_worked_out_or_said(files: dict[str, str], parameters: dict[str, object]) -> None:
    before = time.process_time()
    check(files, deployments_of_bicep(GivenFiles(files), "main.bicep", Options(parameters=parameters)))
    assert time.process_time() - before < 5
