"""An answer that passes an interface which the request did not: Azure keeps what it knows of connections for each one.

In the lab a virtual network's namespace remembers connections for all of its interfaces, so there the answer passes. In
Azure the security groups of that interface have not seen its beginning (D20): what they would say of it as it is,
decides, and an appliance that keeps state has not seen it either.
"""

from collections.abc import Iterator

from ..compile.attachments import Attachment
from ..compile.inputs import SecurityGroup, SecurityRule
from ..compile.security_chains import port_chain_name
from ..networks.values import Assumption
from ..trace.admission import Doorway, refusal
from ..trace.packets import Headers
from ..trace.prepared import Network as Prepared
from ..trace.steps import Received, Routed, Tracked
from ..trace.traces import Hop, Trace
from ..wire.sentences import sentence
from .atlas import Atlas
from .labels import security_rule_label
from .reading_edits import PRIORITIES
from .unknowns import remembered


def strays_of(atlas: Atlas, prepared: Prepared, trace: Trace, *, is_one: bool = True) -> tuple[Assumption, ...]:
    """Return what may end an exchange that takes two ways: security groups, and appliances, which see half of it.

    Not `is_one`: the packet stands for others of other ports, of which any rule may drop one.
    """
    known = remembered(trace)
    found: dict[str, Assumption] = {}
    for leg in trace.legs[1:]:
        for hop in leg.hops:
            for doorway, port, headers in _unheard(atlas, hop, known.get(hop.netns, frozenset())):
                rule = refusal(prepared, doorway, headers)
                denying = (atlas.rule(rule.chain, rule.comment) if rule else None) or (
                    None if is_one else _some_denial(atlas, port, inbound=doorway.oifname == port.link)
                )
                if denying:
                    found.setdefault(doorway.chain, _assumption(atlas, port, *denying))
    return (*found.values(), *_one_way(atlas, trace))


def _one_way(atlas: Atlas, trace: Trace) -> Iterator[Assumption]:
    """Yield the machines of which nobody tells what they do, and which pass on what goes in one direction only."""
    there, *others = (frozenset(hop.netns for hop in leg.hops[1:-1]) for leg in trace.legs)
    back = others[0] if others else there
    appliances = {each.id for each in atlas.network.assumptions if each.about == "appliance"}
    for netns in sorted(there ^ back):
        port, who = atlas.attachment(netns), atlas.resident(netns)
        if port and who and port.interface.id in appliances:
            yield Assumption(
                what=sentence("assume.appliance", name=who.name),
                unless=sentence("unless.one-way", name=who.name),
                about="appliance",
                id=port.interface.id,
                may_stop=True,
            )


def _unheard(atlas: Atlas, hop: Hop, known: frozenset[str]) -> Iterator[tuple[Doorway, Attachment, Headers]]:
    """Yield the chains of interfaces that a hop of a known connection passes, and its request did not."""
    if not any(isinstance(step, Tracked) and step.state == "established" for step in hop.steps):
        return
    came = next((step.dev for step in hop.steps if isinstance(step, Received)), "")
    routed = next((step for step in hop.steps if isinstance(step, Routed)), None)
    for dev, inbound in ((came, False), (routed.dev if routed else "", True)):
        port = atlas.port(hop.netns, dev)
        if routed and port and dev not in known:
            chain = port_chain_name(dev, inbound=inbound)
            yield Doorway(hop.netns, chain, came, routed.dev), port, routed.headers


def _some_denial(atlas: Atlas, port: Attachment, *, inbound: bool) -> tuple[SecurityGroup, SecurityRule] | None:
    """Return the first rule of an interface's groups that somebody wrote to deny something in a direction."""
    ids = (port.subnet.security_group, port.interface.security_group)
    groups = [atlas.network.inputs.security_groups[each] for each in ids if each]
    denials = (
        (group, rule)
        for group in groups
        for rule in group.rules
        if rule.inbound is inbound and not rule.allow and rule.priority in PRIORITIES
    )
    return next(denials, None)


def _assumption(atlas: Atlas, port: Attachment, group: SecurityGroup, rule: SecurityRule) -> Assumption:
    who = atlas.resident(port.netns)
    values = {"owner": who.name if who else port.netns, "by": security_rule_label(atlas, group, rule).what}
    return Assumption(
        what=sentence("assume.stray", **values),
        unless=sentence("unless.stray", **values),
        about="interface",
        id=port.interface.id,
        may_stop=True,
    )
