"""`akslab setup`: make this machine ready for labs."""

import os

import click

from ..lab.installation import install_az, install_filter_library, install_system_packages, report


@click.command("setup")
def setup_command() -> None:
    """Install what a lab needs and this machine lacks: nftables, libpcap, an Azure CLI in an environment of its own.

    Example: akslab setup
    """

    def say(text: str) -> None:
        click.echo(text, err=True)

    install_system_packages(say)
    install_filter_library(say)
    install_az(dict(os.environ), say)
    report(say)
