"""Expressions are read as the compiler reads them: what binds tighter, where lines may break."""

import pytest

from akslab.importers.bicep.cursor import DEEPEST
from akslab.importers.bicep.faults import SyntaxFault

from .shapes import shape_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a + b * c - d", "((a + (b * c)) - d)"),
        ("a ?? b || c && d == e < f + g % h", "(a ?? (b || (c && (d == (e < (f + (g % h)))))))"),
        ("a - b - c", "((a - b) - c)"),
        ("a || b && c || d", "((a || (b && c)) || d)"),
        ("!a.b && -c[0] =~ d", "((!(a.b)) && ((-(c[0])) =~ d))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a ? b ? c : d : e", "(a ? (b ? c : d) : e)"),
        ("a\n  ? b\n  : c", "(a ? b : c)"),
        ("a ?? b ? c : d", "((a ?? b) ? c : d)"),
        ("a!~b", "(a !~ b)"),
    ],
)
def test_operators_bind_as_in_the_compiler(written: str, read: str) -> None:
    assert shape_of(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a.b.?c[?0][^1][?^2]!.d", "((((((a.b).?c)[?0])[^1])[?^2]).d)"),
        ("a::b::c.id", "(((a::b)::c).id)"),
        ("az.subscription().id", "(az.subscription().id)"),
        ("all.f(1, 'x')", "all.f(1, 'x')"),
        ("f(\n  a,\n  b\n)", "f(a, b)"),
        ("f()", "f()"),
        ("kv.getSecret('a')", "kv.getSecret('a')"),
        ("{ a: 1 }.a", "({'a': 1}.a)"),
        ("[1, 2][0]", "([1, 2][0])"),
    ],
)
def test_what_is_reached_from_a_value(written: str, read: str) -> None:
    assert shape_of(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{}", "{}"),
        ("{ a: 1, 'b-c': 2 }", "{'a': 1, 'b-c': 2}"),
        ("{\n  a: 1\n\n  b: 2 // said\n}", "{'a': 1, 'b': 2}"),
        ("{\n  a: 1, b: 2\n  c: 3 }", "{'a': 1, 'b': 2, 'c': 3}"),
        ("{ '${a}/b': 1\n ...c }", "{'<a>/b': 1, ...c}"),
        ("{ resource: 1\n for: 2\n if: 3\n module: 4 }", "{'resource': 1, 'for': 2, 'if': 3, 'module': 4}"),
        ("[]", "[]"),
        ("[\n  1\n  2\n]", "[1, 2]"),
        ("[1, ...a, 'b']", "[1, ...a, 'b']"),
        ("[\n]", "[]"),
    ],
)
def test_objects_and_lists(written: str, read: str) -> None:
    assert shape_of(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[for a in b: a]", "[for a in b: a]"),
        ("[for (a, i) in range(0, 3): { x: i }]", "[for a,i in range(0, 3): {'x': i}]"),
        ("[\n  for a in b: [for c in a: c]\n]", "[for a in b: [for c in a: c]]"),
        ("map(a, b => b.c)", "map(a, (b => (b.c)))"),
        ("reduce(a, 0, (b, c) => b + c)", "reduce(a, 0, (b, c => (b + c)))"),
        ("map(a, () =>\n  1)", "map(a, ( => 1))"),
        ("'${a}-${'x${b}'}'", "\"<a>-<'x<b>'>\""),
        ("'''a${b}'''", "'a${b}'"),
        ("$'''a${b}'''", "'a<b>'"),
        ("true", "true"),
        ("null", "null"),
        ("9223372036854775807", "9223372036854775807"),
    ],
)
def test_loops_lambdas_and_literals(written: str, read: str) -> None:
    assert shape_of(written) == read


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("", "bicep.expected-expression"),
        ("a +", "bicep.expected-expression"),
        ("a ? b", "bicep.expected-mark"),
        ("[1 2]", "bicep.expected-mark"),
        ("{ a 1 }", "bicep.expected-mark"),
        ("{ 1: a }", "bicep.expected-property"),
        ("a.", "bicep.expected-name"),
        ("f(a b)", "bicep.expected-mark"),
        ("(a, b)", "bicep.expected-mark"),
        ("[for a b: c]", "bicep.expected-mark"),
        ("99999999999999999999", "bicep.large-number"),
        ("'${a", "bicep.expected-mark"),
        ("[" * (DEEPEST + 1), "bicep.too-deep"),
        ("a+(" * DEEPEST, "bicep.too-deep"),
    ],
)
def test_what_cannot_be_read_is_said(written: str, key: str) -> None:
    with pytest.raises(SyntaxFault) as raised:
        shape_of(written)
    assert raised.value.fault.what.key == key
