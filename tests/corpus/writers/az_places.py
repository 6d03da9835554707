"""Where commands of az put things, and how they make a security rule."""

from ..settings import Document, name_of
from .saying import parts_of

Command = tuple[str, ...]
_RULE = {
    "priority": "--priority",
    "direction": "--direction",
    "access": "--access",
    "protocol": "--protocol",
    "sourceAddressPrefix": "--source-address-prefixes",
    "sourcePortRange": "--source-port-ranges",
    "destinationAddressPrefix": "--destination-address-prefixes",
    "destinationPortRange": "--destination-port-ranges",
}


def rule_command(rule: Document) -> Command:
    """Return the command that makes a security rule."""
    group, name = parts_of(rule["id"])[2]
    options = [(option, str(rule["properties"][key])) for key, option in _RULE.items() if key in rule["properties"]]
    own = ("network", "nsg", "rule", "create", *group_options(rule["id"]), "--nsg-name", group, "-n", name)
    return (*own, *(part for option in options for part in option))


def group_options(id_: str) -> Command:
    """Return how a command says the group, and the subscription where it is another."""
    _, _, subscription, _, group, *_ = id_.split("/")
    other = () if subscription == "00000000-0000-0000-0000-000000000000" else ("--subscription", subscription)
    return ("-g", group, *other)


def place_options(document: Document) -> Command:
    """Return group, name and location."""
    return (*group_options(document["id"]), "-n", name_of(document), "-l", document.get("location", "eastus"))
