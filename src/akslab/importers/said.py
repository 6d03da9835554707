"""The words of problems and gaps, by the language that has them; each importer keeps its own two catalogues."""

from collections.abc import Mapping
from importlib import import_module

from ..wire.json_reasons import retold
from ..wire.korean_particles import with_particles
from ..wire.sentences import Sentence, said
from ..wire.symbols import spoken

PACKAGES = {
    "file": "",
    "arm": "arm",
    "bicep": "bicep",
    "hcl": "terraform",
    "tf": "terraform",
    "az": "scripts",
    "export": "exports",
}
"""First part of a sentence's key -> the package of this floor that has its words."""


def say(sentence: Sentence, language: str) -> str:
    """Return a sentence in a language, `en` or `ko`."""
    words = spoken(said(retold(sentence, language), _catalogue(sentence.key.partition(".")[0], language)))
    return with_particles(words) if language == "ko" else words


def _catalogue(prefix: str, language: str) -> Mapping[str, str]:
    name = "korean" if language == "ko" else "english"
    package = f".{PACKAGES[prefix]}" if PACKAGES[prefix] else ""
    module = import_module(f"{package}.{name}", __package__)
    found = getattr(module, name.upper())
    assert isinstance(found, dict)
    return found
