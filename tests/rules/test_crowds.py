"""Many of everything: a rule's findings grow with what there is, not with its square."""

from collections.abc import Iterator

import pytest

from akslab.rules.catalogue import RULES, judgements, rule
from akslab.rules.crowds import MOST_TOLD, counted
from akslab.rules.rule import Finding
from akslab.rules.unknown import CannotJudge, Values
from akslab.rules.view import View

from .multiplied import multiplied

FEW, MANY = 12, 24
BY_PAIRS = {
    # Azure's own text names the subnet, and each is to be moved or left out of the range.
    "service-cidr-overlaps-subnet",
    "ingress-gateway-subnet-overlaps",
    "pod-cidr-overlaps-peer",
    "service-cidr-overlaps-peer",
    "reserved-range-in-peer",
    # Routes of one table: it has 400 at most, and each is written at a line of its own.
    "route-inside-pod-cidr",
    "route-next-hop-reserved",
    "route-next-hop-in-node-subnet",
    "route-next-hop-nowhere",
    "route-shadowed",
    "default-route-hop",
    # Peerings, gateways and groups around one network: each is to be changed by itself.
    "peering-without-forwarded-traffic",
    "application-gateway-without-pod-routes",
    "application-gateway-table-at-run-time",
    "application-gateway-default-route",
    "nsg-virtual-network-tag-widened",
    "nat-gateway-without-subnet",
    # Each of two interfaces with one address is to be changed by itself.
    "private-address-allocated",
    # Twelve clusters with one node resource group are not twelve clusters of Azure's.
    "managed-table-orphaned",
    "ip-forwarding-off",
}
"""Rules whose findings are as many as pairs: where that is meant, and why."""


def findings(view: View, id_: str) -> list[Finding]:
    judged = rule(id_)
    assert judged is not None
    return [found for found in judgements(view, (judged,)) if isinstance(found, Finding)]


@pytest.mark.parametrize("id_", sorted({each.id for each in RULES} - BY_PAIRS))
@pytest.mark.parametrize("inside", [False, True])
def test_findings_grow_with_what_there_is(id_: str, inside: bool) -> None:
    judged = rule(id_)
    assert judged is not None
    few, many = (len(findings(multiplied(judged.failing(), number, inside=inside), id_)) for number in (FEW, MANY))
    assert many <= 2.5 * few + MOST_TOLD


@pytest.mark.parametrize(
    "id_", ["read-only-lock-on-routes", "read-only-lock-on-node-group", "delete-lock-over-node-group"]
)
def test_of_many_locks_ten_are_told_and_the_others_counted(id_: str) -> None:
    judged = rule(id_)
    assert judged is not None
    found = findings(multiplied(judged.failing(), 250, inside=False), id_)
    own = [each for each in found if each.resource_id == found[0].resource_id]
    assert len(own) in (MOST_TOLD, 2 * MOST_TOLD)
    counting = [each.message for each in own if "+" in each.message]
    assert len(counting) == len(own) / MOST_TOLD
    assert all("+240 " in message for message in counting)


def test_what_could_not_be_judged_is_told_behind_what_could() -> None:
    def found() -> Iterator[Values | CannotJudge]:
        yield {"name": "a"}
        yield CannotJudge("b")
        raise CannotJudge("c")

    told = list(counted(found(), "name"))
    assert told[0] == {"name": "a"}
    assert [each.missing for each in told[1:] if isinstance(each, CannotJudge)] == ["b", "c"]
