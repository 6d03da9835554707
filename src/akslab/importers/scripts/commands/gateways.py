"""Public addresses, NAT, VPN and application gateways, firewalls: what takes addresses of a subnet or leads out."""

from ....deployments.nodes import Node
from ....wire.symbols import private_address_of, symbol
from ..bodies import boolean, leaf, link, listed, object_
from ..results import Result
from ..texts import Text
from .call import Call, Command
from .networks import GATEWAYS, GROUPS, NETWORKS, SUBNETS, unread_changes

ADDRESSES = "Microsoft.Network/publicIPAddresses"
VPN_GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
APPLICATION_GATEWAYS = "Microsoft.Network/applicationGateways"
FIREWALLS = "Microsoft.Network/azureFirewalls"
POLICIES = "Microsoft.Network/firewallPolicies"
INTERFACES = "Microsoft.Network/networkInterfaces"
GATEWAY_SUBNET = "GatewaySubnet"
FIREWALL_SUBNET = "AzureFirewallSubnet"
PRIVATE_ADDRESS = symbol("private address of ")[:-1]
"""How the symbol of a firewall's private address begins."""


def create_address(call: Call) -> Result:
    """`az network public-ip create`."""
    id_ = call.id_of(ADDRESSES, call.name())
    sku = leaf(call.text("--sku")) or Node("Standard")
    properties = {"publicIPAllocationMethod": leaf(call.text("--allocation-method"))}
    fields = {"location": call.location(), "sku": object_({"name": sku}), "properties": call.properties(properties)}
    made = call.put(id_, ADDRESSES, fields)
    return Result(id=id_, body=made.body, facts={"ipaddress": symbol(f"address of {id_}")}, wrapper="publicIp")


def create_nat_gateway(call: Call) -> Result:
    """`az network nat gateway create`."""
    id_ = call.id_of(GATEWAYS, call.name())
    addresses = listed(call.texts("--public-ip-addresses"))
    links = tuple(link(call.referred(each, ADDRESSES), each.origin) for each in addresses)
    properties = {"publicIpAddresses": Node(links) if links else None}
    return call.put(id_, GATEWAYS, {"location": call.location(), "properties": call.properties(properties)})


def _configuration(name: str, subnet_id: str, origin: Text | None) -> Node:
    place = origin.origin if origin else None
    properties = object_({"subnet": link(subnet_id, place)}, place)
    return Node((object_({"name": Node(name), "properties": properties}, place),), place)


def create_vpn_gateway(call: Call) -> Result:
    """`az network vnet-gateway create`: it stands in the network's GatewaySubnet."""
    id_ = call.id_of(VPN_GATEWAYS, call.name())
    network = call.text("--vnet")
    subnet = f"{call.referred(network, NETWORKS)}/subnets/{GATEWAY_SUBNET}" if network else ""
    properties = {
        "gatewayType": leaf(call.text("--gateway-type")) or Node("Vpn"),
        "vpnType": leaf(call.text("--vpn-type")) or Node("RouteBased"),
        "ipConfigurations": _configuration("vnetGatewayConfig0", subnet, network) if subnet else None,
    }
    return call.put(id_, VPN_GATEWAYS, {"location": call.location(), "properties": call.properties(properties)})


def create_application_gateway(call: Call) -> Result:
    """`az network application-gateway create`: in a subnet that it makes itself unless it is named."""
    id_ = call.id_of(APPLICATION_GATEWAYS, call.name())
    network, subnet = call.text("--vnet-name"), call.text("--subnet")
    place = call.referred(subnet, SUBNETS, network) if subnet and network else subnet.text if subnet else ""
    sku = leaf(call.text("--sku"))
    properties = {
        "sku": object_({"name": sku, "tier": sku}) if sku else None,
        "gatewayIPConfigurations": _configuration("appGatewayFrontendIP", place, subnet) if place else None,
        "frontendIPConfigurations": _public_frontend(call),
    }
    return call.put(id_, APPLICATION_GATEWAYS, {"location": call.location(), "properties": call.properties(properties)})


def _public_frontend(call: Call) -> Node | None:
    """Return the frontend that a public address makes; without one nobody is let in from outside."""
    address = call.text("--public-ip-address")
    if address is None:
        return None
    properties = object_({"publicIPAddress": link(call.referred(address, ADDRESSES), address.origin)})
    return Node((object_({"name": Node("appGatewayFrontendIP"), "properties": properties}),), address.origin)


