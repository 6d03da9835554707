"""The function library, with known operands: what Azure's own documentation and tests say each gives."""

from typing import Any

import pytest

from akslab.importers.arm.targets import Target

from .evaluating import refusal, scope_of, value

STRINGS = {
    "base64(' Fizz ')": "IEZpenog",
    "base64ToString('IEZpenog')": " Fizz ",
    'base64ToJson(base64(\'{"one": "a"}\')).one': "a",
    "dataUri(' Fizz ')": "data:text/plain;charset=utf-8;base64,IEZpenog",
    "dataUri(createObject('a', 1))": "data:application/json;charset=utf-8;base64,eyJhIjoxfQ==",
    "dataUriToString('data:text/plain;charset=utf-8;base64,IEZpenog')": " Fizz ",
    "dataUriToString('data:,a%20b')": "a b",
    "first('Fizz')": "F",
    "last('Fizz')": "z",
    "first('')": "",
    "toLower(' Fizz ')": " fizz ",
    "TOUPPER(' Fizz ')": " FIZZ ",
    "trim(' Fizz ')": "Fizz",
    "uriComponent(' Fizz ')": "%20Fizz%20",
    "uriComponent('http://contoso.com/resources/x?a=(1)')": "http%3A%2F%2Fcontoso.com%2Fresources%2Fx%3Fa%3D(1)",
    "uriComponentToString('%20Fizz%20')": " Fizz ",
    "uniqueString('snap', 'crackle', 'pop')": "byghxckddilkc",
    "uniqueString('tyeth')": "zcztcwvu6iyg6",
    "uniqueString('hello', 'world')": "a7wkljktk6wne",
    "uniqueString('')": "aaaaaaaaaaaaa",
    "uniqueString('test')": "rbgf3xv4ufgzg",
    "guid('foo', 'bar', 'baz')": "2ed86837-7c7c-5eaa-9864-dd077fd19b0d",
    "replace('foot', 't', 'd')": "food",
    "format('{0}/{1}/{2}/{3}', 1, 2, 3, true())": "1/2/3/True",
    "format('Hello, {0}. Formatted number: {1:N0}', 'User', 8175133)": "Hello, User. Formatted number: 8,175,133",
    "format('{0:D3}|{1:X4}|{2:x}|{3:F1}|{4:000}|{5:#,##0}|{6}', 7, 255, 255, 3, 5, 1234567, null())": (
        "007|00FF|ff|3.0|005|1,234,567|"
    ),
    "format('{{{0}}} {0,4}|{0,-4}|', 12)": "{12}   12|12  |",
    "format('{0}{1}', createObject('a', 'b', '!c', 2), createArray(true(), 2893, 'abc'))": (
        "{'a':'b','!c':2}[true,2893,'abc']"
    ),
    "padLeft('00', 5, ' ')": "   00",
    "padLeft(10, 8, '0')": "00000010",
    "padLeft('abc', 2)": "abc",
    "length('table')": 5,
    "uri('https://github.com/another/repo', '/Azure/bicep')": "https://github.com/Azure/bicep",
    "uri('http://contoso.org/firstpath/', 'myscript.sh')": "http://contoso.org/firstpath/myscript.sh",
    "substring('foot', 0, 3)": "foo",
    "substring('foot', 1)": "oot",
    "substring('foot')": "foot",
    "take('foot', 3)": "foo",
    "take('foot', 9)": "foot",
    "take('foot', -1)": "",
    "skip('foot', 3)": "t",
    "skip('foot', 9)": "",
    "empty('non-empty string')": False,
    "empty('')": True,
    "empty(null())": True,
    "empty(createObject())": True,
    "contains('foot', 'foo')": True,
    "contains('foot', 'FOO')": False,
    "contains('10.0', 10)": True,
    "contains(createObject('One', 1), 'oNE')": True,
    "indexOf('FOOBAR', 'bar')": 3,
    "lastIndexOf('food', 'o')": 2,
    "indexOf('abc', 'x')": -1,
    "startsWith('abcdef', 'AB')": True,
    "endsWith('abcdef', 'E')": False,
    "endsWith('foot', 't')": True,
    "like('Contoso', 'c*O?o')": False,
    "like('Contoso', 'c*o')": True,
    "like('aba', 'ab*ba')": False,
    "like('abc', 'abc')": True,
    "split('fizz,buzz,pop', ',')": ["fizz", "buzz", "pop"],
    "split('a,b;c', createArray(',', ';'))": ["a", "b", "c"],
    "join(createArray('abc', 123, true()), '/')": "abc/123/True",
    "string(true())": "True",
    "string(5)": "5",
    "string(createArray(1, 'a\"b', createObject('é', null())))": '[1,"a\\"b",{"é":null}]',
    "concat('a', 1, true())": "a1True",
    "json('null')": None,
    """json('{''one'': ''a"b'', two: "c''d", "e": ''f\\''g'', h1 : [1]}')""": {
        "one": 'a"b',
        "two": "c'd",
        "e": "f'g",
        "h1": [1],
    },
    "json(format('{0}', createObject('a', createArray('x''y', true()))))": {"a": ["x'y", True]},
    "json('1.5')": 1.5,
    "string(json('2.0'))": "2",
    "json('[1, {\"a\": false}]')": [1, {"a": False}],
    "parseUri('https://a.b:81/c?d=e')": {"scheme": "https", "host": "a.b", "port": 81, "path": "/c", "query": "?d=e"},
    "buildUri(createObject('scheme', 'https', 'host', 'a.b', 'port', 81, 'path', 'c'))": "https://a.b:81/c",
}
NUMBERS = {
    "add(3, -5)": -2,
    "sub(3, 5)": -2,
    "mul(3, 5)": 15,
    "div(7, 2)": 3,
    "div(-7, 2)": -3,
    "mod(-7, 3)": -1,
    "mod(7, -3)": 1,
    "int('42')": 42,
    "int(json('7.9'))": 7,
    "float('1.5')": 1.5,
    "min(10, 4, 1, 6)": 1,
    "max(createArray(10, 4, 1, 6))": 10,
    "range(2, 3)": [2, 3, 4],
    "range(0, 0)": [],
    "bool('TRUE')": True,
    "bool(0)": False,
    "less(1, 2)": True,
    "lessOrEquals(2, 2)": True,
    "greater('b', 'a')": True,
    "greaterOrEquals(1, 2)": False,
    "equals('a', 'A')": False,
    "equals(createArray(1, createObject('a', 1)), createArray(1, createObject('a', 1)))": True,
    "equals(true(), 1)": False,
    "equals(json('1.0'), 1)": True,
    "equals(null(), false())": False,
    "not(false())": True,
    "and(true(), false(), true())": False,
    "or(false(), true())": True,
    "if(true(), 'yes', div(1, 0))": "yes",
    "or(true(), bool('no such'))": True,
    "coalesce(null(), null(), 5)": 5,
    "coalesce(null(), null())": None,
}
COLLECTIONS = {
    "length(createArray(1, 2))": 2,
    "length(createObject('a', 1))": 1,
    "concat(createArray('1-1'), createArray('2-1', '2-2'))": ["1-1", "2-1", "2-2"],
    "contains(createArray('FOO'), 'foo')": False,
    "contains(createArray(createObject('a', 1)), createObject('a', 1))": True,
    "indexOf(createArray('fizz', 'buzz', 'fizz'), 'fizz')": 0,
    "lastIndexOf(createArray('fizz', 'buzz', 'fizz'), 'fizz')": 2,
    "indexOf(createArray('a'), 1)": -1,
    "first(createArray())": None,
    "last(createArray('fizz', 'pop'))": "pop",
    "take(createArray(1, 2, 3), 2)": [1, 2],
    "skip(createArray(1, 2, 3), 2)": [3],
    "array('a')": ["a"],
    "array(createArray('a'))": ["a"],
    "flatten(createArray(createArray(0, 1), createArray(), createArray(createArray(2))))": [0, 1, [2]],
    "distinct(createArray(1, 2, 1, 'a', 'a', true()))": [1, 2, "a", True],
    "union(createArray('fizz', 'buzz'), createArray('pop', 'fizz'))": ["fizz", "buzz", "pop"],
    "union(createObject('a', createObject('x', 1, 'y', 2)), createObject('A', createObject('Y', 3)))": {
        "a": {"x": 1, "y": 3}
    },
    "union(createObject('a', createArray(1)), createObject('a', createArray(2)))": {"a": [2]},
    "shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2))))": {
        "a": {"y": 2}
    },
    "intersection(createArray('fizz', 'pop'), createArray('snap', 'pop'))": ["pop"],
    "intersection(createObject('a', 1, 'b', 2), createObject('A', 1, 'b', 3))": {"a": 1},
    "items(createObject('b', 1, 'a', 2))": [{"key": "a", "value": 2}, {"key": "b", "value": 1}],
    "map(items(createObject('ghi', 1, '123', 1, 'ABC', 1, 'abc', 1)), lambda('x', lambdaVariables('x').key))": [
        "123",
        "abc",
        "ABC",
        "ghi",
    ],
    "objectKeys(createObject('b', 1, 'a', 2))": ["a", "b"],
    "tryGet(createObject('a', createObject('b', createArray(7))), 'a', 'b', 0)": 7,
    "tryGet(createObject('a', 1), 'x', 'y')": None,
    "tryGet(createArray(1), 5)": None,
    "tryGet(null(), 'x')": None,
    "indexFromEnd(createArray(1, 2, 3), 1)": 3,
    "tryIndexFromEnd(createArray(1), 2)": None,
    "createObject('a', 1).A": 1,
    "createObject('a b', createArray(1, 2))['A B'][1]": 2,
    "map(range(1, 2), lambda('x', 'i', add(lambdaVariables('x'), lambdaVariables('i'))))": [1, 3],
    "filter(range(0, 5), lambda('x', equals(mod(lambdaVariables('x'), 2), 0)))": [0, 2, 4],
    "filter(createArray('a', 'b', 'c'), lambda('x', 'i', equals(lambdaVariables('i'), 1)))": ["b"],
    "reduce(range(1, 5), 1, lambda('a', 'b', mul(lambdaVariables('a'), lambdaVariables('b'))))": 120,
    "reduce(createArray(), 0, lambda('a', 'b', lambdaVariables('a')))": 0,
    "sort(createArray(8, 3, 10, -13), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))": [
        -13,
        3,
        8,
        10,
    ],
    "toObject(range(0, 2), lambda('x', format('k{0}', lambdaVariables('x'))))": {"k0": 0, "k1": 1},
    "toObject(range(0, 1), lambda('x', 'k'), lambda('x', createArray(lambdaVariables('x'))))": {"k": [0]},
    "groupBy(createArray('ab', 'ac', 'b'), lambda('x', first(lambdaVariables('x'))))": {"a": ["ab", "ac"], "b": ["b"]},
    "mapValues(createObject('a', 123), lambda('x', mul(lambdaVariables('x'), 2)))": {"a": 246},
}
CIDR = {
    "cidrSubnet('10.144.0.0/20', 24, 3)": "10.144.3.0/24",
    "cidrSubnet('192.168.0.0/16', 16, 0)": "192.168.0.0/16",
    "cidrSubnet('fd00::/48', 64, 2)": "fd00:0:0:2::/64",
    "cidrHost('10.144.3.0/24', 0)": "10.144.3.1",
    "cidrHost('10.144.3.0/24', 253)": "10.144.3.254",
    "cidrHost('10.144.3.0/32', 0)": "10.144.3.0",
    "parseCidr('10.144.0.0/20')": {
        "network": "10.144.0.0",
        "netmask": "255.255.240.0",
        "broadcast": "10.144.15.255",
        "firstUsable": "10.144.0.1",
        "lastUsable": "10.144.15.254",
        "cidr": 20,
    },
    "parseCidr('fd00::/64').firstUsable": "fd00::",
    "map(range(0, 2), lambda('i', cidrSubnet('192.168.0.0/16', 24, lambdaVariables('i'))))": [
        "192.168.0.0/24",
        "192.168.1.0/24",
    ],
}
DATES = {
    "dateTimeAdd('2023-01-01 00:00:00Z', 'P1Y')": "2024-01-01T00:00:00Z",
    "dateTimeAdd('2024-01-01 00:00:00Z', 'P1Y')": "2024-12-31T00:00:00Z",
    "dateTimeAdd('2023-02-01 00:00:00Z', 'P1M')": "2023-03-03T00:00:00Z",
    "dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')": "2020-03-29T14:53:14Z",
    "dateTimeAdd('20200407T145314Z', 'PT1H', 'yyyy-MM-dd HH')": "2020-04-07 15",
    "dateTimeAdd('2020-04-07T00:00:00+02:00', 'PT0S', 'u')": "2020-04-06 22:00:00Z",
    "dateTimeToEpoch('2020-01-01T00:00:00Z')": 1577836800,
    "dateTimeFromEpoch(1577836800)": "2020-01-01T00:00:00Z",
}
EVERY = STRINGS | NUMBERS | COLLECTIONS | CIDR | DATES


