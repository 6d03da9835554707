"""An assessment for programs: every remark with its key, sources and values, every step with its commands."""

from typing import Any

from ..rules.ids import group_name, name_of
from ..wire.symbols import spoken
from .assessment import ORDER, Assessment
from .disagreements import Disagreement
from .disruption import Disruption, PoolLoad
from .remarks import Remark
from .sentences import Speaker
from .steps import Change, Look, Step
from .text import Prover

Json = dict[str, Any]


def assessment_json(found: Assessment, language: str, prove: Prover) -> Json:
    """Return one cluster as JSON; docs/migrate.md says what its fields mean."""
    speak, id_ = Speaker(language), found.case.cluster.id
    by_kind = {kind: [_remark(each, found, speak, prove) for each in found.of(kind)] for kind in ORDER}
    return {
        "id": spoken(id_),
        "name": spoken(name_of(id_)),
        "resourceGroup": spoken(group_name(id_)),
        "state": found.state,
        "class": found.class_,
        "daysLeft": found.days,
        "condition": found.condition or None,
        "blockers": by_kind["blocker"],
        "breaks": by_kind["breaks"],
        "warnings": by_kind["warn"],
        "keeps": by_kind["keep"],
        "unknown": [
            {"check": each.key, "missing": each.missing, "decides": each.weight != "none"} for each in found.missing
        ],
        "disagreements": [_disagreement(each, speak) for each in found.disagreements],
        "disruption": _disruption(found.disruption),
        "plan": [_step(number, step, speak) for number, step in enumerate(found.steps, 1)],
        "pointOfNoReturn": found.final_step or None,
        "movesInPlace": found.moves_in_place,
    }


def _remark(remark: Remark, found: Assessment, speak: Speaker, prove: Prover) -> Json:
    return {
        "key": remark.key,
        "text": spoken(speak.sentence(remark.what)),
        "todo": spoken(speak.sentence(remark.todo)) if remark.todo else None,
        "step": found.step_for(remark.key) or None,
        "needsNewCluster": remark.needs_new_cluster,
        "sources": list(remark.sources),
        "rule": remark.rule or None,
        "place": (prove(remark.place, found.case.cluster.id) or None) if remark.place else None,
        "values": {name: spoken(value) for name, value in remark.values},
    }


def _disagreement(found: Disagreement, speak: Speaker) -> Json:
    return {
        "key": found.key,
        "question": speak(f"said.{found.key}"),
        "readings": [
            {"date": each.date, "source": each.source, "says": speak.sentence(each.says)} for each in found.readings
        ],
        "here": speak.sentence(found.here),
    }


def _disruption(found: Disruption) -> Json:
    least, most = found.surge
    return {
        "nodes": found.nodes,
        "surge": {"least": least, "most": most},
        "rounds": found.rounds,
        "pools": [_pool(each) for each in found.pools],
        "subnets": [
            {"name": each.name, "nodes": each.nodes, "surge": each.surge, "addresses": each.free, "left": each.left}
            for each in found.subnets
        ],
        "pods": found.pods,
        "podsOnFullestNode": found.most_pods if found.pods is not None else None,
        "budgets": found.budgets,
        "budgetsAtRisk": [
            {
                "namespace": each.namespace,
                "name": each.name,
                each.rule: each.value,
                "pods": each.pods,
                "disruptionsAllowed": each.allowed,
                "onlyNow": not each.is_by_rule,
            }
            for each in found.at_risk
        ],
        "unknown": list(map(spoken, found.missing)),
    }


def _pool(pool: PoolLoad) -> Json:
    return {
        "name": pool.name,
        "nodes": pool.nodes,
        "limit": pool.limit,
        "maxSurge": pool.surge.setting or None,
        "surge": {"least": pool.surge.least, "most": pool.surge.most},
        "rounds": pool.rounds,
    }


def _step(number: int, step: Step, speak: Speaker) -> Json:
    return {
        "step": number,
        "key": step.key,
        "text": spoken(speak.sentence(step.what)),
        "before": [_look(each, speak) for each in step.before],
        "commands": list(step.commands),
        "changes": [_change(each) for each in step.changes],
        "after": [_look(each, speak) for each in step.after],
        "notes": [spoken(speak.sentence(each)) for each in step.notes],
        "needsMaintenanceWindow": step.needs_window,
        "isPointOfNoReturn": step.is_final,
    }


def _look(look: Look, speak: Speaker) -> Json:
    return {"command": look.command, "expects": speak.sentence(look.expects)}


def _change(change: Change) -> Json:
    return {"file": change.file, "line": change.line, "before": list(change.before), "after": list(change.after)}
