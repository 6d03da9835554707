"""Loops of resources and modules: one turn for each element, or one for all where nobody knows the list."""

from collections.abc import Mapping

from msgspec import Struct

from ...deployments.nodes import Node, Unknown
from ...wire.sentences import sentence
from ..arm.refusals import ExhaustedError, RefusedError
from ..arm.unknowns import Pending, spelled
from . import syntax
from .conditions import in_bicep
from .evaluation import elements_of, evaluate, looped, refused
from .home import Home
from .scope import Scope, placed
from .values import plain_value

MOST_TURNS = 800
"""Of one loop; Azure's own limit."""


class Turn(Struct, frozen=True):
    """One turn of a loop, or what is there without a loop."""

    suffix: str = ""
    """`[2]`, `[*]`."""
    locals: Mapping[str, Node] = {}
    repeated: str = ""
    """What the loop runs over, where nobody knows it: then this is the turn for all of them."""


def turns(written: syntax.Expression, home: Home, scope: Scope) -> tuple[Turn, ...]:
    """Return the turns of a resource's or module's body. What is refused is noted, and counts as unknown."""
    if not isinstance(written, syntax.Loop):
        home.context.count(scope.origin(written))
        return (Turn(),)
    try:
        over = evaluate(written.over, scope)
        listed = elements_of(over)
        if listed is not None and len(listed) > MOST_TURNS:
            raise RefusedError(sentence("bicep.too-many-turns", count=len(listed), most=MOST_TURNS))
        for _ in listed or (None,):
            home.context.count(scope.origin(written))
    except ExhaustedError:
        raise
    except RefusedError as error:
        over, listed = refused(placed(error, written.over), scope), None
    if listed is None:
        return (_any_turn(written, scope, over),)
    return tuple([Turn(f"[{index}]", looped(written, node, index)) for index, node in enumerate(listed)])


def _any_turn(written: syntax.Loop, scope: Scope, over: Node) -> Turn:
    reason = over.value if isinstance(over.value, Unknown) else Pending("not-supplied", scope.written(written.over))
    words = in_bicep(spelled(plain_value(over), scope.budget))
    item = Node(Pending(reason.why, reason.needs, f"each of {words}"), scope.origin(written.over))
    index = Node(Pending(reason.why, reason.needs, f"index in {words}"))
    names = {written.item: item, written.index: index} if written.index else {written.item: item}
    return Turn("[*]", names, scope.written(written.over))
