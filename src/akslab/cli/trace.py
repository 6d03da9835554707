"""`akslab trace`: one packet explained, in the running lab, in files that nobody deployed, or in exports.

Everything is decided in `akslab.networks`, `trace` and `stories`; here files, options and the lab are read. Exit codes: 0
it arrives and is answered, 1 it is not (or not for sure), 2 wrong usage, 3 nobody is called so, 4 the lab is not there.
"""

import shlex
import sys
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from ..lab.refusal import ENVIRONMENT, NOT_FOUND, USAGE, Refusal
from .output import place, say_json
from .sentences import Refused
from .trace_options import DEFAULT_SIZE, DEFAULT_SOURCE_PORT, trace_options

if TYPE_CHECKING:
    from ..networks.values import Network, NetworkError
    from ..stories.asking import Wanted
    from ..stories.story import Story

# ruff: noqa: PLC0415 - `akslab --help` and a lab's commands need none of it


@click.command("trace")
@trace_options
@click.pass_context
def trace_command(ctx: click.Context, /, source: str, destination: str, **options: Any) -> None:
    """Explain one packet: does it arrive, who decides at every hop, what the other side sees, does the answer return.

    SOURCE and DESTINATION are pods, nodes, machines, sites, `internet` or addresses: `web`, `pod/web`, `10.244.1.2`.
    In files and exports every node has two pods that nobody runs yet, `pod@NODE` and `pod2@NODE`; a node is also called by
    its pool and number: `nodepool1/0`.

    Changes that `--what-if` tries, several with `;` between: `route delete TABLE/ROUTE`, `route add TABLE/ROUTE PREFIX HOP`,
    `association set SUBNET TABLE`, `association remove SUBNET`, `nsg rule delete NSG/RULE`, `nsg rule add NSG/RULE PRIORITY
    in|out allow|deny PROTOCOL FROM TO PORTS`, `nsg remove SUBNET|NODE`, `ip-forwarding on|off NODE`.

    Example: akslab trace web-1 web-2:80

    Example: akslab trace --template main.bicep pod@nodepool1/0 pod@nodepool1/1 --what-if 'association remove snet-aks'

    Example: akslab trace --export ./export pod@nodepool1/0 8.8.8.8:443 -o json
    """
    from ..networks.sentences import words
    from ..networks.values import NetworkError
    from ..stories.sentences import CATALOGUES, Speaker

    language = options["lang"]
    try:
        story, described = _story(ctx, source, destination, options)
    except NetworkError as error:
        known = error.what.key in CATALOGUES[language]
        said = Speaker(language).sentence(error.what) if known else words(error.what, language)
        again = _asked_again(source, destination, error, options) if error.instead else ""
        # The command has a line of its own, without a full stop: it is there to be copied.
        raise Refusal(f"{said}.{again}", NOT_FOUND if error.is_missing else USAGE) from None
    if options["output"] == "json":
        from ..stories.structured import story_json

        say_json(story_json(story, language, described))
    else:
        from ..stories.text import story_text

        click.echo("\n".join(story_text(story, language, all_steps=options["steps"])))
    final = story.change.after.verdict if story.change else story.told.verdict
    is_well = final.outcome == "arrives" and final.is_certain and not final.is_elsewhere
    sys.exit(0 if is_well else 1)


def _asked_again(source: str, destination: str, error: "NetworkError", options: dict[str, Any]) -> str:
    """Return, on a line of its own, the command that asks for who is behind a service instead."""
    given = [("--export", each) for each in options["export"]] + [("--site", each) for each in options["sites"]]
    protocol = () if options["protocol"] == "tcp" else (f"--{options['protocol']}",)
    ends = (source, error.instead)
    if source == error.asked and not destination.startswith(error.asked):
        ends = error.instead.rpartition(":")[0], destination
    return f"\n  {shlex.join(['akslab', 'trace', *chain.from_iterable(given), *protocol, *ends])}"


def _story(
    ctx: click.Context, source: str, destination: str, options: dict[str, Any]
) -> "tuple[Story, dict[str, Any]]":
    from ..stories.asking import question_of
    from ..stories.reading_edits import read_edits
    from ..stories.story import story_of
    from .trace_inputs import network_of_options

    network, described = network_of_options(ctx, options)
    network, question = question_of(network, source, destination, _wanted(options))
    edits = () if options["what_if"] is None else read_edits(network, options["what_if"])
    proof = None
    if options["kernel"]:
        _check_real(network, described, options)
        proof = _prove(ctx, question.source.netns, question)
    return story_of(network, question, edits, proof), described


def _check_real(network: "Network", described: dict[str, Any], options: dict[str, Any]) -> None:
    """Raise Refusal where the packet would go through a network that the lab's kernel does not have."""
    if described["from"] != "lab":
        raise Refused(USAGE, "trace.kernel-files")
    if options["what_if"] is not None:
        raise Refused(USAGE, "trace.kernel-change")
    if options["protocol"] == "tcp" and options["size"] != DEFAULT_SIZE:
        raise Refused(USAGE, "trace.kernel-size")
    if options["source_port"] != DEFAULT_SOURCE_PORT:
        raise Refused(USAGE, "trace.kernel-port")
    if network.additions:
        raise Refused(USAGE, "trace.kernel-sites")


def _wanted(options: dict[str, Any]) -> "Wanted":
    from ..stories.asking import Wanted

    return Wanted(
        protocol=options["protocol"],
        ttl=options["ttl"],
        size=options["size"],
        source_port=options["source_port"],
    )


def _prove(ctx: click.Context, netns: str, question: Any) -> Any:
    """Send the packet in the lab. Raises Refusal where no lab answers."""
    from ..lab.client import ask

    packet = question.packet
    try:
        return ask(
            place(ctx),
            "prove",
            source=netns,
            destination=packet.destination,
            protocol=packet.protocol,
            port=packet.destination_port,
            ttl=packet.ttl,
            size=packet.size,
            dont_fragment=packet.dont_fragment,
        )
    except KeyError:
        raise Refused(ENVIRONMENT, "lab.version") from None
