"""What `akslab migrate` is given -> clusters to assess: exports as the doctor reads them, files as check reads them.

A template beside az's or kubectl's exports is an export too (`az group export`); anywhere else it is a file that declares.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..checking.inputs import Input, SeenFiles, input_named, inputs_in
from ..checking.locations import Locator
from ..checking.pointing import Declarations, point
from ..checking.reading import read_input
from ..deployments.declared import Deployment
from ..doctor.joined import Joined, joined
from ..doctor.proofs import proof_of
from ..importers.exports.reading import read_exports
from ..importers.files import Files
from ..importers.options import Options
from ..migration.aims import Aim
from ..migration.assessment import is_on_kubenet
from ..migration.case import Case
from ..migration.gathering import ANY_RELEASE, Gathered, Releases, gathered, together
from ..migration.text import Prover
from ..rules.ids import name_of
from ..rules.view import TakenRange
from .input_files import Allowance, InputFiles, TreeFiles, ZipFiles, is_archive, open_inputs

DECLARING = (
    ".tf",
    ".tofu",
    ".tfvars",
    ".bicep",
    ".bicepparam",
    ".sh",
    ".bash",
    ".azcli",
    ".ps1",
    ".cmd",
    ".bat",
    ".md",
)
"""Files that declare clusters, whatever is in them; JSON is told by its content."""
_NO_EXPORTS = (*DECLARING, ".hcl", ".ipynb")


class Given(Struct, frozen=True, kw_only=True, eq=False):
    """Everything that was read."""

    clusters: tuple[Gathered, ...]
    known: Joined
    deployments: tuple[Deployment, ...]
    others: tuple[str, ...]
    """Names of clusters that are not on kubenet."""
    has_files: bool

    def prover(self, found: Gathered) -> Prover:
        """Return what tells where a place of a cluster is written."""
        if not found.resources:
            return lambda place, id_: proof_of(self.known, place, id_)
        locator, declarations = Locator(found.texts), Declarations(found.resources)

        def prove(place: str, id_: str) -> str:
            pointed = point(declarations, id_, place)
            location = locator.locate(pointed.origin, is_value=pointed.is_written) if pointed else None
            return f"{found.prefix}{location.file}:{location.line}" if location else ""

        return prove


class _Declaring(Struct, frozen=True):
    """An input that declares, with the files it is among."""

    files: SeenFiles
    found: Input
    prefix: str
    """What the names of these files begin with among everything that is read."""

    @property
    def name(self) -> str:
        return f"{self.prefix}{self.found.name}"


def read_given(paths: Sequence[str], aim: Aim, options: Options, taken: Iterable[TakenRange] = ()) -> Given:
    """Return the clusters in directories, archives and files. Raises NoInputError for a path that is none of it."""
    files = open_inputs(paths)
    every = [each for text in paths for each in _declaring(text, is_alone=len(paths) == 1)]
    known, declaring = _exports(files, every, taken)
    clusters = known.view.managed_clusters.values()
    exported = [Gathered(case=Case(view=known.view, cluster=each, aim=aim)) for each in clusters]
    on_kubenet = [each for each in exported if is_on_kubenet(each.case) is not False]
    read = [(each, read_input(each.files, each.found, options)) for each in declaring]
    declared = [found for each, several in read for found in _gathered(each, several, aim, options)]
    return Given(
        clusters=tuple(together(on_kubenet, declared)),
        known=known,
        deployments=tuple(deployment for _, several in read for deployment in several),
        others=tuple(name_of(each.case.cluster.id) for each in exported if each not in on_kubenet),
        has_files=bool(files.everything()),
    )


def _declaring(text: str, *, is_alone: bool) -> Iterator[_Declaring]:
    """Yield what declares in a directory, an archive, or a file: that is read with what lies beside it."""
    path, prefix = Path(text), "" if is_alone else f"{text.rstrip('/')}/"
    if path.is_dir() or is_archive(path):
        files = SeenFiles(TreeFiles(path, Allowance()) if path.is_dir() else ZipFiles(path, Allowance()))
        yield from (_Declaring(files, found, prefix) for found in inputs_in(files, "").inputs)
    elif path.name.lower().endswith((*DECLARING, ".json")):
        folder = "" if is_alone or path.parent == Path() else f"{path.parent.as_posix()}/"
        files = SeenFiles(TreeFiles(path.parent, Allowance()))
        yield from (_Declaring(files, found, folder) for found in input_named(files, path.name).inputs)


def _exports(
    files: InputFiles, every: Sequence[_Declaring], taken: Iterable[TakenRange]
) -> tuple[Joined, list[_Declaring]]:
    """Return what is exported, and what declares: templates are either, by what lies in their folder."""
    of_json = {each.name: each for each in every if each.found.kind in ("arm", "plan")}
    names = [name for name in files.everything() if name not in of_json and not name.lower().endswith(_NO_EXPORTS)]
    export = read_exports(files, names)
    folders = {_folder(item.file) for item in export.items}
    templates = {name for name, each in of_json.items() if each.found.kind == "arm" and _folder(name) in folders}
    if templates:
        export = read_exports(files, [*names, *sorted(templates)])
    return joined(export, taken), [each for each in every if each.name not in templates]


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _gathered(each: _Declaring, deployments: Iterable[Deployment], aim: Aim, options: Options) -> Iterator[Gathered]:
    releases = _releases(each.files, each.found, options)
    for deployment in deployments:
        for found in gathered(deployment, each.files.texts, aim, releases):
            lines = tuple(replace(line, file=f"{each.prefix}{line.file}") for line in found.changes)
            yield replace(found, changes=lines, prefix=each.prefix)


def _releases(files: Files, found: Input, options: Options) -> Releases:
    if found.kind not in ("terraform", "plan"):
        return ANY_RELEASE
    # What reads Terraform is imported when a file of it is there.
    from ..migration.providers import keeps_cluster, releases_of_directory, releases_of_plan  # noqa: PLC0415

    reader = releases_of_directory if found.kind == "terraform" else releases_of_plan
    releases = reader(files, found.name, options)
    return Releases(shown=str(releases), keeps_cluster=keeps_cluster(releases))
