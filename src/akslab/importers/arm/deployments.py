"""A template file -> deployments: one for each parameter file that is given or lies beside it, else one with defaults."""

from typing import Any

from ...deployments.declared import Declared, Deployment, Problem
from ...deployments.nodes import Node
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from ..files import Files
from ..options import NO_OPTIONS, Options
from .context import MOST_RESOURCES, Context
from .declarations import Reading
from .document import field, is_parameter_file, is_template, scope_of
from .names import Given
from .parameters import declared, given_by_person, given_in_file
from .refusals import ExhaustedError, RefusedError
from .sources import Sources
from .targets import address_of, target_of
from .template import Template

_JSON = (".json", ".jsonc")


def deployments_of_template(files: Files, name: str, options: Options = NO_OPTIONS) -> tuple[Deployment, ...]:
    """Return the deployments of a template file. Never raises: what cannot be read is a problem of the deployment."""
    sources = Sources(files)
    document, problems = sources.read(name)
    if not isinstance(document, dict) or not is_template(document):
        if document is not None:
            problems = (*problems, Problem(what=sentence("arm.not-template", file=name), file=name))
        return (Deployment(language="arm", name=name, problems=problems),)
    given = options.parameter_files or parameter_files_beside(files, name, document, sources)
    return tuple(_deployment(sources, name, each, options) for each in given or ("",))


def templates_linked_by(files: Files, name: str, options: Options = NO_OPTIONS) -> tuple[str, ...]:
    """Return the template files that a template deploys too: a check of their folder need not take them by themselves."""
    found: set[str] = set()
    sources = Sources(files)
    document, _ = sources.read(name)
    if not sources.mentions(name, "templatelink"):
        # Most templates link none, and need not be worked out for that.
        return ()
    if isinstance(document, dict) and is_template(document):
        given = options.parameter_files or parameter_files_beside(files, name, document, sources)
        for each in given or ("",):
            context = Context(sources, options)
            _resources(context, document, name, each)
            found |= context.templates
    return tuple(sorted(found - {name}))


def parameter_files_beside(files: Files, name: str, document: Any, sources: Sources | None = None) -> tuple[str, ...]:
    """Return the parameter files that lie beside a template and fit it, by the usual names.

    `X.parameters*.json` is `X.json`'s; others are whoever's whose parameters they name.
    """
    sources = sources or Sources(files)
    folder, _, leaf = name.rpartition("/")
    stem = leaf.rpartition(".")[0].lower()
    found = []
    for each in files.names(folder):
        lowered = each.rpartition("/")[2].lower()
        if each == name or not lowered.endswith(_JSON) or "parameters" not in lowered:
            continue
        value, _ = sources.read(each)
        is_own = lowered.startswith(f"{stem}.parameters")
        if is_parameter_file(value) and (is_own or (_is_generic(lowered) and _fits(value, document, files, each))):
            found.append(each)
    return tuple(found)


def _is_generic(lowered: str) -> bool:
    return lowered.startswith("parameters") or lowered.endswith(tuple(f".parameters{ending}" for ending in _JSON))


def _fits(value: Any, document: Any, files: Files, name: str) -> bool:
    """Whether a parameter file may be this template's: it names only its parameters, and is no other template's own."""
    folder, _, leaf = name.rpartition("/")
    other = f"{folder}/" if folder else ""
    stem = leaf.lower().partition(".parameters")[0]
    siblings = {each.lower() for each in files.names(folder)}
    if f"{other}{stem}.json".lower() in siblings and not leaf.lower().startswith("parameters"):
        return False
    parameters = field(document, "parameters")
    known = {key.lower() for key in parameters} if isinstance(parameters, dict) else set()
    given = set(given_in_file(value, name))
    return bool(given) and given <= known


def _deployment(sources: Sources, name: str, parameter_file: str, options: Options) -> Deployment:
    context = Context(sources, options)
    document, problems = sources.read(name)
    for problem in problems:
        context.journal.add(problem)
    resources = _resources(context, document, name, parameter_file)
    title = f"{name} with {parameter_file}" if parameter_file else name
    journal = context.journal
    return Deployment(language="arm", name=title, resources=resources, gaps=journal.gaps, problems=journal.problems)


def _resources(context: Context, document: dict[str, Any], name: str, parameter_file: str) -> tuple[Declared, ...]:
    """Return what a template declares with a parameter file; what stands in the way is in the context's journal."""
    resources: list[Declared] = []
    place = Origin(file=name)
    try:
        given = _given(context, document, name, parameter_file)
        target = target_of(context.options, scope_of(document), address_of(name))
        context.enter(place)
        context.check(document, name)
        template = Template(context, document, place, target, given)
        template.declare()
        context.refuse_endless()
        resources.extend(Reading(context).resources(template))
    except ExhaustedError as error:
        where = error.place or place
        context.journal.problem(error.what, where)
        context.journal.gap(sentence("arm.unfinished", file=name), where, hides_resources=True)
    except RefusedError as error:
        context.journal.refuse(error, place)
    if context.left_out and resources:
        context.journal.problem(context.left_out.told(MOST_RESOURCES), context.left_out.place)
        context.journal.gap(sentence("arm.unfinished", file=name), context.left_out.place, hides_resources=True)
        resources = context.left_out.opened(resources)
    return tuple(resources)


def _given(context: Context, document: dict[str, Any], name: str, parameter_file: str) -> Given:
    given: dict[str, tuple[str, Node]] = {}
    if parameter_file:
        value, problems = context.sources.read(parameter_file)
        for problem in problems:
            context.journal.add(problem)
        if value is not None and not is_parameter_file(value):
            context.journal.problem(sentence("arm.not-parameters", file=parameter_file), Origin(file=parameter_file))
        given |= given_in_file(value, parameter_file)
    parameters = field(document, "parameters")
    written = {key.lower(): (key, each) for key, each in parameters.items()} if isinstance(parameters, dict) else {}
    for key, value in context.options.parameters.items():
        own, each = written.get(key.lower(), (key, {}))
        place = Origin(file=name, path=("parameters", own) if key.lower() in written else ())
        given[key.lower()] = key, given_by_person(value, declared(own, each, place, field(document, "definitions")))
    return given
