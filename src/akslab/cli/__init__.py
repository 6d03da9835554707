"""The command line: what people type. Commands are imported when they are run, so that `--help` and rules stay quick."""

import codecs
import io
import json
import os
import sys
from contextlib import suppress
from importlib import import_module

import click

from ..lab.refusal import ENVIRONMENT, USAGE, Refusal

COMMANDS: dict[str, tuple[str, str]] = {
    "up": ("lifecycle", "Start the lab. Running it again changes nothing."),
    "down": ("lifecycle", "Stop the lab. What was made in it is there again at the next `up`."),
    "status": ("lifecycle", "Show whether the lab runs, and what is in it."),
    "az": ("clients", "Run the real Azure CLI against the lab; your own Azure login is not touched."),
    "shell": ("clients", "Open a shell in which plain `az` means the lab."),
    "run": ("clients", "Run a shell script in which plain `az` means the lab."),
    "pod": ("workloads", "Run pods on the nodes of a kubenet cluster."),
    "vm": ("workloads", "Run machines in subnets."),
    "probe": ("workloads", "Send a real packet from SOURCE and show what came back. Exits 1 when nothing did."),
    "trace": (
        "trace",
        "Explain one packet: does it arrive, who decides at every hop, what the other side sees, does the answer return.",
    ),
    "reach": (
        "reach",
        "Answer for all pairs at once: who reaches whom, by which ports, and which rule stops the rest.",
    ),
    "exec": ("workloads", "Run COMMAND inside a node, pod, vm, vnet or `internet`; its exit code is ours."),
    "capture": ("capture", "Capture packets at any points at once: a line for each, and one pcapng file."),
    "get": ("objects", "List nodes, pods, events, machines, or everybody that has a network namespace."),
    "log": ("objects", "Show what happened: requests, what the controllers wrote, what the kernel was told."),
    "article": ("article", "Run the whole article on a throw-away lab, and check what it says against real packets."),
    "setup": (
        "setup",
        "Install what a lab needs and this machine lacks: nftables, libpcap, an Azure CLI in an environment of its own.",
    ),
    "rules": ("rules", "List the rules that check, doctor and the lab judge by, or explain one."),
    "doctor": (
        "doctor",
        "Diagnose what runs from az and kubectl exports: does pod traffic between nodes work, and if not, why.",
    ),
    "migrate": (
        "migrate",
        "Plan the move of kubenet clusters to Azure CNI Overlay: what blocks it, what breaks, what stays, the steps.",
    ),
    "plan": ("plan", "Find the smallest sound ranges: subnets, pod and service CIDR, and which limit binds."),
    "check": ("check", "Judge templates, Terraform and az scripts before they are deployed, each finding at its line."),
    "explain": ("explain", "Explain an error of Azure or Kubernetes: what it means, why, how to tell, how to fix it."),
}
"""Command -> the module of this package that has it as `NAME_command`, and the first line of its help."""


class LazyGroup(click.Group):
    """A group whose commands live in modules that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they are declared."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name][0]}", __name__)
        found = getattr(module, f"{cmd_name}_command")
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for without importing it: also where one can't be imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short_help) for name, (_, short_help) in COMMANDS.items()])


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
    _escape_what_cannot_be_written()
    try:
        sys.exit(cli.main(prog_name="akslab", standalone_mode=False))
    except Refusal as refusal:
        click.echo(f"akslab: {refusal.said(_language())}", err=True)
        sys.exit(refusal.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(USAGE)
    except click.UsageError as error:
        _say_wrong_usage(error)
        sys.exit(USAGE)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _say_refusal_of_the_system(error)
        if not error.filename:
            _forget_output()
        sys.exit(ENVIRONMENT)


# ruff: noqa: PLC0415 - what says what is wrong is imported when something is


def _language() -> str:
    from .language import language_of

    return language_of(sys.argv[1:], os.environ)


def _say_wrong_usage(error: click.UsageError) -> None:
    from .wrong_usage import lines_of

    click.echo("\n".join(lines_of(error, sys.argv[1:], _language())), err=True)


def _say_refusal_of_the_system(error: OSError) -> None:
    from ..wire.system_errors import reason_of
    from .sentences import Speaker

    speak, reason = Speaker(_language()), reason_of(error)
    told = (
        speak("file.unusable", path=error.filename, reason=reason)
        if error.filename
        else speak("system.refused", reason=reason)
    )
    click.echo(f"akslab: {told}", err=True)


def _escape_what_cannot_be_written() -> None:
    """Let characters that stdout's encoding lacks, and half characters of file names, be written as JSON writes them."""
    codecs.register_error("akslab", lambda error: (_escaped(error), _end(error)))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="akslab")


def _escaped(error: UnicodeError) -> str:
    assert isinstance(error, UnicodeEncodeError)
    return json.dumps(error.object[error.start : error.end])[1:-1]


def _end(error: UnicodeError) -> int:
    assert isinstance(error, UnicodeEncodeError)
    return error.end


def _forget_output() -> None:
    """Drop what a full disk or a closed pipe did not take: writing it again at the end would change the exit code."""
    if sys.stdout is None:
        return
    with suppress(io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
