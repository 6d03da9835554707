"""`az network vnet`, its subnets and its peerings."""

from collections.abc import Callable

from ....deployments.nodes import Node, Unknown
from ..bodies import boolean, leaf, link, listed, object_, texts
from ..results import Result
from ..texts import Text
from .call import Call, Command

NETWORKS = "Microsoft.Network/virtualNetworks"
SUBNETS = f"{NETWORKS}/subnets"
PEERINGS = f"{NETWORKS}/virtualNetworkPeerings"
TABLES = "Microsoft.Network/routeTables"
GROUPS = "Microsoft.Network/networkSecurityGroups"
GATEWAYS = "Microsoft.Network/natGateways"
DEFAULT_SPACE = "10.0.0.0/16"
"""What `az network vnet create` sends without `--address-prefixes`."""


def create_network(call: Call) -> Result:
    """`az network vnet create`: one PUT, with one subnet if it is named."""
    id_ = call.id_of(NETWORKS, call.name())
    spaces = listed(call.texts("--address-prefixes"))
    subnet = call.text("--subnet-name")
    subnets: Node | None = None
    if subnet:
        subnets = Node((_inline_subnet(call, subnet, spaces),), subnet.origin)
    elif call.has("--subnets"):
        subnets = Node(Unknown("unsupported", "az network vnet subnet create"), call.origin)
    properties = {
        "addressSpace": object_({"addressPrefixes": texts(spaces) if spaces else Node((Node(DEFAULT_SPACE),))}),
        "dhcpOptions": _servers(call),
        "subnets": subnets,
    }
    made = call.put(id_, NETWORKS, {"location": call.location(), "properties": call.properties(properties)})
    facts = {"subnets[0].id": f"{id_}/subnets/{subnet.text}"} if subnet else {}
    return Result(id=id_, body=made.body, facts=facts, wrapper="newVNet")


def _inline_subnet(call: Call, name: Text, spaces: tuple[Text, ...]) -> Node:
    prefixes = listed(call.texts("--subnet-prefixes"))
    group = call.text("--network-security-group")
    properties = {
        **(_prefixes(prefixes) if prefixes else {"addressPrefix": _first_block(spaces)}),
        "networkSecurityGroup": _linked(call, group, GROUPS),
    }
    return object_({"name": Node(name.text, name.origin), "properties": object_(properties, name.origin)}, name.origin)


def _first_block(spaces: tuple[Text, ...]) -> Node:
    """Return the /24 at the beginning of the space, or all of a smaller one: what az itself takes."""
    first = spaces[0] if spaces else Text(text=DEFAULT_SPACE)
    address, _, length = first.text.partition("/")
    if first.is_unknown or not length.isdecimal():
        return leaf(first) or Node(Unknown("not-supplied"))
    return Node(f"{address}/{max(24, int(length))}", first.origin)


def _servers(call: Call) -> Node | None:
    servers = listed(call.texts("--dns-servers"))
    return object_({"dnsServers": texts(servers)}) if servers else None


def _prefixes(prefixes: tuple[Text, ...]) -> dict[str, Node | None]:
    if not prefixes:
        return {}
    return {"addressPrefix": leaf(prefixes[0])} if len(prefixes) == 1 else {"addressPrefixes": texts(prefixes)}


def update_network(call: Call) -> Result:
    """`az network vnet update`: GET, change, PUT."""
    id_ = call.given_id() or call.id_of(NETWORKS, call.name())
    spaces = listed(call.texts("--address-prefixes"))
    properties = {
        "addressSpace": object_({"addressPrefixes": texts(spaces)}) if spaces else None,
        "dhcpOptions": _servers(call),
        **unread_changes(call),
    }
    return call.patch(id_, NETWORKS, {"properties": call.properties(properties)})


def unread_changes(call: Call) -> dict[str, Node | None]:
    """Return what `--set`, `--add` and `--remove` leave open: nobody reads them here."""
    if not call.has("--set", "--add", "--remove"):
        return {}
    return {"*": Node(Unknown("unsupported", "az … show after it"), call.origin)}


def _linked(call: Call, text: Text | None, type_: str) -> Node | None:
    """Return a link to a resource named or identified by `text`; a null for one that is to be taken off."""
    if text is None:
        return None
    id_ = call.referred(text, type_)
    return link(id_, text.origin) if id_ else Node(None, text.origin)


def _link_option(call: Call, name: str, type_: str) -> Node | None:
    """Return the link an option makes; `--route-table ""` and `null` take the link off."""
    found = call.texts(name)
    return _linked(call, found[0], type_) if found else None


