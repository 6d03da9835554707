"""Changes that may let a packet through, derived from where it ended, who decided there, and who decided on its way."""

from collections.abc import Iterator
from itertools import chain, count

from ..aks.route_plan import NodeRoute
from ..compile.fabric_table import DESTINATION_CHECK, SOURCE_CHECK
from ..compile.inputs import Route, SecurityGroup, SecurityRule, Subnet
from ..compile.ranges import canonical_prefix, number_of, prefix_length, range_of
from ..networks.values import Site
from ..trace.packets import Headers
from ..trace.steps import Dropped, Received, Routed, RouteRef, RuleRef, SysctlRef
from ..trace.traces import Hop, Trace
from .atlas import Atlas
from .edits import Associate, Edit, Forwarding, RouteAdd, RouteDelete, RuleAdd, RuleDelete, text_of
from .labels import Passage
from .reading_edits import PRIORITIES

MOST = 40
MOST_TABLES = 12
"""Those with the longest route for the address come first."""
ALLOWED = "allow-this"


def candidates(atlas: Atlas, trace: Trace) -> list[Edit]:
    """Return the changes to try, the likeliest first, each once: also for one that arrives, at somebody else's."""
    hop = trace.legs[-1].hops[-1]
    last = hop.steps[-1]
    at_the_end = _at_the_end(atlas, hop, last) if isinstance(last, Dropped) else ()
    found: dict[str, Edit] = {}
    for edit in (*at_the_end, *_on_the_way(atlas, trace)):
        found.setdefault(text_of(edit), edit)
    return list(found.values())[:MOST]


def _at_the_end(atlas: Atlas, hop: Hop, dropped: Dropped) -> Iterator[Edit]:
    decider = dropped.decider
    if isinstance(decider, RuleRef):
        yield from _past_rule(atlas, hop, decider, dropped.headers)
    elif isinstance(decider, RouteRef):
        subnet = atlas.subnet_of_table(hop.netns, decider.table)
        if subnet:
            yield from _past_route(atlas, subnet, decider.dst, dropped.headers.destination)
    elif isinstance(decider, SysctlRef):
        yield from _forwarding(atlas, hop.netns)


def _past_rule(atlas: Atlas, hop: Hop, decider: RuleRef, headers: Headers) -> Iterator[Edit]:
    found = atlas.rule(decider.chain, decider.comment)
    if found:
        group, rule = found
        allowing = _allowing(group, rule, headers)
        if allowing:
            yield RuleAdd(group.id, allowing)
        if rule.priority in PRIORITIES:
            yield RuleDelete(group.id, rule.name)
        else:
            yield from _into_the_tag(atlas, hop, headers)
    elif decider.comment in (SOURCE_CHECK.comment, DESTINATION_CHECK.comment):
        passage = Passage(hop.netns)
        for step in hop.steps:
            passage = passage.after(step)
        dev = passage.came_in if decider.comment == SOURCE_CHECK.comment else passage.goes_out
        port = atlas.port(hop.netns, dev)
        if port:
            yield from _forwarding(atlas, port.netns)


def _into_the_tag(atlas: Atlas, hop: Hop, headers: Headers) -> Iterator[Edit]:
    """Yield routes for both ends: what a user-defined route leads to belongs to the tag VirtualNetwork (D22)."""
    came_in = next((step.dev for step in hop.steps if isinstance(step, Received)), "")
    port = atlas.port(hop.netns, came_in)
    for address in (headers.source, headers.destination):
        way = _way_to(atlas, address)
        if port and port.subnet.route_table and way:
            yield RouteAdd(port.subnet.route_table, way)


def _allowing(group: SecurityGroup, denial: SecurityRule, headers: Headers) -> SecurityRule | None:
    """Return a rule that lets exactly this packet pass before `denial`; None where no priority is free."""
    taken = {rule.priority for rule in group.rules if rule.inbound is denial.inbound}
    last = min(denial.priority - 1, PRIORITIES[-1])
    priority = next((each for each in range(last, PRIORITIES[0] - 1, -1) if each not in taken), None)
    if priority is None:
        return None
    names = {rule.name.lower() for rule in group.rules}
    numbered = (f"{ALLOWED}-{number}" for number in count(2))
    return SecurityRule(
        name=next(name for name in chain((ALLOWED,), numbered) if name not in names),
        priority=priority,
        inbound=denial.inbound,
        allow=True,
        protocol=headers.protocol,
        sources=(headers.source,),
        destinations=(headers.destination,),
        source_ports=("*",),
        destination_ports=("*",) if headers.protocol == "icmp" else (str(headers.destination_port),),
    )


def _forwarding(atlas: Atlas, netns: str) -> Iterator[Edit]:
    port, who = atlas.attachment(netns), atlas.resident(netns)
    if port and who and not port.interface.ip_forwarding:
        yield Forwarding(port.interface.id, who.name, True)


def _past_route(atlas: Atlas, subnet: Subnet, matched: str, destination: str) -> Iterator[Edit]:
    """Lead `destination` elsewhere than the route `matched` does: another table, a route, or that one gone."""
    number = number_of(destination)
    tables = [
        (-max((prefix_length(route.prefix) for route in table.routes if _holds(route.prefix, number)), default=-1), id_)
        for id_, table in atlas.network.inputs.tables.items()
        if id_ != subnet.route_table
    ]
    yield from (Associate(subnet.id, id_) for _, id_ in sorted(tables)[:MOST_TABLES])
    if subnet.route_table is None:
        return
    way = _way_to(atlas, destination)
    if way:
        yield RouteAdd(subnet.route_table, way)
    row = atlas.row(subnet, matched)
    if row and row.source == "User" and row.name:
        yield RouteDelete(subnet.route_table, row.name)


def _way_to(atlas: Atlas, address: str) -> Route | None:
    """Return the route to who carries an address that is no interface's; a node's by the name AKS gives it (K9)."""
    number, inputs = number_of(address), atlas.network.inputs
    for node in inputs.nodes:
        interface = inputs.interfaces.get(node.interface)
        if node.pod_cidr and interface and _holds(node.pod_cidr, number):
            wanted = NodeRoute(node.name, node.pod_cidr, interface.configurations[0].address)
            return Route(wanted.name, node.pod_cidr, "VirtualAppliance", wanted.address)
    machines = {machine.name: machine for machine in inputs.machines}
    for site in (each for each in atlas.network.additions if isinstance(each, Site)):
        machine = machines.get(site.machine)
        for prefix in site.prefixes:
            if machine and _holds(prefix, number):
                hop = inputs.interfaces[machine.interface].configurations[0].address
                return Route(f"to-{site.name}", canonical_prefix(prefix), "VirtualAppliance", hop)
    return None


def _holds(prefix: str, number: int) -> bool:
    first, last = range_of(prefix)
    return first <= number <= last


def _on_the_way(atlas: Atlas, trace: Trace) -> Iterator[Edit]:
    """Yield changes of the routes that decided before the end, the last one first: one of them may have led astray."""
    hops = [hop for leg in trace.legs for hop in leg.hops]
    for hop in reversed(hops):
        for step in hop.steps:
            if not isinstance(step, Routed) or step.entry is None:
                continue
            subnet = atlas.subnet_of_table(hop.netns, step.entry.table)
            row = atlas.row(subnet, step.entry.dst) if subnet else None
            if subnet and ((row and row.source == "User") or step.kind == "blackhole"):
                yield from _past_route(atlas, subnet, step.entry.dst, step.headers.destination)
