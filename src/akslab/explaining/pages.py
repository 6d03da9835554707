"""The errors as a page: docs/errors.md. `python -m akslab.explaining.pages > docs/errors.md` writes it again."""

import sys
from collections.abc import Iterator

from ..rules.pages import source_link
from .catalogue import ENTRIES, FAMILIES
from .entry import Entry
from .values import spoken
from .words import say

_INTRODUCTION = """\
# The errors

Generated from the entries of `akslab.explaining` by `python -m akslab.explaining.pages`; a test keeps it equal.
{entries} errors, {codes} codes.

`akslab explain` takes a code, a rule's id, or an error as it was pasted: a deployment's JSON however deep it is escaped,
what az, Terraform or kubectl printed. It says what happened, the likely causes with the command and field that tell them
apart, and the fix in az, Bicep and Terraform, with the names and ranges that the text holds.

```console
$ akslab explain CustomRouteTableMissingPermission
$ akslab explain "no IP addresses available in range set: 10.244.3.0/24"
$ az deployment group show -g net -n main --query properties.error | akslab explain -
$ kubectl describe service web | akslab explain --lang ko
```

Exit codes: 0 explained, 2 nothing to explain, 3 nothing recognised; then it says what may have been meant.

What went wrong comes before what was seen of it (*symptom*), and that before what only wraps another error (*wrapper*);
of several the innermost is first. Codes marked with * have no public text: what is said of them follows from the name
and the documented rule. Codes that begin with `Akslab` are the lab's own ([fidelity.md](fidelity.md)).

## As JSON

`-o json` prints one object; its keys stay.

| key | holds |
|---|---|
| `explanations[]` | the errors that were found, the first one first |
| `.id`, `.name` | the error's fixed id; what it was found by: a code, a rule's id, or a text |
| `.rank`, `.depth` | `cause`, `symptom` or `wrapper`; how deep in an error tree, 0 for the outside |
| `.textIsPublic` | whether Azure's text for the code is public |
| `.means`, `.note` | the plain words; that a code is the lab's or its text is not public, or nothing |
| `.values` | what the text names, by kind: `serviceCidr`, `table`, `subnet`, `principal`, `action`, `scope`, … |
| `.causes[]` | `cause`, `look` (a command), `field` (where in its output), `tells` (what stands there then) |
| `.fixes[]` | `fix`, and `kubectl`, `az`, `bicep`, `terraform`: the lines, or nothing |
| `.sources[]`, `.rules[]` | ids of [sources.md](sources.md) and `owner/repository#issue`; ids of [rules.md](rules.md) |
| `unknownCodes[]` | what stands where codes stand and is explained nowhere |
| `suggestions[]` | what may have been meant, when nothing was found |
"""


def errors_page() -> str:
    """Return docs/errors.md."""
    return "\n".join(_errors_page()) + "\n"


def _errors_page() -> Iterator[str]:
    codes = {code for entry in ENTRIES for code in entry.all_codes}
    yield _INTRODUCTION.format(entries=len(ENTRIES), codes=len(codes)).rstrip("\n")
    for family in FAMILIES:
        yield f"\n## {family.title}\n\n| error | means | rules | sources |\n|---|---|---|---|"
        yield from map(_row, family.entries)


def _row(entry: Entry) -> str:
    rules = ", ".join(f"[{id_}](rules.md#{id_})" for id_ in entry.rules)
    sources = ", ".join(map(source_link, entry.sources))
    rank = "" if entry.rank == "cause" else f"*{entry.rank}:* "
    means = rank + say(entry.means, "en", spoken({}, "en"))
    return " | ".join((f"| {_names(entry)}", _cell(means), rules, f"{sources} |"))


def _names(entry: Entry) -> str:
    """Return the codes; of an entry without any, its texts, or the rules it is about."""
    if entry.all_codes:
        return ", ".join(f"`{code}`{'*' if code in entry.unpublished else ''}" for code in entry.all_codes)
    texts = (*entry.texts, *entry.phrases)
    return "<br>".join(f'"{_cell(text)}"' for text in texts) or f"`{entry.id}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(errors_page())
