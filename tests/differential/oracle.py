"""A second opinion, from the Azure documents alone: who gets a packet, whom it sees, whether the answer comes back.

Written from what Azure and kubenet say (effective routes, source and destination checks, security groups, outbound
addresses, ip-masq-agent), with nothing of compile, net or trace. It follows a packet from interface to interface,
slowly, over the documents themselves. Where Azure's answer and a lab's may differ for a reason that is known, it does
not judge (`Unjudged`): flows whose ways there and back cross different machines.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from .azure_documents import AzureDocuments, Flow, Nic, gateway, inside

INTERNET_HOSTS = ("198.51.100.1", "198.51.100.2")
HOPS_MOST = 30


class Unjudged(Exception):
    """The documents don't settle it."""


class Lost(Exception):
    """The packet is lost; says why, and which rule of which security group denies it, if one does."""

    def __init__(self, why: str, denied_by: str | None = None) -> None:
        super().__init__(why)
        self.denied_by = denied_by


@dataclass(frozen=True)
class Rewriting:
    """A translation made at a place: what `side` was before and after."""

    place: str
    side: str
    before: str
    after: str


@dataclass
class Trail:
    """Whose interfaces a packet passed, and the translations made of it; `request` is the trail of what it answers."""

    met: list[str] = field(default_factory=list)
    rewritings: list[Rewriting] = field(default_factory=list)
    request: "Trail | None" = None
    outside: bool = False
    """Whether it has been in the Internet."""

    def meet(self, owner: str) -> None:
        self.met.append(owner)
        if len(self.met) > HOPS_MOST:
            raise Lost("it goes round")

    def met_before(self) -> list[str]:
        """Return whom the request met."""
        return self.request.met if self.request else []

    def hide(self, place: str, flow: Flow, source: str) -> Flow:
        """Translate the source of a new connection at `place`, and remember it."""
        self.rewritings.append(Rewriting(place, "source", flow.source, source))
        return replace(flow, source=source)

    def lead(self, place: str, flow: Flow, destination: str) -> Flow:
        """Translate the destination of a new connection at `place`, and remember it."""
        self.rewritings.append(Rewriting(place, "destination", flow.destination, destination))
        return replace(flow, destination=destination)

    def put_right(self, place: str, flow: Flow) -> Flow:
        """Undo, for an answer, what was done to the request at `place`."""
        for each in self.request.rewritings if self.request else ():
            if each.place == place and each.side == "source" and flow.destination == each.after:
                return replace(flow, destination=each.before)
            if each.place == place and each.side == "destination" and flow.source == each.after:
                return replace(flow, source=each.before)
        return flow


@dataclass(frozen=True)
class Answer:
    """The oracle's word: who got it, seen from which source; None when it, or its answer, is lost."""

    receiver: str | None
    seen: str = ""
    why: str = ""
    lost: str = ""
    """Which packet is lost: `request` (before it saw the Internet), `request outside`, `answer`; empty: none."""
    denied_by: str | None = None
    """The security group and the priority: `nsg1 (65500)`."""


