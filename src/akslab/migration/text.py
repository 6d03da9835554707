"""An assessment for people: the verdict first, then what stands in the way, what is lost, what stays, and what to type."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..planning.columns import cells
from ..rules.ids import group_name, name_of
from ..wire.symbols import spoken
from .assessment import ORDER, Assessment
from .disagreements import Disagreement
from .disruption import Disruption
from .remarks import Kind, Remark
from .sentences import Speaker
from .steps import Change, Step

Prover = Callable[[str, str], str]
"""(a place as in `rules.places`, the id it is about) -> where it is written, empty where no file says it."""
MOST_ALIKE = 3
MOST_COMMANDS = 12
_LABEL = 10
_INDENT = " " * (_LABEL + 1)


def assessment_text(found: Assessment, language: str, prove: Prover) -> Iterator[str]:
    """Yield the lines of one cluster."""
    speak = Speaker(language)
    yield _head(found, speak)
    if found.condition:
        yield f"{_INDENT}{speak('text.condition', condition=found.condition)}"
    for kind in ORDER:
        yield from _remarks(found, kind, speak, prove)
    yield from _unknown(found, speak)
    yield from _labelled(speak("label.sources"), _disagreements(found.disagreements, speak))
    yield from _labelled(speak("label.disturbs"), _disruption(found.disruption, speak))
    yield from _labelled(speak("label.plan"), _steps(found.steps, speak))
    way_back = "rollback.in-place" if found.moves_in_place else "rollback.new-cluster"
    yield from _labelled(speak("label.rollback"), (speak(way_back, step=found.final_step),))


def _head(found: Assessment, speak: Speaker) -> str:
    id_ = found.case.cluster.id
    state = speak(f"text.{found.state}", n=len(found.of("blocker")))
    key, days = ("text.head", found.days) if found.days >= 0 else ("text.head-over", -found.days)
    group = spoken(group_name(id_)) or "-"
    return speak(key, name=spoken(name_of(id_)), group=group, state=state, class_=found.class_, days=days)


def _labelled(label: str, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        start = f"{label}{' ' * max(1, len(_INDENT) - cells(label))}" if number == 0 else _INDENT
        yield f"{start}{line}".rstrip()


def _remarks(found: Assessment, kind: Kind, speak: Speaker, prove: Prover) -> Iterator[str]:
    """Yield the remarks of a kind; of those that are alike the first few, then how many more there are."""
    by_key: dict[str, list[Remark]] = {}
    for each in found.of(kind):
        by_key.setdefault(each.key, []).append(each)
    for key, alike in by_key.items():
        for each in alike[:MOST_ALIKE]:
            lines = [_said(each, found.step_for(key), speak)]
            lines += [_source(each, found, speak, prove)] if kind != "keep" else []
            yield from _labelled(speak(f"label.{kind}"), lines)
        if len(alike) > MOST_ALIKE:
            yield f"{_INDENT}{speak('text.more', n=len(alike) - MOST_ALIKE)}"


def _said(remark: Remark, step: int, speak: Speaker) -> str:
    parts = [speak.sentence(remark.what)]
    if remark.todo:
        parts[0] += f": {speak.sentence(remark.todo)}"
    if step:
        parts.append(speak("text.step", n=step))
    if remark.kind == "keep":
        parts.append(_ids(remark))
    return spoken(" ".join(parts))


def _ids(remark: Remark) -> str:
    return f"[{', '.join(remark.sources)}]"


def _source(remark: Remark, found: Assessment, speak: Speaker, prove: Prover) -> str:
    place = prove(remark.place, found.case.cluster.id) if remark.place else ""
    at = f"{speak('text.at', place=place)}  " if place else ""
    return f"  {at}{_ids(remark)}"


def _unknown(found: Assessment, speak: Speaker) -> Iterator[str]:
    """Yield what nobody told, what decides first; each thing once."""
    deciding = dict.fromkeys(each.missing for each in found.missing if each.weight != "none")
    others = dict.fromkeys(each.missing for each in found.missing if each.missing not in deciding)
    lines = [speak("text.decides", missing=text) for text in deciding]
    lines += [speak("text.helps", missing=text) for text in others]
    yield from _labelled(speak("label.unknown"), lines)


def _disagreements(disagreements: Sequence[Disagreement], speak: Speaker) -> Iterator[str]:
    for each in disagreements:
        yield speak(f"said.{each.key}")
        for reading in each.readings:
            says = speak.sentence(reading.says)
            yield f"  {speak('text.reading', date=reading.date, source=reading.source, says=says)}"
        yield f"  {speak('text.here', here=speak.sentence(each.here))}"


def _disruption(found: Disruption, speak: Speaker) -> Iterator[str]:
    yield speak("disrupt.head", nodes=found.nodes, pools=len(found.pools))
    for pool in found.pools:
        surge = _span(pool.surge.least, pool.surge.most)
        setting = pool.surge.setting or speak("disrupt.pool-default")
        values = {"pool": pool.name, "nodes": pool.nodes, "setting": setting, "surge": surge, "rounds": pool.rounds}
        yield f"  {speak('disrupt.pool', **values)}"
    least, most = found.surge
    total = _span(found.nodes + least, found.nodes + most)
    yield f"  {speak('disrupt.total', nodes=found.nodes, surge=_span(least, most), sum=total)}"
    for subnet in found.subnets:
        numbers = {"nodes": subnet.nodes, "surge": subnet.surge, "sum": subnet.nodes + subnet.surge}
        yield f"  {speak('disrupt.subnet', subnet=subnet.name, free=subnet.free, left=subnet.left, **numbers)}"
    if found.pods is not None:
        yield f"  {speak('disrupt.pods', pods=found.pods, most=found.most_pods)}"
    for risk in found.at_risk:
        key = "disrupt.risk" if risk.is_by_rule else "disrupt.risk-now"
        named = {"namespace": risk.namespace, "name": risk.name, "rule": risk.rule, "value": risk.value}
        yield f"  {speak(key, pods=risk.pods, **named)}"
    if found.budgets and not found.at_risk:
        yield f"  {speak('disrupt.budgets-fine', n=found.budgets)}"
    for missing in found.missing:
        yield f"  {speak('disrupt.unknown', missing=spoken(missing))}"


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}-{high}"


def _steps(steps: Sequence[Step], speak: Speaker) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        what = speak.sentence(step.what)
        if step.needs_window:
            what = speak("text.window", what=what)
        if step.is_final:
            what = speak("text.final", what=what)
        yield spoken(f"{number:>2}  {what}")
        yield from _step(step, speak)


def _step(step: Step, speak: Speaker) -> Iterator[str]:
    for look in step.before:
        yield f"      {speak('text.before', command=look.command, expects=speak.sentence(look.expects))}"
    for change in step.changes:
        yield from (f"      {line}" for line in change_text(change))
    yield from (f"    $ {command}" for command in step.commands[:MOST_COMMANDS])
    if len(step.commands) > MOST_COMMANDS:
        yield f"      {speak('text.more-commands', n=len(step.commands) - MOST_COMMANDS)}"
    for look in step.after:
        yield f"      {speak('text.after', command=look.command, expects=speak.sentence(look.expects))}"
    for note in step.notes:
        yield spoken(f"      {speak('text.note', note=speak.sentence(note))}")


def change_text(change: Change) -> Iterator[str]:
    """Yield a change as a difference: where, what goes, what comes."""
    yield f"{change.file}:{change.line}"
    yield from (f"- {line}" for line in change.before)
    yield from (f"+ {line}" for line in change.after)
