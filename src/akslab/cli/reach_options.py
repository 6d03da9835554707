"""The options of `akslab reach`."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--from", "senders", multiple=True, metavar="WHO", help="Only these senders; see below."),
    click.option("--to", "receivers", multiple=True, metavar="WHO", help="Only these receivers."),
    click.option("--expect", metavar="FILE", default="", help="Judge a file of expectations: must, and must-not."),
    click.option(
        "--template", "template", multiple=True, metavar="FILE|DIR", help="ARM, Bicep, Terraform or an az script."
    ),
    click.option("--plan", "template", multiple=True, metavar="FILE", help="A Terraform plan as JSON."),
    click.option("--parameters", "-p", multiple=True, metavar="FILE|NAME=VALUE", help="For a template."),
    click.option(
        "--export", "export", multiple=True, metavar="DIR|ZIP|FILE", help="What az and kubectl print as JSON."
    ),
    click.option(
        "--site", "sites", multiple=True, metavar="NAME=PREFIX@MACHINE", help="A network on-premises behind a machine."
    ),
    click.option("--what-if", metavar="CHANGE", default="", help="Say what this change would open and close."),
    click.option(
        "-o", "--output", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to answer."
    ),
    click.option(
        "--lang",
        type=click.Choice(["en", "ko"]),
        default="en",
        show_default=True,
        envvar="AKSLAB_LANG",
        help="Language.",
    ),
)


def reach_options(command: F) -> F:
    """Add the options to a command, in the order they are declared."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
