"""Which symbols an expression mentions: what the compiler orders resources by, whatever their values turn out to be."""

from collections.abc import Iterator

from msgspec import Struct

from .syntax import Child, Element, Expression, Lambda, Loop, Name, Object, Syntax, parts

_Bound = frozenset[str]


class Mention(Struct, frozen=True):
    """A symbol where it is mentioned: `vnet`, `vnet::nodes`, `subnets[2]`."""

    name: str
    children: tuple[str, ...] = ()
    """Names behind `::`."""
    index: Expression | None = None
    """The index right behind it, unless it depends on what only an inner loop or lambda knows."""


def mentions(of: Syntax, outer: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Return what is mentioned, without resources declared inside; `outer` are the names that a loop around gives."""
    found: dict[Mention, None] = {}
    waiting: list[tuple[Syntax, _Bound]] = [(of, frozenset())]
    while waiting:
        syntax, bound = waiting.pop()
        mention = _mention(syntax, bound)
        if mention is None:
            waiting += reversed(tuple(_parts(syntax, bound)))
        elif mention.name not in bound and mention.name not in outer:
            found[mention] = None
        if mention is not None and isinstance(syntax, Element):
            waiting.append((syntax.index, bound))
    return tuple(found)


def _mention(syntax: Syntax, bound: _Bound) -> Mention | None:
    """Return the symbol that is named here, with what directly belongs to it."""
    index, children = None, list[str]()
    if isinstance(syntax, Element) and not syntax.is_from_end and isinstance(syntax.of, Name | Child):
        if not any(each.name in bound for each in _names(syntax.index)):
            index = syntax.index
        syntax = syntax.of
    while isinstance(syntax, Child):
        children.append(syntax.name)
        syntax = syntax.of.of if isinstance(syntax.of, Element) else syntax.of
    if not isinstance(syntax, Name):
        return None
    return Mention(syntax.name, tuple(reversed(children)), index)


def _parts(syntax: Syntax, bound: _Bound) -> Iterator[tuple[Syntax, _Bound]]:
    if isinstance(syntax, Lambda):
        yield syntax.body, bound | set(syntax.names)
    elif isinstance(syntax, Loop):
        yield syntax.over, bound
        yield syntax.body, bound | {syntax.item, syntax.index}
    elif isinstance(syntax, Object):
        yield from ((item, bound) for item in syntax.items)
    else:
        yield from ((part, bound) for part in parts(syntax))


def _names(syntax: Syntax) -> Iterator[Name]:
    waiting = [syntax]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Name):
            yield part
        waiting += parts(part)
