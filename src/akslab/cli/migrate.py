"""`akslab migrate`: from kubenet to Azure CNI Overlay, cluster by cluster: what blocks, breaks, stays, and what to type.

Everything is judged in `akslab.migration`; here files and options are read, and the answer is written. Exit codes: 0 all
clusters are ready, 1 something stands in the way or what decides is not known, 2 a file or an option that cannot be read,
3 nothing to migrate.
"""

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click
from msgspec.structs import replace

from ..doctor.settling import settled_by
from ..importers.options import Options
from ..importers.said import say
from ..lab.refusal import USAGE, Refusal
from ..migration.aims import Aim
from ..migration.assessment import Assessment, assess
from ..migration.gathering import Gathered
from ..migration.sentences import Speaker
from ..migration.structured import assessment_json
from ..migration.text import assessment_text
from ..planning.ranges import read_range
from ..planning.sentences import PlanError
from ..rules.ids import name_of, same
from .migrate_inputs import Given, read_given
from .options import LANGUAGE
from .output import printable, say_json, say_lines
from .sentences import NoInputError, Refused
from .taken_ranges import taken_ranges

OUTPUTS = ("text", "json")
NOTHING = 3


@click.command("migrate")
@click.argument("paths", nargs=-1, required=True, metavar="DIR|ZIP|FILE...")
@click.option(
    "--to",
    type=click.Choice(["overlay", "cilium"]),
    default="overlay",
    show_default=True,
    help="Cilium comes after Overlay.",
)
@click.option("--pod-cidr", metavar="RANGE", default="", help="A new pod range; without it the range is kept.")
@click.option("--cluster", "names", multiple=True, metavar="NAME", help="Only the clusters of this name.")
@click.option("--avoid", multiple=True, metavar="RANGE|FILE", help="Ranges others have: one, NAME=RANGE, .csv or .txt.")
@click.option("--on-premises", multiple=True, metavar="RANGE", help="A range on-premises, or NAME=RANGE.")
@click.option("--provider-version", metavar="VERSION", default="", help="Of azurerm, where no file says it: 4.80.")
@click.option("--allow-unknown", is_flag=True, help="Exit 0 too where nothing known stands in the way.")
@click.option("--today", metavar="DATE", default="", help="Reckon the days left from this date: 2026-11-24.")
@click.option("-o", "--output", type=click.Choice(OUTPUTS), default="text", show_default=True, help="How to answer.")
@LANGUAGE
def migrate_command(paths: tuple[str, ...], **options: Any) -> None:
    """Plan the move of kubenet clusters to Azure CNI Overlay: what blocks it, what breaks, what stays, the steps.

    Hand over what you have, in any mixture: exports (`az … -o json`, `kubectl get … -o json`), Terraform, plans, Bicep, ARM
    templates, scripts. What decides and is not there leaves a cluster open, and is named.

    Example: akslab migrate ./export

    Example: akslab migrate ./export ./infra --pod-cidr 10.64.0.0/14 -o json
    """
    today = _day(options["today"])
    try:
        aim, taken = _aim(options), taken_ranges(options)
        given = read_given(paths, aim, Options(provider_version=options["provider_version"]), taken)
    except NoInputError as error:
        raise error.refused(USAGE) from None
    except PlanError as error:
        raise Refusal(error.said(options["lang"]), USAGE) from None
    if not given.has_files:
        raise Refusal(Speaker(options["lang"])("text.no-files"), USAGE)
    found = [(each, _assessed(each, today)) for each in given.clusters if _is_meant(each, options["names"])]
    _answer(given, found, options)
    has_problems = _tell_problems(given, options["lang"])
    sys.exit(USAGE if has_problems else _code([each for _, each in found], allow_unknown=options["allow_unknown"]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise Refused(USAGE, "migrate.day", text=text) from None


def _aim(options: dict[str, Any]) -> Aim:
    text = options["pod_cidr"]
    if text:
        read_range(text, "--pod-cidr")
    return Aim(pod_cidr=text, dataplane="cilium" if options["to"] == "cilium" else "azure")


def _is_meant(found: Gathered, names: tuple[str, ...]) -> bool:
    return not names or any(same(name, name_of(found.case.cluster.id)) for name in names)


def _assessed(found: Gathered, today: date) -> Assessment:
    assessment = assess(found.case, today, found.changes, found.condition)
    view, id_ = found.case.view, found.case.cluster.id
    return replace(
        assessment,
        missing=tuple(replace(each, missing=settled_by(each.missing, view, id_)) for each in assessment.missing),
    )


def _answer(given: Given, found: list[tuple[Gathered, Assessment]], options: dict[str, Any]) -> None:
    language = options["lang"]
    if options["output"] == "json":
        say_json(
            {
                "clusters": [assessment_json(each, language, given.prover(of)) for of, each in found],
                "notOnKubenet": list(given.others),
                "problems": [{"file": file, "text": text} for file, text in _problems(given, language)],
                "notGiven": list(dict.fromkeys(_gaps(given, language))),
            }
        )
        return
    say_lines(_lines(given, found, language))


def _lines(given: Given, found: list[tuple[Gathered, Assessment]], language: str) -> Iterator[str]:
    speak = Speaker(language)
    if not found:
        yield speak("text.nothing")
    for number, (of, each) in enumerate(found):
        yield from ("",) if number else ()
        yield from assessment_text(each, language, given.prover(of))
    if given.others:
        yield from ("", speak("text.others", names=", ".join(given.others)))
    if len(found) > 1:
        states = [each.state for _, each in found]
        counts = {state: states.count(state) for state in ("ready", "blocked", "open")}
        yield from ("", speak("text.summary", n=len(found), **counts))


def _problems(given: Given, language: str) -> Iterator[tuple[str, str]]:
    unreadable = (
        problem for deployment in given.deployments for problem in deployment.problems if problem.is_unreadable
    )
    for problem in (*given.known.export.problems, *unreadable):
        yield (problem.origin.file if problem.origin else problem.file), say(problem.what, language)


def _gaps(given: Given, language: str) -> Iterator[str]:
    for deployment in given.deployments:
        yield from (say(gap.what, language) for gap in deployment.gaps)


def _tell_problems(given: Given, language: str) -> bool:
    """Say on stderr what could not be read, and what files refer to and do not hold; returns whether there was a problem."""
    told = list(_problems(given, language))
    for file, text in told:
        click.echo(printable(f"akslab: {file}: {text}"), err=True)
    for text in dict.fromkeys(_gaps(given, language)):
        click.echo(printable(f"akslab: {text}"), err=True)
    return bool(told)


def _code(found: list[Assessment], *, allow_unknown: bool) -> int:
    if not found:
        return NOTHING
    passing = ("ready", "open") if allow_unknown else ("ready",)
    return int(any(each.state not in passing for each in found))
