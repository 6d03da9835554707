"""Files of the configuration: read inside the tree only, and templates rendered from them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .....deployments.nodes import Node
from .....wire.sentences import sentence
from ...hcl.cursor import HclError
from ...hcl.expressions import expression
from ...hcl.syntax import Expression, Literal, Template
from ...hcl.templates import bare
from ..errors import EvaluationError
from ..types import as_object
from ..values import Bag
from .encodings import FUNCTIONS as ENCODINGS
from .signature import refuse, text

if TYPE_CHECKING:
    from ..evaluation import Evaluator


def _file(self: "Evaluator", path: object) -> str:
    found = self.names.read(text(path))
    self.budget.text(len(found))
    return found


def _file_exists(self: "Evaluator", path: object) -> bool:
    try:
        self.names.read(text(path))
    except EvaluationError as error:
        if error.key == "tf.file-missing":
            return False
        raise
    return True


def _encoded(name: str) -> "Callable[[Evaluator, object], object]":
    def run(self: "Evaluator", path: object) -> object:
        return ENCODINGS[name].run(_file(self, path))

    return run


def _file_set(self: "Evaluator", folder: object, pattern: object) -> Bag:
    """Return the files below a folder whose names match: `*`, `?`, `{a,b}`, and `**` for any folders."""
    from .globs import matcher  # noqa: PLC0415 - rarely needed

    parts = _cleaned(text(pattern))
    fixed = next(at for at, part in enumerate(parts) if set(part) & set("*?[{") or at == len(parts) - 1)
    rest = parts[fixed:]
    accepts, deepest = matcher("/".join(rest)), _DEEPEST if "**" in rest else len(rest) - 1
    found = _below(self, "/".join([text(folder), *parts[:fixed]]), deepest)
    names = sorted("/".join([*parts[:fixed], name]) for name in found if accepts(name))
    return Bag(Node(name) for name in names)


def _cleaned(path: str) -> list[str]:
    """Return the parts of a path without those that lead nowhere; at least one."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return parts or [""]


def _below(self: "Evaluator", top: str, deepest: int) -> Iterator[str]:
    """Yield the names of files below a folder, as seen from it."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        names, folders = self.names.inside(f"{top}/{folder}")
        self.budget.spend(_PER_FOLDER + 10 * len(names))
        yield from (folder + name for name in names)
        if folder.count("/") < deepest:
            waiting += [f"{folder}{name}/" for name in folders]


_DEEPEST, _PER_FOLDER = 20, 100


def template_file(self: "Evaluator", path: Node, variables: Node) -> Node:
    """Return a file rendered with variables of its own. Raises EvaluationError."""
    if not isinstance(path.value, str):
        raise refuse("templatefile", "tf.why-no-text")
    return _rendered(self, _file(self, path.value), variables, path.value)


def template_string(self: "Evaluator", template: Node, variables: Node) -> Node:
    """Return a text rendered with variables of its own. Raises EvaluationError."""
    return _rendered(self, text(template.value), variables, self.file)


def _rendered(self: "Evaluator", template: str, variables: Node, file: str) -> Node:
    try:
        parsed: Expression = bare(template, expression)
    except HclError as error:
        raise EvaluationError("tf.template", file=file, why=sentence(error.fault.key, **error.fault.values)) from None
    if isinstance(parsed, Template):
        parsed = Template(parsed.parts, parsed.start, parsed.end, is_opaque=True)
    outer, place = self.bound, self.file
    self.bound, self.file = as_object(variables), file
    self.budget.spend(50_000)  # a template that reads itself ends by the budget
    try:
        found = self.evaluate(parsed) if not isinstance(parsed, Literal) else Node(parsed.value)
    finally:
        self.bound, self.file = outer, place
    return Node(found.value, None, found.is_secret)


def _base(self: "Evaluator", path: object) -> str:
    return text(path).rstrip("/").rsplit("/", 1)[-1] or "."


def _directory(self: "Evaluator", path: object) -> str:
    head, slash, _ = text(path).rpartition("/")
    return head or ("/" if slash else ".")


READING: dict[str, Callable[..., object]] = {
    "basename": _base,
    "dirname": _directory,
    "file": _file,
    "filebase64": _encoded("base64encode"),
    "filebase64sha256": _encoded("base64sha256"),
    "filebase64sha512": _encoded("base64sha512"),
    "fileexists": _file_exists,
    "filemd5": _encoded("md5"),
    "fileset": _file_set,
    "filesha1": _encoded("sha1"),
    "filesha256": _encoded("sha256"),
    "filesha512": _encoded("sha512"),
}
"""Functions of an evaluator and of values that are known."""
