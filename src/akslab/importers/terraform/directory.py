"""A directory of `.tf` files -> deployments: one, or one for each file of values that somebody would pass."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ...deployments.declared import Deployment, Gap, Problem
from ...wire.sentences import sentence
from ..files import Files
from ..options import NO_OPTIONS, Options
from .azurerm.argument_check import Used, names_in, narrowed, unknown_names
from .azurerm.versions import Versions
from .configuration.module import Module
from .configuration.root import read_configuration
from .configuration.variables import other_files
from .declaring import declared_of
from .written import Written

MOST_RUNS = 20
"""Files of values that are tried; a directory with more is told so."""


def deployments_of_terraform(files: Files, folder: str = "", options: Options = NO_OPTIONS) -> tuple[Deployment, ...]:
    """Return what a root module would deploy: `folder` is its name among the files. Never raises."""
    if options.parameter_files:
        return (_deployment(files, folder, options, options.parameter_files),)
    others = other_files(files.names(folder))
    if not others:
        return (_deployment(files, folder, options, ()),)
    runs = [_deployment(files, folder, options, (name,)) for name in others[:MOST_RUNS]]
    if len(others) > MOST_RUNS:
        gap = Gap(what=sentence("tf.too-many-values", number=len(others), most=MOST_RUNS), needs=others[MOST_RUNS])
        runs[0] = replace(runs[0], gaps=(*runs[0].gaps, gap))
    return tuple(runs)


def _deployment(files: Files, folder: str, options: Options, values: tuple[str, ...]) -> Deployment:
    read = read_configuration(files, folder, options, values)
    used = [each for module in read.modules for each in _used(module)]
    versions = narrowed(read.versions, used)
    written = [replace(each, versions=versions) for each in read.written]
    told = list(unknown_names(versions, used))
    name = folder or "."
    if values:
        name = f"{name} with {', '.join(each.removeprefix(f'{folder}/') for each in values)}"
    return Deployment(
        language="terraform",
        name=name,
        resources=tuple(each for one in written for each in declared_of(one)),
        gaps=(*read.gaps, *(each for each in told if isinstance(each, Gap)), *_of_version(versions, written)),
        problems=(*read.problems, *(each for each in told if isinstance(each, Problem))),
        major=max(versions.majors, default=0),
    )


def _used(module: Module) -> Iterator[Used]:
    for placed in module.resources.values():
        yield from names_in(placed.file, placed.block)


def _of_version(versions: Versions, written: Iterable[Written]) -> Iterator[Gap]:
    """Yield a gap where the provider's version decides whether a later apply strips route tables, and nobody says it."""
    if versions.all_are(lambda release: release[0] >= 4) or versions.all_are(lambda release: release[0] < 4):
        return
    for each in written:
        if each.kind == "azurerm_virtual_network" and each.blocks("subnet") and not each.ignores("subnet"):
            what = sentence("tf.version-open", address=each.address, version=str(versions))
            yield Gap(what=what, needs=".terraform.lock.hcl, or --provider-version", origin=each.origin)
