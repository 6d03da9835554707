"""The same answers as JSON: stable names, complete; only what is unknown is told in words of a language."""

from collections.abc import Iterable
from typing import Any

import msgspec

from .differences import Difference
from .doubts import Doubt, Undecided
from .judging import Judgement
from .matrix import Matrix, Passage
from .outcomes import End, Unsettled
from .ports import Flows
from .telling import Tells, Told

VERSION = 1
"""Of all forms here: what is added leaves it, what changes its meaning raises it."""


def matrix_json(matrix: Matrix) -> dict[str, Any]:
    """Return groups and cells; a cell names its groups by their place in the list."""
    return {
        "groups": [{"name": group.name, "kind": group.kind, "members": list(group.members)} for group in matrix.groups],
        "cells": [
            {
                "from": cell.source,
                "to": cell.destination,
                "kinship": cell.kinship,
                "example": {"from": cell.example[0], "to": cell.example[1], "address": cell.address},
                "passages": [passage_json(each) for each in cell.passages],
            }
            for cell in matrix.cells
        ],
    }


def passage_json(passage: Passage) -> dict[str, Any]:
    """Return a part of all flows, and how it ends."""
    flows = [flows_json(each) for each in passage.flows]
    told = {"arrives": passage.arrives, "flows": flows, **end_json(passage.end), **_told_json(passage.told)}
    return told | {"open": bool(passage.unless), "unless": doubts_json(passage.unless)}


def doubts_json(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Return what would make something otherwise, and what would settle it."""
    return [{"text": each.words, "needs": each.needs or None} for each in doubts]


def flows_json(flows: Flows) -> dict[str, Any]:
    """Return a protocol with its ports, as pairs of the first and the last."""
    return {
        "protocol": flows.protocol,
        "sourcePorts": [list(span) for span in flows.source_ports],
        "destinationPorts": [list(span) for span in flows.destination_ports],
    }


def end_json(end: End | Unsettled) -> dict[str, Any]:
    """Return how flows end, and what decided."""
    if isinstance(end, Unsettled):
        return {"disposition": "not-settled", "where": end.where, "why": end.why}
    decider = msgspec.to_builtins(end.decider) if end.decider is not None else None
    return {"disposition": end.disposition, "leg": end.leg, "netns": end.netns, "decider": decider}


def _told_json(told: Told | None) -> dict[str, Any]:
    return {"text": (told and told.why) or None, "by": told and told.by}


def differences_json(found: tuple[Difference, ...]) -> list[dict[str, Any]]:
    """Return what a change opens and closes."""
    return [
        {
            "from": each.sender,
            "to": each.receiver,
            "kinship": each.kinship,
            "pairs": each.pairs,
            "opened": [flows_json(flows) for flows in each.opened],
            "closed": [flows_json(flows) for flows in each.closed],
        }
        for each in found
    ]


def judgement_json(judgement: Judgement, tells: Tells | None = None) -> dict[str, Any]:
    """Return what came of an expectation; a counterexample has its packet, who decided, and its whole trace."""
    found, expected = judgement.counterexample, judgement.expectation
    told = tells.of(found.trace) if tells and found and found.trace else None
    return {
        "expectation": msgspec.to_builtins(expected),
        "holds": judgement.holds,
        "pairs": judgement.pairs,
        "counterexample": None
        if found is None
        else {
            "from": found.sender,
            "to": found.receiver,
            "packet": msgspec.to_builtins(found.packet),
            **end_json(found.end),
            **_told_json(told),
            "passed": list(told.passed) if told else [],
            "trace": msgspec.to_builtins(found.trace),
        },
        "undecided": judgement.undecided and undecided_json(judgement.undecided),
    }


def undecided_json(undecided: Undecided) -> dict[str, Any]:
    """Return what is open: the first packet with its reasons, in words, and how much more."""
    first = undecided.first
    return {
        "from": first and first.sender,
        "to": first and first.receiver,
        "packet": first and msgspec.to_builtins(first.packet),
        "arrives": first and first.arrives,
        "unless": doubts_json(first.reasons if first else ()),
        "otherPairs": undecided.others,
        "notLookedAt": undecided.unlooked,
    }
