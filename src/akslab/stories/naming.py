"""An object that decides, as it is told: in words, with its id and where it is written."""

from msgspec import Struct

from ..wire.sentences import Sentence
from ..wire.symbols import spoken
from .atlas import Atlas


class Label(Struct, frozen=True, kw_only=True):
    """An object that decides. `kind` is its kind in a word, for programs."""

    kind: str
    what: Sentence
    id: str = ""
    """Of the Azure resource, as it was written; empty where it is none."""
    place: str = ""
    """Where in the resource's document it stands."""
    written: str = ""
    """File and line, or file and path."""


def written_label(atlas: Atlas, kind: str, what: Sentence, id_: str, place: str) -> Label:
    """Return an object that stands at a place of a resource's document, with where that is written."""
    network = atlas.network
    raw = network.spelled.get(id_.lower(), id_)
    written = network.written(raw, place) if raw else ""
    return Label(kind=kind, what=what, id=atlas.spelled(id_) if id_ else "", place=spoken(place), written=written)
