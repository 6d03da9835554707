"""Tests of bash, `[ … ]` and `[[ … ]]`: what is compared with what; everything else only has its source."""

from typing import TYPE_CHECKING

from .bash_words import WordReader
from .program import Either, Negated, Statement, Test

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

DEEPEST = 30
"""Tests within tests; deeper ones are not evaluated."""
_AND, _OR = ("&&", "-a"), ("||", "-o")


def read_test(words: WordReader, tree: "Tree") -> Statement:
    """Return a `test_command` of the grammar."""
    inner = [child for child in tree.children if child.is_named]
    return _condition(words, inner[0], 0) if len(inner) == 1 else Test(operator="", source=words.source(tree))


def _condition(words: WordReader, tree: "Tree", depth: int) -> Statement:
    source, children = words.source(tree), tree.children
    if depth < DEEPEST:
        if tree.type == "parenthesized_expression" and len(children) == 3:
            return _condition(words, children[1], depth + 1)
        if tree.type == "unary_expression" and len(children) == 2:
            if children[0].type == "!":
                return Negated(_condition(words, children[1], depth + 1))
            return Test(operator=words.source(children[0]), left=words.word(children[1]), source=source)
        if tree.type == "binary_expression" and len(children) == 3:
            return _comparison(words, tree, depth)
    return Test(operator="", source=source)


def _comparison(words: WordReader, tree: "Tree", depth: int) -> Statement:
    left, operator, right = tree.children
    sign, source = words.source(operator), words.source(tree)
    if sign in (*_AND, *_OR):
        both = _condition(words, left, depth + 1), _condition(words, right, depth + 1)
        return Either(first=both[0], second=both[1], is_or=sign in _OR)
    if "-a" in source.split() or "-o" in source.split():
        # The grammar takes `a = b -a c = d` apart in the wrong places.
        return Test(operator="", source=source)
    return Test(operator=sign, left=words.word(left), right=words.word(right), source=source)
