"""The catalogue as `akslab rules` says it: a list, or one rule with its words, its source and its two examples."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..wire.symbols import spoken
from .az_commands import AzCommand
from .catalogue import judgements
from .example import Example
from .example_text import snippets
from .rule import Finding, Rule
from .words import CLASSES, said_of, words_of

Json = dict[str, Any]

_LABELS = {
    "en": {
        "class": "class",
        "text": "Azure answers",
        "az": "az answers",
        "by-az": "az refuses it, and sends nothing",
        "own": "akslab's words",
        "says": "means",
        "fix": "what to do",
        "source": "source",
        "broken": "broken",
        "found": "found in it",
        "sound": "sound",
        "without": "(without what is shown above)",
        "but": "(as the sound one, without what is shown there)",
        "behind": "had it passed, Azure would refuse it by",
    },
    "ko": {
        "class": "분류",
        "text": "Azure의 응답",
        "az": "az의 응답",
        "by-az": "az가 거부하고 아무것도 보내지 않음",
        "own": "akslab의 말",
        "says": "의미",
        "fix": "해결 방법",
        "source": "출처",
        "broken": "잘못된 예",
        "found": "발견",
        "sound": "올바른 예",
        "without": "(위에 보인 것이 없음)",
        "but": "(올바른 예에서 보인 것이 없음)",
        "behind": "통과하면 Azure가 거부하는 규칙",
    },
}


def listed(rules: Iterable[Rule[Any]], language: str) -> Iterator[tuple[str, str, str]]:
    """Yield class, id and title of each rule."""
    for rule in rules:
        yield rule.class_, rule.id, words_of(rule, language).title


def explained(rule: Rule[Any], language: str) -> Iterator[str]:
    """Yield the lines that explain a rule."""
    labels, words = _LABELS[language], words_of(rule, language)
    yield f"{rule.id}: {words.title}"
    yield ""
    yield from _verdict(rule, language)
    if rule.class_ != "rejected" or language != "en":
        yield _line(labels["says"], words.says)
    yield _line(labels["fix"], words.fix)
    yield _line(labels["source"], ", ".join(rule.source))
    yield from _examples(rule, language)


def _verdict(rule: Rule[Any], language: str) -> Iterator[str]:
    """Yield the class, and what Azure or az itself answers where it is a refusal."""
    labels, answer = _LABELS[language], rule.answer
    if rule.class_ == "rejected" and rule.subject is AzCommand:
        yield _line(labels["class"], f"{rule.class_} ({labels['by-az']})")
        yield _line(labels["az"], f"{answer.code}: {answer.text}")
        if rule.stands_before:
            yield _line(labels["behind"], ", ".join(rule.stands_before))
        return
    yield _line(labels["class"], f"{rule.class_} ({CLASSES[language][rule.class_]})")
    if rule.class_ == "rejected":
        own = "" if answer.text_known else f" ({labels['own']})"
        yield _line(labels["text"], f"{answer.status} {answer.code}: {answer.text}{own}")


def _line(label: str, text: str) -> str:
    return f"{label}: {text}"


def _examples(rule: Rule[Any], language: str) -> Iterator[str]:
    failing, sound = rule.failing(), rule.sound()
    if not isinstance(failing, Example) or not isinstance(sound, Example):
        return
    labels, (broken, whole) = _LABELS[language], snippets(failing, sound)
    yield ""
    yield f"{labels['broken']}:"
    yield from _indented(broken or labels["but"])
    for finding in _findings(rule, failing):
        yield f"{labels['found']}: {said_of(finding, rule, language).says}"
        yield f"{labels['fix']}: {said_of(finding, rule, language).fix}"
    yield ""
    yield f"{labels['sound']}:"
    yield from _indented(whole or labels["without"])


def _indented(text: str) -> Iterator[str]:
    yield from (f"  {line}" for line in text.splitlines())


def _findings(rule: Rule[Any], failing: Example) -> list[Finding]:
    return [found for found in judgements(failing, (rule,)) if isinstance(found, Finding)][:1]


def rule_json(rule: Rule[Any], language: str, *, has_examples: bool) -> Json:
    """Return a rule as JSON; its examples are whole documents, as they can be written to a file and checked."""
    words, answer = words_of(rule, language), rule.answer
    told: Json = {
        "id": rule.id,
        "class": rule.class_,
        "title": words.title,
        "says": words.says,
        "fix": words.fix,
        "place": rule.place,
        "also": list(rule.also),
        "source": list(rule.source),
    }
    if rule.stands_before:
        told["standsBefore"] = list(rule.stands_before)
    if rule.class_ == "rejected":
        told["answer"] = {
            "code": answer.code,
            "text": answer.text,
            "status": None if rule.subject is AzCommand else answer.status,
            "target": answer.target,
            "subcode": answer.subcode,
            "textIsAzures": answer.text_known,
            "codeIsAzures": answer.code_known,
        }
    if has_examples:
        told["examples"] = {"broken": _whole(rule.failing()), "sound": _whole(rule.sound())}
    return told


def _whole(view: object) -> Any:
    return _spoken(view.shown()) if isinstance(view, Example) else {}


def _spoken(value: Any) -> Any:
    """Return JSON with symbols as people read them."""
    if isinstance(value, dict):
        return {spoken(str(key)): _spoken(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_spoken(inner) for inner in value]
    return spoken(value) if isinstance(value, str) else value
