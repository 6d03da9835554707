"""Which folders are root modules: those with configuration files that no other folder calls as a module."""

import re
from collections.abc import Iterable

from ..files import Files, UnreadableError, beside
from .configuration.module import ENDINGS

_SOURCE = re.compile(r"""["']?\bsource["']?\s*[=:]\s*"(\.\.?(?:/[^"$%\n]{0,1000})?)\"""")


def root_modules(files: Files, names: Iterable[str]) -> tuple[str, ...]:
    """Return the folders, among those of some file names, that Terraform would be run in; `""` is the top.

    Hidden folders such as `.terraform` are passed over. Folders that only call each other are all returned: one of them
    must be a root, whatever a circle says.
    """
    folders: dict[str, list[str]] = {}
    for name in names:
        folder, _, short = name.rpartition("/")
        if short.endswith(ENDINGS) and not any(part.startswith(".") for part in name.split("/")):
            folders.setdefault(folder, []).append(name)
    called: set[str] = set()
    for folder, inside in folders.items():
        called |= {each for name in inside for each in _called(files, name) if each != folder}
    roots = tuple(sorted(folder for folder in folders if folder not in called))
    return roots or tuple(sorted(folders))


def _called(files: Files, name: str) -> Iterable[str]:
    """Yield the folders a file's module calls name."""
    try:
        text = files.read(name)
    except UnreadableError:
        return
    if "module" not in text:
        return
    for found in _SOURCE.finditer(text):
        try:
            yield beside(name, found[1])
        except UnreadableError:
            continue
