"""`akslab az`, `shell`, `run`: the real tools, pointed at the lab. The child's exit code is ours."""

import os
import subprocess
import sysconfig
from pathlib import Path

import click

from ..lab.az import Connection, child_environment
from ..lab.az_script import write_az_script
from ..lab.client import is_running
from ..lab.connection import connection_of
from ..lab.find_az import AzNotFoundError, find_az
from ..lab.place import LabUnusableError, Place, read_lab
from ..lab.refusal import ENVIRONMENT, NOT_FOUND, Refusal
from .output import place

_PASS_ON = {"ignore_unknown_options": True, "allow_interspersed_args": False, "help_option_names": []}


def _connection(where: Place) -> tuple[Path, Connection]:
    """Return the az to run and how it reaches the running lab; raises `Refusal`."""
    try:
        lab = read_lab(where)
        az = find_az(dict(os.environ))
    except (LabUnusableError, AzNotFoundError) as error:
        raise Refusal(str(error), ENVIRONMENT) from None
    if lab is None or not is_running(where):
        raise Refusal("No lab is running here. Start one with `akslab up`.", ENVIRONMENT)
    return az, connection_of(where, lab)


def lab_environment(where: Place) -> dict[str, str]:
    """Return an environment in which plain `az` and `akslab` mean the lab and everything else is as it was."""
    az, connection = _connection(where)
    folder = write_az_script(where, az, connection)
    path = os.pathsep.join([str(folder), sysconfig.get_path("scripts"), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "AKSLAB_STATE": str(where.root)}


@click.command("az", context_settings=_PASS_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def az_command(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Run the real Azure CLI against the lab; your own Azure login is not touched.

    Example: akslab az network vnet list -o table
    """
    az, connection = _connection(place(ctx))
    ctx.exit(subprocess.run([az, *arguments], env=child_environment(os.environ, connection), check=False).returncode)


@click.command("shell")
@click.pass_context
def shell_command(ctx: click.Context) -> None:
    """Open a shell in which plain `az` means the lab.

    Example: akslab shell
    """
    environment = lab_environment(place(ctx))
    click.echo("In this shell `az` means the lab. Leave it with exit.", err=True)
    ctx.exit(subprocess.run([os.environ.get("SHELL") or "/bin/sh"], env=environment, check=False).returncode)


@click.command("run", context_settings={**_PASS_ON, "help_option_names": ["-h", "--help"]})
@click.argument("script", type=click.Path(path_type=Path))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def run_command(ctx: click.Context, script: Path, arguments: tuple[str, ...]) -> None:
    """Run a shell script in which plain `az` means the lab.

    Example: akslab run docs/article.sh
    """
    if not script.is_file():
        raise Refusal(f"There is no script {script}.", NOT_FOUND)
    environment = lab_environment(place(ctx))
    with script.open("rb") as file:
        names_its_own_shell = file.read(2) == b"#!" and os.access(script, os.X_OK)
    command = [str(script.absolute())] if names_its_own_shell else ["bash", str(script)]
    ctx.exit(subprocess.run([*command, *arguments], env=environment, check=False).returncode)