class Oracle:
    """Answers for one lab."""

    def __init__(self, lab: Any) -> None:
        self._documents = AzureDocuments(lab)

    def ask(self, sender: str, protocol: str, source_port: int, destination: str, port: int) -> Answer:
        """Say what comes of the first packet of a connection. Raises Unjudged."""
        there, what = Trail(), "request"
        try:
            flow = Flow(protocol, self._source(sender, destination), source_port, destination, port)
            receiver, seen = self._send(sender, flow, there)
            back, what = Trail(request=there), "answer"
            got, as_seen = self._send(receiver, seen.answered(), back)
        except Lost as lost:
            if what == "request" and there.outside:
                what = "request outside"
            return Answer(None, why=str(lost), lost=what, denied_by=lost.denied_by)
        if set(back.met) != set(there.met):
            raise Unjudged("the answer takes another way than the request")
        if got != sender or as_seen != flow.answered():
            return Answer(None, why=f"the answer comes to {got} as {as_seen}", lost="answer")
        return Answer(receiver, seen.source)

    def _source(self, sender: str, destination: str) -> str:
        if sender == "internet":
            return destination if destination in INTERNET_HOSTS else INTERNET_HOSTS[0]
        if sender.startswith("pod/"):
            return next(address for (_, address), name in self._documents.pods.items() if name == sender)
        nic = self._of(sender)
        if destination in self._own(nic):
            return destination
        if nic.block and inside(destination, nic.block):
            return gateway(nic.block)
        return str(nic.addresses[0])

    def _of(self, owner: str) -> Nic:
        return next(nic for nic in self._documents.nics if nic.owner == owner)

    def _own(self, nic: Nic) -> tuple[str, ...]:
        return (*nic.addresses, gateway(nic.block)) if nic.block else nic.addresses

    # -- from a machine to the network

    def _send(self, sender: str, flow: Flow, trail: Trail) -> tuple[str, Flow]:
        """Let `sender` send; returns who gets it, and how it looks there. Raises Lost."""
        if sender == "internet":
            if flow.destination in INTERNET_HOSTS:
                return sender, flow
            return self._from_internet(flow, trail)
        if sender.startswith("pod/"):
            node = next(node for (node, _), name in self._documents.pods.items() if name == sender)
            return self._within_node(self._of(node), flow, trail)
        nic = self._of(sender)
        return self._within_node(nic, flow, trail) if nic.block else self._without_pods(nic, flow, trail)

    def _without_pods(self, nic: Nic, flow: Flow, trail: Trail) -> tuple[str, Flow]:
        return (nic.owner, flow) if flow.destination in nic.addresses else self._leave(nic, flow, trail)

    def _within_node(self, node: Nic, flow: Flow, trail: Trail) -> tuple[str, Flow]:
        """Pass a packet through a kubenet node: for itself, for a pod of its own, or out, perhaps as the node's."""
        trail.meet(node.owner)
        flow = trail.put_right(node.owner, flow)
        if flow.destination in self._own(node):
            return node.owner, flow
        assert node.block
        if inside(flow.destination, node.block):
            pod = self._documents.pods.get((node.owner, flow.destination))
            if pod is None:
                raise Lost("no pod has that address")
            return pod, flow
        is_new = trail.request is None
        if is_new and not self._spared(node, flow.destination) and flow.source != node.addresses[0]:
            flow = trail.hide(node.owner, flow, node.addresses[0])
        return self._leave(node, flow, trail)

    def _spared(self, node: Nic, destination: str) -> bool:
        """Whether ip-masq-agent lets the source be: towards the pod range, and by one reading the node's subnet (K27)."""
        assert node.cluster
        if inside(destination, self._documents.clusters[node.cluster]["networkProfile"]["podCidr"]):
            return True
        return self._documents.spares_subnet and inside(
            destination, self._documents.subnets[node.subnet][1]["addressPrefix"]
        )

    def _leave(self, nic: Nic, flow: Flow, trail: Trail) -> tuple[str, Flow]:
        """Leave by an interface: source check, route, security groups (D5, D8, D20)."""
        trail.meet(nic.owner)
        if not nic.forwarding and flow.source not in nic.addresses:
            raise Lost(f"{nic.owner} has IP forwarding off and sends from {flow.source}")
        kind, hop = self._documents.route(nic.subnet, flow.destination)
        if kind == "Internet":
            self._check_groups(nic, "outbound", flow, trail)
            return self._to_internet(nic, flow, trail)
        if kind == "VNetPeering":
            raise Unjudged("a peering")
        wanted = {"VnetLocal": flow.destination, "VirtualAppliance": hop}.get(kind)
        target = next(
            (each for each in self._documents.nics if each.network == nic.network and wanted in each.addresses), None
        )
        if target is None:
            raise Lost(f"{kind} leads to nobody")
        if trail.put_right(edge_of(nic), flow) != flow and target.owner in trail.met_before():
            # A lab's edge puts the answer right before it gets to the appliance, Azure's only behind it.
            raise Unjudged("the answer is led away from the edge its request came by, to who asked")
        if not target.forwarding and flow.destination not in target.addresses:
            raise Lost(f"{target.owner} has IP forwarding off and is not {flow.destination}")
        self._check_groups(nic, "outbound", flow, trail)
        self._check_groups(target, "inbound", flow, trail)
        return self._arrive(target, flow, trail)

    def _arrive(self, nic: Nic, flow: Flow, trail: Trail) -> tuple[str, Flow]:
        trail.meet(nic.owner)
        if flow.source in self._own(nic):
            raise Lost(f"{nic.owner} does not believe its own address as a source")
        if nic.block:
            return self._within_node(nic, flow, trail)
        if flow.destination not in nic.addresses and not (nic.forwarding or nic.cluster):
            raise Lost(f"{nic.owner} does not forward")
        return self._without_pods(nic, flow, trail)

    # -- the edge

    def _to_internet(self, nic: Nic, flow: Flow, trail: Trail) -> tuple[str, Flow]:
        """Leave the network with a public address, which stands for the interface's own address only."""
        place = edge_of(nic)
        if flow.source not in nic.addresses:
            raise Lost(f"no public address stands for {flow.source} at {nic.owner}")
        if trail.request is not None:
            flow = trail.put_right(place, flow)
        else:
            public = self._documents.public_of(nic, flow.source)
            if public is None:
                raise Lost(f"{nic.owner} has no way out")
            flow = trail.hide(place, flow, public)
        if flow.destination in INTERNET_HOSTS:
            return "internet", flow
        if flow.destination in nic.publics.values():
            raise Unjudged("a machine asks itself by its public address")
        return self._from_internet(flow, trail)

    def _from_internet(self, flow: Flow, trail: Trail) -> tuple[str, Flow]:
        """Come in by a public address: an interface's own, or, for an answer, the one its request left with."""
        trail.outside = True
        for nic in self._documents.nics:
            place = edge_of(nic)
            answered = trail.put_right(place, flow)
            if answered != flow and answered.destination in nic.addresses:
                return self._arrive(nic, answered, trail)
            for private, public in nic.publics.items():
                if public == flow.destination and trail.request is None:
                    inside_flow = trail.lead(place, flow, private)
                    self._check_groups(nic, "inbound", inside_flow, trail)
                    return self._arrive(nic, inside_flow, trail)
        raise Lost("nobody answers to that public address")

    def _check_groups(self, nic: Nic, direction: str, flow: Flow, trail: Trail) -> None:
        """Ask the subnet's and the interface's group, in Azure's order; what was let through is let through back."""
        if trail.request is not None:
            return
        subnet = self._documents.subnets[nic.subnet][1].get("networkSecurityGroup")
        groups = [subnet["id"].lower() if subnet else None, nic.group]
        for group in groups if direction == "inbound" else reversed(groups):
            if group is None:
                continue
            allows, priority = self._documents.verdict(self._documents.groups[group], direction, flow, nic.network)
            if not allows:
                name = f"{group.rpartition('/')[2]} ({priority})"
                raise Lost(f"{name} denies it {direction} at {nic.owner}", name)


def edge_of(nic: Nic) -> str:
    return f"edge of {nic.network}"
