"""The remedies as a page, docs/remedies.md: which findings come with exact lines, in which language, and why others do not.

Generated from the tables, so that it promises nothing the check does not do. `python -m akslab.remedies.pages >
docs/remedies.md` writes it again.
"""

import sys
from collections.abc import Iterator

from ..rules.catalogue import OF_AZURE
from .choices import REMEDIES
from .edits import EVERYWHERE, Remedy
from .reasons import REASONS

_INTRODUCTION = """\
# Exact lines

Generated from the table of remedies by `python -m akslab.remedies.pages`; a test keeps it equal. For {count} of the {all}
rules the lines that put a finding right can be written down. `akslab check` then shows below the finding which lines go
(`-`) and which come (`+`); `-o json` has them as `changes`, `-o sarif` as `fixes`. Why the other rules have none stands
[below](#rules-without-lines).

A value is changed where it is written: in the default of a parameter or variable, in a parameter file, where a module
is called. Nothing is changed

- that says something else as well: a variable of two properties, the body of a loop, a module used twice;
- that is put together by an expression, or given from outside;
- in what a tool has written: plans of Terraform, exports.

Most rules have one sound answer. Where there are several, and one of them is Azure's default, what Microsoft recommends,
or the least change, its lines are shown with the words `one way:`, which say what was chosen and what else there is
(`oneWay` in JSON). `one way` in the last column marks them.

`akslab check --fix` writes the lines into the files, the gravest first. Findings that have nothing to do with each other
(other resources, other lines) are tried together, the rest one after the other. Kept are lines with which the finding is
gone and nothing as grave has come; where a group goes wrong, those to blame are tried apart from the others. What was left
out is told, and so is what was not tried because one run checks 200 times at most. All files are written or none.
Without it each finding shows its lines by themselves (what two have alike is shown once): where two of them move two
ranges, apply one and check again. Lines that cost more than lines it never writes: a cluster made anew, something given
up, a way out opened. `yours` marks them: they are shown, and a person decides. `later` marks those for a day to come, the
move off kubenet: nothing is wrong with the text until then, and the report for people has them with `--notes` only.

A range, a plugin and most of the network profile of a cluster that runs already are fixed: there the lines are for the
next one. `@onlyIfNotExists()` and `ignore_changes` leave a network or a table to what AKS writes into it: what is
changed in the file later does not reach it by itself either. ARM has that as `@options`, in templates of language version
2.0; in one that lists its resources the subnet names a table that is made apart.

A subnet, an address or a priority moves to where there is room in what the files say. Nothing moves that is named by its
address: by the next hop of a route, a security rule, a server for DNS, the address of an interface.

Each remedy is tried by a test in each language that is marked here: the lines are applied to a broken text, and the
finding is gone and nothing worse has come.

| rule | ARM | Bicep | Terraform | az | answer |
|---|---|---|---|---|---|
"""
_WITHOUT = """
## Rules without lines

| rule | why no lines are right without a person |
|---|---|
"""


def remedies_page() -> str:
    """Return docs/remedies.md."""
    return "\n".join((*_with_lines(), *_without_lines())) + "\n"


def _with_lines() -> Iterator[str]:
    yield _INTRODUCTION.format(count=len(REMEDIES), all=len(OF_AZURE)).rstrip("\n")
    for each in OF_AZURE:
        remedy = REMEDIES.get(each.id)
        if remedy is not None:
            marks = ("yes" if language in remedy.languages else "" for language in EVERYWHERE)
            yield f"| [{each.id}](rules.md#{each.id}) | {' | '.join(marks)} | {_answer(remedy)} |"


def _answer(remedy: Remedy) -> str:
    if remedy.one_way is None:
        return ""
    marks = ("one way", "yours" * remedy.one_way.is_decision, "later" * remedy.one_way.is_later)
    return ", ".join(filter(None, marks))


def _without_lines() -> Iterator[str]:
    yield _WITHOUT.rstrip("\n")
    for each in OF_AZURE:
        if each.id in REASONS:
            yield f"| [{each.id}](rules.md#{each.id}) | {REASONS[each.id]} |"


if __name__ == "__main__":
    sys.stdout.write(remedies_page())
