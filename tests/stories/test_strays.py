"""Answers that take another way than what they answer: Azure remembers connections for each interface, a lab for all."""

import pytest

from akslab.networks.values import Network

from .questions import ask, doubts, lines
from .three_machines import rule, three_machines

BACK = (
    "{ name: 'back', properties: { addressPrefix: '10.9.1.0/24', "
    "nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.9.3.4' } }"
)
NOTHING_IN = rule("nothing-in", 100, "Inbound", "Deny")
NOTHING_OUT = rule("nothing-out", 110, "Outbound", "Deny")


def by_c(*rules: str) -> Network:
    """Return machines of which b answers a by way of c, whose subnet has these rules."""
    return three_machines(*rules, routes=BACK)


def test_a_group_that_has_not_seen_the_request_may_drop_the_answer() -> None:
    story = ask(by_c(NOTHING_IN), "a", "b")
    assert story.told.verdict.outcome == "arrives"
    assert doubts(story) == {"unless.stray", "unless.one-way"}
    (told,) = (line for line in lines(story) if "did not pass" in line)
    assert "rule nothing-in of NSG nsg (priority 100, deny) drops the answer at c" in told


def test_both_directions_of_such_an_interface_are_asked() -> None:
    told = [line for line in lines(ask(by_c(NOTHING_IN, NOTHING_OUT), "a", "b")) if "did not pass" in line]
    assert ["nothing-in" in line for line in told] == [True, False]
    assert ["nothing-out" in line for line in told] == [False, True]


@pytest.mark.parametrize(
    "rules",
    [
        (),
        (rule("all-in", 90, "Inbound", "Allow"), NOTHING_IN),
        (rule("other-port", 100, "Inbound", "Deny", port="22", protocol="'Tcp'"),),
    ],
)
def test_a_group_that_would_let_the_answer_pass_as_it_is_raises_no_doubt(rules: tuple[str, ...]) -> None:
    assert doubts(ask(by_c(*rules), "a", "b")) == {"unless.one-way"}


def test_an_answer_on_the_way_of_its_request_meets_no_rule_at_all() -> None:
    assert doubts(ask(three_machines(rule("in", 100, "Inbound", "Deny"), guarded="a"), "a", "b")) == set()


def test_a_request_by_way_of_an_appliance_that_the_answer_does_not_pass_is_open() -> None:
    there = BACK.replace("10.9.1.0/24", "10.9.2.0/24")
    network = three_machines(routes=there, routed="a", guarded="")
    assert doubts(ask(network, "a", "b")) == {"unless.one-way"}
    both = three_machines(routes=f"{there}\n{BACK.replace('back', 'back2')}", routed="ab", guarded="")
    assert doubts(ask(both, "a", "b")) == set()
