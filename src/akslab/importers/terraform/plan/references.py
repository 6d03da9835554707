"""What an unknown attribute of a plan will be: the configuration says what it refers to.

`subnet_id` is unknown until the subnet is made, but its expression names `azurerm_subnet.nodes.id`, and the id of a
declared resource is known as a symbol. An expression that is more than one reference tells nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from ....deployments.nodes import Node, Unknown
from ..language.values import node as node_of
from .addresses import Key, Place, Step, most_specific, steps_of
from .document import Change, Configuration

DEEPEST = 40
Outside = Callable[[str], Node | None]
"""Address -> the object that references to this instance see."""


class Asker(Struct, frozen=True):
    """Who refers: the modules around it and its own key."""

    modules: tuple[Step, ...]
    key: Key | None


class References:
    """Follows the references of one plan."""

    def __init__(self, configuration: Configuration, variables: Any, outside: Outside) -> None:
        """Take the configuration, the plan's variables, and what gives the object of an instance."""
        self._configuration, self._outside = configuration, outside
        self._variables: Mapping[str, Any] = variables if isinstance(variables, Mapping) else {}
        self._instances: dict[tuple[Place, tuple[Step, ...]], dict[Key | None, Change]] = {}
        self._depth = 0

    def add(self, change: Change) -> None:
        """Note an instance that can be referred to."""
        self._instances.setdefault((change.place, change.modules), {})[change.key] = change

    def value(self, asker: Asker, expression: Any) -> Node | None:
        """Return what an expression will be, None when nobody can tell."""
        if not isinstance(expression, Mapping):
            return None
        if "constant_value" in expression:
            return node_of(expression["constant_value"])
        names = expression.get("references")
        if not isinstance(names, list) or self._depth > DEEPEST:
            return None
        specific = most_specific([name for name in names if isinstance(name, str)])
        keys = [name for name in specific if name.split(".")[0] in ("each", "count")]
        others = [name for name in specific if name not in keys]
        if len(others) != 1:
            return None
        steps = steps_of(others[0])
        if keys in (["each.key"], ["count.index"]) and len(steps) == 2 and not steps[-1].is_keyed:
            return self._own_key(asker, steps)
        self._depth += 1
        found = self._followed(asker, steps)
        self._depth -= 1
        return found

    def _own_key(self, asker: Asker, steps: tuple[Step, ...]) -> Node | None:
        """Return the instance meant by `azurerm_subnet.nodes[each.key]`, whose attribute a plan does not tell."""
        place = Place(_names(asker), ".".join(step.name for step in steps))
        change = self._instances.get((place, asker.modules), {}).get(asker.key)
        return self._outside(change.address) if change is not None else None

    def _followed(self, asker: Asker, steps: tuple[Step, ...]) -> Node | None:
        if len(steps) < 2:
            return None
        root, second, rest = steps[0].name, steps[1], steps[2:]
        if root == "var":
            return self._variable(asker, second, rest)
        if root == "module" and rest:
            return self._output(asker, second, rest)
        if root == "data" and rest:
            block = f"data.{second.name}.{rest[0].name}"
            return self._resource(asker, Place(_names(asker), block), rest[0], rest[1:])
        if root in ("local", "each", "count", "path", "self", "terraform"):
            return None
        return self._resource(asker, Place(_names(asker), f"{root}.{second.name}"), second, rest)

    def _variable(self, asker: Asker, second: Step, rest: tuple[Step, ...]) -> Node | None:
        if not asker.modules:
            given = self._variables.get(second.name)
            found = node_of(given["value"]) if isinstance(given, Mapping) and "value" in given else None
            return _at(found, rest)
        call = self._configuration.call(_names(asker))
        expression = self._configuration.expressions(call).get(second.name)
        outer = Asker(asker.modules[:-1], asker.modules[-1].key)
        found = self.value(outer, expression)
        # An object that refers to one thing only is made around it: `{ id = azurerm_subnet.nodes.id }`.
        is_wrapped = found is not None and rest and isinstance(found.value, str)
        return found if is_wrapped else _at(found, rest)

    def _output(self, asker: Asker, second: Step, rest: tuple[Step, ...]) -> Node | None:
        names = (*_names(asker), second.name)
        output = self._configuration.output(names, rest[0].name)
        key = second.key if second.key is not None else asker.key if second.is_keyed else None
        inner = Asker((*asker.modules, Step(second.name, key)), None)
        found = self.value(inner, output.get("expression"))
        is_wrapped = found is not None and rest[1:] and isinstance(found.value, str)
        return found if is_wrapped else _at(found, rest[1:])

    def _resource(self, asker: Asker, place: Place, step: Step, rest: tuple[Step, ...]) -> Node | None:
        """Return an attribute of an instance: the one named, the only one, or the one with the asker's own key."""
        by_key = self._instances.get((place, asker.modules), {})
        chosen = by_key.get(step.key) if step.key is not None else None
        if step.key is None and len(by_key) == 1:
            chosen = next(iter(by_key.values()))
        elif step.key is None and asker.key is not None:
            chosen = by_key.get(asker.key)
        if chosen is None or not rest:
            return None
        return _at(self._outside(chosen.address), rest)


def _names(asker: Asker) -> tuple[str, ...]:
    return tuple(step.name for step in asker.modules)


def _at(found: Node | None, steps: tuple[Step, ...]) -> Node | None:
    """Return what is at the end of some steps, None where nothing is or an index would have to be guessed."""
    for step in steps:
        if found is None or isinstance(found.value, Unknown):
            return None
        found = found.get(int(step.name)) if step.name.isdecimal() else found.get(step.name)
        if found is not None and step.is_keyed and step.key is not None:
            found = found.get(step.key)
    return found