def create_firewall(call: Call) -> Result:
    """`az network firewall create`, of an extension; with a network it gets its configuration at once."""
    id_ = call.id_of(FIREWALLS, call.name())
    network = call.text("--vnet-name")
    subnet = f"{call.referred(network, NETWORKS)}/subnets/{FIREWALL_SUBNET}" if network else ""
    policy = call.text("--firewall-policy")
    properties = {
        "ipConfigurations": _configuration("config", subnet, network) if subnet else None,
        "firewallPolicy": link(call.referred(policy, POLICIES), policy.origin) if policy else None,
    }
    call.put(id_, FIREWALLS, {"location": call.location(), "properties": call.properties(properties)})
    return _firewall(id_)


def configure_firewall(call: Call) -> Result:
    """`az network firewall ip-config create`: the firewall gets its address."""
    id_ = call.id_of(FIREWALLS, call.name("--firewall-name"))
    network = call.text("--vnet-name")
    subnet = f"{call.referred(network, NETWORKS)}/subnets/{FIREWALL_SUBNET}" if network else ""
    configuration = _configuration(call.name().text, subnet, network) if subnet else None
    call.patch(id_, FIREWALLS, {"properties": call.properties({"ipConfigurations": configuration})})
    address = {"privateipaddress": private_address_of(id_)}
    return Result(id=f"{id_}/azureFirewallIpConfigurations/{call.name().text}", facts=address)


def show_firewall(call: Call) -> Result:
    """`az network firewall show`."""
    id_ = call.given_id() or call.id_of(FIREWALLS, call.name())
    call.look_up(id_, FIREWALLS)
    return _firewall(id_)


def _firewall(id_: str) -> Result:
    address = private_address_of(id_)
    paths = ("ipconfigurations[0].privateipaddress", "ipconfigurations[].privateipaddress")
    return Result(id=id_, facts=dict.fromkeys(paths, address))


def create_interface(call: Call) -> Result:
    """`az network nic create`: it takes an address of its subnet."""
    id_ = call.id_of(INTERFACES, call.name())
    network, subnet = call.text("--vnet-name"), call.text("--subnet")
    place = call.referred(subnet, SUBNETS, network) if subnet and network else subnet.text if subnet else ""
    address, group = call.text("--public-ip-address"), call.text("--network-security-group")
    inner = {
        "subnet": link(place, subnet.origin if subnet else None) if place else None,
        "privateIPAddress": leaf(call.text("--private-ip-address")),
        "publicIPAddress": link(call.referred(address, ADDRESSES), address.origin) if address else None,
    }
    configuration = object_({"name": Node("ipconfig1"), "properties": object_(inner)})
    properties = {
        "ipConfigurations": Node((configuration,), call.origin),
        "networkSecurityGroup": link(call.referred(group, GROUPS), group.origin) if group else None,
        **_forwarding(call),
    }
    return call.put(id_, INTERFACES, {"location": call.location(), "properties": call.properties(properties)})


def update_interface(call: Call) -> Result:
    """`az network nic update`: GET, change, PUT."""
    id_ = call.given_id() or call.id_of(INTERFACES, call.name())
    properties = {**_forwarding(call), **unread_changes(call)}
    return call.patch(id_, INTERFACES, {"properties": call.properties(properties)})


def _forwarding(call: Call) -> dict[str, Node | None]:
    """Return whether an interface forwards; az turns it on where the option stands without a value."""
    name = "--ip-forwarding"
    return {"enableIPForwarding": boolean(call.text(name)) if call.has(name) else None}


def _shown(type_: str) -> Command:
    def show(call: Call) -> Result:
        return call.look_up(call.given_id() or call.id_of(type_, call.name()), type_)

    return show


COMMANDS: dict[str, Command] = {
    "network public-ip create": create_address,
    "network public-ip show": _shown(ADDRESSES),
    "network nat gateway create": create_nat_gateway,
    "network nat gateway show": _shown(GATEWAYS),
    "network vnet-gateway create": create_vpn_gateway,
    "network vnet-gateway show": _shown(VPN_GATEWAYS),
    "network application-gateway create": create_application_gateway,
    "network application-gateway show": _shown(APPLICATION_GATEWAYS),
    "network firewall create": create_firewall,
    "network firewall ip-config create": configure_firewall,
    "network firewall show": show_firewall,
    "network nic create": create_interface,
    "network nic update": update_interface,
}
