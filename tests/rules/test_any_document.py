"""Whatever JSON a document holds, the rules answer or say what they miss. They never fall over."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.rules.catalogue import judgements
from akslab.rules.examples import (
    TABLE,
    Document,
    cluster,
    interface,
    network,
    peering,
    route,
    security_group,
    security_rule,
    subnet,
    table,
    world,
)
from akslab.rules.from_documents import view_of
from akslab.rules.rule import Finding
from akslab.rules.unknown import UNKNOWN

WORLD: tuple[Document, ...] = (
    network(subnet(routeTable={"id": TABLE}), virtualNetworkPeerings=[peering()]),
    network(name="hub", prefixes=("10.1.0.0/16",)),
    table(route()),
    security_group(security_rule()),
    interface("192.168.1.4"),
    cluster(
        outboundType="userDefinedRouting",
        identity={"type": "UserAssigned", "userAssignedIdentities": {"/i": {"principalId": "p"}}},
        properties={"addonProfiles": {"aciConnectorLinux": {"enabled": False}}},
    ),
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a document."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in keys for found in ((*path, key), *places(inner, (*path, key)))]


PLACES = places(list(WORLD))


def changed(path: tuple[Any, ...], value: object) -> list[Document]:
    documents: Any = deepcopy(list(WORLD))
    at = documents
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return [document for document in documents if isinstance(document, dict)]


@given(st.sampled_from(PLACES), JSON)
def test_any_json_anywhere_is_answered(path: tuple[Any, ...], value: object) -> None:
    list(judgements(world(*changed(path, value), before=WORLD)))


NAMES = ("id", "type", "name")
"""What says which thing a document is about; everything else may be unknown."""


@pytest.mark.parametrize("path", [path for path in PLACES if path[-1] not in NAMES and len(path) > 1], ids=str)
def test_what_is_unknown_is_never_refused(path: tuple[Any, ...]) -> None:
    view = view_of(changed(path, UNKNOWN))

    assert not [found for found in judgements(view) if isinstance(found, Finding) and found.class_ == "rejected"]
