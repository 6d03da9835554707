"""What `akslab trace` is asked about: the running lab, files that declare, or exports -> a network."""

from pathlib import Path
from typing import Any

import click
import msgspec

from ..checking.inputs import Found, SeenFiles, input_named, inputs_in
from ..checking.reading import read_input
from ..deployments.declared import Deployment
from ..importers.options import Options
from ..importers.said import say
from ..lab.refusal import ENVIRONMENT, NOT_FOUND, USAGE, NoLabError, Refusal
from ..networks.values import Network
from ..stories.reading_sites import with_sites
from .input_files import Allowance, TreeFiles, ZipFiles, existing, is_archive, open_inputs
from .output import place
from .sentences import NoInputError, Refused

Json = dict[str, Any]
_REFUSED = ("arm.parameter-unknown", "arm.parameter-kind", "arm.parameter-allowed", "arm.parameter-range")
"""What is said of parameters that Azure would not take: another network than the one that is asked for would answer."""


def network_of_options(ctx: click.Context, options: Json) -> tuple[Network, Json]:
    """Return the network that the options mean, and what it came from. Raises Refusal and NetworkError."""
    if options["template"] and options["export"]:
        raise Refused(USAGE, "trace.both")
    try:
        if options["template"]:
            network, described = _declared(options)
        elif options["export"]:
            network, described = _exported(options)
        else:
            network, described = _lab(ctx), {"from": "lab"}
    except NoInputError as error:
        raise error.refused(USAGE) from None
    return with_sites(network, options["sites"]), described


def _lab(ctx: click.Context) -> Network:
    from ..lab.client import ask  # noqa: PLC0415 - files need no lab
    from ..networks.lab_documents import network_of_lab  # noqa: PLC0415 - as above

    try:
        answer = ask(place(ctx), "network")
    except NoLabError:
        raise Refused(ENVIRONMENT, "lab.none") from None
    try:
        return network_of_lab(answer)
    except msgspec.ValidationError:
        raise Refused(ENVIRONMENT, "lab.version") from None


def _exported(options: Json) -> tuple[Network, Json]:
    from ..doctor.joined import joined  # noqa: PLC0415 - templates need no doctor
    from ..importers.exports.reading import read_exports  # noqa: PLC0415 - as above
    from ..networks.exported import network_of_export  # noqa: PLC0415 - as above

    files = open_inputs(options["export"])
    export = read_exports(files, files.everything())
    for problem in export.problems:
        click.echo(f"akslab: {problem.file}: {say(problem.what, options['lang'])}", err=True)
    return network_of_export(joined(export)), {"from": "export", "inputs": list(options["export"])}


def _declared(options: Json) -> tuple[Network, Json]:
    from ..networks.declared import network_of_deployment  # noqa: PLC0415 - exports need none of it

    deployment, files = _deployment(options)
    for problem in deployment.problems:
        file = problem.origin.file if problem.origin else problem.file
        click.echo(f"akslab: {file}: {say(problem.what, options['lang'])}", err=True)
    if any(problem.what.key in _REFUSED for problem in deployment.problems):
        raise Refused(USAGE, "trace.parameters")
    for gap in deployment.gaps:
        click.echo(f"akslab: {say(gap.what, options['lang'])}", err=True)
    described = {"from": "template", "inputs": [deployment.name]}
    return network_of_deployment(deployment, files.texts), described


def _deployment(options: Json) -> tuple[Deployment, SeenFiles]:
    """Return the one deployment that the options mean. Raises Refusal where there is none, or more than one."""
    if len(options["template"]) > 1:
        raise Refused(USAGE, "trace.once")
    path = existing(options["template"][0])
    if not path.is_dir() and not path.is_file():
        raise Refused(USAGE, "path.special", path=path)
    files, found = _inputs(path)
    for problem in found.problems:
        raise Refusal(f"{path}: {say(problem.what, options['lang'])}", USAGE)
    several = [each for one in found.inputs for each in read_input(files, one, _options(options))]
    several = [each for each in several if each.resources] or several
    if not several:
        raise Refused(NOT_FOUND, "path.nothing", path=path)
    if len(several) > 1:
        names = ", ".join(each.name for each in several)
        raise Refused(USAGE, "path.several", path=path, names=names)
    return several[0], files


def _inputs(path: Path) -> tuple[SeenFiles, Found]:
    if path.is_dir():
        files = SeenFiles(TreeFiles(path, Allowance()))
        return files, inputs_in(files, "")
    if is_archive(path):
        files = SeenFiles(ZipFiles(path, Allowance()))
        return files, inputs_in(files, "")
    files = SeenFiles(TreeFiles(path.parent, Allowance()))
    return files, input_named(files, path.name)


def _options(options: Json) -> Options:
    given = options["parameters"]
    pairs = (text.partition("=") for text in given if "=" in text)
    return Options(
        parameters={name: value for name, _, value in pairs},
        parameter_files=tuple(text for text in given if "=" not in text),
    )
