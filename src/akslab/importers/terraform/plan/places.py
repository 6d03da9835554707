"""Where the blocks of a plan stand in `.tf` files, when those are here too: a plan itself has no places.

What a plan leaves out is read there as well: locals, for the order of things, and `ignore_changes`.
"""

from collections.abc import Iterator

from ....deployments.nodes import Node
from ....deployments.origins import Origin
from ...files import Files
from ...options import Options
from ..configuration.bodies import names_in
from ..configuration.module import Module, Placed, read_module
from ..configuration.sources import Sources
from ..hcl.syntax import Block, Body, Literal
from .addresses import Place


class Places:
    """The configuration files beside a plan."""

    def __init__(self, files: Files, folder: str, options: Options) -> None:
        """Take the files and the plan's folder."""
        self._files, self._sources = files, Sources(files, folder, options)
        self._modules: dict[tuple[str, ...], Module | None] = {(): read_module(files, folder)}
        self._folders: dict[str, Module] = {}

    @property
    def are_there(self) -> bool:
        """Whether there are any such files."""
        root = self._modules[()]
        return root is not None and bool(root.resources or root.calls)

    def module(self, names: tuple[str, ...]) -> Module | None:
        """Return a module by the names of its calls, None when its files are not here."""
        if names not in self._modules:
            outer = self.module(names[:-1]) if len(names) < 30 else None
            call = outer.calls.get(names[-1]) if outer is not None else None
            self._modules[names] = self._called(outer, call, names) if outer is not None and call is not None else None
        return self._modules[names]

    def _called(self, outer: Module, call: Placed, names: tuple[str, ...]) -> Module | None:
        source = call.block.body.arguments.get("source")
        if source is None or not isinstance(source.value, Literal) or not isinstance(source.value.value, str):
            return None
        found = self._sources.folder(source.value.value, outer.folder, ".".join(names))
        if found.reason:
            return None
        if found.folder not in self._folders:
            self._folders[found.folder] = read_module(self._files, found.folder)
        return self._folders[found.folder]

    def block(self, place: Place) -> Placed | None:
        """Return the block at a place, None when it is not here."""
        module = self.module(place.modules)
        return module.resources.get(place.block) if module is not None else None

    def local(self, names: tuple[str, ...], name: str) -> list[str] | None:
        """Return what a local refers to, None when its file is not here."""
        module = self.module(names)
        if module is None or name not in module.locals:
            return None
        return [".".join(reference) for reference in module.locals[name][1].references]

    def ignored(self, place: Place) -> tuple[str, ...]:
        """Return what a block's `ignore_changes` names."""
        placed = self.block(place)
        lifecycle = placed.block.body.block("lifecycle") if placed is not None else None
        return names_in(lifecycle.body.arguments.get("ignore_changes")) if lifecycle is not None else ()

    def strangers(self, blocks: set[Place]) -> Iterator[Origin]:
        """Yield the heads of resource blocks of the root module that a plan does not have: it is older, or another's."""
        root = self._modules[()]
        for name, placed in root.resources.items() if root is not None else ():
            if Place((), name) not in blocks:
                yield placed.origin


def positioned(values: dict[str, Node], body: Body, file: str) -> dict[str, Node]:
    """Return a plan's values with the places where the files write them; defaults stand at the head around them."""
    made = dict(values)
    for argument in body.arguments.values():
        found = made.get(argument.name)
        if found is not None:
            at = argument.file or file
            origin = Origin(file=at, start=argument.value.start, end=argument.value.end)
            made[argument.name] = Node(_bare(found), origin, found.is_secret)
    for type_ in {_type(block) for block in body.blocks}:
        found = made.get(type_)
        if found is not None and isinstance(found.value, tuple):
            blocks = [block for block in body.blocks if _type(block) == type_]
            made[type_] = Node(_each(found.value, blocks, file), _head(blocks[0], file), found.is_secret)
    return made


def _bare(node: Node) -> object:
    """Return a value whose parts stand where it does."""
    value = node.value
    if isinstance(value, dict):
        return {key: Node(_bare(inner), None, inner.is_secret) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple([Node(_bare(inner), None, inner.is_secret) for inner in value])
    return value


def _type(block: Block) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type


def _head(block: Block, file: str) -> Origin:
    return Origin(file=block.file or file, start=block.start, end=block.end)


def _each(values: tuple[Node, ...], blocks: list[Block], file: str) -> tuple[Node, ...]:
    """Return blocks with their places: one written block for each, or the one that stands for all of them."""
    made = []
    for number, value in enumerate(values):
        block = blocks[number] if len(blocks) == len(values) else blocks[0] if len(blocks) == 1 else None
        if block is None or not isinstance(value.value, dict):
            made.append(value)
            continue
        content = block.body.block("content") if block.type == "dynamic" else block
        inner = positioned(value.value, content.body if content is not None else Body({}, ()), block.file or file)
        made.append(Node(inner, _head(block, file), value.is_secret))
    return tuple(made)
