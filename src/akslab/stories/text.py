"""A story for people: the verdict first, what would change it, then the way there and back, step by step."""

from collections.abc import Iterator, Sequence

from ..networks.values import Assumption, Endpoint
from ..planning.columns import cells
from ..trace.ip_layer import LINK_MTU
from ..trace.packets import Headers
from ..trace.traces import Leg, Trace
from ..wire.sentences import Sentence, sentence
from ..wire.symbols import spoken
from .edits import command_of, text_of
from .evidence_text import evidence_text
from .naming import Label
from .neighbouring import Others
from .phrases import is_telling, obstacle, phrase, place
from .prices import phrase_of
from .sentences import Speaker
from .story import Change, Story, Told
from .walking import steps_of, way

_LABEL = 12
_MOST = 8


def story_text(story: Story, language: str, *, all_steps: bool = False) -> Iterator[str]:
    """Yield the lines of a story. `all_steps`: every step of Linux, not only those an object of Azure's decided."""
    speak = Speaker(language)
    yield from _verdict(story, story.told, speak)
    yield from _openings(story, speak)
    if story.change:
        yield from _change(story, story.change, speak)
    yield from _taken(story, speak)
    if story.change:
        yield from _legs(story.change.after, speak, f"{speak('label.after')}: ", all_steps=all_steps)
    else:
        yield from _legs(story.told, speak, "", all_steps=all_steps)
    if story.proof:
        yield ""
        yield from evidence_text(story.told.atlas, story.proof, speak)


def _labelled(label: str, text: str) -> str:
    return f"{label}{' ' * max(1, _LABEL - cells(label))}{text}"


def _under(text: str) -> str:
    return f"{' ' * _LABEL}{text}"


def ends(story: Story, speak: Speaker) -> dict[str, str]:
    """Return both ends in words: names, addresses, protocol and port."""
    question, packet = story.question, story.question.packet
    protocol = speak(f"protocol.{packet.protocol}", port=packet.destination_port)
    return {"source": _end(question.source), "target": f"{_end(question.target)}, {protocol}"}


def _end(endpoint: Endpoint) -> str:
    return endpoint.title if endpoint.title == endpoint.address else f"{endpoint.title} ({endpoint.address})"


def verdict_words(story: Story, told: Told, speak: Speaker) -> str:
    """Return the verdict in a sentence."""
    verdict = told.verdict
    is_late = verdict.outcome == "unanswered" and told.trace.legs[-1].name in ("handshake-end", "answer")
    return speak(f"verdict.{'handshake' if is_late else verdict.outcome}", **ends(story, speak))


def _verdict(story: Story, told: Told, speak: Speaker) -> Iterator[str]:
    verdict, atlas = told.verdict, told.atlas
    label = f"label.{verdict.outcome}" if verdict.is_certain else "label.open"
    yield _labelled(speak(label), verdict_words(story, told, speak))
    for number, each in enumerate(verdict.obstacles):
        words = f"{speak.sentence(obstacle(atlas, each))}{at(each.by, speak)}"
        yield _under(words) if number == 0 else _labelled(speak("label.next"), words)
    for cycle in (leg.cycle for leg in told.trace.legs if leg.cycle):
        yield _under(speak("verdict.cycle", names=_way(told, cycle, speak)))
    if verdict.seen_source:
        receiver = speak.sentence(place(atlas, verdict.receiver))
        values = {"receiver": receiver, "address": verdict.seen_source, "ttl": verdict.ttl, "size": LINK_MTU}
        yield _under(speak("verdict.seen", **values))
        if verdict.is_elsewhere:
            yield _under(speak("verdict.elsewhere", receiver=receiver, target=story.question.target.title))
    if verdict.is_asymmetric:
        yield _under(_asymmetry(told, speak))
    for each_doubt in verdict.unless:
        yield from _unless(each_doubt, speak)


def _unless(doubt: Assumption, speak: Speaker) -> Iterator[str]:
    assert doubt.unless is not None
    yield _labelled(speak("label.unless"), speak.sentence(doubt.unless))
    if doubt.needs:
        yield _under(speak("verdict.needs", needs=doubt.needs))


def _way(told: Told, namespaces: Sequence[str], speak: Speaker) -> str:
    return " > ".join(speak.sentence(place(told.atlas, each)) for each in namespaces)


def _asymmetry(told: Told, speak: Speaker) -> str:
    """Return how the ways there and back differ: who is passed by one of them only."""
    verdict = told.verdict
    there = [each for each in verdict.there if each not in verdict.back]
    back = [each for each in verdict.back if each not in verdict.there]
    only = [
        speak(f"verdict.only-{name}", places=", ".join(speak.sentence(place(told.atlas, each)) for each in places))
        for name, places in (("there", there), ("back", back))
        if places
    ]
    return speak("verdict.asymmetric", how="; ".join(only) or speak("verdict.other-order"))


def at(label: Label | None, speak: Speaker) -> str:
    """Return where an object is written, behind what is said of it."""
    return f"  {speak('label.at', written=label.written)}" if label and label.written else ""


