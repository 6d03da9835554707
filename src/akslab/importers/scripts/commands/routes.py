"""`az network route-table` and its routes, `az network nsg` and its rules."""

from ....deployments.nodes import Node
from ..bodies import boolean, integer, leaf, listed, named, texts
from ..results import Result
from ..texts import Text
from .call import Call, Command
from .gateways import PRIVATE_ADDRESS
from .networks import GROUPS, TABLES

ROUTES = f"{TABLES}/routes"
RULES = f"{GROUPS}/securityRules"


def _propagation(call: Call) -> dict[str, Node | None]:
    name = "--disable-bgp-route-propagation"
    return {"disableBgpRoutePropagation": boolean(call.text(name)) if call.has(name) else None}


def create_table(call: Call) -> Result:
    """`az network route-table create`: a PUT without routes."""
    id_ = call.id_of(TABLES, call.name())
    made = call.put(id_, TABLES, {"location": call.location(), "properties": call.properties(_propagation(call))})
    return Result(id=id_, body=made.body)


def update_table(call: Call) -> Result:
    """`az network route-table update`: GET, change, PUT."""
    id_ = call.given_id() or call.id_of(TABLES, call.name())
    return call.patch(id_, TABLES, {"properties": call.properties(_propagation(call))})


def show_table(call: Call) -> Result:
    """`az network route-table show`."""
    return call.look_up(call.given_id() or call.id_of(TABLES, call.name()), TABLES)


def list_tables(call: Call) -> Result:
    """`az network route-table list`: of a group that the script need not have filled alone."""
    collection = f"{call.group_id}/providers/{TABLES}"
    return Result(items=tuple(Result(id=id_) for id_ in call.cloud.inside(collection)), collection=collection)


def _route_properties(call: Call) -> dict[str, Node | None]:
    return {
        "addressPrefix": leaf(call.text("--address-prefix")),
        "nextHopType": leaf(call.text("--next-hop-type")),
        "nextHopIpAddress": _hop(call.text("--next-hop-ip-address")),
    }


def _hop(text: Text | None) -> Node | None:
    """Return a next hop; that of a firewall to be made keeps its symbol, by which the firewall is found."""
    return named(text) if text is not None and text.text.startswith(PRIVATE_ADDRESS) else leaf(text)


def create_route(call: Call) -> Result:
    """`az network route-table route create`."""
    id_ = call.id_of(ROUTES, call.name("--route-table-name"), call.name())
    return call.put(id_, ROUTES, {"properties": call.properties(_route_properties(call))})


def update_route(call: Call) -> Result:
    """`az network route-table route update`."""
    id_ = call.given_id() or call.id_of(ROUTES, call.name("--route-table-name"), call.name())
    return call.patch(id_, ROUTES, {"properties": call.properties(_route_properties(call))})


def create_group(call: Call) -> Result:
    """`az network nsg create`."""
    id_ = call.id_of(GROUPS, call.name())
    made = call.put(id_, GROUPS, {"location": call.location(), "properties": call.properties({})})
    return Result(id=id_, body=made.body, wrapper="NewNSG")


def show_group(call: Call) -> Result:
    """`az network nsg show`."""
    return call.look_up(call.given_id() or call.id_of(GROUPS, call.name()), GROUPS)


_DEFAULTS = {
    "--access": "Allow",
    "--direction": "Inbound",
    "--protocol": "*",
    "--destination-address-prefixes": "*",
    "--destination-port-ranges": "80",
    "--source-address-prefixes": "*",
    "--source-port-ranges": "*",
}
"""What az sends for a rule that does not say."""


def _rule_properties(call: Call, defaults: dict[str, str]) -> dict[str, Node | None]:
    def value(name: str) -> Node | None:
        return leaf(call.text(name)) or (Node(defaults[name]) if name in defaults else None)

    def ends(name: str, one: str, many: str) -> dict[str, Node | None]:
        values = listed(call.texts(name)) or ((Text(text=defaults[name]),) if name in defaults else ())
        return {one: leaf(values[0])} if len(values) == 1 else {many: texts(values)} if values else {}

    return {
        "priority": integer(call.text("--priority")),
        "access": value("--access"),
        "direction": value("--direction"),
        "protocol": value("--protocol"),
        **ends("--destination-address-prefixes", "destinationAddressPrefix", "destinationAddressPrefixes"),
        **ends("--destination-port-ranges", "destinationPortRange", "destinationPortRanges"),
        **ends("--source-address-prefixes", "sourceAddressPrefix", "sourceAddressPrefixes"),
        **ends("--source-port-ranges", "sourcePortRange", "sourcePortRanges"),
    }


def create_rule(call: Call) -> Result:
    """`az network nsg rule create`."""
    id_ = call.id_of(RULES, call.name("--nsg-name"), call.name())
    return call.put(id_, RULES, {"properties": call.properties(_rule_properties(call, _DEFAULTS))})


def update_rule(call: Call) -> Result:
    """`az network nsg rule update`."""
    id_ = call.given_id() or call.id_of(RULES, call.name("--nsg-name"), call.name())
    return call.patch(id_, RULES, {"properties": call.properties(_rule_properties(call, {}))})


COMMANDS: dict[str, Command] = {
    "network route-table create": create_table,
    "network route-table update": update_table,
    "network route-table show": show_table,
    "network route-table list": list_tables,
    "network route-table route create": create_route,
    "network route-table route update": update_route,
    "network nsg create": create_group,
    "network nsg show": show_group,
    "network nsg rule create": create_rule,
    "network nsg rule update": update_rule,
}
