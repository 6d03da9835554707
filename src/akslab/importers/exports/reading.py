"""Files -> everything they tell. A file that cannot be read, or is no export, is told and never hides the others."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...deployments.declared import Problem
from ...deployments.origins import Origin, Path
from ...rules.ids import group_of
from ...rules.kubernetes_documents import node
from ...wire.sentences import sentence
from ..files import Files, UnreadableError
from ..options import NO_OPTIONS, Options
from .arm_shape import arm_document
from .items import Export, Item, Kind, Note
from .shapes import shapes_in
from .templates import Known, resources_of
from .texts import NoDocumentError, documents_in

MOST_ITEMS = 1_000_000
_OTHERS = (".tf", ".tfvars", ".bicep", ".bicepparam", ".sh", ".ps1")
"""What `akslab check` reads."""


def read_exports(files: Files, names: Iterable[str], options: Options = NO_OPTIONS) -> Export:
    """Return what the files called `names` tell, in their order. Never raises on what is in them."""
    reading = _Reading(options)
    for name in names:
        reading.file(files, name)
    return reading.export()


class _Reading:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.items: list[Item] = []
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self.templates: list[tuple[str, Path, Mapping[str, Any]]] = []
        self.is_full = False

    def export(self) -> Export:
        for file, path, template in self.templates:
            resources = {item.key: item.document for item in self.items if item.kind == "resource"}
            known = Known(resources, _subscriptions(self.items))
            for item in resources_of(template, file, path, known, self.options):
                self.add(item)
        return Export(items=tuple(self.items), problems=tuple(self.problems), notes=tuple(self.notes))

    def file(self, files: Files, name: str) -> None:
        if name.lower().endswith(_OTHERS):
            self.note(name, "export.for-check")
            return
        try:
            documents = documents_in(files.read(name))
        except UnreadableError as error:
            self.problems.append(Problem(what=sentence("export.unreadable", reason=sentence(error.reason)), file=name))
            return
        except NoDocumentError as error:
            self._refused(name, error)
            return
        if documents.before:
            first = documents.before.splitlines()[0][:80]
            self.note(name, "export.text-before", text="".join(c if c.isprintable() else "?" for c in first))
        is_list = len(documents.values) != 1
        told = sum(
            self._value(name, value, (index,) if is_list else ()) for index, value in enumerate(documents.values)
        )
        if not told:
            is_empty = all(value in ([], {}, None) for value in documents.values)
            self.note(name, "export.empty" if is_empty else "export.nothing-known")

    def _refused(self, name: str, error: NoDocumentError) -> None:
        if error.is_mistake:
            origin = Origin(file=name, start=error.offset, end=error.offset)
            self.problems.append(Problem(what=error.what, origin=origin, file=name))
        else:
            self.notes.append(Note(file=name, what=error.what))

    def _value(self, name: str, value: Any, path: Path) -> int:
        """Take in what a document tells; returns how many things that were."""
        told = 0
        for shape, where, written in shapes_in(value, path):
            match shape:
                case "nothing":
                    continue
                case "page":
                    self.note(name, "export.page")
                    continue
                case "template":
                    self.templates.append((name, where, written))
                case _:
                    self.add(_item(name, shape, where, written))
            told += 1
        return told

    def add(self, item: Item) -> None:
        if len(self.items) < MOST_ITEMS:
            self.items.append(item)
        elif not self.is_full:
            self.is_full = True
            self.problems.append(Problem(what=sentence("export.too-many", most=MOST_ITEMS), file=item.file))

    def note(self, file: str, key: str, **values: object) -> None:
        self.notes.append(Note(file=file, what=sentence(key, **values)))


def _subscriptions(items: Iterable[Item]) -> dict[str, frozenset[str]]:
    """Return the subscriptions of the nodes' machines, by the lower-case name of their group."""
    found: dict[str, frozenset[str]] = {}
    for item in items:
        if item.kind == "object" and item.document["kind"] == "Node":
            machine = node(item.document).machine_id
            subscription = machine.removeprefix("/subscriptions/").partition("/")[0]
            if subscription:
                group = group_of(machine)
                found[group] = found.get(group, frozenset()) | {subscription}
    return found


def _item(file: str, shape: Kind, path: Path, written: Mapping[str, Any]) -> Item:
    if shape == "resource":
        document = arm_document(written)
        key = str(document["id"]).lower().rstrip("/")
        return Item(kind=shape, key=key, document=document, written=written, file=file, path=path)
    key = _key_of(written) if shape == "object" else ""
    return Item(kind=shape, key=key, document=written, written=written, file=file, path=path)


def _key_of(written: Mapping[str, Any]) -> str:
    metadata = written.get("metadata")
    names = metadata if isinstance(metadata, Mapping) else {}
    return "/".join(str(each).lower() for each in (written["kind"], names.get("namespace", ""), names.get("name", "")))
