"""Faults put into sound texts, one at a time, and what became of each."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from .faults import NETWORK_FAULTS, TEXT_FAULTS, sound_documents
from .languages import WRITERS
from .public_shapes import NAMES, files_of
from .reading import Read, read_back
from .settings import Setting, layered

LANGUAGES = tuple(each for each in WRITERS if each != "export")
"""Those in which somebody writes what is to be: an export of a refused network does not exist."""


class Injected(Struct, frozen=True):
    """One fault in one text."""

    text: str
    """The language, or the name of a public shape."""
    fault: str
    is_found: bool


@cache
def injected() -> tuple[Injected, ...]:
    """Return every fault that has a place in a text, with whether a rule that would name it did."""
    return (*_in_written(), *_in_public())


def hard(found: Read) -> set[str]:
    """Return the rules that refuse or break something for certain."""
    return {each.rule for each in found.found if each.class_ in ("rejected", "breaks")}


def _in_written() -> Iterator[Injected]:
    documents = sound_documents()
    for language in LANGUAGES:
        write = WRITERS[language]
        files = write(Setting(layers=layered(documents)))
        yield from _in_texts(language, files)
        for fault in NETWORK_FAULTS:
            found = hard(read_back(write(fault.put(documents))))
            yield Injected(language, fault.name, bool(found & set(fault.rules)))


def _in_public() -> Iterator[Injected]:
    for name in NAMES:
        yield from _in_texts(name, files_of(name, "sound"))


def _in_texts(text: str, files: dict[str, str]) -> Iterator[Injected]:
    for fault in TEXT_FAULTS:
        faulty = {name: fault.put(each) for name, each in files.items()}
        if faulty != files:
            yield Injected(text, fault.name, bool(hard(read_back(faulty)) & set(fault.rules)))
