"""One deployment: a Bicep file with one set of parameters, from wherever they come."""

from collections.abc import Callable

from ...deployments.declared import Declared, Deployment, Problem
from ...deployments.nodes import Node
from ...deployments.origins import Origin
from ...wire.sentences import Sentence, sentence
from ...wire.symbols import symbol
from ..arm.context import Context
from ..arm.document import is_parameter_file
from ..arm.parameters import given_by_person, given_in_file
from ..arm.refusals import ExhaustedError, RefusedError
from ..arm.sources import Sources
from ..arm.targets import Scope, target_of
from ..files import UnreadableError, beside
from ..options import Options
from . import syntax
from .home import JSON, PARAMETERS, REMOTE, Place
from .json_templates import opened_template
from .lowering import declared_in
from .parameters import is_needed
from .placing import scope_named
from .program import Program, Programs, unreadable
from .template import Shared, Template

MOST_EXTENDED = 20
"""Parameter files that extend each other."""


class Run:
    """One deployment while it is read."""

    def __init__(self, programs: Programs, sources: Sources, options: Options) -> None:
        self._programs, self._options = programs, options
        self._context = Context(sources, options)
        self._journal = self._context.journal
        self._shared = Shared(programs, self._context)
        self._resources: list[Declared] = []

    def of_program(self, program: Program, parameter_file: str) -> Deployment:
        """Return the deployment of a Bicep file, with a parameter file or none."""
        given = self._opened(parameter_file) if parameter_file.endswith(PARAMETERS) else None
        self._guarded(program.file, lambda: self._deploy(program, parameter_file, given))
        return self._deployment(f"{program.file} with {parameter_file}" if parameter_file else program.file)

    def of_parameter_file(self, program: Program) -> Deployment:
        """Return the deployment of what a parameter file uses."""
        self._guarded(program.file, lambda: self._use(program))
        return self._deployment(program.file)

    def _deployment(self, name: str) -> Deployment:
        return Deployment(
            language="bicep",
            name=name,
            resources=tuple(self._resources),
            gaps=self._journal.gaps,
            problems=self._journal.problems,
        )

    def _guarded(self, file: str, deploy: Callable[[], None]) -> None:
        """Note what ends the reading: a budget that is spent, or what nobody could place."""
        try:
            deploy()
        except ExhaustedError as error:
            self._journal.add(Problem(what=error.what, origin=error.place, file=file))
            self._journal.gap(
                sentence("bicep.unfinished", file=file), Origin(file=file, start=0, end=0), hides_resources=True
            )
        except (RefusedError, RecursionError) as error:
            what = error.what if isinstance(error, RefusedError) else sentence("arm.limit-depth")
            self._journal.add(Problem(what=what, file=file))

    def _use(self, program: Program) -> None:
        written = program.using.path if program.using else None
        place = program.origin(program.using.start, program.using.end) if program.using else program.origin(0, 0)
        path = written.plain if written else None
        if path is None:
            self._journal.gap(sentence("bicep.gap-using", file=program.file), place, hides_resources=True)
            return
        file = self._options.links.get(path)
        if file is None and path.startswith(REMOTE):
            self._journal.gap(sentence("bicep.gap-used", path=path), place, path, hides_resources=True)
            return
        try:
            file = file or beside(program.file, path)
        except UnreadableError as error:
            self._journal.problem(unreadable(error), place)
            return
        given = self._opened(program.file)
        if file.lower().endswith(JSON):
            self._deploy_json(file, given, place)
            return
        used = self._programs.read(file)
        if isinstance(used, Sentence):
            self._journal.problem(used, place)
        else:
            self._deploy(used, program.file, given)

    def _opened(self, file: str) -> Template | None:
        """Return a parameter file, with those it extends; None where it cannot be read, which is noted."""
        last: Template | None = None
        first: Template | None = None
        seen: set[str] = set()
        while file:
            program = self._programs.read(file, is_parameter_file=True)
            if isinstance(program, Sentence) or file in seen or len(seen) > MOST_EXTENDED:
                what = program if isinstance(program, Sentence) else sentence("bicep.extends-cycle", file=file)
                self._journal.add(Problem(what=what, file=file))
                break
            seen.add(file)
            made = Template(self._shared, program, target_of(self._options), lambda _: None, Place())
            if last is not None:
                last.extended = made
            first, last = first or made, made
            file = self._extended(program)
        return first

    def _extended(self, program: Program) -> str:
        """Return the file that a parameter file extends, empty for none."""
        if program.extends is None:
            return ""
        try:
            return beside(program.file, program.extends.path.plain or "")
        except UnreadableError as error:
            place = program.origin(program.extends.start, program.extends.end)
            self._journal.problem(unreadable(error), place)
            return ""

    def _deploy(self, program: Program, parameter_file: str, assigned: Template | None) -> None:
        given = self._given(program, parameter_file, assigned)
        target = target_of(self._options, _scope_of(program), symbol(f"address of {program.file}"))
        template = Template(self._shared, program, target, given.get, Place())
        for key, value in self._options.parameters.items():
            name = next((each for each in program.parameters if each.lower() == key.lower()), None)
            if name is None:
                what = sentence("bicep.parameter-unknown", name=key, file=program.file)
                self._journal.add(Problem(what=what, file=program.file))
            else:
                given[name] = given_by_person(value, template.declaration(name))
        for name, parameter in program.parameters.items():
            if name not in given and is_needed(parameter, template.declaration(name)):
                place = program.origin(parameter.start, parameter.end)
                self._journal.gap(sentence("bicep.parameter-missing", name=name), place, f"parameter {name}")
        for name in program.parameters:
            template.parameter(name)
        for declared in declared_in(template):
            self._resources.append(declared)

    def _given(self, program: Program, parameter_file: str, assigned: Template | None) -> dict[str, Node]:
        """Return what a parameter file gives; what the program has no parameter for is noted."""
        found: dict[str, tuple[str, Node]] = {}
        if assigned is not None:
            found = _assignments(assigned)
        elif parameter_file and not parameter_file.endswith(PARAMETERS):
            found = self._given_in_json(parameter_file)
        names = {name.lower(): name for name in program.parameters}
        made = {}
        for key, (spelled, node) in found.items():
            if key in names:
                made[names[key]] = node
            elif spelled not in program.broken_names:
                what = sentence("bicep.parameter-unknown", name=spelled, file=program.file)
                self._journal.problem(what, node.origin or program.origin(0, 0))
        return made

    def _given_in_json(self, file: str) -> dict[str, tuple[str, Node]]:
        value, problems = self._context.sources.read(file)
        for problem in problems:
            self._journal.add(problem)
        if value is not None and not is_parameter_file(value):
            self._journal.add(Problem(what=sentence("bicep.not-parameters", file=file), file=file))
        return given_in_file(value, file)

    def _deploy_json(self, file: str, assigned: Template | None, place: Origin) -> None:
        given = dict(_assignments(assigned).values()) if assigned else {}
        target = target_of(self._options, address=symbol(f"address of {file}"))
        opened = opened_template(self._context, file, target, Node(given), Place())
        if isinstance(opened, Sentence):
            self._journal.problem(opened, place)
        else:
            for declared in opened.declared((), ()):
                self._resources.append(declared)


def _scope_of(program: Program) -> Scope:
    written = program.scope.value if program.scope else None
    named = scope_named(written.plain or "") if isinstance(written, syntax.Text) else None
    return named or "resourceGroup"


def _assignments(assigned: Template) -> dict[str, tuple[str, Node]]:
    """Return what a parameter file and those it extends give, by lower-case name."""
    found: dict[str, tuple[str, Node]] = {}
    each: Template | None = assigned
    while each is not None:
        for name in each.program.assignments:
            node = each.assigned(name)
            if node is not None:
                found.setdefault(name.lower(), (name, node))
        each = each.extended
    return found
