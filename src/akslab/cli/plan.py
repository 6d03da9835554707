"""`akslab plan`: from what one needs the smallest sound ranges, for one cluster, four models, or a fleet.

Everything is reckoned in `planning`; here options and files are read, and the answer is written. Exit codes: 0 there
is a plan, 1 nothing fits (and what would have to give), 2 a wish that cannot be read.
"""

import sys
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network
from typing import Any

import click
import msgspec

from ..lab.refusal import USAGE, Refusal
from ..planning.capacity import Question, holdings, verdict
from ..planning.capacity_text import holdings_text
from ..planning.fleet import plan_fleet
from ..planning.fleet_file import read_fleet
from ..planning.fleet_text import fleet_text
from ..planning.needs import Needs
from ..planning.placing import DEFAULT_TAKES, Ranges, checked
from ..planning.plan import Plan, compared, plan_cluster
from ..planning.plugins import PLUGINS, Plugin
from ..planning.ranges import read_range
from ..planning.reading import FIELDS, OPTIONS, read_needs, said_needs
from ..planning.recommendation import Wishes, recommended
from ..planning.sentences import PlanError, say, sentence
from ..planning.snippets.text import snippet
from ..planning.structured import holdings_json, plan_json, recommendation_json
from ..planning.taken import read_option
from ..planning.text import plans_text, recommendation_text
from ..rules.cluster_documents import DEFAULT_POD_CIDR
from .output import say_lines
from .plan_lists import avoided, named, read_list_file
from .plan_options import plan_options

ON_PREMISES_OF_THE_ARTICLE = "10.0.0.0/8"
ADVICE_OF_THE_ARTICLE = "172.16.0.0/16"
SNIPPETS = ("az", "bicep", "terraform", "csv")
Options = dict[str, Any]


@click.command("plan")
@plan_options
def plan_command(**options: Any) -> None:
    """Find the smallest sound ranges: subnets, pod and service CIDR, and which limit binds.

    Example: akslab plan --nodes 40 --growth 2x --pools 3 --max-surge 33% --avoid ipam.csv --from 10.64.0.0/12

    Example: akslab plan --nodes 50 --compare --traffic inside --case expressroute

    Example: akslab plan --nodes 20 --plugin kubenet -o bicep

    Example: akslab plan --subnet 10.0.0.0/27 --nodes 25

    Example: akslab plan --fleet clusters.csv --avoid ipam.csv -o csv
    """
    try:
        has_plan = _answer(options)
    except PlanError as error:
        raise Refusal(error.said(options["lang"]), USAGE) from None
    if not has_plan:
        sys.exit(1)


def _answer(options: Options) -> bool:
    """Answer the question the options ask; returns whether something fits."""
    options["compare"] = options["compare"] or options["traffic"] or options["own_routes"]
    if options["fleet"] and (options["subnet"] or options["compare"]):
        raise PlanError(sentence("error.fleet-alone"))
    if options["compare"] and options["plugin"]:
        raise PlanError(sentence("error.plugin-or-compare"))
    for option, question in (("pod_cidr", "subnet"), ("share_overlay_pods", "fleet")):
        if options[option] and not options[question]:
            raise PlanError(sentence("error.goes-with", option=option.replace("_", "-"), question=question))
    if options["subnet"]:
        return _subnet(options)
    return _fleet(options) if options["fleet"] else _cluster(options)


def _cluster(options: Options) -> bool:
    ranges = _ranges(options)
    needs = read_needs(_said(options), _defaults(options), "--")
    output, language = options["output"], options["lang"]
    if options["plugin"]:
        plans: tuple[Plan, ...] = (plan_cluster(needs, PLUGINS[options["plugin"]], ranges),)
    elif output in SNIPPETS:
        raise PlanError(sentence("error.one-plugin", output=output))
    else:
        plans = compared(needs, ranges)
    if output == "json":
        _say_json(_compared_json(options, plans, ranges))
    elif output == "text":
        _say(_compared_text(options, plans, ranges))
    elif plans[0].fits:
        click.echo(snippet(output, plans, language), nl=False)
    else:
        raise Refusal("; ".join(say(problem, language) for problem in plans[0].problems))
    return any(plan.fits for plan in plans)


