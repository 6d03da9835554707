"""Where in a state something that nobody told matters: the spots of a subnet, an interface, a table, a network."""

from collections.abc import Iterator

from ..compile.attachments import Attachment, attachments
from ..compile.names import UPLINK, fabric_netns
from .values import About, Assumption, Network, Spot


def spots_of(network: Network) -> tuple[tuple[Assumption, tuple[Spot, ...]], ...]:
    """Return each assumption of a network with where it matters; nowhere is an empty tuple."""
    ports = list(attachments(network.inputs).values())
    return tuple((each, tuple(_spots(each, ports))) for each in network.assumptions)


def _spots(assumption: Assumption, ports: list[Attachment]) -> Iterator[Spot]:
    for port in ports:
        if assumption.id not in _ids(assumption.about, port):
            continue
        fabric = fabric_netns(port.network.id)
        if assumption.about == "cluster":
            yield Spot(netns=port.netns, is_translating=True)
        elif assumption.about == "appliance":
            yield Spot(netns=port.netns, side="through")
        elif assumption.about in ("outbound", "edge"):
            yield Spot(netns=fabric, dev=UPLINK, is_translating=True)
        elif assumption.about in ("table", "network"):
            yield Spot(netns=fabric, dev=port.link, side="in", route=assumption.route)
        else:
            yield Spot(netns=fabric, dev=port.link)


def _ids(about: About, port: Attachment) -> tuple[str | None, ...]:
    """Return the ids of what a port belongs to, of one kind."""
    match about:
        case "subnet" | "edge":
            return (port.subnet.id,)
        case "interface" | "appliance":
            return (port.interface.id,)
        case "group":
            return (port.subnet.security_group, port.interface.security_group)
        case "table":
            return (port.subnet.route_table,)
        case "network":
            return (port.network.id,)
        case "cluster" | "outbound":
            return (port.cluster.id if port.cluster else None,)
