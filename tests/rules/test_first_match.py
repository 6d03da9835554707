"""First match over whole sets says of every triple what going through the rules one by one says, and keeps to its bounds."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.rules.first_match import MOST_STEPS, Product, first_matches, products_of
from akslab.rules.spans import Spans, merged_spans
from akslab.rules.unknown import CannotJudge

MOST = 6
Triple = tuple[int, int, int]
TRIPLES: list[Triple] = [(one, other, port) for one, other, port in product(range(MOST + 1), repeat=3)]
numbers = st.integers(0, MOST)
span = st.tuples(numbers, numbers).map(lambda ends: (min(ends), max(ends)))
sets = st.lists(span, min_size=1, max_size=3).map(merged_spans)
products = st.builds(Product, sets, sets, sets)


def holds(within: Product, triple: Triple) -> bool:
    axes = (within.sources, within.destinations, within.ports)
    return all(any(low <= value <= high for low, high in axis) for axis, value in zip(axes, triple, strict=True))


@given(products, st.lists(products, max_size=6))
@settings(max_examples=300, deadline=None)
def test_every_triple_is_in_the_part_of_the_rule_it_matches_first(traffic: Product, rules: list[Product]) -> None:
    found = first_matches(traffic, rules)

    for triple in TRIPLES:
        deciding = [part.rule for part in found if holds(part.traffic, triple)]
        matching = (at for at, rule in enumerate(rules) if holds(traffic, triple) and holds(rule, triple))
        assert deciding == [at for at in [next(matching, None)] if at is not None]


@given(products, st.lists(products, max_size=6))
def test_parts_come_in_the_order_of_the_rules_and_each_as_one(traffic: Product, rules: list[Product]) -> None:
    found = first_matches(traffic, rules)
    ways = [(part.rule, part.traffic.ports, part.traffic.destinations) for part in found]

    assert [part.rule for part in found] == sorted(part.rule for part in found)
    assert len(ways) == len(set(ways))
    assert sum(part.traffic.size for part in found) <= traffic.size


@given(st.lists(st.tuples(span, span, span), max_size=6))
def test_triples_of_spans_are_the_products_made_of_them(
    triples: list[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]],
) -> None:
    made = products_of(triples)

    for triple in TRIPLES:
        is_in = any(
            all(low <= value <= high for (low, high), value in zip(spans, triple, strict=True)) for spans in triples
        )
        assert any(holds(each, triple) for each in made) is is_in


EVERYWHERE: Spans = ((0, 1 << 17),)
TRAFFIC = Product(EVERYWHERE, EVERYWHERE, ((0, 65535),))


def some(chance: Random, count: int, below: int, width: int = 1) -> Spans:
    starts = (chance.randrange(below) for _ in range(count))
    return merged_spans((start, start + chance.randrange(width)) for start in starts)


@pytest.mark.parametrize("is_for_every", ["neither", "sources", "destinations"])
def test_a_thousand_rules_of_twenty_addresses_and_ten_ports_are_judged_within_the_bounds(is_for_every: str) -> None:
    chance = Random(is_for_every)
    rules = [
        Product(
            EVERYWHERE if is_for_every == "sources" else some(chance, 20, 1 << 17),
            EVERYWHERE if is_for_every == "destinations" else some(chance, 20, 1 << 17),
            some(chance, 10, 65000, 200),
        )
        for _ in range(1000)
    ]
    found = first_matches(TRAFFIC, [*rules, TRAFFIC])

    assert {part.rule for part in found} == set(range(1001))
    assert sum(part.traffic.size for part in found) == TRAFFIC.size


def test_nested_rules_are_judged_within_the_bounds() -> None:
    nested = [Product(((0, at),), ((0, at),), ((at, at),)) for at in range(100)]

    assert len({part.rule for part in first_matches(TRAFFIC, [*nested, TRAFFIC])}) == 101


def test_what_has_too_many_parts_is_said_not_to_be_judged() -> None:
    chance = Random(1)
    rules = [
        Product(some(chance, 20, 1 << 17, 1 << 15), some(chance, 20, 1 << 17, 1 << 15), some(chance, 10, 65000, 9))
        for _ in range(1000)
    ]

    with pytest.raises(CannotJudge, match=f"more than {MOST_STEPS} parts of traffic"):
        first_matches(TRAFFIC, rules)
