"""A fleet's plan for people: a row a cluster, then those without room and why."""

from collections.abc import Iterator, Sequence

from .columns import columns
from .fleet import addresses_of
from .limits import binding
from .plan import Plan
from .text import NOTHING, Speaker


def fleet_text(plans: Sequence[Plan], language: str) -> Iterator[str]:
    """Yield the lines."""
    speak = Speaker(language)
    heads = ("fleet.cluster", "fleet.plugin", "row.nodes", "row.subnet", "row.pod-cidr", "row.service-cidr", "row.dns")
    rows = [[*map(speak, heads), speak("row.binds")], *(_row(plan, speak) for plan in plans)]
    yield from columns(rows)
    left = [plan for plan in plans if not plan.fits]
    yield ""
    yield speak("fleet.total", fitting=len(plans) - len(left), clusters=len(plans), addresses=addresses_of(plans))
    for plan in left:
        yield speak("fleet.left", cluster=plan.name, reason="; ".join(map(speak.sentence, plan.problems)))


def _row(plan: Plan, speak: Speaker) -> list[str]:
    demand = plan.demand
    pods = plan.pod_subnet or plan.pod_cidr
    ranges = [str(each) if each else NOTHING for each in (plan.subnet, pods, plan.service_cidr, plan.dns_service_ip)]
    nodes = f"{demand.nodes_now:,} -> {demand.nodes:,}" if demand.nodes != demand.nodes_now else f"{demand.nodes:,}"
    binds = speak.kinds(binding(plan.limits)) if plan.fits else speak("row.no-plan")
    return [plan.name, plan.plugin.id, f"{nodes} (+{demand.surge:,})", *ranges, binds]
