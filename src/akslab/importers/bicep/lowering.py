"""A deployed file -> the resources it declares, those of its modules before the modules themselves."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from ...deployments.declared import Condition, Declared
from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from ...wire.symbols import spoken
from ..arm.refusals import ExhaustedError, RefusedError
from . import syntax
from .declarations import Decorators, Module, Resource
from .evaluation import refused, settled
from .instances import EXISTING_STATE, ResourceInstance, Resources
from .json_templates import JsonTemplate
from .modules import TYPE, ModuleInstance
from .parameters import is_needed
from .scope import placed
from .symbols import One, Symbol
from .template import Template
from .waits import waits_of

_Made = TypeVar("_Made")
_SCRIPTS = "microsoft.resources/deploymentscripts"


def declared_in(home: Template) -> Iterator[Declared]:
    """Yield what a file and its modules declare."""
    for symbol in home.resources.values():
        yield from _resources(home, symbol)
    for modules in home.modules.values():
        for number, module in enumerate(_instances(home, modules, modules.statement)):
            assert isinstance(module, ModuleInstance)
            yield from _module(module, _batch(modules, modules.statement.decorators, number))
    for name, output in home.program.outputs.items():
        try:
            home.output(name)
        except ExhaustedError:
            raise
        except RefusedError as error:
            refused(placed(error, output), home.scope)


def _instances(home: Template, symbol: Symbol, statement: Resource | Module) -> tuple[One, ...]:
    try:
        return symbol.instances
    except ExhaustedError:
        raise
    except RefusedError as error:
        refused(placed(error, statement), home.scope)
        return ()


def _resources(home: Template, symbol: Resources) -> Iterator[Declared]:
    statement = symbol.declaration.statement
    for number, one in enumerate(_instances(home, symbol, statement)):
        assert isinstance(one, ResourceInstance)
        made = _guarded(one, statement, partial(_resource, one, symbol, number))
        if made is not None:
            yield made
        for inner in symbol.declaration.inner:
            found = one.scope.locals[inner].value
            assert isinstance(found, Resources)
            yield from _resources(home, found)


def _guarded(one: One, statement: Resource | Module, make: Callable[[], _Made]) -> _Made | None:
    """Return what is made of one resource or module; what is refused of the whole of it is noted, and it is left out."""
    try:
        return make()
    except ExhaustedError:
        raise
    except (RefusedError, RecursionError) as reason:
        error = reason if isinstance(reason, RefusedError) else RefusedError(sentence("arm.limit-depth"))
        refused(placed(error, statement), one.scope)
        one.home.journal.gap(
            sentence("bicep.gap-broken"), head(one, statement), one.home.program.file, hides_resources=True
        )
        return None


def _batch(symbol: Symbol, decorators: Decorators, number: int) -> tuple[str, ...]:
    """Return the addresses of the batch before: `@batchSize(n)` lets so many turns run at a time."""
    written = next((each.arguments[0] for each in decorators if each.name == "batchSize" and each.arguments), None)
    if written is None or not symbol.is_loop:
        return ()
    size = settled(written, symbol.home.scope).value
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        return ()
    start = number // size * size
    return tuple([each.address for each in symbol.instances[max(0, start - size) : start]])


def _resource(one: ResourceInstance, symbol: Resources, number: int) -> Declared | None:
    if one.conditions is None or one.is_foreign:
        return None
    statement, identity, origin = one.statement, one.identity, head(one, one.statement)
    outer = (one.outer.address,) if one.outer else ()
    batch = _batch(symbol, statement.decorators, number)
    after = dict.fromkeys((*batch, *outer, *waits_of(one, statement)))
    if identity.type.lower() == _SCRIPTS:
        one.home.journal.gap(sentence("bicep.script", name=spoken(one.address)), origin, hides_resources=True)
    body = _with_version(_body(one), one)
    decorators = {each.name for each in statement.decorators}
    return Declared(
        address=one.address,
        type=identity.type,
        id=identity.id,
        body=body,
        origin=origin,
        after=tuple(after),
        existing=one.is_existing,
        writing="patch" if "patch" in decorators else "put",
        conditions=one.conditions or (),
        repeated=one.repeated,
        keeps=("*",) if "onlyIfNotExists" in decorators else tuple(_kept(body)),
    )


def _body(one: ResourceInstance) -> Node:
    try:
        return one.node
    except ExhaustedError:
        raise
    except RefusedError as error:
        return refused(placed(error, one.statement), one.scope)


def _with_version(body: Node, one: ResourceInstance) -> Node:
    """Return a body with the API version it is sent with, where the type says one."""
    type_ = one.statement.type
    version = (type_.plain or "").partition("@")[2]
    if not version or not isinstance(body.value, dict):
        return body
    end = type_.end - 1
    return Node(
        {**body.value, "apiVersion": Node(version, one.home.program.origin(end - len(version), end))}, body.origin
    )


def _kept(body: Node) -> Iterator[str]:
    """Yield the paths whose values are read from the resource as it is: whatever is there stays."""
    waiting = [("", body)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node.value, Unknown) and node.value.needs == EXISTING_STATE:
            yield path
        elif isinstance(node.value, dict):
            waiting += [(f"{path}.{key}" if path else key, inner) for key, inner in node.value.items()]
        elif isinstance(node.value, tuple):
            waiting += [(f"{path}.*", inner) for inner in node.value]


def head(one: One, statement: Resource | Module) -> Origin:
    """Return the place of a statement's first words: its name and type."""
    return one.home.program.origin(statement.start, statement.head_end)


