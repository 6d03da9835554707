"""ARM templates in JSON that a Bicep file deploys as modules, read by ARM's importer in the same deployment."""

from collections.abc import Iterator

from msgspec.structs import replace

from ...deployments.declared import Condition, Declared
from ...deployments.nodes import Node
from ...deployments.origins import Origin
from ...wire.sentences import Sentence, sentence
from ..arm.context import Context
from ..arm.declarations import Reading
from ..arm.document import is_template, scope_of
from ..arm.refusals import RefusedError
from ..arm.targets import Target
from ..arm.template import Template
from .home import Place


class JsonTemplate:
    """A JSON template with what is given for its parameters."""

    def __init__(self, context: Context, template: Template) -> None:
        self._context, self._template = context, template

    def output(self, name: str) -> Node:
        """Return an output. Raises RefusedError where the template has none of that name."""
        found = next((node for key, node in self._template.outputs().items() if key.lower() == name.lower()), None)
        if found is None:
            raise RefusedError(sentence("bicep.no-output", name=name[:80], file=self._template.place.file))
        return found

    def output_names(self) -> tuple[str, ...]:
        """Return the names of its outputs."""
        return tuple(self._template.outputs())

    def declared(self, after: tuple[str, ...], conditions: tuple[Condition, ...]) -> Iterator[Declared]:
        """Yield what it declares. Raises RefusedError for a template in itself."""
        self._context.enter(self._template.place)
        try:
            yield from Reading(self._context).resources(self._template, after, conditions)
        finally:
            self._context.leave()


def opened_template(context: Context, file: str, target: Target, given: Node, place: Place) -> JsonTemplate | Sentence:
    """Return a JSON file as a template, or why it is none; `given` is an object of its parameters."""
    document, problems = context.sources.read(file)
    for problem in problems:
        context.journal.add(problem)
    if not isinstance(document, dict) or not is_template(document):
        return sentence("bicep.not-template", file=file)
    context.check(document, file)
    label = place.prefix.removesuffix(" > ")
    named = {name.lower(): (name, node) for name, node in given.items()}
    target = replace(target, scope=scope_of(document))
    return JsonTemplate(context, Template(context, document, Origin(file=file), target, named, label))
