"""What waits for what: references through locals, variables and outputs, and `depends_on`, also of modules.

Terraform orders blocks, not instances: every instance waits for every instance of what its block refers to. A block
without instances passes on what it waits for itself.
"""

from collections.abc import Iterable, Iterator, Mapping

from ..hcl.syntax import Reference
from ..language.errors import Budget
from ..written import Written
from .bodies import names_in
from .module import Placed
from .scope import Key, Scope
from .walk import Walk

Reach = frozenset[Key]


def waits_of(walk: Walk, found: Mapping[Key, tuple[Written, ...]]) -> dict[Key, tuple[str, ...]]:
    """Return, for each resource block, the addresses its instances wait for directly."""
    ordering = _Ordering(walk, found)
    return {key: ordering.addresses(key) for key in found}


class _Ordering:
    def __init__(self, walk: Walk, found: Mapping[Key, tuple[Written, ...]]) -> None:
        self._walk, self._found = walk, found
        self._budget: Budget = walk.budget
        self._reach: dict[Key, Reach] = {}
        for key in walk.order:
            self._reach[key] = self._joined(walk.needs.get(key, ()))
        self._waits: dict[int, Reach] = {}
        self._tuples: dict[Reach, tuple[str, ...]] = {}

    def _joined(self, keys: Iterable[Key]) -> Reach:
        """Return the resource blocks that are met first when some things are followed."""
        parts = [frozenset((key,)) if self._found.get(key) else self._reach.get(key, frozenset()) for key in keys]
        self._budget.spend(sum(map(len, parts)))
        return parts[0] if len(parts) == 1 else frozenset().union(*parts)

    def addresses(self, key: Key) -> tuple[str, ...]:
        """Return what a resource block waits for, as addresses."""
        scope = self._walk.scopes[key[0]]
        placed = scope.module.resources[key[2]]
        waits = (self._reach[key] | self._explicit(scope, placed) | self._of_scope(scope)) - {key}
        if waits not in self._tuples:
            self._budget.spend(len(waits))
            addresses = [each.address for block in sorted(waits) for each in self._found[block]]
            self._tuples[waits] = tuple(dict.fromkeys(addresses))
        return self._tuples[waits]

    def _explicit(self, scope: Scope, placed: Placed) -> Reach:
        """Return what `depends_on` names."""
        names = names_in(placed.block.body.arguments.get("depends_on"))
        return self._joined(self._meant(scope, [tuple(name.split(".")) for name in names])) if names else frozenset()

    def _meant(self, scope: Scope, references: list[Reference]) -> Iterator[Key]:
        for reference in references:
            if reference[0] == "module" and len(reference) > 1:
                for child in scope.children.get(reference[1], ()):
                    yield from self._inside(child)
            else:
                yield from self._walk.meant(scope, (reference,))

    def _inside(self, scope: Scope) -> Iterator[Key]:
        """Yield every resource block of a module's instance, those of modules in it too."""
        waiting = [scope]
        while waiting:
            at = waiting.pop()
            yield from ((at.number, "resource", name) for name in at.module.resources)
            waiting += (child for children in at.children.values() for child in children)

    def _of_scope(self, scope: Scope) -> Reach:
        """Return what everything in a module's instance waits for: its call's `depends_on`, `count`, `for_each`."""
        if scope.parent is None or scope.call is None:
            return frozenset()
        if scope.number not in self._waits:
            call: Key = (scope.parent.number, "call", scope.call.block.labels[0])
            own = self._reach.get(call, frozenset()) | self._explicit(scope.parent, scope.call)
            self._waits[scope.number] = own | self._of_scope(scope.parent)
        return self._waits[scope.number]
