"""Where commands of az put things, and how they make a security rule."""

from collections.abc import Iterator

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

_FIREWALL_RULE = {
    "protocols": "--protocols",
    "sourceAddresses": "--source-addresses",
    "destinationAddresses": "--destination-addresses",
    "destinationPorts": "--destination-ports",
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


def firewall_commands(document: Document, properties: Document) -> Iterator[Command]:
    """Yield the commands that make a firewall, give it its address, and put its rules into collections."""
    place = (*group_options(document["id"]), "-f", name_of(document))
    yield ("network", "firewall", "create", *place_options(document))
    for each in properties.get("ipConfigurations", ()):
        network = parts_of(each["properties"]["subnet"]["id"])[2][0]
        own = ("network", "firewall", "ip-config", "create", *place, "-n", each["name"])
        yield (*own, "--vnet-name", network, "--public-ip-address", "myFirewallIp")
    for collection in properties["networkRuleCollections"]:
        told = collection["properties"]
        head = ("--collection-name", collection["name"], "--priority", str(told["priority"]))
        for rule in told["rules"]:
            own = ("network", "firewall", "network-rule", "create", *place, "-n", rule["name"], *head)
            lists = [part for key, option in _FIREWALL_RULE.items() for part in (option, *rule[key])]
            yield (*own, "--action", told["action"]["type"], *lists)