def _openings(story: Story, speak: Speaker) -> Iterator[str]:
    spelled = dict(story.network.spelled)
    for edit, after in story.found.behind:
        words = speak.sentence(obstacle(story.told.atlas, after))
        yield _labelled(
            speak("label.next"), f"{speak('verdict.behind', edit=text_of(edit), how=words)}{at(after.by, speak)}"
        )
    for number, opening in enumerate(story.found.openings, 1):
        for place_, edit in enumerate(opening.edits):
            words = text_of(edit)
            yield _labelled(speak("label.opens", number=number), words) if place_ == 0 else _under(words)
            yield _under(f"  {spoken(command_of(edit, spelled))}")
            yield _under(f"  {speak.sentence(phrase_of(story.network.inputs, edit))}")
        if opening.others:
            yield _under(f"  {speak.sentence(others_words(opening.others))}")
        for doubt in opening.unless:
            yield from _unless(doubt, speak)
    if not story.found.openings and story.told.trace.disposition != "delivered":
        yield _labelled("", speak("verdict.none-found"))


def others_words(others: Others) -> Sentence:
    """Say how many other pairs of endpoints fare otherwise after a change."""
    opened = sentence(f"price.opens-{min(others.opened, 2)}", n=others.opened)
    if not others.closed:
        return opened
    return sentence(
        "price.and", opens=opened, closes=sentence(f"price.closes-{min(others.closed, 2)}", n=others.closed)
    )


def _change(story: Story, change: Change, speak: Speaker) -> Iterator[str]:
    yield ""
    yield _labelled(speak("label.after"), "; ".join(map(text_of, change.edits)))
    for line in differences(story.told, change.after, speak):
        yield _under(line)
    for each in change.after.verdict.obstacles[:1]:
        yield _under(f"{speak.sentence(obstacle(change.after.atlas, each))}{at(each.by, speak)}")
    for doubt in change.after.verdict.unless:
        yield from _unless(doubt, speak)


def differences(before: Told, after: Told, speak: Speaker) -> list[str]:
    """Return what a change makes otherwise: the outcome, the source that is seen, the way."""
    one, other = before.verdict, after.verdict
    outcomes = [speak(f"change.outcome.{each.outcome}") for each in (one, other)]
    found = [speak("change.now", before=outcomes[0], after=outcomes[1])]
    if (one.outcome, one.seen_source, one.there, one.back) == (
        other.outcome,
        other.seen_source,
        other.there,
        other.back,
    ):
        return [speak("change.same", verdict=outcomes[0])]
    if one.seen_source and other.seen_source and one.seen_source != other.seen_source:
        found.append(speak("change.seen", before=one.seen_source, after=other.seen_source))
    shorter, longer = sorted((one.there, other.there), key=len)
    if longer[: len(shorter)] != shorter:
        ways = (_way(before, one.there, speak), _way(after, other.there, speak))
        found.append(speak("change.way", before=ways[0], after=ways[1]))
    if other.is_asymmetric and not one.is_asymmetric:
        found.append(_asymmetry(after, speak))
    return found


def _taken(story: Story, speak: Speaker) -> Iterator[str]:
    noted = list(dict.fromkeys(speak.sentence(each.what) for each in story.told.verdict.noted))
    for number, words in enumerate(noted[:_MOST]):
        yield _labelled(speak("label.taken"), words) if number == 0 else _under(words)
    for label, found in (("against", story.network.contradictions), ("left-out", story.network.unfit)):
        for number, each in enumerate(found[:_MOST]):
            words = speak.sentence(each)
            yield _labelled(speak(f"label.{label}"), words) if number == 0 else _under(words)


def _legs(told: Told, speak: Speaker, before: str, *, all_steps: bool) -> Iterator[str]:
    """Yield the legs hop by hop, their titles with `before` in front."""
    for leg in told.trace.legs:
        yield ""
        title = before + speak(f"leg.{leg.name}")
        if not all_steps and _is_repeated(told.trace, leg):
            yield f"{title}  {speak('leg.same')}"
            continue
        yield title
        for number, hop in enumerate(leg.hops, 1):
            first = hop.steps[0].headers
            yield f"{number:>3} {_padded(speak.sentence(place(told.atlas, hop.netns)))} {_flow(first)}"
            for each in steps_of(told.atlas, hop):
                if all_steps or is_telling(each.step, each.label):
                    yield f"      {speak.sentence(phrase(each.step, each.label))}{at(each.label, speak)}"


def _padded(text: str, width: int = 44) -> str:
    return text + " " * max(0, width - cells(text))


def _flow(headers: Headers) -> str:
    if headers.protocol == "icmp":
        return f"{headers.source} -> {headers.destination}  ttl {headers.ttl}"
    ports = (headers.source_port, headers.destination_port)
    return f"{headers.source}:{ports[0]} -> {headers.destination}:{ports[1]}  ttl {headers.ttl}"


def _is_repeated(trace: Trace, leg: Leg) -> bool:
    """Whether a leg goes the way an earlier one of its direction went, and ends as well."""
    earlier = {"handshake-end": "request", "answer": "reply"}.get(leg.name)
    if earlier is None or leg.disposition != "delivered":
        return False
    other = next(each for each in trace.legs if each.name == earlier)
    return way(leg) == way(other)
