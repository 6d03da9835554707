"""What is proposed before a rule of a security group that denies too much: one rule for each tag, with a free priority."""

from akslab.rules.catalogue import judgements, rule
from akslab.rules.example import Example
from akslab.rules.examples_guarded import declared_behind, deny, let
from akslab.rules.rule import Finding


def proposed(id_: str, view: Example) -> tuple[list[str], str]:
    """Return the doors and their priorities of a rule's only finding."""
    checked = rule(id_)
    assert checked is not None
    (found,) = [each for each in judgements(view, [checked]) if isinstance(each, Finding)]
    values = dict(found.values)
    return values["doors"].splitlines(), values["free"]


def test_a_tag_has_a_rule_of_its_own() -> None:
    view = declared_behind(deny(destinationAddressPrefix="MicrosoftContainerRegistry"))
    doors = ["Tcp 443 MicrosoftContainerRegistry", "Tcp 443 AzureFrontDoor.FirstParty"]
    assert proposed("nsg-closes-node-setup", view) == (doors, "3998 3999")


def test_addresses_are_let_pass_together() -> None:
    servers = ["192.168.2.4", "192.168.2.5"]
    view = declared_behind(deny(destinationAddressPrefix="192.168.2.0/24"), servers=servers)
    assert proposed("nsg-closes-name-servers", view) == (["Udp 53 192.168.2.4 192.168.2.5"], "3999")


def test_each_protocol_has_its_ports() -> None:
    view = declared_behind(
        deny(destinationAddressPrefix="AzureCloud", destinationPortRange="1000-9000"), version="1.19.1"
    )
    doors = ["Udp 1194 AzureCloud", "Tcp 9000 AzureCloud"]
    assert proposed("nsg-closes-ports-of-old-nodes", view) == (doors, "3998 3999")


def test_priorities_that_are_taken_are_passed_by() -> None:
    denying = deny(destinationAddressPrefix="MicrosoftContainerRegistry", priority=103)
    taken = let("other", "Sql", priority=101)
    assert proposed("nsg-closes-node-setup", declared_behind(taken, denying))[1] == "100 102"


def test_without_room_before_the_rule_there_is_no_priority() -> None:
    denying = deny(destinationAddressPrefix="MicrosoftContainerRegistry", priority=101)
    assert proposed("nsg-closes-node-setup", declared_behind(denying))[1] == ""
