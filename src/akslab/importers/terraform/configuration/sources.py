"""Where a module's files are: beside the caller, where `terraform init` put them, or where the person says."""

import json
from typing import Any

from msgspec import Struct

from ...files import Files, UnreadableError, beside
from ...options import Options

INSTALLED = ".terraform/modules/modules.json"


class Found(Struct, frozen=True):
    """A module's folder, or why there is none."""

    folder: str = ""
    reason: str = ""
    """`remote` for what is not on disk, `outside` for a path that leads out of the tree, empty when it was found."""


class Sources:
    """Looks up module sources for one root module."""

    def __init__(self, files: Files, root: str, options: Options) -> None:
        """Take the files, the root module's folder, and what the person says."""
        self._files, self._root, self._options = files, root, options
        self._installed: dict[str, str] | None = None

    def folder(self, source: str, caller: str, key: str) -> Found:
        """Return the folder of `source` as written in the module at `caller`; `key` is `network` or `aks.network`."""
        if source.startswith(("./", "../", ".\\", "..\\")) or source in (".", ".."):
            return self._beside(source, caller)
        linked = self._options.links.get(source)
        if linked is not None:
            return Found(linked.rstrip("/"))
        installed = self._installed_folders().get(key)
        if installed is not None:
            return self._beside(installed, self._root)
        is_path = source.startswith("/") or source[1:2] == ":"
        return Found(reason="outside" if is_path else "remote")

    def _beside(self, path: str, folder: str) -> Found:
        try:
            return Found(beside(f"{folder}/x" if folder else "x", path))
        except UnreadableError:
            return Found(reason="outside")

    def _installed_folders(self) -> dict[str, str]:
        if self._installed is None:
            name = f"{self._root}/{INSTALLED}" if self._root else INSTALLED
            try:
                self._installed = _folders(json.loads(self._files.read(name)))
            except (UnreadableError, ValueError, RecursionError):
                self._installed = {}
        return self._installed


def _folders(document: Any) -> dict[str, str]:
    entries = document.get("Modules") if isinstance(document, dict) else None
    return {
        entry["Key"]: entry["Dir"]
        for entry in entries or ()
        if isinstance(entry, dict) and isinstance(entry.get("Key"), str) and isinstance(entry.get("Dir"), str)
    }