def _subnet_properties(call: Call) -> dict[str, Node | None]:
    delegations = listed(call.texts("--delegations"))
    endpoints = listed(call.texts("--service-endpoints"))
    return {
        **_prefixes(listed(call.texts("--address-prefixes"))),
        "routeTable": _link_option(call, "--route-table", TABLES),
        "networkSecurityGroup": _link_option(call, "--network-security-group", GROUPS),
        "natGateway": _link_option(call, "--nat-gateway", GATEWAYS),
        "delegations": _list_of(delegations, _delegation),
        "serviceEndpoints": _list_of(endpoints, _endpoint),
    }


def _list_of(values: tuple[Text, ...], made: Callable[[Text], Node]) -> Node | None:
    if not values:
        return None
    return Node(tuple(made(value) for value in values), values[0].origin)


def _delegation(service: Text) -> Node:
    return object_({"name": Node(service.text), "properties": object_({"serviceName": leaf(service)})})


def _endpoint(service: Text) -> Node:
    return object_({"service": leaf(service)})


def _subnet_id(call: Call) -> str:
    return call.given_id() or call.id_of(SUBNETS, call.name("--vnet-name"), call.name())


def create_subnet(call: Call) -> Result:
    """`az network vnet subnet create`: a PUT, which takes off what it does not name."""
    id_ = _subnet_id(call)
    made = call.put(id_, SUBNETS, {"properties": call.properties(_subnet_properties(call))})
    return Result(id=id_, body=made.body)


def update_subnet(call: Call) -> Result:
    """`az network vnet subnet update`: GET, change, PUT."""
    properties = {**_subnet_properties(call), **unread_changes(call)}
    return call.patch(_subnet_id(call), SUBNETS, {"properties": call.properties(properties)})


def show_subnet(call: Call) -> Result:
    """`az network vnet subnet show`."""
    return call.look_up(_subnet_id(call), SUBNETS)


def list_subnets(call: Call) -> Result:
    """`az network vnet subnet list`: those of the script are all there are when it makes the network."""
    network = call.given_id() or call.id_of(NETWORKS, call.name("--vnet-name"))
    return _subnets_of(call, network)


def _subnets_of(call: Call, network: str) -> Result:
    collection = f"{network}/subnets"
    known = {id_.lower(): id_ for id_ in call.cloud.inside(collection)}
    declared = call.cloud.find(network)
    inline = declared.body.at("properties", "subnets") if declared else None
    for subnet in inline.elements() if inline else ():
        if name := subnet.get("name"):
            id_ = f"{collection}/{name.text}"
            known.setdefault(id_.lower(), id_)
    items = tuple(Result(id=id_) for id_ in known.values())
    return Result(items=items, collection=collection, is_all=call.cloud.made(network))


def show_network(call: Call) -> Result:
    """`az network vnet show`."""
    id_ = call.given_id() or call.id_of(NETWORKS, call.name())
    found = call.look_up(id_, NETWORKS)
    subnets = _subnets_of(call, id_)
    facts = {}
    if subnets.is_all and subnets.items is not None and len(subnets.items) == 1:
        facts = {"subnets[0].id": subnets.items[0].id, "subnets[].id": subnets.items[0].id}
    return Result(id=id_, body=found.body, facts=facts)


def create_peering(call: Call) -> Result:
    """`az network vnet peering create`: one side; the other is another command."""
    id_ = call.id_of(PEERINGS, call.name("--vnet-name"), call.name())
    remote = call.text("--remote-vnet", "--remote-vnet-id")
    properties = {
        "remoteVirtualNetwork": link(call.referred(remote, NETWORKS), remote.origin) if remote else None,
        "allowVirtualNetworkAccess": _flag(call, "--allow-vnet-access"),
        "allowForwardedTraffic": _flag(call, "--allow-forwarded-traffic"),
        "allowGatewayTransit": _flag(call, "--allow-gateway-transit"),
        "useRemoteGateways": _flag(call, "--use-remote-gateways"),
    }
    return call.put(id_, PEERINGS, {"properties": call.properties(properties)})


def _flag(call: Call, name: str) -> Node:
    """Return what az sends for a flag it has a default of false for."""
    return boolean(call.text(name)) if call.has(name) else Node(False, call.origin)


COMMANDS: dict[str, Command] = {
    "network vnet create": create_network,
    "network vnet update": update_network,
    "network vnet show": show_network,
    "network vnet subnet create": create_subnet,
    "network vnet subnet update": update_subnet,
    "network vnet subnet show": show_subnet,
    "network vnet subnet list": list_subnets,
    "network vnet peering create": create_peering,
}