@pytest.mark.parametrize("expression", EVERY)
def test_a_function_gives_what_azure_says(expression: str) -> None:
    found = value(expression)
    assert (found, type(found)) == (EVERY[expression], type(EVERY[expression]))


GROUP = "/subscriptions/S/resourceGroups/G"
IDS = {
    "resourceId('My.Rp/parent/child', 'a', 'b')": f"{GROUP}/providers/My.Rp/parent/a/child/b",
    "resourceId('other', 'My.Rp/parent', 'a')": "/subscriptions/S/resourceGroups/other/providers/My.Rp/parent/a",
    "resourceId('2e518a80-f860-4467-a00e-d81aaf1ff42e', 'customRg', 'My.Rp/parent', 'a')": (
        "/subscriptions/2e518a80-f860-4467-a00e-d81aaf1ff42e/resourceGroups/customRg/providers/My.Rp/parent/a"
    ),
    "resourceId('2e518a80-f860-4467-a00e-d81aaf1ff42e', 'My.Rp/parent', 'a')": (
        "/subscriptions/2e518a80-f860-4467-a00e-d81aaf1ff42e/resourceGroups/G/providers/My.Rp/parent/a"
    ),
    "subscriptionResourceId('My.Rp/parent', 'a')": "/subscriptions/S/providers/My.Rp/parent/a",
    "subscriptionResourceId('Microsoft.Resources/resourceGroups', 'a')": "/subscriptions/S/resourceGroups/a",
    "tenantResourceId('My.Rp/parent', 'a')": "/providers/My.Rp/parent/a",
    "managementGroupResourceId('m', 'My.Rp/parent', 'a')": (
        "/providers/Microsoft.Management/managementGroups/m/providers/My.Rp/parent/a"
    ),
    "extensionResourceId(resourceGroup().id, 'My.Ext/parent/child', 'a', 'b')": (
        f"{GROUP}/providers/My.Ext/parent/a/child/b"
    ),
    "resourceGroup().name": "G",
    "resourceGroup().location": "koreacentral",
    "subscription().id": "/subscriptions/S",
    "environment().suffixes.keyvaultDns": ".vault.azure.net",
}


