"""The language inside brackets: what is an expression, what it means, where it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.importers.arm.expressions import (
    Call,
    Expression,
    Index,
    Number,
    Property,
    Text,
    is_expression,
    literal,
    parse_expression,
)
from akslab.importers.arm.refusals import RefusedError

from .evaluating import value

NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,5}", fullmatch=True)
LEAVES = st.text(max_size=6).map(lambda text: Text(text, 0)) | st.integers(-(2**63), 2**63 - 1).map(
    lambda number: Number(number, 0)
)
TREES: st.SearchStrategy[Expression] = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(lambda name, given: Call(name, tuple(given), 0, 0), NAMES, st.lists(inner, max_size=3))
        | st.builds(lambda target, name: Property(target, name, 0), inner, NAMES)
        | st.builds(lambda target, index: Index(target, index, 0), inner, inner)
    ),
    max_leaves=12,
)


def written(tree: Expression, blank: str) -> str:
    """Write a tree with blanks wherever they may be."""
    if isinstance(tree, Text):
        return "'" + tree.value.replace("'", "''") + "'"
    if isinstance(tree, Number):
        return str(tree.value)
    if isinstance(tree, Call):
        inner = f"{blank},{blank}".join(written(each, blank) for each in tree.arguments)
        return f"{tree.name}{blank}({blank}{inner}{blank})"
    if isinstance(tree, Property):
        return f"{written(tree.target, blank)}{blank}.{blank}{tree.name}"
    return f"{written(tree.target, blank)}[{blank}{written(tree.index, blank)}]"


def bare(tree: Expression) -> Expression:
    """Return a tree without its offsets."""
    if isinstance(tree, Call):
        return Call(tree.name, tuple(map(bare, tree.arguments)), 0, 0)
    if isinstance(tree, Property):
        return Property(bare(tree.target), tree.name, 0)
    if isinstance(tree, Index):
        return Index(bare(tree.target), bare(tree.index), 0)
    return Text(tree.value, 0) if isinstance(tree, Text) else Number(tree.value, 0)


def fault(text: str) -> tuple[str, str]:
    """Return why a text is no expression, and what of it is at fault."""
    with pytest.raises(RefusedError) as refused:
        parse_expression(text)
    return refused.value.what.key, text[refused.value.start : refused.value.end]


@given(TREES, st.sampled_from(["", " ", "\n\t "]))
def test_what_is_written_is_what_is_read(tree: Expression, blank: str) -> None:
    assert bare(parse_expression(f"[{blank}{written(tree, blank)}{blank}]")) == tree


@given(st.text(alphabet="[]()'., \n\tab1-$_é", max_size=40))
def test_any_text_in_brackets_is_read_or_refused_inside_it(inner: str) -> None:
    text = f"[{inner}]"
    try:
        parse_expression(text)
    except RefusedError as error:
        place = (error.start, error.end)
    else:
        place = (0, 1)
    assert 0 <= place[0] < place[1] <= len(text)


def test_offsets_are_those_of_the_text() -> None:
    text = "[ concat( 'a', Parameters('x').Y[ 0 ] ) ]"
    call = parse_expression(text)
    assert isinstance(call, Call)
    assert text[call.start : call.end] == "concat"
    index = call.arguments[1]
    assert isinstance(index, Index)
    assert text[index.start] == "["
    assert isinstance(index.target, Property)
    assert text[index.target.start] == "Y"


@pytest.mark.parametrize(
    ("text", "is_one", "says"),
    [
        ("[concat('a')]", True, ""),
        ("[[concat('a')]", False, "[concat('a')]"),
        ("[concat('a')", False, "[concat('a')"),
        (" [concat('a')]", False, " [concat('a')]"),
        ("concat('a')]", False, "concat('a')]"),
        ("[concat('a')] ", False, "[concat('a')] "),
        ("[[", False, "["),
        ("", False, ""),
    ],
)
def test_a_text_is_an_expression_from_bracket_to_bracket(text: str, is_one: bool, says: str) -> None:
    assert is_expression(text) is is_one
    assert is_one or literal(text) == says


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        ("[]", "arm.expression-ends", "[]"),
        ("[concat('a']", "arm.expression-ends", "']"),
        ("[concat('a]", "arm.expression-open-text", "'a]"),
        ("[concat('a',)]", "arm.expression-unexpected", ")"),
        ("[concat('a' 'b')]", "arm.expression-unexpected", "'b'"),
        ("[concat('a')) ]", "arm.expression-unexpected", ")"),
        ("[parameters['x']]", "arm.expression-no-call", "parameters"),
        ("[a.b.c]", "arm.expression-no-call", "a.b.c"),
        ("[1.5]", "arm.expression-unexpected", "5"),
        ("[1 + 2]", "arm.expression-unexpected", "+"),
        ("[a(1)?]", "arm.expression-unexpected", "?"),
        ("[99999999999999999999999]", "arm.overflow", "99999999999999999999999"),
        ("[" + "f(" * 200 + ")" * 200 + "]", "arm.limit-nesting", "f"),
        ("[" + "f(1)" + "[f()" * 200 + "]" * 200 + "]", "arm.limit-nesting", "f"),
    ],
)
def test_what_is_no_expression_says_where(text: str, key: str, place: str) -> None:
    assert fault(text) == (key, place)


def test_a_quote_is_written_twice() -> None:
    assert value("concat('it''s', '''')") == "it's'"


def test_a_long_chain_of_properties_is_no_depth() -> None:
    assert str(value("parameters('u')" + ".a" * 300_000)).startswith("?parameters('u').a.a")
