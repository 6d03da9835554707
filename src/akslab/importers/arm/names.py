"""A template's names: parameters, variables and functions, each evaluated when it is first asked for, and once."""

from collections.abc import Callable, Mapping
from typing import Any

from ...deployments.nodes import Node
from ...deployments.origins import Origin, Path
from ...wire.sentences import Sentence, sentence
from ...wire.symbols import spoken
from .context import Context
from .document import field, spelled_key
from .evaluation import evaluate_value, is_loops, unrolled
from .parameters import Declaration, check_given, declared, not_supplied
from .refusals import RefusedError
from .scope import Scope, UserFunction
from .unknowns import Pending

Given = Mapping[str, tuple[str, Node]]
"""Lower-case name -> the name as it was given, and the value."""
_CYCLES = {"parameter": "arm.cycle-parameter", "variable": "arm.cycle-variable"}


class Declarations:
    """The parameters, variables and functions of one template."""

    def __init__(self, context: Context, place: Origin, document: dict[str, Any], given: Given, label: str) -> None:
        """Take a template (the JSON at a place), what is given for its parameters, and the deployment it is nested as."""
        self._context = context
        self._place = place
        self._document = document
        self._given = given
        self._label = label
        self._words = f" of {label}" if label else ""
        self._values: dict[tuple[str, str], Node | None] = {}
        self._parameters = self._section("parameters")
        self._variables = self._section("variables")
        self._loops = self._variable_loops()
        self._functions = dict(self._own_functions())
        self.definitions = field(document, "definitions")

    def _section(self, name: str) -> dict[str, tuple[str, Any]]:
        section = field(self._document, name)
        return {key.lower(): (key, value) for key, value in section.items()} if isinstance(section, dict) else {}

    def _path(self, section: str, *steps: str | int) -> Path:
        return (*self._place.path, spelled_key(self._document, section), *steps)

    def declaration(self, name: str) -> Declaration:
        """Return what the template says of a parameter that it has."""
        key, written = self._parameters[name.lower()]
        place = Origin(file=self._place.file, path=self._path("parameters", key))
        return declared(key, written, place, self.definitions)

    def parameter(self, name: str, scope: Scope) -> Node:
        """Return a parameter's value. Raises RefusedError if there is none of that name."""
        if name.lower() not in self._parameters:
            raise RefusedError(sentence("arm.no-parameter", name=name[:80]))
        return self._once("parameter", name, lambda: self._parameter(name, scope))

    def _parameter(self, name: str, scope: Scope) -> Node:
        found = self.declaration(name)
        given = self._given.get(found.name.lower())
        has_default = spelled_key(dict(found.written), "defaultValue") in found.written
        if given is not None and not (given[1].value is None and has_default):
            check_given(given[1], found, self._context.journal)
            return Node(given[1].value, given[1].origin or found.place, given[1].is_secret or found.is_secret)
        if has_default:
            key = spelled_key(dict(found.written), "defaultValue")
            path = (*found.place.path, key)
            node = evaluate_value(found.written[key], scope.at(path), path)
            return Node(node.value, node.origin or Origin(file=self._place.file, path=path), found.is_secret)
        return not_supplied(found, self.definitions, self._words)

    def variable(self, name: str, scope: Scope) -> Node:
        """Return a variable's value. Raises RefusedError if there is none of that name."""
        if name.lower() in self._loops:
            key, path, loop = self._loops[name.lower()]
            return self._once("variable", key, lambda: unrolled(loop, scope, path))
        if name.lower() not in self._variables or name.lower() == "copy":
            raise RefusedError(sentence("arm.no-variable", name=name[:80]))
        key, written = self._variables[name.lower()]
        path = self._path("variables", key)

        def evaluated() -> Node:
            node = evaluate_value(written, scope.at(path), path)
            return Node(node.value, node.origin or Origin(file=self._place.file, path=path), node.is_secret)

        return self._once("variable", key, evaluated)

    def _variable_loops(self) -> dict[str, tuple[str, Path, tuple[str, Any, Any]]]:
        key, written = self._variables.get("copy", ("", None))
        loops = {}
        for number, loop in enumerate(written if is_loops(written) else ()):
            name = field(loop, "name")
            if isinstance(name, str):
                path = self._path("variables", key, number)
                loops[name.lower()] = name, path, (name, field(loop, "count"), field(loop, "input"))
        return loops

    def _once(self, kind: str, name: str, evaluated: Callable[[], Node]) -> Node:
        """Evaluate at most once. Raises RefusedError for what needs itself."""
        key = kind, name.lower()
        if key in self._values:
            known = self._values[key]
            if known is None:
                raise RefusedError(sentence(_CYCLES[kind], name=name[:80]))
            return known
        self._values[key] = None
        try:
            self._values[key] = evaluated()
        except BaseException:
            self._values[key] = Node(Pending("unreadable", "", f"unreadable {kind} {name}"))
            raise
        return self._values[key] or Node(None)

    def function(self, name: str) -> UserFunction | None:
        """Return a function of the template's own."""
        return self._functions.get(name.lower())

    def _own_functions(self) -> list[tuple[str, UserFunction]]:
        found = []
        spaces = field(self._document, "functions")
        for number, space in enumerate(spaces if isinstance(spaces, list) else ()):
            members = field(space, "members")
            for name, written in members.items() if isinstance(members, dict) else ():
                path = self._path("functions", number, spelled_key(space, "members"), name)
                found.append((f"{field(space, 'namespace')}.{name}".lower(), self._own_function(written, path)))
        return found

    def _own_function(self, written: Any, path: Path) -> UserFunction:
        parameters, output = field(written, "parameters"), field(written, "output")
        names = [field(each, "name") for each in parameters] if isinstance(parameters, list) else []
        place = Origin(file=self._place.file, path=(*path, "output", "value"))
        return UserFunction(tuple(str(name).lower() for name in names), field(output, "value"), place)

    def check(self, scope: Scope) -> None:
        """Note what is given and not declared, or not as declared, and what is needed and not given."""
        journal = self._context.journal
        for name, (spelled, node) in self._given.items():
            if name not in self._parameters:
                what = sentence("arm.parameter-unknown", name=spelled[:80])
                journal.problem(what, node.origin or self._place)
            else:
                self.parameter(name, scope)
        for key, _ in self._parameters.values():
            found = self.declaration(key)
            if self._is_needed(found):
                journal.gap(self._missing(key), found.place, f"parameter {key}{self._words}")

    def _missing(self, name: str) -> Sentence:
        if not self._label:
            return sentence("arm.parameter-missing", name=name)
        return sentence("arm.parameter-missing-inside", name=name, deployment=spoken(self._label))

    def _is_needed(self, found: Declaration) -> bool:
        has_default = spelled_key(dict(found.written), "defaultValue") in found.written
        given = self._given.get(found.name.lower())
        allowed = field(found.written, "allowedValues")
        is_decided = found.is_nullable or has_default or (isinstance(allowed, list) and len(allowed) == 1)
        return given is None and not is_decided
