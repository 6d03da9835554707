"""What waits for what, from the references in a plan's configuration.

A plan does not hold locals. Where one is referred to and no `.tf` file tells what it is, it may be anything in its
module: its user is then taken to wait for all of it, because a wait that is missing only in the plan is no fault.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from .addresses import Place, Step, most_specific, steps_of
from .document import Configuration, Json, references_in

Locals = Callable[[tuple[str, ...], str], list[str] | None]
"""(modules, name) -> what a local refers to; None when no file tells."""
Node = tuple[str, tuple[str, ...], str]
"""Kind (`block`, `var`, `output`, `local`, `module`), modules, name."""


class Ordering:
    """Which blocks a block waits for."""

    def __init__(self, configuration: Configuration, locals_: Locals, instances: Mapping[Place, list[str]]) -> None:
        """Take a plan's configuration, what tells of locals, and the addresses of each block's instances."""
        self._configuration, self._locals, self._instances = configuration, locals_, instances
        self._direct: dict[Node, tuple[Node, ...]] = {}
        self._waits: dict[Place, tuple[str, ...]] = {}
        self._inside: dict[tuple[str, ...], tuple[str, ...]] = {}

    def waits(self, place: Place) -> tuple[str, ...]:
        """Return the addresses that are met first when a block's references are followed."""
        if place not in self._waits:
            blocks, modules = self._followed(place)
            whole = [self._all_in(each) for each in sorted(modules)]
            outside = [block for block in blocks if not any(block.modules[: len(each)] == each for each in modules)]
            parts = [*whole, *(tuple(self._instances.get(block, ())) for block in outside)]
            self._waits[place] = parts[0] if len(parts) == 1 else tuple(dict.fromkeys(chain.from_iterable(parts)))
        return self._waits[place]

    def _followed(self, place: Place) -> tuple[list[Place], set[tuple[str, ...]]]:
        """Return the blocks that a block waits for, and the modules of which it waits for everything."""
        found: dict[Place, None] = {}
        modules: set[tuple[str, ...]] = set()
        seen: set[Node] = set()
        start = ("block", place.modules, place.block)
        waiting = [*self._needs(start), *self._around(place.modules)]
        while waiting:
            node = waiting.pop()
            if node in seen or node == start:
                continue
            seen.add(node)
            at = Place(node[1], node[2])
            if node[0] == "module":
                modules.add(node[1])
            elif node[0] == "block" and self._instances.get(at):
                found[at] = None
            else:
                waiting += self._needs(node)
        return list(found), modules

    def _all_in(self, modules: tuple[str, ...]) -> tuple[str, ...]:
        """Return every address in a module and those inside it: one value for all that wait for it."""
        if modules not in self._inside:
            found: list[str] = []
            waiting = [modules]
            while waiting:
                at = waiting.pop()
                for name in self._configuration.blocks(at):
                    found += self._instances.get(Place(at, name), ())
                waiting += self._configuration.calls(at)
            self._inside[modules] = tuple(found)
        return self._inside[modules]

    def _around(self, modules: tuple[str, ...]) -> Iterator[Node]:
        """Yield what everything in a module waits for: its call's number and `depends_on`, outwards."""
        for depth in range(len(modules), 0, -1):
            call, outer = self._configuration.call(modules[:depth]), modules[: depth - 1]
            yield from self._meant(
                outer, references_in([call.get("count_expression"), call.get("for_each_expression")])
            )
            yield from self._explicit(outer, call)

    def _needs(self, node: Node) -> tuple[Node, ...]:
        if node not in self._direct:
            self._direct[node] = tuple(self._found(node))
        return self._direct[node]

    def _found(self, node: Node) -> Iterator[Node]:
        kind, modules, name = node
        configuration = self._configuration
        if kind == "block":
            block = configuration.blocks(modules).get(name, {})
            parts = [block.get(part) for part in ("expressions", "count_expression", "for_each_expression")]
            yield from self._meant(modules, references_in(parts))
            yield from self._explicit(modules, block)
        elif kind == "var" and modules:
            call = configuration.call(modules)
            yield from self._meant(modules[:-1], references_in(configuration.expressions(call).get(name)))
        elif kind == "output":
            output = configuration.output(modules, name)
            yield from self._meant(modules, references_in(output.get("expression")))
            yield from self._explicit(modules, output)
        elif kind == "local":
            references = self._locals(modules, name)
            if references is None:
                yield "module", modules, ""
            else:
                yield from self._meant(modules, references)

    def _explicit(self, modules: tuple[str, ...], of: Json) -> Iterator[Node]:
        names = of.get("depends_on")
        for name in names if isinstance(names, list) else ():
            steps = steps_of(name) if isinstance(name, str) else ()
            if len(steps) > 1 and steps[0].name == "module":
                yield "module", (*modules, steps[1].name), ""
            else:
                yield from self._meant(modules, [name] if isinstance(name, str) else [])

    def _meant(self, modules: tuple[str, ...], references: Iterable[str]) -> Iterator[Node]:
        for reference in most_specific(list(references)):
            yield from self._one(modules, steps_of(reference))

    def _one(self, modules: tuple[str, ...], steps: tuple[Step, ...]) -> Iterator[Node]:
        if len(steps) < 2:
            return
        root, name = steps[0].name, steps[1].name
        if root == "var":
            yield "var", modules, name
        elif root == "local":
            yield "local", modules, name
        elif root == "module":
            inner = (*modules, name)
            if len(steps) > 2 and self._configuration.output(inner, steps[2].name):
                yield "output", inner, steps[2].name
            else:
                yield "module", inner, ""
        elif root == "data" and len(steps) > 2:
            yield "block", modules, f"data.{name}.{steps[2].name}"
        elif root not in ("each", "count", "path", "self", "terraform"):
            yield "block", modules, f"{root}.{name}"