def _module(one: ModuleInstance, batch: tuple[str, ...]) -> Iterator[Declared]:
    conditions = _guarded(one, one.statement, lambda: one.conditions)
    waits = _guarded(one, one.statement, lambda: waits_of(one, one.statement))
    if conditions is None or waits is None:
        return
    after = dict.fromkeys((*batch, *waits))
    for declared in _inside(one, tuple(after), conditions):
        after[declared.address] = None
        yield declared
    yield Declared(
        address=one.address,
        type=TYPE,
        id=one.id,
        body=Node({"name": Node(one.name)}, one.scope.origin(one.body)),
        origin=head(one, one.statement),
        after=tuple(after),
        conditions=conditions,
        repeated=one.repeated,
    )


def _inside(one: ModuleInstance, after: tuple[str, ...], conditions: tuple[Condition, ...]) -> Iterator[Declared]:
    try:
        opened = one.opened
        if isinstance(opened, Template):
            _check_arguments(one, opened)
            yield from declared_in(opened)
        elif isinstance(opened, JsonTemplate):
            yield from opened.declared(after, conditions)
    except ExhaustedError:
        raise
    except RefusedError as error:
        refused(placed(error, one.statement), one.scope)


def _check_arguments(one: ModuleInstance, opened: Template) -> None:
    """Note what is given and not declared, and what is needed and not given."""
    program, journal = opened.program, one.home.journal
    written = one.body.get("params")
    items = written.items if isinstance(written, syntax.Object) else ()
    keys = {each.key.plain: each for each in items if isinstance(each, syntax.Property)}
    for name, item in keys.items():
        if name is not None and name not in program.parameters and name not in program.broken_names:
            what = sentence("bicep.parameter-unknown", name=name, file=program.file)
            journal.problem(what, one.home.program.origin(item.key.start, item.key.end))
    if written is not None and len(keys) < len(items):
        return
    for name, parameter in program.parameters.items():
        is_given = name in keys or (written is not None and not isinstance(written, syntax.Object))
        if not is_given and is_needed(parameter, opened.declaration(name)):
            what = sentence("bicep.parameter-required", name=name, module=one.address)
            journal.problem(what, head(one, one.statement))
