"""What functions make of operands nobody knows: what is decided is decided, the rest remembers its expression.

`u` is a parameter of which nothing is known, `s` one that is some text.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.deployments.nodes import Node, Unknown
from akslab.importers.arm.budget import Budget
from akslab.importers.arm.functions import FUNCTIONS, invoke
from akslab.importers.arm.functions.sameness import same, same_text
from akslab.importers.arm.refusals import RefusedError
from akslab.importers.arm.unknowns import Pending, negated, pending
from akslab.wire.sentences import Sentence
from akslab.wire.symbols import symbol

from .evaluating import node, scope_of, value

GROUP = "/subscriptions/<subscription>/resourceGroups/<resource group>"
PARTLY: dict[str, Any] = {
    "concat('vnet-', parameters('s'))": "vnet-<parameter s>",
    "format('{0}-vnet', parameters('u'))": "<parameters('u')>-vnet",
    "concat('vnet-', parameters('u').name)": "vnet-<parameters('u').name>",
    "toUpper(concat('a', parameters('s')))": "A<parameter s>",
    "join(createArray('a', parameters('s')), '-')": "a-<parameter s>",
    "replace(parameters('s'), '-', '')": "<replace(parameters('s'), '-', '')>",
    "replace('a-b', '-', parameters('s'))": "a<parameter s>b",
    "uniqueString(resourceGroup().id)": "<uniqueString(resourceGroup().id)>",
    "take(concat('abc', parameters('s')), 2)": "ab",
    "substring(concat('abc', parameters('s')), 1, 2)": "bc",
    "first(concat('abc', parameters('s')))": "a",
    "last(concat(parameters('s'), 'z'))": "z",
    "first(parameters('s'))": "?first(parameters('s'))",
    "string(createObject('a', parameters('s')))": '{"a":"<parameter s>"}',
    "json(string(createObject('a', parameters('s')))).a": "<parameter s>",
    "json(parameters('s'))": "?json(parameters('s'))",
    "resourceId('Microsoft.Network/virtualNetworks/subnets', parameters('s'), 'nodes')": (
        f"{GROUP}/providers/Microsoft.Network/virtualNetworks/<parameter s>/subnets/nodes"
    ),
    "resourceId(parameters('s'), 'Microsoft.Network/routeTables', 'rt')": (
        "/subscriptions/<subscription>/resourceGroups/<parameter s>/providers/Microsoft.Network/routeTables/rt"
    ),
    "split(resourceId('Microsoft.Network/routeTables', parameters('s')), '/')[8]": "<parameter s>",
    "split(parameters('s'), '/')[2]": "?split(parameters('s'), '/')[2]",
    "uri(parameters('s'), 'nested/a.json')": "<parameter s>/nested/a.json",
    "guid(resourceGroup().id, 'x')": "<guid(resourceGroup().id, 'x')>",
    "utcNow()": "<utcNow()>",
}
DECIDED: dict[str, Any] = {
    "and(false(), parameters('u'))": False,
    "and(parameters('u'), false())": False,
    "or(parameters('u'), true())": True,
    "or(parameters('u'), div(1, 0))": "?or(parameters('u'), …1)",
    "coalesce('x', parameters('u'))": "x",
    "if(true(), 1, parameters('u'))": 1,
    "if(parameters('u'), 1, 1)": 1,
    "if(parameters('u'), createObject('a', 1, 'b', 1), createObject('a', 1, 'b', 2)).a": 1,
    "if(parameters('u'), createObject('a', 1, 'b', 1), createObject('a', 1, 'b', 2)).b": "?if(parameters('u'), 1, 2)",
    "if(parameters('u'), createObject('a', 1), null())": "?if(parameters('u'), {'a': 1}, null())",
    "equals(parameters('u'), parameters('u'))": True,
    "equals(parameters('u').a, parameters('U').a)": True,
    "equals(parameters('s'), parameters('s'))": True,
    "equals(parameters('s'), 'x')": "?equals(parameters('s'), 'x')",
    "equals(concat('a', parameters('s')), 'bcd')": False,
    "equals(createArray(parameters('u')), createArray(1, 2))": False,
    "equals(createArray(parameters('u'), 1), createArray(1, 2))": False,
    "length(createArray(parameters('u'), parameters('s')))": 2,
    "length(parameters('s'))": "?length(parameters('s'))",
    "empty(concat('a', parameters('s')))": False,
    "empty(parameters('s'))": "?empty(parameters('s'))",
    "empty(createArray(parameters('u')))": False,
    "contains(createArray(parameters('s'), 'x'), 'x')": True,
    "contains(createArray(parameters('s'), 'x'), 'y')": "?contains([parameters('s'), 'x'], 'y')",
    "contains(concat('abc', parameters('s')), 'bc')": True,
    "contains(concat('abc', parameters('s')), 'z')": "?contains('abc<parameter s>', 'z')",
    "startsWith(concat('abc', parameters('s')), 'AB')": True,
    "startsWith(concat('abc', parameters('s')), 'b')": False,
    "startsWith(concat('abc', parameters('s')), 'abcd')": "?startsWith('abc<parameter s>', 'abcd')",
    "endsWith(concat(parameters('s'), 'xyz'), 'yz')": True,
    "endsWith(concat(parameters('s'), 'xyz'), 'z9')": False,
    "contains(createObject(parameters('s'), 1), 'a')": "?contains({parameters('s'): 1}, 'a')",
    "createObject('b', 1, parameters('s'), 1).b": 1,
    "createObject('b', 1, parameters('s'), 1).a": "?parameters('s').a",
    "createArray(1)[parameters('u')]": 1,
    "createArray(1, 2)[parameters('u')]": "?[1, 2][parameters('u')]",
    "add(parameters('u'), 1)": "?add(parameters('u'), 1)",
    "cidrSubnet(parameters('s'), 24, 0)": "<cidrSubnet(parameters('s'), 24, 0)>",
    "cidrSubnet('10.240.0.5/16', 24, 0)": "<cidrSubnet('10.240.0.5\u221516', 24, 0)>",
    "union(createObject('a', 1), createObject('a', parameters('u')))": {"a": "?parameters('u')"},
    "filter(createArray(1, 2), lambda('x', true()))": [1, 2],
    "union(parameters('u'), createObject('a', 1)).A": 1,
    "union(parameters('u'), createObject('a', 1)).b": "?parameters('u').b",
    "union(createObject('a', 1, 'b', 2), parameters('u'), createObject('B', 3))": {
        "a": "?parameters('u')",
        "b": 3,
        "*": "?parameters('u')",
    },
    "shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('a', parameters('u')))).a": (
        "?parameters('u')"
    ),
    "shallowMerge(createArray(parameters('u'), createObject('a', createObject('y', 1)))).a": {"y": 1},
    "shallowMerge(createArray())": {},
    "union(createArray(1), parameters('u'))": "?union([1], parameters('u'))",
    "map(createArray(parameters('u'), 2), lambda('x', lambdaVariables('x')))": ["?parameters('u')", 2],
    "not(not(parameters('u')))": "?parameters('u')",
    "equals(parameters('u'), true())": "?parameters('u')",
    "equals(false(), parameters('u'))": "?not(parameters('u'))",
    "listKeys('x', '2020-01-01').keys[0]": "?listKeys('x', '2020-01-01').keys[0]",
    "length(pickZones('My.Rp', 'x', 'koreacentral', 2))": 2,
}


@pytest.mark.parametrize("expression", PARTLY | DECIDED)
def test_what_is_known_of_an_unknown_is_kept(expression: str) -> None:
    assert value(expression) == (PARTLY | DECIDED)[expression]


def test_two_new_guids_differ_and_one_is_itself() -> None:
    scope = scope_of()
    one, other = node("newGuid()", scope), node("newGuid()", scope)
    assert same(one, one, Budget()) is True
    assert same(one, other, Budget()) is None


def test_what_a_key_function_answers_is_never_shown() -> None:
    scope = scope_of()
    assert node("listKeys('x', 'y')", scope).is_secret
    assert node("concat('a', listKeys('x', 'y').key1)", scope).is_secret
    assert "key" not in value("format('{0}', equals('key', parameters('p')))", p=Node("key", is_secret=True))


def test_a_secret_is_not_written_into_what_depends_on_it() -> None:
    found = node("add(parameters('p'), parameters('u'))", p=Node(4711, is_secret=True))
    assert found.is_secret
    assert isinstance(found.value, Pending)
    assert "4711" not in found.value.text


def test_a_test_of_several_can_be_taken_apart() -> None:
    found = node("not(or(parameters('u'), not(equals(parameters('s'), 'x'))))").value
    assert isinstance(found, Pending)
    assert [part.text for part in found.all_of] == ["not(parameters('u'))", "equals(parameters('s'), 'x')"]
    assert negated(found).text == "or(parameters('u'), not(equals(parameters('s'), 'x')))"


def test_values_of_calls_too_long_to_write_out_still_compare() -> None:
    long = "'" + "a" * 300 + "'"
    scope = scope_of()
    one = node(f"concat(parameters('u').a, toUpper(take(parameters('s'), {len(long)})), {long})", scope)
    other = node(f"concat(parameters('u').a, toUpper(take(parameters('s'), {len(long)})), {long})", scope)
    assert same(one, other, Budget()) is True
    first = node(f"add(length({long}), parameters('u'))", scope)
    assert same(first, node(f"add(length({long}), parameters('u'))", scope), Budget()) is True


SYMBOLS = st.sampled_from([symbol("one"), symbol("two")])
TEXTS = st.lists(SYMBOLS | st.text("ab", max_size=2), max_size=4).map("".join)


@given(TEXTS, TEXTS, st.text("ab", max_size=3), st.text("ab", max_size=3))
def test_texts_that_are_said_to_differ_differ_whatever_the_symbols_are(
    one: str, other: str, first: str, second: str
) -> None:
    told = same_text(one, other)
    replaced = [text.replace(symbol("one"), first).replace(symbol("two"), second) for text in (one, other)]
    if told is not None:
        assert (replaced[0] == replaced[1]) is told


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | TEXTS | st.just(pending("not-supplied", "x")),
    lambda inner: (
        st.lists(inner.map(Node), max_size=3).map(tuple)
        | st.dictionaries(st.sampled_from("abAB*"), inner.map(Node), max_size=3)
    ),
    max_leaves=8,
)
NAMES = sorted(set(FUNCTIONS) - {"fail"})


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=30, deadline=None)
@given(st.lists(VALUES.map(Node), max_size=4))
def test_a_function_answers_or_refuses_whatever_it_is_given(name: str, arguments: list[Node]) -> None:
    found = answer(name, arguments)
    if isinstance(found, Sentence):
        assert found.key.startswith("arm.")
    else:
        assert isinstance(found.value, None | bool | int | float | str | tuple | dict | Unknown)


def answer(name: str, arguments: list[Node]) -> Node | Sentence:
    """Return what a function answers, or why it refuses."""
    try:
        return invoke(FUNCTIONS[name], scope_of(), arguments)
    except RefusedError as error:
        return error.what


@given(st.lists(VALUES.map(Node), min_size=2, max_size=2))
def test_sameness_is_symmetric_and_of_itself_never_denied(nodes: list[Node]) -> None:
    one, other = nodes
    assert same(one, other, Budget()) == same(other, one, Budget())
    assert same(one, one, Budget()) is not False
