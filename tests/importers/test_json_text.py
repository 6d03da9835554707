"""JSON with places: every path's span is the value, what people write is tolerated, nothing hostile costs much."""

import json
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.deployments.origins import Path
from akslab.importers.json_text import DEEPEST, JsonError, JsonPlaces, Lines, parse_json, repeated_keys, tolerated

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXTS, inner, max_size=5), max_leaves=40
)


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every path of a value with what is there."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from paths(each, (*path, key))


BLANKS = ("", " ", "\n\t", '// a "comment", }\n', "/* [ * */")


def loosely(value: Any, chance: Callable[[tuple[str, ...]], str]) -> str:
    """Write JSON as people do: comments, trailing commas, blanks wherever they may be."""
    if not isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, dict):
        parts = [
            f"{chance(BLANKS)}{json.dumps(key)}{chance(BLANKS)}:{chance(BLANKS)}{loosely(each, chance)}"
            for key, each in value.items()
        ]
    else:
        parts = [chance(BLANKS) + loosely(each, chance) for each in value]
    comma = chance(("", ",")) if parts else ""
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}{chance(BLANKS)}{f'{chance(BLANKS)},'.join(parts)}{comma}{chance(BLANKS)}{closed}"


@given(VALUES, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_the_span_of_every_path_reads_back_as_its_value(value: Any, indent: Any, is_ascii: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=is_ascii)
    places = JsonPlaces(text)
    for path, expected in paths(value):
        start, end = places.value(path)
        assert json.loads(text[start:end]) == expected


@given(VALUES, st.data())
def test_a_text_as_people_write_it_has_the_same_value_and_places(value: Any, data: st.DataObject) -> None:
    text = loosely(value, lambda choices: data.draw(st.sampled_from(choices)))
    assert parse_json(text) == value
    places = JsonPlaces(text)
    every = list(paths(value))
    for path, expected in data.draw(st.permutations(every[:20])):
        start, end = places.value(path)
        assert parse_json(text[start:end]) == expected


@given(VALUES)
def test_the_place_of_a_key_begins_with_the_key(value: Any) -> None:
    text = json.dumps(value, indent=1)
    places = JsonPlaces(text)
    for path, expected in paths(value):
        if path and isinstance(path[-1], str):
            start, end = places.key(path)
            assert json.loads("{" + text[start:end] + "}") == {path[-1]: expected}


@given(st.text(alphabet='{}[]",:/*\\ \n1aN-\ufeff', max_size=60))
def test_any_text_is_either_read_or_refused_with_an_offset_inside_it(text: str) -> None:
    error, value = read(text)
    if error:
        assert 0 <= error.offset <= len(text)
    else:
        places, repeats = JsonPlaces(text), repeated_keys(text, value)
        assert all(0 <= start <= end <= len(text) for path, _ in paths(value) for start, end in [places.value(path)])
        assert all(isinstance(path[-1], str) for path in repeats)


def read(text: str) -> tuple[JsonError | None, Any]:
    """Return why a text is refused, or its value."""
    try:
        return None, parse_json(text)
    except JsonError as error:
        return error, None


@given(st.text(max_size=80))
def test_what_is_tolerated_keeps_every_offset(text: str) -> None:
    cleaned = tolerated(text)
    assert len(cleaned) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, cleaned, strict=True))


def test_a_path_that_leads_nowhere_ends_where_it_can_be_followed() -> None:
    text = '{"a": {"b": [1, 2]}}'
    places = JsonPlaces(text)
    assert text[slice(*places.value(("a", "b", 7, "c")))] == "[1, 2]"
    assert text[slice(*places.value(("a", "x")))] == '{"b": [1, 2]}'


def test_a_key_is_found_in_any_case_but_first_as_written() -> None:
    text = '{"Name": 1, "name": 2, "Other": 3}'
    places = JsonPlaces(text)
    assert text[slice(*places.value(("name",)))] == "2"
    assert text[slice(*places.value(("NAME",)))] in ("1", "2")
    assert text[slice(*places.value(("oTHER",)))] == "3"


def test_a_break_in_a_string_is_kept() -> None:
    assert parse_json('{"a": "[concat(\n\t1)]"}') == {"a": "[concat(\n\t1)]"}


def test_a_byte_order_mark_is_passed_over() -> None:
    text = '\ufeff{"a": 1}'
    assert parse_json(text) == {"a": 1}
    assert text[slice(*JsonPlaces(text).value(("a",)))] == "1"


def test_what_looks_like_a_comment_in_a_string_is_none() -> None:
    text = '{"schema": "https://schema/x", "b": "/* no */", "c": "a,]"}'
    assert tolerated(text) == text
    assert parse_json(text + "// end") == parse_json(text)


