"""The options of `akslab trace`."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.argument("source"),
    click.argument("destination", metavar="DESTINATION[:PORT]"),
    click.option("--tcp", "protocol", flag_value="tcp", default="tcp", help="A connection (the default)."),
    click.option("--udp", "protocol", flag_value="udp", help="A datagram."),
    click.option("--icmp", "protocol", flag_value="icmp", help="An echo."),
    click.option("--ttl", type=click.IntRange(1, 255), default=64, show_default=True, help="What the sender writes."),
    click.option(
        "--size", type=click.IntRange(28, 65535), default=60, show_default=True, help="Bytes, with the IP header."
    ),
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
    click.option("--what-if", metavar="CHANGE", default="", help="Compare with the network after this change."),
    click.option("--kernel", is_flag=True, help="Send the packet in the lab, and show what the kernel says of it."),
    click.option("--steps", is_flag=True, help="Show every step of Linux, not only those Azure's objects decide."),
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


def trace_options(command: F) -> F:
    """Add the options to a command, in the order they are declared."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
