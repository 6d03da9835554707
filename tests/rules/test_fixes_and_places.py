"""Every rule says what to do about it, and where in the document of its finding it is written."""

from collections.abc import Iterator
from typing import Any

import pytest

from akslab.rules.catalogue import RULES, judgements
from akslab.rules.example import Example
from akslab.rules.places import document_of, nearest, resolve
from akslab.rules.rule import Finding, Rule
from akslab.rules.words import said_of

from .written import written_in

EVERY_RULE = pytest.mark.parametrize("checked", RULES, ids=lambda found: found.id)

ABSENT = {
    "own-nat-gateway-missing": "natGateway",
    "nat-gateway-beside-load-balancer": "outboundType",
    "user-routing-without-table": "routeTable",
    "route-appliance-without-address": "nextHopIpAddress",
    "redeploy-detaches-route-table": "routeTable",
    "change-detaches-route-table": "routeTable",
    "application-gateway-without-pod-routes": "routeTable",
    "application-gateway-table-at-run-time": "routeTable",
    "default-route-past-load-balancer": "outboundType",
    "default-route-drops-the-way-out": "outboundType",
    "peering-without-forwarded-traffic": "allowForwardedTraffic",
}
"""Rules whose failing example leaves this property out: its parent is pointed at then."""


def findings(checked: Rule[Any]) -> list[Finding]:
    return [found for found in judgements(checked.failing(), [checked]) if isinstance(found, Finding)]


def documents(checked: Rule[Any]) -> dict[str, Any]:
    view = checked.failing()
    assert isinstance(view, Example), "an example is made with `world`, which remembers its documents"
    return written_in(view)


def places(checked: Rule[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the document or the command, and the path in it, of every place of the failing example's findings."""
    written = documents(checked)
    for finding in findings(checked):
        for place in (finding.place, *finding.also):
            id_, path = document_of(place, finding.resource_id)
            yield written[id_.lower()], path


@EVERY_RULE
def test_the_fix_is_a_sentence_with_the_values_of_the_finding(checked: Rule[Any]) -> None:
    for finding in findings(checked):
        fix = said_of(finding, checked, "en").fix

        assert fix[0].isupper()
        assert fix.endswith(".")
        assert not {"{", "}"} & set(fix)
        assert "IPv4Network(" not in fix


@EVERY_RULE
def test_the_place_leads_to_what_is_written_or_to_what_it_is_missing_from(checked: Rule[Any]) -> None:
    for document, path in places(checked):
        if resolve(document, path) is None:
            parent, _, missing = path.rpartition(".")
            assert ABSENT.get(checked.id) == missing
            assert nearest(document, path) == resolve(document, parent)


def test_what_is_said_to_be_absent_is() -> None:
    absent = {found.id for found in RULES for document, path in places(found) if resolve(document, path) is None}

    assert absent == set(ABSENT)
