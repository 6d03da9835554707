"""A root module from end to end: its files, the values of its variables, every resource with what it waits for."""

from msgspec import Struct
from msgspec.structs import replace

from ....deployments.declared import Gap, Problem
from ....deployments.nodes import Unknown
from ....wire.sentences import sentence
from ...files import Files
from ...options import Options
from ..azurerm.versions import Versions
from ..language.errors import Budget, EvaluationError, LimitError
from ..language.values import label_of, symbol_of
from ..problems import stopped
from ..written import Written
from .calls import Calls
from .inputs import Inputs
from .module import Module, Placed, read_module
from .ordering import waits_of
from .provider_version import versions_of
from .resources import Resources
from .scope import Meanings, Provider, Scope
from .sources import Sources
from .variables import automatic_files, read_values
from .walk import Walk


class Configuration(Struct, frozen=True):
    """Everything a root module declares with one set of values."""

    written: tuple[Written, ...]
    versions: Versions
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...]
    modules: tuple[Module, ...]
    """Each folder that was read, once."""


def read_configuration(files: Files, folder: str, options: Options, value_files: tuple[str, ...]) -> Configuration:
    """Return what the configuration in a folder declares. Limits are problems; nothing is raised."""
    budget = Budget()
    walk = Walk(budget, lambda scope, assumed: Meanings(scope, files, folder, assumed))
    resources = Resources(walk)
    module = read_module(files, folder)
    versions = versions_of(files, folder, module, options)
    problems: list[Problem] = []
    waits: dict[tuple[int, str, str], tuple[str, ...]] = {}
    try:
        given = read_values(files, [*automatic_files(files.names(folder)), *value_files], budget)
        problems += given.problems
        Inputs(walk, given.values, options.parameters)
        Calls(walk, files, Sources(files, folder, options))
        walk.add(_root(module, versions, options))
        _providers(walk, options)
        walk.run()
        waits = waits_of(walk, resources.found)
    except (LimitError, RecursionError) as error:
        problems.append(stopped(error, folder))
    written = tuple(replace(each, after=waits.get(key, ())) for key, found in resources.found.items() for each in found)
    modules = tuple({scope.module.folder: scope.module for scope in walk.scopes}.values())
    gaps = [*walk.gaps, *_broken(modules), *_of_providers(budget)]
    return Configuration(written, versions, tuple(gaps), (*walk.problems, *problems), modules)


def _root(module: Module, versions: Versions, options: Options) -> Scope:
    subscription = options.subscription_id or Provider().subscription
    return Scope(
        number=0,
        module=module,
        versions=versions,
        providers={"azurerm": Provider(subscription)},
        bound={},
        values={},
        children={},
        shapes={},
    )


def _providers(walk: Walk, options: Options) -> None:
    """Read the subscription of each `provider` block of the root module, before anything is built with it."""
    root = walk.scopes[0]
    found: dict[str, Provider] = dict(root.providers)
    for placed in root.module.providers:
        name = placed.block.labels[0] if placed.block.labels else ""
        if name not in ("azurerm", "azapi"):
            continue
        alias = placed.block.body.arguments.get("alias")
        text = getattr(alias.value, "value", None) if alias is not None else None
        key = f"{name}.{text}" if isinstance(text, str) else name
        found[key] = Provider(_subscription(walk, root, placed) or options.subscription_id or Provider().subscription)
    found.setdefault("azapi", found["azurerm"])
    root.providers = found


def _subscription(walk: Walk, root: Scope, placed: Placed) -> str:
    argument = placed.block.body.arguments.get("subscription_id")
    if argument is None:
        return ""
    for key in walk.meant(root, argument.references):
        if key[1] in ("var", "local"):
            walk.settle(key)
    evaluator = walk.evaluator(root, placed.file, {}, frozenset())
    try:
        found = evaluator.evaluate(argument.value)
    except EvaluationError:
        return ""
    if isinstance(found.value, Unknown):
        return symbol_of(label_of(found))
    return found.value if isinstance(found.value, str) else ""


def _of_providers(budget: Budget) -> list[Gap]:
    """Return a gap for each function of a provider whose results nobody here can tell."""
    return [
        Gap(what=sentence("tf.provider-function", name=name), origin=origin)
        for name, origin in budget.of_providers.items()
    ]


def _broken(modules: tuple[Module, ...]) -> list[Gap]:
    """Return a gap for each module of which a part could not be read: resources may be declared there."""
    return [
        Gap(what=sentence("tf.folder-broken", folder=module.folder or "."), needs=module.folder, hides_resources=True)
        for module in modules
        if module.is_broken
    ]
