"""Plans for programs: numbers as numbers, ranges as strings, every sentence with its key, its values and its words."""

from collections.abc import Sequence
from typing import Any

import msgspec

from .capacity import Holding, Question, Verdict
from .documents import unsound
from .limits import binding
from .placing import Ranges
from .plan import Plan, rejected
from .recommendation import Recommendation
from .sentences import Sentence, say

Json = dict[str, Any]


def plan_json(plan: Plan, ranges: Ranges | None, language: str) -> Json:
    """Return one plan; without `ranges`, as in a fleet, without what was rejected and the arithmetic."""
    demand, needs = plan.demand, plan.demand.needs
    whole: Json = {
        "cluster": plan.name,
        "plugin": plan.plugin.id,
        "fits": plan.fits,
        "nodes": {"now": demand.nodes_now, "planned": demand.nodes, "surge": demand.surge},
        "pools": [{"now": pool.now, "planned": pool.planned} for pool in demand.pools],
        "maxSurge": str(needs.surge),
        "podsPerNode": demand.pods_per_node,
        "pods": demand.pods,
        "addressPrefixes": [str(prefix) for prefix in plan.network],
        "subnet": _text(plan.subnet),
        "podSubnet": _text(plan.pod_subnet),
        "podCidr": _text(plan.pod_cidr),
        "serviceCidr": _text(plan.service_cidr),
        "dnsServiceIP": _text(plan.dns_service_ip),
        "limits": [msgspec.to_builtins(limit) for limit in plan.limits] if plan.fits else [],
        "binds": list(binding(plan.limits)) if plan.fits else [],
        "problems": said(plan.problems, language),
    }
    if ranges is not None:
        whole["arithmetic"] = said(plan.arithmetic, language)
        whole["rejected"] = said(tuple(rejected(plan, ranges)), language) if plan.fits else []
        whole["remarks"] = said(plan.remarks, language)
        whole["unsound"] = [finding.rule for finding in unsound(plan)] if plan.fits else []
    return whole


def _text(value: object) -> str | None:
    return str(value) if value else None


def said(sentences: Sequence[Sentence], language: str) -> list[Json]:
    """Return sentences with their words."""
    return [{"key": each.key, "values": _values(each, language), "text": say(each, language)} for each in sentences]


def _values(sentence: Sentence, language: str) -> Json:
    return {name: say(v, language) if isinstance(v, Sentence) else v for name, v in sentence.values.items()}


def recommendation_json(found: Recommendation, language: str) -> Json:
    """Return which model to choose, and why."""
    return {
        "article": {"model": found.article, "reasons": said(found.article_reasons, language)},
        "today": {
            "model": found.today.id if found.today else None,
            "reasons": said(found.today_reasons, language),
        },
    }


def holdings_json(question: Question, found: Sequence[Holding], verdicts: Sequence[Verdict]) -> Json:
    """Return what a subnet holds."""
    shown = []
    for index, holding in enumerate(found):
        one: Json = {
            "plugin": holding.plugin.id,
            "as": "pod-subnet" if holding.as_pod_subnet else "node-subnet",
            "podsPerNode": holding.pods_per_node,
            "addressesPerNode": holding.each,
            "nodes": holding.nodes,
            "pods": holding.pods,
            "binds": list(holding.binds),
            "upgrade": [{"maxSurge": str(row.surge), "nodes": row.nodes, "surge": row.extra} for row in holding.rows],
        }
        if verdicts:
            one["asked"] = {**msgspec.to_builtins(verdicts[index]), "fits": verdicts[index].fits}
        shown.append(one)
    return {"subnet": str(question.subnet), "usable": found[0].usable, "holds": shown}
