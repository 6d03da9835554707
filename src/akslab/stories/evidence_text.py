"""The kernel's evidence beside the model's, line by line: what both say once, what only one says with its name."""

from collections.abc import Iterator
from typing import Any

from .atlas import Atlas
from .phrases import place
from .sentences import Speaker

Json = dict[str, Any]
_LABEL = 12


def evidence_text(atlas: Atlas, proof: Json, speak: Speaker) -> Iterator[str]:
    """Yield the lines of a proof: the real packet's fate, then each leg's lines of both witnesses."""
    result = proof["result"]
    label = speak("label.kernel")
    outcome = speak("kernel.outcome", outcome=result["outcome"], ms=f"{result['seconds'] * 1000:.1f}")
    yield f"{label}{' ' * max(1, _LABEL - len(label))}{outcome}"
    if not proof["complete"]:
        yield f"  {speak('kernel.incomplete')}"
    for leg in proof["legs"]:
        title = speak(f"leg.{leg['name']}")
        count = sum(map(len, leg["kernel"].values()))
        yield f"  {speak('kernel.agrees' if leg['agrees'] else 'kernel.differs', leg=title, n=count)}"
        for netns in dict.fromkeys((*leg["model"], *leg["kernel"])):
            yield from _lines(atlas, netns, leg, speak)


def _lines(atlas: Atlas, netns: str, leg: Json, speak: Speaker) -> Iterator[str]:
    model, kernel = leg["model"].get(netns, []), leg["kernel"].get(netns, [])
    where = speak.sentence(place(atlas, netns))
    for number in range(max(len(model), len(kernel) if not leg["agrees"] else len(model))):
        one = model[number] if number < len(model) else None
        other = kernel[number] if number < len(kernel) else None
        if one and other and _key(one) == _key(other):
            yield f"    = {_line(where, one, speak)}"
            continue
        if one:
            yield f"    < {_line(where, one, speak)}  ({speak('kernel.model-only')})"
        if other:
            yield f"    > {_line(where, other, speak)}  ({speak('kernel.kernel-only')})"


def _key(line: Json) -> tuple[object, ...]:
    names = ("chain", "rule", "verdict", "target", "source", "destination", "ttl", "mark")
    return tuple(line[name] for name in names)


def _line(where: str, line: Json, speak: Speaker) -> str:
    rule = "policy" if line["rule"] is None else f"#{line['rule']}"
    target = f" {line['target']}" if line["target"] else ""
    return speak(
        "kernel.line",
        where=where,
        chain=line["chain"],
        rule=rule,
        verdict=f"{line['verdict']}{target}",
        source=line["source"],
        destination=line["destination"],
        ttl=line["ttl"],
    )
