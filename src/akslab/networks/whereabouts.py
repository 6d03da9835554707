"""Where in a state something that nobody told matters: the spots of a subnet, an interface, a table, a network."""

from collections.abc import Iterator, Mapping

from ..compile.attachments import Attachment, attachments
from ..compile.inputs import SecurityGroup
from ..compile.names import fabric_netns
from ..compile.security_chains import chain_name
from .additions import site_netns
from .values import About, Assumption, Network, Spot, Traffic


def spots_of(network: Network) -> tuple[tuple[Assumption, tuple[Spot, ...]], ...]:
    """Return each assumption of a network with where it matters; nowhere is an empty tuple."""
    ports = list(attachments(network.inputs).values())
    groups = network.inputs.security_groups
    return tuple((each, tuple(_spots(each, ports, groups))) for each in network.assumptions)


def _spots(assumption: Assumption, ports: list[Attachment], groups: Mapping[str, SecurityGroup]) -> Iterator[Spot]:
    if assumption.about == "site":
        yield Spot(netns=site_netns(assumption.id))
    for port in ports:
        if assumption.id not in _ids(assumption.about, port):
            continue
        fabric = fabric_netns(port.network.id)
        if assumption.about in ("cluster", "policies"):
            yield Spot(netns=port.netns, is_translating=assumption.about == "cluster")
        elif assumption.about == "appliance":
            yield Spot(netns=port.netns, side="through")
        elif assumption.about == "block":
            yield Spot(netns=port.netns, route=assumption.route)
        elif assumption.about in ("outbound", "edge"):
            yield Spot(netns=fabric, dev=port.link, side="in", is_translating=True)
        elif assumption.about in ("table", "network"):
            yield Spot(netns=fabric, dev=port.link, side="in", route=assumption.route)
        elif assumption.about == "group":
            yield from _spots_of_group(assumption, groups[assumption.id], fabric, port.link)
        else:
            yield Spot(netns=fabric, dev=port.link)


def _spots_of_group(assumption: Assumption, group: SecurityGroup, fabric: str, link: str) -> Iterator[Spot]:
    """Yield where a group's rules are asked: inbound ones of what leaves towards its interface, the others of the rest."""
    traffic = assumption.traffic or Traffic()
    for inbound in (True, False):
        if traffic.inbound in (None, inbound):
            chain = chain_name(group, inbound=inbound)
            yield Spot(netns=fabric, dev=link, side="out" if inbound else "in", traffic=traffic, chain=chain)


def _ids(about: About, port: Attachment) -> tuple[str | None, ...]:
    """Return the ids of what a port belongs to, of one kind."""
    match about:
        case "subnet" | "edge":
            return (port.subnet.id,)
        case "interface" | "appliance" | "block":
            return (port.interface.id,)
        case "group":
            return (port.subnet.security_group, port.interface.security_group)
        case "table":
            return (port.subnet.route_table,)
        case "network":
            return (port.network.id,)
        case "cluster" | "outbound" | "policies":
            return (port.cluster.id if port.cluster else None,)
        case "site":
            return ()
