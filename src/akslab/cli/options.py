"""Options that several commands have, with one name and one help text everywhere."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
Decorator = Callable[[F], F]

LANGUAGE = click.option(
    "--lang", type=click.Choice(["en", "ko"]), default="en", show_default=True, envvar="AKSLAB_LANG", help="Language."
)
TEXT_OR_JSON = click.option(
    "-o", "--output", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to answer."
)
NETWORK_SOURCES = (
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
)
"""Where a network comes from that a packet is sent through; the lab without any."""


def in_order(options: Sequence[Decorator[Any]]) -> Decorator[Any]:
    """Return what gives a command options, in the order they are listed in."""

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add
