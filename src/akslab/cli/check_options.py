"""The options of `akslab check`, and what they mean for the importers."""

import json
from typing import Any

import click

from ..importers.options import Options
from ..lab.refusal import USAGE
from .options import LANGUAGE, in_order
from .sentences import Refused

OUTPUTS = ("text", "json", "sarif", "junit", "github")
FAIL_ON = ("rejected", "breaks", "risk", "note", "never")

_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]..."),
    click.option(
        "-o", "--output", type=click.Choice(OUTPUTS), default="text", show_default=True, help="How to answer."
    ),
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default="breaks",
        show_default=True,
        help="The mildest class of findings that makes the exit code 1.",
    ),
    click.option("--notes", is_flag=True, help="Show findings of the class note too."),
    click.option("--show-unknown", is_flag=True, help="List all that could not be judged, and what would settle it."),
    click.option(
        "--apply-twice/--apply-once",
        default=None,
        help="Play the deployment twice: what would a second apply take away? On for all but scripts.",
    ),
    click.option(
        "--parameters",
        "-p",
        multiple=True,
        metavar="FILE|NAME=VALUE",
        help="A parameter file, tfvars file, or one value. Without any file, those beside the input are used.",
    ),
    click.option("--subscription", default="", metavar="ID", help="Where it will be deployed."),
    click.option("--resource-group", default="", metavar="NAME", help="Where it will be deployed."),
    click.option("--location", default="", metavar="REGION", help="Of the resource group."),
    click.option(
        "--link",
        multiple=True,
        metavar="ADDRESS=FILE",
        help="A linked template or module that is not on disk by itself.",
    ),
    click.option("--env", multiple=True, metavar="NAME=VALUE", help="A variable a script or parameter file reads."),
    click.option("--provider-version", default="", metavar="VERSION", help="Of azurerm, when no file says it."),
    click.option(
        "--avoid", multiple=True, metavar="RANGE|FILE", help="Ranges others have: one, NAME=RANGE, .csv or .txt."
    ),
    click.option("--on-premises", multiple=True, metavar="RANGE", help="A range on-premises, or NAME=RANGE."),
    click.option(
        "--fix", is_flag=True, help="Write exact lines into the files where a rule has them; each is tried first."
    ),
    click.option("--baseline", metavar="FILE", help="Findings to live with for now; new ones still count."),
    click.option("--write-baseline", metavar="FILE", help="Write every finding there is into a baseline."),
    LANGUAGE,
)


check_options = in_order(_OPTIONS)
"""Gives a command the options."""


def options_of(options: dict[str, Any]) -> Options:
    """Return what the importers are told. Raises Refusal for what cannot be read."""
    files = tuple(text for text in options["parameters"] if "=" not in text)
    values = dict(_pair(text, "--parameters") for text in options["parameters"] if "=" in text)
    return Options(
        parameters={name: _value(text) for name, text in values.items()},
        parameter_files=files,
        subscription_id=options["subscription"],
        resource_group=options["resource_group"],
        location=options["location"],
        links=dict(_pair(text, "--link") for text in options["link"]),
        environment=dict(_pair(text, "--env") for text in options["env"]),
        provider_version=options["provider_version"],
    )


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.rpartition("=") if option == "--link" else text.partition("=")
    if not equals or not name:
        form = "ADDRESS=FILE" if option == "--link" else "NAME=VALUE"
        raise Refused(USAGE, "usage.pair", option=option, form=form, text=text)
    return name, value


def _value(text: str) -> Any:
    """Return JSON as what it is, anything else as text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