@pytest.mark.parametrize(
    ("text", "offset", "reason"),
    [
        ('{"a": NaN}', 6, "NaN is no JSON"),
        ('{"NaN": "NaN", "b": -Infinity}', 20, "-Infinity is no JSON"),
        ('{"a": 1, "b": 1e999}', 14, "1e999 is too large"),
        ('{"a": ' + "9" * 5000 + "}", 6, "a number of more than 4300 digits"),
        ('{"a": 1 "b": 2}', 8, "Expecting ',' delimiter"),
        ("[" * 100_000, DEEPEST, f"nested more than {DEEPEST} deep"),
        ("[" * 201 + "]" * 201, DEEPEST, f"nested more than {DEEPEST} deep"),
        ('{"a":' * 100_000, DEEPEST * 5, f"nested more than {DEEPEST} deep"),
        ("", 0, "Expecting value"),
    ],
)
def test_what_is_refused_is_refused_at_its_place(text: str, offset: int, reason: str) -> None:
    with pytest.raises(JsonError) as refused:
        parse_json(text)
    assert (refused.value.offset, refused.value.reason) == (offset, reason)


def test_the_deepest_text_that_is_read_has_places_too() -> None:
    text = "[" * DEEPEST + "]" * DEEPEST
    parse_json(text)
    assert JsonPlaces(text).value((0,) * (DEEPEST - 1)) == (DEEPEST - 1, DEEPEST + 1)


def test_half_a_character_is_none() -> None:
    assert parse_json(r'{"a\ud800": ["x\udfff", "\ud83d\ude00"]}') == {"a\ufffd": ["x\ufffd", "\U0001f600"]}


def test_a_key_that_stands_twice_is_named_and_the_last_one_has_the_place() -> None:
    text = '{"p": {"x": {"q": 1, "q": 1}, "x": {"y": 2}}, "list": [0, {"k": 1, "K": 2, "k": 3}]}'
    assert repeated_keys(text, parse_json(text)) == (("list", 1, "k"), ("p", "x"))
    places = JsonPlaces(text)
    assert text[slice(*places.value(("list", 1, "k")))] == "3"
    assert text[slice(*places.value(("p", "x", "y")))] == "2"


def test_a_colon_behind_a_quote_in_a_string_is_no_repeated_key() -> None:
    text = json.dumps({"a": '{"x":1,"x":1}', "b": 1})
    assert repeated_keys(text, parse_json(text)) == ()


@cache
def large_template() -> str:
    """Return a template of 5,000 networks, 6.9 MB."""
    resources = [
        {
            "type": "Microsoft.Network/virtualNetworks",
            "apiVersion": "2023-04-01",
            "name": f"network-{number}",
            "location": "koreacentral",
            "tags": {f"tag{each}": "a value of some length, as tags have" for each in range(8)},
            "properties": {
                "addressSpace": {"addressPrefixes": ["192.168.0.0/16"]},
                "subnets": [
                    {"name": f"subnet-{each}", "properties": {"addressPrefix": f"192.168.{each}.0/24"}}
                    for each in range(6)
                ],
            },
        }
        for number in range(5000)
    ]
    return json.dumps({"$schema": "x", "resources": resources}, indent=1)


def cpu(work: Any) -> float:
    """Return the least CPU seconds of three runs."""
    times = []
    for _ in range(3):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


def test_six_megabytes_are_parsed_and_a_thousand_places_found_in_a_blink() -> None:
    text = large_template()
    assert len(text) > 6_000_000
    value = parse_json(text)

    def find() -> None:
        places = JsonPlaces(text)
        for number in range(4999, 0, -5):
            assert text[places.value(("resources", number, "name"))[0] :].startswith(f'"network-{number}"')

    assert cpu(lambda: parse_json(text)) < 0.4
    assert cpu(find) < 1
    assert cpu(lambda: repeated_keys(text, value)) < 0.2


HOSTILE = {
    "comments behind commas": "[" + ", /* */ /* */" * 20_000,
    "open comments": "/*" * 100_000,
    "slashes": "/ " * 100_000,
    "open strings": '"\\' * 100_000,
    "quotes": '"' * 200_001,
    "commas": "," * 200_000,
    "commas and blanks": ("," + " " * 300) * 1000,
    "stars": "/" + "*" * 200_000,
    "letters": "a" * 300_000 + "NaN",
    "constants": "[N" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_takes_more_than_its_length_says(text: str) -> None:
    def refuse() -> None:
        with pytest.raises(JsonError):
            parse_json(text)

    assert cpu(refuse) < 0.6


def test_a_large_value_deep_inside_is_not_read_once_a_level() -> None:
    text = '{"a":' * 150 + json.dumps(["x" * 50] * 20_000) + "}" * 150
    places = JsonPlaces(text)
    path = ("a",) * 150
    assert cpu(lambda: places.value((*path, 19_999))) < 0.5


def test_lines_and_columns_count_from_one_in_code_points() -> None:
    lines = Lines("a\r\n한국 b\n")
    assert [lines.place(offset) for offset in (0, 3, 6, 8, 99)] == [(1, 1), (2, 1), (2, 4), (3, 1), (3, 1)]
    assert (lines.line(1), lines.line(2), lines.line(3), lines.start(2)) == ("a", "한국 b", "", 3)
