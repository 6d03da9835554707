"""The page on the corpus, from the corpus: `PYTHONPATH=tests python -m corpus.page > docs/corpus.md`."""

from collections import Counter
from collections.abc import Iterable, Iterator

from .differences import DIFFERENCES, NOT_AS_SAID
from .injecting import injected
from .languages import RULES, WRITERS, Unsaid, found_in, why_not
from .public_shapes import NAMES, expected
from .real_files import REAL_FILES

_NAMES = {
    "arm": "ARM template",
    "bicep": "Bicep",
    "terraform": "Terraform",
    "terraform-plan": "Terraform plan",
    "az": "az script",
    "export": "exports",
}
HEAD = """\
# The corpus of check

Every rule has two examples, a network that breaks it and one that does not (`akslab rules ID` shows them). The corpus
writes both in every language that can say them, reads the texts back as `akslab check` and `akslab doctor` do, and
compares what is found: one network has the same findings in every language, and a sound one is neither refused nor
broken in any. `tests/corpus` is the corpus; this page is made of it (`PYTHONPATH=tests python -m corpus.page`), and a
test holds the two together.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_languages(), *_reasons(), *_differences(), *_public(), *_faults(), REAL_FILES])


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)
    yield ""


def _languages() -> Iterator[str]:
    yield f"## {len(RULES)} rules in {len(WRITERS)} languages"
    yield ""
    broken = {each: sum(not why_not(rule, each) for rule in RULES) for each in WRITERS}
    sound = {each: sum(not isinstance(found_in(rule, False, each), Unsaid) for rule in RULES) for each in WRITERS}
    rows = ((_NAMES[each], broken[each], sound[each]) for each in WRITERS)
    yield from _table(("language", "rules shown broken", "sound texts, none refused or broken"), rows)


def _reasons() -> Iterator[str]:
    yield "Where a language does not show a rule broken:"
    yield ""
    reasons = {each: Counter(why for rule in RULES if (why := why_not(rule, each))) for each in WRITERS}
    every = sorted({why for counted in reasons.values() for why in counted})
    rows = ((why, *(reasons[each][why] or "" for each in WRITERS)) for why in every)
    yield from _table(("why", *_NAMES.values()), rows)


def _differences() -> Iterator[str]:
    yield "## Where languages differ"
    yield ""
    yield "Compared with ARM; an entry that is not seen in the corpus fails a test."
    yield ""
    rows = (
        (f"`{each.rule}`", _NAMES[each.language], "more" if each.is_more else "not", each.why) for each in DIFFERENCES
    )
    yield from _table(("rule", "language", "found there", "why"), rows)
    for (language, rule), why in NOT_AS_SAID.items():
        yield f"`{rule}` is left out in {_NAMES[language]}: {why}."
    yield ""


def _public() -> Iterator[str]:
    yield "## Shapes found in public repositories"
    yield ""
    yield f"{len(NAMES)} pairs, written anew: the broken one as it was seen, the sound one with what was wrong put right."
    yield ""
    rows = []
    for name in NAMES:
        told = expected(name)
        rules = ", ".join(f"`{rule}`" for rule in told["finds"])
        rows.append((f"[{name}](../tests/corpus/public/{name})", told["shape"], rules, told["source"]))
    yield from _table(("pair", "what it is", "found", "seen in"), rows)


def _faults() -> Iterator[str]:
    every = injected()
    found = [each for each in every if each.is_found]
    missed = [f"{each.fault} ({each.text})" for each in every if not each.is_found]
    yield "## Faults put into sound texts"
    yield ""
    yield f"{len(found)} of {len(every)} are found by a rule that names them."
    yield f"Not found: {'; '.join(missed)}. There a later write puts the value right, and only what comes of all is judged."
    yield ""
    counted = {each.fault: [0, 0] for each in every}
    for each in every:
        counted[each.fault][0] += 1
        counted[each.fault][1] += each.is_found
    yield from _table(("fault", "put", "found"), ((fault, *numbers) for fault, numbers in counted.items()))


if __name__ == "__main__":
    print(page(), end="")
