"""Files that want too much: they end soon, with a problem at its place, and hide nothing that was read before."""

import time
from collections.abc import Iterator

import pytest

from akslab.deployments.declared import Deployment

from .reading import addresses, deployed, in_english, resource

ROUTES = "Microsoft.Network/routeTables@2024-05-01"
KEPT = f"resource kept '{ROUTES}' = {{\n  name: 'kept'\n}}\n"


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < 10


def keys(found: Deployment) -> set[str]:
    return {problem.what.key for problem in found.problems}


def probe(value: str) -> str:
    return f"{KEPT}resource r '{ROUTES}' = {{\n  name: 'r'\n  tags: {{ x: {value} }}\n}}\n"


def test_texts_that_double_without_end_are_cut() -> None:
    lines = ["var t0 = 'ha'", *(f"var t{n + 1} = '${{t{n}}}${{t{n}}}'" for n in range(60))]
    found = deployed("\n".join(lines) + "\n" + probe("t60"))
    assert "arm.limit-text" in keys(found)
    assert "kept" in addresses(found)


@pytest.mark.parametrize("pair", ["[{0}, {0}]", "{{ a: {0}, b: {0} }}", "concat({0}, {0})", "map([1, 2], x => {0})"])
def test_values_that_double_without_end_are_cut(pair: str) -> None:
    lines = ["var t0 = [1]", *(f"var t{n + 1} = {pair.format(f't{n}')}" for n in range(60))]
    found = deployed("\n".join(lines) + "\n" + probe("t60"))
    assert keys(found) & {"arm.limit-value", "arm.limit-nested-value", "arm.limit-steps", "arm.limit-depth"}
    assert "kept" in addresses(found)


@pytest.mark.parametrize(
    "link",
    [
        "var t{1} = t{0}",
        "var t{1} = '${{t{0}}}'",
        "var t{1} = [t{0}]",
        "var t{1} = {{ a: t{0} }}",
        "var t{1} = true ? t{0} : 1",
        "var t{1} = (t{0} ?? 1)",
        "var t{1} = union({{}}, {{ a: t{0} }})",
        "var t{1} = map([1], x => t{0})",
        "var t{1} = [for x in [1]: t{0}]",
        "func f{1}(x int) int => f{0}(x)\nvar t{1} = f{1}(1)",
        "resource t{1} 'Microsoft.Network/routeTables@2024-05-01' = {{\n  name: 't{1}'\n  tags: {{ x: t{0}.tags.x }}\n}}",
        "resource t{1} 'A.B/c@2024-05-01' = {{\n  name: 't{1}'\n  scope: t{0}\n}}",
        "resource t{1} 'A.B/c@2024-05-01' = [for x in t{0}[0].tags: {{\n  name: 't{1}'\n  tags: [1]\n}}]",
    ],
)
def test_a_long_chain_of_names_ends_without_an_error_of_pythons(link: str) -> None:
    first = f"resource first '{ROUTES}' = {{\n  name: 'first'\n  tags: t900\n}}\n"
    start = "func f0(x int) int => x\nvar t0 = { tags: { x: 1 } }\n"
    found = deployed(first + start + "\n".join(link.format(n, n + 1) for n in range(900)) + "\n" + KEPT)
    assert keys(found) & {"arm.limit-depth", "bicep.no-scope", "arm.no-member", "arm.no-property"}
    assert "kept" in addresses(found)


def test_a_chain_of_the_length_people_write_is_followed() -> None:
    chain = "\n".join(f"var t{n + 1} = '${{t{n}}}x'" for n in range(25))
    found = deployed(f"var t0 = ''\n{chain}\n{probe('t25')}")
    assert keys(found) == set()
    tag = resource(found, "r").body.at("tags", "x")
    assert tag is not None
    assert tag.text == "x" * 25


@pytest.mark.parametrize(
    "value",
    [
        "a" + ".b" * 5000,
        "a" + "[0]" * 5000,
        "1" + " + 1" * 5000,
        "true" + " && true" * 5000,
        "null" + " ?? null" * 5000,
        "false ? 1 : " * 5000 + "2",
        "'x'" + "!" * 5000,
        "a" + "::b" * 5000,
    ],
)
def test_a_long_chain_of_operators_is_no_depth(value: str) -> None:
    assert not keys(deployed("param a object\n" + probe(value))) & {"bicep.too-deep", "arm.limit-depth"}


def test_ranges_and_loops_have_their_limits() -> None:
    assert keys(deployed(probe("range(0, 1000000000)"))) == {"arm.range"}
    nested = "[for a in range(0, 1000): [for b in range(0, 1000): [for c in range(0, 1000): a]]]"
    assert keys(deployed(probe(nested))) & {"arm.limit-steps", "arm.limit-value"}


def test_more_resources_than_a_deployment_may_have_end_the_reading() -> None:
    loops = "\n".join(
        f"resource r{n} '{ROUTES}' = [for i in range(0, 800): {{\n  name: 'r${{i}}'\n}}]" for n in range(40)
    )
    found = deployed(loops)
    assert "arm.limit-resources" in keys(found)
    assert len(found.resources) <= 20_000
    assert any(gap.hides_resources for gap in found.gaps)


def test_modules_that_multiply_end() -> None:
    inner = "module m 'm{}.bicep' = [for i in range(0, 100): {{}}]\n"
    files = {f"m{n}.bicep": inner.format(n + 1) for n in range(10)} | {"m10.bicep": KEPT}
    found = deployed({"main.bicep": KEPT + "module m 'm0.bicep' = [for i in range(0, 100): {}]\n", **files})
    assert keys(found) & {"arm.limit-steps", "arm.limit-resources"}
    assert "kept" in addresses(found)


def test_a_file_larger_than_any_template_is_not_read() -> None:
    found = deployed("// " + "x" * (9 << 20))
    assert [in_english(each).partition(";")[0] for each in found.problems] == ["main.bicep has 9,437,187 characters"]


def test_a_pattern_that_goes_back_and_forth_is_no_trap() -> None:
    deployed(probe("like('" + "a" * 3000 + "', '" + "*a" * 300 + "b')"))


def test_everything_waiting_for_everything_is_bounded() -> None:
    lines = ["var v0 = 1"]
    for n in range(4000):
        lines.append(f"resource r{n} '{ROUTES}' = {{\n  name: 'r{n}'\n  tags: {{ x: nameof(v{n}) }}\n}}")
        lines.append(f"var v{n + 1} = [nameof(v{n}), r{n}.id]")
    found = deployed("\n".join(lines))
    assert keys(found) == {"arm.limit-steps"}
