"""Who is meant by selectors: endpoints with the address each is meant at, and what ranges have besides.

What must not be reached, or must not send, is meant with all of its addresses: any of them would do. A range means
addresses, and of an endpoint those that are in it.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..compile.effective_routes import PRIVATE_PREFIXES
from ..trace.numbers import dotted, is_host, is_loopback
from .census import Range, address_of, range_of
from .endpoints import Endpoint, cidr_of, picks
from .engine import Reach
from .sentences import ReachError, Sentence, sentence

MOST_NAMED = 6
Find = Callable[[str], tuple[str, str] | None]
"""A name as a person types it -> namespace and address of who is called so; None for a pattern and for nobody."""


def unfound(name: str) -> None:
    """Find nobody: names are those of the endpoints alone."""


def meant(
    endpoints: Sequence[Endpoint],
    selectors: Iterable[str],
    line: int,
    *,
    addresses_too: bool = False,
    empty_too: bool = False,
    find: Find = unfound,
) -> tuple[Endpoint, ...]:
    """List the endpoints that selectors mean; an address that nobody has may be meant as such, and an empty range.

    Raises ReachError, with the line it is given, for a selector that means nobody.
    """
    found: dict[tuple[str | None, str, str], Endpoint] = {}
    for selector in selectors:
        span = span_of(selector, line)
        those = list(_in_range(endpoints, span) if span else _called(endpoints, selector, find))
        found |= {(each.netns, each.address, each.source): each for each in those}
        if not those:
            is_single = span is not None and span[0] == span[1]
            if span is None or not ((is_single and addresses_too) or empty_too):
                raise ReachError(_nobody(selector, endpoints), line)
            if is_single:
                found[None, dotted(span[0]), ""] = bare(span[0])
    return tuple(found.values())


def _called(endpoints: Sequence[Endpoint], selector: str, find: Find) -> Iterator[Endpoint]:
    known = find(selector)
    for each in endpoints:
        if picks(selector, each) if known is None else (each.netns, each.address) == known:
            yield each


def _in_range(endpoints: Sequence[Endpoint], span: Range) -> Iterator[Endpoint]:
    """Yield who is in a range, at the addresses that are in it."""
    for each in endpoints:
        alone = replace(each, public="", also=(), published=()) if each.also or each.published else each
        if span[0] <= address_of(each.address) <= span[1]:
            yield alone
            if each.also:
                yield replace(alone, source=each.address)
        for address in each.also:
            if span[0] <= address_of(address) <= span[1]:
                yield replace(alone, address=address, source=address)


def at_every_address(reach: Reach, endpoints: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield receivers at all of their addresses."""
    for each in endpoints:
        yield each
        for address in each.also:
            is_alone = reach.owner(address_of(address)) == each.netns
            yield replace(each, address=address, netns=each.netns if is_alone else None, of=each.netns or "")
        for address in each.published:
            yield replace(each, address=address, netns=None, of=each.netns or "")


def from_every_address(endpoints: Iterable[Endpoint]) -> Iterator[Endpoint]:
    """Yield senders as Linux chooses their source, and bound to each of their addresses."""
    for each in endpoints:
        yield each
        if each.also:
            yield from (replace(each, source=address) for address in (each.address, *each.also))


def span_of(selector: str, line: int) -> Range | None:
    """Read a selector as a range, None where it is none. Raises ReachError for what only looks like one."""
    try:
        return cidr_of(selector)
    except ValueError:
        raise ReachError(sentence("expect.cidr", text=selector), line) from None


def _nobody(selector: str, endpoints: Sequence[Endpoint]) -> Sentence:
    what, colon, wanted = selector.partition(":")
    known = dict.fromkeys(each.name for each in endpoints)
    if colon and what == "group":
        known = dict.fromkeys(group for each in endpoints for group in each.groups)
    elif colon and what == "kind":
        known = dict.fromkeys(each.kind for each in endpoints)
    elif colon and what == "label":
        known = dict.fromkeys(f"{key}={value}" for each in endpoints for key, value in each.labels)
    near = difflib.get_close_matches(wanted if colon else selector, known, n=3, cutoff=0.6)
    names = near or list(known)[:MOST_NAMED]
    listed = ", ".join(names) or "-"
    return sentence(
        "expect.nobody", text=selector, near=sentence("expect.near" if near else "expect.some", names=listed)
    )


def bare(address: int) -> Endpoint:
    """Return an address as an endpoint that only receives."""
    return Endpoint(name=dotted(address), kind="address", netns=None, address=dotted(address))


def unnamed(reach: Reach, selectors: Iterable[str], named: set[str]) -> Iterator[Endpoint]:
    """Yield what else is in the ranges that are meant: addresses without a name, and each kind of those nobody has."""
    for span in filter(None, map(cidr_of, selectors)):
        for address, (owner, *others) in reach.census.owners.items():
            if span[0] <= address <= span[1] and dotted(address) not in named:
                yield replace(bare(address), netns=None if others else owner)
        for piece in _pieces(span):
            yield from map(bare, unheld_addresses(reach, piece))


def _pieces(span: Range) -> Iterator[Range]:
    """Yield a range in pieces that are private as a whole, or public: other things may be unknown of the ones (D1, D28)."""
    cuts = {end for first, last in map(range_of, PRIVATE_PREFIXES) for end in (first, last + 1)}
    starts = [span[0], *sorted(each for each in cuts if span[0] < each <= span[1])]
    yield from zip(starts, [*(each - 1 for each in starts[1:]), span[1]], strict=True)


def unheld_addresses(reach: Reach, span: Range) -> Iterator[int]:
    """Yield addresses of a range that nobody has: one for each kind of them that a state tells apart."""
    seen = set()
    for first, last in reach.classes.atoms.within(span):
        address = next((each for each in range(first, last + 1) if each not in reach.census.owners), None)
        if address is None or not is_host(address) or is_loopback(address):
            continue
        kind = reach.classes.likeness.kind_of_unheld(address)
        if kind not in seen:
            seen.add(kind)
            yield address
