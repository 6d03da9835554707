"""Any template at all: nothing raises, every place is in a file, every wait is for something, and it ends."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.nodes import Node
from akslab.deployments.origins import Origin
from akslab.importers.arm.deployments import deployments_of_template
from akslab.importers.arm.english import ENGLISH
from akslab.importers.arm.functions import FUNCTIONS
from akslab.importers.arm.scoped import SCOPED_NAMES
from akslab.importers.files import GivenFiles
from akslab.importers.json_text import JsonPlaces
from akslab.rules.catalogue import judgements
from akslab.wire.sentences import said

from .article import article
from .templates import NAME, SCHEMA, Json

NAMES = sorted(
    {function.name for function in FUNCTIONS.values()} | set(SCOPED_NAMES) | {"nothing", "contoso.name", "listKeys"}
)
WORDS = st.sampled_from(
    [
        "a",
        "b",
        "p",
        "q",
        "v",
        "w",
        "loop",
        "",
        "10.0.0.0/16",
        "192.168.1.0/24",
        "Microsoft.Network/virtualNetworks",
        "Microsoft.Network/virtualNetworks/subnets",
        "x/y",
        "0",
        "é'",
        "{0}",
        "{0:D3}-{1}",
        "Full",
        "P1D",
        '{"a": [1]}',
        "*",
    ]
)
EXPRESSIONS = st.recursive(
    WORDS.map(lambda word: "'" + word.replace("'", "''") + "'") | st.integers(-3, 30).map(str),
    lambda inner: (
        st.builds(
            lambda name, given: f"{name}({', '.join(given)})", st.sampled_from(NAMES), st.lists(inner, max_size=4)
        )
        | st.builds(
            lambda target, name: f"{target}.{name}", inner, st.sampled_from(["a", "id", "outputs", "value", "name"])
        )
        | st.builds(lambda target, index: f"{target}[{index}]", inner, inner)
        | st.builds(lambda name, body: f"lambda('{name}', {body})", st.sampled_from("ab"), inner)
    ),
    max_leaves=8,
)
TEXTS = EXPRESSIONS.map(lambda text: f"[{text}]") | WORDS | st.text(max_size=5)
VALUES = st.recursive(
    TEXTS | st.integers(-2, 1000) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.just("copy"), inner, max_size=3),
    max_leaves=6,
)
Strategy = st.SearchStrategy[Any]


def fixed(required: dict[str, Strategy], **optional: Strategy) -> Strategy:
    """Return objects with these keys; any of the others may be missing."""
    return st.fixed_dictionaries(required, optional=optional)


LOOPS = fixed({"name": WORDS, "count": VALUES}, mode=st.just("serial"), batchSize=VALUES)
PROPERTY_LOOPS = st.lists(fixed({"name": WORDS, "count": st.integers(-1, 3) | VALUES, "input": VALUES}), max_size=2)
TYPES = st.sampled_from(
    [
        "Microsoft.Network/virtualNetworks",
        "Microsoft.Network/virtualNetworks/subnets",
        "Microsoft.Network/routeTables",
        "subnets",
        "Microsoft.Authorization/roleAssignments",
        "Microsoft.Resources/deployments",
        "Microsoft.ContainerService/managedClusters",
    ]
)
PARAMETERS = fixed(
    {"type": st.sampled_from(["string", "int", "bool", "object", "array", "securestring"])},
    defaultValue=VALUES,
    allowedValues=VALUES,
    nullable=st.booleans(),
    properties=VALUES,
)
OUTPUTS = fixed({"type": WORDS}, value=VALUES, copy=LOOPS, condition=VALUES)
TEMPLATES: Strategy = st.deferred(
    lambda: fixed(
        {
            "$schema": st.just(SCHEMA),
            "resources": st.lists(RESOURCES, max_size=4) | st.dictionaries(WORDS, RESOURCES, max_size=3),
        },
        parameters=st.dictionaries(WORDS, PARAMETERS, max_size=3),
        variables=st.dictionaries(WORDS, VALUES, max_size=3) | fixed({"copy": PROPERTY_LOOPS, "v": VALUES}),
        outputs=st.dictionaries(WORDS, OUTPUTS, max_size=2),
        functions=VALUES,
        definitions=VALUES,
    )
)
DEPLOYMENTS: Strategy = st.deferred(
    lambda: (
        fixed({"template": TEMPLATES}, parameters=st.dictionaries(WORDS, fixed({"value": VALUES}), max_size=2) | VALUES)
        | fixed({"templateLink": fixed({"relativePath": st.sampled_from([NAME, "../x", "b"])})})
    )
)
RESOURCES: Strategy = st.deferred(
    lambda: fixed(
        {"type": TYPES | TEXTS, "name": TEXTS},
        condition=VALUES,
        copy=LOOPS | VALUES,
        dependsOn=st.lists(TEXTS, max_size=3) | VALUES,
        scope=TEXTS,
        existing=st.booleans(),
        properties=VALUES | fixed({"copy": PROPERTY_LOOPS, "x": VALUES}) | DEPLOYMENTS,
        resources=st.lists(RESOURCES, max_size=2),
        resourceGroup=TEXTS,
        subscriptionId=TEXTS,
    )
)


def origins_of(node: Node) -> Iterator[Origin]:
    """Yield the origins of a node and all in it."""
    if node.origin is not None:
        yield node.origin
    for inner in (
        node.value.values() if isinstance(node.value, dict) else node.value if isinstance(node.value, tuple) else ()
    ):
        yield from origins_of(inner)


def assert_sound(found: Deployment, files: dict[str, str]) -> None:
    """Assert what holds of every deployment, whatever its files are."""
    places = {name: JsonPlaces(text) for name, text in files.items()}

    def assert_placed(origin: Origin | None) -> None:
        if origin is None:
            return
        assert origin.file in files
        start, end = (origin.start, origin.end) if origin.is_span else places[origin.file].value(origin.path)
        assert 0 <= start <= end <= len(files[origin.file])
        assert_placed(origin.used)

    addresses = [declared.address for declared in found.resources]
    assert len(set(addresses)) == len(addresses)
    for declared in found.resources:
        assert declared.id.startswith(("/", "\ue000"))
        assert set(declared.after) <= set(addresses) - {declared.address}
        for origin in (declared.origin, *origins_of(declared.body)):
            assert_placed(origin)
    for problem in found.problems:
        assert_placed(problem.origin)
        assert said(problem.what, ENGLISH)
    for gap in found.gaps:
        assert_placed(gap.origin)
        assert said(gap.what, ENGLISH)
    for _ in judgements(view_of_deployment(found)):
        pass


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(TEMPLATES)
def test_any_template_is_read_to_its_end(main: Json) -> None:
    files = {NAME: json.dumps(main, indent=1)}
    for found in deployments_of_template(GivenFiles(files), NAME):
        assert_sound(found, files)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    yield path
    for key, each in inner:
        yield from leaves(each, (*path, key))


PATHS = [path for path in leaves(article()) if path]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), VALUES | RESOURCES), min_size=1, max_size=3))
def test_the_articles_template_with_anything_in_it_is_read_to_its_end(
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    main = copy.deepcopy(article())
    for path, value in changes:
        place: Any = main
        try:
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    files = {NAME: json.dumps(main, indent=1)}
    for found in deployments_of_template(GivenFiles(files), NAME):
        assert_sound(found, files)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_template_cut_anywhere_says_where(data: st.DataObject) -> None:
    text = json.dumps(article(), indent=1)
    cut = data.draw(st.integers(0, len(text) - 1))
    filling = data.draw(st.sampled_from(["", "}", "]", '"', "[", "{", "/*", "\\", "\x00", "\ufeff", "NaN", "1e999"]))
    files = {NAME: text[:cut] + filling + text[cut + data.draw(st.integers(0, 20)) :]}
    for found in deployments_of_template(GivenFiles(files), NAME):
        assert_sound(found, files)