@pytest.mark.parametrize("expression", IDS)
def test_ids_are_those_of_the_target(expression: str) -> None:
    target = Target(subscription="S", group="G", location="koreacentral")
    assert value(expression, scope_of(target)) == IDS[expression]


def test_in_a_subscription_ids_have_no_group() -> None:
    scope = scope_of(Target(scope="subscription", subscription="S"))
    assert value("resourceId('My.Rp/parent', 'a')", scope) == "/subscriptions/S/providers/My.Rp/parent/a"
    assert (
        value("resourceId('g', 'My.Rp/parent', 'a')", scope)
        == "/subscriptions/S/resourceGroups/g/providers/My.Rp/parent/a"
    )


REFUSED = {
    "foo(1)": ("arm.no-function", "foo"),
    "concat('a', bar(1).x)": ("arm.no-function", "bar"),
    "contoso.bar(1)": ("arm.no-function", "contoso.bar"),
    "toLower()": ("arm.count", "toLower"),
    "padLeft('a')": ("arm.count-between", "padLeft"),
    "concat()": ("arm.too-few", "concat"),
    "toLower(1)": ("arm.kind", "toLower"),
    "not('maybe')": ("arm.kind", "not"),
    "less('a', 1)": ("arm.kind", "less"),
    "less(1, 'a')": ("arm.kind", "less"),
    "less(true(), 1)": ("arm.kind", "less"),
    "newGuid(1)": ("arm.count", "newGuid"),
    "toPhysicalZones(1, 2)": ("arm.count", "toPhysicalZones"),
    "createArray(1)[3]": ("arm.index", "["),
    "createArray(1)['a']": ("arm.no-object", "["),
    "createObject('a', 1).b": ("arm.no-property", "b"),
    "createObject().b": ("arm.no-property-at-all", "b"),
    "true().b": ("arm.no-object", "b"),
    "createObject('a')": ("arm.pairs", "createObject"),
    "div(1, 0)": ("arm.division", "div"),
    "mod(1, 0)": ("arm.division", "mod"),
    "add(9223372036854775807, 1)": ("arm.overflow", "add"),
    "mul(-9223372036854775808, 2)": ("arm.overflow", "mul"),
    "int('4x')": ("arm.not-int", "int"),
    "bool('no')": ("arm.not-bool", "bool"),
    "range(0, 10001)": ("arm.range", "range"),
    "range(0, 1000000000)": ("arm.range", "range"),
    "range(2147483647, 1)": ("arm.range", "range"),
    "substring('abc', 2, 5)": ("arm.substring", "substring"),
    "replace('abc', '', 'x')": ("arm.empty-text", "replace"),
    "padLeft('a', 3, 'xy')": ("arm.one-character", "padLeft"),
    "format('{0} {1}', 1)": ("arm.format-index", "format"),
    "format('{', 1)": ("arm.format", "format"),
    "format('{0:Q7}', 1)": ("arm.format-unknown", "format"),
    "base64ToString('!')": ("arm.not-base64", "base64ToString"),
    "json('{')": ("arm.not-json", "json"),
    "dataUriToString('x')": ("arm.not-data-uri", "dataUriToString"),
    "parseUri('x')": ("arm.not-uri", "parseUri"),
    "cidrSubnet('10.0.0.0', 24, 0)": ("arm.not-cidr", "cidrSubnet"),
    "cidrSubnet('10.0.0.0/16', 8, 0)": ("arm.cidr-length", "cidrSubnet"),
    "cidrSubnet('10.0.0.0/16', 24, 256)": ("arm.cidr-index", "cidrSubnet"),
    "cidrHost('10.0.0.0/24', 254)": ("arm.cidr-host", "cidrHost"),
    "dateTimeAdd('yesterday', 'P1D')": ("arm.not-date", "dateTimeAdd"),
    "dateTimeAdd('2024-13-01', 'P1D')": ("arm.not-date", "dateTimeAdd"),
    "dateTimeAdd('2024-01-01', 'P9999Y', 'u')": ("arm.not-date", "dateTimeAdd"),
    "dateTimeAdd('2024-01-01', 'soon')": ("arm.not-duration", "dateTimeAdd"),
    "dateTimeAdd('2024-01-01', 'P1D', 'dddd')": ("arm.date-form", "dateTimeAdd"),
    "resourceId('My.Rp/a/b', 'x')": ("arm.segments", "resourceId"),
    "resourceId('My.Rp/a', 'x', 'y', 'z', 'w')": ("arm.segments", "resourceId"),
    "fail('not here')": ("arm.fail", "fail"),
    "max(createArray())": ("arm.empty-list", "max"),
    "indexFromEnd(createArray(1), 2)": ("arm.index", "indexFromEnd"),
    "parameters('nowhere')": ("arm.no-parameter", "parameters"),
    "copyIndex()": ("arm.no-loop-here", "copyIndex"),
    "copyIndex('x')": ("arm.no-loop", "copyIndex"),
    "lambdaVariables('x')": ("arm.no-lambda-variable", "lambdaVariables"),
    "map(createArray(1), 'x')": ("arm.kind", "map"),
    "map(createArray(1), lambda('a', 'b', 'c', 1))": ("arm.lambda-arity", "map"),
    "createArray(lambda('x', 1))": ("arm.lambda-misplaced", "createArray"),
    "map(createArray(1), lambda(concat('x'), 1))": ("arm.lambda-variables", "lambda"),
}


@pytest.mark.parametrize("expression", REFUSED)
def test_what_azure_would_refuse_is_refused_at_its_place(expression: str) -> None:
    assert refusal(expression) == REFUSED[expression]


def test_a_lambda_is_no_value() -> None:
    assert refusal("lambda('x', 1)")[0] == "arm.lambda-misplaced"


def test_a_value_keeps_its_kind_through_every_spelling() -> None:
    given: dict[str, Any] = {"a": [1, {"B": None}], "f": 1.5}
    assert value("parameters('A')[1].b", **given) is None
    assert value("parameters('f')", **given) == 1.5
