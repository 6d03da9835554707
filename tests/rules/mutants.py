"""Mutants of the rules themselves: a condition turned, dropped or shifted in the code of a check, while it runs.

Only code that belongs to rules is changed, not what all of them share (facts, ids, reading documents): that has tests of
its own. A mutant is a changed code object put into the living function, or a changed constant put into its module, and
taken out again, so that nothing is imported twice.
"""

import ast
import linecache
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from msgspec import Struct

from akslab.rules.rule import Rule

SHARED = {
    f"akslab.rules.{name}"
    for name in (
        "cluster_documents", "edge_documents", "example", "examples", "examples_running", "facts", "fields", "free_ranges",
        "first_match", "from_documents", "guards", "ids", "places", "pod_routing", "proposals", "resources", "room", "rule",
        "security_evaluation", "span_index", "spans", "time", "traffic_filters", "unknown", "view",
    )
}  # fmt: skip
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ASKING = ("has_plugin", "has_outbound_type", "same", "endswith", "startswith")
"""Calls whose texts decide something; texts elsewhere are words."""
NOTHING = ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))

Undo = Callable[[], None]
Change = Callable[[], Undo]
"""Makes the change, and returns what takes it back."""
Told = tuple[str, Change]
"""What is changed, in words, and the change."""


class Mutant(Struct, frozen=True):
    """A changed code of a function, or a changed constant of its module."""

    told: str
    """``pools._too_large: Gt becomes GtE in `if nodes > most:```, with a `+` for the second of the same words."""
    function: Any
    """A living function; msgspec would take one for a method."""
    code: types.CodeType | None = None
    name: str = ""
    value: Any = None

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Let the mutant run in place of the real one."""
        if self.code is not None:
            real = self.function.__code__
            self.function.__code__ = self.code
        else:
            kept = self.function.__globals__[self.name]
            self.function.__globals__[self.name] = self.value
        try:
            yield
        finally:
            if self.code is not None:
                self.function.__code__ = real
            else:
                self.function.__globals__[self.name] = kept


def mutants_of(rule: Rule[Any]) -> Iterator[Mutant]:
    """Yield every mutant of a rule."""
    for function in functions_of(rule):
        yield from _of_code(function)
        yield from _of_constants(function)


def functions_of(rule: Rule[Any]) -> tuple[types.FunctionType, ...]:
    """Return the functions that a rule's check is made of, itself first."""
    found: dict[int, types.FunctionType] = {}
    seen: set[int] = set()
    waiting: list[Any] = [rule.check]
    while waiting:
        function = waiting.pop(0)
        if not isinstance(function, types.FunctionType) or id(function) in seen:
            continue
        seen.add(id(function))
        waiting += [cell.cell_contents for cell in function.__closure__ or ()]
        if function.__module__.startswith("akslab.rules.") and function.__module__ not in SHARED:
            found[id(function)] = function
            waiting += [function.__globals__.get(name) for name in _names(function.__code__)]
    return tuple(found.values())


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _names(inner)


@cache
def _of_constants(function: types.FunctionType) -> tuple[Mutant, ...]:
    found = []
    where = f"{_module(function)}.{function.__name__}"
    for name in dict.fromkeys(_names(function.__code__)):
        value = function.__globals__.get(name)
        others = _other_constants(value) if name.isupper() else []
        found += [Mutant(f"{where}: {name} {_between(value, other)}", function, None, name, other) for other in others]
    return tuple(found)


def _between(value: Any, other: Any) -> str:
    if isinstance(value, tuple):
        gone = next((each for each in value if each not in other), value[-1])
        return f"without {gone[0] if isinstance(gone, tuple) else gone}"
    return f"becomes {other}"


def _other_constants(value: Any) -> list[Any]:
    if isinstance(value, int) and not isinstance(value, bool):
        return [value + 1, value - 1]
    if isinstance(value, tuple) and value and not isinstance(value[0], types.FunctionType):
        return [value[:at] + value[at + 1 :] for at in range(min(len(value), 4))]
    return []


@cache
def _of_code(function: types.FunctionType) -> tuple[Mutant, ...]:
    outer, inner = _definition(function)
    found: dict[str, Mutant] = {}
    for told, line, change in _changes(inner):
        undo = change()
        code = _compiled(outer, function)
        undo()
        if code is not None and code != function.__code__:
            where = linecache.getline(function.__code__.co_filename, line).strip()
            name = f"{_module(function)}.{function.__name__}: {told} in `{where}`"
            while name in found:
                name += "+"
            found[name] = Mutant(name, function, code)
    return tuple(found.values())


def _module(function: types.FunctionType) -> str:
    return function.__module__.rpartition(".")[-1]


@cache
def _tree(module: str) -> ast.Module:
    file = sys.modules[module].__file__
    assert file is not None
    with open(file) as opened:
        return ast.parse(opened.read(), file)


