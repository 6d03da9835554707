"""What a resource or module waits for: whatever its statement mentions, through variables too, whatever its value is.

The compiler orders by mentions. An index that can be told picks one turn of a loop, else the whole loop is waited for;
a resource that is only read is waited for, too, and passes on what it waits for itself.
"""

from collections.abc import Iterable

from ..arm.refusals import ExhaustedError, RefusedError
from . import syntax
from .declarations import Module, Resource
from .evaluation import evaluate
from .home import Home
from .mentions import Mention, mentions
from .scope import Scope
from .symbols import One, Symbol


def waits_of(one: One, statement: Resource | Module) -> tuple[str, ...]:
    """Return the addresses that a resource or module waits for by what its statement says, each once."""
    found: dict[str, None] = dict.fromkeys(one.home.place.waits)
    mentioned = one.home.once.get(("mentions of", str(statement.start)), lambda: _mentioned(statement))
    for mention in mentioned:
        found |= dict.fromkeys(_addresses(mention, one.home, one.scope))
    found.pop(one.address, None)
    one.home.budget.spend(1 + len(found))
    return tuple(found)


def _mentioned(statement: Resource | Module) -> Iterable[Mention]:
    body = statement.body
    if isinstance(body, syntax.Loop):
        return (*mentions(body.over), *mentions(body.body, (body.item, body.index)))
    return mentions(body)


def _addresses(mention: Mention, home: Home, scope: Scope) -> Iterable[str]:
    local = scope.locals.get(mention.name)
    if local is not None:
        return _of(local.value, mention, scope)
    if mention.name in home.program.variables:
        return home.once.get(("waits of", mention.name), lambda: _of_variable(mention.name, home))
    return _of(home.resources.get(mention.name) or home.modules.get(mention.name), mention, scope)


def _of_variable(name: str, home: Home) -> tuple[str, ...]:
    """Return what a variable passes on, through those it mentions: a long chain of them is no deep one."""
    found: dict[str, None] = {}
    variables, seen, waiting = home.program.variables, {name}, [name]
    while waiting:
        for mention in mentions(variables[waiting.pop()].value):
            home.budget.spend(1 + len(found))
            if mention.name not in variables:
                found |= dict.fromkeys(_addresses(mention, home, home.scope))
            elif mention.name not in seen:
                seen.add(mention.name)
                waiting.append(mention.name)
    return tuple(found)


def _of(value: object, mention: Mention, scope: Scope) -> list[str]:
    if not isinstance(value, Symbol):
        return []
    instances = list(value.instances)
    for child in mention.children:
        instances = [each for one in instances for each in _inside(one, child)]
    picked = _picked(instances, mention, scope)
    return [each.address for each in picked if each.conditions is not None]


def _inside(one: One, child: str) -> tuple[One, ...]:
    inner = one.scope.locals.get(child)
    return inner.value.instances if inner is not None and isinstance(inner.value, Symbol) else ()


def _picked(instances: list[One], mention: Mention, scope: Scope) -> list[One]:
    """Return the turn that an index names, all where it names none."""
    if mention.index is None:
        return instances
    try:
        index = evaluate(mention.index, scope).value
    except ExhaustedError:
        raise
    except RefusedError:
        return instances
    is_there = isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(instances)
    return [instances[index]] if is_there else instances
