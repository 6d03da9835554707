"""ARM documents of load balancers, NAT and virtual network gateways -> facts (`network_services`)."""

from .fields import Fields, certain
from .network_services import Frontend, LoadBalancer, NatGateway, VirtualNetworkGateway
from .resources import NetworkInterface
from .unknown import UNKNOWN, Maybe, Unknown


def load_balancer(fields: Fields) -> LoadBalancer:
    """Return the facts of a Microsoft.Network/loadBalancers document."""
    properties = fields.fields("properties")
    frontends = properties.objects("frontendIPConfigurations")
    return LoadBalancer(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        frontends=UNKNOWN if isinstance(frontends, Unknown) else tuple(map(_frontend, frontends)),
        inbound_frontend_ids=_linked(properties, "loadBalancingRules", "frontendIPConfiguration"),
    )


def _frontend(fields: Fields) -> Frontend:
    return Frontend(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        public_ip_id=fields.fields("properties").link("publicIPAddress"),
    )


def _linked(properties: Fields, collection: str, link: str) -> Maybe[tuple[str, ...]]:
    """Return the ids that the children of a collection link to, each once; one unknown makes the list unknown."""
    children = properties.objects(collection)
    if isinstance(children, Unknown):
        return UNKNOWN
    return _known([child.fields("properties").link(link) for child in children])


def _known(ids: list[Maybe[str]]) -> Maybe[tuple[str, ...]]:
    if any(isinstance(id_, Unknown) for id_ in ids):
        return UNKNOWN
    return tuple(dict.fromkeys(certain(id_) for id_ in ids if id_))


def listed_ids(properties: Fields, name: str) -> Maybe[tuple[str, ...]]:
    """Return the ids of a list of `{"id": …}`; UNKNOWN where there is no list: only Azure writes these."""
    listed = properties.objects(name)
    if properties.get(name) is None or isinstance(listed, Unknown):
        return UNKNOWN
    return _known([each.text("id") for each in listed])


def nat_gateway(fields: Fields) -> NatGateway:
    """Return the facts of a Microsoft.Network/natGateways document."""
    return NatGateway(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        subnet_ids=listed_ids(fields.fields("properties"), "subnets"),
    )


def virtual_network_gateway(fields: Fields) -> VirtualNetworkGateway:
    """Return the facts of a Microsoft.Network/virtualNetworkGateways document."""
    properties = fields.fields("properties")
    return VirtualNetworkGateway(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        subnet_ids=_linked(properties, "ipConfigurations", "subnet"),
        kind=properties.text("gatewayType"),
    )


def scale_set(fields: Fields) -> NetworkInterface:
    """Return what a Microsoft.Compute/virtualMachineScaleSets document says of the interfaces of all its machines."""
    profile = fields.fields("properties").fields("virtualMachineProfile").fields("networkProfile")
    configured = [_own_properties(each) for each in profile.listed("networkInterfaceConfigurations")]
    forwarding = [each.flag("enableIPForwarding") for each in configured]
    groups = [each.link("networkSecurityGroup") for each in configured]
    id_ = certain(fields.text("id"))
    return NetworkInterface(
        id=id_,
        has_ip_forwarding=UNKNOWN if not forwarding or UNKNOWN in forwarding else all(forwarding),
        network_security_group_id=groups[0] if groups else UNKNOWN,
        machine_id=id_,
    )


def _own_properties(fields: Fields) -> Fields:
    """Return the properties of a part without an id, which az has beside its name and ARM inside `properties`."""
    return fields if fields.get("properties") is None else fields.fields("properties")
