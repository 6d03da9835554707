"""Which files of a tree are inputs. An importer is imported when one of its files is there.

A module that another file calls, a template that another one links, the compiled output of a Bicep file beside it, and
parameter files are parts of an input, not inputs.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..deployments.declared import Problem
from ..deployments.origins import Origin
from ..importers.files import MOST_BYTES, Files, UnreadableError
from ..importers.json_text import JsonError, parse_json
from ..wire.sentences import Sentence, sentence

Kind = Literal["arm", "bicep", "terraform", "plan", "script"]

IGNORED = (".git", ".terraform", ".venv", "node_modules", "__pycache__", ".tox", ".mypy_cache")
"""Folders nobody writes inputs in."""
SCRIPTS = (".sh", ".bash", ".ps1", ".cmd", ".bat", ".azcli", ".md", ".ipynb")
MOST_FILES = 100_000
_AZURE = ("Microsoft.", "managedClusters", "azurerm", "azapi", "deploymentTemplate.json#")
"""A JSON file without any of these words is none of ours."""
_SURELY = ("deploymentTemplate.json#", '"terraform_version"')
"""What a template or a plan says of itself at its beginning, however it ends."""
_CALLS = ("az aks ", "az network ", "az deployment ", "AzAks")
"""What a script says that is ours, also where the rest of it is no text."""
_BEGINNING = 4096
_TOLD = (
    "file.missing",
    "file.outside",
    "file.too-large",
    "file.not-text",
    "file.denied",
    "file.special",
    "file.total",
)


# ruff: noqa: PLC0415 - a language is imported when a file of it is there


class Input(Struct, frozen=True):
    """One thing to check: a file, or a directory of Terraform."""

    kind: Kind
    name: str


class Found(Struct, frozen=True):
    """The inputs of a tree, and what was asked for by name and is none."""

    inputs: tuple[Input, ...]
    problems: tuple[Problem, ...] = ()


class SeenFiles:
    """Files that remember what was read: a report quotes their lines."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.texts: dict[str, str] = {}
        self.inner: dict[str, Origin] = {}
        """Texts that a script writes and another importer reads: where in the script their words are."""

    def read(self, name: str) -> str:
        """Return a file's text. Raises UnreadableError."""
        if name not in self.texts:
            self.texts[name] = self._files.read(name)
        return self.texts[name]

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files directly in a folder."""
        return self._files.names(folder)

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the folders directly in a folder."""
        return self._files.folders(folder)


def walk(files: Files, folder: str) -> Iterator[str]:
    """Yield the files of a folder and all below it, sorted, ignored folders left out; at most one more than 100,000."""
    waiting, number = [folder], 0
    while waiting:
        here = waiting.pop()
        for name in files.names(here):
            yield name
            number += 1
            if number > MOST_FILES:
                return
        below = [each for each in files.folders(here) if each.rsplit("/", 1)[-1] not in IGNORED]
        waiting += reversed(below)


def inputs_in(files: Files, folder: str) -> Found:
    """Return every input of a directory."""
    names = tuple(walk(files, folder))
    problems: list[Problem] = []
    if len(names) > MOST_FILES:
        what = sentence("file.too-many", name=folder or ".", most=f"{MOST_FILES:,}")
        problems.append(Problem(what=what, file=folder, is_unreadable=True))
        names = names[:MOST_FILES]
    found = [
        *_bicep_in(files, names),
        *_json_in(files, names, problems),
        *_terraform_in(files, names),
        *_scripts_in(files, names, problems),
    ]
    if not found:
        # Files that are no text, and nothing else: that nothing was found in them would be no answer.
        problems = [
            replace(each, is_unreadable=each.is_unreadable or each.what.key == "file.not-text") for each in problems
        ]
    return Found(tuple(sorted(found, key=lambda each: (each.name, each.kind))), tuple(problems))


def input_named(files: Files, name: str) -> Found:
    """Return the input that a file is; a problem when it is none."""
    if name.endswith((".bicep", ".bicepparam")):
        return Found((Input("bicep", name),))
    if name.endswith((".tf", ".tf.json", ".tofu", ".tfvars")):
        return Found((Input("terraform", name.rpartition("/")[0]),))
    if name.endswith(".json"):
        return _json_named(files, name)
    try:
        is_script = _is_script(files, name)
    except UnreadableError as error:
        return Found((), (_unreadable(error, is_meant=True),))
    return Found((Input("script", name),)) if is_script else _not_recognised(name)


def _bicep_in(files: Files, names: Iterable[str]) -> Iterator[Input]:
    written = [name for name in names if name.endswith(".bicep")]
    if not written:
        return
    from ..importers.bicep.discovery import modules_of

    yield from (Input("bicep", name) for name in _roots({name: modules_of(files, name) for name in written}))


