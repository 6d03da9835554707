"""`akslab reach`: who reaches whom, all pairs and all ports, in the running lab, in files or in exports.

Everything is decided in `akslab.networks` and `reach`; here files and options are read. Exit codes: 0 answered, 1 an
expectation does not hold or is not settled, 2 wrong usage, 3 nobody is meant by what was asked for, 4 the lab is not there.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..lab.refusal import NOT_FOUND, USAGE, Refusal
from .output import say_json
from .reach_options import reach_options
from .sentences import NoInputError, Refused

if TYPE_CHECKING:
    from ..networks.values import Network
    from ..reach.endpoints import Endpoint

# ruff: noqa: PLC0415 - `akslab --help` needs none of it


@click.command("reach")
@reach_options
@click.pass_context
def reach_command(ctx: click.Context, /, **options: Any) -> None:
    """Answer for all pairs at once: who reaches whom, by which ports, and which rule stops the rest.

    Endpoints that nothing tells apart are one group. WHO is a name that `akslab trace` takes, a pattern (`pod/*`),
    `kind:pod`, `group:SUBNET`, `group:CLUSTER`, `label:KEY=VALUE`, or a range; `internet` is a host of each kind that rules
    and routes tell apart. A file of expectations has `must:` and `must-not:`, each a list of `from:`, `to:`, `ports:`
    (`tcp/80`, `udp/53-60`, `icmp`) and `why:`; where one does not hold, a packet and its way are shown. What must not be
    reached is judged at every address it has. What something unknown could make otherwise holds neither way, and is
    marked `open`.

    `--what-if` tries changes as `akslab trace` does.

    Example: akslab reach --from kind:pod --to kind:node

    Example: akslab reach --template main.bicep --expect expect.yaml

    Example: akslab reach --export ./export --what-if 'association remove snet-aks' -o json
    """
    from ..networks.sentences import words
    from ..networks.values import NetworkError
    from ..reach.sentences import ReachError
    from ..trace.errors import Undecided

    language = options["lang"]
    try:
        code = _answer(ctx, options)
    except NetworkError as error:
        raise Refusal(f"{_said(error, language, words)}.", NOT_FOUND if error.is_missing else USAGE) from None
    except ReachError as error:
        is_missing = error.what.key == "expect.nobody" and not options["expect"]
        raise Refusal(error.said(language, options["expect"]), NOT_FOUND if is_missing else USAGE) from None
    except (Undecided, ValueError) as error:
        raise Refused(USAGE, "reach.unsettled", why=error) from None
    sys.exit(code)


def _said(error: Any, language: str, words: Any) -> str:
    from ..stories.sentences import CATALOGUES, Speaker

    return (
        Speaker(language).sentence(error.what)
        if error.what.key in CATALOGUES[language]
        else words(error.what, language)
    )


def _answer(ctx: click.Context, options: dict[str, Any]) -> int:
    from ..reach.engine import Reach
    from ..stories.ends import ends_of, with_hosts
    from .trace_inputs import network_of_options

    if options["expect"] and (options["what_if"] or options["senders"] or options["receivers"]):
        raise Refused(USAGE, "reach.whole-file")
    expectations = _expectations(options["expect"], options["lang"]) if options["expect"] else ()
    network, described = network_of_options(ctx, options)
    described["open"] = _open_ends(network, options["lang"])
    named = [word for each in expectations for word in (*each.senders, *each.receivers)]
    named += [*options["senders"], *options["receivers"]]
    network = after = with_hosts(network, named)
    if options["what_if"]:
        network, after = _changed(network, options["what_if"], named)
    reach = Reach(network.state)
    if options["expect"]:
        return _judge(network, reach, expectations, options, described)
    endpoints = ends_of(network)
    asked = [_picked(network, endpoints, options["senders"])]
    if options["senders"] or options["receivers"]:
        asked.append(_picked(network, endpoints, options["receivers"]))
    if options["what_if"]:
        _compare(after, reach, asked, options, described)
    else:
        _show(network, reach, asked, options, described)
    return 0


def _changed(network: "Network", what_if: str, named: list[str]) -> "tuple[Network, Network]":
    """Return a network and what a change makes of it, both with a host of each kind that either tells apart."""
    from ..networks.making import changed, extended
    from ..stories.editing import edited
    from ..stories.ends import with_hosts
    from ..stories.reading_edits import read_edits

    inputs = edited(network.inputs, *read_edits(network, what_if))
    after = with_hosts(changed(network, inputs), named)
    return extended(network, *after.additions[len(network.additions) :]), after


def _picked(
    network: "Network", endpoints: "tuple[Endpoint, ...]", selectors: tuple[str, ...]
) -> "tuple[Endpoint, ...]":
    """Return the endpoints that selectors mean, all without any. Raises ReachError for one that means nobody."""
    from ..reach.selecting import meant
    from ..stories.ends import finder

    return meant(endpoints, selectors, 0, addresses_too=True, find=finder(network)) if selectors else endpoints


def _expectations(file: str, language: str) -> Any:
    from ..checking.inputs import unreadable_file
    from ..importers.files import UnreadableError
    from ..importers.said import say
    from ..reach.expectations import read_expectations
    from .input_files import Allowance, TreeFiles, existing

    try:
        path = Path(os.path.realpath(existing(file)))
        return read_expectations(TreeFiles(path.parent, Allowance()).read(path.name))
    except NoInputError as error:
        raise error.refused(USAGE) from None
    except UnreadableError as error:
        raise Refusal(f"{say(unreadable_file(error), language)}.", USAGE) from None


def _judge(network: "Network", reach: Any, expectations: Any, options: dict[str, Any], described: Any) -> int:
    from ..reach.judging import judge
    from ..reach.structured import VERSION, judgement_json
    from ..reach.text import judgements_text
    from ..stories.doubting import Doubting
    from ..stories.ends import ends_of, finder
    from ..stories.reaching import Telling

    doubts, tells = Doubting(network, options["lang"]), Telling(network, options["lang"])
    judgements = judge(reach, ends_of(network), expectations, doubts, finder(network))
    if options["output"] == "json":
        found = [judgement_json(each, tells) for each in judgements]
        say_json({"version": VERSION, "network": described, "expectations": found})
    else:
        click.echo("\n".join(judgements_text(judgements, options["expect"], options["lang"], tells)))
    return int(not all(each.holds for each in judgements))


def _show(network: "Network", reach: Any, asked: Any, options: dict[str, Any], described: Any) -> None:
    from ..reach.answers import Answer
    from ..reach.marking import Marker
    from ..reach.matrix import matrix_of
    from ..reach.sentences import Speaker
    from ..reach.structured import VERSION, matrix_json
    from ..reach.text import matrix_text
    from ..stories.doubting import Doubting
    from ..stories.reaching import Telling

    answer = Answer(reach, *asked)
    marker = Marker(answer, Doubting(network, options["lang"]))
    matrix = matrix_of(answer, marker, Telling(network, options["lang"]))
    if marker.unlooked:
        click.echo(f"akslab: {Speaker(options['lang'])('text.unmarked', n=f'{marker.unlooked:,}')}", err=True)
    if options["output"] == "json":
        say_json({"version": VERSION, "network": described, **matrix_json(matrix)})
    else:
        click.echo("\n".join(matrix_text(matrix, options["lang"])))


def _compare(after: "Network", reach: Any, asked: Any, options: dict[str, Any], described: Any) -> None:
    from ..reach.answers import Answer
    from ..reach.differences import differences
    from ..reach.structured import VERSION, differences_json
    from ..reach.text import differences_text

    before = Answer(reach, *asked)
    found = differences(before, before.edited(after.state))
    if options["output"] == "json":
        told = {"whatIf": options["what_if"], "differences": differences_json(found)}
        say_json({"version": VERSION, "network": described, **told})
    else:
        click.echo("\n".join(differences_text(found, options["lang"])))


def _open_ends(network: "Network", language: str) -> list[str]:
    """Say what the input leaves open or against itself, and what is taken instead: on stderr, and in the JSON."""
    from ..networks.sentences import words

    assumed = (each.what for each in network.assumptions)
    told = (*network.contradictions, *network.unfit, *assumed)
    found = list(dict.fromkeys(words(each, language) for each in told))
    for each in found:
        click.echo(f"akslab: {each}", err=True)
    return found
