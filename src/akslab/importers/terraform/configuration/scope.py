"""A module where it is called: its place in the tree of modules, what names mean in it, what is known so far."""

from collections.abc import Mapping

from msgspec import Struct

from ....deployments.declared import Condition
from ....deployments.nodes import Node
from ....rules.fields import ELSE
from ....wire.symbols import symbol
from ...files import Files, UnreadableError, beside
from ..azurerm.versions import ANY, Versions
from ..hcl.syntax import Attribute, Step
from ..language.access import Perhaps
from ..language.errors import EvaluationError
from ..language.evaluation import Evaluator
from ..language.values import InDoubt, Unsure
from .module import Module, Placed

Key = tuple[int, str, str]
"""Number of the scope, kind (`var`, `local`, `call`, `output`, `resource`, `data`), name."""


class Provider(Struct, frozen=True):
    """A configuration of azurerm: the subscription it works in."""

    subscription: str = symbol("subscription")


class Scope(Struct):
    """One instance of a module."""

    number: int
    module: Module
    prefix: str = ""
    """`module.network["a"].` before the addresses in it."""
    parent: "Scope | None" = None
    call: Placed | None = None
    bound: dict[str, Node] = {}
    """`each` and `count` of the call, for its arguments."""
    conditions: tuple[Condition, ...] = ()
    repeated: str = ""
    depth: int = 0
    providers: Mapping[str, Provider] = {}
    versions: Versions = ANY
    values: dict[tuple[str, str], Node] = {}
    children: "dict[str, list[Scope]]" = {}
    """By the name of the call."""
    shapes: dict[str, Node] = {}
    """By the name of the call: how its instances are told apart, with their places in `children`."""


class Meanings:
    """What names mean in a scope, for resources that are there only if some conditions hold."""

    def __init__(self, scope: Scope, files: Files, root: str, assumed: frozenset[str] = frozenset()) -> None:
        """Take the scope, the files it may read, the root module's folder, and the conditions taken for granted."""
        self.scope, self.files, self.root, self.assumed = scope, files, root, assumed

    def value(self, name: str, steps: tuple[Step, ...], evaluator: Evaluator) -> tuple[Node, int]:
        """Return what a name and its first steps mean, and how many steps that took. Raises EvaluationError."""
        names = [step.name for step in steps[:2] if isinstance(step, Attribute)]
        if name in ("var", "local") and names:
            return self._known(name, names[0], f"{name}.{names[0]}"), 1
        if name == "module" and names:
            return self._module(names[0], steps)
        if name in ("data", "ephemeral") and len(names) > 1:
            key = f"{name}.{names[0]}.{names[1]}"
            return self._resource(key), 2
        if name in ("path", "terraform") and names:
            return self._constant(name, names[0]), 1
        if names:
            return self._resource(f"{name}.{names[0]}"), 1
        raise EvaluationError("tf.undeclared", name=name)

    def _known(self, kind: str, name: str, said: str) -> Node:
        found = self.scope.values.get((kind, name))
        if found is None:
            return self._absent(said, declared=self.scope.module.locals if kind == "local" else {})
        return found

    def _absent(self, said: str, declared: Mapping[str, object] = {}) -> Node:
        """Return something unsure for what a broken file may declare, or what is part of a circle; refuse others."""
        if said.partition(".")[2] in declared:
            return Node(Unsure("cycle", said, self.scope.prefix + said))
        if self.scope.module.is_broken:
            return Node(Unsure("unreadable", said, self.scope.prefix + said))
        raise EvaluationError("tf.undeclared", name=said)

    def _resource(self, key: str) -> Node:
        found = self.scope.values.get(("resource", key))
        if found is None:
            if key in self.scope.module.resources:
                return Node(Unsure("cycle", key, self.scope.prefix + key))
            return self._absent(key)
        if isinstance(found.value, Perhaps) and found.value.label in self.assumed:
            return Node(tuple(found.value), found.origin)
        return found

    def _module(self, name: str, steps: tuple[Step, ...]) -> tuple[Node, int]:
        shape = self.scope.shapes.get(name)
        if shape is None:
            said = f"module.{name}"
            if name in self.scope.module.calls:
                return Node(Unsure("cycle", said, self.scope.prefix + said)), 1
            return self._absent(said), 1
        if isinstance(shape.value, Perhaps) and shape.value.label in self.assumed:
            shape = Node(tuple(shape.value))
        return self._filled(name, shape), 1

    def _filled(self, name: str, shape: Node) -> Node:
        """Return the instances of a module with their outputs in the places of their numbers."""
        value = shape.value
        if isinstance(value, int):
            child = self.scope.children[name][value]
            made = {key: node for (kind, key), node in child.values.items() if kind == "output"}
            if child.module.is_broken:
                made[ELSE] = Node(Unsure("unreadable", f"module.{name}", f"{child.prefix}output"))
            return Node(made, None)
        if isinstance(value, Perhaps):
            filled = Perhaps(self._filled(name, each) for each in value)
            filled.label = value.label
            return Node(filled)
        if isinstance(value, tuple):
            return Node(tuple(self._filled(name, each) for each in value))
        if isinstance(value, dict):
            return Node({key: self._filled(name, each) for key, each in value.items()})
        return shape

    def _constant(self, name: str, attribute: str) -> Node:
        folder = self.scope.module.folder
        known = {
            "path.module": relative(self.root, folder),
            "path.root": ".",
            "path.cwd": ".",
            "terraform.workspace": "default",
            "terraform.applying": False,
        }
        if f"{name}.{attribute}" not in known:
            raise EvaluationError("tf.undeclared", name=f"{name}.{attribute}")
        return Node(known[f"{name}.{attribute}"])

    def read(self, path: str) -> str:
        """Return the text of a file, named as seen from the root module's folder.

        Raises EvaluationError, and InDoubt for files of a home directory.
        """
        if path.startswith("~"):
            raise InDoubt(Unsure("elsewhere", path, path))
        try:
            return self.files.read(beside(f"{self.root}/x" if self.root else "x", path))
        except UnreadableError as error:
            key = {"file.missing": "tf.file-missing", "file.outside": "tf.file-outside"}.get(
                error.reason, "tf.file-unread"
            )
            raise EvaluationError(key, path=path) from None

    def inside(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of the files and of the folders directly in a folder. Raises EvaluationError."""
        try:
            folder = beside(f"{self.root}/x" if self.root else "x", path)
        except UnreadableError:
            raise EvaluationError("tf.file-outside", path=path) from None
        files, folders = self.files.names(folder), self.files.folders(folder)
        return tuple(map(_last, files)), tuple(map(_last, folders))


def _last(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def relative(root: str, folder: str) -> str:
    """Return a folder as seen from another: `.`, `modules/a`, `../modules/a`."""
    one, other = [each for each in root.split("/") if each], [each for each in folder.split("/") if each]
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    parts = [".."] * (len(one) - shared) + other[shared:]
    return "/".join(parts) or "."
