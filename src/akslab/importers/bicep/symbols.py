"""Symbols of resources and modules: one thing, or a loop of them."""

from abc import abstractmethod

from ...deployments.declared import Condition
from ...deployments.nodes import Node, Unknown
from ...wire.sentences import sentence
from ..arm.refusals import ExhaustedError, RefusedError
from ..arm.unknowns import Pending, spelled
from . import syntax
from .conditions import conditions
from .evaluation import refused, settled
from .home import Home
from .scope import Scope, placed
from .values import Reached, plain_value


class One(Reached):
    """One of a symbol's things."""

    home: Home
    address: str
    repeated: str
    """What the loop around it runs over, where nobody knows that."""
    scope: Scope
    """What its body sees."""

    @property
    @abstractmethod
    def conditions(self) -> tuple[Condition, ...] | None:
        """What must hold for it to be there, None if it surely is not."""


class Symbol(Reached):
    """What is declared by one statement. Without a loop it is the one thing it stands for."""

    home: Home
    is_loop: bool
    prefix: str

    @property
    @abstractmethod
    def instances(self) -> tuple[One, ...]:
        """The things. Raises RefusedError for a loop over itself."""

    @property
    def one(self) -> One:
        """The one thing it is. Raises RefusedError for a loop."""
        if self.is_loop:
            raise RefusedError(sentence("bicep.is-loop", name=self.what))
        return self.instances[0]

    def property(self, name: str, scope: Scope) -> Node:
        """Return a property of the one thing it is."""
        return self.one.property(name, scope)

    def child(self, name: str, scope: Scope) -> Node:
        """Return a symbol that is declared inside the one thing it is."""
        return self.one.child(name, scope)

    def call(self, name: str, arguments: tuple[Node, ...], scope: Scope) -> Node:
        """Return what a method of the one thing answers."""
        return self.one.call(name, arguments, scope)

    def element(self, index: Node, scope: Scope) -> Node:
        """Return the thing of one turn."""
        if not self.is_loop:
            return super().element(index, scope)
        made, place = self.instances, index.value
        if len(made) == 1 and (made[0].repeated or isinstance(place, Unknown)):
            return Node(made[0])
        if isinstance(place, int) and not isinstance(place, bool):
            if not 0 <= place < len(made):
                raise RefusedError(sentence("arm.index", index=place, length=len(made)))
            return Node(made[place])
        reason = place if isinstance(place, Unknown) else Pending("unreadable")
        words = f"{self.prefix}{self.what}[{spelled(index, scope.budget)}]"
        return Node(Pending(reason.why, reason.needs, words))

    def view(self) -> Node:
        """Return what is known of it, of a loop as a list."""
        made = self.instances
        if not self.is_loop:
            return made[0].view()
        repeated = next((each.repeated for each in made if each.repeated), "")
        if repeated:
            return Node(Pending("not-supplied", repeated, f"{self.prefix}{self.what}"))
        return Node(tuple([each.view() for each in made]))


def tested(
    written: syntax.Expression, around: tuple[Condition, ...] | None, scope: Scope
) -> tuple[Condition, ...] | None:
    """Return what must hold for a body to be there: what holds around it, and its own test."""
    if isinstance(written, syntax.Loop):
        written = written.body
    if around is None or not isinstance(written, syntax.Conditional):
        return around
    own = _test(written.test, scope)
    return None if own is None else tuple(dict.fromkeys((*around, *own)))


def _test(written: syntax.Expression, scope: Scope) -> tuple[Condition, ...] | None:
    """Return what a test leaves open. What is refused in it is noted, and left open."""
    node = plain_value(settled(written, scope))
    try:
        return conditions(node, scope.budget)
    except ExhaustedError:
        raise
    except RefusedError as error:
        return conditions(refused(placed(error, written), scope), scope.budget)
