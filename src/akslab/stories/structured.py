"""A story as JSON: stable, documented in docs/trace.md, the same object a page would draw."""

from typing import Any

import msgspec

from ..networks.values import Assumption, Endpoint, Network
from ..wire.symbols import spoken
from .edits import command_of, text_of
from .naming import Label
from .openings import Opening
from .phrases import obstacle, phrase, place
from .prices import kind_of, phrase_of
from .sentences import Speaker
from .story import Story, Told
from .text import differences, verdict_words
from .verdict import Obstacle
from .walking import steps_of

Json = dict[str, Any]
VERSION = 1
"""Of this form: what is added leaves it, what changes its meaning raises it."""


def story_json(story: Story, language: str, source: Json) -> Json:
    """Return a story as JSON; `source` says what the network came from."""
    speak = Speaker(language)
    question, behind = story.question, _behind(story, speak)
    return {
        "version": VERSION,
        "network": source,
        "from": _endpoint(question.source),
        "to": _endpoint(question.target),
        "packet": msgspec.to_builtins(question.packet),
        "verdict": _verdict(story, story.told, speak),
        "openings": [_opening(story, each, speak) for each in story.found.openings],
        "behind": behind[0] if behind else None,
        "further": behind[1:],
        "legs": _legs(story.told, speak),
        "whatIf": _change(story, speak),
        "kernel": story.proof and {key: story.proof[key] for key in ("result", "legs", "complete")},
        "contradictions": [speak.sentence(each) for each in story.network.contradictions],
        "notPartOfIt": [speak.sentence(each) for each in story.network.unfit],
    }


def _endpoint(endpoint: Endpoint) -> Json:
    told = {"kind": endpoint.kind, "name": endpoint.name, "address": endpoint.address, "namespace": endpoint.netns}
    return told | {"cluster": endpoint.cluster}


def _verdict(story: Story, told: Told, speak: Speaker) -> Json:
    verdict = told.verdict
    return {
        "outcome": verdict.outcome,
        "certain": verdict.is_certain,
        "disposition": verdict.disposition,
        "text": verdict_words(story, told, speak),
        "obstacles": [_obstacle(told, each, speak) for each in verdict.obstacles],
        "unless": [_doubt(each, story.network, speak) for each in verdict.unless],
        "taken": [_doubt(each, story.network, speak) for each in verdict.noted],
        "seenSource": verdict.seen_source or None,
        "ttlLeft": verdict.ttl or None,
        "arrivesElsewhere": verdict.is_elsewhere,
        "there": list(verdict.there),
        "back": list(verdict.back),
        "asymmetric": verdict.is_asymmetric,
    }


def _behind(story: Story, speak: Speaker) -> list[Json]:
    return [
        {"edit": text_of(edit), "obstacle": _obstacle(story.told, after, speak)} for edit, after in story.found.behind
    ]


def _obstacle(told: Told, found: Obstacle, speak: Speaker) -> Json:
    return {
        "leg": found.leg,
        "namespace": found.netns,
        "disposition": found.disposition,
        "text": speak.sentence(obstacle(told.atlas, found)),
        "decider": found.decider and msgspec.to_builtins(found.decider),
        "by": _label(found.by, speak),
    }


def _doubt(doubt: Assumption, network: Network, speak: Speaker) -> Json:
    return {
        "text": speak.sentence(doubt.unless or doubt.what),
        "taken": speak.sentence(doubt.what),
        "about": doubt.about,
        "id": spoken(network.spelled.get(doubt.id, doubt.id)),
        "needs": doubt.needs or None,
    }


def _label(label: Label | None, speak: Speaker) -> Json | None:
    if label is None:
        return None
    told = {"kind": label.kind, "text": speak.sentence(label.what), "id": label.id or None}
    return told | {"place": label.place or None, "written": label.written or None}


def _opening(story: Story, opening: Opening, speak: Speaker) -> Json:
    spelled = dict(story.network.spelled)
    inputs = story.network.inputs
    edits = [
        {
            "edit": text_of(edit),
            "command": spoken(command_of(edit, spelled)),
            "kind": kind_of(inputs, edit),
            "opens": speak.sentence(phrase_of(inputs, edit)),
        }
        for edit in opening.edits
    ]
    others = opening.others and {"opened": opening.others.opened, "closed": opening.others.closed}
    return {
        "edits": edits,
        "otherPairs": others,
        "unless": [_doubt(each, story.network, speak) for each in opening.unless],
    }


def _legs(told: Told, speak: Speaker) -> list[Json]:
    return [
        {
            "name": leg.name,
            "disposition": leg.disposition,
            "cycle": list(leg.cycle),
            "hops": [
                {
                    "namespace": hop.netns,
                    "title": speak.sentence(place(told.atlas, hop.netns)),
                    "steps": [
                        msgspec.to_builtins(each.step)
                        | {"text": speak.sentence(phrase(each.step, each.label)), "by": _label(each.label, speak)}
                        for each in steps_of(told.atlas, hop)
                    ],
                }
                for hop in leg.hops
            ],
        }
        for leg in told.trace.legs
    ]


def _change(story: Story, speak: Speaker) -> Json | None:
    change = story.change
    if change is None:
        return None
    return {
        "edits": [text_of(edit) for edit in change.edits],
        "differences": differences(story.told, change.after, speak),
        "verdict": _verdict(story, change.after, speak),
        "legs": _legs(change.after, speak),
    }
