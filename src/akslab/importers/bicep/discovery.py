"""Which files go together: parameter files of a Bicep file, modules of it."""

from ..arm.document import is_parameter_file
from ..arm.parameters import given_in_file
from ..arm.sources import Sources
from ..files import Files, UnreadableError, beside
from .home import PARAMETERS, REMOTE
from .program import Program, Programs

_JSON = (".json", ".jsonc")


def parameter_files_of(program: Program, programs: Programs, sources: Sources) -> tuple[str, ...]:
    """Return the parameter files beside a Bicep file that are meant for it, sorted.

    A `.bicepparam` that uses it, or has its name and uses nothing; `NAME.parameters*.json`; and, where the folder has no
    other Bicep file they may be for, other parameter files that name only its parameters.
    """
    folder = program.file.rpartition("/")[0]
    names = programs.files.names(folder)
    own = [each for each in names if each.endswith(PARAMETERS) and _uses(each, program.file, programs)]
    stem = program.file.removesuffix(".bicep")
    json = [each for each in names if each.lower().endswith(_JSON) and "parameters" in each.rpartition("/")[2].lower()]
    fitting = [each for each in json if each.lower().startswith(f"{stem}.parameters".lower())]
    if not own and not fitting and sum(each.endswith(".bicep") for each in names) == 1:
        fitting = json
    return (*own, *[each for each in fitting if _fits(each, program, sources)])


def _uses(file: str, wanted: str, programs: Programs) -> bool:
    found = programs.read(file, is_parameter_file=True)
    if not isinstance(found, Program):
        return False
    path = found.using.path.plain if found.using and found.using.path else None
    if path is None:
        return file.removesuffix(PARAMETERS) == wanted.removesuffix(".bicep")
    try:
        return not path.startswith(REMOTE) and beside(file, path) == wanted
    except UnreadableError:
        return False


def _fits(file: str, program: Program, sources: Sources) -> bool:
    value, _ = sources.read(file)
    given = given_in_file(value, file)
    names = {name.lower() for name in program.parameters}
    is_own = file.lower().startswith(f"{program.file.removesuffix('.bicep')}.".lower())
    return is_parameter_file(value) and (is_own or (bool(given) and set(given) <= names))


def modules_of(files: Files, name: str) -> tuple[str, ...]:
    """Return the files of the tree that a Bicep file uses: its modules, and what it imports from. Never raises.

    Those are read with it: a check of a directory need not take them by themselves.
    """
    program = Programs(files).read(name, is_parameter_file=name.endswith(PARAMETERS))
    if not isinstance(program, Program):
        return ()
    paths = [module.path.plain for module in program.modules.values()]
    paths += [statement.path.plain for statement, _ in program.imported.values()]
    if program.using and program.using.path:
        paths.append(program.using.path.plain)
    found: dict[str, None] = {}
    for path in paths:
        if path and not path.startswith(REMOTE):
            try:
                found[beside(name, path)] = None
            except UnreadableError:
                continue
    return tuple(found)
