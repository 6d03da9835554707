"""`akslab get` and `akslab log`: what is in the lab, and what happened in it."""

from datetime import UTC, datetime

import click

from ..lab.client import ask
from ..lab.journal import read_journal
from ..lab.refusal import ENVIRONMENT, NOT_FOUND, Refusal
from ..wire.properties import Json
from .output import output_option, place, say_json, say_table


@click.command("get")
@click.argument("kind", type=click.Choice(["nodes", "pods", "events", "vms", "all"]))
@click.option("--cluster", default="", help="Only this cluster: NAME or GROUP/NAME.")
@output_option
@click.pass_context
def get_command(ctx: click.Context, kind: str, cluster: str, output: str) -> None:
    """List nodes, pods, events, machines, or everybody that has a network namespace.

    Example: akslab get nodes
    """
    found = ask(place(ctx), "get", kind=kind, cluster=cluster)
    if output == "json":
        say_json([entry["object"] for entry in found] if kind in ("nodes", "pods", "events") else found)
    elif kind == "nodes":
        say_table(
            ("CLUSTER", "NAME", "STATUS", "VERSION", "INTERNAL-IP", "POD-CIDR", "NETWORK"), [*map(_node_row, found)]
        )
    elif kind == "pods":
        say_table(("CLUSTER", "NAME", "STATUS", "IP", "NODE"), [*map(_pod_row, found)])
    elif kind == "events":
        say_table(("CLUSTER", "LAST SEEN", "COUNT", "TYPE", "REASON", "OBJECT", "MESSAGE"), [*map(_event_row, found)])
    elif kind == "vms":
        say_table(("NAME", "INTERFACE"), [(machine["name"], machine["interface"]) for machine in found])
    else:
        say_table(("KIND", "NAME", "CLUSTER"), [(one["kind"], one["name"], one["cluster"]) for one in found])


def _node_row(entry: Json) -> tuple[str, ...]:
    node = entry["object"]
    conditions = {c["type"]: c for c in node["status"]["conditions"]}
    ready = "Ready" if conditions.get("Ready", {}).get("status") == "True" else "NotReady"
    route = conditions.get("NetworkUnavailable")
    network = "-" if route is None else route["reason"]
    address = next(a["address"] for a in node["status"]["addresses"] if a["type"] == "InternalIP")
    version = node["status"]["nodeInfo"]["kubeletVersion"]
    return (
        entry["cluster"],
        node["metadata"]["name"],
        ready,
        version,
        address,
        node["spec"].get("podCIDR", "-"),
        network,
    )


def _pod_row(entry: Json) -> tuple[str, ...]:
    pod = entry["object"]
    status = pod["status"].get("reason") or pod["status"]["phase"]
    address, node = pod["status"].get("podIP", "-"), pod["spec"].get("nodeName", "-")
    return entry["cluster"], pod["metadata"]["name"], status, address, node


def _event_row(entry: Json) -> tuple[str, ...]:
    event = entry["object"]
    about = f"{event['involvedObject']['kind']}/{event['involvedObject']['name']}"
    said = (event["lastTimestamp"], str(event["count"]), event["type"], event["reason"], about, event["message"])
    return (entry["cluster"], *said)


@click.command("log")
@click.option("--request", default="", metavar="ID", help="Only what followed from this request (its correlation id).")
@click.option("--show-commands", is_flag=True, help="With the ip and nft lines each kernel change stands for.")
@click.option("--tail", type=click.IntRange(min=0), default=0, metavar="N", help="Only the last N events.")
@output_option
@click.pass_context
def log_command(ctx: click.Context, request: str, show_commands: bool, tail: int, output: str) -> None:
    """Show what happened: requests, what the controllers wrote, what the kernel was told.

    Example: akslab log --request 5b1f… --show-commands
    """
    where = place(ctx)
    try:
        where.file.stat()
    except FileNotFoundError:
        raise Refusal("There is no lab here yet: `akslab up` makes one.", ENVIRONMENT) from None
    events = list(read_journal(where.journal, request))[-tail:]
    if request and not events:
        raise Refusal(f"Nothing in the log follows from a request '{request}'.", NOT_FOUND)
    if output == "json":
        say_json(events)
        return
    for event in events:
        click.echo(_line(event))
        for command in event.get("commands", ()) if show_commands else ():
            click.echo(f"    {command}")


def _line(event: Json) -> str:
    at = datetime.strptime(event["time"][:26] + "Z", "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    about = {k: v for k, v in event.items() if k not in ("time", "event", "commands")}
    facts = " ".join(f"{key}={_short(value)}" for key, value in about.items() if value not in ("", [], None))
    return f"{at:%H:%M:%S.%f} {event['event']:<20} {facts}"


def _short(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    text = str(value)
    return text if " " not in text else f'"{text}"'
