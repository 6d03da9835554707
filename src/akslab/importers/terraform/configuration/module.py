"""The files of one folder -> a module: its variables, locals, resources, calls and outputs, overrides merged in."""

from msgspec import Struct
from msgspec.structs import replace

from ....deployments.declared import Problem
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ...files import Files, UnreadableError
from ..hcl.bodies import Parsed, parse_file
from ..hcl.syntax import Argument, Block, Body, Fault
from ..unreadable import unreadable

ENDINGS = (".tf", ".tf.json", ".tofu", ".tofu.json")


class Placed(Struct, frozen=True):
    """A block and the file it stands in."""

    file: str
    block: Block

    @property
    def origin(self) -> Origin:
        """Its head."""
        return Origin(file=self.file, start=self.block.start, end=self.block.end)


class Module(Struct, frozen=True):
    """What a folder declares. Resources are keyed `type.name`, data sources `data.type.name`."""

    folder: str
    variables: dict[str, Placed]
    locals: dict[str, tuple[str, Argument]]
    resources: dict[str, Placed]
    calls: dict[str, Placed]
    outputs: dict[str, Placed]
    providers: tuple[Placed, ...]
    settings: tuple[Placed, ...]
    """`terraform` blocks."""
    problems: tuple[Problem, ...]
    is_broken: bool
    """A file could not be read to its end: more may be declared."""


class _Made(Struct):
    variables: dict[str, Placed] = {}
    locals: dict[str, tuple[str, Argument]] = {}
    resources: dict[str, Placed] = {}
    calls: dict[str, Placed] = {}
    outputs: dict[str, Placed] = {}
    providers: list[Placed] = []
    settings: list[Placed] = []
    problems: list[Problem] = []
    is_broken: bool = False


def problem_of(file: str, fault: Fault) -> Problem:
    """Return a syntax fault as a problem at its place."""
    return Problem(what=sentence(fault.key, **fault.values), origin=Origin(file=file, start=fault.start, end=fault.end))


def configuration_files(names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the configuration files among the names of a folder, and those that override others, both in order.

    Of `x.tf` and `x.tofu` the second is meant: it is OpenTofu's.
    """
    known = set(names)
    chosen = []
    for name in names:
        short = name.rsplit("/", 1)[-1]
        is_shadowed = ".tf" in short and name.replace(".tf", ".tofu") in known
        if short.endswith(ENDINGS) and not short.startswith(".") and not is_shadowed:
            chosen.append(name)
    overrides = [name for name in chosen if _is_override(name)]
    return [name for name in chosen if name not in overrides], overrides


def _is_override(name: str) -> bool:
    stem = name.rsplit("/", 1)[-1].partition(".")[0]
    return stem == "override" or stem.endswith("_override")


def read_module(files: Files, folder: str) -> Module:
    """Return a folder as a module. Files that cannot be read, and faults in others, are its problems."""
    made = _Made({}, {}, {}, {}, {}, [], [], [])
    plain, overrides = configuration_files(files.names(folder))
    for name in plain:
        for block in _parsed(files, name, made).body.blocks:
            _add(made, Placed(name, block))
    for name in overrides:
        for block in _parsed(files, name, made).body.blocks:
            _override(made, Placed(name, block))
    return Module(
        folder,
        made.variables,
        made.locals,
        made.resources,
        made.calls,
        made.outputs,
        tuple(made.providers),
        tuple(made.settings),
        tuple(made.problems),
        made.is_broken,
    )


def _parsed(files: Files, name: str, made: _Made) -> Parsed:
    try:
        text = files.read(name)
    except UnreadableError as error:
        made.problems.append(unreadable(error))
        made.is_broken = True
        return Parsed(Body({}, ()))
    parsed = parse_text(name, text)
    made.problems += (problem_of(name, fault) for fault in parsed.faults)
    made.is_broken = made.is_broken or parsed.body.is_broken
    return parsed


def parse_text(name: str, text: str) -> Parsed:
    """Return a file of either syntax as a tree; the name decides which."""
    if name.endswith(".json"):
        from ..hcl.json_syntax import parse_json_file  # noqa: PLC0415 - most configurations have none

        return parse_json_file(text)
    return parse_file(text)


_NAMED = {"variable": "variables", "module": "calls", "output": "outputs"}


def _key(block: Block) -> str:
    """Return how a block is referred to; empty when it lacks labels."""
    wanted = {"resource": 2, "data": 2, "ephemeral": 2}.get(block.type, 1)
    if len(block.labels) != wanted:
        return ""
    prefix = (block.type,) if block.type in ("data", "ephemeral") else ()
    return ".".join((*prefix, *block.labels))


def _add(made: _Made, placed: Placed) -> None:
    block = placed.block
    if block.type == "locals":
        for name, argument in block.body.arguments.items():
            made.locals.setdefault(name, (placed.file, argument))
    elif block.type == "provider":
        made.providers.append(placed)
    elif block.type == "terraform":
        made.settings.append(placed)
    elif (place := _place(made, block.type)) is not None:
        key = _key(block)
        if not key or key in place:
            made.problems.append(_refused(placed, key))
        else:
            place[key] = placed
    elif block.type not in ("moved", "import", "removed", "check", "action"):
        what = sentence("tf.unknown-block", block=block.type)
        made.problems.append(Problem(what=what, origin=placed.origin))


def _place(made: _Made, type_: str) -> dict[str, Placed] | None:
    if type_ in ("resource", "data", "ephemeral"):
        return made.resources
    found: dict[str, Placed] | None = getattr(made, _NAMED[type_]) if type_ in _NAMED else None
    return found


def _refused(placed: Placed, key: str) -> Problem:
    if key:
        return Problem(what=sentence("tf.declared-twice", address=key), origin=placed.origin)
    return Problem(what=sentence("tf.labels", block=placed.block.type), origin=placed.origin)


def _override(made: _Made, placed: Placed) -> None:
    """Merge a block into the one it overrides; what overrides nothing is added."""
    block = placed.block
    if block.type == "locals":
        made.locals |= {name: (placed.file, argument) for name, argument in block.body.arguments.items()}
        return
    place = _place(made, block.type)
    key = _key(block)
    if place is None or key not in place:
        _add(made, placed)
        return
    original = place[key]
    arguments = {name: replace(argument, file=placed.file) for name, argument in block.body.arguments.items()}
    types = {inner.type for inner in block.body.blocks}
    blocks = [inner for inner in original.block.body.blocks if inner.type not in types]
    blocks += (replace(inner, file=placed.file) for inner in block.body.blocks)
    body = Body({**original.block.body.arguments, **arguments}, tuple(blocks), original.block.body.is_broken)
    place[key] = Placed(original.file, replace(original.block, body=body))
