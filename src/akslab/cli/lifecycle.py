"""`akslab up`, `down`, `status`: a lab, from nothing to running and back."""

import click

from ..arm.composition import LOCATIONS
from ..lab.client import ask, is_running
from ..lab.cluster_names import spoken
from ..lab.lifecycle import down, server_pid, up
from ..lab.place import LabUnusableError, delete_lab, read_lab
from ..lab.refusal import ENVIRONMENT, Refusal
from ..settings import REALISTIC, Settings
from .output import output_option, place, say_json


@click.command("up")
@click.option("--realistic", is_flag=True, help="With Azure's delays: 60 minutes for a role, 30 s for routes, …")
@click.option(
    "--masquerade",
    type=click.Choice(["pod-cidr", "pod-cidr-and-subnet"]),
    help="What leaves a node with the pod's own address: the article's reading (default), or that of AKS issue 2031.",
)
@output_option
@click.pass_context
def up_command(ctx: click.Context, realistic: bool, masquerade: str | None, output: str) -> None:
    """Start the lab. Running it again changes nothing.

    Example: akslab up && akslab az group create --name myResourceGroup --location eastus
    """
    settings = None
    if realistic or masquerade:
        chosen = REALISTIC if realistic else Settings()
        settings = Settings(**{name: getattr(chosen, name) for name in chosen.__struct_fields__ if name != "masquerade"},
                            masquerade=masquerade or "pod-cidr")  # type: ignore[arg-type]  # fmt: skip
    lab = up(place(ctx), settings)
    facts = {
        "url": f"https://localhost:{lab.port}",
        "subscriptionId": lab.subscription_id,
        "tenantId": lab.tenant_id,
        "state": str(place(ctx).root),
    }
    if output == "json":
        say_json(facts)
        return
    click.echo(f"The lab runs at {facts['url']}, subscription {lab.subscription_id}.")
    click.echo("Next: akslab az group create --name myResourceGroup --location eastus", err=True)


@click.command("down")
@click.option("--delete", is_flag=True, help="Forget everything in it as well.")
@click.pass_context
def down_command(ctx: click.Context, delete: bool) -> None:
    """Stop the lab. What was made in it is there again at the next `up`.

    Example: akslab down --delete
    """
    where = place(ctx)
    ran = down(where)
    forgets = delete and where.file.exists()
    others = delete_lab(where) if forgets else []
    stopped = "The lab is stopped" if ran else "No lab was running"
    click.echo(f"{stopped}{', and what was in it is deleted' if forgets else ''}.", err=True)
    if others:
        click.echo(f"{where.root} stays, because no lab made what else is in it: {', '.join(others)}.", err=True)


@click.command("status")
@output_option
@click.pass_context
def status_command(ctx: click.Context, output: str) -> None:
    """Show whether the lab runs, and what is in it.

    Example: akslab status -o json
    """
    where = place(ctx)
    try:
        lab = read_lab(where)
    except LabUnusableError as error:
        raise Refusal(str(error), ENVIRONMENT) from None
    running = lab is not None and is_running(where)
    if not running:
        if output == "json":
            say_json({"running": False, "state": str(where.root)})
        else:
            click.echo("The lab is stopped." if lab else "There is no lab here yet: `akslab up` makes one.")
        ctx.exit(0)
    assert lab is not None
    inside = ask(where, "ping")
    facts = {
        "running": True,
        "url": f"https://localhost:{lab.port}",
        "subscriptionId": lab.subscription_id,
        "state": str(where.root),
        "pid": server_pid(where),
        "locations": len(LOCATIONS),
        **inside,
    }
    if output == "json":
        say_json(facts)
        return
    click.echo(f"The lab runs at {facts['url']} (process {facts['pid']}), subscription {lab.subscription_id}.")
    click.echo(f"Clusters: {', '.join(spoken(inside['clusters']).values()) or 'none'}")
    click.echo("Namespaces: " + ", ".join(f"{count} {kind}" for kind, count in inside["inhabitants"].items()))
