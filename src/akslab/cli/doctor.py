"""`akslab doctor`: exports joined into a diagnosis, the verdict first; or a fleet, one row for each cluster.

Everything is judged in `akslab.doctor`; here files and options are read, and the answer is written. Exit codes: 0 nothing
as bad as `--fail-on`, 1 findings at or above it, 2 a file or an option that cannot be read.
"""

import sys
from datetime import date
from typing import Any

import click

from ..doctor.findings import ORDER
from ..doctor.fleet import rows_of
from ..doctor.fleet_text import fleet_text
from ..doctor.joined import Joined, joined
from ..doctor.report import Report, report_of
from ..doctor.sentences import Speaker
from ..doctor.structured import fleet_json, report_json
from ..doctor.text import files_text, report_text
from ..importers.exports.reading import read_exports
from ..lab.refusal import USAGE, Refusal
from ..planning.sentences import PlanError
from .input_files import InputFiles, open_inputs
from .options import LANGUAGE
from .output import say_json, say_lines
from .sentences import NoInputError, Refused
from .taken_ranges import taken_ranges

OUTPUTS = ("text", "json", "sarif", "junit", "github")
FAIL_ON = ("rejected", "breaks", "risk", "note", "never")


@click.command("doctor")
@click.argument("paths", nargs=-1, required=True, metavar="DIR|ZIP|FILE...")
@click.option("--fleet", is_flag=True, help="One row for each cluster instead, with its migration class.")
@click.option("--avoid", multiple=True, metavar="RANGE|FILE", help="Ranges others have: one, NAME=RANGE, .csv or .txt.")
@click.option("--on-premises", multiple=True, metavar="RANGE", help="A range on-premises, or NAME=RANGE.")
@click.option("--notes", is_flag=True, help="Show notes too: findings of that class, and what is to be said of files.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="breaks",
    show_default=True,
    help="The mildest class of findings that makes the exit code 1.",
)
@click.option("-o", "--output", type=click.Choice(OUTPUTS), default="text", show_default=True, help="How to answer.")
@LANGUAGE
def doctor_command(paths: tuple[str, ...], **options: Any) -> None:
    """Diagnose what runs from az and kubectl exports: does pod traffic between nodes work, and if not, why.

    Hand over what you have, in any mixture: `az … -o json`, REST and graph answers, `az group export`, `kubectl get … -o
    json` or yaml, activity logs. What is missing is named, and never guessed.

    Example: akslab doctor ./export

    Example: akslab doctor incident.zip --avoid ipam.csv --on-premises 10.0.0.0/8 -o json

    Example: akslab doctor ./exports --fleet
    """
    try:
        files = open_inputs(paths)
        taken = taken_ranges(options)
    except NoInputError as error:
        raise error.refused(USAGE) from None
    except PlanError as error:
        raise Refusal(error.said(options["lang"]), USAGE) from None
    if options["fleet"] and options["output"] not in ("text", "json"):
        raise Refused(USAGE, "doctor.table")
    known = joined(read_exports(files, files.everything()), taken)
    code = _fleet(known, options) if options["fleet"] else _diagnose(known, files, options)
    sys.exit(USAGE if known.export.problems else code)


def _diagnose(known: Joined, files: InputFiles, options: dict[str, Any]) -> int:
    report, language = report_of(known), options["lang"]
    if options["output"] == "json":
        say_json(report_json(report, language))
    elif not files.everything():
        raise Refusal(Speaker(language)("text.no-files"), USAGE)
    elif options["output"] == "text":
        say_lines(report_text(report, language, with_notes=options["notes"]))
    else:
        _say_to_ci(report, files, options)
    return int(_fails(report, options["fail_on"]))


def _say_to_ci(report: Report, files: InputFiles, options: dict[str, Any]) -> None:
    """Print a report for a program; what writes it is read only when it is asked for."""
    from ..doctor.for_ci import ci_report  # noqa: PLC0415 - see above
    from .ci_outputs import ci_lines  # noqa: PLC0415 - see above

    made = ci_report(report, options["lang"], files.read)
    say_lines(ci_lines(made, options["output"], "akslab doctor", options["fail_on"], with_notes=options["notes"]))


def _fails(report: Report, mildest: str) -> bool:
    if mildest == "never":
        return False
    worst = ORDER[: ORDER.index(mildest) + 1]
    return (report.is_broken and "breaks" in worst) or any(each.class_ in worst for each in report.findings.judged)


def _fleet(known: Joined, options: dict[str, Any]) -> int:
    rows, language = tuple(rows_of(known.view, date.today())), options["lang"]
    if options["output"] == "json":
        say_json(fleet_json(rows, known.export, language))
        return 0
    say_lines(fleet_text(rows, language))
    say_lines(files_text(known, Speaker(language), with_notes=options["notes"]))
    return 0
