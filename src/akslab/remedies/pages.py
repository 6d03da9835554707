"""The remedies as a page, docs/remedies.md: which findings come with exact lines, in which language.

Generated from the table, so that it promises nothing the check does not do. `python -m akslab.remedies.pages >
docs/remedies.md` writes it again.
"""

import sys
from collections.abc import Iterator

from ..rules.catalogue import OF_AZURE
from .choices import REMEDIES
from .edits import EVERYWHERE

_INTRODUCTION = """\
# Exact lines

Generated from the table of remedies by `python -m akslab.remedies.pages`; a test keeps it equal. {count} of the {all}
rules have one sound answer that can be written down. `akslab check` then shows below the finding which lines go (`-`)
and which come (`+`); `-o json` has them as `changes`, `-o sarif` as `fixes`. For the other rules a person has to decide,
and their words say between what.

A value is changed where it is written: in the default of a parameter or variable, in a parameter file, where a module
is called. Nothing is changed

- that says something else as well: a variable of two properties, the body of a loop, a module used twice;
- that is put together by an expression, or given from outside;
- in what a tool has written: plans of Terraform, exports.

`akslab check --fix` writes the lines into the files, the gravest first. Findings that have nothing to do with each other
(other resources, other lines) are tried together, the rest one after the other. Kept are lines with which the finding is
gone and nothing as grave has come; where a group goes wrong, those to blame are tried apart from the others. What was left
out is told, and so is what was not tried because one run checks 200 times at most. All files
are written or none. Without it each finding shows its lines by themselves: where two of them move two ranges, apply one
and check again.

A range, a plugin and most of the network profile of a cluster that runs already are fixed: there the lines are for the
next one. `@onlyIfNotExists()` and `ignore_changes` leave a network or a table to what AKS writes into it: what is
changed in the file later does not reach it by itself either.

Each remedy is tried by a test in each language that is marked here: the lines are applied to a broken text, and the
finding is gone and nothing worse has come.

| rule | ARM | Bicep | Terraform | az |
|---|---|---|---|---|
"""


def remedies_page() -> str:
    """Return docs/remedies.md."""
    return "\n".join(_remedies_page()) + "\n"


def _remedies_page() -> Iterator[str]:
    yield _INTRODUCTION.format(count=len(REMEDIES), all=len(OF_AZURE)).rstrip("\n")
    for each in OF_AZURE:
        remedy = REMEDIES.get(each.id)
        if remedy is not None:
            marks = ("yes" if language in remedy.languages else "" for language in EVERYWHERE)
            yield f"| [{each.id}](rules.md#{each.id}) | {' | '.join(marks)} |"


if __name__ == "__main__":
    sys.stdout.write(remedies_page())
