"""Texts broken, checked, changed by what the check proposes, and checked again."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.report import Change, Report, Reported
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.remedies.repairing import Repairer
from akslab.rules.view import TakenRange

from .broken.forms import Breaking

_LINE = re.compile(r":\d+")
SOUND = Path(__file__).parent / "sound"
FILES = {"arm": "main.json", "bicep": "main.bicep", "terraform": "main.tf", "az": "deploy.sh"}
WHERE = Options(
    subscription_id="00000000-0000-0000-0000-000000000000", resource_group="myResourceGroup", location="eastus"
)


@cache
def sound(language: str) -> str:
    """Return the sound text of a language."""
    return (SOUND / FILES[language]).read_text()


def broken(breaking: Breaking, language: str) -> dict[str, str]:
    """Return the file that a breaking makes; each of its words has to be there."""
    text = sound(language)
    for old, new in breaking.swaps[language]:
        assert old in text, (breaking.rule, language, old)
        text = text.replace(old, new)
    return {FILES[language]: text}


def checked(files: Mapping[str, str], taken: tuple[TakenRange, ...] = ()) -> Report:
    """Return the report on files, with changes."""
    wishes = Wishes(repair=Repairer(), taken=taken, with_scripts_twice=False)
    return check(GivenFiles(files), ("",), WHERE, wishes)[0]


def applied(files: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """Return files with changes applied; what a change says stood there has to stand there."""
    changed = {name: text.split("\n") for name, text in files.items()}
    for change in sorted(changes, key=lambda each: each.line, reverse=True):
        lines, at = changed[change.file], change.line - 1
        assert tuple(line.removesuffix("\r") for line in lines[at : at + len(change.before)]) == change.before
        assert change.before != change.after
        lines[at : at + len(change.before)] = change.after
    return {name: "\n".join(lines) for name, lines in changed.items()}


def grave(report: Report) -> set[tuple[str, str]]:
    """Return the findings that Azure refuses or that break something, by rule and resource; a command without its line."""
    return {
        (found.rule, _LINE.sub("", found.resource_id))
        for found in report.findings
        if found.class_ in ("rejected", "breaks")
    }


def of_rule(report: Report, rule: str) -> list[Reported]:
    """Return a rule's findings, also where az stands in front of it and tells of it."""
    return [found for found in report.findings if rule in (found.rule, *(each.rule for each in found.behind))]