def _definition(function: types.FunctionType) -> tuple[ast.FunctionDef, ast.FunctionDef]:
    """Return the definition at the top of the module, and that of the function itself in it."""
    names = [name for name in function.__qualname__.split(".") if name != "<locals>"]
    line = function.__code__.co_firstlineno
    for outer in _tree(function.__module__).body:
        if isinstance(outer, ast.FunctionDef) and outer.name == names[0]:
            for node in ast.walk(outer):
                if isinstance(node, ast.FunctionDef) and node.name == names[-1] and node.lineno == line:
                    return outer, node
    raise LookupError(function.__qualname__)


def _compiled(outer: ast.FunctionDef, function: types.FunctionType) -> types.CodeType | None:
    """Return the code of the function in its changed definition, if it can stand in for the real one."""
    module = ast.fix_missing_locations(ast.Module([outer], []))
    wanted = function.__code__
    waiting: list[Any] = list(compile(module, wanted.co_filename, "exec").co_consts)
    while waiting:
        code = waiting.pop()
        if isinstance(code, types.CodeType):
            if (code.co_name, code.co_firstlineno) == (wanted.co_name, wanted.co_firstlineno):
                return code if code.co_freevars == wanted.co_freevars else None
            waiting += code.co_consts
    return None


def _changes(definition: ast.FunctionDef) -> Iterator[tuple[str, int, Change]]:
    chosen = {
        id(inner) for node in ast.walk(definition) if isinstance(node, ast.Subscript) for inner in ast.walk(node.slice)
    }
    for node in list(ast.walk(definition)):
        line = getattr(node.target if isinstance(node, ast.comprehension) else node, "lineno", 0)
        for told, change in () if id(node) in chosen else _of_node(node):
            yield told, line, change


def _of_node(node: ast.AST) -> Iterator[Told]:
    for kind, changes in _KINDS:
        if isinstance(node, kind):
            yield from changes(node)
    for name in ("body", "orelse"):
        statements = getattr(node, name, None)
        for at, each in enumerate(statements if isinstance(statements, list) else ()):
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Yield | ast.YieldFrom):
                yield f"says no `{ast.unparse(each)}`", _put(statements, at, NOTHING)


def _of_comparison(node: ast.Compare) -> Iterator[Told]:
    for at, sign in enumerate(node.ops):
        if type(sign) in TURNED:
            turned = TURNED[type(sign)]
            yield f"{type(sign).__name__} becomes {turned.__name__}", _put(node.ops, at, turned())
    for at, each in enumerate(node.comparators):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield f"{each.value!r} becomes another text", _put(node.comparators, at, ast.Constant("mutant"))


def _of_connection(node: ast.BoolOp) -> Iterator[Told]:
    idle = isinstance(node.op, ast.And)
    for at, each in enumerate(node.values):
        yield f"without `{ast.unparse(each)}`", _put(node.values, at, ast.Constant(idle))


def _of_negation(node: ast.UnaryOp) -> Iterator[Told]:
    if isinstance(node.op, ast.Not):
        yield "without `not`", _set(node, "operand", ast.UnaryOp(ast.Not(), node.operand))


def _of_condition(node: ast.If | ast.IfExp) -> Iterator[Told]:
    yield f"not `{ast.unparse(node.test)}`", _set(node, "test", ast.UnaryOp(ast.Not(), node.test))


def _of_selection(node: ast.comprehension) -> Iterator[Told]:
    for at, each in enumerate(node.ifs):
        yield f"without `if {ast.unparse(each)}`", _put(node.ifs, at, ast.Constant(True))


def _of_number(node: ast.Constant) -> Iterator[Told]:
    if type(node.value) is int:
        for other in (node.value + 1, node.value - 1):
            yield f"{node.value} becomes {other}", _set(node, "value", other)


def _of_call(node: ast.Call) -> Iterator[Told]:
    called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    if called in ("any", "all") and isinstance(node.func, ast.Name):
        yield f"{called} is turned", _set(node.func, "id", {"any": "all", "all": "any"}[called])
    for at, each in enumerate(node.args if called in ASKING else ()):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield f"{each.value!r} becomes another text", _put(node.args, at, ast.Constant("mutant"))


_KINDS: tuple[tuple[Any, Callable[[Any], Iterator[Told]]], ...] = (
    (ast.Compare, _of_comparison),
    (ast.BoolOp, _of_connection),
    (ast.UnaryOp, _of_negation),
    (ast.If | ast.IfExp, _of_condition),
    (ast.comprehension, _of_selection),
    (ast.Constant, _of_number),
    (ast.Call, _of_call),
)


def _put(values: Any, at: int, value: Any) -> Change:
    def change() -> Undo:
        kept, values[at] = values[at], value
        return lambda: values.__setitem__(at, kept)

    return change


def _set(node: Any, name: str, value: Any) -> Change:
    def change() -> Undo:
        kept = getattr(node, name)
        setattr(node, name, value)
        return lambda: setattr(node, name, kept)

    return change
