"""The body of a resource -> an object: arguments evaluated, blocks as lists of objects, `dynamic` blocks written out."""

from collections.abc import Callable

from msgspec.structs import replace

from ....deployments.declared import Problem
from ....deployments.nodes import Node, Unknown
from ....deployments.origins import Origin
from ....rules.fields import ELSE
from ....wire.sentences import sentence
from ..hcl.syntax import Access, Argument, Attribute, Block, Body, Expression, Literal, Name, Sequence
from ..language.errors import EvaluationError
from ..language.evaluation import Evaluator
from ..language.values import Bag, Unsure, label_of, sorted_items, unsure
from ..problems import problem, problem_of_error

META = (
    "count",
    "for_each",
    "depends_on",
    "provider",
    "lifecycle",
    "provisioner",
    "connection",
    "timeouts",
    "providers",
)
Report = Callable[[Problem], None]


class BodyReader:
    """Evaluates one body; what cannot be evaluated is reported and unsure."""

    def __init__(self, evaluator: Evaluator, label: str, report: Report) -> None:
        """Take the evaluator, the resource's address, and where problems go."""
        self.evaluator, self.label, self.report = evaluator, label, report

    def object(self, body: Body, skipped: tuple[str, ...] = META, path: str = "") -> dict[str, Node]:
        """Return the arguments and blocks of a body by name."""
        made: dict[str, Node] = {}
        for argument in body.arguments.values():
            if argument.name not in skipped:
                made[argument.name] = self.argument(argument, f"{self.label}{path}.{argument.name}")
        for block in body.blocks:
            if block.type not in skipped:
                self._block(made, block, path)
        if body.is_broken:
            made[ELSE] = Node(Unsure("unreadable", self.label, f"{self.label}{path}"))
        return made

    def argument(self, argument: Argument, label: str) -> Node:
        """Return the value of an argument; an error in it is reported, and the value unsure under `label`."""
        evaluator, file = self.evaluator, self.evaluator.file
        evaluator.file = argument.file or file
        try:
            found = evaluator.evaluate(argument.value)
            place = evaluator.place(argument.value)
        except EvaluationError as error:
            self.report(problem_of_error(error, None))
            return Node(Unsure("unreadable", "", label), evaluator.place(argument.value))
        finally:
            evaluator.file = file
        evaluator.budget.spend(1)
        return used_at(found, place) if argument.references or evaluator.bound else found

    def _block(self, made: dict[str, Node], block: Block, path: str) -> None:
        outer = self.evaluator.file
        self.evaluator.file = block.file or outer
        if block.type == "dynamic" and block.labels:
            self._dynamic(made, block, path)
        else:
            self._append(made, block.type, self._nested(block, block.type, path))
        self.evaluator.file = outer

    def _nested(self, block: Block, name: str, path: str) -> Node:
        origin = Origin(file=self.evaluator.file, start=block.start, end=block.end)
        return Node(self.object(block.body, (), f"{path}.{name}"), origin)

    def _append(self, made: dict[str, Node], name: str, block: Node) -> None:
        known = made.get(name)
        if known is None:
            made[name] = Node((block,), block.origin)
        elif isinstance(known.value, tuple):
            made[name] = Node((*known.value, block), known.origin)

    def _dynamic(self, made: dict[str, Node], block: Block, path: str) -> None:
        """Write a dynamic block out: one block for each element, with the element under the iterator's name."""
        name, content = block.labels[0], block.body.block("content")
        each = block.body.arguments.get("for_each")
        if each is None or content is None:
            origin = Origin(file=self.evaluator.file, start=block.start, end=block.end)
            self.report(problem(sentence("tf.dynamic", block=name), origin))
            return
        collection = self.argument(each, f"{self.label}{path}.{name}")
        pairs = self._pairs(collection, each)
        if isinstance(pairs, Unknown):
            made[name] = Node(unsure(f"{self.label}{path}.{name}", pairs), collection.origin)
            return
        evaluator, outer = self.evaluator, self.evaluator.bound
        iterator = _iterator(block.body.arguments.get("iterator")) or name
        if not pairs:
            made.setdefault(name, Node((), None))
        for key, value in pairs:
            evaluator.bound = {**outer, iterator: Node({"key": key, "value": value})}
            self._append(made, name, self._nested(replace(content, start=block.start, end=block.end), name, path))
        evaluator.bound = outer

    def _pairs(self, collection: Node, argument: Argument) -> list[tuple[Node, Node]] | Unknown:
        value = collection.value
        self.evaluator.budget.spend(len(value) if isinstance(value, tuple | dict) else 1)
        if isinstance(value, Unknown):
            return value
        if isinstance(value, Bag):
            return [(each, each) for each in value]
        if isinstance(value, tuple):
            return [(Node(index), each) for index, each in enumerate(value)]
        if isinstance(value, dict) and ELSE not in value:
            return [(Node(key), each) for key, each in sorted_items(value)]
        if value is None:
            what = sentence("tf.no-collection", kind="null")
            self.report(problem(what, self.evaluator.place(argument.value)))
        return Unsure("unreadable", "", label_of(collection))


def _iterator(argument: Argument | None) -> str:
    return argument.value.name if argument is not None and isinstance(argument.value, Name) else ""


def used_at(node: Node, use: Origin) -> Node:
    """Return a value with the place where it is used, beside the one where it was written."""
    origin, value = node.origin, node.value
    if isinstance(value, dict):
        value = {key: used_at(inner, use) for key, inner in value.items()}
    elif type(value) is tuple:
        value = tuple([used_at(inner, use) for inner in value])
    elif isinstance(value, Bag):
        value = Bag([used_at(inner, use) for inner in value])
    if origin is None:
        origin = use
    elif origin.file != use.file or not use.start <= origin.start < use.end:
        origin = replace(origin, used=use)
    return Node(value, origin, node.is_secret)


def names_in(argument: Argument | None) -> tuple[str, ...]:
    """Return what a list of traversals names, `default_node_pool.node_count`; `all` for the word itself."""
    if argument is None:
        return ()
    value = argument.value
    items = value.items if isinstance(value, Sequence) else (value,)
    return tuple(name for item in items if (name := _dotted(item)))


def _dotted(expression: Expression) -> str:
    if isinstance(expression, Name):
        return expression.name
    if isinstance(expression, Literal):
        return str(expression.value)
    if isinstance(expression, Access) and isinstance(expression.operand, Name):
        names = [step.name for step in expression.steps if isinstance(step, Attribute) and not step.name.isdecimal()]
        return ".".join([expression.operand.name, *names])
    return ""
