"""Files of the configuration: read inside the tree only, and templates rendered from them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from .....deployments.nodes import Node
from .....wire.sentences import sentence
from ...hcl.cursor import HclError
from ...hcl.expressions import expression
from ...hcl.syntax import Expression, Literal, Template
from ...hcl.templates import bare
from ..errors import EvaluationError
from ..types import as_object
from ..values import InDoubt, Unsure
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


def _file_set(self: "Evaluator", folder: object, pattern: object) -> tuple[str, ...]:
    """Return the files of one folder whose names match: `*`, `?`, `{a,b}`.

    Which folders there are cannot be asked here, so a pattern over several is not known.
    """
    from .globs import matcher  # noqa: PLC0415 - rarely needed

    *folders, last = text(pattern).split("/")
    if any(set(each) & set("*?[{") for each in folders) or "**" in last:
        raise InDoubt(Unsure("unsupported", text(pattern), f"fileset({text(folder)}, {text(pattern)})"))
    start, accepts = "/".join([text(folder), *folders]), matcher(last)
    names = (name for name in self.names.folder_names(start) if accepts(name))
    return tuple(sorted("/".join([*folders, name]) for name in names))


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
