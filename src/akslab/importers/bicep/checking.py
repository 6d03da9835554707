"""Every name of a file, evaluated or not: symbols that are declared nowhere, functions that nobody has."""

from collections.abc import Iterator

from ...deployments.declared import Problem
from ...wire.sentences import sentence
from ..arm.functions import function_of
from . import syntax
from .calls import NAMESPACES, name_end
from .declarations import Resource
from .own_functions import OWN
from .program import Declaration, Program

_Bound = frozenset[str]


def faults_of(program: Program) -> Iterator[Problem]:
    """Yield the names that mean nothing, wherever they stand."""
    waiting = list(_roots(program))
    while waiting:
        part, bound = waiting.pop()
        if isinstance(part, syntax.Name) and not _is_symbol(part.name, program, bound):
            what = sentence("bicep.no-symbol", name=part.name[:80])
            yield Problem(what=what, origin=program.origin(part.start, part.end))
        elif isinstance(part, syntax.Call) and _is_plain(part) and not _is_function(part.name, program):
            what = sentence("bicep.no-function", name=part.name[:80])
            yield Problem(what=what, origin=program.origin(part.start, name_end(part)))
        waiting += _parts(part, bound)


def _roots(program: Program) -> Iterator[tuple[syntax.Syntax, _Bound]]:
    nothing: _Bound = frozenset()
    for parameter in program.parameters.values():
        if parameter.default is not None:
            yield parameter.default, nothing
    for function in program.functions.values():
        yield function.body, frozenset(function.names)
    for module in program.modules.values():
        yield module.body, nothing
    for table in (program.variables, program.outputs, program.assignments):
        yield from ((each.value, nothing) for each in table.values())
    for declaration in program.resources.values():
        yield declaration.statement.body, frozenset((*_names_inside(declaration), "this"))


def _names_inside(declaration: Declaration) -> Iterator[str]:
    waiting = [declaration]
    while waiting:
        found = waiting.pop()
        yield from found.inner
        waiting += found.inner.values()


def _is_symbol(name: str, program: Program, bound: _Bound) -> bool:
    if name in bound or program.has_symbol(name):
        return True
    return name == "base" and program.extends is not None


def _is_plain(call: syntax.Call) -> bool:
    """Whether a function is called by its name alone, or behind `az.` or `sys.`."""
    return call.of is None or (isinstance(call.of, syntax.Name) and call.of.name in NAMESPACES)


def _is_function(name: str, program: Program) -> bool:
    is_own = name in program.functions or name in program.imported or name in program.broken_names
    return is_own or name in OWN or function_of(name) is not None


def _parts(of: syntax.Syntax, bound: _Bound) -> Iterator[tuple[syntax.Syntax, _Bound]]:
    if isinstance(of, syntax.Lambda):
        yield of.body, bound | set(of.names)
    elif isinstance(of, syntax.Loop):
        yield of.over, bound
        yield of.body, bound | {of.item, of.index}
    elif isinstance(of, Resource):
        yield of.body, bound
    elif isinstance(of, syntax.Call) and _is_plain(of):
        yield from ((each, bound) for each in of.arguments)
    else:
        yield from ((part, bound) for part in syntax.parts(of))
