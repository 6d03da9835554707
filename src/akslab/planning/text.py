"""Plans for people: the models side by side, then for each the arithmetic, what was rejected, what to know."""

from collections.abc import Iterator, Sequence

from .columns import columns
from .documents import unsound
from .limits import Kind, binding
from .placing import Ranges
from .plan import Plan, rejected
from .recommendation import Recommendation, label
from .sentences import Sentence, say, sentence

LIMITS: tuple[Kind, ...] = ("subnet", "pod-subnet", "slots", "routes", "network", "nodes", "pool", "pods-per-node")
NOTHING = "-"


class Speaker:
    """Says sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key."""
        return say(sentence(key, **values), self.language)

    def sentence(self, said: Sentence) -> str:
        """Return the words of a sentence."""
        return say(said, self.language)

    def kinds(self, kinds: Sequence[Kind]) -> str:
        """Return the names of limits, for a list."""
        return " + ".join(self(f"limit.{kind}") for kind in kinds)


def plans_text(plans: Sequence[Plan], ranges: Ranges, language: str) -> Iterator[str]:
    """Yield the lines of one plan, or of several side by side."""
    speak = Speaker(language)
    yield from columns(list(_table(plans, speak)))
    for plan in plans:
        yield ""
        yield f"{speak.sentence(label(plan.plugin))}:"
        yield from (f"  {line}" for line in _details(plan, ranges, speak))


def _table(plans: Sequence[Plan], speak: Speaker) -> Iterator[list[str]]:
    yield ["", *(speak.sentence(label(plan.plugin)) for plan in plans)]
    yield [speak("row.subnet"), *(_shown(plan.subnet) for plan in plans)]
    yield [speak("row.pod-subnet"), *(_shown(plan.pod_subnet) for plan in plans)]
    yield [speak("row.pod-cidr"), *(_shown(plan.pod_cidr) for plan in plans)]
    yield [speak("row.service-cidr"), *(_shown(plan.service_cidr) for plan in plans)]
    yield [speak("row.dns"), *(_shown(plan.dns_service_ip) for plan in plans)]
    yield [speak("row.nodes"), *(_nodes(plan) for plan in plans)]
    yield [speak("row.pods"), *(f"{plan.demand.pods:,}" for plan in plans)]
    for kind in LIMITS:
        row = [_share(plan, kind) for plan in plans]
        if any(share != NOTHING for share in row):
            yield [speak(f"limit.{kind}"), *row]
    yield [speak("row.most"), *(_most(plan, speak) for plan in plans)]
    yield [speak("row.binds"), *(_binds(plan, speak) for plan in plans)]


def _shown(value: object) -> str:
    return str(value) if value else NOTHING


def _nodes(plan: Plan) -> str:
    demand = plan.demand
    planned = f"{demand.nodes_now:,} -> {demand.nodes:,}" if demand.nodes != demand.nodes_now else f"{demand.nodes:,}"
    return f"{planned} (+{demand.surge:,})"


def _share(plan: Plan, kind: Kind) -> str:
    found = next((limit for limit in plan.limits if limit.kind == kind), None) if plan.fits else None
    return f"{found.takes:,} / {found.has:,}" if found else NOTHING


def _most(plan: Plan, speak: Speaker) -> str:
    if not plan.fits:
        return NOTHING
    limits = plan.limits
    most = min(limit.most_nodes for limit in limits)
    return speak("row.most-value", nodes=most, at_rest=min(limit.most_nodes_at_rest for limit in limits))


def _binds(plan: Plan, speak: Speaker) -> str:
    if not plan.fits:
        return speak("row.no-plan")
    return speak.kinds(binding(plan.limits))


def _details(plan: Plan, ranges: Ranges, speak: Speaker) -> Iterator[str]:
    if not plan.fits:
        yield from (speak("text.problem", text=speak.sentence(problem)) for problem in plan.problems)
        yield from map(speak.sentence, plan.arithmetic)
        return
    yield from map(speak.sentence, plan.arithmetic)
    yield from headroom(plan, speak)
    yield from (speak("text.rejected", text=speak.sentence(reason)) for reason in rejected(plan, ranges))
    yield from (speak("text.note", text=speak.sentence(remark)) for remark in plan.remarks)
    yield judged(plan, speak)


def headroom(plan: Plan, speak: Speaker) -> Iterator[str]:
    """Yield what is left of each limit during an upgrade of the planned nodes."""
    left = [(limit.kind, limit.has - limit.takes) for limit in plan.limits if limit.kind not in ("nodes", "pool")]
    shown = ", ".join(speak("text.left", limit=speak(f"limit.{kind}"), count=count) for kind, count in left)
    yield speak("text.headroom", left=shown)


def judged(plan: Plan, speak: Speaker) -> str:
    """Return what the rule catalogue says of the plan."""
    found = unsound(plan)
    if found:
        return speak("text.unsound", rules=", ".join(sorted({finding.rule for finding in found})))
    return speak("text.sound")


def recommendation_text(found: Recommendation, language: str) -> Iterator[str]:
    """Yield which model to choose and why."""
    speak = Speaker(language)
    yield speak("text.article", model=speak(f"model.{found.article}"))
    yield from (f"  - {speak.sentence(reason)}" for reason in found.article_reasons)
    chosen = speak.sentence(label(found.today)) if found.today else speak("text.none")
    yield speak("text.today", model=chosen)
    yield from (f"  - {speak.sentence(reason)}" for reason in found.today_reasons)
