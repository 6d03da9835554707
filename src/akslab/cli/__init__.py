"""The command line: what people type. Commands are imported when they are run, so that `--help` and rules stay quick."""

import sys
from importlib import import_module

import click

from ..lab.refusal import Refusal

COMMANDS: dict[str, str] = {
    "up": "lifecycle",
    "down": "lifecycle",
    "status": "lifecycle",
    "az": "clients",
    "shell": "clients",
    "run": "clients",
    "pod": "workloads",
    "vm": "workloads",
    "probe": "workloads",
    "exec": "workloads",
    "get": "objects",
    "log": "objects",
    "article": "article",
    "setup": "setup",
}
"""Command -> module of this package that has it as a function of the same name (`exec` and the like: `exec_`)."""


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they are declared."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name]}", __name__)
        found = getattr(module, f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--name", default="default", envvar="AKSLAB_NAME", show_default=True, help="Which lab.")
@click.option("--state", envvar="AKSLAB_STATE", metavar="DIR", help="The lab's directory, instead of one by its name.")
@click.version_option(package_name="akslab", message="akslab %(version)s")
@click.pass_context
def cli(ctx: click.Context, name: str, state: str | None) -> None:
    """Run the AKS kubenet network of your own IP ranges on this machine: the real az drives it, real packets flow."""
    ctx.obj = (name, state)


def main() -> None:
    """Run the command line; a refusal is one line on stderr and its exit code."""
    try:
        sys.exit(cli.main(standalone_mode=False))
    except Refusal as refusal:
        click.echo(f"akslab: {refusal}", err=True)
        sys.exit(refusal.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
