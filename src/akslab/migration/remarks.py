"""What is said of one cluster's migration, remark by remark, and what could not be judged; the checks that say it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct

from ..rules.unknown import CannotJudge
from ..wire.sentences import Sentence
from ..wire.symbols import spoken
from .case import Case

Kind = Literal["blocker", "breaks", "warn", "keep"]
"""Azure refuses or destroys; stops working; is to be known; stays."""
Weight = Literal["class", "ready", "none"]
"""What something unknown leaves open: the class of the cluster, only whether it is ready, or neither."""


class Remark(Struct, frozen=True, kw_only=True):
    """One thing to say, with how we know it and what to do about it."""

    key: str
    """`policy`, `identity`: the same for every language and release."""
    kind: Kind
    what: Sentence
    todo: Sentence | None = None
    needs_new_cluster: bool = False
    """No command takes it away: the cluster cannot move in place."""
    sources: tuple[str, ...] = ()
    """Ids of docs/sources.md, `owner/repository#issue`, or addresses of pages."""
    rule: str = ""
    """The rule of the catalogue that found it."""
    place: str = ""
    """Where it is written, as in `rules.places`."""
    values: tuple[tuple[str, str], ...] = ()
    """Ids that the steps need: of a subnet, a table, a route."""

    def value(self, name: str) -> str:
        """Return one of the values, empty where there is none."""
        return dict(self.values).get(name, "")


class Missing(Struct, frozen=True, kw_only=True):
    """Something nobody told, and what it leaves open."""

    key: str
    """The check's."""
    missing: str
    """In a rule's words, or the command that exports it."""
    weight: Weight


class Check(Struct, frozen=True):
    """One question to a case. It may raise or yield CannotJudge."""

    key: str
    weight: Weight
    ask: Callable[[Case], Iterable[Remark | CannotJudge]]


def asked(checks: Iterable[Check], case: Case) -> Iterator[Remark | Missing]:
    """Yield what checks say of a case; what is unknown to one does not silence the others."""
    for check in checks:
        try:
            for found in check.ask(case):
                yield found if isinstance(found, Remark) else _missing(check, found)
        except CannotJudge as reason:
            yield _missing(check, reason)


def _missing(check: Check, reason: CannotJudge) -> Missing:
    return Missing(key=check.key, missing=spoken(reason.missing), weight=check.weight)
