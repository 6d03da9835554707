"""A security rule of which a part is unknown: it leaves open what it may be about, and nothing else."""

import pytest

from akslab.networks.values import Network

from .questions import ask, doubts, lines
from .three_machines import rule, three_machines

SQL = rule("sql", 200, "Inbound", "Deny", port="1433", protocol="'Tcp'", sourceAddressPrefix="'Sql'")


def guarding_b(*rules: str) -> Network:
    return three_machines(*rules, guarded="b")


def test_a_rule_for_a_tag_leaves_its_own_port_open_and_no_other() -> None:
    network = guarding_b(SQL)
    assert doubts(ask(network, "a", "b:1433")) == {"unless.rule-tag"}
    for target, wanted in (("b:80", {}), ("b:1433", {"protocol": "udp"}), ("b", {"protocol": "icmp"})):
        assert doubts(ask(network, "a", target, **wanted)) == set(), target


def test_the_tag_is_what_is_not_known_and_no_command_would_tell() -> None:
    told = "\n".join(lines(ask(guarding_b(SQL), "a", "b:1433")))
    assert (
        "UNLESS      rule sql of security group nsg says otherwise: akslab does not know the addresses of Sql" in told
    )
    assert "az network nsg show" not in told


def test_a_rule_of_the_other_direction_is_not_asked() -> None:
    network = guarding_b(SQL)
    assert doubts(ask(network, "b", "a:1433")) == set()


def test_an_answer_asks_no_rule() -> None:
    outbound = rule("out", 200, "Outbound", "Deny", destinationAddressPrefix="'Storage'")
    assert doubts(ask(guarding_b(outbound), "a", "b:80")) == set()
    assert doubts(ask(guarding_b(outbound), "b", "a:80")) == {"unless.rule-tag"}


@pytest.mark.parametrize(("priority", "expected"), [(150, set()), (250, {"unless.rule-tag"})])
def test_a_rule_that_comes_first_settles_it(priority: int, expected: set[str]) -> None:
    allow = rule("allow", priority, "Inbound", "Allow", port="1433", protocol="'Tcp'")
    assert doubts(ask(guarding_b(SQL, allow), "a", "b:1433")) == expected


def test_an_unknown_allowance_helps_against_a_later_denial_of_its_own_group_alone() -> None:
    maybe = rule("maybe", 200, "Inbound", "Allow", sourceAddressPrefix="'Sql'")
    late, early = (rule("deny", priority, "Inbound", "Deny") for priority in (300, 100))
    assert doubts(ask(guarding_b(maybe, late), "a", "b")) == {"unless.rule-tag"}
    assert doubts(ask(guarding_b(maybe, early), "a", "b")) == set()
    out = rule("out", 100, "Outbound", "Deny")
    both = three_machines(maybe, out, guarded="ab")
    assert doubts(ask(both, "a", "b")) == set()


def test_application_security_groups_are_named_as_what_is_missing() -> None:
    members = rule("asg", 200, "Inbound", "Deny", sourceApplicationSecurityGroups="[{ id: '/x/asg' }]")
    assert doubts(ask(guarding_b(members), "a", "b")) == {"unless.rule-members"}
