"""`akslab pod`, `vm`, `probe`, `exec`: things that run in the network, and packets between them."""

import subprocess
from typing import Any

import click

from ..lab.client import ask
from ..lab.refusal import USAGE, Refusal
from .output import output_option, place, say_json

_KINDS = ("node", "pod", "vm", "internet")
"""What may stand before a colon that is not a port's: `pod:web`."""


@click.group("pod")
def pod_command() -> None:
    """Run pods on the nodes of a kubenet cluster."""


@pod_command.command("run", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.option("--cluster", default="", help="Which cluster, if there are several: NAME or GROUP/NAME.")
@click.option("--node", default="", help="Which node; the scheduler chooses otherwise.")
@click.option("--count", default=1, show_default=True, help="How many: NAME-1, NAME-2, …")
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@output_option
@click.pass_context
def pod_run(ctx: click.Context, /, output: str, **wanted: Any) -> None:
    """Run a pod: the built-in HTTP server, or COMMAND after `--`.

    Example: akslab pod run web --node aks-nodepool1-12345678-vmss000000
    """
    wanted["argv"] = list(wanted.pop("command"))
    pods = ask(place(ctx), "pod-run", **wanted)
    if output == "json":
        say_json(pods)
        return
    for pod in pods:
        click.echo(f"{pod['metadata']['name']} runs on {pod['spec']['nodeName']} at {pod['status']['podIP']}")


@pod_command.command("delete")
@click.argument("name")
@click.option("--cluster", default="", help="Which cluster, if there are several: NAME or GROUP/NAME.")
@click.pass_context
def pod_delete(ctx: click.Context, name: str, cluster: str) -> None:
    """Delete a pod.

    Example: akslab pod delete web
    """
    ask(place(ctx), "pod-delete", name=name, cluster=cluster)
    click.echo(f"{name} is deleted.", err=True)


@click.group("vm")
def vm_command() -> None:
    """Run machines in subnets."""


@vm_command.command("run", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.option("--subnet", required=True, metavar="ID", help="The id of the subnet it stands in.")
@click.option("--ip-forwarding", is_flag=True, help="Let it carry others' packets, as an appliance does.")
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
@output_option
@click.pass_context
def vm_run(ctx: click.Context, /, output: str, **wanted: Any) -> None:
    """Run a machine: the built-in HTTP server, or COMMAND after `--`.

    Example: akslab vm run client --subnet $SUBNET_ID
    """
    wanted["forwarding"], wanted["argv"] = wanted.pop("ip_forwarding"), list(wanted.pop("command"))
    machine = ask(place(ctx), "vm-run", **wanted)
    if output == "json":
        say_json(machine)
        return
    click.echo(f"{machine['name']} runs at {machine['address']}")


@vm_command.command("delete")
@click.argument("name")
@click.pass_context
def vm_delete(ctx: click.Context, name: str) -> None:
    """Delete a machine and its interface.

    Example: akslab vm delete client
    """
    ask(place(ctx), "vm-delete", name=name)
    click.echo(f"{name} is deleted.", err=True)


@click.command("probe")
@click.argument("source")
@click.argument("destination", metavar="DESTINATION[:PORT]")
@click.option("--tcp", "protocol", flag_value="tcp", help="Only connect.")
@click.option("--icmp", "protocol", flag_value="icmp", help="Ping.")
@click.option("--http", "protocol", flag_value="http", default="http", help="Ask for / (the default).")
@click.option("--timeout", default=2.0, show_default=True, help="Seconds to wait.")
@output_option
@click.pass_context
def probe_command(ctx: click.Context, /, source: str, destination: str, output: str, **how: Any) -> None:
    """Send a real packet from SOURCE and show what came back. Exits 1 when nothing did.

    SOURCE is a pod, node, vm or `internet`; DESTINATION one of these or an address.

    Example: akslab probe web-1 10.244.1.2:80
    """
    target, port = _target(destination)
    result = ask(place(ctx), "probe", source=source, destination=target, port=port, **how)
    if output == "json":
        say_json(result)
    else:
        took = f"{result['seconds'] * 1000:.1f} ms"
        click.echo(f"{result['from']} -> {result['to']}:{result['port']}  {result['outcome']}  {took}")
        if result["answer"]:
            click.echo(result["answer"].rstrip())
    ctx.exit(0 if result["outcome"] == "answered" else 1)


def _target(destination: str) -> tuple[str, int]:
    """Return name or address and port; 80 where none is given."""
    target, colon, port = destination.rpartition(":")
    if not colon or (target in _KINDS and not port.isdecimal()):
        return destination, 80
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise Refusal(f"'{port}' is not a port: a number from 1 to 65535 comes after the colon.", USAGE)
    return target, int(port)


@click.command("exec", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
@click.pass_context
def exec_command(ctx: click.Context, name: str, command: tuple[str, ...]) -> None:
    """Run COMMAND inside a node, pod, vm, vnet or `internet`; its exit code is ours.

    Example: akslab exec web-1 -- ip route
    """
    entrance = ask(place(ctx), "enter", name=name)
    root = f"/proc/{entrance['pid']}"
    into = [f"--{kind}={root}/ns/{file}" for kind, file in (("user", "user"), ("mount", "mnt"), ("pid", "pid"))]
    nsenter = ["nsenter", *into, f"--net={root}/fd/{entrance['fd']}", "--preserve-credentials", "--", *command]
    try:
        ctx.exit(subprocess.run(nsenter, check=False).returncode)
    except FileNotFoundError:
        raise Refusal("nsenter is not on PATH; it comes with util-linux.", 4) from None
