"""A script with az commands -> the deployment it makes: the importer of this language."""

import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from ...deployments.declared import Condition, Declared, Deployment, Problem
from ...deployments.nodes import Node, Unknown
from ...wire.sentences import sentence
from ..files import Files, UnreadableError
from ..options import NO_OPTIONS, Options
from .budget import Budget, OutOfBudget
from .cloud import UNKNOWN_SUBSCRIPTION, Cloud
from .commands.identities import ASSIGNMENTS
from .commands.pools import CLUSTERS
from .dialects import is_caseless, program_of
from .environment import Environment
from .files_read import ScriptFiles, reason_of
from .places import Places
from .program import Block, Statement
from .recognition import dialect_of
from .texts import Text
from .walking import DEFAULTS, Walker

MOST_PROBLEMS = 100
_STOPPING = re.compile(r"#![^\n]*\s-\w*e")
MOST_CHARACTERS = 2 << 20
"""Of one script: somebody wrote it, so it is no data."""


def deployments_of_script(
    files: Files, name: str, options: Options = NO_OPTIONS, *, is_run_again: bool = False
) -> tuple[Deployment, ...]:
    """Return what a script (bash, PowerShell, cmd, or Markdown with such blocks) deploys, as one deployment.

    A script is meant to run once: whether a second run takes something away is judged only with `is_run_again`.
    """
    try:
        text = files.read(name)
    except UnreadableError as error:
        problem = Problem(what=reason_of(error), file=name)
        return (Deployment(language="az", name=name, problems=(problem,)),)
    if len(text) > MOST_CHARACTERS:
        return (Deployment(language="az", name=name, problems=(Problem(what=sentence("az.too-large"), file=name),)),)
    text = text.removeprefix("\ufeff")
    program, placeholders = _program(name, text)
    subscription = options.subscription_id or UNKNOWN_SUBSCRIPTION
    reading = _Reading(files, name, text, options, is_run_again)
    cloud = reading.walked(program, placeholders, subscription)
    if subscription == UNKNOWN_SUBSCRIPTION and len(cloud.named_subscriptions) == 1:
        # It names one subscription: that is the one it runs in.
        (named,) = cloud.named_subscriptions.values()
        cloud = reading.walked(program, placeholders, named)
    found = _deployment(name, cloud)
    return (
        replace(found, resources=_one_of_several(found.resources)) if dialect_of(name, text) == "markdown" else found,
    )


def _program(name: str, text: str) -> tuple[tuple[Statement, ...], set[str]]:
    placeholders: set[str] = set()
    return program_of(name, text, placeholders), placeholders


class _Reading:
    """One script with what it is read with; it may be walked through twice."""

    def __init__(self, files: Files, name: str, text: str, options: Options, is_run_again: bool) -> None:
        self._files, self._name, self._text, self._options = files, name, text, options
        self._is_run_again = is_run_again

    def walked(self, program: tuple[Statement, ...], placeholders: set[str], subscription: str) -> Cloud:
        cloud = Cloud(self._options, subscription, is_run_again=self._is_run_again)
        places = Places()
        places.add(self._name, self._text)
        walker = Walker(
            cloud=cloud,
            environment=self._environment(cloud),
            files=ScriptFiles(self._files, self._name),
            budget=Budget(),
            places=places,
        )
        walker.placeholders = set(placeholders)
        walker.is_shell = dialect_of(self._name, self._text) == "bash"
        walker.stops_at_errors = bool(_STOPPING.match(self._text))
        try:
            for part in _parts(program):
                walker.run(part)
        except OutOfBudget as limit:
            cloud.problems.append(Problem(what=sentence(limit.limit), file=self._name))
        return cloud

    def _environment(self, cloud: Cloud) -> Environment:
        given = {**self._options.environment, **{str(k): str(v) for k, v in self._options.parameters.items()}}
        for name, key in DEFAULTS.items():
            if given.get(name):
                cloud.defaults.setdefault(key, Text(text=given[name]))
        return Environment(given, is_caseless=is_caseless(self._name, self._text))


def _parts(program: tuple[Statement, ...]) -> Iterable[tuple[Statement, ...]]:
    """Return what an `exit` ends: the whole script, or one block of a page."""
    if program and all(isinstance(each, Block) and not each.is_subshell for each in program):
        return [each.body for each in program if isinstance(each, Block)]
    return [program]


def _deployment(name: str, cloud: Cloud) -> Deployment:
    return Deployment(
        language="az",
        name=name,
        resources=tuple(_without_strangers(cloud.declared)),
        gaps=tuple(cloud.gaps),
        problems=tuple(cloud.problems[:MOST_PROBLEMS]),
        invocations=tuple(cloud.invocations),
        templates=tuple(cloud.templates),
    )


def _one_of_several(resources: tuple[Declared, ...]) -> tuple[Declared, ...]:
    """Return the resources of a page; a cluster that it makes several times is made in one of the ways it shows."""
    makes = Counter(each.id.lower() for each in resources if each.type == CLUSTERS and each.writing == "put")
    several = {id_ for id_, number in makes.items() if number > 1}

    def is_one(declared: Declared) -> bool:
        return declared.id.lower().partition("/agentpools/")[0] in several and not declared.existing

    way = (Condition("one of the ways the page shows"),)
    return tuple(replace(each, conditions=(*each.conditions, *way)) if is_one(each) else each for each in resources)


def _without_strangers(resources: list[Declared]) -> Iterable[Declared]:
    """Return the resources, principals that are typed out made unknown.

    A GUID in a script may be that of an identity the same script makes: somebody looked it up. Only that of a service
    principal which a cluster names stays.
    """
    clients = {
        client.text
        for declared in resources
        if declared.type == CLUSTERS
        and (client := declared.body.at("properties", "servicePrincipalProfile", "clientId"))
    }
    for declared in resources:
        principal = declared.body.at("properties", "principalId") if declared.type == ASSIGNMENTS else None
        if principal is None or principal.is_unknown or "\ue000" in principal.text or principal.text in clients:
            yield declared
            continue
        properties = declared.body.at("properties")
        fields = properties.value if properties and isinstance(properties.value, dict) else {}
        unknown = Node(Unknown("elsewhere", "az identity show"), principal.origin)
        inner = Node({**fields, "principalId": unknown}, properties.origin if properties else None)
        yield replace(declared, body=Node({**declared.body.value, "properties": inner}, declared.body.origin))
