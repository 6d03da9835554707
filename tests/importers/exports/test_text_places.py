"""Where a value stands in the text of an export, whatever a shell wrote around it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.deployments.origins import Path
from akslab.importers.exports.text_places import TextPlaces
from akslab.importers.exports.texts import NoDocumentError, documents_in

ONE = {"name": "a", "subnets": [{"id": "/s/1"}, {"id": "/s/2", "routeTable": {"id": "/t"}}]}
WARNING = "WARNING: this command is in preview [see aka.ms]\n{not json}\n"
TEXTS = {
    "as az writes it": (json.dumps(ONE, indent=2), ()),
    "on one line": (json.dumps(ONE), ()),
    "behind a warning": (WARNING + json.dumps(ONE, indent=2), ()),
    "in colours": ("\x1b[33mWARNING\x1b[0m\n" + json.dumps(ONE, indent=2).replace(': "', ': \x1b[36m"'), ()),
    "with other line ends": (json.dumps(ONE, indent=2).replace("\n", "\r\n"), ()),
    "the first of two": (json.dumps(ONE, indent=2) + "\n" + json.dumps({"name": "b"}), (0,)),
    "the second of two": ("\n" + json.dumps({"name": "b"}) + "\n" + json.dumps(ONE, indent=2), (1,)),
    "the second of three": ("[]\n" + json.dumps(ONE) + "\n{}\n", (1,)),
}


@pytest.mark.parametrize("how", TEXTS)
def test_a_value_is_found_in_the_text(how: str) -> None:
    text, before = TEXTS[how]
    places = TextPlaces(text)

    for path, value in (
        ((), ONE),
        (("name",), "a"),
        (("subnets", 0, "id"), "/s/1"),
        (("subnets", 1, "routeTable"), {"id": "/t"}),
    ):
        start, end = places.span((*before, *path))
        assert json.loads(text[start:end].replace("\x1b[36m", "")) == value, path


def test_a_path_that_ends_is_followed_as_far_as_it_goes() -> None:
    text = json.dumps(ONE)
    start, end = TextPlaces(text).span(("subnets", 1, "natGateway", "id"))

    assert json.loads(text[start:end]) == ONE["subnets"][1]


@pytest.mark.parametrize("text", ["apiVersion: v1\nkind: List\nitems: []\n", "", "no export", '{"cut": '])
def test_of_what_is_no_json_only_the_file_is_known(text: str) -> None:
    assert TextPlaces(text).span(("items", 0)) == (0, 0)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=10,
)


def places_in(value: Any, path: Path = ()) -> Any:
    yield path, value
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in keys:
        yield from places_in(each, (*path, key))


@given(st.lists(values.filter(lambda value: isinstance(value, dict | list)), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_every_value_of_every_document_is_found(written: list[Any]) -> None:
    text = "\n".join(json.dumps(each, indent=1, ensure_ascii=False) for each in written)
    try:
        read = documents_in(text).values
    except NoDocumentError:
        return
    places = TextPlaces(text)

    for number, document in enumerate(read):
        for path, value in places_in(document):
            start, end = places.span((number, *path) if len(read) > 1 else path)
            assert json.loads(text[start:end]) == value