def _compared_text(options: Options, plans: Sequence[Plan], ranges: Ranges) -> Iterable[str]:
    language = options["lang"]
    if options["case"]:
        yield say(sentence(f"case.{options['case']}"), language)
        yield ""
    yield from plans_text(plans, ranges, language)
    if options["compare"]:
        yield ""
        yield from recommendation_text(recommended(_wishes(options), plans), language)


def _compared_json(options: Options, plans: Sequence[Plan], ranges: Ranges) -> dict[str, Any]:
    language = options["lang"]
    answer: dict[str, Any] = {"plans": [plan_json(plan, ranges, language) for plan in plans]}
    if options["case"]:
        answer["case"] = say(sentence(f"case.{options['case']}"), language)
    if options["compare"]:
        answer["recommendation"] = recommendation_json(recommended(_wishes(options), plans), language)
    return answer


def _wishes(options: Options) -> Wishes:
    return Wishes(traffic=options["traffic"] or "", keeps_routes=options["own_routes"] or "")


def _fleet(options: Options) -> bool:
    file, language = options["fleet"], options["lang"]
    ranges, plugin = _ranges(options), PLUGINS.get(options["plugin"] or "")
    defaults = said_needs(_said(options), _defaults(options), "--")
    wanted = read_fleet(read_list_file(file), file, defaults, plugin)
    plans = plan_fleet(wanted, ranges, share_overlay_pods=options["share_overlay_pods"])
    if options["output"] == "json":
        _say_json({"clusters": [plan_json(plan, None, language) for plan in plans]})
    elif options["output"] == "text":
        _say(fleet_text(plans, language))
    else:
        click.echo(snippet(options["output"], [plan for plan in plans if plan.fits], language), nl=False)
        for plan in plans:
            for problem in plan.problems[:1]:
                click.echo(say(sentence("fleet.left", cluster=plan.name, reason=problem), language), err=True)
    return all(plan.fits for plan in plans)


def _subnet(options: Options) -> bool:
    if options["output"] not in ("text", "json"):
        raise PlanError(sentence("error.subnet-output"))
    texts = _said(options)
    asked = bool(texts["nodes"] or texts["pods"] or "," in texts["pools"])
    needs = (read_needs if asked else said_needs)(texts, _defaults(options), "--")
    pods = read_range(options["pod_cidr"] or DEFAULT_POD_CIDR, "--pod-cidr")
    question = Question(subnet=read_range(options["subnet"], "--subnet"), pod_cidr=pods, needs=needs)
    plugins: tuple[Plugin, ...] = tuple(PLUGINS.values())
    found = holdings(question, (PLUGINS[options["plugin"]],) if options["plugin"] else plugins)
    verdicts = tuple(verdict(holding, needs) for holding in found) if asked else ()
    if options["output"] == "json":
        _say_json(holdings_json(question, found, verdicts))
    else:
        _say(holdings_text(question, found, verdicts, options["lang"]))
    return not verdicts or any(each.fits for each in verdicts)


def _said(options: Options) -> dict[str, str]:
    """Return the options that are needs, by their field's name."""
    return {field: options[OPTIONS.get(field, field)] for field in FIELDS}


def _defaults(options: Options) -> Needs:
    return Needs(windows=options["windows"], virtual_nodes=options["virtual_nodes"])


def _ranges(options: Options) -> Ranges:
    """Return what may be taken and what is to be avoided."""
    taken = [found for text in options["avoid"] for found in avoided(text)]
    for name in ("peer", "on_premises"):
        option = name.replace("_", "-")
        taken += [named(read_option(text, f"--{option}"), option) for text in options[name]]
    takes = _takes(options, "take")
    if options["case"]:
        taken.append(read_option(f"on-premises={ON_PREMISES_OF_THE_ARTICLE}", f"--case {options['case']}"))
        takes = takes or (read_range(ADVICE_OF_THE_ARTICLE), *DEFAULT_TAKES)
    return checked(
        Ranges(
            network=takes or DEFAULT_TAKES,
            pods=_takes(options, "take_pods"),
            services=_takes(options, "take_services"),
            taken=tuple(taken),
        )
    )


def _takes(options: Options, name: str) -> tuple[IPv4Network, ...]:
    return tuple(read_range(text, f"--{name.replace('_', '-')}") for text in options[name])


def _say(lines: Iterable[str]) -> None:
    say_lines(lines)


def _say_json(value: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