def _roots(uses: Mapping[str, Iterable[str]]) -> list[str]:
    """Return those that no other one uses, and one of each circle that nothing leads into: somebody has to be told."""
    used = {other for name, others in uses.items() for other in others if other != name}
    roots = [name for name in uses if name not in used]
    reached: set[str] = set()
    for name in (*roots, *sorted(uses)):
        if name in reached:
            continue
        if name in used:
            roots.append(name)
        waiting = [name]
        while waiting:
            if (here := waiting.pop()) not in reached:
                reached.add(here)
                waiting += uses.get(here, ())
    return roots


def _terraform_in(files: Files, names: Iterable[str]) -> Iterator[Input]:
    written = tuple(name for name in names if name.endswith((".tf", ".tf.json", ".tofu")))
    if not written:
        return
    from ..importers.terraform.roots import root_modules

    yield from (Input("terraform", folder) for folder in root_modules(files, written))


def _json_in(files: Files, names: Iterable[str], problems: list[Problem]) -> Iterator[Input]:
    """Yield templates and plans; a JSON file that may be one and cannot be read is a problem, never passed over."""
    names, templates = set(names), list[str]()
    for name in sorted(names):
        if not name.endswith(".json") or name.endswith(".tf.json"):
            continue
        try:
            text = files.read(name)
            kind = _kind_of_json(parse_json(text)) if any(word in text for word in _AZURE) else None
        except UnreadableError as error:
            problems.append(_unreadable(error, is_meant=_says(error.beginning, _SURELY)))
            continue
        except JsonError as error:
            problems.append(_no_json(error, name, text, is_meant=_says(text[:_BEGINNING], _SURELY)))
            continue
        if kind == "arm" and not _is_compiled(text, name, names):
            templates.append(name)
        elif kind == "plan":
            yield Input(kind, name)
    yield from (Input("arm", name) for name in _roots({name: _linked_by(files, name) for name in templates}))


def _says(beginning: str, words: tuple[str, ...]) -> bool:
    return any(word in beginning for word in words)


def _linked_by(files: Files, name: str) -> tuple[str, ...]:
    from ..importers.arm.deployments import templates_linked_by

    return templates_linked_by(files, name)


def _json_named(files: Files, name: str) -> Found:
    text = ""
    try:
        text = files.read(name)
        value = parse_json(text)
    except UnreadableError as error:
        return Found((), (_unreadable(error, is_meant=True),))
    except JsonError as error:
        return Found((), (_no_json(error, name, text, is_meant=True),))
    kind = _kind_of_json(value)
    return Found((Input(kind, name),)) if kind else _not_recognised(name)


def _kind_of_json(value: Any) -> Kind | None:
    if not isinstance(value, dict):
        return None
    if "$schema" in value or "resources" in value:
        from ..importers.arm.document import is_template

        if is_template(value):
            return "arm"
    if "terraform_version" in value or "resource_changes" in value:
        from ..importers.terraform.plan.recognition import is_plan, is_state

        if is_plan(value) or is_state(value):
            return "plan"
    return None


def _is_compiled(text: str, name: str, names: set[str]) -> bool:
    """Whether a template is the output of a Bicep file that is checked itself."""
    return f"{name.removesuffix('.json')}.bicep" in names and '"bicep"' in text


def _scripts_in(files: Files, names: Iterable[str], problems: list[Problem]) -> Iterator[Input]:
    for name in names:
        if not name.lower().endswith(SCRIPTS):
            continue
        try:
            if _is_script(files, name):
                yield Input("script", name)
        except UnreadableError as error:
            problems.append(_unreadable(error, is_meant=_says(error.beginning, _CALLS)))


def _is_script(files: Files, name: str) -> bool:
    """Return whether a file calls az. Raises UnreadableError."""
    text = files.read(name)
    if not text or not ("az " in text or "AzAks" in text):
        return False
    from ..importers.scripts.recognition import is_az_script

    return is_az_script(name, text)


def _not_recognised(name: str) -> Found:
    return Found((), (Problem(what=sentence("file.not-recognised", name=name), file=name),))


def _unreadable(error: UnreadableError, *, is_meant: bool) -> Problem:
    """Return the problem of a file that cannot be read; one that nobody named may have nothing to do with us."""
    return Problem(what=unreadable_file(error), file=error.name, is_unreadable=is_meant)


def unreadable_file(error: UnreadableError) -> Sentence:
    """Return the sentence of a file that cannot be read."""
    key = error.reason if error.reason in _TOLD else "file.unreadable"
    return sentence(key, name=error.name, most=MOST_BYTES >> 20)


def _no_json(error: JsonError, name: str, text: str, *, is_meant: bool) -> Problem:
    place = Origin(file=name, start=error.offset, end=min(error.offset + 1, len(text)))
    return Problem(what=sentence("file.no-json", name=name, reason=error.reason), origin=place, is_unreadable=is_meant)
