"""Hostile templates: each ends soon, in little memory, with a problem at its place, and the rest is still read."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from akslab.deployments.declared import Deployment

from .templates import NAME, Json, deployments, faults, nested, placed, resource, template

MOST_SECONDS = 12.0
MOST_BYTES = 400 << 20
ROOT = Path(__file__).parents[3]


def laughs(doubled: str, first: Any, rounds: int = 45) -> Json:
    """Return a template whose variables each double the one before."""
    variables = {f"v{number}": doubled.replace("BEFORE", f"variables('v{number - 1}')") for number in range(1, rounds)}
    return template(
        resource("bad", properties={"x": f"[variables('v{rounds - 1}')]"}),
        resource("good", properties={"a": 1}),
        variables={"v0": first, **variables},
    )


def deep(opening: str, closing: str, count: int) -> str:
    return opening * count + closing * count


def in_property(expression: str, **sections: Any) -> Json:
    return template(resource("bad", properties={"x": f"[{expression}]"}), resource("good"), **sections)


def chained(count: int) -> Json:
    """Return a template in which each variable is the one before, and the first one is a text."""
    variables: Json = {f"v{number}": f"[variables('v{number - 1}')]" for number in range(1, count)}
    return in_property(f"variables('v{count - 1}')", variables={"v0": "x", **variables})


def nested_loops(levels: int) -> Json:
    loop: Any = 1
    for level in range(levels):
        loop = {"copy": [{"name": f"l{level}", "count": 800, "input": loop}]}
    return template(resource("bad", properties=loop), resource("good"))


def nested_deployments(levels: int) -> Json:
    inner = template(resource("leaf"))
    for level in range(levels):
        inner = template(nested(f"d{level}", inner, copy={"name": "c", "count": 800}))
    return inner


def loops(number: int) -> Json:
    """Return a template of as many loops of 800 tables, each with a route."""
    route = {"type": "routes", "name": "[concat('r', copyIndex())]"}
    entries = [resource(f"[concat('rt{n}-', copyIndex())]") for n in range(number)]
    return template(
        *({**each, "resources": [route], "copy": {"name": f"l{n}", "count": 800}} for n, each in enumerate(entries))
    )


def recursive_function() -> Json:
    members = {"f": {"parameters": [], "output": {"type": "string", "value": "[me.f()]"}}}
    return in_property("me.f()", functions=[{"namespace": "me", "members": members}])


def twice_recursive_function() -> Json:
    body = "[concat(me.f(sub(parameters('n'), 1)), me.f(sub(parameters('n'), 1)))]"
    members = {"f": {"parameters": [{"name": "n", "type": "int"}], "output": {"type": "string", "value": body}}}
    return in_property("me.f(50)", functions=[{"namespace": "me", "members": members}])


def shared_object() -> Json:
    variables: Json = {"v0": {"a": 1}}
    for number in range(1, 60):
        before = f"[variables('v{number - 1}')]"
        variables[f"v{number}"] = {"x": before, "y": before}
    return in_property("variables('v59')", variables=variables)


MEGABYTE = "padLeft('x', 1048576)"
SQUARE = "map(range(0, 99), lambda('j', range(0, 99)))"
HOSTILE: dict[str, tuple[Callable[[], Any], str]] = {
    "concat of texts": (lambda: laughs("[concat(BEFORE, BEFORE)]", "lol"), "arm.limit-text"),
    "concat of arrays": (lambda: laughs("[concat(BEFORE, BEFORE)]", ["lol"]), "arm.limit-value"),
    "union of objects": (
        lambda: laughs("[createObject('a', BEFORE, 'b', BEFORE)]", {"lol": 1}),
        "arm.limit-value",
    ),
    "format": (lambda: laughs("[format('{0}{0}{0}', BEFORE)]", "lol"), "arm.limit-text"),
    "string of what is shared": (
        lambda: laughs("[createArray(string(BEFORE), string(BEFORE))]", ["lol"]),
        "arm.limit-text",
    ),
    "objects that share": (shared_object, "arm.limit-value"),
    "a loop of 10^9": (
        lambda: template(resource("bad", copy={"name": "l", "count": 10**9}), resource("good")),
        "arm.limit-copies",
    ),
    "a range of 10^9": (lambda: in_property("range(0, 1000000000)"), "arm.range"),
    "ranges of ranges": (
        lambda: in_property("map(range(0, 10000), lambda('x', range(0, 10000)))"),
        "arm.limit-steps",
    ),
    "maps of maps": (
        lambda: in_property(
            "map(range(0, 9999), lambda('x', map(range(0, 9999), lambda('y', map(range(0, 9999), lambda('z', 1))))))"
        ),
        "arm.limit-steps",
    ),
    "reduce that doubles": (
        lambda: in_property(
            "reduce(range(0, 99), createArray(1), lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('a'))))"
        ),
        "arm.limit-steps",
    ),
    "reduce that nests": (
        lambda: in_property("reduce(range(0, 9999), 1, lambda('a', 'b', createArray(lambdaVariables('a'))))"),
        "arm.limit-nested-value",
    ),
    "reduce that shares": (
        lambda: in_property(
            "reduce(range(0, 50), 1, lambda('a', 'b', createArray(lambdaVariables('a'), lambdaVariables('a'))))"
        ),
        "arm.limit-value",
    ),
    "nested loops": (lambda: nested_loops(4), "arm.limit-steps"),
    "deployments of deployments": (lambda: nested_deployments(3), "arm.left-out"),
    "loops of a million": (lambda: loops(1_000), "arm.left-out-more"),
    "loops of millions": (lambda: loops(4_000), "arm.limit-resources"),
    "a parameter of itself": (
        lambda: in_property(
            "parameters('p')", parameters={"p": {"type": "string", "defaultValue": "[parameters('p')]"}}
        ),
        "arm.cycle-parameter",
    ),
    "a chain of variables": (lambda: chained(5000), "arm.limit-depth"),
    "a function of itself": (recursive_function, "arm.limit-depth"),
    "a function of itself twice": (twice_recursive_function, "arm.limit-steps"),
    "100,000 brackets": (lambda: in_property(deep("f(", ")", 100_000)), "arm.limit-nesting"),
    "100,000 objects": (lambda: deep("[", "]", 100_000), "arm.json"),
    "padLeft of 10^9": (lambda: in_property("padLeft('x', 1000000000)"), "arm.limit-text"),
    "format of 10^9": (lambda: in_property("format('{0,999999999}', 'x')"), "arm.limit-text"),
    "replace that squares": (lambda: in_property(f"replace({MEGABYTE}, ' ', {MEGABYTE})"), "arm.limit-text"),
    "join that squares": (lambda: in_property(f"join(range(0, 9999), {MEGABYTE})"), "arm.limit-text"),
    "texts by the thousand": (
        lambda: in_property(
            f"map(range(0, 9999), lambda('i', concat(string(lambdaVariables('i')), take({MEGABYTE}, 1000000))))"
        ),
        "arm.limit-steps",
    ),
    "split of a megabyte": (
        lambda: in_property(f"map(range(0, 9999), lambda('i', split({MEGABYTE}, ' ')))"),
        "arm.limit-steps",
    ),
    "sort without an order": (
        lambda: in_property("map(range(0, 999), lambda('i', sort(range(0, 9999), lambda('a', 'b', true()))))"),
        "arm.limit-steps",
    ),
    "equal giants": (
        lambda: in_property(f"map(range(0, 999), lambda('i', equals({SQUARE}, {SQUARE})))"),
        "arm.limit-steps",
    ),
    "a key in another case, again and again": (
        lambda: in_property(
            "map(range(0, 9999), lambda('i', parameters('o').K0))",
            parameters={"o": {"type": "object", "defaultValue": {f"k{number}": 1 for number in range(5000)}}},
        ),
        "arm.limit-steps",
    ),
    "a template that deploys itself": (
        lambda: template(
            resource("d", "Microsoft.Resources/deployments", properties={"templateLink": {"relativePath": NAME}}),
            resource("good"),
        ),
        "arm.cycle-templates",
    ),
    "outputs in a circle": (
        lambda: template(
            nested(
                "a",
                template(
                    outputs={"o": {"type": "string", "value": "[parameters('p')]"}},
                    parameters={"p": {"type": "string"}},
                ),
                {"p": {"value": "[reference('b').outputs.o.value]"}},
            ),
            nested(
                "b",
                template(
                    outputs={"o": {"type": "string", "value": "[parameters('p')]"}},
                    parameters={"p": {"type": "string"}},
                ),
                {"p": {"value": "[reference('a').outputs.o.value]"}},
            ),
            resource("good"),
        ),
        "arm.cycle-reference",
    ),
}
ALL_IS_LOST = ("arm.limit-steps", "arm.limit-resources", "arm.left-out-more", "arm.json")


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_ends_soon_with_a_problem_at_its_place(name: str) -> None:
    make, key = HOSTILE[name]
    main = make()
    before = time.process_time()
    (found,) = deployments(main)
    assert time.process_time() - before < MOST_SECONDS
    keys = [problem.what.key for problem in found.problems]
    assert key in keys, keys
    assert all(placed(problem.origin, {NAME: main}) for problem in found.problems)
    assert key in ALL_IS_LOST or any(each.address.endswith(("good", "leaf")) for each in found.resources)


def test_what_is_hostile_takes_little_memory() -> None:
    names = ("concat of arrays", "union of objects", "objects that share", "texts by the thousand", "nested loops")
    program = (
        "from tests.importers.arm.test_hostile import HOSTILE, deployments\n"
        f"for name in {names!r}: deployments(HOSTILE[name][0]())\n"
        # ru_maxrss would tell of the process that started this one.
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=120, cwd=ROOT
    )
    assert int(done.stdout) << 10 < MOST_BYTES


def test_what_was_read_before_the_end_is_kept_and_the_rest_may_hold_more() -> None:
    main = template(
        resource("first"),
        resource("bad", properties={"x": "[map(range(0, 9999), lambda('i', range(0, 9999)))]"}),
        resource("last"),
    )
    found: Deployment
    (found,) = deployments(main)
    assert [each.address for each in found.resources] == ["virtualNetworks/first"]
    assert [(gap.what.key, gap.hides_resources) for gap in found.gaps] == [("arm.unfinished", True)]


def test_the_deepest_literal_is_read() -> None:
    inner: Any = "[concat('a', 'b')]"
    for _ in range(190):
        inner = [inner]
    (found,) = deployments(template(resource("deep", properties={"x": inner})))
    assert found.problems == ()
    node = found.resources[0].body.at("properties", "x", *([0] * 190))
    assert node
    assert node.value == "ab"


def test_problems_are_counted_not_listed_without_end() -> None:
    main = template(*(resource(f"n{number}", properties={"x": f"[nothing{number}()]"}) for number in range(500)))
    keys = [key for key, _ in faults(main)]
    assert (len(keys), keys[-1]) == (201, "arm.more-problems")


def test_many_faults_of_one_kind_are_said_at_each_place_once() -> None:
    main = template(resource("a", properties={"x": "[foo()]", "y": "[foo()]"}, copy={"name": "l", "count": 3}))
    assert faults(main) == [("arm.no-function", "foo"), ("arm.no-function", "foo")]
