"""Steps, places and ends of a packet's way as sentences: the same for text and JSON, in both languages."""

from typing import assert_never

from ..compile.masquerade import SPARED
from ..compile.names import INTERNET
from ..trace.steps import (
    Bridged,
    Delivered,
    Disposition,
    Dropped,
    Filtered,
    Fragmented,
    Marked,
    Originated,
    Received,
    Resolved,
    Routed,
    Sent,
    Step,
    Tracked,
    Translated,
    TtlDecremented,
)
from ..wire.sentences import Sentence, sentence
from .atlas import Atlas
from .naming import Label
from .verdict import Obstacle


def place(atlas: Atlas, netns: str) -> Sentence:
    """Return what a namespace is called."""
    network = atlas.network_of(netns)
    if network:
        return sentence("hop.vnet", name=atlas.name(network))
    if netns == INTERNET:
        return sentence("hop.internet")
    who = atlas.resident(netns)
    if who is None or who.is_foreseen:
        return sentence("hop.other", name=who.name if who else netns)
    return sentence(f"hop.{who.kind}", name=who.name)


def how(disposition: Disposition) -> Sentence:
    """Return how a way ended, as what a place does."""
    return sentence(f"how.{disposition}")


def obstacle(atlas: Atlas, found: Obstacle) -> Sentence:
    """Return who ends an exchange, how, and by what."""
    return sentence("verdict.by", where=place(atlas, found.netns), how=how(found.disposition), by=_by(found.by))


def _by(label: Label | None) -> Sentence | str:
    return sentence("by.because", by=label.what) if label else ""


def phrase(step: Step, label: Label | None) -> Sentence:  # noqa: C901, PLR0912 - one branch a kind of step
    """Return what happened at a step."""
    match step:
        case Originated(chosen=chosen):
            return sentence(f"step.originated{'-chosen' if chosen else ''}", source=step.headers.source)
        case Received(dev=dev):
            return sentence("step.received", dev=dev)
        case Bridged(bridge=bridge):
            return sentence("step.bridged", bridge=bridge)
        case Tracked(state=state):
            return sentence("step.tracked", state=state)
        case Filtered():
            return _filtered(step, label)
        case Marked():
            return sentence("step.marked", mark=step.headers.mark)
        case Translated():
            return _translated(step, label)
        case Routed():
            return _routed(step, label)
        case TtlDecremented():
            return sentence("step.ttl", ttl=step.headers.ttl)
        case Fragmented(mtu=mtu):
            return sentence("step.fragmented", mtu=mtu)
        case Resolved(address=address, mac=mac):
            return sentence("step.resolved", address=address, mac=mac)
        case Sent(dev=dev):
            return sentence("step.sent", dev=dev)
        case Delivered():
            return sentence("step.delivered")
        case Dropped(disposition=disposition):
            return sentence("step.dropped", how=how(disposition), by=_by(label))
        case _:
            assert_never(step)


def _filtered(step: Filtered, label: Label | None) -> Sentence:
    if step.rule and step.rule.comment == SPARED and label:
        return sentence("step.spared", by=label.what)
    if step.verdict == "drop" and label:
        return sentence("step.dropped-by-rule", by=label.what)
    if label and label.kind == "security-rule":
        return sentence("step.passed", by=label.what)
    if step.verdict == "jump":
        return sentence("step.jumped", chain=step.target)
    return sentence("step.allowed", table=step.table, chain=step.chain)


def _translated(step: Translated, label: Label | None) -> Sentence:
    by = label.what if label else sentence("step.by-connection")
    before, after = (
        (step.before.source, step.headers.source)
        if step.what == "source"
        else (step.before.destination, step.headers.destination)
    )
    if before == after:
        ports = (step.before.source_port, step.headers.source_port)
        if step.what == "destination":
            ports = (step.before.destination_port, step.headers.destination_port)
        before, after = f"{before}:{ports[0]}", f"{after}:{ports[1]}"
    return sentence(f"step.translated-{step.what}", before=before, after=after, by=by)


def _routed(step: Routed, label: Label | None) -> Sentence:
    if label:
        return sentence("step.routed", by=label.what)
    return sentence("step.routed-local") if step.kind == "local" else sentence("step.routed-plain", dev=step.dev)


def is_telling(step: Step, label: Label | None) -> bool:
    """Whether a step is shown to people who did not ask for all of them."""
    match step:
        case Originated() | Fragmented() | Delivered() | Dropped() | Translated():
            return True
        case Bridged(to_port=to_port):
            return to_port is not None
        case Tracked(state=state):
            return state == "invalid"
        case Filtered():
            return label is not None and label.kind in ("security-rule", "masquerade") and step.verdict != "drop"
        case Routed():
            return label is not None and label.kind != "kernel-route" and step.kind == "unicast"
        case _:
            return False
