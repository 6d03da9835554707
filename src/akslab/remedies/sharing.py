"""Which values of a deployment are written at one place for several properties: a variable, a loop, a module used twice."""

from collections.abc import Iterable, Iterator, Sequence

from ..deployments.declared import Declared
from ..deployments.nodes import Node
from ..deployments.origins import Origin, Path

_Place = tuple[str, int, int, Path]


class Uses:
    """The places of a deployment's values, looked up when somebody asks for the first time."""

    def __init__(self, resources: Sequence[Declared]) -> None:
        """Take the resources of one world."""
        self._resources = resources
        self._values: dict[_Place, set[tuple[str, Path]]] | None = None
        self._heads: dict[tuple[_Place, str], set[str]] = {}

    def is_repeated(self, declared: Declared) -> bool:
        """Whether the text of a resource declares other ones too, or more of it than anybody can tell."""
        self._read()
        return bool(declared.repeated) or len(self._heads[_head(declared)]) > 1

    def is_shared(self, origin: Origin) -> bool:
        """Whether the text of a value is that of another property as well."""
        return len(self._read().get(_place(origin), ())) > 1

    def _read(self) -> dict[_Place, set[tuple[str, Path]]]:
        if self._values is None:
            self._values = {}
            for declared in self._resources:
                if not declared.existing:
                    self._heads.setdefault(_head(declared), set()).add(declared.id.lower())
                    for path, origin in _leaves(declared.body):
                        self._values.setdefault(_place(origin), set()).add((declared.id.lower(), path))
        return self._values


def is_in_loop(declared: Declared, keys: Path) -> bool:
    """Whether a path goes through an element of a list whose text makes other elements too."""
    node: Node | None = declared.body
    for key in keys:
        inner = node.get(key) if node else None
        if isinstance(key, int) and node and inner and inner.origin and not _is_literal(node, key):
            origins = [each.origin for each in node.elements()]
            if origins.count(inner.origin) > 1:
                return True
        node = inner
    return False


def _is_literal(node: Node, index: int) -> bool:
    """Whether an element stands inside its list in a JSON text: its path is its own, and no other one's."""
    return node.value[index].origin is None and node.origin is not None and not node.origin.is_span


def _head(declared: Declared) -> tuple[_Place, str]:
    """Return where a resource is declared; a command may make others of other types besides."""
    return _place(declared.origin), declared.type.lower()


def _place(origin: Origin) -> _Place:
    return origin.file, origin.start, origin.end, origin.path


def _leaves(body: Node) -> Iterator[tuple[Path, Origin]]:
    """Yield the scalars that have an origin of their own; what stands inside its parent is written once anyway."""
    waiting: list[tuple[Path, Node]] = [((), body)]
    while waiting:
        path, node = waiting.pop()
        inner: Iterable[tuple[str | int, Node]] = ()
        if isinstance(node.value, dict):
            inner = node.value.items()
        elif isinstance(node.value, tuple):
            inner = enumerate(node.value)
        elif node.origin is not None:
            yield path, node.origin
        waiting += [((*path, key), each) for key, each in inner]
