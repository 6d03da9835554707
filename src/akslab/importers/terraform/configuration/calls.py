"""Module calls: where the module is, how many of it there are, which providers it works with."""

from collections.abc import Mapping

from ....deployments.declared import Gap
from ....deployments.nodes import Node
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ...files import Files
from ..hcl.syntax import Access, Attribute, Expression, Literal, Name
from ..hcl.syntax import Mapping as MappingOf
from ..language.errors import EvaluationError, LimitError
from ..language.values import Unsure
from ..problems import problem, problem_of_error
from .expansion import Expansion, expanded, granted
from .module import Module, Placed, read_module
from .scope import Provider, Scope
from .sources import Found, Sources
from .walk import Walk

DEEPEST = 20
MOST_SCOPES = 5_000


class Calls:
    """Unfolds the module calls of a configuration."""

    def __init__(self, walk: Walk, files: Files, sources: Sources) -> None:
        """Take the walk to add to, the files, and where modules are looked up."""
        self._walk, self._files, self._sources = walk, files, sources
        self._modules: dict[str, Module] = {}
        walk.evaluates("call", self.call)

    def module(self, folder: str) -> Module:
        """Return a folder as a module, read once."""
        if folder not in self._modules:
            self._modules[folder] = read_module(self._files, folder)
        return self._modules[folder]

    def call(self, scope: Scope, name: str) -> None:
        """Unfold one call: a scope for each instance, or a gap for a module that is not here."""
        placed = scope.module.calls[name]
        module = self._found(scope, name, placed)
        label = f"{scope.prefix}module.{name}"
        if module is None:
            scope.shapes[name] = Node(Unsure("elsewhere", label, label), placed.origin)
            return
        expansion = self._expansion(scope, placed, label)
        if expansion is None:
            scope.shapes[name] = Node(Unsure("unreadable", label, label), placed.origin)
            return
        self._check_arguments(placed, module)
        children = [self._child(scope, placed, module, expansion, number) for number in range(len(expansion.instances))]
        scope.children[name] = children
        scope.shapes[name] = expansion.arranged([Node(number) for number in range(len(children))])
        for child in children:
            self._walk.add(child)

    def _expansion(self, scope: Scope, placed: Placed, label: str) -> Expansion | None:
        evaluator = self._walk.evaluator(scope, placed.file, {}, granted(scope.conditions))
        try:
            return expanded(placed.block.body, evaluator)
        except EvaluationError as error:
            self._walk.problems.append(problem_of_error(error, placed.origin))
            self._hide(label, placed.origin)
            return None

    def _hide(self, label: str, origin: Origin) -> None:
        what = sentence("tf.not-unfolded", address=label)
        self._walk.gaps.append(Gap(what=what, needs=label, origin=origin, hides_resources=True))

    def _found(self, scope: Scope, name: str, placed: Placed) -> Module | None:
        source = placed.block.body.arguments.get("source")
        text = source.value.value if source is not None and isinstance(source.value, Literal) else None
        if not isinstance(text, str):
            self._walk.problems.append(problem(sentence("tf.module-source", module=name), placed.origin))
            self._hide(f"{scope.prefix}module.{name}", placed.origin)
            return None
        found = self._sources.folder(text, scope.module.folder, _key_of(scope, name))
        module = self.module(found.folder) if not found.reason else None
        is_empty = module is not None and not module.problems and not _declares(module)
        if module is None or is_empty:
            self._absent(scope, name, placed, text, found)
            return None
        if scope.depth >= DEEPEST or len(self._walk.scopes) >= MOST_SCOPES:
            error = LimitError("tf.limit-modules", most=DEEPEST, module=name)
            error.origin = placed.origin
            raise error
        return module

    def _absent(self, scope: Scope, name: str, placed: Placed, source: str, found: Found) -> None:
        """Report a module that is not on disk as a gap, and a path that leads nowhere or outside as a problem."""
        argument = placed.block.body.arguments["source"]
        origin = Origin(file=argument.file or placed.file, start=argument.value.start, end=argument.value.end)
        label = f"{scope.prefix}module.{name}"
        if found.reason == "remote":
            needs = f"terraform init, or --link {source}=FOLDER"
            what = sentence("tf.module-elsewhere", module=label, source=source)
            self._walk.gaps.append(Gap(what=what, needs=needs, origin=origin, hides_resources=True))
            return
        key = "tf.module-outside" if found.reason == "outside" else "tf.module-missing"
        self._walk.problems.append(problem(sentence(key, module=label, source=source), origin))
        self._hide(label, origin)

    def _check_arguments(self, placed: Placed, module: Module) -> None:
        """Report arguments that the module has no variable for: Terraform refuses them."""
        if module.is_broken:
            return
        for argument in placed.block.body.arguments.values():
            if argument.name not in module.variables and argument.name not in _META:
                what = sentence("tf.no-such-input", variable=argument.name, module=placed.block.labels[0])
                origin = Origin(
                    file=argument.file or placed.file, start=argument.start, end=argument.start + len(argument.name)
                )
                self._walk.problems.append(problem(what, origin))

    def _child(self, scope: Scope, placed: Placed, module: Module, expansion: Expansion, number: int) -> Scope:
        one = expansion.instances[number]
        return Scope(
            number=len(self._walk.scopes) + number,
            module=module,
            prefix=f"{scope.prefix}module.{placed.block.labels[0]}{one.suffix}.",
            parent=scope,
            call=placed,
            bound=one.bound,
            conditions=(*scope.conditions, *expansion.conditions),
            repeated=scope.repeated or expansion.repeated,
            depth=scope.depth + 1,
            providers=providers_of(placed, scope.providers),
            versions=scope.versions,
            values={},
            children={},
            shapes={},
        )


_META = ("source", "version", "count", "for_each", "providers", "depends_on", "enabled")


def _declares(module: Module) -> bool:
    return bool(module.variables or module.locals or module.resources or module.calls or module.outputs)


def _key_of(scope: Scope, name: str) -> str:
    """Return the key by which Terraform's list of installed modules has a call: the names on the way to it."""
    names = [name]
    at: Scope | None = scope
    while at is not None and at.call is not None:
        names.append(at.call.block.labels[0])
        at = at.parent
    return ".".join(reversed(names))


def providers_of(placed: Placed, outer: Mapping[str, Provider]) -> Mapping[str, Provider]:
    """Return the providers a module works with: those passed to it, else its caller's."""
    argument = placed.block.body.arguments.get("providers")
    if argument is None or not isinstance(argument.value, MappingOf):
        return outer
    passed = dict(outer)
    for key, value in argument.value.entries:
        name, given = _dotted(key), _dotted(value)
        if given in outer:
            passed[name] = outer[given]
    return passed


def _dotted(expression: Expression) -> str:
    if isinstance(expression, Literal):
        return str(expression.value)
    if isinstance(expression, Name):
        return expression.name
    if isinstance(expression, Access) and isinstance(expression.operand, Name):
        return ".".join([expression.operand.name, *(s.name for s in expression.steps if isinstance(s, Attribute))])
    return ""
