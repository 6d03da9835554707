"""A check from names to a report: find the inputs, read them, judge them, put it together."""

from collections.abc import Iterable

from ..deployments.declared import Deployment
from ..importers.files import Files
from ..importers.options import Options
from .assembly import Wishes, assemble
from .inputs import Found, SeenFiles, input_named, inputs_in
from .reading import read_input
from .report import Report


def check(files: Files, names: Iterable[str], options: Options, wishes: Wishes) -> tuple[Report, dict[str, str]]:
    """Return the report on what these names mean, files or folders (`""` is the top), and the texts it quotes."""
    seen = SeenFiles(files)
    deployments: dict[tuple[str, str], tuple[Deployment, ...]] = {}
    for name in names:
        found = _found(seen, name)
        if found.problems:
            deployments["", name] = (Deployment(language="arm", name="", problems=found.problems),)
        for each in found.inputs:
            if (each.kind, each.name) not in deployments:
                deployments[each.kind, each.name] = read_input(seen, each, options)
    every = [each for group in deployments.values() for each in group]
    return assemble(every, seen.texts, wishes, seen.inner), seen.texts


def _found(files: Files, name: str) -> Found:
    is_file = bool(name) and name in files.names(name.rpartition("/")[0])
    return input_named(files, name) if is_file else inputs_in(files, name)
