"""`akslab check`: inputs judged before they are deployed, each finding with its line, Azure's answer and a fix.

Everything is judged in `akslab.checking`; here paths and options are read, and the report is written. Exit codes: 0
nothing as grave as `--fail-on`, 1 findings at or above it, 2 an input or an option that cannot be read.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from ..checking.assembly import Wishes
from ..checking.baseline import Baseline, BaselineError, baseline_of, read_baseline
from ..checking.judgement import Judged
from ..checking.locations import Locator
from ..checking.report import Report, Trouble
from ..checking.ways import Repair, Repaired
from ..deployments.declared import Deployment
from ..importers.said import say
from ..lab.refusal import USAGE, Refusal
from ..planning.sentences import PlanError
from ..wire.sentences import sentence
from ..wire.system_errors import reason_of
from .check_options import check_options, options_of
from .input_files import Allowance, TreeFiles, existing
from .output import say_json
from .sentences import NoInputError, Refused
from .taken_ranges import taken_ranges

MOST_BASELINE_BYTES = 16 << 20


@click.command("check")
@check_options
def check_command(paths: tuple[str, ...], **options: Any) -> None:
    """Judge templates, Terraform and az scripts before they are deployed, each finding at its line.

    PATHS are files or directories; the current directory without any. Nothing in them is executed, no login is needed.

    Example: akslab check

    Example: akslab check infra/main.bicep --parameters prod.bicepparam --notes

    Example: akslab check infra --fix

    Example: terraform show -json tfplan > plan.json && akslab check plan.json -o github
    """
    from ..checking.check import check

    files, names = _tree(paths or (".",))
    try:
        taken = taken_ranges(options)
    except PlanError as error:
        raise Refusal(error.said(options["lang"]), USAGE) from None
    wishes = Wishes(
        language=options["lang"],
        is_applied_twice=options["apply_twice"] is not False,
        with_scripts_twice=options["apply_twice"] is True,
        baseline=_baseline(options["baseline"], options["lang"]),
        taken=taken,
        # Nobody sees them in a text without notes, and there may be thousands.
        repair=_repairing(with_later=options["notes"] or options["output"] != "text"),
    )
    if options["fix"]:
        report, texts = _fixed(files, names, options, wishes)
    else:
        report, texts = check(files, names, options_of(options), wishes)
    report = replace(report, troubles=(*report.troubles, *_closed(files, names, options["lang"])))
    if options["write_baseline"]:
        _write(options["write_baseline"], baseline_of(report, wishes.baseline))
    code = report.exit_code(options["fail_on"])
    _say(report, texts, code, options)
    sys.exit(code)


def _fixed(
    files: TreeFiles, names: tuple[str, ...], options: dict[str, Any], wishes: Wishes
) -> tuple[Report, dict[str, str]]:
    """Put right what has exact lines, write the files and say so; returns what is left."""
    from ..checking.check import check
    from ..checking.inputs import SeenFiles
    from ..checking.report import difference
    from ..checking.sentences import say
    from ..checking.ways import told_way
    from ..remedies.fixing import ChangedFiles, fix
    from .fixing import left_lines, write_texts

    seen, told = SeenFiles(files), options_of(options)
    done = fix(lambda texts: check(ChangedFiles(seen, texts), names, told, wishes), with_notes=options["notes"])
    write_texts(files.root, seen.texts, done.changed)
    language = options["lang"]
    for found in done.fixed:
        click.echo(say("fixed", language, rule=found.rule, message=found.message), err=True)
        lines = (told_way(found, language), *difference(found.changes))
        click.echo("".join(f"  {line}\n" for line in lines if line), err=True)
    for line in left_lines(done, language):
        click.echo(line, err=True)
    key = "fixed.count" if done.fixed else "fixed.nothing"
    click.echo(say(key, language, count=len(done.fixed), files=len(done.changed)), err=True)
    return done.report, done.texts


def _repairing(*, with_later: bool) -> Repair:
    """Return what gives the changed lines for a finding; remedies are imported when there is one."""

    @cache
    def repairer() -> Repair:
        from ..remedies.repairing import Repairer

        return Repairer(with_later=with_later)

    def repaired(deployment: Deployment, judged: Judged, locator: Locator) -> Repaired:
        return repairer()(deployment, judged, locator)

    return repaired


def _tree(paths: tuple[str, ...]) -> tuple[TreeFiles, tuple[str, ...]]:
    """Return the tree that may be read and the names in it that are meant: the current directory, if all lie in it."""
    root, meant = Path(os.path.realpath(Path.cwd())), [_meant(path) for path in paths]
    if not all(path.is_relative_to(root) for path in meant):
        root = Path(os.path.commonpath([path if path.is_dir() else path.parent for path in meant]))
    names = tuple("" if path == root else path.relative_to(root).as_posix() for path in meant)
    return TreeFiles(root, Allowance()), names


def _meant(text: str) -> Path:
    try:
        path = Path(os.path.realpath(existing(text)))
    except NoInputError as error:
        raise error.refused(USAGE) from None
    if not path.is_dir() and not path.is_file():
        raise Refused(USAGE, "path.special", path=text)
    return path


def _closed(files: TreeFiles, names: tuple[str, ...], language: str) -> Iterator[Trouble]:
    """Yield the folders that may not be entered: one that nobody named may have nothing to do with us."""
    for folder in files.closed:
        message = say(sentence("file.denied", name=folder or "."), language)
        yield Trouble(kind="unreadable" if folder in names else "not-understood", message=message, file=folder)


def _baseline(path: str | None, language: str) -> Baseline:
    if path is None:
        return Baseline()
    try:
        if stat.S_ISFIFO(os.stat(path).st_mode):
            raise Refused(USAGE, "file.special", path=path)
        with Path(path).open("rb") as opened:
            return read_baseline(opened.read(MOST_BASELINE_BYTES).decode())
    except UnicodeDecodeError:
        raise Refused(USAGE, "baseline.not-text", path=path) from None
    except BaselineError as error:
        raise Refusal(error.said(language, path), USAGE) from None
    except OSError as error:
        raise Refused(USAGE, "file.unreadable", path=path, reason=reason_of(error)) from None


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(USAGE, "file.unwritable", path=path, reason=reason_of(error)) from None


def _say(report: Report, texts: dict[str, str], code: int, options: dict[str, Any]) -> None:
    """Write the report in the form that was asked for."""
    # ruff: noqa: PLC0415 - one form is written, the others need not be imported
    output, with_notes = options["output"], options["notes"]
    if output == "json":
        from ..checking.structured import report_json

        say_json(report_json(report, options["fail_on"], code))
        return
    if output == "text":
        from ..checking.text import report_text

        how = {"with_notes": with_notes, "with_unknown": options["show_unknown"]}
        lines: Iterable[str] = report_text(report, Locator(texts), is_coloured=_is_coloured(), **how)
    else:
        from .ci_outputs import ci_lines

        lines = ci_lines(report, output, "akslab check", options["fail_on"], with_notes=with_notes)
    click.echo("\n".join(lines), color=True)


def _is_coloured() -> bool:
    """Colour for people, none for files and pipes; NO_COLOR and FORCE_COLOR are heeded."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout is not None and sys.stdout.isatty())
