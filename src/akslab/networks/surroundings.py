"""What lies around machines and takes part in their traffic, and is not part of akslab's network yet: each is a doubt.

Next hops that nobody in the input has, gateways and what they learn, peered networks, NAT gateways, appliances. Packets that
meet one are not lost for sure, and not carried for sure.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from ..compile.effective_routes import PRIVATE_PREFIXES
from ..compile.inputs import Peering, VirtualNetwork
from ..compile.ranges import canonical_prefix
from ..compile.reading import supported_route_prefix
from ..rules.ids import name_of, parent_of
from ..rules.unknown import Unknown
from ..rules.view import View
from ..wire.sentences import sentence
from ..wire.symbols import spoken
from .draft import Draft
from .values import About, Assumption


def doubt_surroundings(view: View, draft: Draft) -> None:
    """Note what a view has around the machines of a draft; networks that are only known by their peering are added."""
    _add_peered(view, draft)
    draft.assumptions += (
        *_next_hops(view, draft),
        *_strangers(draft),
        *_peerings(draft),
        *_gateways(view, draft),
        *_nat_gateways(view, draft),
        *_managed_gateways(draft),
        *_appliances(draft),
    )


def _add_peered(view: View, draft: Draft) -> None:
    """Add the far side of peerings, as this side remembers it, so that its addresses are known to be led there."""
    for network in view.virtual_networks.values():
        for peering in network.peerings:
            remote, prefixes = peering.remote_id, peering.remote_prefixes
            if isinstance(remote, Unknown) or isinstance(prefixes, Unknown) or remote.lower() in draft.networks:
                continue
            fourth = tuple(canonical_prefix(each) for each in prefixes if supported_route_prefix(each))
            if fourth:
                back = Peering(network.id.lower(), True, True)
                draft.networks[remote.lower()] = VirtualNetwork(remote.lower(), fourth, (), (back,))


def _next_hops(view: View, draft: Draft) -> Iterator[Assumption]:
    """Yield every route to somebody the input does not show: what lies behind is not known."""
    known = {each.address for interface in draft.interfaces.values() for each in interface.configurations}
    owners = {address: spoken(each.name) for each in view.firewalls.values() for address in each.private_ip_addresses}
    for table in draft.tables.values():
        for route in table.routes:
            hop = route.next_hop_ip or ""
            values = {"route": route.name, "table": spoken(name_of(table.id)), "hop": hop}
            if route.next_hop_type == "VirtualNetworkGateway":
                yield _open("gateway", "table", table.id, route.prefix, **values)
            elif route.next_hop_type == "VirtualAppliance" and hop in owners:
                yield _open("firewall", "table", table.id, route.prefix, firewall=owners[hop], **values)
            elif route.next_hop_type == "VirtualAppliance" and hop not in known:
                yield _open("hop" if hop else "hop-unknown", "table", table.id, route.prefix, **values)


def _strangers(draft: Draft) -> Iterator[Assumption]:
    """Yield for each range of a network that somebody may stand in it whom the input does not name."""
    for network in draft.networks.values():
        for prefix in network.prefixes:
            yield _open("stranger", "network", network.id, prefix, network=spoken(name_of(network.id)))


def _peerings(draft: Draft) -> Iterator[Assumption]:
    for network in draft.networks.values():
        for peering in network.peerings:
            remote = draft.networks.get(peering.remote)
            # Of one that is not to be seen the ranges are not known: they may be anywhere that is private.
            for prefix in remote.prefixes if remote else PRIVATE_PREFIXES:
                values = {"network": spoken(name_of(network.id)), "remote": spoken(name_of(peering.remote))}
                yield _open("peering", "network", network.id, prefix, **values)


def _gateways(view: View, draft: Draft) -> Iterator[Assumption]:
    """Yield for each network with a gateway, its own or a peered one's, that routes may be learned there."""
    with_gateway = {
        parent_of(subnet).lower(): spoken(gateway.name)
        for gateway in view.virtual_network_gateways.values()
        if not isinstance(gateway.subnet_ids, Unknown)
        for subnet in gateway.subnet_ids
    }
    for network in view.virtual_networks.values():
        for peering in network.peerings:
            if peering.uses_remote_gateways is True and isinstance(peering.remote_id, str):
                with_gateway.setdefault(network.id.lower(), spoken(name_of(peering.remote_id)))
    for id_, gateway in with_gateway.items():
        for prefix in PRIVATE_PREFIXES if id_ in draft.networks else ():
            values = {"network": spoken(name_of(id_)), "gateway": gateway}
            yield _open("learned", "network", id_, prefix, **values)


def _nat_gateways(view: View, draft: Draft) -> Iterator[Assumption]:
    """Yield for each subnet with a NAT gateway that its address is another; what stands there goes out in any case."""
    for network in view.virtual_networks.values():
        for subnet in network.subnets:
            gateway = subnet.nat_gateway_id
            if isinstance(gateway, Unknown) or not gateway or network.id.lower() not in draft.networks:
                continue
            _open_outward(subnet.id.lower(), draft)
            what = sentence("assume.nat-gateway", name=spoken(subnet.name), gateway=spoken(name_of(gateway)))
            yield Assumption(what=what, about="edge", id=subnet.id.lower())


def _managed_gateways(draft: Draft) -> Iterator[Assumption]:
    """Yield the same for the subnets of clusters that bring a NAT gateway of their own."""
    homes = {draft.interfaces[node.interface].subnet: draft.clusters[node.cluster] for node in draft.nodes}
    for subnet, cluster in homes.items():
        if cluster.outbound_type.lower() == "managednatgateway":
            _open_outward(subnet, draft)
            what = sentence("assume.managed-gateway", cluster=cluster.name)
            yield Assumption(what=what, about="edge", id=subnet)


def _appliances(draft: Draft) -> Iterator[Assumption]:
    """Yield for each machine that may pass on what is not for it that nobody tells what it makes of that."""
    for machine in draft.machines:
        if draft.interfaces[machine.interface].ip_forwarding:
            yield _open("appliance", "appliance", machine.interface, "", name=machine.name)


def _open_outward(subnet_id: str, draft: Draft) -> None:
    network = draft.networks[parent_of(subnet_id)]
    subnets = tuple(
        replace(each, default_outbound_access=True) if each.id == subnet_id else each for each in network.subnets
    )
    draft.networks[network.id] = replace(network, subnets=subnets)


def _open(key: str, about: About, id_: str, prefix: str, **values: object) -> Assumption:
    return Assumption(
        what=sentence(f"assume.{key}", **values),
        unless=sentence(f"unless.{key}", **values),
        about=about,
        id=id_,
        route=prefix,
        may_open=True,
    )
